"""Reads HTML as a browser's parser would, to say what is really in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input", "link", "meta", "use", "path", "circle"}


def bare(page: str) -> str:
    """A page without the keys of its forms, scripts and streams: they differ each time, and may spell any short name."""
    return re.sub(r'((?:value|nonce|data-live)=)"[^"\s/]{20,}"', r"\1", page)


@dataclass
class Markup:
    """What stands in a piece of HTML: tags, attributes, words, and how deep it goes."""

    tags: set[str] = field(default_factory=set)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    words: str = ""
    depth: int = 0

    @classmethod
    def of(cls, html: str) -> Markup:
        """Read a piece of HTML."""
        markup = cls()
        reader = _Reader(markup)
        reader.feed(html)
        reader.close()
        return markup


class _Reader(HTMLParser):
    def __init__(self, markup: Markup) -> None:
        super().__init__(convert_charrefs=True)
        self.markup = markup
        self.open = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.markup.tags.add(tag)
        self.markup.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open += 1
            self.markup.depth = max(self.markup.depth, self.open)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open -= 1

    def handle_data(self, data: str) -> None:
        self.markup.words += data
