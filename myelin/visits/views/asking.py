"""What the pages of this room do alike."""

from __future__ import annotations

from django.utils import timezone

from myelin.base.http import MemberRequest, or_404
from myelin.visits import actions, queries
from myelin.visits.models import Visit
from myelin.visits.queries import Material


def my_visit(request: MemberRequest, pk: int) -> Visit:
    """A visit of whoever asks, or 404."""
    return or_404(queries.visit_of(request.user, pk))


def material(request: MemberRequest, visit: Visit) -> Material:
    """What the page is made from, with the looks at cycles that are due."""
    return actions.gather(visit=visit, by=request.user, today=timezone.localdate())
