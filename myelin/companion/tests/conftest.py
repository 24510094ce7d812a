from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from myelin.companion import actions
from myelin.companion.models import Course
from myelin.members.models import Member
from myelin.therapies.models import Therapy


@pytest.fixture
def shipped(pack_loaded: None) -> None:
    """The formulary that ships."""


@pytest.fixture
def treat(shipped: None, noon: datetime) -> Callable[..., Course]:
    """Let somebody add a treatment: `treat(ana, "ocrelizumab", date(2026, 1, 12))`."""

    def add(member: Member, medicine: str, started_on: date, **more: Any) -> Course:
        usual = {"jurisdiction": "US", "time_zone": "UTC", "now": noon}
        therapy = Therapy.objects.get(slug=medicine)
        return actions.add_course(member=member, therapy=therapy, started_on=started_on, **{**usual, **more})

    return add
