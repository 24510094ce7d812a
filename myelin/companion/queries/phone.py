"""What steps are called, and what one could say on the phone."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from myelin.companion.models import Infusion
from myelin.companion.queries.appointments import when
from myelin.companion.steps import Kind, Noted, Step

TITLES = {
    Kind.DATE: _("Date agreed"),
    Kind.AUTHORISATION: _("Insurance says yes"),
    Kind.ORDER: _("Dose ordered"),
    Kind.TESTS: _("Tests clear"),
    Kind.ON_SITE: _("Dose is there and matches the order"),
    Kind.PREMEDICATION: _("First medicines on file"),
    Kind.RIDE: _("Ride there and back"),
    Kind.INFECTION: _("Any sign of infection?"),
    Kind.INFUSION: _("The dose"),
    Kind.WATCH: _("Watch for a late reaction"),
    Kind.LOOK_BACK: _("How was it?"),
}
QUESTIONS = {
    Kind.DATE: _("Can we fix the day and the time?"),
    Kind.AUTHORISATION: _("Is it approved, and until when?"),
    Kind.ORDER: _("Is my dose ordered, and when will it be sent?"),
    Kind.ON_SITE: _("Is my dose with you, and does it match the order?"),
    Kind.PREMEDICATION: _("Are the first medicines on file?"),
    Kind.RIDE: _("Can you take me there and back?"),
    Kind.TESTS: _("Have you seen my tests, and are they clear?"),
}
HINTS = {
    Kind.DATE: _("The rule gives a day. The one that counts is the one your center gives you."),
    Kind.AUTHORISATION: _("If nobody needs to say yes where you live, choose “Not needed”."),
    Kind.LOOK_BACK: _("One short look back. Then the plan goes quiet."),
}


def title_of(kind: Kind, noted: Noted | None = None) -> str:
    """What a step is called; an own one as the member called it."""
    if kind == Kind.OWN:
        return noted.said.get("title", "") if noted is not None else ""
    return str(TITLES[kind])


def hint_of(kind: Kind) -> str:
    """A sentence about a step; nothing where its name says it all."""
    return str(HINTS.get(kind, ""))


def sentence(steps: Sequence[Step], infusion: Infusion) -> str:
    """Say the call in one breath: who one is, for which day, what one needs to know. It names no medicine."""
    told = {"day": when(infusion, "WEEKDAY_FORMAT")}
    parts = [gettext("Hello, this is (your name). I have an appointment for a dose on %(day)s.") % told]
    parts += [str(QUESTIONS[step.kind]) for step in steps if step.kind in QUESTIONS]
    return " ".join([*parts, gettext("May I have your name and a reference number?")])
