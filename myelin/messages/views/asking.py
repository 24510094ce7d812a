"""Finding what a page of messages is about: what is not there for the member is a 404."""

from __future__ import annotations

from django.forms import BaseForm
from django.http import Http404

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest
from myelin.messages import queries
from myelin.messages.models import Seat


def seat_of(request: MemberRequest, number: int, *, accepted: bool = True) -> Seat:
    """The member's seat in a conversation, which they have accepted unless a request will do."""
    seat = queries.seat_in(request.user, number)
    if seat is None or (accepted and seat.accepted_at is None):
        raise Http404
    return seat


def refuse(form: BaseForm, refused: Refused) -> int:
    """Show the sentence of a rule in the form it is about; the answer's status."""
    if refused.status == 404:
        raise Http404 from refused
    form.add_error(None, str(refused))
    return refused.status
