"""Pages that are the same for every visitor are kept whole, under a stamp that any change to what they show renews."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import get_language

from myelin.library.body import Read

KEPT_SECONDS = 3600


def for_everybody(request: HttpRequest, stamp: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer a visitor from the kept page; made and kept when there is none. Nobody who is signed in comes here."""
    look = "|".join([request.COOKIES.get("theme", ""), request.COOKIES.get("calm", ""), get_language() or ""])
    key = "page:" + hashlib.sha256(f"{stamp}|{look}|{request.get_host()}|{request.path}".encode()).hexdigest()
    etag = quote_etag(key[5:37])
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _dressed(HttpResponseNotModified(), etag)
    html = caches["pages"].get(key)
    if html is None:
        html = make().content
        caches["pages"].set(key, html, KEPT_SECONDS)
    return _dressed(HttpResponse(html), etag)


def kept_body(stamp: str, make: Callable[[], Read]) -> Read:
    """The body of an article, which is the same for members too."""
    found: Read | None = caches["pages"].get(f"body:{stamp}:{get_language()}")
    if found is None:
        found = replace(make(), sources=[])  # What they say is in `references`; as rows they are slow to keep.
        caches["pages"].set(f"body:{stamp}:{get_language()}", found, KEPT_SECONDS)
    return found


def _dressed[R: HttpResponse](response: R, etag: str) -> R:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response
