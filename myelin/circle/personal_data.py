"""What the circle holds of a member: as the one who is cared for, and as one who cares."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from myelin.circle.models import (
    Board,
    CareFeed,
    Carer,
    CircleInvitation,
    Look,
    Observation,
    StepTaking,
    Taking,
    Task,
    TiredDay,
)
from myelin.members.models import Member

# `GrantedDate` is a view on doses, which the companion exports; it keeps nothing itself.


def export_for(member: Member) -> dict[str, Any]:
    """Who is in one's circle and how far, what they noted and looked at, the board; for whom one cares, one's notes."""
    carers = Carer.objects.filter(member=member).select_related("person").prefetch_related("scopes").order_by("id")
    board = Board.objects.filter(member=member).first()
    return {
        "circle": [_carer(row) for row in carers],
        "invitations": [_invitation(row) for row in CircleInvitation.objects.filter(member=member).order_by("id")],
        "tasks": [_task(row) for row in Task.objects.of(member).shown()],
        "steps_taken": [
            {"step": row.key, "by": row.carer.person.handle, "at": row.taken_at}
            for row in StepTaking.objects.filter(member=member).select_related("carer__person").order_by("id")
        ],
        "link_to_the_board_ends_at": board.ends_at if board is not None else None,
        "noted_about_me": [
            {"day": row.day, "by": row.author.handle, "text": row.text, "at": row.written_at, "hidden": row.hidden_at}
            for row in Observation.objects.of(member).order_by("id")
        ],
        "tired_on": list(TiredDay.objects.filter(member=member).order_by("day").values_list("day", flat=True)),
        "looks": [
            {"who": row.who, "what": row.kind, "about": row.about, "at": row.at}
            for row in Look.objects.of(member).order_by("at", "id")
        ],
        "cares_for": [row.member.handle for row in Carer.objects.filter(person=member).select_related("member")],
        "calendars_of_others": CareFeed.objects.filter(carer__person=member).count(),
        "tasks_taken": Taking.objects.filter(carer__person=member).count(),
        "noted_about_others": [
            {"about": row.member.handle, "day": row.day, "text": row.text, "at": row.written_at}
            for row in Observation.objects.filter(author=member).select_related("member").order_by("id")
        ],
    }


def erase_for(member: Member, *, now: datetime) -> None:
    """Delete all of it. In the logs of others stays a number that means nobody."""
    Carer.objects.filter(member=member).delete()
    Carer.objects.filter(person=member).delete()
    CircleInvitation.objects.filter(member=member).delete()
    CircleInvitation.objects.filter(person=member).delete()
    Task.objects.of(member).delete()
    Board.objects.filter(member=member).delete()
    Observation.objects.filter(member=member).delete()
    Observation.objects.filter(author=member).delete()
    TiredDay.objects.filter(member=member).delete()
    with connection.cursor() as cursor:
        # The log is written once; this transaction alone may take it away.
        cursor.execute("SELECT set_config('myelin.erasing', %s, true)", [str(member.pk)])
        cursor.execute("DELETE FROM circle_look WHERE member_id = %s", [member.pk])
        cursor.execute("SELECT set_config('myelin.erasing', '', true)")


def _carer(row: Carer) -> dict[str, Any]:
    scopes = {scope.kind: {"from": scope.starts_at, "until": scope.ends_at} for scope in row.scopes.all()}
    return {"who": row.person.handle, "called": row.called, "since": row.accepted_at, "may": scopes}


def _invitation(row: CircleInvitation) -> dict[str, Any]:
    return {
        "called": row.called,
        "address": row.address or None,
        "offered": row.scopes,
        "made_at": row.made_at,
        "answered_at": row.answered_at,
    }


def _task(row: Task) -> dict[str, Any]:
    taking = getattr(row, "taking", None)
    return {"on": row.on, "at": row.at, **row.said, "taken_by": taking.who if taking is not None else None}
