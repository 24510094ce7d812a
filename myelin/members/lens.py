"""The gentle lens: what a member asked to have covered, and the sentence that stands there instead.

A cover is decided where words are read for somebody: `discussion.queries` for cards, `search.queries` for what is found,
the pages themselves for one thing with its talk. Whoever reads words of members on a new road asks here.
"""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest
from django.utils.translation import gettext as _

from myelin.members.models import Member, Viewer
from myelin.pack.themes import known_themes, theme_name


def covered(themes: Collection[str], viewer: Viewer, author_id: int | None) -> list[str]:
    """Which of the themes of a thing `viewer` asked to have covered; none for one's own words."""
    if not themes or not isinstance(viewer, Member) or viewer.pk == author_id:
        return []
    return [slug for slug in viewer.lens if slug in themes]


def asked_to_show(request: HttpRequest) -> bool:
    """Whether the reader said "Show it"."""
    return request.GET.get("show") == "1"


def cover(kind: str, themes: Collection[str]) -> str:
    """What stands where words would: what kind of thing it is and which theme it is about, nothing else of it."""
    about = _(" and ").join(theme_name(theme) for theme in known_themes(themes)) or _(
        "something you would rather not meet"
    )
    return _sentence(kind) % {"themes": about}


def _sentence(kind: str) -> str:
    match kind:
        case "question":
            return _("A question about %(themes)s, covered as you asked")
        case "answer":
            return _("An answer about %(themes)s, covered as you asked")
        case "comment":
            return _("A comment about %(themes)s, covered as you asked")
        case "article":
            return _("An article about %(themes)s, covered as you asked")
    return _("A post about %(themes)s, covered as you asked")
