"""The shapes of the circle's JSON."""

from __future__ import annotations

from datetime import date, datetime, time

from ninja import Schema

from myelin.circle.models import Look, Observation, ScopeKind, Task
from myelin.circle.queries import Line, TakenStep


class Span(Schema):
    """A part that is let through, with its first and last day where it has them."""

    kind: ScopeKind
    since: date | None = None
    until: date | None = None


class ScopeOut(Schema):
    """A part that is let through, from when and until when."""

    kind: str
    starts_at: datetime
    ends_at: datetime | None


class ScopesIn(Schema):
    """All that somebody may see and do; what is not named ends at once."""

    scopes: list[Span]


class PersonOut(Schema):
    """Somebody in the circle."""

    handle: str
    name: str
    called: str
    accepted_at: datetime
    scopes: list[ScopeOut]


class InviteIn(Schema):
    """who: a handle, or the address of a mailbox. scopes: which parts; until: their last day."""

    who: str
    called: str = ""
    scopes: list[str] = []
    until: date | None = None


class InvitationOut(Schema):
    """An invitation that one made and that is not answered. handle: null when it went to a mailbox."""

    id: int
    handle: str | None
    address: str
    called: str
    scopes: list[str]
    until: date | None
    ends_at: datetime


class AskedOut(Schema):
    """An invitation to oneself: from whom, and what it offers."""

    id: int
    handle: str
    name: str
    scopes: list[str]
    until: date | None
    ends_at: datetime


class TaskIn(Schema):
    """Something that would help. at: HH:MM. for_dose: it belongs to the next dose."""

    title: str
    on: date
    at: str = ""
    place: str = ""
    for_dose: bool = False


class TaskOut(Schema):
    """Something on one's list. who: who does it; null while nobody does."""

    id: int
    title: str
    on: date
    at: time | None
    place: str
    who: str | None

    @staticmethod
    def resolve_who(task: Task) -> str | None:
        taking = getattr(task, "taking", None)
        return taking.who if taking is not None else None


class TakenStepOut(Schema):
    """A step of one's plan that somebody takes along, and the day of its dose."""

    title: str
    who: str
    on: date

    @staticmethod
    def resolve_title(step: TakenStep) -> str:
        return str(step.title)


class NoteOut(Schema):
    """What somebody noted about one, in their words, apart from the diary."""

    id: int
    name: str
    day: date
    text: str
    written_at: datetime
    hidden_at: datetime | None

    @staticmethod
    def resolve_name(note: Observation) -> str:
        return note.author.name


class NotesOut(Schema):
    """Notes, the newest first; `next` is the cursor of the page after it."""

    items: list[NoteOut]
    next: str | None


class LookOut(Schema):
    """Somebody looked, or did something: who, what (a kind and its words), about what, when."""

    id: int
    who: str
    kind: str
    words: str
    about: str
    at: datetime

    @staticmethod
    def resolve_words(look: Look) -> str:
        return look.get_kind_display()


class LooksOut(Schema):
    """Looks, the newest first; `next` is the cursor of the page after it."""

    items: list[LookOut]
    next: str | None


class CircleOut(Schema):
    """One's own circle. link_ends_at: until when the link to the list works; null when there is none."""

    people: list[PersonOut]
    invitations: list[InvitationOut]
    tasks: list[TaskOut]
    steps: list[TakenStepOut]
    link_ends_at: datetime | None
    is_tired: bool


class DaysIn(Schema):
    """How long a link lasts: 7, 14, 30 or 60 days."""

    days: int = 14


class AddressOut(Schema):
    """A secret address. It is told this once."""

    address: str


class CaredOut(Schema):
    """Somebody one cares for."""

    handle: str
    name: str


class CaresOut(Schema):
    """Those one cares for, and invitations that wait for an answer."""

    people: list[CaredOut]
    invitations: list[AskedOut]


class StepOut(Schema):
    """A step of the plan, as a carer sees it. state: done, not_needed, waits, late, open; waits_for: in words."""

    key: str
    title: str
    due_on: date
    state: str
    waits_for: str
    can_be_taken: bool
    is_taken: bool
    is_mine: bool


class WayOut(Schema):
    """The way to the dose that comes next: its number, its day and hour, its steps."""

    infusion: int
    on: date
    hour: time | None
    steps: list[StepOut]


class LineOut(Schema):
    """Something on the list of somebody one cares for: taken or not, and whether by oneself."""

    id: int
    title: str
    on: date
    at: time | None
    place: str
    is_taken: bool
    is_mine: bool

    @staticmethod
    def resolve_id(line: Line) -> int:
        return line.task.pk

    @staticmethod
    def resolve_title(line: Line) -> str:
        return line.task.title

    @staticmethod
    def resolve_on(line: Line) -> date:
        return line.task.on

    @staticmethod
    def resolve_at(line: Line) -> time | None:
        return line.task.at

    @staticmethod
    def resolve_place(line: Line) -> str:
        return line.task.place


class AppointmentOut(Schema):
    """A day of somebody's calendar; its hour is null while it is not known, and else by the clock of `time_zone`."""

    day: date
    hour: time | None
    lasts_minutes: int | None
    time_zone: str


class SeenOut(Schema):
    """All that somebody lets one see now; what is not let through is null, and so is a way when no dose is planned."""

    handle: str
    name: str
    scopes: list[str]
    is_tired: bool | None
    dates: list[date] | None
    appointments: list[AppointmentOut] | None
    way: WayOut | None
    tasks: list[LineOut]


class OwnNoteIn(Schema):
    """What one noticed."""

    text: str


class OwnNoteOut(Schema):
    """What one noted about somebody."""

    id: int
    day: date
    text: str
    written_at: datetime


class OwnNotesOut(Schema):
    """One's notes, the newest first; `next` is the cursor of the page after it."""

    items: list[OwnNoteOut]
    next: str | None
