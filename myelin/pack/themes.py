"""Which themes of the pack something is about: by its words, and by the topics it stands under."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from django.utils.translation import get_language

from myelin.pack.folder import ThemeWords
from myelin.pack.models import Topic
from myelin.pack.queries import current_pack


def themes_in(words: str, topics: Iterable[Topic] = ()) -> list[str]:
    """The slugs of the themes that `words` hint at or `topics` imply, in the pack's order."""
    about = {topic.slug for topic in topics}
    themes = current_pack().themes
    # Somebody who wants to be read may put an invisible mark into a word; nobody who reads sees it.
    plain = words.replace("\u200b", "").replace("\u00ad", "")
    return [theme.slug for theme in themes if about & set(theme.topics) or _finder(theme).search(plain)]


def known_themes(slugs: Collection[str]) -> list[ThemeWords]:
    """The themes of that name, in the pack's order; what the pack names no more is left out."""
    return [theme for theme in current_pack().themes if theme.slug in slugs]


def theme_name(theme: ThemeWords) -> str:
    """What a theme is called in the reader's language, as it stands in the middle of a sentence."""
    said = current_pack().in_languages("themes", theme.slug).get(get_language() or "", {})
    return said.get("name", theme.name)


@lru_cache(maxsize=100)
def _finder(theme: ThemeWords) -> re.Pattern[str]:
    hints = "|".join(_hint(word) for word in theme.words)
    return re.compile(rf"(?<![^\W_])(?:{hints})(?![^\W_])", re.IGNORECASE)


def _hint(word: str) -> str:
    """Parts of a phrase may stand apart by a space, a hyphen or the end of a line."""
    parts = [re.escape(part) for part in word.removesuffix("*").split()]
    return r"[\W_]+".join(parts) + (r"\w*" if word.endswith("*") else "")
