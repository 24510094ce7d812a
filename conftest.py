"""The cast of every test: ana follows ben and has blocked cleo; ito reviews, noor moderates. Times come from `noon`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import Group
from django.test import Client
from hypothesis import HealthCheck, settings

from myelin.config.tests.workers import House
from myelin.members import actions
from myelin.members.models import Block, Follow, Member, Purpose
from myelin.members.staff import MODERATORS, OPERATORS, REVIEWERS

PASSWORD = "a quiet lake at dawn"
"""What everybody in the cast signs in with."""
SEED = "K5QXE2LOM4QGC4DQ"
"""What the authenticator apps of the staff begin with."""
NOON = datetime(2026, 6, 15, 12, 0, tzinfo=UTC)

# How long an example takes, or the making of it, says how busy the machine is, and nothing of the code.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser, or a Myelin of its own, stumbles once in some hundred walks on a busy machine.

    It walks once more, and the summary names it. Races are never run again: what they find once is a fault.

    Those that share one whole Myelin come first: what stands last is taken over by a process that has nothing left to
    do, and that would have to start one of its own.
    """
    for item in items:
        if {"browser", "live", "up"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=lambda item: "up" not in getattr(item, "fixturenames", ()))


@pytest.fixture
def noon() -> datetime:
    """The one moment that tests know."""
    return NOON


def join(handle: str, **fields: Any) -> Member:
    """Let somebody join, at noon."""
    email = f"{handle}@example.org"
    usual = {"name": handle.capitalize(), "handle": handle, "joined_at": NOON, "welcomed_at": NOON}
    member = Member.objects.create_user(email, **{**usual, **fields})
    actions.begin_profile(member=member)
    actions.give_or_withdraw(member=member, purpose=Purpose.ACCOUNT, agrees=True, now=NOON)
    EmailAddress.objects.create(user=member, email=email, verified=True, primary=True)
    return member


@pytest.fixture
def make_member(db: None) -> Callable[..., Member]:
    """Let somebody join: `make_member("dele", name="Dele")`."""
    return join


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where the files of this test lie, and nobody else's."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Where workers come from that begin with everything loaded."""
    house = House(tmp_path_factory.mktemp("house"))
    yield house
    house.close()


@pytest.fixture
def ben(make_member: Callable[..., Member]) -> Member:
    return make_member("ben")


@pytest.fixture
def cleo(make_member: Callable[..., Member]) -> Member:
    return make_member("cleo")


@pytest.fixture
def ana(make_member: Callable[..., Member], ben: Member, cleo: Member, noon: datetime) -> Member:
    member = make_member("ana")
    # Between people who came this moment there is nothing that the actions would end: the rows are all they leave.
    Follow.objects.create(follower=member, followee=ben, followed_at=noon)
    Block.objects.create(blocker=member, blocked=cleo, blocked_at=noon)
    return member


@pytest.fixture
def ito(make_member: Callable[..., Member]) -> Member:
    return give_duty(make_member("ito", credentials="MD, neurologist", is_staff=True), REVIEWERS)


@pytest.fixture
def noor(make_member: Callable[..., Member]) -> Member:
    return give_duty(make_member("noor"), MODERATORS)


@pytest.fixture
def olu(make_member: Callable[..., Member]) -> Member:
    """Who runs this community."""
    return give_duty(make_member("olu"), OPERATORS)


@pytest.fixture
def member_client(client: Client) -> Callable[[Member], Client]:
    """A browser in which somebody is signed in: `member_client(ana)`."""

    def signed_in(member: Member) -> Client:
        client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


def give_duty(member: Member, group: str) -> Member:
    """Put somebody on staff, with the second step that staff need."""
    if not is_mfa_enabled(member):
        TOTP.activate(member, SEED)
    member.groups.add(Group.objects.get_or_create(name=group)[0])
    return member


def code_now() -> str:
    """What an authenticator app with SEED shows at this moment."""
    return format_hotp_value(hotp_value(SEED, int(time.time()) // 30))
