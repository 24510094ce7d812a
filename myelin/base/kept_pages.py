"""Pages that are the same for every visitor are kept whole, under a stamp that any change to what they show renews.

They are kept packed, which is how nearly everybody takes them. A signed-in member never gets nor fills one.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable

from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language

from myelin.base.middleware.packing import packed, put_packed, takes_packed

KEPT_SECONDS = 3600


def for_everybody(request: HttpRequest, stamp: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer a visitor from the kept page; made and kept when there is none.

    Who is being told something, such as that they are signed out now, gets a page of their own.
    """
    if get_messages(request):
        return make()
    look = "|".join([request.COOKIES.get("theme", ""), request.COOKIES.get("calm", ""), get_language() or ""])
    name = hashlib.sha256(f"{stamp}|{look}|{request.get_host()}|{request.path}".encode()).hexdigest()
    # Weak, because it names the page and not the bytes: packed or not, it is the same.
    etag = f'W/"{name[:32]}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _dressed(HttpResponseNotModified(), etag)
    kept: bytes | None = caches["pages"].get(f"page:{name}")
    if kept is None:
        kept = packed(make().content, as_small_as_can_be=True)  # made once, sent many times
        caches["pages"].set(f"page:{name}", kept, KEPT_SECONDS)
    if not takes_packed(request):
        return _dressed(HttpResponse(zlib.decompress(kept, zlib.MAX_WBITS | 16)), etag)
    response = HttpResponse()
    put_packed(response, kept)
    return _dressed(response, etag)


def _dressed[R: HttpResponse](response: R, etag: str) -> R:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, ["Cookie", "Accept-Language", "Accept-Encoding"])
    return response
