"""What `openapi.json` says of answers that are problems: one shape, named once, and which of them can come where."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from myelin.base.problems import CONTENT_TYPE

_WORDS = {"type": "string"}
_COMPLAINT = {"type": "object", "required": ["field", "detail"], "properties": {"field": _WORDS, "detail": _WORDS}}
PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457); `detail` is a sentence for the person, `errors` tell it by field.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": _WORDS,
        "title": _WORDS,
        "status": {"type": "integer"},
        "detail": _WORDS,
        "errors": {"type": "array", "items": _COMPLAINT},
    },
}
_OF_PROBLEM = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def describe_problems(described: dict[str, Any]) -> None:
    """Add to a description of an API which problems each of its operations may answer with."""
    described["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            for status in sorted(_may_come(path, method, operation)):
                answer = {"description": HTTPStatus(status).phrase, "content": _OF_PROBLEM}
                operation["responses"].setdefault(status, answer)


def _may_come(path: str, method: str, operation: dict[str, Any]) -> set[int]:
    """Statuses of problems: what asks for nothing can be told little."""
    found = {503}
    if "security" in operation:
        found |= {401}
    if method != "get":
        found |= {403, 409, 429}
    if operation.get("parameters"):
        found |= {400, 422}
    if "{" in path:
        found |= {404}
    if "requestBody" in operation:
        found |= {400, 404, 413, 422}
    return found
