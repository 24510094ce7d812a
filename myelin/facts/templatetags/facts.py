"""Words of facts for templates: |place, |part, |standing, |origin, |depth."""

from django import template
from django.utils import timezone

from myelin.facts import words
from myelin.facts.models import Fact

register = template.Library()


@register.filter
def place(code: str) -> str:
    """The name of a jurisdiction."""
    return words.place_name(code)


@register.filter
def part(section: str) -> str:
    """Words for a section of a source."""
    return words.part(section)


@register.filter
def standing(fact: Fact) -> words.Standing:
    """Who stands behind a fact today."""
    return words.standing(fact, timezone.localdate())


@register.filter
def origin(fact: Fact) -> tuple[object, ...]:
    """What its line of sources says, as one value: neighbors in a list that share it need that line only once."""
    cites = tuple((cite.source_id, cite.section) for cite in fact.cites)
    return (fact.basis, fact.jurisdiction, fact.read_in, fact.has_newer_words, standing(fact), cites)


@register.filter
def depth(code: str) -> str:
    """How much of a source was read."""
    return str(words.DEPTHS.get(code, code))


@register.filter
def reason(fact: Fact) -> words.Standing:
    """Why a fact is in the reviewers' queue."""
    return words.reason(fact, timezone.localdate())


@register.filter
def subject_words(fact: Fact) -> str:
    """What a fact is about, as a heading."""
    return words.heading(fact)


@register.filter
def details(fact: Fact) -> list[tuple[str, str]]:
    """What else the formulary says, name by name, in one line each."""
    return [
        (name.replace("_", " ").capitalize(), _plain(value)) for name, value in fact.data.items() if value is not None
    ]


def _plain(value: object) -> str:
    match value:
        case dict():
            return ", ".join(f"{name} {_plain(inner)}" for name, inner in value.items() if inner is not None)
        case list():
            return "; ".join(_plain(inner) for inner in value)
    return str(value)
