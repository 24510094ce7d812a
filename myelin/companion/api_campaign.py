"""The days on which the diary asks, as JSON: the same form and actions as the page."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from myelin.base.api import check_form
from myelin.companion import actions, queries
from myelin.companion.forms import CampaignForm
from myelin.discussion.api import member_of

router = Router(tags=["companion"])


class CampaignIn(Schema):
    """what: visit (two weeks before `visit_on`) or dose (a week round it, one between two of them). time: HH:MM, local."""

    what: str
    visit_on: date | None = None
    time: str
    by_mail: bool = False
    on_devices: bool = False


class WindowOut(Schema):
    """Days in a row, both ends counted."""

    first: date
    last: date


class CampaignOut(Schema):
    """On which days the diary asks; none when it is silent. has_cycle: whether `dose` can be asked for now."""

    windows: list[WindowOut]
    times: list[str]
    next_at: datetime | None
    by_mail: bool
    on_devices: bool
    has_cycle: bool


@router.get("campaign", response=CampaignOut, summary="When the diary asks")
def campaign(request: HttpRequest) -> dict[str, object]:
    """The days on which the diary asks, by the dates of now."""
    member, today = member_of(request), _today(request)
    found = queries.campaign_of(member)
    return {
        "windows": queries.windows_of(found) if found is not None else [],
        "times": [f"{one:%H:%M}" for one in found.times] if found is not None else [],
        "next_at": found.next_at if found is not None else None,
        "by_mail": found is not None and found.by_mail,
        "on_devices": found is not None and found.on_devices,
        "has_cycle": queries.can_follow_a_cycle(member, today=today),
    }


@router.put("campaign", response=CampaignOut, summary="Have the diary ask for a few days")
def begin_campaign(request: HttpRequest, data: CampaignIn) -> dict[str, object]:
    """Have it ask; what was asked for before is over then. Afterwards the diary is silent again."""
    form = CampaignForm(data.dict())
    check_form(form)
    actions.begin_campaign(member=member_of(request), now=timezone.now(), **form.told)
    return campaign(request)


@router.delete("campaign", response={204: None}, summary="Have the diary be silent")
def end_campaign(request: HttpRequest) -> Status[None]:
    """Have it be silent at once. Twice is safe."""
    actions.end_campaign(member=member_of(request))
    return Status(204, None)


def _today(request: HttpRequest) -> date:
    return timezone.localdate(timezone.now(), ZoneInfo(member_of(request).time_zone))
