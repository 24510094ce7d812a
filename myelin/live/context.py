"""What the shell knows of the stream."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from myelin.live.page import address


def live(request: HttpRequest) -> dict[str, object]:
    """Give every template `live`, the address of its stream; made when a template asks, after the view has spoken."""
    return {"live": SimpleLazyObject(lambda: address(request))}
