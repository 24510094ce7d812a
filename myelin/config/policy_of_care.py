"""Who may call what of one's own care: a part of the policy table."""

from __future__ import annotations

from myelin.config.who import Rule, Who

_form = Rule(read=Who.MEMBER, write=Who.MEMBER)
_mine = Rule(read=Who.OWNER, write=Who.OWNER)

CARE: dict[str, Rule] = {
    "companion:care": Rule(read=Who.MEMBER),
    "companion:charts": Rule(read=Who.MEMBER),
    **dict.fromkeys(("companion:charts_hidden", "companion:charts_hidden_undo"), Rule(write=Who.MEMBER)),
    "companion:cycles": Rule(read=Who.MEMBER),
    "companion:watch": _form,
    "companion:today": _form,
    "companion:records": _form,
    **dict.fromkeys(("companion:record", "companion:record_removal"), _mine),
    "companion:reminders": _form,
    "companion:campaign": _form,
    "companion:help": Rule(read=Who.MEMBER),
    "companion:campaign_removal": Rule(write=Who.MEMBER),
    **dict.fromkeys(("companion:reminder", "companion:reminder_removal"), _mine),
    **{f"companion:reminder_{name}": Rule(write=Who.OWNER) for name in ("answer", "later", "pause", "pause_undo")},
    **dict.fromkeys(("companion:away", "companion:infusion_away"), Rule(read=Who.ANYONE)),
    "companion:words": _form,
    "companion:add": _form,
    "companion:courses": Rule(read=Who.MEMBER),
    "companion:course": Rule(read=Who.OWNER),
    "companion:course_end": Rule(write=Who.OWNER),
    "companion:course_end_undo": Rule(write=Who.OWNER),
    "companion:course_removal": _mine,
    "companion:course_plan": Rule(read=Who.OWNER),
    **{
        f"companion:course_{name}": Rule(write=Who.OWNER)
        for name in ("interval", "interval_undo", "order", "order_undo", "received")
    },
    **dict.fromkeys(("companion:tests", "companion:paper", "companion:letter"), Rule(read=Who.OWNER)),
    **dict.fromkeys(("companion:paper_removal", "companion:letter_removal"), _mine),
    **dict.fromkeys(("companion:test", "companion:result", "companion:result_removal"), _mine),
    "companion:infusion": Rule(read=Who.OWNER),
    **{f"companion:{name}": Rule(write=Who.OWNER) for name in ("completion", "completion_undo", "date", "date_undo")},
    **dict.fromkeys(("companion:note", "companion:checklist"), Rule(write=Who.OWNER)),
    "companion:infusion_day": Rule(read=Who.OWNER),
    **{f"companion:{name}": Rule(write=Who.OWNER) for name in ("taps", "tap_undo", "evening", "item", "item_removal")},
    **dict.fromkeys(("companion:runway", "companion:proof"), Rule(read=Who.OWNER)),
    "companion:step": _mine,
    **{f"companion:{name}": Rule(write=Who.OWNER) for name in ("own_step", "step_removal", "contact")},
    "companion:diary": Rule(read=Who.MEMBER),
    "companion:day": _form,
    "companion:day_removal": _form,
    "companion:voice": _form,
    "companion:sound": Rule(read=Who.OWNER),
    "companion:voice_removal": _mine,
    "companion:symptoms": _form,
    "companion:calendars": _form,
    "companion:calendar_detail": Rule(write=Who.OWNER),
    "companion:calendar_revocation": Rule(write=Who.OWNER),
    "companion:feed": Rule(read=Who.SECRET),
    **dict.fromkeys(("exchange:exchange", "exchange:copy"), _form),
    **dict.fromkeys(("exchange:reading", "exchange:removal"), _mine),
    "visits:visits": _form,
    **dict.fromkeys(("visits:visit", "visits:entries", "visits:paper", "visits:bundle"), Rule(read=Who.OWNER)),
    **dict.fromkeys(("visits:words", "visits:parts", "visits:links", "visits:agreed"), _mine),
    **dict.fromkeys(("visits:removal", "visits:agreed_removal"), _mine),
    "visits:revocation": Rule(write=Who.OWNER),
    # Behind the address stands a form for the code; what it opens is asked for in the room's own tests.
    "visits:shared": Rule(read=Who.SECRET, write=Who.SECRET),
    # One's own circle
    **dict.fromkeys(("circle:circle", "circle:log", "circle:notes"), Rule(read=Who.MEMBER)),
    "circle:invite": _form,
    **{f"circle:{name}": Rule(write=Who.MEMBER) for name in ("tired", "tired_undo", "tasks", "board", "board_end")},
    **{
        f"circle:{name}": Rule(write=Who.OWNER)
        for name in ("withdrawal", "scopes", "end", "task_removal", "task_freeing", "hiding", "note_removal")
    },
    # Those who care
    "circle:cares": Rule(read=Who.MEMBER),
    "circle:person": Rule(read=Who.CARER),
    "circle:leaving": Rule(read=Who.CARER, write=Who.CARER),
    "circle:notes_by": Rule(read=Who.CARER_WITH, write=Who.CARER_WITH),
    **{f"circle:{name}": Rule(write=Who.CARER) for name in ("taking", "taking_undo")},
    **{f"circle:{name}": Rule(write=Who.CARER_WITH) for name in ("step_taking", "step_taking_undo", "address")},
    "circle:invitation": Rule(read=Who.INVITED_CARER, write=Who.INVITED_CARER),
    # Without an account it says what to do first; nobody is asked into their own circle.
    "circle:invited": Rule(read=Who.SECRET, write=Who.SECRET),
    **dict.fromkeys(("circle:link", "circle:feed"), Rule(read=Who.SECRET)),
    **dict.fromkeys(("circle:link_taking", "circle:link_undo"), Rule(write=Who.SECRET)),
}

CARE_OF_PROGRAMS: dict[str, Rule] = {
    "api:records": Rule(read=Who.PROGRAM),
    "api:note_record": Rule(write=Who.PROGRAM),
    **{f"api:{name}": Rule(read=Who.PROGRAM_OF_OWNER) for name in ("record", "results", "runway")},
    **{
        f"api:{deed}_{what}": Rule(write=Who.PROGRAM_OF_OWNER)
        for deed, what in (
            ("change", "record"),
            ("remove", "record"),
            ("note", "result"),
            ("change", "result"),
            ("remove", "result"),
            ("note", "step"),
            ("add", "step"),
            ("remove", "step"),
        )
    },
    **{f"api:{name}": Rule(read=Who.PROGRAM_OF_OWNER) for name in ("papers", "paper_photo", "letter")},
    **{f"api:{name}": Rule(write=Who.PROGRAM_OF_OWNER) for name in ("add_paper", "remove_photo", "remove_letter")},
    "api:keep_voice": Rule(write=Who.PROGRAM),
    "api:voice": Rule(read=Who.PROGRAM_OF_OWNER),
    "api:remove_voice": Rule(write=Who.PROGRAM_OF_OWNER),
    "api:reminders": Rule(read=Who.PROGRAM),
    "api:set_reminder": Rule(write=Who.PROGRAM),
    **{
        f"api:{name}": Rule(write=Who.PROGRAM_OF_OWNER)
        for name in (
            "change_reminder",
            "end_reminder",
            "answer_reminder",
            "put_off",
            "pause_reminder",
            "resume_reminder",
        )
    },
    # Visits
    "api:visits": Rule(read=Who.PROGRAM),
    "api:make_visit": Rule(write=Who.PROGRAM),
    **{
        f"api:{name}": Rule(read=Who.PROGRAM_OF_OWNER)
        for name in (
            "visit",
            "visit_page",
            "visit_parts",
            "visit_entries",
            "visit_paper",
            "visit_bundle",
            "visit_links",
            "agreed",
        )
    },
    **{
        f"api:{name}": Rule(write=Who.PROGRAM_OF_OWNER)
        for name in (
            "write_visit",
            "remove_visit",
            "hide_parts",
            "share_visit",
            "close_link",
            "agree",
            "remove_agreed",
        )
    },
    "api:campaign": Rule(read=Who.PROGRAM),
    **dict.fromkeys(("api:begin_campaign", "api:end_campaign"), Rule(write=Who.PROGRAM)),
    # One's own circle
    **dict.fromkeys(("api:care_circle", "api:notes_about_me", "api:looks_at_me", "api:cares"), Rule(read=Who.PROGRAM)),
    **{
        f"api:{name}": Rule(write=Who.PROGRAM)
        for name in ("invite_carer", "tell_tired", "take_tired_back", "add_task", "open_board", "end_board")
    },
    **{
        f"api:{name}": Rule(write=Who.PROGRAM_OF_OWNER)
        for name in (
            "withdraw_carer",
            "set_scopes",
            "show_out",
            "remove_task",
            "free_task",
            "hide_note",
            "show_note",
            "remove_note",
        )
    },
    # Those who care
    "api:cared_for": Rule(read=Who.PROGRAM_OF_CARER),
    **{f"api:{name}": Rule(write=Who.PROGRAM_OF_CARER) for name in ("leave_care", "take_task", "give_task_back")},
    "api:notes_of_mine": Rule(read=Who.PROGRAM_OF_CARER_WITH),
    **{
        f"api:{name}": Rule(write=Who.PROGRAM_OF_CARER_WITH)
        for name in ("observe", "take_step", "give_step_back", "open_care_feed", "close_care_feed")
    },
    **dict.fromkeys(("api:say_yes_to_care", "api:say_no_to_care"), Rule(write=Who.PROGRAM_OF_INVITED_CARER)),
}
