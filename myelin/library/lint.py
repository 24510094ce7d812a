"""What keeps an article true for years: found while it is written, refused when it is to be signed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from myelin.facts.models import Fact
from myelin.library.sentences import FACT_LISTS, blocks, keys, sentences, subjects, texts
from myelin.therapies.models import Brand, Therapy

RELATIVE_TIME = re.compile(
    r"\b(most recent(?:ly)?|recently|currently|at present|nowadays|these days|newest|latest|newly|brand[- ]new|"
    r"(?:this|last|next) year|to date|up to now|not yet approved|will soon|soon be|in recent years)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"\d[\d.,]*\s?(?:%|percent\b|per cent\b|in (?:100|1,?000|10,?000)\b|mg\b|milligrams?\b|mcg\b|micrograms?\b|"
    r"ml\b|milliliters?\b|g\b(?!\.)|grams?\b)",
    re.IGNORECASE,
)
MEDICINE = re.compile(
    r"\b[a-z]{3,}(?:mab|limod|nimod|simod|tinib|fumarate|rafer|ribine|nomide|xantrone|feron|prednisolone|prednisone|"
    r"amine acetate|tirelin|trexate|phosphamide|thioprine)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Problem:
    """One thing to mend, in a sentence for the author."""

    sentence: str


def refusals(article: Any) -> list[Problem]:
    """What is to be mended before an article may be signed, in the order of its text. Costs a few queries."""
    parts = list(blocks(article.body))
    said = [article.title, article.summary, *[text for part in parts for text in texts(*part)]]
    return [
        *_no_text(parts),
        *[problem for text in said for problem in _in_words(text)],
        *_empty_lists(parts),
        *_unknown_medicines(said, parts),
        *_unknown_facts(parts),
    ]


def _no_text(parts: list[tuple[str, Any]]) -> Iterator[Problem]:
    if not parts:
        yield Problem(_("There is no text yet."))


def _in_words(text: str) -> Iterator[Problem]:
    for sentence in sentences(text):
        for found in RELATIVE_TIME.finditer(sentence.words):
            yield Problem(
                _("“%(words)s” will be wrong one day. Say when, or leave it out: “%(sentence)s”")
                % {"words": found.group(), "sentence": _short(sentence.words)}
            )
        if not sentence.keys and (number := NUMBER.search(sentence.words)):
            yield Problem(
                _("“%(number)s” has no source. Name its fact after the sentence: “%(sentence)s”")
                % {"number": number.group(), "sentence": _short(sentence.words)}
            )


def _empty_lists(parts: list[tuple[str, Any]]) -> Iterator[Problem]:
    following = [*(name for name, _value in parts), "heading"][1:]
    for (name, value), after in zip(parts, following, strict=True):
        if name == "text" and value.rstrip().endswith(":") and after == "heading":
            yield Problem(_("A list is announced and does not come: “%(words)s”") % {"words": _short(value)})
        if name in FACT_LISTS and not keys(name, value) and not (name == "checklist" and texts(name, value)[1:]):
            yield Problem(_("A list has a heading and nothing in it: “%(words)s”") % {"words": texts(name, value)[0]})


def _unknown_medicines(said: list[str], parts: list[tuple[str, Any]]) -> Iterator[Problem]:
    mentioned = {found.group().lower(): found.group() for text in said for found in MEDICINE.finditer(text)}
    if mentioned:
        known = " ".join(
            [*Therapy.objects.values_list("name", flat=True), *Brand.objects.values_list("name", flat=True)]
        )
        drawn = " ".join(
            Fact.objects.shown().filter(predicate__in=["pharmacology/drug_class"]).values_list("value", flat=True)
        )
        for lower, name in mentioned.items():
            if lower not in f"{known} {drawn}".lower() and lower.removesuffix("s") not in known.lower():
                yield Problem(_("“%(name)s” is not a medicine that the formulary knows.") % {"name": name})
    chosen = {slug for part in parts for slug in subjects(*part)}
    for slug in sorted(chosen - set(Therapy.objects.filter(slug__in=chosen).values_list("slug", flat=True))):
        yield Problem(_("“%(name)s” is not a medicine that the formulary knows.") % {"name": slug})


def _unknown_facts(parts: list[tuple[str, Any]]) -> Iterator[Problem]:
    named = dict.fromkeys(key for part in parts for key in keys(*part))
    shown = set(Fact.objects.shown().filter(key__in=named).values_list("key", flat=True))
    for key in named:
        if key not in shown:
            yield Problem(_("The fact “%(key)s” is not there, or may not be shown.") % {"key": key})


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79].rstrip()}…"
