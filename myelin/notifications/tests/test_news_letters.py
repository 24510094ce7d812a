"""Letters about news: in the member's rhythm, once, without anybody's words, and stopped with one click."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connection, transaction

from myelin.members import actions as members
from myelin.members.models import Member
from myelin.notifications import actions, news
from myelin.notifications.forms import DeliveryForm
from myelin.notifications.models import Delivery, Notice, OutgoingMail, Rhythm, Section
from myelin.notifications.sections import SECTIONS

MONDAY = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)
FORM = {
    "rhythm": "once",
    "device_rhythm": "daily",
    "quiet_from": "22:00",
    "quiet_until": "07:00",
    **dict.fromkeys(Section, "mail"),
}


def wants(member, rhythm, **more):
    fields = {"rhythm": rhythm, "quiet_from": None, "quiet_until": None, **more}
    return Delivery.objects.update_or_create(member=member, defaults=fields)[0]


def tell(member, actor, kind="comment", now=MONDAY, url="/updates/7/#comment-3"):
    return actions.notify(member=member, kind=kind, actor=actor, url=url, now=now)


def letters():
    return list(OutgoingMail.objects.filter(key__startswith="news/").order_by("pk"))


@pytest.mark.parametrize(
    ("rhythm", "comes"),
    [
        (Rhythm.ONCE, datetime(2026, 6, 15, 12, 2, tzinfo=UTC)),
        (Rhythm.DAILY, datetime(2026, 6, 16, 8, 0, tzinfo=UTC)),
        (Rhythm.WEEKLY, datetime(2026, 6, 21, 8, 0, tzinfo=UTC)),
        (Rhythm.NEVER, None),
    ],
)
def test_a_letter_comes_in_the_rhythm_that_was_chosen(ana, ben, rhythm, comes):
    wants(ana, rhythm)
    tell(ana, ben)
    assert Delivery.objects.get(member=ana).letter_at == comes
    if comes is None:
        assert news.write_due(now=MONDAY + timedelta(days=30)) == 0
        return
    assert news.write_due(now=comes - timedelta(seconds=1)) == 0
    assert news.write_due(now=comes) == 1
    assert len(letters()) == 1


def test_who_never_chose_hears_once_a_week_and_not_of_hugs(ana, ben):
    tell(ana, ben, "hug")
    assert not Delivery.objects.exists()
    tell(ana, ben)
    assert Delivery.objects.get().letter_at == datetime(2026, 6, 21, 8, 0, tzinfo=UTC)


def test_it_holds_no_words_of_anybody_and_no_page(ana, ben):
    wants(ana, Rhythm.ONCE)
    notice = tell(ana, ben, url="/library/natalizumab-jc-virus-pml/#comment-9")
    news.write_due(now=MONDAY + timedelta(minutes=2))
    letter = letters()[0]
    assert letter.subject == "There is news for you"
    assert "Ben wrote under something of yours." in letter.text
    assert f"/notifications/{notice.pk}/" in letter.text
    for words in (letter.text, letter.html, letter.subject):
        assert "natalizumab" not in words


def test_a_link_of_a_letter_leads_to_the_page_and_only_for_its_reader(member_client, client, ana, ben, noor):
    notice = tell(ana, ben)
    assert member_client(ana).get(f"/notifications/{notice.pk}/")["Location"] == "/updates/7/#comment-3"
    assert member_client(noor).get(f"/notifications/{notice.pk}/").status_code == 404
    client.logout()
    assert client.get(f"/notifications/{notice.pk}/")["Location"].startswith("/login/")


def test_news_of_one_moment_is_one_letter_and_is_never_told_again(ana, ben, noor):
    wants(ana, Rhythm.ONCE)
    tell(ana, ben)
    tell(ana, noor, now=MONDAY + timedelta(minutes=1))
    news.write_due(now=MONDAY + timedelta(minutes=2))
    first = letters()[0].text
    assert "Ben wrote" in first
    assert "Noor wrote" in first
    tell(ana, noor, url="/updates/8/", now=MONDAY + timedelta(hours=1))
    news.write_due(now=MONDAY + timedelta(hours=2))
    assert "Ben" not in letters()[1].text


def test_what_was_read_in_the_app_is_no_letter(ana, ben):
    wants(ana, Rhythm.ONCE)
    tell(ana, ben)
    actions.read_all(member=ana, now=MONDAY)
    assert news.write_due(now=MONDAY + timedelta(hours=1)) == 1
    assert letters() == []


def test_at_night_it_waits(ana, ben):
    wants(ana, Rhythm.ONCE, quiet_from=time(21), quiet_until=time(8))
    tell(ana, ben, now=MONDAY.replace(hour=23))
    assert Delivery.objects.get(member=ana).letter_at == datetime(2026, 6, 16, 8, 0, tzinfo=UTC)


def test_a_section_that_is_switched_off_tells_nothing(ana, ben):
    wants(ana, Rhythm.ONCE, silent=[Section.REACTIONS], unmailed=[Section.TALK])
    assert tell(ana, ben, "hug") is None
    assert tell(ana, ben) is not None
    assert Delivery.objects.get(member=ana).letter_at is None


def test_what_concerns_my_data_is_always_told_in_the_app(ana):
    wants(ana, Rhythm.NEVER, silent=[Section.HOUSE])
    assert tell(ana, None, "export") is not None


def test_somebody_i_blocked_meanwhile_is_in_no_letter(ana, ben):
    wants(ana, Rhythm.ONCE)
    tell(ana, ben)
    members.block(member=ana, person=ben, now=MONDAY)
    news.write_due(now=MONDAY + timedelta(hours=1))
    assert letters() == []


@pytest.mark.parametrize("gone", ["suspended_at", "erased_at"])
def test_who_is_gone_gets_none(ana, ben, gone):
    wants(ana, Rhythm.ONCE)
    tell(ana, ben)
    Member.objects.filter(pk=ana.pk).update(**{gone: MONDAY})
    news.write_due(now=MONDAY + timedelta(hours=1))
    assert letters() == []


def test_a_run_that_dies_tells_it_the_next_time_with_the_same_id(ana, ben):
    wants(ana, Rhythm.ONCE)
    tell(ana, ben)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        news.write_due(now=MONDAY + timedelta(minutes=2))
        planned = letters()[0].message_id
        1 / 0  # noqa: B018 - the worker is killed here
    assert letters() == []
    news.write_due(now=MONDAY + timedelta(minutes=3))
    assert letters()[0].message_id == planned


@pytest.mark.django_db(transaction=True)
def test_news_that_comes_while_a_letter_is_written_gets_the_next_one(make_member):
    ana, ben = make_member("ana"), make_member("ben")
    wants(ana, Rhythm.ONCE)
    tell(ana, ben)
    started = threading.Event()

    def late():
        started.set()
        tell(ana, ben, url="/updates/9/", now=MONDAY + timedelta(minutes=5))
        connection.close()

    thread = threading.Thread(target=late)
    with transaction.atomic():
        news.write_due(now=MONDAY + timedelta(minutes=5))
        thread.start()
        assert started.wait(60)
    thread.join(60)
    assert Delivery.objects.get(member=ana).letter_at == MONDAY + timedelta(minutes=7)
    news.write_due(now=MONDAY + timedelta(minutes=7))
    assert len(letters()) == 2


def test_many_letters_cost_the_same_few_statements_each(make_member, ben, django_assert_max_num_queries):
    for number in range(3):
        member = make_member(f"m{number}")
        wants(member, Rhythm.ONCE)
        for place in range(5):
            tell(member, ben, url=f"/updates/{place}/")
    with django_assert_max_num_queries(3 * 16):
        assert news.write_due(now=MONDAY + timedelta(hours=1)) == 3


def test_one_click_stops_them_without_signing_in(client, ana, ben):
    wants(ana, Rhythm.ONCE)
    tell(ana, ben)
    news.write_due(now=MONDAY + timedelta(minutes=2))
    headers = letters()[0].headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    assert "Stop these letters?" in client.get(f"/{path}").text
    assert Delivery.objects.get(member=ana).rhythm == Rhythm.ONCE, "programs that look at mail open links, too"
    assert client.post(f"/{path}", {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Delivery.objects.get(member=ana).rhythm == Rhythm.NEVER
    assert client.post(f"/{path}").status_code == 200


def test_a_made_up_key_stops_nothing_and_reads_the_same(client, ana):
    wants(ana, Rhythm.ONCE)
    wrong = client.post(f"/notifications/leave/{ana.pk}/{'0' * 64}/")
    right = client.post(f"/notifications/leave/{ana.pk}/{news.leaving_key(ana.pk)}/")
    assert (wrong.status_code, wrong.content) == (right.status_code, right.content)


def test_the_settings_are_kept(member_client, ana):
    sent = {**FORM, "reactions": "no", "talk": "app"}
    assert member_client(ana).post("/settings/notifications/", sent).status_code == 303
    kept = Delivery.objects.get(member=ana)
    assert (kept.rhythm, kept.quiet_from, kept.quiet_until) == ("once", time(22), time(7))
    assert (kept.silent, kept.unmailed) == (["reactions"], ["talk"])
    assert member_client(ana).get("/settings/notifications/").status_code == 200


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"quiet_until": ""}, "Quiet hours need a beginning and an end."),
        ({"rhythm": "hourly"}, "Please choose one of what stands here."),
        ({"house": "no"}, "no"),
        ({"quiet_from": "late"}, "Please give a time of day, like 21:30."),
    ],
)
def test_settings_that_cannot_be_are_said_kindly(member_client, ana, more, sentence):
    response = member_client(ana).post("/settings/notifications/", {**FORM, **more})
    assert response.status_code == 422
    assert sentence in response.text
    assert not Delivery.objects.exists()


def test_every_kind_of_news_has_its_section():
    assert set(SECTIONS) == set(Notice.Kind.values)
    assert DeliveryForm(instance=Delivery())["talk"].value() == "mail"


def test_hugs_for_the_same_thing_are_one_line(member_client, make_member, ana):
    for name in ("lia", "mo", "nils"):
        tell(ana, make_member(name), "hug", url="/updates/7/")
    page = member_client(ana).get("/notifications/").text
    assert "Nils, Mo and 1 other sent you a hug" in page
