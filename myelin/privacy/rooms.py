"""Every room that keeps something of a member, found by its `personal_data.py`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol, cast

from django.apps import apps

from myelin.members.models import Member


class PersonalData(Protocol):
    """What each `personal_data.py` offers."""

    def export_for(self, member: Member) -> dict[str, object]:
        """All that the room keeps of a member, ready for JSON."""

    def erase_for(self, member: Member, *, now: datetime) -> None:
        """Take it away."""


def rooms() -> Iterator[tuple[str, PersonalData]]:
    """The rooms by name, from the lowest floor up."""
    for room in apps.get_app_configs():
        if room.name.startswith("myelin.") and find_spec(f"{room.name}.personal_data") is not None:
            yield room.label, cast(PersonalData, import_module(f"{room.name}.personal_data"))
