"""The page for a visit as a PDF of one sheet.

WeasyPrint is loaded when the first one is made: it takes a second, and most processes never need it. It is handed our own
styles and our own letters, and can reach nothing else: neither the network nor a file.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from myelin.base.errors import Refused
from myelin.visits import libraries
from myelin.visits.brief import MOST, Brief, fitted

OURS = "ours:"
FILES = {"visits/paper.css", "base/fonts/atkinson-next-latin.woff2"}
"""All that a sheet is made with."""


class NoPaper(Refused):
    """The machine lacks a library that draws letters."""

    status = 503


class Barred(Exception):
    """A sheet asked for something that is none of ours. That is a bug, and no file or network was touched."""


def paper(brief: Brief) -> bytes:
    """Draw the page on one sheet of A4; when it needs two, again with fewer rows. Raises NoPaper."""
    if libraries.missing():
        raise NoPaper(_("This site cannot make a PDF right now. You can print the page from your browser."))
    for place in range(len(MOST)):
        document = _drawn(fitted(brief, at_least=place))
        if len(document.pages) == 1:
            break
    made: bytes = document.write_pdf()
    return made


def _drawn(brief: Brief) -> Any:
    from weasyprint import CSS, HTML

    html = render_to_string("visits/paper.html", {"brief": brief, "language": get_language()})
    fetch, fonts = _fetcher(), _fonts()
    style = CSS(string=_read("visits/paper.css").decode(), url_fetcher=fetch, font_config=fonts, base_url=OURS)
    return HTML(string=html, url_fetcher=fetch, base_url=OURS).render(stylesheets=[style], font_config=fonts)


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OurFiles(URLFetcher):
        """Hands out the files of the list above."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix(OURS).lstrip("/")
            if not url.startswith(OURS) or name not in FILES:
                raise FatalURLFetchingError(f"A sheet may not ask for {url}.") from Barred(url)
            return URLFetcherResponse(url, body=_read(name))

    return OurFiles()


@cache
def _read(name: str) -> bytes:
    found = finders.find(name)
    assert isinstance(found, str)
    with open(found, "rb") as file:  # noqa: PTH123
        return file.read()
