from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from myelin.members.models import Member
from myelin.people import actions
from myelin.people.tests.pairs import FURTHER, NEW, settle


@pytest.fixture
def now() -> datetime:
    """This moment: pages read the clock."""
    return timezone.now()


@pytest.fixture
def two(ana: Member, ben: Member, now: datetime) -> tuple[Member, Member]:
    """Ana is new, Ben is further on, and both would like a buddy."""
    settle(ana, now - timedelta(days=10))
    settle(ben, now - timedelta(days=400))
    actions.wish_for_buddy(member=ana, side=NEW, now=now)
    actions.wish_for_buddy(member=ben, side=FURTHER, now=now)
    return ana, ben
