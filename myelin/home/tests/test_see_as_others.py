"""See my own page as others do: just what a member who does not know me is shown, and nobody is told."""

from __future__ import annotations

import re

import pytest

from myelin.groups import actions as groups
from myelin.members import actions as members
from myelin.members.models import Audience, Profile
from myelin.pack.queries import current_pack
from myelin.people import actions as people
from myelin.people.tests.test_tell_road import demomab, fog
from myelin.updates import actions as updates

__all__ = ["demomab", "fog"]
LINES = {"about": "Heron keeper", "ms_type": "rrms", "told_year": 2019, "country": "Norland", "region": "Eastshore"}
TOLD = re.compile(r"Heron keeper|Relapsing|2019|Norland|Eastshore|demomab|Fog|Kept for \w+|In a group")


def told(client, path):
    """What the page tells of a member, word by word."""
    return set(TOLD.findall(client.get(path).text.split("<main")[1].split("</main")[0]))


@pytest.fixture
def page(ben, noon, demomab, fog):
    """Ben, who shared something with each audience, and something in a group that one must be let into."""
    for audience in Audience:
        updates.post_update(author=ben, text=f"Kept for {audience.word}", audience=audience, now=noon)
    closed = groups.open_group(by=ben, name="Quiet", access="private", now=noon)
    updates.post_update(author=ben, text="In a group", group=closed, now=noon)
    return f"/people/{ben.handle}/"


@pytest.mark.parametrize("audience", list(Audience))
def test_it_is_what_a_member_without_any_tie_is_shown(member_client, ben, noor, page, demomab, fog, audience):
    Profile.objects.filter(member=ben).update(**LINES, **{f"{name}_audience": audience for name in LINES})
    people.tell_treatment(member=ben, therapy=demomab, audience=audience)
    people.tell_hard_things(member=ben, symptoms=[fog], audience=audience)
    shown = told(member_client(ben), f"{page}?as=others")
    assert shown == told(member_client(noor), page)
    assert "Kept for members" in shown
    assert "In a group" not in shown
    assert shown < told(member_client(ben), page)


def test_a_follower_and_a_visitor_are_shown_what_such_are(client, member_client, ana, ben, page, demomab, fog):
    Profile.objects.filter(member=ben).update(
        **LINES, **dict.fromkeys([f"{name}_audience" for name in LINES], Audience.FOLLOWERS)
    )
    people.tell_treatment(member=ben, therapy=demomab, audience=Audience.FOLLOWERS)
    people.tell_hard_things(member=ben, symptoms=[fog], audience=Audience.CIRCLE)
    shown = told(member_client(ben), f"{page}?as=follower")
    assert shown == told(member_client(ana), page)
    assert {"Kept for followers", "2019", "Heron keeper"} <= shown
    assert not {"Kept for circle", "Fog", "In a group"} & shown
    Profile.objects.filter(member=ben).update(about_audience=Audience.PUBLIC)
    assert told(member_client(ben), f"{page}?as=visitor") == {"Kept for public"}
    client.logout()
    found = [client.get(thread.url) for thread in ben.threads.all()]
    assert [answer.text.count("Kept for public") > 0 for answer in found if answer.status_code == 200] == [True]


@pytest.mark.parametrize("in_circle", [False, True])
def test_one_follower_by_name_is_shown_what_they_are_and_lends_nothing_of_their_own(
    member_client, ana, ben, noon, page, demomab, fog, in_circle
):
    Profile.objects.filter(member=ben).update(
        **LINES, **dict.fromkeys([f"{name}_audience" for name in LINES], Audience.CIRCLE)
    )
    people.tell_hard_things(member=ben, symptoms=[fog], audience=Audience.FOLLOWERS)
    if in_circle:
        members.let_in(member=ben, person=ana, now=noon)
    shown = told(member_client(ben), f"{page}?as=@{ana.handle}")
    assert shown == told(member_client(ana), page)
    assert ("Kept for circle" in shown, "Heron keeper" in shown) == (in_circle, in_circle)
    assert "Kept for followers" in shown
    # What she has covered is hers alone.
    members.set_lens(member=ana, themes=[theme.slug for theme in current_pack().themes])
    updates.post_update(author=ben, text="A wheelchair for two", audience=Audience.FOLLOWERS, now=noon)
    text = member_client(ben).get(f"{page}?as=@{ana.handle}").text
    assert "A wheelchair for two" in text
    assert "In a group" not in text
    assert f"This is your page for {ana.name}, who follows you" in text
    assert f"?as=@{ana.handle}" in member_client(ben).get("/settings/followers/").text


def test_who_does_not_follow_is_nobody_to_look_as(member_client, ana, ben, noor, page):
    own = told(member_client(ben), page)
    for handle in (noor.handle, "nobody-at-all", ben.handle):
        assert told(member_client(ben), f"{page}?as=@{handle}") == own
    members.unfollow(member=ana, person=ben)
    assert told(member_client(ben), f"{page}?as=@{ana.handle}") == own
    assert told(member_client(noor), f"{page}?as=@{ana.handle}") == told(member_client(noor), page)


def test_it_says_so_and_offers_nothing_that_others_do(member_client, ben, page):
    own = member_client(ben).get(f"{page}?as=nobody").text
    assert "See my page as others do" in own
    seen = member_client(ben).get(f"{page}?as=others").text
    assert "This is your page for members who do not follow you." in seen
    assert "Change my lines" not in seen
    assert f"/people/{ben.handle}/follow" not in seen
    assert 'href="?as=follower"' in seen
    assert "Search engines find no more" in member_client(ben).get(f"{page}?as=visitor").text


def test_the_page_of_somebody_else_stays_as_it_is(member_client, ana, page):
    assert told(member_client(ana), f"{page}?as=others") == told(member_client(ana), page)
    assert "Kept for followers" in told(member_client(ana), f"{page}?as=others")
