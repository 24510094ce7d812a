"""What people read when something went wrong: one table of kind words, shown as a page or, under /api/, as a problem.

The words follow one rule: what happened, what became of what you wrote, and one thing to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from myelin.base.errors import Refused
from myelin.base.problems import problem

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

RETRY_AFTER = 10
"""Seconds after which it is worth asking again."""


@dataclass(frozen=True)
class Fault:
    """The words for one kind of fault. for_programs: what an address of the API says instead of the lead."""

    title: StrOrPromise
    lead: StrOrPromise
    text: StrOrPromise
    for_programs: StrOrPromise = ""


STALE = Fault(
    _("This page had been open for a while"),
    _("To keep your account safe, we did not act on it."),
    _("Go back and load the page again, then send once more. Copy your words first, to be sure."),
)

NO_ROOM = Fault(
    _("We have run out of room"),
    _("Our disk is full, so we could not save this, and nothing of it is half done."),
    _("Go back: your words are still in the form. Copy them to be sure, and try again in a little while."),
)

FAULTS: dict[int, Fault] = {
    400: Fault(
        _("We could not read that"),
        _("Something in the address or the form came to us scrambled."),
        _("Go back and try once more. What you typed is still in your browser."),
    ),
    403: Fault(
        _("This door is closed to you"),
        _("Your account may not open this page."),
        _("If you think it should, tell us through the help page."),
    ),
    404: Fault(
        _("We cannot find that page"),
        _("The signal did not get through. It is our side, not yours."),
        _("The page may have moved, or the writer took it down. Nothing you wrote is lost."),
        _("The API has no such address. All that it has are in openapi.json."),
    ),
    405: Fault(
        _("There is nothing to read here"),
        _("This address only takes what a form on one of our pages sends."),
        _("Go back, and use the form or the button there. Nothing is lost."),
        _("This address cannot be asked in that way. Those that it takes are in the header Allow."),
    ),
    413: Fault(
        _("That is more than we can carry"),
        _("What you sent is too big for us to take in one go."),
        _("Go back and try with a smaller picture or fewer words. What you typed is still in your browser."),
    ),
    429: Fault(
        _("Let us take a short break"),
        _("That was a lot in a short time, so we paused for a moment."),
        _("Wait a few minutes, then try again. Nothing is lost and nothing is wrong."),
    ),
    500: Fault(
        _("Something broke on our side"),
        _("It was not you. We keep a note of what went wrong."),
        _("Try again in a little while. What we saved before is safe."),
    ),
    503: Fault(
        _("We are catching our breath"),
        _("Myelin cannot reach its own memory right now. It should be back in a moment."),
        _("Wait a little, then load the page again. If you were writing, go back: your words are still in the form."),
    ),
}


def answer(request: HttpRequest, status: int, fault: Fault | None = None) -> HttpResponse:
    """Answer with the words for `status`. From 500 on the page is made without the request: nothing is asked of it."""
    fault = fault or FAULTS[status]
    if request.path.startswith("/api/"):
        response: HttpResponse = problem(status, str(fault.for_programs or fault.lead))
    elif status >= 500:
        response = HttpResponse(render_to_string("base/error.html", {"fault": fault}), status=status)
    else:
        response = render(request, "base/error.html", {"fault": fault}, status=status)
    return _with_patience(response)


def refuse(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Show the sentence of a rule that said no."""
    if request.path.startswith("/api/"):
        return _with_patience(problem(refused.status, str(refused)))
    page = {"sentence": str(refused), "back": _back(request)}
    return _with_patience(render(request, "components/refusal.html", page, status=refused.status))


def _with_patience(response: HttpResponse) -> HttpResponse:
    if response.status_code in {429, 503}:
        response["Retry-After"] = str(RETRY_AFTER)
    return response


def _back(request: HttpRequest) -> str:
    came_from = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure())
    return came_from if ours else ""
