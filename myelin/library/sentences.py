"""Sentences of an article and the facts that they cite: `It takes hours. {{fact:ocrelizumab/administration/duration/0}}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

CITATION = re.compile(r"\s*\{\{\s*fact:\s*([^}\s]+)\s*\}\}")
_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”)])|(?<=\}\}))\s+(?!\{\{)(?=\S)")

FACT_LISTS = ("facts", "warning", "checklist")
MEDICINES = ("drug", "side_effects", "tests", "drug_table")


@dataclass(frozen=True)
class Sentence:
    """Words, and the keys of the facts behind them."""

    words: str
    keys: tuple[str, ...]


def sentences(text: str) -> list[Sentence]:
    """Cut a paragraph into sentences; the citations after a full stop belong to the sentence before it."""
    found: list[Sentence] = []
    for part in _END.split(" ".join(text.split())):
        keys = tuple(CITATION.findall(part))
        words = CITATION.sub("", part).strip()
        if not words and found:
            found[-1] = Sentence(found[-1].words, found[-1].keys + keys)
        elif words:
            found.append(Sentence(words, keys))
    return found


def blocks(body: Any) -> Iterator[tuple[str, Any]]:
    """The name and the plain value of each block of a body, in order. Raw, so that no block asks the database."""
    for block in body.raw_data if body else ():
        yield block["type"], block["value"]


def texts(name: str, value: Any) -> list[str]:
    """What a block says in words of its author."""
    match name, value:
        case (("text" | "heading" | "quote_prompt"), str()):
            return [value]
        case "short_version", list():
            return [_item(one) for one in value]
        case "fact", dict():
            return [value.get("lead") or ""]
        case (("facts" | "warning" | "checklist"), dict()):
            return [value.get("title") or "", *[_item(one) for one in value.get("items") or ()]]
    return []


def keys(name: str, value: Any) -> list[str]:
    """The facts that a block names, in order."""
    if name == "fact":
        return [value.get("fact") or ""]
    if name in FACT_LISTS:
        return [_item(one) for one in value.get("facts") or ()]
    return [key for text in texts(name, value) for key in CITATION.findall(text)]


def subjects(name: str, value: Any) -> list[str]:
    """The medicines whose facts a block draws."""
    if name == "drug_table":
        return [_item(one) for one in value]
    return [value] if name in MEDICINES else []


def words(value: Any) -> list[str]:
    """The items of a list block."""
    return [_item(one) for one in value]


def _item(one: Any) -> str:
    return str(one.get("value", "")) if isinstance(one, dict) else str(one)
