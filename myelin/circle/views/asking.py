"""What the pages of the circle do alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from myelin.base.errors import Refused
from myelin.base.http import MemberRequest, or_404, see_other
from myelin.base.idempotency import once
from myelin.circle import queries
from myelin.circle.queries import Cared
from myelin.members.actions import NotAgreed

type Deed[**P] = Callable[Concatenate[MemberRequest, P], HttpResponse]
type CarersDeed = Callable[Concatenate[MemberRequest, Cared, ...], HttpResponse]


def deed[**P](view: Deed[P]) -> Deed[P]:
    """A verb of one's own circle: done once however often it is sent; whoever opens its address is led to the circle."""
    sent = once(view)

    @require_http_methods(["GET", "POST"])
    @login_required
    @wraps(view)
    def wrapped(request: MemberRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            return see_other("circle:circle")
        answer = sent(request, *args, **kwargs)
        assert isinstance(answer, HttpResponse)
        return answer

    return wrapped


def carers_deed(view: CarersDeed) -> Callable[..., HttpResponse]:
    """A verb of a carer, at the page of whom they care for: the gate is asked before anything is done."""

    @once
    def sent(request: MemberRequest, /, handle: str, **which: Any) -> HttpResponse:
        return view(request, gate(request, handle), **which)

    @require_http_methods(["GET", "POST"])
    @login_required
    @wraps(view)
    def wrapped(request: MemberRequest, handle: str, **which: Any) -> HttpResponse:
        if request.method != "POST":
            return see_other("circle:person", handle)
        answer = sent(request, handle, **which)
        assert isinstance(answer, HttpResponse)
        return answer

    return wrapped


def gate(request: MemberRequest, handle: str) -> Cared:
    """Somebody who lets whoever asks in, or 404."""
    return or_404(queries.cared(request.user, handle, timezone.now()))


def refuse(form: forms.Form, refused: Refused) -> int:
    """Put the sentence of a rule that said no at the form; returns the status of the page that shows it."""
    sentence = str(refused)
    if isinstance(refused, NotAgreed):
        sentence = format_html('{} <a href="{}">{}</a>', sentence, reverse("members:consents"), _("Give my yes"))
    form.add_error(None, sentence)
    return refused.status
