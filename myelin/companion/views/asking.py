"""What the pages of this room do alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, or_404, see_other
from myelin.base.idempotency import once
from myelin.companion import actions, queries
from myelin.companion.models import Course, Infusion
from myelin.members.actions import NotAgreed

WITHOUT_ID = {"companion:calendars", "companion:reminders"}
"""Pages that show all of a kind."""

type PageOfOne = Callable[[MemberRequest, int], HttpResponse]


def my_course(request: MemberRequest, pk: int) -> Course:
    """A course of whoever asks, or 404."""
    return or_404(queries.course_of(request.user, pk))


def my_infusion(request: MemberRequest, pk: int) -> Infusion:
    """A dose of whoever asks, or 404."""
    return or_404(queries.infusion_of(request.user, pk))


def refuse(form: forms.Form, refused: Refused) -> int:
    """Put the sentence of a rule that said no at the form; returns the status of the page that shows it."""
    sentence = str(refused)
    if isinstance(refused, NotAgreed):
        sentence = format_html('{} <a href="{}">{}</a>', sentence, reverse("members:consents"), _("Give my yes"))
    if isinstance(refused, actions.NotItsTurn):
        address, first = reverse("companion:infusion", args=[refused.first.pk]), queries.dose_name(refused.first)
        sentence = format_html('{} <a href="{}">{}</a>', sentence, address, _("Go to %(dose)s") % {"dose": first})
    form.add_error(None, sentence)
    return refused.status


def posted(back: str) -> Callable[[PageOfOne], PageOfOne]:
    """A verb of one object: done once however often it is sent; whoever opens its address is led to the page `back`."""

    def around(view: PageOfOne) -> PageOfOne:
        sent = once(view)

        @require_http_methods(["GET", "POST"])
        @login_required
        @wraps(view)
        def wrapped(request: MemberRequest, pk: int) -> HttpResponse:
            if request.method != "POST":
                return see_other(back) if back in WITHOUT_ID else see_other(back, pk)
            answer = sent(request, pk)
            assert isinstance(answer, HttpResponse)
            return answer

        return wrapped

    return around
