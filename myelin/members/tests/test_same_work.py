"""A known address and an unknown one cost the same work, so that no clock tells which is which."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.test import Client

from conftest import PASSWORD
from myelin.members.models import Member


class Counting(Argon2PasswordHasher):
    """Argon2id that counts how often it works: that is what takes the time."""

    works = 0

    def encode(self, password, salt):
        Counting.works += 1
        return super().encode(password, salt)

    def verify(self, password, encoded):
        Counting.works += 1
        return super().verify(password, encoded)


@pytest.fixture
def known(settings, make_member):
    settings.PASSWORD_HASHERS = [f"{__name__}.Counting"]
    member = make_member("dele")
    member.set_password(PASSWORD)
    member.save()
    cache.clear()
    return member


def works(path, sent):
    before = Counting.works
    response = Client().post(path, sent)
    return Counting.works - before, response.status_code


def test_signing_in_hashes_once_whatever_is_wrong(known):
    wrong = {"password": "not the right password"}
    assert works("/login/", {"login": known.email.upper(), "password": PASSWORD}) == (1, 302)
    assert works("/login/", wrong | {"login": known.email}) == (1, 422)
    assert works("/login/", wrong | {"login": "nobody@example.org"}) == (1, 422)
    Member.objects.filter(pk=known.pk).update(password="!")
    assert works("/login/", wrong | {"login": known.email}) == (1, 422)


def test_joining(known):
    sent = {"name": "Lia", "password1": PASSWORD}
    assert works("/join/", sent | {"email": known.email}) == (1, 302)
    assert works("/join/", sent | {"email": "lia@example.org"}) == (1, 302)
    assert Member.objects.filter(email="lia@example.org").exists()


def test_a_reset(known):
    assert works("/password/reset/", {"email": known.email}) == works("/password/reset/", {"email": "no@example.org"})
