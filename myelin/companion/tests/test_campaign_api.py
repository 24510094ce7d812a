"""The days on which the diary asks, as JSON."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from myelin.companion.models import Reminder

PATH = "/api/v1/campaign"


def put(client, **body):
    return client.put(PATH, body, content_type="application/json")


def test_it_begins_is_told_and_ends(member_client, ana):
    client, visit_on = member_client(ana), timezone.localdate() + timedelta(days=20)
    assert client.get(PATH).json() == {
        "windows": [], "times": [], "next_at": None, "by_mail": False, "on_devices": False, "has_cycle": False,
    }  # fmt: skip
    begun = put(client, what="visit", visit_on=f"{visit_on}", time="18:00", by_mail=True)
    assert begun.status_code == 200 and begun.json() == client.get(PATH).json()
    days = [{"first": f"{visit_on - timedelta(days=14)}", "last": f"{visit_on - timedelta(days=1)}"}]
    assert (begun.json()["windows"], begun.json()["times"], begun.json()["by_mail"]) == (days, ["18:00"], True)
    assert [client.delete(PATH).status_code for _ in range(2)] == [204, 204]
    assert not Reminder.objects.exists()


def test_what_cannot_be_is_refused_in_the_pages_own_words(member_client, ana):
    client = member_client(ana)
    assert "A guess is fine" in put(client, what="visit", time="18:00").json()["detail"]
    assert put(client, what="always", time="18:00").status_code == 422
    nothing = put(client, what="dose", time="18:00")
    assert nothing.status_code == 409 and "no dose to come" in nothing.json()["detail"]
    assert not Reminder.objects.exists()
