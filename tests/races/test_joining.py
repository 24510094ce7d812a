"""Joining, by many at once: one address is one member, one pseudonym is as many handles as people, nobody meets a fault."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from conftest import PASSWORD
from myelin.members.models import Member, Profile
from tests.races.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
THREADS = 64


@pytest.fixture(autouse=True)
def a_short_hash(settings):
    """What is raced for is the row; Argon2 by 64 hands would take a minute."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    cache.clear()


def join(name, email):
    answer = Client().post("/join/", {"name": name, "email": email, "password1": PASSWORD})
    return answer.status_code, answer.get("Location")


def test_one_address_by_64_is_one_member_and_everybody_gets_the_same_answer(db):
    given = at_once(THREADS, lambda n: join(f"Marisol {n}", "marisol@example.org"))
    assert set(given) == {(302, "/join/code/")}
    member = Member.objects.get()
    assert EmailAddress.objects.filter(email="marisol@example.org").count() == 1
    assert Profile.objects.get().member == member


def test_one_pseudonym_by_64_is_64_handles(db):
    given = at_once(THREADS, lambda n: join("Marisol", f"m{n}@example.org"))
    assert set(given) == {(302, "/join/code/")}
    assert Member.objects.count() == THREADS == Profile.objects.count()
    assert len({member.handle.lower() for member in Member.objects.all()}) == THREADS
