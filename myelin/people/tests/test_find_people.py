"""Finding people: only by what both show to all members, told in words, at a constant cost."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from myelin.members import actions as members
from myelin.members.models import Audience, Member, Profile, Role
from myelin.people import actions, queries
from myelin.people.alike import EACH, near
from myelin.people.models import Treatment
from myelin.people.reasons import Told, reasons
from myelin.people.tests.test_tell_road import a_therapy, demomab, fog
from myelin.therapies.queries import Named, names

__all__ = ["demomab", "fog"]
ALL = Audience.MEMBERS
CALLED = {7: Named("demomab", "demomab", "Demovia")}


def tell(member, **lines):
    audiences = {f"{name}_audience": ALL for name in lines if not name.endswith("_audience")}
    Profile.objects.filter(member=member).update(**{**audiences, **lines})


def liked(viewer):
    return [found.person.handle for found in queries.like(viewer, mine=queries.mine(viewer), names=names())]


def found(client, **wishes):
    page = client.get("/people/", wishes).text
    return {
        handle for handle in ("ana", "ben", "cleo", "noor") if f'href="/people/{handle}/"' in page.split("<main")[1]
    }


def test_the_same_treatment_is_a_reason(member_client, ana, ben, noor, demomab):
    for member in (ana, ben):
        actions.tell_treatment(member=member, therapy=demomab, audience=ALL)
    assert liked(ana) == ["ben"]
    page = member_client(ana).get("/people/").text
    assert "You both have Demovia." in page
    assert "match" not in page.lower()


def test_whom_one_muted_is_not_suggested_but_found(member_client, ana, ben, demomab, noon):
    for member in (ana, ben):
        actions.tell_treatment(member=member, therapy=demomab, audience=ALL)
        tell(member, region="Oregon")
    members.mute(member=ana, person=ben, now=noon)
    assert liked(ana) == []
    assert liked(ben) == ["ana"]
    assert "ben" in found(member_client(ana), show="all")


@pytest.mark.parametrize("hidden", ["ana", "ben"])
def test_what_one_of_them_keeps_is_no_reason(ana, ben, demomab, fog, hidden):
    for member in (ana, ben):
        audience = Audience.FOLLOWERS if member.handle == hidden else ALL
        actions.tell_treatment(member=member, therapy=demomab, audience=audience)
        actions.tell_hard_things(member=member, symptoms=[fog], audience=audience)
        tell(member, told_year=2024, told_year_audience=audience)
        tell(member, ms_type="rrms", ms_type_audience=audience)
        tell(member, region="Oregon", region_audience=audience)
    assert liked(ana) == []


def test_more_in_common_comes_first(ana, ben, noor, demomab, fog):
    for member in (ana, ben, noor):
        actions.tell_treatment(member=member, therapy=demomab, audience=ALL)
    for member in (ana, noor):
        actions.tell_hard_things(member=member, symptoms=[fog], audience=ALL)
        tell(member, told_year=2024)
    assert liked(ana) == ["noor", "ben"]


def test_whoever_is_blocked_is_nowhere(member_client, ana, cleo, demomab):
    for member in (ana, cleo):
        actions.tell_treatment(member=member, therapy=demomab, audience=ALL)
    for viewer in (ana, cleo):
        assert liked(viewer) == []
        assert found(member_client(viewer), show="all") & {"ana", "cleo"} == set()


def test_a_follower_learns_more_reasons_on_the_page(member_client, ana, ben, demomab, noon):
    actions.tell_treatment(member=ben, therapy=demomab, audience=Audience.FOLLOWERS)
    actions.tell_treatment(member=ana, therapy=demomab, audience=ALL)
    assert "You both have Demovia." in member_client(ana).get("/people/ben/").text
    # Ben does not follow Ana; what he keeps for followers is his own, so he sees the reason, too.
    assert "You both have Demovia." in member_client(ben).get("/people/ana/").text


def test_a_reason_is_never_made_of_what_the_other_may_not_see(member_client, ana, ben, demomab):
    actions.tell_treatment(member=ana, therapy=demomab, audience=Audience.ME)
    actions.tell_treatment(member=ben, therapy=demomab, audience=ALL)
    assert "Why we think you two may click" not in member_client(ana).get("/people/ben/").text


@pytest.mark.parametrize(
    ("wish", "who"),
    [
        ({"medicine": "demomab"}, {"ben"}),
        ({"medicine": "same"}, {"ben"}),
        ({"told": "2-5"}, {"ben"}),
        ({"told": "same"}, {"ben"}),
        ({"told": "11"}, set()),
        ({"ms_type": "rrms"}, {"ben"}),
        ({"symptom": "fog"}, {"ben"}),
        ({"near": "region"}, {"ben"}),
        ({"near": "country"}, {"ben"}),
        ({"role": "caregiver"}, {"noor"}),
        ({"medicine": "demomab", "role": "caregiver"}, set()),
        ({"show": "all"}, {"ben", "noor"}),
    ],
)
def test_people_are_found_by(member_client, ana, ben, noor, demomab, fog, wish, who):
    for member in (ana, ben):
        actions.tell_treatment(member=member, therapy=demomab, audience=ALL)
        actions.tell_hard_things(member=member, symptoms=[fog], audience=ALL)
        tell(member, told_year=2023, ms_type="rrms", region="Oregon", country="Chile")
    tell(noor, told_year=2023, told_year_audience=Audience.ME, ms_type="rrms", ms_type_audience=Audience.FOLLOWERS)
    Member.objects.filter(pk=noor.pk).update(role=Role.CAREGIVER)
    assert found(member_client(ana), **wish) == who


def test_asking_for_the_same_as_mine_needs_mine(member_client, ana, ben, demomab):
    actions.tell_treatment(member=ben, therapy=demomab, audience=ALL)
    page = member_client(ana).get("/people/?medicine=same").text
    assert "show your treatment to members first" in page


def test_a_wish_that_is_none_is_not_an_error(member_client, ana):
    assert member_client(ana).get("/people/?medicine=nonsense&told=x&symptom=x").status_code in {200, 422}


@pytest.mark.parametrize("number", [1, 9])
@pytest.mark.parametrize("path", ["/people/", "/people/?show=all", "/people/?medicine=demomab"])
def test_it_costs_the_same_for_one_as_for_many(
    member_client, make_member, ana, noon, demomab, fog, number, path, django_assert_num_queries
):
    for place in range(number):
        member = make_member(f"m{place}", joined_at=noon + timedelta(minutes=place))
        actions.tell_treatment(member=member, therapy=demomab, audience=ALL)
        actions.tell_hard_things(member=member, symptoms=[fog], audience=ALL)
    actions.tell_treatment(member=ana, therapy=demomab, audience=ALL)
    client = member_client(ana)
    client.get(path)
    with django_assert_num_queries(COSTS[path]):
        page = client.get(path).text
    assert page.count('class="who__name"') >= number


COSTS = {"/people/": 12, "/people/?show=all": 12, "/people/?medicine=demomab": 12}


def test_pages_never_overlap_and_miss_nothing(make_member, ana, demomab, noon):
    actions.tell_treatment(member=ana, therapy=demomab, audience=ALL)
    for place in range(30):
        member = make_member(f"m{place}", joined_at=noon + timedelta(minutes=place // 3))
        actions.tell_treatment(member=member, therapy=demomab, audience=ALL)
    seen, after, mine = [], None, queries.mine(ana)
    while True:
        page = queries.like(ana, mine=mine, names=names(), after=after)
        seen += [one.person.pk for one in page]
        if page.next is None:
            break
        after = page.next
    assert len(seen) == len(set(seen)) == 30


@pytest.mark.parametrize(
    "shared",
    [
        {"told_year": 2024},
        {"told_year": 2023},
        {"ms_type": "rrms"},
        {"region": "oregon"},
        {"role": Role.CAREGIVER},
        {"fog": True},
    ],
)
def test_each_thing_in_common_is_a_place_to_look_in(ana, ben, noor, fog, shared):
    tell(ana, told_year=2024, ms_type="rrms", region="Oregon")
    actions.tell_hard_things(member=ana, symptoms=[fog], audience=ALL)
    Member.objects.filter(pk=ana.pk).update(role=Role.CAREGIVER)
    ana.refresh_from_db()
    if "role" in shared:
        Member.objects.filter(pk=ben.pk).update(**shared)
    elif "fog" in shared:
        actions.tell_hard_things(member=ben, symptoms=[fog], audience=ALL)
    else:
        tell(ben, **shared)
    tell(noor, told_year=2019, ms_type="ppms", region="Maine")
    assert liked(ana) == ["ben"]


def test_it_looks_at_the_newest_of_each_place_however_many_there_are(ana, noon, demomab):
    actions.tell_treatment(member=ana, therapy=demomab, audience=ALL)
    crowd = Member.objects.bulk_create(
        Member(email=f"c{n}@example.org", handle=f"c{n}", name=f"C {n}", joined_at=noon, welcomed_at=noon)
        for n in range(EACH + 20)
    )
    Profile.objects.bulk_create(Profile(member=one) for one in crowd)
    Treatment.objects.bulk_create(Treatment(member=one, therapy=demomab, audience=ALL) for one in crowd)
    with connection.cursor() as cursor:
        looked_at = near(queries.mine(ana))
        cursor.execute(looked_at.sql, looked_at.params)
        found = {row[0] for row in cursor.fetchall()}
    assert found - {ana.pk} == {one.pk for one in crowd[-EACH:]}
    assert queries.like(ana, mine=Told(), names=names()).items == []


def crowd_of(region, number, noon):
    people = Member.objects.bulk_create(
        Member(email=f"c{n}@example.org", handle=f"c{n}", name=f"C {n}", joined_at=noon, welcomed_at=noon)
        for n in range(number)
    )
    lives = {"region": region, "region_audience": ALL}
    Profile.objects.bulk_create(Profile(member=one, **lives) for one in people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE members_member")
        cursor.execute("ANALYZE members_profile")
    return people


def rows_read(plan):
    """The most rows that one step of a plan met."""
    met = (plan["Actual Rows"] + plan.get("Rows Removed by Filter", 0)) * plan["Actual Loops"]
    return max([met, *map(rows_read, plan.get("Plans", []))])


def test_a_page_of_one_region_reads_no_more_than_it_shows_however_many_live_there(ana, ben, noon):
    crowd = crowd_of("Oregon", 2_000, noon)
    wish = {"mine": queries.mine(ana), "names": {}, "year": 2026}
    after, handles = None, []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            page = queries.find(ana, queries.Wishes(region="oregon"), after=after, **wish)
        listed = next(query["sql"] for query in asked if re.search(r"LIMIT \d+$", query["sql"]))
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT json) {listed}")
            (told,) = cursor.fetchone()
        plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
        assert rows_read(plan) <= queries.PAGE + 1
        handles += [found.person.handle for found in page]
        after = page.next
    assert handles == [one.handle for one in crowd[: -3 * queries.PAGE - 1 : -1]]


def test_reasons_are_words_about_both():
    mine = Told(told_year=2024, ms_type="not_sure", hard={1: "Brain fog", 2: "Heat"}, region="Oregon", now={7: 2023})
    theirs = Told(told_year=2025, ms_type="not_sure", hard={1: "Brain fog", 2: "Heat"}, region="oregon", now={7: 2023})
    said = [f"{reason.head} {reason.text}" for reason in reasons(mine, theirs, CALLED)]
    assert said == [
        "Same treatment. You both have Demovia.",
        "Same start. You both started it in 2023.",
        "Same stretch of road. You were told about MS around the same time.",
        "Same question. Neither of you knows the type of MS yet.",
        "2 of the same hard things. Brain fog and heat.",
        "Same region. You both live in Oregon.",
    ]
    assert reasons(mine, Told(), CALLED) == []


def test_somebody_who_had_it_before_may_help(ana, demomab):
    mine, theirs = Told(now={demomab.pk: None}), Told(before={demomab.pk})
    assert [reason.text for reason in reasons(mine, theirs, {demomab.pk: CALLED[7]})] == ["They had Demovia before."]


def test_a_medicine_is_called_by_its_brand(db):
    branded, plain = a_therapy("first", "Firstly"), a_therapy("second")
    assert {pk: name.title for pk, name in names().items()} == {branded.pk: "Firstly (first)", plain.pk: "second"}
