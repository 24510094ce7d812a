"""Words of members, made safe: Markdown to HTML through a fixed list of tags, excerpts, initials."""

import re
import unicodedata
from functools import cache
from urllib.parse import urlsplit

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST_TEXT = 10_000
DEEPEST_NESTING = 20

TAGS = {"p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr"}
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
SCHEMES = {"https", "http", "mailto"}
REL = "ugc nofollow noopener"


def render_markdown(text: str) -> SafeString:
    """Turn a member's Markdown into safe HTML.

    Only the first 10,000 characters count, nesting ends at 20, raw HTML is shown as typed. Headings and pictures stay
    plain words: a page has its own headings, and pictures have their own place with words for who cannot see them.
    Links lead only to whole https, http and mailto addresses.
    """
    return clean(_parser().render(_bounded(text)))


def clean(html: str) -> SafeString:
    """Keep of some HTML only what Markdown of members may become. What was clean before stays as it is."""
    kept = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_whole_address,
        url_schemes=SCHEMES,
        link_rel=REL,
        strip_comments=True,
    )
    return mark_safe(kept)  # noqa: S308 - everything went through the fixed list of tags above


def plain_text(text: str) -> str:
    """Return what a member's Markdown says without its marks, on one line."""
    words = " ".join(_words(_parser().parse(_bounded(text))))
    return " ".join(words.split())


def excerpt(text: str, limit: int = 100) -> str:
    """Return the beginning of a member's Markdown: at most `limit` characters, cut at a word, "…" when cut."""
    words = plain_text(text[: limit * 20])
    if len(words) <= limit:
        return words
    start = words[: limit - 1]
    if words[limit - 1] != " " and " " in start:
        start = start.rsplit(" ", 1)[0]
    while start and unicodedata.category(start[-1]) in {"Pd", "Po", "Zs", "Cf"}:
        start = start[:-1]
    return f"{start}…"


def initials(name: str) -> str:
    """Return one or two letters for the ring of a person: "Theo B." is TB."""
    letters = [found.group() for word in name.split() if (found := re.search(r"[^\W_]", word))]
    if not letters:
        return "·"
    both = [letters[0], letters[-1]] if len(letters) > 1 else letters
    return "".join(letter.upper()[0] for letter in both)


def called(name: str) -> str:
    """Return the part of a name that one is greeted by: "Theo B." is Theo, and a nickname is itself."""
    return re.sub(r"\s+\w\.?$", "", name)


@cache
def _parser() -> MarkdownIt:
    options = {"html": False, "linkify": True, "breaks": True, "maxNesting": DEEPEST_NESTING}
    parser = MarkdownIt("commonmark", options)
    parser.enable(["linkify", "strikethrough"])
    parser.disable(["heading", "lheading", "image", "html_block", "html_inline", "reference"])
    # The library offers no other way to name its own check of addresses.
    parser.validateLink = _is_whole_address  # type: ignore[assignment,method-assign]
    if parser.linkify is not None:
        # "A good day.it was warm" holds no address.
        parser.linkify.set({"fuzzy_link": False})
    return parser


def _bounded(text: str) -> str:
    return text[:LONGEST_TEXT].replace("\0", "")


def _whole_address(tag: str, attribute: str, value: str) -> str | None:
    return value if (tag, attribute) != ("a", "href") or _is_whole_address(value) else None


def _is_whole_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in SCHEMES and bool(parts.path if parts.scheme == "mailto" else parts.netloc)


def _words(tokens: list[Token]) -> list[str]:
    words: list[str] = []
    for token in tokens:
        if token.children is not None:
            inline = _words(token.children)
            words.append("".join(inline))
        elif token.type in {"softbreak", "hardbreak"}:
            words.append(" ")
        elif token.content:
            words.append(token.content)
    return words
