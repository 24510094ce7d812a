"""The infusion day on the page and for programs: taps once, taken back, pauses, evenings, and the bag."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from myelin.base.wall import behind_the_wall
from myelin.companion import actions, personal_data, queries
from myelin.companion.day import Kind
from myelin.companion.models import Infusion, PackItem, Tap

TODAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def today(monkeypatch, noon):
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)


@pytest.fixture
def infusion(treat, ana):
    """Today's dose of ocrelizumab."""
    treat(ana, "ocrelizumab", date(2025, 6, 15), last_given_on=date(2025, 12, 15))
    return Infusion.objects.of(ana).to_come().for_page().with_span().first()


def send(client, infusion, kind, **more):
    return client.post(f"/care/infusions/{infusion.pk}/taps/", {"uuid": str(uuid4()), "kind": kind, **more})


def page_of(client, infusion):
    return client.get(f"/care/infusions/{infusion.pk}/day/").content.decode()


def test_the_red_part_stands_above_everything(infusion, member_client, ana):
    page = page_of(member_client(ana), infusion)
    assert page.index("Tell your nurse right away") < page.index("How do you feel right now?") < page.index("</main>")
    assert "trouble breathing" in page and "I am here" in page
    assert "Ocrevus" not in page.split("</title>")[0]


def test_the_day_goes_from_tap_to_tap(infusion, member_client, ana):
    client = member_client(ana)
    for kind in ("arrive", "premedication", "start"):
        assert send(client, infusion, kind).status_code == 303
    page = page_of(client, infusion)
    assert "Note a pause" in page and "Speed changed" in page and "You can ask to pause the drip" in page
    send(client, infusion, "pause")
    assert "It goes on" in page_of(client, infusion)
    send(client, infusion, "stop")
    page = page_of(client, infusion)
    assert "They may watch you until about 1:00 PM." in page and "at least 1 hour after every infusion" in page
    send(client, infusion, "home")
    page = page_of(client, infusion)
    assert "Was it given?" in page and "Reactions can come up to 24 hours later" in page


def test_no_time_is_told_where_the_source_speaks_of_some_doses_only(treat, member_client, ana):
    treat(ana, "natalizumab", date(2026, 5, 18), last_given_on=date(2026, 5, 18))
    dose, client = Infusion.objects.of(ana).to_come().first(), member_client(ana)
    for kind in ("start", "stop"):
        send(client, dose, kind)
    page = page_of(client, dose)
    assert "They may watch you until" not in page and "for the first 12 infusions" in page


def test_a_tap_that_is_sent_again_counts_once(infusion, member_client, ana):
    client, key = member_client(ana), str(uuid4())
    for _time in range(3):
        assert send(client, infusion, "arrive", uuid=key).status_code == 303
    path = f"/api/v1/infusions/{infusion.pk}/taps/{key}"
    assert client.put(path, {"kind": "arrive"}, content_type="application/json").status_code == 200
    assert Tap.objects.count() == 1


def test_taken_back_it_stays_so_however_often_it_is_sent(infusion, member_client, ana):
    client, key = member_client(ana), str(uuid4())
    send(client, infusion, "feeling", feeling="itchy", text="Left arm", uuid=key)
    assert "Itchy, Left arm" in page_of(client, infusion)
    for _time in range(2):
        assert client.post(f"/care/infusions/{infusion.pk}/taps/{key}/undo/").status_code == 303
    send(client, infusion, "feeling", feeling="itchy", text="Left arm", uuid=key)
    assert "Itchy, Left arm" not in page_of(client, infusion)
    assert client.post(f"/care/infusions/{infusion.pk}/taps/{uuid4()}/undo/").status_code == 404


def test_a_queue_that_was_offline_arrives_late_and_in_any_order(infusion, member_client, ana, noon):
    client = member_client(ana)
    sent = [("stop", 30), ("start", 200), ("pause", 90), ("resume", 84)]
    for kind, ago in sent:
        body = {"kind": kind, "at": (noon - timedelta(minutes=ago)).isoformat()}
        path = f"/api/v1/infusions/{infusion.pk}/taps/{uuid4()}"
        for _time in range(2):
            assert client.put(path, body, content_type="application/json").status_code == 200
    told = client.get(f"/api/v1/infusions/{infusion.pk}/taps").json()
    assert [one["kind"] for one in told] == ["start", "pause", "resume", "stop"]
    assert "6 minutes" in page_of(client, infusion)


def test_somebody_elses_dose_takes_no_tap(infusion, member_client, ben):
    assert send(member_client(ben), infusion, "arrive").status_code == 404


@pytest.mark.parametrize(("days", "refusal"), [(1, actions.TapAhead), (-8, actions.TapTooOld)])
def test_a_moment_that_cannot_be_is_refused(infusion, ana, noon, days, refusal):
    with pytest.raises(refusal):
        actions.tap(infusion=infusion, by=ana, uuid=uuid4(), kind=Kind.ARRIVE, now=noon, at=noon + timedelta(days=days))


def test_a_feeling_says_which_and_nothing_is_lost(infusion, member_client, ana):
    answer = send(member_client(ana), infusion, "feeling", text="Odd taste")
    assert (
        answer.status_code == 422
        and b"Please choose how you feel." in answer.content
        and b"Odd taste" in answer.content
    )


def test_a_reaction_leads_to_the_red_part(infusion, member_client, ana):
    client = member_client(ana)
    key = {"uuid": str(uuid4()), "kind": "feeling", "feeling": "itchy"}
    page = client.post(f"/care/infusions/{infusion.pk}/taps/", key, follow=True).content.decode()
    assert "Please read the red part, and tell your nurse now." in page


def test_the_lot_number_is_kept(infusion, member_client, ana):
    client = member_client(ana)
    assert send(client, infusion, "lot").status_code == 422
    send(client, infusion, "lot", lot="B2041H15")
    assert "B2041H15" in page_of(client, infusion)


def test_the_evenings_are_asked_one_by_one(infusion, member_client, ana, noon):
    client = member_client(ana)
    assert b"How is it tonight?" not in client.get("/care/").content
    actions.complete_infusion(infusion=infusion, by=ana, given_on=TODAY, now=noon)
    assert b"How is it tonight?" in client.get("/care/").content
    form = {"uuid": str(uuid4()), "evening": "0", "feeling": "premed", "text": "Slept at seven"}
    for _tap in range(2):
        assert client.post(f"/care/infusions/{infusion.pk}/evening/", form).status_code == 303
    page = page_of(client, infusion)
    assert "Sleepy from the first medicines, Slept at seven" in page
    assert b"How is it tonight?" not in client.get("/care/").content
    assert Tap.objects.filter(kind="evening").count() == 1
    later = {**form, "uuid": str(uuid4()), "evening": "2"}
    client.post(f"/care/infusions/{infusion.pk}/evening/", later)
    assert Tap.objects.filter(kind="evening").count() == 1


def test_the_bag_remembers(treat, member_client, ana, noon):
    treat(ana, "natalizumab", date(2026, 5, 18))
    first, second = Infusion.objects.of(ana).order_by("number")[:2]
    client = member_client(ana)
    for _tap in range(2):
        client.post(f"/care/infusions/{first.pk}/bring/", {"words": "Blue blanket"})
    own = PackItem.objects.get()
    client.post(f"/care/infusions/{first.pk}/checklist/", {"done": [own.key, "infusion_day/bring/4"]})
    told = queries.checklist(Infusion.objects.of(ana).for_page().with_span().get(pk=second.pk))
    assert [(point.was_taken, point.is_ticked) for point in told.own] == [(True, False)]
    assert told.bring[0].key == "infusion_day/bring/4" and told.bring[0].was_taken
    assert b"You took it the last time." in client.get(f"/care/infusions/{second.pk}/").content
    client.post(f"/care/bring/{own.pk}/removal/")
    assert b"Blue blanket" not in client.get(f"/care/infusions/{second.pk}/").content


def test_an_empty_thing_is_asked_for_again(infusion, member_client, ana):
    answer = member_client(ana).post(f"/care/infusions/{infusion.pk}/bring/", {"words": " "})
    assert answer.status_code == 422 and not PackItem.objects.exists()


def test_the_same_key_twice_cannot_be_kept(infusion, ana, noon):
    key = uuid4()
    Tap.objects.create(member=ana, infusion=infusion, uuid=key, kind="arrive", at=noon, noted_at=noon)
    with pytest.raises(IntegrityError, match="tap_once"):
        Tap.objects.create(member=ana, infusion=infusion, uuid=key, kind="arrive", at=noon, noted_at=noon)


def test_nothing_of_it_can_be_read_in_the_database_and_nobody_else_finds_it(infusion, member_client, ana, ben, noon):
    send(member_client(ana), infusion, "feeling", feeling="other", text="kanari-text")
    actions.add_item(by=ana, words="kanari-thing", now=noon)
    for model in (Tap, PackItem):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT t::text FROM {model._meta.db_table} t")
            assert "kanari" not in cursor.fetchone()[0]
        with behind_the_wall(ben.pk):
            assert not model._base_manager.exists()
        with behind_the_wall(ana.pk):
            assert model._base_manager.exists()


def test_the_day_costs_the_same_with_many_taps(infusion, member_client, ana, noon):
    client = member_client(ana)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            page_of(client, infusion)
        return len(asked)

    send(client, infusion, "arrive")
    few = cost()
    for _ in range(30):
        actions.tap(infusion=infusion, by=ana, uuid=uuid4(), kind=Kind.SPEED, now=noon)
    assert cost() == few


def test_all_of_it_goes_out_and_away_with_the_member(infusion, member_client, ana, noon):
    send(member_client(ana), infusion, "lot", lot="B2041H15")
    actions.add_item(by=ana, words="Blanket", now=noon)
    told = personal_data.export_for(ana)
    assert told["infusion_days"][0]["lot"] == "B2041H15" and told["own_things_to_bring"] == ["Blanket"]
    personal_data.erase_for(ana, now=noon)
    assert not Tap.objects.exists() and not PackItem.objects.exists()
