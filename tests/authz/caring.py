"""The care circle of the small world: one cares for Dele with every part, one with none, one was shown out, one is asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from myelin.base.tokens import new_secret
from myelin.circle import actions
from myelin.circle.models import ScopeKind
from myelin.companion.models import Infusion
from myelin.members.models import Member
from tests.authz.circles import marker

CARER, BARE, OUT, ASKED = "carer", "carer without scopes", "carer shown out", "asked to care"
ACTORS = [CARER, BARE, OUT, ASKED]
ARGUMENTS: dict[str, dict[str, str]] = {
    **{f"circle:{name}": {"handle": "carer handle"} for name in ("scopes", "end")},
    **{f"circle:{name}": {"pk": "circle asked"} for name in ("withdrawal", "invitation")},
    **{f"circle:{name}": {"pk": "circle task"} for name in ("task_removal", "task_freeing")},
    **{f"circle:{name}": {"pk": "carer note"} for name in ("hiding", "note_removal")},
    **{f"circle:{name}": {"handle": "handle"} for name in ("person", "notes_by", "address", "leaving")},
    **{f"circle:{name}": {"handle": "handle", "pk": "circle task"} for name in ("taking", "taking_undo")},
    **{
        f"circle:{name}": {"handle": "handle", "pk": "next dose", "key": "=ride"}
        for name in ("step_taking", "step_taking_undo")
    },
    "circle:invited": {"token": "circle secret"},
    "circle:link": {"token": "board secret"},
    **{f"circle:{name}": {"token": "board secret", "pk": "circle task"} for name in ("link_taking", "link_undo")},
    "circle:feed": {"token": "circle feed"},
}
BODIES: dict[str, dict[str, Any]] = {
    "circle:notes_by": {"text": "Slept well."},
    "circle:tasks": {"title": "Soup", "on": "2026-06-20"},
    "circle:board": {"days": "14"},
    "circle:link_taking": {"name": "Paul"},
}
"""As in `examples.py`."""


def build_care_circle(people: dict[str, Member], dose: Infusion, now: datetime) -> dict[str, Any]:
    """Make it with something of everything in it, each thing marked for the crawl; return the ids."""
    owner, everything = people["owner"], [kind.value for kind in ScopeKind]
    full = _let_in(owner, people[CARER], everything, now)
    _let_in(owner, people[BARE], [], now)
    out = _let_in(owner, people[OUT], everything, now)
    actions.observe(carer=out, text=marker("ownnote", "before"), day=now.date(), now=now)
    actions.end(carer=out, by=owner, now=now)
    note = actions.observe(carer=full, text=marker("note", "text"), day=now.date(), now=now)
    today = timezone.now()
    task = actions.add_task(
        member=owner, title=marker("board", "title"), place=marker("board", "place"), on=today.date(), now=now
    )
    taken = actions.add_task(member=owner, title=marker("board", "taken"), on=today.date(), now=now)
    actions.take_by_link(task=taken, name=marker("me", "name"), hand="a-hand", now=now)
    actions.take_step(carer=full, infusion=dose, key="ride", now=now)
    actions.tell_tired(member=owner, now=today)
    # They end some days from the real now, so that they can be said yes to.
    asked = actions.invite(member=owner, person=people[ASKED], called=marker("me", "called"), scopes=[], now=today)
    secret = new_secret()
    actions.invite_by_mail(
        member=owner, address="wren@example.com", link="x", secret=secret, called=marker("me", "sister"), scopes=[],
        now=today,
    )  # fmt: skip
    return {
        "carer handle": people[CARER].handle,
        "carer note": note.pk,
        "circle task": task.pk,
        "circle asked": asked.pk,
        "circle secret": secret,
        "board secret": actions.open_board(member=owner, days=14, now=today),
        "circle feed": actions.open_feed(carer=full, now=now),
        "next dose": dose.pk,
    }


def _let_in(owner: Member, person: Member, scopes: list[str], now: datetime) -> Any:
    invitation = actions.invite(member=owner, person=person, scopes=scopes, called=marker("me", "called"), now=now)
    return actions.accept(invitation=invitation, person=person, now=now)
