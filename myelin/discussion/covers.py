"""Pages of things that their reader asked to have covered, until they say "Show it"."""

from __future__ import annotations

from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from myelin.members import lens


class Covered(Protocol):
    """Something that may be about what its reader has covered: a thread, an answer, a comment."""

    @property
    def themes(self) -> list[str]: ...

    @property
    def author_id(self) -> int | None: ...


def cover_page(request: HttpRequest, thing: Covered, *, kind: str) -> HttpResponse | None:
    """The page that stands there instead; None when there is nothing to cover, or the reader asked to see it."""
    themes = lens.covered(thing.themes, request.user, thing.author_id)
    if not themes or lens.asked_to_show(request):
        return None
    response = render(request, "discussion/covered.html", {"sentence": lens.cover(kind, themes)})
    response["Cache-Control"] = "private, no-store"
    return response
