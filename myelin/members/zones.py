"""Time zones as people choose them: by area, each by the name of its place."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Choice = tuple[str | Promise, str | list[tuple[str, str]]]

UTC = "UTC"
AREAS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}
"""How the names of zones begin. Names without an area, and of areas like Etc or US, are kept for old programs only."""


def place(zone: str) -> str:
    """Name a zone by its place: "Los Angeles", "Argentina, Buenos Aires"."""
    return zone.partition("/")[2].replace("/", ", ").replace("_", " ") or zone


def choices(own: str) -> list[Choice]:
    """List the zones to choose from, by area; `own` is among them, though its name be old."""
    offered = _offered()
    is_old = own != UTC and all((own, place(own)) not in zones for _area, zones in offered)
    return [*offered, (UTC, UTC), *([(own, own.replace("_", " "))] if is_old else [])]


@cache
def _offered() -> list[tuple[Promise, list[tuple[str, str]]]]:
    # Asked once: the library looks through every file of the machine's zones.
    names = sorted(available_timezones())
    return [
        (label, [(name, place(name)) for name in names if name.startswith(f"{area}/")]) for area, label in AREAS.items()
    ]
