"""What the demo community says and who says it, read from the pack's `demo/` folder. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from myelin.demo.diaries import Diary, diaries
from myelin.demo.meeting import Meeting, meetings
from myelin.demo.near import Near, circle
from myelin.groups.models import Access
from myelin.members.models import Audience

FIELDS = ("about", "ms_type", "told_year", "country", "region")
"""What a profile shows, each to an audience of its own."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented. Spans count back from the day of seeding."""

    handle: str
    name: str
    role: str
    about: str
    country: str
    time_zone: str
    topics: tuple[str, ...]
    shows: Mapping[str, Audience]
    region: str = ""
    hard: tuple[str, ...] = ()
    lens: tuple[str, ...] = ()
    line: str = ""
    login: str = ""
    duty: str = ""
    ms_type: str = ""
    told_years_ago: int | None = None
    joined_days_ago: int | None = None
    medicine: str = ""
    since_months: int = 0
    credentials: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Something short that somebody says under something else."""

    by: str
    text: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The poll of a post."""

    options: tuple[str, ...]
    days: int
    several: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """An update. Without `days_ago` or `month` it takes its place in the year from its place in the file."""

    by: str
    text: str
    mood: str
    topics: tuple[str, ...]
    audience: Audience
    group: str
    picture: str
    alt: str
    days_ago: float | None
    month: int | None
    comments: tuple[Words, ...]
    note: str = ""
    tip: bool = False
    poll: Choices | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """An answer; `helpful` is the one that the asker chose."""

    by: str
    text: str
    lived: bool
    helpful: bool


@dataclass(frozen=True, slots=True)
class Ask:
    """A question with its answers."""

    by: str
    title: str
    text: str
    topics: tuple[str, ...]
    audience: Audience
    days_ago: float | None
    answers: tuple[Advice, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """A group. `care` look after it, the first of them began it; `keeps` its first post on top; `invites` by handle."""

    slug: str
    name: str
    about: str
    care: tuple[str, ...]
    rules: tuple[str, ...]
    access: Access
    caregivers_only: bool
    keeps: bool
    asks: tuple[Words, ...]
    invites: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Private words: the first of `of` began; what `waits` is a request that nobody answered yet."""

    of: tuple[str, ...]
    name: str
    days_ago: float
    waits: bool
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Patron:
    """An invented sponsor, and the articles that it is said to have paid for, by slug."""

    name: str
    label: str
    about: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Who of the cast wrote and signs which starter article; a slug that is not named falls to "all"."""

    authors: Mapping[str, str]
    reviewers: Mapping[str, str]
    sponsors: tuple[Patron, ...]

    def author_of(self, slug: str) -> str:
        """The author's handle."""
        return self.authors.get(slug, self.authors["all"])

    def reviewer_of(self, slug: str) -> str:
        """The handle of who signs it."""
        return self.reviewers.get(slug, self.reviewers["all"])


@dataclass(frozen=True, slots=True)
class Script:
    """The whole of it."""

    people: tuple[Person, ...]
    posts: tuple[Post, ...]
    asks: tuple[Ask, ...]
    groups: tuple[Circle, ...]
    diaries: tuple[Diary, ...]
    exchanges: tuple[Exchange, ...]
    visits: tuple[Meeting, ...]
    circle: tuple[Near, ...]
    shelf: Shelf


def read(folder: Path) -> Script:
    """Read the demo of a pack. Raises KeyError or TypeError when a file is not as it should be."""
    return Script(
        people=tuple(_person(row) for row in _rows(folder / "members.yaml")),
        posts=tuple(_post(row) for row in _rows(folder / "updates.yaml")),
        asks=tuple(_ask(row) for row in _rows(folder / "questions.yaml")),
        groups=tuple(_circle(row) for row in _rows(folder / "groups.yaml")),
        exchanges=tuple(_exchange(row) for row in _rows(folder / "messages.yaml")),
        visits=meetings(_rows(folder / "visits.yaml")),
        circle=circle(_rows(folder / "circle.yaml")),
        shelf=_shelf(_load(folder.parent / "library" / "people.yaml")),
        diaries=diaries(_rows(folder / "diaries.yaml")),
    )


def _load(path: Path) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C is ten times faster and may be missing
    return yaml.load(path.read_text("utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from _load(path)


def _shelf(told: dict[str, Any]) -> Shelf:
    return Shelf(
        authors=_by_slug(told["authors"], "author_of"),
        reviewers=_by_slug(told["reviewers"], "reviewer_of"),
        sponsors=tuple(
            Patron(one["name"], one["label"], one["register"], tuple(one["articles"])) for one in told["sponsors"]
        ),
    )


def _by_slug(people: list[dict[str, Any]], which: str) -> dict[str, str]:
    """Handles by the slugs that stand under `which`: a list of them, or the one word "all"."""
    slugs = {one["id"]: [one[which]] if isinstance(one[which], str) else one[which] for one in people}
    return {slug: handle for handle, named in slugs.items() for slug in named}


def _person(row: dict[str, Any]) -> Person:
    therapy = row.pop("therapy", {})
    shows = {field: Audience.from_word(word) for field, word in row.pop("shows").items()}
    return Person(
        topics=tuple(row.pop("topics")),
        hard=tuple(row.pop("hard", ())),
        shows=shows,
        medicine=therapy.get("medicine", ""),
        since_months=therapy.get("since_months", 0),
        **row,
    )


def _circle(row: dict[str, Any]) -> Circle:
    return Circle(
        slug=row["slug"],
        name=row["name"],
        about=row["about"],
        care=tuple(row["care"]),
        rules=tuple(row.get("rules", ())),
        access=Access(row.get("access", "open")),
        caregivers_only=row.get("caregivers_only", False),
        keeps=row.get("keeps_first", False),
        asks=tuple(Words(one["by"], one["text"]) for one in row.get("asks", ())),
        invites={one["who"]: Words(one["by"], one["text"]) for one in row.get("invites", ())},
    )


def _post(row: dict[str, Any]) -> Post:
    return Post(
        by=row["by"],
        text=row.get("text", ""),
        mood=row.get("mood", ""),
        topics=tuple(row.get("topics", ())),
        audience=Audience.from_word(row.get("audience", "members")),
        group=row.get("group", ""),
        picture=row.get("picture", ""),
        alt=row.get("alt", ""),
        days_ago=row.get("days_ago"),
        month=row.get("month"),
        comments=tuple(Words(by, text) for said in row.get("comments", ()) for by, text in said.items()),
        note=row.get("note", ""),
        tip=row.get("tip", False),
        poll=Choices(**row["poll"]) if "poll" in row else None,
    )


def _exchange(row: dict[str, Any]) -> Exchange:
    return Exchange(
        of=tuple(row["of"]),
        name=row.get("name", ""),
        days_ago=row["days_ago"],
        waits=row.get("waits", False),
        words=tuple(Words(by, text) for said in row["words"] for by, text in said.items()),
    )


def _ask(row: dict[str, Any]) -> Ask:
    return Ask(
        by=row["by"],
        title=row["title"],
        text=row["text"],
        topics=tuple(row["topics"]),
        audience=Audience.from_word(row.get("audience", "members")),
        days_ago=row.get("days_ago"),
        answers=tuple(
            Advice(said["by"], said["text"], said.get("lived", False), said.get("helpful", False))
            for said in row.get("answers", ())
        ),
    )
