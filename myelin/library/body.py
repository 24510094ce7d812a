"""The body of an article as a reader gets it: its blocks with the facts drawn into them, and the list of sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _

from myelin.facts.models import Fact
from myelin.library import sentences
from myelin.library.models import GlossaryWord
from myelin.library.prose import line, prose
from myelin.therapies.models import BaselineTest, Therapy

CARD = ("route", "regimens", "indications", "administration/duration", "administration/observation")
TABLE = ("route", "regimens")
SIDE_EFFECTS = ("adverse_reactions",)
TESTS = ("tests/before_first_dose", "tests/before_each_dose", "tests/while_on", "tests/after_last_dose")
OPENING = {"short_version", "warning"}
"""What stands before the contents when it comes before the first heading."""
DRAWN = {"drug": CARD, "drug_table": TABLE, "side_effects": SIDE_EFFECTS, "tests": TESTS}
"""Which facts of a medicine each block draws, in this order."""


@dataclass(frozen=True)
class Cited:
    """A fact with its number in the list of sources."""

    number: int
    fact: Fact


@dataclass
class Shelf:
    """Every fact that an article may show, numbered in the order in which they are first taken."""

    facts: dict[str, Fact]
    drawn: dict[tuple[str, str], list[Fact]]
    medicines: dict[str, Therapy]
    tests: dict[str, str]
    words: dict[str, GlossaryWord]
    taken: dict[str, Cited] = field(default_factory=dict)

    def take(self, key: str) -> Cited | None:
        """The fact with this key, numbered; None when it may not be shown."""
        if key not in self.taken and key in self.facts:
            self.taken[key] = Cited(len(self.taken) + 1, self.facts[key])
        return self.taken.get(key)

    def number(self, key: str) -> int | None:
        cited = self.take(key)
        return cited.number if cited else None

    def all(self, keys: Iterable[str]) -> list[Cited]:
        return [cited for key in keys if (cited := self.take(key))]

    def of(self, subject: str, *predicates: str) -> list[Cited]:
        return self.all(fact.key for predicate in predicates for fact in self.drawn.get((subject, predicate), ()))


@dataclass(frozen=True)
class Read:
    """A body ready to be shown."""

    opening: SafeString
    html: SafeString
    references: SafeString
    contents: list[tuple[str, str]]
    sources: list[Cited]


def read(body: Any, *, today: date) -> Read:
    """Draw the facts into a body. Costs six queries, however long it is."""
    parts = list(sentences.blocks(body))
    shelf = _shelf(parts)
    contents: list[tuple[str, str]] = []
    opening: list[str] = []
    html: list[str] = []
    for name, value in parts:
        if name == "heading":
            contents.append((_anchor(value, contents), value))
        told = _told(name, value, shelf)
        if told is not None:
            told |= {"anchor": contents[-1][0] if contents else "", "today": today}
            said = opening if not contents and name in OPENING else html
            said.append(render_to_string(f"library/blocks/{name}.html", told))
    sources = list(shelf.taken.values())
    listed = {"sources": sources, "today": today}
    references = render_to_string("library/references.html", listed) if sources else SafeString("")
    safe = [mark_safe("\n".join(part)) for part in (opening, html)]  # noqa: S308 - templates escape
    return Read(safe[0], safe[1], references, contents, sources)


def _anchor(heading: str, before: list[tuple[str, str]]) -> str:
    """A name for a heading, once on its page, that no part around the body has."""
    name = f"part-{slugify(heading)[:50]}"
    return name if name not in dict(before) else f"{name}-{len(before)}"


def keys_of(body: Any) -> list[str]:
    """Every fact that a body shows or would show: what to tell when one of them changes."""
    parts = list(sentences.blocks(body))
    named = [key for part in parts for key in sentences.keys(*part)]
    words = (
        GlossaryWord.objects.filter(word__in=_glossary(parts)).exclude(fact_key="").values_list("fact_key", flat=True)
    )
    drawn = Fact.objects.current().filter(_drawn(parts)).values_list("key", flat=True) if _any_drawn(parts) else ()
    return list(dict.fromkeys([*named, *words, *drawn]))


def _shelf(parts: list[tuple[str, Any]]) -> Shelf:
    words = {word.word: word for word in GlossaryWord.objects.filter(word__in=_glossary(parts))}
    keys = {key for part in parts for key in sentences.keys(*part)} | {word.fact_key for word in words.values()}
    subjects = {slug for part in parts for slug in sentences.subjects(*part)}
    wanted = Q(key__in=keys) | _drawn(parts)
    facts = list(Fact.objects.shown().filter(wanted).with_sources().order_by("subject", "position", "id"))
    drawn: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        drawn.setdefault((fact.subject, fact.predicate), []).append(fact)
    return Shelf(
        facts={fact.key: fact for fact in facts},
        drawn=drawn,
        medicines=Therapy.objects.filter(slug__in=subjects).prefetch_related("brands").in_bulk(field_name="slug"),
        tests=dict(BaselineTest.objects.values_list("slug", "name")),
        words=words,
    )


def _told(name: str, value: Any, shelf: Shelf) -> dict[str, Any] | None:
    """What the template of a block is told; None when nothing of it may be shown."""
    match name:
        case "text":
            html = prose(value, shelf.number)
            return {"html": html} if html.strip() else None
        case "heading" | "quote_prompt":
            return {"words": value}
        case "short_version":
            lines = [html for text in sentences.words(value) if (html := line(text, shelf.number)).strip()]
            return {"lines": lines} if lines else None
        case "fact":
            cited = shelf.take(value.get("fact") or "")
            return {"cited": cited, "lead": value.get("lead") or ""} if cited else None
        case "facts" | "warning":
            found = shelf.all(sentences.keys(name, value))
            return {"title": value.get("title") or "", "facts": found} if found else None
        case "checklist":
            found = shelf.all(sentences.keys(name, value))
            items = sentences.words(value.get("items") or ())
            return {
                "title": value.get("title") or _("Checklist"),
                "titled": value.get("title"),
                "facts": found,
                "items": items,
            }
        case "glossary":
            return _explained(value, shelf)
        case "drug_table":
            rows = [_row(slug, shelf) for slug in sentences.words(value) if slug in shelf.medicines]
            found = [cited for row in rows for cited in (*row["route"], *row["regimens"])]
            return {"rows": rows, "facts": found} if found else None
    return _about_medicine(name, value, shelf)


def _about_medicine(name: str, slug: str, shelf: Shelf) -> dict[str, Any] | None:
    medicine = shelf.medicines.get(slug)
    if medicine is None:
        return None
    if name == "tests":
        groups = [(_WHEN[predicate](), _named(shelf.of(slug, predicate), shelf)) for predicate in TESTS]
        groups = [group for group in groups if group[1]]
        found = [cited for _when, tests in groups for _test, cited in tests]
        return {"medicine": medicine, "groups": groups, "facts": found} if groups else None
    if name == "side_effects":
        found = shelf.of(slug, *SIDE_EFFECTS)
        return {"medicine": medicine, "facts": found} if found else None
    rows = [(_CARD_WORDS[predicate](), shelf.of(slug, predicate)) for predicate in CARD]
    found = [cited for _label, cells in rows for cited in cells]
    return {"medicine": medicine, "rows": [row for row in rows if row[1]], "facts": found}


def _named(found: list[Cited], shelf: Shelf) -> list[tuple[str, Cited]]:
    return [(shelf.tests.get(str(cited.fact.data.get("test_id")), ""), cited) for cited in found]


def _row(slug: str, shelf: Shelf) -> dict[str, Any]:
    return {"medicine": shelf.medicines[slug], "route": shelf.of(slug, "route"), "regimens": shelf.of(slug, "regimens")}


def _explained(value: Any, shelf: Shelf) -> dict[str, Any] | None:
    words = []
    for name in sentences.words(value):
        word = shelf.words.get(name)
        cited = shelf.take(word.fact_key) if word else None
        if word and (cited or not word.fact_key):
            words.append((word, cited))
    return {"words": words} if words else None


def _glossary(parts: list[tuple[str, Any]]) -> list[str]:
    return [word for name, value in parts if name == "glossary" for word in sentences.words(value)]


def _any_drawn(parts: list[tuple[str, Any]]) -> bool:
    return any(name in DRAWN for name, _value in parts)


def _drawn(parts: list[tuple[str, Any]]) -> Q:
    drawn = Q(pk__in=[])
    for name, value in parts:
        if name in DRAWN:
            drawn |= Q(subject__in=sentences.subjects(name, value), predicate__in=DRAWN[name])
    return drawn


_WHEN = {
    "tests/before_first_dose": lambda: _("Before the first dose"),
    "tests/before_each_dose": lambda: _("Before each dose"),
    "tests/while_on": lambda: _("While you are on it"),
    "tests/after_last_dose": lambda: _("After the last dose"),
}
_CARD_WORDS = {
    "route": lambda: _("How it is given"),
    "regimens": lambda: _("How often"),
    "indications": lambda: _("Whom the label is for"),
    "administration/duration": lambda: _("How long it takes"),
    "administration/observation": lambda: _("Watched afterwards"),
}
