"""The newsletter: asked for, confirmed with a second yes, sent, and left with one click."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from myelin.base.tokens import digest_of
from myelin.members import actions as members
from myelin.members.models import Consent
from myelin.newsletter import actions
from myelin.newsletter.models import Issue, Subscription
from myelin.newsletter.tasks import write_letters
from myelin.notifications.models import OutgoingMail


def link_in(letter: OutgoingMail) -> str:
    """The path of the link in a letter."""
    return re.search(r"https?://[^/\s]+(/newsletter/\S+)", letter.text).group(1)


def ask(client: Client, email: str = "rosa@example.org") -> str:
    client.post("/newsletter/", {"email": email})
    return link_in(OutgoingMail.objects.latest("pk"))


def subscribed(noon, email: str = "rosa@example.org") -> Subscription:
    actions.ask(email=email, site="https://example.org", now=noon)
    token = link_in(OutgoingMail.objects.latest("pk")).split("/")[-2]
    return actions.confirm(token=token, now=noon)


def test_a_visitor_says_yes_twice(client, db):
    answer = client.post("/newsletter/", {"email": "Rosa@Example.org"})
    assert (answer.status_code, answer["Location"]) == (303, "/newsletter/sent/")
    assert client.get("/newsletter/sent/").status_code == 200
    assert not Subscription.objects.confirmed().exists()
    link = link_in(OutgoingMail.objects.get())

    assert client.get(link).status_code == 200
    assert not Subscription.objects.confirmed().exists(), "opening the link alone does nothing"

    answer = client.post(link)
    assert (answer.status_code, answer["Location"]) == (303, "/newsletter/thanks/")
    assert Subscription.objects.confirmed().get().email == "rosa@example.org"
    page = client.get("/newsletter/thanks/").content.decode()
    assert "Thank you" in page
    assert 'href="/join/"' in page
    assert client.post(link).status_code == 303, "a second tap is fine"


def test_the_form_works_from_a_page_without_any_cookie(db):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/newsletter/", {"email": "rosa@example.org"})
    assert answer.status_code == 303
    assert not strict.get("/newsletter/").cookies


@pytest.mark.parametrize("email", ["", "rosa", "rosa@example", "x" * 250 + "@example.org", "a@b.org\nBcc: c@d.org"])
def test_what_is_no_address_is_said_kindly_and_kept(client, db, email):
    answer = client.post("/newsletter/", {"email": email})
    assert answer.status_code == 422
    assert not OutgoingMail.objects.exists()
    if email == "rosa@example":
        assert 'value="rosa@example"' in answer.content.decode()


def test_known_and_unknown_addresses_cost_the_same_statements(db, noon):
    def statements(email):
        with CaptureQueriesContext(connection) as asked:
            actions.ask(email=email, site="https://example.org", now=noon)
        return [re.sub(r"[^A-Z_ ]|'[^']*'", "", one["sql"].split("(")[0]) for one in asked.captured_queries]

    subscribed(noon, "rosa@example.org")
    statements("first@example.org")
    unknown = statements("lia@example.org")
    assert unknown == statements("lia@example.org") == statements("Rosa@Example.org")


def test_an_address_is_found_by_its_index(ana):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "subscription_once" in Subscription.objects.at("Rosa@Example.org").explain()
    assert "Seq Scan on newsletter_subscription" not in Subscription.objects.of(ana).explain()


def test_known_and_unknown_addresses_get_the_same_answer(client, noon, ana):
    subscribed(noon)
    answers = [client.post("/newsletter/", {"email": email}) for email in ("rosa@example.org", "new@example.org")]
    answers.append(client.post("/newsletter/", {"email": "ana@example.org"}))
    assert {(answer.status_code, answer["Location"], answer.content) for answer in answers} == {
        (303, "/newsletter/sent/", b"")
    }
    assert OutgoingMail.objects.count() == 4, "and each a letter"


def test_one_address_gets_few_letters_whoever_asks(client, db):
    for _again in range(8):
        assert client.post("/newsletter/", {"email": "rosa@example.org"}).status_code == 303
    assert OutgoingMail.objects.count() == 3


def test_one_network_asks_for_few(client, db):
    answers = [client.post("/newsletter/", {"email": f"n{number}@example.org"}).status_code for number in range(32)]
    assert answers[-1] == 429


def test_the_token_is_kept_as_a_digest_and_ages(client, noon, db):
    link = ask(client)
    token = link.split("/")[-2]
    row = Subscription.objects.get()
    assert token not in row.digest
    assert row.digest == digest_of(token)
    Subscription.objects.update(asked_at=timezone.now() - actions.TOKEN_LASTS - timedelta(minutes=1))
    for answer in (client.get(link), client.post(link)):
        assert answer.status_code == 410
        assert "no longer works" in answer.content.decode()
    assert not Subscription.objects.confirmed().exists()


def test_a_token_that_never_was_one_opens_nothing(client, db):
    assert client.post("/newsletter/confirmation/abc/").status_code == 410
    assert client.post("/newsletter/confirmation//").status_code == 404


def test_addresses_where_nobody_said_yes_are_forgotten(noon, db):
    actions.ask(email="rosa@example.org", site="", now=noon)
    subscribed(noon, "luz@example.org")
    assert actions.forget_unconfirmed(now=noon + timedelta(days=4)) == 1
    assert [row.email for row in Subscription.objects.all()] == ["luz@example.org"]


def test_an_address_subscribes_once_in_the_database(noon, db):
    Subscription.objects.create(email="rosa@example.org", asked_at=noon)
    with pytest.raises(IntegrityError, match="subscription_once"), transaction.atomic():
        Subscription.objects.create(email="Rosa@example.org", asked_at=noon)


def issue(noon) -> Issue:
    return Issue.objects.create(subject="New guides", text="Two *new* guides.", made_at=noon)


def test_an_issue_goes_once_to_everybody_who_said_yes(noon, db):
    subscribed(noon)
    actions.ask(email="maybe@example.org", site="", now=noon)
    OutgoingMail.objects.all().delete()
    one = issue(noon)
    for _again in range(2):
        actions.send_issue(issue=one, now=noon)
        write_letters(issue_id=one.pk, after=0)
    letter = OutgoingMail.objects.get()
    assert letter.to == "rosa@example.org"
    assert "Two *new* guides." in letter.text
    assert "<em>new</em>" in letter.html
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.headers["List-Unsubscribe"].startswith("<http")


def test_leaving_takes_one_click_and_no_cookie(client, noon, db):
    subscribed(noon)
    OutgoingMail.objects.all().delete()
    actions.write_letters(issue=issue(noon), after=0, now=noon)
    link = link_in(OutgoingMail.objects.get())
    assert client.get(link).status_code == 200
    assert Subscription.objects.exists(), "opening the link alone does nothing"
    robot = Client(enforce_csrf_checks=True)
    for _again in range(2):
        assert robot.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscription.objects.exists(), "the address is forgotten"


def test_a_key_that_is_wrong_leaves_for_nobody_and_says_nothing(client, noon, db):
    row = subscribed(noon)
    wrong = client.post(f"/newsletter/leave/{row.pk}/{'0' * 64}/")
    missing = client.post(f"/newsletter/leave/{row.pk + 1}/{'0' * 64}/")
    assert wrong.content == missing.content
    assert Subscription.objects.exists()


def test_members_get_it_for_as_long_as_their_yes_stands(noon, ana, ben):
    members.give_or_withdraw(member=ana, purpose="newsletter", agrees=True, now=noon)
    actions.write_letters(issue=issue(noon), after=0, now=noon)
    assert [letter.to for letter in OutgoingMail.objects.all()] == ["ana@example.org"]
    members.give_or_withdraw(member=ana, purpose="newsletter", agrees=False, now=noon)
    actions.write_letters(issue=issue(noon), after=0, now=noon)
    assert OutgoingMail.objects.count() == 1


def test_leaving_by_the_link_takes_a_members_consent_back(client, noon, ana):
    members.give_or_withdraw(member=ana, purpose="newsletter", agrees=True, now=noon)
    actions.write_letters(issue=issue(noon), after=0, now=noon)
    client.post(link_in(OutgoingMail.objects.get()))
    assert not Consent.objects.standing().filter(purpose="newsletter").exists()
    assert not Subscription.objects.exists()


def test_operators_write_and_send_issues(member_client, olu, noon):
    browser = member_client(olu)
    assert browser.post("/settings/newsletter/", {"subject": "", "text": "x"}).status_code == 422
    assert browser.post("/settings/newsletter/", {"subject": "New", "text": "Words"}).status_code == 303
    row = Issue.objects.get()
    assert browser.get("/settings/newsletter/").status_code == 200
    for _again in range(2):
        assert browser.post(f"/settings/newsletter/{row.pk}/sending/").status_code == 303
    row.refresh_from_db()
    assert row.sent_at is not None


def test_readers_are_counted_up_to_a_thousand_and_no_further(member_client, olu, noon, django_assert_num_queries):
    rows = (Subscription(email=f"n{number}@example.org", asked_at=noon, confirmed_at=noon) for number in range(1_002))
    Subscription.objects.bulk_create(rows)
    assert Subscription.objects.confirmed().counted(most=1_000) == 1_001
    assert "More than 1000 addresses asked for it" in member_client(olu).get("/settings/newsletter/").text
    Subscription.objects.filter(pk__in=Subscription.objects.values("pk")[:999]).delete()
    assert "3 addresses asked for it" in member_client(olu).get("/settings/newsletter/").text


def test_the_issues_are_not_there_for_others(member_client, client, ana, noon):
    row = issue(noon)
    assert client.get("/settings/newsletter/").status_code == 302
    assert member_client(ana).get("/settings/newsletter/").status_code == 404
    assert member_client(ana).post(f"/settings/newsletter/{row.pk}/sending/").status_code == 404
