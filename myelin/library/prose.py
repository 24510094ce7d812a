"""An author's words made safe, with a small number after each sentence that leads to its source."""

import re
from collections.abc import Callable
from functools import cache

import nh3
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from myelin.library.sentences import CITATION, sentences

_MARK = "\u2063{}\u2063"
_MARKS = re.compile("\u2063(\\d+)\u2063")
_TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li"}


def prose(text: str, number: Callable[[str], int | None]) -> SafeString:
    """Give safe HTML of a paragraph.

    number: gives the number of a fact in the list of sources, None when it may not be shown; then the sentence that
    rests on it is left out.
    """
    paragraphs = [_kept(paragraph, number) for paragraph in re.split(r"\n\s*\n", text)]
    html = nh3.clean(
        _parser().render("\n\n".join(paragraph for paragraph in paragraphs if paragraph)),
        tags=_TAGS,
        attributes={"a": {"href"}},
        attribute_filter=_address,
        link_rel=None,
        strip_comments=True,
    )
    return mark_safe(_MARKS.sub(lambda found: _cite(int(found[1])), html))  # noqa: S308 - cleaned above, marks are numbers


def line(text: str, number: Callable[[str], int | None]) -> SafeString:
    """The same for one line, without a paragraph around it."""
    html = prose(text, number).strip()
    return mark_safe(html.removeprefix("<p>").removesuffix("</p>"))  # noqa: S308 - as above


def plain(text: str) -> str:
    """The words alone, for search and excerpts."""
    return " ".join(strip_tags(_parser().render(CITATION.sub("", text))).split())


def _kept(text: str, number: Callable[[str], int | None]) -> str:
    text = text.replace("\u2063", "")
    if not CITATION.search(text):
        return text
    kept = []
    for sentence in sentences(text):
        numbers = [number(key) for key in sentence.keys]
        if None not in numbers:
            kept.append(sentence.words + "".join(_MARK.format(one) for one in dict.fromkeys(numbers)))
    return " ".join(kept)


def _cite(number: int) -> str:
    return format_html('<sup class="cite"><a href="#source-{0}" aria-label="Source {0}">{0}</a></sup>', number)


def _address(tag: str, attribute: str, value: str) -> str | None:
    inside = value.startswith("/") and not value.startswith("//")
    return value if inside or value.startswith(("https://", "http://", "#")) else None


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(
        ["heading", "lheading", "image", "html_block", "html_inline"]
    )
