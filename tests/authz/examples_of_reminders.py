"""The same for reminders, on pages and for programs."""

from __future__ import annotations

from typing import Any

_MINE = ("change_reminder", "end_reminder", "answer_reminder", "put_off", "pause_reminder", "resume_reminder")

ARGUMENTS: dict[str, dict[str, str]] = {
    "companion:reminder": {"pk": "reminder"},
    **{
        f"companion:reminder_{name}": {"pk": "reminder"}
        for name in ("removal", "answer", "later", "pause", "pause_undo")
    },
    **{f"api:{name}": {"pk": "reminder"} for name in _MINE},
}
METHODS = {
    **{f"api:{name}": "PUT" for name in ("change_reminder", "pause_reminder")},
    **{f"api:{name}": "DELETE" for name in ("end_reminder", "resume_reminder")},
}
BODIES: dict[str, dict[str, Any]] = {
    "companion:reminder": {"words": "Water", "time": "15:00", "weekdays": ["0"]},
    "companion:campaign": {"what": "visit", "visit_on": "2027-06-01", "time": "18:00"},
    "companion:reminder_later": {"later": "hour"},
    **{
        f"api:{name}": {"kind": "own", "times": ["15:00"], "words": "Water"}
        for name in ("set_reminder", "change_reminder")
    },
    "api:put_off": {"later": "hour"},
}
