"""Links to the page for a visit: made with a code, looked at, ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Schema, Status

from myelin.base.api import check_form
from myelin.base.http import or_404
from myelin.discussion.api import member_of
from myelin.visits import actions, queries
from myelin.visits.api.asking import leaving, material, my_visit
from myelin.visits.forms import ShareForm

router = Router(tags=["visits"])


class ShareIn(Schema):
    """How long it stands: 1, 3, 7 or 14 days."""

    days: int = 3


class NewLinkOut(Schema):
    """A link and the code that opens it once. Both are told this once."""

    id: int
    address: str
    code: str
    expires_at: datetime


class LinkLookOut(Schema):
    """What happened at a link: opened, again, wrong. Nothing is kept of who it was."""

    what: str
    at: datetime


class LinkOut(Schema):
    """A link. state: open, used, over, closed, spent. looks: the last ten."""

    id: int
    state: str
    made_at: datetime
    expires_at: datetime
    looks: list[LinkLookOut]


@router.get("visits/{pk}/links", response=list[LinkOut], summary="The links to a page")
def visit_links(request: HttpRequest, pk: int) -> list[dict[str, Any]]:
    """The latest twenty, and who looked."""
    rows = queries.links_of(my_visit(request, pk), member_of(request), now=timezone.now())
    return [
        {
            "id": row.share.pk,
            "state": row.state,
            "made_at": row.share.made_at,
            "expires_at": row.share.expires_at,
            "looks": row.looks,
        }
        for row in rows
    ]


@router.post("visits/{pk}/links", response={201: NewLinkOut}, summary="Share the page")
def share_visit(request: HttpRequest, pk: int, data: ShareIn) -> Status[dict[str, Any]]:
    """Make a link to the page as it is now. The code opens it once; give it to whoever reads by another way."""
    found, form = my_visit(request, pk), ShareForm(data.dict())
    check_form(form)
    shown = queries.snapshot(leaving(request, material(request, found)))
    share, token, code = actions.share_visit(
        visit=found, by=member_of(request), shown=shown, lasts=form.lasts, now=timezone.now()
    )
    address = request.build_absolute_uri(reverse("visits:shared", args=[token]))
    return Status(201, {"id": share.pk, "address": address, "code": code, "expires_at": share.expires_at})


@router.delete("visits/{pk}/links/{link}", response={204: None}, summary="End a link")
def close_link(request: HttpRequest, pk: int, link: int) -> Status[None]:
    """End it, at once."""
    member = member_of(request)
    share = or_404(queries.share_of(member, my_visit(request, pk), link))
    actions.close_link(share=share, by=member, now=timezone.now())
    return Status(204, None)
