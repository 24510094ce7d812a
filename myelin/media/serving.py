"""Hand out a sealed file: as what it is, to nobody's cache unless everybody may see it, and a sound from any place in it."""

from __future__ import annotations

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from myelin.media import files
from myelin.media.models import Picture

ENDINGS = {
    "audio/ogg": "ogg",
    "audio/webm": "webm",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
    "audio/mpeg": "mp3",
    "application/pdf": "pdf",
}
"""What a file of each kind is called at the end."""
RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


def hand_out(
    request: HttpRequest, content: bytes, *, content_type: str, name: str, downloads: bool = False
) -> HttpResponse:
    """Answer with a file, or with the one part of it that was asked for.

    name: without ending; it says nothing of whose it is.
    downloads: it is opened by the device's own program and never as a page of ours.
    """
    asked = RANGE.match(request.headers.get("Range", ""))
    start, end = _part(asked, len(content)) if asked else (0, len(content))
    if start >= end:
        return HttpResponse(
            status=416, headers={"Content-Range": f"bytes */{len(content)}", "Cache-Control": "no-store"}
        )
    response = HttpResponse(content[start:end], content_type=content_type, status=206 if asked else 200)
    if asked:
        response["Content-Range"] = f"bytes {start}-{end - 1}/{len(content)}"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "no-store"
    response["Content-Disposition"] = content_disposition_header(downloads, f"{name}.{ENDINGS[content_type]}") or ""
    # Opened by itself it may run nothing and load nothing.
    response["Content-Security-Policy"] = "default-src 'none'; media-src 'self'; sandbox"
    return response


def hand_out_picture(picture: Picture, width: int, *, name: str, cache: str = "no-store") -> HttpResponse:
    """Answer with one width of a picture. Raises Http404 for any other width, and when it is gone."""
    try:
        content = files.read_picture(picture, width)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = HttpResponse(content, content_type=picture.content_type)
    response["Cache-Control"] = cache
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _part(asked: re.Match[str], length: int) -> tuple[int, int]:
    first, last = asked.groups()
    if not first:
        # The last so many bytes.
        return max(0, length - int(last or 0)), length
    return int(first), min(length, int(last) + 1 if last else length)
