"""What the pages of this room do alike."""

from __future__ import annotations

from contextlib import suppress

from django.http import Http404
from django.utils import timezone

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest
from myelin.companion import actions as care
from myelin.visits import queries
from myelin.visits.models import Visit
from myelin.visits.queries import Material


def my_visit(request: MemberRequest, pk: int) -> Visit:
    """A visit of whoever asks, or 404."""
    visit = queries.visit_of(request.user, pk)
    if visit is None:
        raise Http404
    return visit


def material(request: MemberRequest, visit: Visit) -> Material:
    """What the page is made from, with the looks at cycles that are due."""
    found = queries.material_of(visit, request.user, today=timezone.localdate())
    if found.series is not None and found.cycles is not None:
        # Without a yes to keeping more, the page says what was seen before.
        with suppress(Refused):
            care.take_looks(member=request.user, series=found.series, rows=found.cycles)
    return found
