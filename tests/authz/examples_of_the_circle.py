"""The same for programs that keep visits and the care circle, and for programs of those who care."""

from __future__ import annotations

from typing import Any

_VISIT = ("visit", "visit_page", "visit_parts", "visit_entries", "visit_paper", "visit_bundle", "visit_links", "agreed")
_VISIT += ("write_visit", "remove_visit", "hide_parts", "share_visit", "agree")
_CARED = {"handle": "handle"}

ARGUMENTS: dict[str, dict[str, str]] = {
    **{f"api:{name}": {"pk": "visit"} for name in _VISIT},
    "api:close_link": {"pk": "visit", "link": "visit link"},
    "api:remove_agreed": {"pk": "visit", "line": "agreed"},
    **{f"api:{name}": {"pk": "circle asked"} for name in ("withdraw_carer", "say_yes_to_care", "say_no_to_care")},
    **{f"api:{name}": {"handle": "carer handle"} for name in ("set_scopes", "show_out")},
    **{f"api:{name}": {"pk": "circle task"} for name in ("remove_task", "free_task")},
    **{f"api:{name}": {"pk": "carer note"} for name in ("hide_note", "show_note", "remove_note")},
    **{
        f"api:{name}": _CARED
        for name in ("cared_for", "leave_care", "notes_of_mine", "observe", "open_care_feed", "close_care_feed")
    },
    **{f"api:{name}": {**_CARED, "pk": "circle task"} for name in ("take_task", "give_task_back")},
    **{f"api:{name}": {**_CARED, "pk": "next dose", "key": "=ride"} for name in ("take_step", "give_step_back")},
}
_PUTS = ("write_visit", "hide_parts", "begin_campaign", "set_scopes", "tell_tired", "hide_note", "say_yes_to_care")
_DELETES = ("remove_visit", "close_link", "remove_agreed", "end_campaign", "withdraw_carer", "show_out", "free_task")
_DELETES += ("take_tired_back", "remove_task", "end_board", "show_note", "remove_note", "say_no_to_care", "leave_care")
_DELETES += ("give_task_back", "give_step_back", "close_care_feed")
METHODS = {
    **{f"api:{name}": "PUT" for name in (*_PUTS, "take_task", "take_step")},
    **{f"api:{name}": "DELETE" for name in _DELETES},
}
BODIES: dict[str, dict[str, Any]] = {
    "api:make_visit": {"on": "2026-06-20"},
    "api:write_visit": {"on": "2026-06-20", "since": "2026-06-01"},
    "api:hide_parts": {"hidden": []},
    "api:share_visit": {"days": 3},
    "api:agree": {"words": "Call"},
    "api:begin_campaign": {"what": "visit", "visit_on": "2027-06-01", "time": "18:00"},
    "api:invite_carer": {"who": "carer-without-scopes"},
    "api:set_scopes": {"scopes": [{"kind": "tired"}]},
    "api:add_task": {"title": "Soup", "on": "2026-06-20"},
    "api:open_board": {"days": 14},
    "api:observe": {"text": "Slept well."},
}
