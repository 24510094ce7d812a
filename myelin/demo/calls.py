"""What an invented member has settled on the phone for the dose that is near, so that two things are left to do."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from myelin.companion.actions import runway
from myelin.companion.models import Course, Infusion, Owner
from myelin.companion.steps import Kind


class Call(NamedTuple):
    """One call: which step it settled, so many days ago, with whom, and what they said."""

    kind: Kind
    days_ago: int
    who: str
    reference: str
    note: str


CALLS = [
    Call(Kind.DATE, 40, "Front desk, Pia", "", "The chair by the window, if nobody took it."),
    Call(Kind.AUTHORISATION, 33, "Insurer, line 3", "DEMO-4471", "Good for a year. Ask again in September."),
    Call(Kind.ORDER, 20, "Pharmacy, Mr. Olu", "RX-DEMO-118", ""),
    Call(Kind.ON_SITE, 2, "Front desk, Pia", "", "It is in their fridge and it is the right one."),
    Call(Kind.PREMEDICATION, 2, "Nurse on the phone", "", "Same as last time."),
]
WHOM = {
    Owner.CENTER: ("Harbor Street infusion center (demo)", "555-0142"),
    Owner.INSURER: ("Line for members (demo)", "555-0177"),
}
"""Numbers that nobody has: they are kept for stories."""


def make_calls(course: Course, now: datetime) -> None:
    """Note the calls for the next dose, and whom to call."""
    dose = Infusion.objects.of(course.member).to_come()[0]
    for call in CALLS:
        runway.note_step(
            infusion=dose, kind=call.kind, by=course.member, answer=runway.DONE, now=now - timedelta(days=call.days_ago),
            who=call.who, reference=call.reference, note=call.note,
        )  # fmt: skip
    for owner, (name, phone) in WHOM.items():
        runway.keep_contact(course=course, by=course.member, owner=owner, name=name, phone=phone)
