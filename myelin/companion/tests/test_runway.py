"""The way to an infusion on the pages: what blocks it, the sentence, the proof, the card, a date that moves."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from myelin.base.wall import behind_the_wall
from myelin.companion import actions, personal_data, queries
from myelin.companion.models import Contact, Infusion, Owner, Step
from myelin.companion.steps import Kind, State
from myelin.facts.models import Fact
from myelin.media.models import Picture
from tests.authz.world import small_picture

TODAY = date(2026, 6, 15)
TUESDAY = date(2026, 6, 23)


@pytest.fixture(autouse=True)
def today(monkeypatch, noon):
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)


@pytest.fixture
def infusion(treat, ana):
    """A dose of ocrelizumab in eight days, half a year after the one before."""
    treat(ana, "ocrelizumab", date(2025, 6, 23), last_given_on=date(2025, 12, 23))
    return Infusion.objects.of(ana).to_come().with_span().first()


def say(client, infusion, kind, **more):
    return client.post(f"/care/infusions/{infusion.pk}/steps/{kind}/", {"answer": "done", **more})


def states(infusion, ana):
    return {one.step.kind: one.step.state for one in queries.runway_of(infusion, ana, today=TODAY).steps}


def test_the_page_says_how_many_things_block_it_and_what_to_say(infusion, member_client, ana):
    client, path = member_client(ana), f"/care/infusions/{infusion.pk}/runway/"
    page = client.get(path).content.decode()
    assert "7 things still block June 23" in page and "Hello, this is (your name)." in page
    for kind in (Kind.DATE, Kind.AUTHORISATION, Kind.ORDER, Kind.RIDE):
        assert say(client, infusion, kind).status_code == 303
    actions.keep_contact(course=infusion.course, by=ana, owner=Owner.CENTER, name="Harbor", phone="555 0142")
    page = client.get(path).content.decode()
    assert "3 things still block June 23" in page
    assert "Is my dose with you, and does it match the order?" in page and "Are the first medicines on file?" in page
    assert 'href="tel:555 0142"' in page and "Call Harbor, 555 0142" in page
    assert "Ocrevus" not in page.split("</title>")[0]


def test_a_finished_step_tells_the_day_it_was_noted(infusion, member_client, ana):
    client, path = member_client(ana), f"/care/infusions/{infusion.pk}/runway/"
    assert "Was due March 25" in client.get(path).text
    say(client, infusion, Kind.DATE)
    page = client.get(path).text
    assert "Noted June 15" in page and "March 25" not in page


def test_the_sentence_names_no_medicine(infusion, ana):
    call = queries.runway_of(infusion, ana, today=TODAY).call
    assert call is not None and "ocrevus" not in call.sentence.casefold() and "ocrelizumab" not in call.sentence


def test_a_block_upstream_shows_on_the_card_at_the_next_look(infusion, member_client, ana):
    client = member_client(ana)
    for kind in (Kind.DATE, Kind.AUTHORISATION, Kind.ORDER, Kind.ON_SITE, Kind.PREMEDICATION, Kind.RIDE):
        say(client, infusion, kind)
    for point in queries.checklist(infusion).tests:
        actions.tick(infusion=infusion, by=ana, keys={point.key}, offered={point.key}, now=infusion.course.added_at)
    assert b"still block" not in client.get("/").content
    say(client, infusion, Kind.AUTHORISATION, answer="not_yet")
    page = client.get("/").content.decode()
    assert "1 thing still blocks it" in page and "Is it approved, and until when?" in page


def test_proof_keeps_who_what_when_and_a_photo(infusion, member_client, ana, ben, noon):
    client = member_client(ana)
    say(client, infusion, Kind.DATE)
    said = {"who": "Noor", "reference": "A-20417", "note": "Until June", "picture": small_picture()}
    assert say(client, infusion, Kind.AUTHORISATION, **said).status_code == 303
    step = Step.objects.get(kind="authorisation")
    assert (step.done_at, step.said["reference"]) == (noon, "A-20417")
    page = client.get(f"/care/infusions/{infusion.pk}/runway/").content.decode()
    assert "Reference A-20417" in page and "told to you by Noor" in page
    shown = client.get(f"/care/proofs/{step.pk}/480.webp")
    assert (shown.status_code, shown["Cache-Control"]) == (200, "no-store")
    assert client.get(f"/pictures/{step.picture_id}/480.webp").status_code == 404
    assert member_client(ben).get(f"/care/proofs/{step.pk}/480.webp").status_code == 404


def test_saying_it_again_replaces_what_was_said_and_two_taps_are_one(infusion, member_client, ana):
    client, key = member_client(ana), str(uuid4())
    for _tap in range(2):
        say(client, infusion, Kind.ORDER, reference="1", once=key)
    say(client, infusion, Kind.ORDER, answer="they_call", reference="2")
    step = Step.objects.get(kind="order")
    assert step.done_at is None and step.said == {"answer": "they_call", "reference": "2"}


def test_an_answer_is_asked_for_and_nothing_is_lost(infusion, member_client, ana):
    answer = member_client(ana).post(f"/care/infusions/{infusion.pk}/steps/order/", {"note": "They were kind"})
    assert answer.status_code == 422 and b"They were kind" in answer.content


def test_a_date_that_moves_takes_every_open_step_along(infusion, member_client, ana):
    client = member_client(ana)
    say(client, infusion, Kind.AUTHORISATION, reference="A-1")
    before = {one.step.kind: one.step.due_on for one in queries.runway_of(infusion, ana, today=TODAY).steps}
    answer = client.post(f"/care/infusions/{infusion.pk}/date/", {"due_on": "2026-07-14", "because": "unwell"})
    assert answer.status_code == 303
    moved = Infusion.objects.of(ana).with_span().for_page().get(pk=infusion.pk)
    after = {one.step.kind: one.step.due_on for one in queries.runway_of(moved, ana, today=TODAY).steps}
    assert {after[kind] - before[kind] for kind in before} == {timedelta(days=21)}
    assert states(moved, ana)[Kind.AUTHORISATION] == State.DONE
    assert b"I was unwell, or had an infection" in client.get(f"/care/infusions/{infusion.pk}/runway/").content
    with connection.cursor() as cursor:
        cursor.execute("SELECT moved_because FROM companion_infusion WHERE id = %s", [infusion.pk])
        assert "unwell" not in cursor.fetchone()[0]


def test_what_follows_from_elsewhere_cannot_be_ticked(infusion, member_client, ana, noon):
    assert say(member_client(ana), infusion, Kind.TESTS).status_code == 404
    with pytest.raises(actions.NotToTick):
        actions.note_step(infusion=infusion, kind=Kind.TESTS, by=ana, answer="done", now=noon)


def test_a_step_of_ones_own_comes_and_goes(infusion, member_client, ana):
    client = member_client(ana)
    form = {"title": "Feed the cat", "owner": "companion", "days_before": "1"}
    assert client.post(f"/care/infusions/{infusion.pk}/steps/", form).status_code == 303
    key = f"own-{Step.objects.get().pk}"
    assert "Feed the cat" in client.get(f"/care/infusions/{infusion.pk}/runway/").content.decode()
    say(client, infusion, key)
    assert Step.objects.get().said["title"] == "Feed the cat"
    client.post(f"/care/infusions/{infusion.pk}/steps/{key}/removal/")
    assert not Step.objects.exists()


def test_a_medicine_without_first_medicines_has_no_such_step(treat, ana):
    treat(ana, "ofatumumab", date(2026, 6, 20))
    dose = Infusion.objects.of(ana).to_come().with_span().first()
    kinds = states(dose, ana)
    assert Kind.PREMEDICATION not in kinds and Kind.RIDE not in kinds and Kind.ORDER in kinds


def test_a_step_cannot_be_done_and_not_needed(infusion, ana, noon):
    with pytest.raises(IntegrityError, match="step_is_done_or_not_needed"):
        Step.objects.create(
            member=ana, infusion=infusion, kind="order", done_at=noon, not_needed_at=noon, noted_at=noon
        )


def test_nothing_of_it_can_be_read_in_the_database_and_nobody_else_finds_it(infusion, member_client, ana, ben):
    say(member_client(ana), infusion, Kind.ORDER, who="kanari-who", reference="kanari-ref", note="kanari-note")
    actions.keep_contact(course=infusion.course, by=ana, owner=Owner.CENTER, name="kanari", phone="kanari")
    for model in (Step, Contact):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t")
            assert "kanari" not in cursor.fetchone()[0]
        with behind_the_wall(ben.pk):
            assert not model._base_manager.exists()
        with behind_the_wall(ana.pk):
            assert model._base_manager.exists()


def test_the_page_costs_the_same_with_many_steps(infusion, member_client, ana, noon):
    client, path = member_client(ana), f"/care/infusions/{infusion.pk}/runway/"

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    actions.add_step(infusion=infusion, by=ana, title="One", owner="me", days_before=1, now=noon)
    few = cost()
    for _ in range(15):
        actions.add_step(infusion=infusion, by=ana, title="More", owner="me", days_before=2, now=noon)
    assert cost() == few


def test_all_of_it_goes_out_and_away_with_the_member(infusion, member_client, ana, noon):
    say(member_client(ana), infusion, Kind.ORDER, reference="A-1", picture=small_picture())
    actions.keep_contact(course=infusion.course, by=ana, owner=Owner.CENTER, name="Harbor", phone="555")
    told = personal_data.export_for(ana)
    assert told["steps"][0]["reference"] == "A-1" and told["contacts"][0]["phone"] == "555"
    personal_data.erase_for(ana, now=noon)
    assert not Step.objects.exists() and not Contact.objects.exists() and not Picture.objects.exists()


def test_what_stands_beside_a_step_is_found_wherever_it_stands_in_its_list(shipped):
    """Somebody puts a line in between, and every key behind it is another one."""
    for fact in Fact.objects.filter(subject="infusion_day", predicate__in=["before", "after"]):
        Fact.objects.filter(pk=fact.pk).update(key=f"{fact.key}0")
    said = queries.step_facts()
    assert set(said) == {"infection", "watch"}
    assert "fever" in said["infection"].value and "24 hours" in said["watch"].value
