"""The same for programs that keep records, results and the way to a dose."""

from __future__ import annotations

from typing import Any

_RECORD = {"kind": "relapse", "began_on": "2026-06-01"}
_RESULT = {"done_on": "2026-06-01"}

ARGUMENTS: dict[str, dict[str, str]] = {
    **{f"api:{name}": {"pk": "record"} for name in ("record", "change_record", "remove_record")},
    **{f"api:{name}": {"pk": "course", "slug": "=blood-count"} for name in ("results", "note_result")},
    **{f"api:{name}": {"pk": "result"} for name in ("change_result", "remove_result")},
    **{f"api:{name}": {"pk": "infusion"} for name in ("runway", "add_step")},
    **{f"api:{name}": {"pk": "result"} for name in ("papers", "add_paper")},
    **{f"api:{name}": {"pk": "paper"} for name in ("paper_photo", "remove_photo")},
    **{f"api:{name}": {"pk": "letter"} for name in ("letter", "remove_letter")},
    "api:keep_voice": {"day": "day"},
    **{f"api:{name}": {"pk": "voice"} for name in ("voice", "remove_voice")},
    "api:note_step": {"pk": "infusion", "key": "=order"},
    "api:remove_step": {"pk": "infusion", "key": "own step"},
}
METHODS = {
    **{f"api:{name}": "PUT" for name in ("change_record", "change_result", "note_step")},
    **{
        f"api:{name}": "DELETE"
        for name in ("remove_record", "remove_result", "remove_step", "remove_voice", "remove_photo", "remove_letter")
    },
}
BODIES: dict[str, dict[str, Any]] = {
    **{f"api:{name}": _RECORD for name in ("note_record", "change_record")},
    **{f"api:{name}": _RESULT for name in ("note_result", "change_result")},
    "api:note_step": {"answer": "done"},
    "api:add_step": {"title": "Pack", "days_before": 1},
}
