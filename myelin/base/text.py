"""Words of members, made safe: Markdown to HTML through a fixed list of tags, excerpts, initials."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from html import escape as _escape
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

BLANKS = "\u034f\u115f\u1160\u2800\u3164\ufe0e\ufe0f\uffa0"
"""Letters and marks that leave no ink by themselves, although they are neither spaces nor format characters."""

NAMED = re.compile(r"(?<![\w@/.-])@([a-z0-9][a-z0-9-]{0,29})(?![\w-])", re.IGNORECASE)
"""Somebody is named: @theo, but not the middle of an address."""
PERSON = re.compile(r"/people/[a-z0-9][a-z0-9-]{0,29}/")
"""The one kind of address inside the house that words of members may lead to."""


def says_nothing(text: str) -> bool:
    """Whether nobody could see anything of a text: spaces, joiners and other format characters, and blank letters."""
    return all(letter.isspace() or letter in BLANKS or unicodedata.category(letter) == "Cf" for letter in text)


def render_markdown(text: str, *, named: Collection[str] = ()) -> SafeString:
    """Turn a member's Markdown into safe HTML.

    named: handles that become links to that person's page where the text says @handle; nobody else's do.

    Only the first 10,000 characters count, nesting ends at 20, raw HTML is shown as typed. Headings and pictures stay
    plain words: a page has its own headings, and pictures have their own place with words for who cannot see them.
    Other links lead only to whole https, http and mailto addresses.
    """
    parser = _parser()
    tokens = parser.parse(_bounded(text))
    if named:
        for token in tokens:
            if token.children is not None:
                token.children = list(_with_people(token.children, named))
    return clean(parser.renderer.render(tokens, parser.options, {}))


def names_in(text: str) -> list[str]:
    """Who is named in a member's Markdown: handles in order, each once; what stands in code or in a link is not."""
    blocks = [token.children for token in _parser().parse(_bounded(text)) if token.children is not None]
    found = [
        name.lower() for block in blocks for token in _outside_links(block) for name in NAMED.findall(token.content)
    ]
    return list(dict.fromkeys(found))


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


@lru_cache(maxsize=4096)
def escape(words: str) -> str:
    """Short words as they stand in HTML. A page says the same names over and over."""
    return _escape(words)


@lru_cache(maxsize=4096)
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


def _outside_links(tokens: list[Token]) -> Iterator[Token]:
    depth = 0
    for token in tokens:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and depth == 0:
            yield token


def _with_people(tokens: list[Token], named: Collection[str]) -> Iterator[Token]:
    outside = {id(token) for token in _outside_links(tokens)}
    for token in tokens:
        if id(token) in outside:
            yield from _people_linked(token.content, named)
        else:
            yield token


def _people_linked(words: str, named: Collection[str]) -> Iterator[Token]:
    end = 0
    for found in NAMED.finditer(words):
        handle = found[1].lower()
        if handle in named:
            yield Token("text", "", 0, content=words[end : found.start()])
            yield Token("link_open", "a", 1, attrs={"href": f"/people/{handle}/"})
            yield Token("text", "", 0, content=found[0])
            yield Token("link_close", "a", -1)
            end = found.end()
    yield Token("text", "", 0, content=words[end:])


def _whole_address(tag: str, attribute: str, value: str) -> str | None:
    if (tag, attribute) != ("a", "href"):
        return value
    return value if _is_whole_address(value) or PERSON.fullmatch(value) else None


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
