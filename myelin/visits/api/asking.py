"""What the JSON of a visit does alike."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils import timezone

from myelin.base.http import or_404
from myelin.discussion.api import member_of
from myelin.visits import actions, queries
from myelin.visits.brief import Brief
from myelin.visits.models import Visit
from myelin.visits.queries import Material


def my_visit(request: HttpRequest, pk: int) -> Visit:
    """A visit of whoever asks, or 404."""
    return or_404(queries.visit_of(member_of(request), pk))


def today_of(request: HttpRequest) -> date:
    """Which day it is for whoever asks."""
    return timezone.localdate(timezone.now(), ZoneInfo(member_of(request).time_zone))


def material(request: HttpRequest, visit: Visit) -> Material:
    """What the page is made from, with the looks at cycles that are due."""
    return actions.gather(visit=visit, by=member_of(request), today=today_of(request))


def leaving(request: HttpRequest, found: Material) -> Brief:
    """The page as it leaves."""
    return queries.shown_brief(found, member_of(request), today=today_of(request))
