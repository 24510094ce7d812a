"""What somebody wrote on a page that had grown old, handed back to them: nothing that was typed is lost.

Signing out by itself, or in on another page, makes a form worthless that is still being written. Its words are in the
request, and nowhere else: they go back in the answer, ready to be sent once more, and are kept by nobody.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url

FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
KEYS = {"csrfmiddlewaretoken", "once", "next", "draft", "place", "key"}
"""What our pages put into a form by themselves."""


def leads_to_login(response: HttpResponse) -> bool:
    """Whether a form came from somebody who has to sign in first."""
    return response.status_code == 302 and urlsplit(response.headers["Location"]).path == resolve_url(
        settings.LOGIN_URL
    )


def hand_back(request: HttpRequest, *, signed_out: bool) -> HttpResponse | None:
    """A page with all that was written and a button to send it again. None when nothing was, or somebody else sent it."""
    if not _is_from_our_own_page(request) or request.content_type not in FORMS:
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
        if isinstance(value, str)
    ]
    written = [value for name, value in fields if value and name not in KEYS]
    words = [value for value in written if any(letter.isspace() for letter in value.strip())]
    if any("password" in name for name, _value in fields) or not (words or len(written) > 1):
        return None
    page = {"fields": fields, "words": words, "files": bool(request.FILES), "signed_out": signed_out}
    response = render(request, "base/handed_back.html", page, status=403)
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_from_our_own_page(request: HttpRequest) -> bool:
    """Whether somebody pressed a button on one of our pages: browsers say so in words that no other site can set.

    Without them nothing is handed back, or another site could put its words under our button.
    """
    told = request.headers
    return (
        request.method == "POST"
        and told.get("Sec-Fetch-Site") == "same-origin"
        and told.get("Sec-Fetch-Mode") == "navigate"
        and not request.path.startswith("/api/")
    )
