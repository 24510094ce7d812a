"""Report messages: moderators see those and nothing else of the conversation, and each look is written down."""

from __future__ import annotations

import pytest

from myelin.audit.models import Entry
from myelin.messages import actions
from myelin.messages.models import Report, ReportedMessage
from myelin.messages.tests.conftest import seat_of
from tests.authz.world import small_picture


@pytest.fixture
def unkind(two, ben, say):
    say(ben, "Before it", two)
    message = say(ben, "Unkind words", two)
    say(ben, "After it", two)
    return message


@pytest.fixture
def report(two, ana, unkind, now):
    seat = seat_of(ana, two)
    reports = actions.report_messages(
        seat=seat, numbers=[unkind.pk], reason=Report.Reason.UNKIND, note="It hurt.", now=now
    )
    return reports[0]


def looks():
    return Entry.objects.filter(action="message_report.looked_at")


def test_it_is_done_on_a_page(member_client, two, ana, unkind):
    browser = member_client(ana)
    page = browser.get(f"/messages/{two.pk}/reporting/").content.decode()
    assert "Ben: Unkind words" in page
    sent = {"messages": [unkind.pk], "reason": "unkind", "note": "It hurt."}
    assert browser.post(f"/messages/{two.pk}/reporting/", sent).status_code == 303
    assert ReportedMessage.objects.get().text == "Unkind words"


@pytest.mark.parametrize(("sent", "sentence"), [({"reason": "unkind"}, b"Choose at least one"), ({}, b"one tap why")])
def test_it_needs_messages_and_a_reason(member_client, two, ana, unkind, sent, sentence):
    answer = member_client(ana).post(f"/messages/{two.pk}/reporting/", sent)
    assert answer.status_code == 422
    assert sentence in answer.content


def test_moderators_see_only_the_reported_messages(member_client, noor, report):
    browser = member_client(noor)
    assert b"unkind or threatening" in browser.get("/messages/reports/").content
    page = browser.get(f"/messages/reports/{report.pk}/").content.decode()
    assert "Unkind words" in page
    assert "It hurt." in page
    assert "Before it" not in page
    assert "After it" not in page


def test_the_list_holds_no_words(member_client, noor, report):
    page = member_client(noor).get("/messages/reports/").content
    assert b"Unkind words" not in page
    assert b"It hurt." not in page


def test_each_look_is_written_down(member_client, noor, report):
    browser = member_client(noor)
    for _look in range(2):
        browser.get(f"/messages/reports/{report.pk}/")
    assert [(entry.actor_id, entry.subject_id) for entry in looks()] == [(noor.pk, report.pk)] * 2


def test_a_report_is_closed_and_twice_is_once(member_client, noor, report):
    browser = member_client(noor)
    for _tap in range(2):
        assert browser.post(f"/messages/reports/{report.pk}/")["Location"] == "/messages/reports/"
    assert b"Nothing waits here" in browser.get("/messages/reports/").content
    assert b"Closed." in browser.get(f"/messages/reports/{report.pk}/").content
    assert Entry.objects.filter(action="message_report.closed").count() == 1


@pytest.mark.parametrize("who", ["ana", "ben", "ito", "olu"])
def test_nobody_else_finds_the_desk(member_client, request, report, who):
    browser = member_client(request.getfixturevalue(who))
    assert browser.get("/messages/reports/").status_code == 404
    assert browser.get(f"/messages/reports/{report.pk}/").status_code == 404
    assert not looks().exists()


def test_one_reports_only_what_others_wrote_and_what_is_there(two, ana, ben, say, write, dele, now):
    mine = say(ana, "Mine", two)
    elsewhere = write(dele, "Elsewhere", ben)
    with pytest.raises(actions.NotThere):
        actions.report_messages(
            seat=seat_of(ana, two), numbers=[mine.pk, elsewhere.pk], reason=Report.Reason.OTHER, now=now
        )


def test_messages_of_two_people_are_two_reports(group, ana, ben, dele, say, now):
    numbers = [say(author, "Words", group).pk for author in (ben, dele)]
    reports = actions.report_messages(seat=seat_of(ana, group), numbers=numbers, reason=Report.Reason.SELLING, now=now)
    assert {report.about_id for report in reports} == {ben.pk, dele.pk}
    assert all(report.copies.count() == 1 for report in reports)


def test_pictures_are_told_in_words(member_client, two, ana, ben, noor, now):
    member_client(ben).post(f"/messages/{two.pk}/", {"picture_1": small_picture(), "alt_1": "Something rude"})
    number = two.messages.latest("pk").pk
    made = actions.report_messages(seat=seat_of(ana, two), numbers=[number], reason=Report.Reason.OTHER, now=now)
    assert b"Something rude" in member_client(noor).get(f"/messages/reports/{made[0].pk}/").content


def test_a_request_may_be_reported_without_accepting_it(member_client, ana, dele, write):
    message = write(dele, "Buy my cure", ana)
    sent = {"messages": [message.pk], "reason": "selling"}
    assert member_client(ana).post(f"/messages/{message.conversation_id}/reporting/", sent).status_code == 303
    assert seat_of(ana, message.conversation).accepted_at is None


def test_moderators_find_the_way_there(member_client, noor, ana):
    assert b"Reported messages" in member_client(noor).get("/settings/").content
    assert b"Reported messages" not in member_client(ana).get("/settings/").content
