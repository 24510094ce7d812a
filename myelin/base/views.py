"""Pages that need no other room: what went wrong, and what Myelin says about itself."""

import errno
import sys
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from psycopg.errors import DiskFull as DiskOfDatabaseFull

from myelin.base import faults, handed_back
from myelin.base.errors import DiskFull
from myelin.base.http import see_other

ABOUT = {"accessibility", "house-rules", "help", "privacy"}
TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@require_safe
def about(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one of the pages about Myelin itself."""
    if slug not in ABOUT:
        raise Http404
    return render(request, f"base/about/{slug}.html", {"contact": getattr(settings, "CONTACT_EMAIL", "")})


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Give the script that a browser keeps for this site: the small files that rooms bring, joined into one.

    It lies at the top, because it may look after the pages below its own address alone.
    """
    response = HttpResponse(_worker_script(tuple(settings.SERVICE_WORKER)), content_type="text/javascript")
    response.headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """Let the site be put on a home screen and opened from there by itself; some phones show notices of no other."""
    words = {
        "name": settings.COMMUNITY_NAME,
        "short_name": settings.COMMUNITY_NAME,
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "icons": [{"src": static("base/logo-mark.svg"), "type": "image/svg+xml", "sizes": "any"}],
    }
    response = JsonResponse(words, content_type="application/manifest+json")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@lru_cache(maxsize=2)
def _worker_script(names: tuple[str, ...]) -> str:
    found = [finders.find(name) for name in names]
    return "\n".join(Path(str(path)).read_text(encoding="utf-8") for path in found)


# It stands under pages that are kept whole for visitors, so it carries no key; all it changes is a cookie.
@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language that a visitor wants, and lead back. Members choose theirs in the settings."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    response = see_other(came_from.path if came_from.netloc == request.get_host() and came_from.path else "/")
    wanted = request.POST.get("language", "")
    if wanted in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            httponly=True,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


def handler400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return faults.answer(request, 413 if isinstance(exception, TOO_BIG) else 400)


def handler403(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return faults.answer(request, 403)


def handler404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return faults.answer(request, 404)


def handler500(request: HttpRequest) -> HttpResponse:
    """Answer what no view answered for: also a database or disk that failed before a view was reached."""
    return answer_for(request, sys.exception()) or faults.answer(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose key is not ours or not any more: most often a page that stayed open over a sign-in."""
    return handed_back.hand_back(request, signed_out=False) or faults.answer(request, 403, faults.STALE)


class DatabaseLost(HttpResponse):
    """503: the database did not answer, or could not keep what it was given."""


def answer_for(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """Answer what is nobody's bug: a lost database, a full disk. None for everything else."""
    if isinstance(error, OperationalError | InterfaceError):
        no_room = isinstance(error.__cause__, DiskOfDatabaseFull)
        shown = faults.answer(request, 503, faults.NO_ROOM if no_room else None)
        return DatabaseLost(shown.content, status=503, headers=dict(shown.headers))
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return faults.refuse(request, DiskFull())
    return None
