"""Attempts are counted for an account and for a network: whatever is claimed, however it is typed, also after a restart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from conftest import PASSWORD
from myelin.base.counts import forget_counts
from myelin.notifications.models import OutgoingMail

WRONG = "not the right password"
WAYS = ["sasha@example.org", "SASHA@Example.org", "ſasha@example.org", "saſha@example.org", "ſaſha@example.org"]
"""One address in capitals, and with the long s, which a database takes for an s."""


@pytest.fixture
def sasha(make_member):
    return make_member("sasha", password=PASSWORD)


def attempt(address, *, password=WRONG, told=None, seen="192.0.2.1"):
    """Try to sign in from `seen`, with a header that tells another address."""
    headers = {"X-Forwarded-For": told} if told else {}
    form = {"login": address, "password": password}
    return Client(REMOTE_ADDR=seen).post("/login/", form, headers=headers).status_code


@pytest.mark.django_db
@pytest.mark.parametrize(("proxies", "hops"), [(0, "{}"), (0, "{}, 10.0.0.9"), (1, "{}, 203.0.113.5"), (2, "{}, 203.0.113.5, 10.0.0.9")])  # fmt: skip
def test_what_a_client_claims_in_front_of_our_proxies_counts_for_nothing(settings, proxies, hops):
    settings.TRUSTED_PROXIES = proxies
    answers = [attempt(f"n{n}@example.org", told=hops.format(f"198.51.100.{n}")) for n in range(35)]
    assert answers[0] == 422
    assert answers[-1] == 429


@pytest.mark.django_db
def test_behind_a_proxy_each_client_has_a_count_of_its_own(settings):
    settings.TRUSTED_PROXIES = 1
    answers = {attempt(f"n{n}@example.org", told=f"198.51.100.{n}", seen="10.0.0.9") for n in range(35)}
    assert answers == {422}


@pytest.mark.parametrize(
    ("proxies", "told", "kept"),
    [
        (0, None, "192.0.2.0"),
        (0, "198.51.100.7", "192.0.2.0"),
        (1, "198.51.100.7", "198.51.100.0"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.0"),
        (2, "198.51.100.7, 10.0.0.9", "198.51.100.0"),
        (2, "198.51.100.7", "192.0.2.0"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
        (1, "unknown", "192.0.2.0"),
        (1, "198.51.100.7:5123", "192.0.2.0"),
    ],
)
def test_of_where_somebody_signed_in_the_network_alone_is_kept(settings, sasha, proxies, told, kept):
    settings.TRUSTED_PROXIES = proxies
    assert attempt(sasha.email, password=PASSWORD, told=told) == 302
    assert UserSession.objects.get().ip == kept


def test_no_road_keeps_a_whole_address(sasha):
    attempt(sasha.email, password=PASSWORD)
    UserSession.objects.update(ip="198.51.100.7")
    assert UserSession.objects.get().ip == "198.51.100.0"


def test_however_the_address_is_typed_it_is_one_account(sasha):
    answers = [attempt(way, seen=f"192.0.2.{n}") for n, way in enumerate(WAYS)]
    assert set(answers) == {422}
    assert attempt(sasha.email, password=PASSWORD, seen="198.51.100.1") == 422, "five wrong passwords pause it"


def test_however_the_address_is_typed_it_gets_few_letters(sasha):
    for n, way in enumerate([*WAYS, *WAYS]):
        Client(REMOTE_ADDR=f"192.0.2.{n}").post("/password/reset/", {"email": way})
    assert 0 < OutgoingMail.objects.count() <= 5


def test_the_newsletter_writes_to_one_address_seldom(db):
    for n, way in enumerate(WAYS):
        Client(REMOTE_ADDR=f"192.0.2.{n}").post("/newsletter/", {"email": way})
    assert 0 < OutgoingMail.objects.count() <= 3


@pytest.mark.django_db
def test_what_limits_nothing_any_more_is_forgotten_by_night():
    attempt("somebody@example.org")
    later = timezone.now() + timedelta(minutes=30)
    assert forget_counts(now=timezone.now()) == 0
    assert forget_counts(now=later) > 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM base_cache WHERE cache_key LIKE '%%192.0.2.1%%'")
        assert cursor.fetchone()[0] == 0, "no address is left"


@pytest.mark.django_db
def test_counts_lie_in_the_database_and_nobody_can_push_them_out(settings):
    attempt("somebody@example.org")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM base_cache WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone()[0] == 2, "one for the account, one for the network"
    for number in range(400):
        cache.set(f"another-{number}", number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM base_cache WHERE cache_key LIKE '%%login_failed%%'")
        assert cursor.fetchone()[0] == 2
