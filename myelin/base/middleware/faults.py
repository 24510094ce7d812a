"""Turns what may go wrong under a page into a sentence: a rule that says no, a lost database, a full disk, bytes that
are no text."""

import logging
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.db import connection, connections
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.datastructures import MultiValueDictKeyError

from myelin.base import faults, handed_back
from myelin.base.errors import Refused
from myelin.base.views import DatabaseLost, answer_for

log = logging.getLogger(__name__)

READING = {"GET", "HEAD", "OPTIONS"}
FORM = "application/x-www-form-urlencoded"


class FaultsMiddleware:
    """Stands outside everything that talks to the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path:
            return faults.answer(request, 404)
        if not _is_text(request.META.get("QUERY_STRING", "").encode("latin-1", "replace")):
            return faults.answer(request, 400)
        kept = connection.connection is not None
        if kept and request.method not in READING:
            _drop_if_dead()
        response = self.get_response(request)
        if isinstance(response, DatabaseLost):
            _drop_all()
            if kept and request.method in READING:
                # The database was started anew since the last request: a fresh connection may be all it takes.
                response = self.get_response(request)
        if handed_back.leads_to_login(response):
            return handed_back.hand_back(request, signed_out=True) or response
        if response.status_code == 405 and (not response.content or request.path.startswith("/api/")):
            return _kindly(request, response)
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        """Look at a form before anybody uses it; files are looked at by who takes them."""
        if request.method != "POST" or request.content_type not in {FORM, "multipart/form-data"}:
            return
        if request.content_type == FORM and not _is_text(request.body):
            raise BadRequest("The form is not UTF-8.")
        if any("\0" in value for values in request.POST.lists() for value in [values[0], *values[1]]):
            raise BadRequest("The form holds a NUL.")

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for what a view let through, when it is not a bug."""
        if isinstance(error, Refused):
            return faults.refuse(request, error)
        if isinstance(error, MultiValueDictKeyError) and request.method == "POST":
            return faults.answer(request, 400)  # a form without one of its fields
        response = answer_for(request, error)
        if response is not None:
            log.error("%s at %s", type(error).__name__, request.path, exc_info=error)
        return response


def _kindly(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """The page for an address that is opened in another way than it is made for, often from a browser's history."""
    response = faults.answer(request, 405)
    response.headers["Allow"] = refused.headers["Allow"]
    return response


def _is_text(sent: bytes) -> bool:
    if b"%00" in sent or b"\0" in sent:
        return False
    try:
        unquote_to_bytes(sent).decode()
    except UnicodeDecodeError:
        return False
    return True


def _drop_if_dead() -> None:
    if not connection.in_atomic_block and not connection.is_usable():
        connection.close()


def _drop_all() -> None:
    for one in connections.all(initialized_only=True):
        if not one.in_atomic_block:
            one.close()
