from dataclasses import dataclass
from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from myelin.base.idempotency import KEPT_FOR, forget_keys
from myelin.base.models import Once
from myelin.base.personal_data import erase_for, export_for
from myelin.base.tests.urls import entered, go_on, sent

pytestmark = [pytest.mark.django_db, pytest.mark.urls("myelin.base.tests.urls")]


@pytest.fixture(autouse=True)
def nothing_sent():
    sent.clear()
    entered.clear()
    go_on.clear()


def send(client, key, text="hello"):
    return client.post("/try/counted/", {"once": str(key), "text": text})


def test_two_taps_do_one_thing_and_lead_to_one_place(client):
    key = uuid4()
    first, second = send(client, key), send(client, key)
    assert sent == ["hello"]
    assert (first.status_code, first.headers["Location"]) == (303, "/try/1/")
    assert (second.status_code, second.headers["Location"]) == (303, "/try/1/")


def test_two_forms_do_two_things(client):
    send(client, uuid4())
    send(client, uuid4())
    assert sent == ["hello", "hello"]


@pytest.mark.parametrize("key", ["", "not-a-key", "\ud83d"])
def test_a_form_without_a_key_is_done_each_time(client, key):
    client.post("/try/counted/", {"once": key.encode("utf-8", "replace"), "text": "hello"})
    client.post("/try/counted/", {"text": "hello"})
    assert sent == ["hello", "hello"]


def test_a_form_with_errors_may_be_sent_again(client):
    key = uuid4()
    assert send(client, key, text="").status_code == 422
    assert send(client, key).status_code == 303
    assert sent == ["hello"]


def test_the_key_of_somebody_else_is_another_key(client):
    key = uuid4()
    Once.objects.create(key=key, member=77, path="/try/counted/", location="/theirs/", made_at=timezone.now())
    assert send(client, key).headers["Location"] == "/try/1/"


def test_old_keys_are_forgotten_and_young_ones_kept():
    now = timezone.now()
    for age in (timedelta(0), KEPT_FOR + timedelta(minutes=1)):
        Once.objects.create(key=uuid4(), path="/", made_at=now - age)
    assert forget_keys(now=now) == 1
    assert Once.objects.count() == 1


@dataclass(frozen=True)
class Somebody:
    """A member as far as this room knows one."""

    pk: int


def test_a_member_can_take_their_keys_along_and_have_them_erased():
    now = timezone.now()
    for member in (1, 2):
        Once.objects.create(key=uuid4(), member=member, path="/updates/new/", made_at=now)
    assert export_for(Somebody(1)) == {"forms_sent": [{"path": "/updates/new/", "made_at": now.isoformat()}]}
    erase_for(Somebody(1), now=now)
    assert [row.member for row in Once.objects.all()] == [2]


@pytest.mark.django_db(transaction=True)
def test_the_second_tap_waits_for_the_first_and_does_nothing_of_its_own():
    key, answers = uuid4(), []

    def tap() -> None:
        answers.append(Client().post("/try/slowly/", {"once": str(key), "text": "hello"}))
        connection.close()

    taps = [Thread(target=tap) for _ in range(2)]
    for one in taps:
        one.start()
    assert entered.wait(60)
    # Both taps are on their way; the one that is not inside yet has to wait for the other's transaction.
    go_on.set()
    for one in taps:
        one.join(60)
    assert sent == ["hello"]
    assert [answer.headers["Location"] for answer in answers] == ["/try/1/", "/try/1/"]
