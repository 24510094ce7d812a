"""Groups as the tests of their pages need them."""

from __future__ import annotations

import pytest
from django.test import Client

from myelin.groups import actions as groups
from myelin.groups.models import Access


def browser_of(member):
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def make_group(ben, noon):
    def make(access=Access.OPEN, by=ben, inside=(), **said):
        group = groups.open_group(by=by, name="Early shifts", access=access, now=noon, **said)
        for member in inside:
            groups.invite(group=group, by=by, person=member, words="", now=noon)
            groups.accept_invitation(group=group, member=member, now=noon)
        return group

    return make
