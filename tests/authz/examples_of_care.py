"""The same for one's own care: its pages, and those of a visit."""

from __future__ import annotations

from typing import Any

CARE: dict[str, dict[str, str]] = {
    **{
        f"companion:course{name}": {"pk": "course"}
        for name in (
            "",
            "_end",
            "_end_undo",
            "_removal",
            "_plan",
            "_interval",
            "_interval_undo",
            "_order",
            "_order_undo",
            "_received",
        )
    },
    **{
        f"companion:{name}": {"pk": "infusion"}
        for name in ("infusion", "completion", "completion_undo", "date", "date_undo", "note", "checklist")
    },
    "companion:tests": {"pk": "course"},
    **{f"companion:{name}": {"pk": "infusion"} for name in ("infusion_day", "taps", "evening", "item")},
    "companion:tap_undo": {"pk": "infusion", "uuid": "tap"},
    "companion:item_removal": {"pk": "own thing"},
    **{f"companion:{name}": {"pk": "infusion"} for name in ("runway", "own_step", "contact")},
    "companion:step": {"pk": "infusion", "key": "=order"},
    "companion:step_removal": {"pk": "infusion", "key": "own step"},
    "companion:proof": {"pk": "proof", "width": "=480"},
    "companion:test": {"pk": "course", "slug": "=blood-count"},
    **{f"companion:{name}": {"pk": "result"} for name in ("result", "result_removal")},
    "companion:paper": {"pk": "paper", "width": "=480"},
    "companion:paper_removal": {"pk": "paper"},
    **{f"companion:{name}": {"pk": "letter"} for name in ("letter", "letter_removal")},
    **{f"companion:{name}": {"day": "day"} for name in ("day", "voice")},
    **{f"companion:{name}": {"pk": "voice"} for name in ("sound", "voice_removal")},
    **{f"companion:{name}": {"pk": "record"} for name in ("record", "record_removal")},
    "companion:day_removal": {"day": "day"},
    "companion:calendar_detail": {"pk": "calendar"},
    "companion:calendar_revocation": {"pk": "calendar"},
    "companion:feed": {"token": "calendar token"},
    **{
        f"visits:{name}": {"pk": "visit"}
        for name in ("visit", "words", "parts", "entries", "paper", "bundle", "removal", "links", "agreed")
    },
    "visits:revocation": {"pk": "visit", "link": "visit link"},
    "visits:agreed_removal": {"pk": "visit", "line": "agreed"},
    "visits:shared": {"token": "visit address"},
}

CARE_BODIES: dict[str, dict[str, Any]] = {
    "visits:links": {"days": "3"},
    "visits:words": {"on": "2026-06-20", "since": "2026-06-01"},
    "visits:agreed": {"words": "Call", "owner": "me"},
    "visits:shared": {"code": "00000000"},
}
