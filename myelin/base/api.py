"""The frame of the JSON API: one way to make it, one shape for everything that goes wrong."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext
from ninja import NinjaAPI, Query
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser

from myelin.base.described import describe_problems
from myelin.base.errors import Refused
from myelin.base.forms import sentences_of
from myelin.base.idempotency import HEADER, KEPT_FOR, once_answered, once_claimed
from myelin.base.pages import LONGEST_PAGE
from myelin.base.problems import Complaint, problem

ABOUT = (
    f"A POST may carry a key of your own in the header {HEADER}. For {KEPT_FOR.days} days the same key at the same "
    "address gives the first answer again, and nothing is done twice; after an error it may be used once more."
)


BROKEN = re.compile("[\0\ud800-\udfff]")
"""What JSON can spell and no text can hold: a NUL, or half of a letter of two parts."""


class BrokenLetter(Refused):
    """A word that was sent cannot be kept, nor shown again."""

    status = 422


Size = Annotated[int, Query(ge=1, description=f"How many at most; {LONGEST_PAGE} fit on one page.")]
"""How long a page of a list may be; a wish for more than fits gets what fits."""


class FormProblem(Exception):
    """A form of a page, filled by the API, has errors; the same sentences go out as JSON."""

    def __init__(self, form: BaseForm) -> None:
        self.errors: list[Complaint] = [{"field": "", "detail": str(words)} for words in form.non_field_errors()]
        for bound in form:
            self.errors += [{"field": bound.name, "detail": words} for words in sentences_of(bound)]
        super().__init__(*(error["detail"] for error in self.errors))


class WholeText(Parser):
    """Reads what programs send, and keeps out broken letters, so that no route has to."""

    def parse_body(self, request: HttpRequest) -> Any:
        # Read as UTF-8 first: the library's own reading would let halves of letters through.
        told = json.loads(request.body.decode("utf-8-sig"))
        if any(BROKEN.search(words) for words in _words_in(told)):
            raise BrokenLetter(gettext("A letter in this is broken, so we cannot keep it. Could you write it anew?"))
        return told


def check_form(form: BaseForm) -> None:
    """Answer 422 with the sentences of a form that is not valid, by raising FormProblem."""
    if not form.is_valid():
        raise FormProblem(form)


def make_api(*, auth: Any, title: str = "Myelin", version: str = "1") -> NinjaAPI:
    """Make an API whose errors are all problems, with `openapi.json` and without a page of scripts."""
    api = NinjaAPI(
        title=title, version=version, auth=auth, description=ABOUT, docs_url=None, urls_namespace="api",
        parser=WholeText(),
    )  # fmt: skip
    # The library calls what stands around everything, the asking who it is included, a "view".
    api.add_decorator(once_answered, mode="view")
    api.add_decorator(once_claimed, mode="operation")
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(FormProblem, _form)
    api.add_exception_handler(ValidationError, _fields)
    api.add_exception_handler(AuthenticationError, _stranger)
    api.add_exception_handler(PermissionDenied, _denied)
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(Http404, _missing)
    api.get_openapi_schema = _written_once(api)  # type: ignore[method-assign]
    return api


def _written_once(api: NinjaAPI) -> Any:
    """Return what describes the API: writing it takes half a second, and nothing of it changes while we run."""
    write = api.get_openapi_schema

    @cache
    def written() -> Any:
        described = write()
        describe_problems(described)
        return described

    return lambda path_params: written()


def _words_in(told: object) -> Iterator[str]:
    """Every word of some JSON, keys too."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for key, value in told.items():
            yield key
            yield from _words_in(value)
    elif isinstance(told, list):
        for value in told:
            yield from _words_in(value)


def _refused(request: HttpRequest, refused: Any) -> HttpResponse:
    return problem(refused.status, str(refused))


def _form(request: HttpRequest, form: Any) -> HttpResponse:
    return _complain(form.errors)


def _fields(request: HttpRequest, wrong: Any) -> HttpResponse:
    return _complain(
        [
            {"field": ".".join(str(part) for part in error["loc"][1:]), "detail": str(error["msg"])}
            for error in wrong.errors
        ]
    )


def _complain(errors: list[Complaint]) -> HttpResponse:
    if len(errors) == 1:
        return problem(422, errors[0]["detail"], errors=errors)
    number = len(errors)
    detail = ngettext("%(number)d thing to fix.", "%(number)d things to fix.", number) % {"number": number}
    return problem(422, detail, errors=errors)


def _stranger(request: HttpRequest, unknown: Any) -> HttpResponse:
    response = problem(401, gettext("Please sign in, or send a token."))
    response["WWW-Authenticate"] = "Bearer"
    return response


def _denied(request: HttpRequest, denied: Any) -> HttpResponse:
    return problem(403, gettext("Your account may not do this."))


def _missing(request: HttpRequest, missing: Any) -> HttpResponse:
    return problem(404, gettext("There is nothing here that you can see."))


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error.__cause__, BrokenLetter):
        return _refused(request, error.__cause__)
    if error.status_code == 400:
        return problem(400, gettext("We could not read what you sent. Is it whole JSON in UTF-8?"))
    return problem(error.status_code, str(error))
