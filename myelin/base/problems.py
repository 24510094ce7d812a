"""Errors of the API in the shape of RFC 9457: type, title, status, detail, and the sentences of a form."""

from http import HTTPStatus

from django.http import JsonResponse

CONTENT_TYPE = "application/problem+json"

type Complaint = dict[str, str]
"""One thing to mend: `field` ("" for the whole) and `detail`, the sentence."""


def problem(status: int, detail: str, *, errors: list[Complaint] | None = None) -> JsonResponse:
    """Answer with a problem: `title` names the status, `detail` is a sentence for the person."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors is not None:
        body["errors"] = errors
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)
