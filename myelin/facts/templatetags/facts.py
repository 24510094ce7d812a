"""Words of facts for templates: |place, |part, |standing, |origin, |depth."""

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from myelin.facts import spelled, words
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
    """What else the formulary says, name by name, in its own language: English."""
    return [(spelled.name(name).capitalize(), _said(value)) for name, value in fact.data.items() if value is not None]


def _said(value: object) -> str:
    """A value as a line of words, or as a list where it holds several."""
    match value:
        case dict():
            parts = [(f"{spelled.name(name)}: ", _said(inner)) for name, inner in spelled.in_order(value)]
        case list():
            parts = [("", _said(inner)) for inner in value]
        case _:
            return spelled.plain(value)
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}{}</li>", parts)) if parts else spelled.NOTHING
