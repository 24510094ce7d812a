"""Two taps, one row: a form carries a key (`{% once %}`), and the same key gets the first answer again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from myelin.base.http import SeeOther
from myelin.base.models import Once

KEPT_FOR = timedelta(days=3)
FIELD = "once"


class _SentBefore(Exception):
    """The key is already in the table."""


def once[R: HttpRequest, **P](
    view: Callable[Concatenate[R, P], HttpResponseBase],
) -> Callable[Concatenate[R, P], HttpResponseBase]:
    """Do what a form asks once, however often it arrives.

    The key is written in the view's own transaction: a second tap waits for the first to commit, then is led to the
    same place. Only redirects count as done; a form shown again with errors may be sent again with the same key.
    """

    @wraps(view)
    def wrapped(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        key = _key(request)
        if key is None:
            return view(request, *args, **kwargs)
        mine: dict[str, Any] = {"key": key, "member": request.user.pk or 0, "path": request.path[:500]}
        try:
            with transaction.atomic():
                row = _claim(mine)
                response = view(request, *args, **kwargs)
                _settle(row, response)
                return response
        except _SentBefore:
            return SeeOther(Once.objects.get(**mine).location)

    return wrapped


def forget_keys(*, now: datetime) -> int:
    """Delete the keys nobody will send again, and say how many."""
    return Once.objects.filter(made_at__lt=now - KEPT_FOR).delete()[0]


def _key(request: HttpRequest) -> UUID | None:
    if request.method != "POST":
        return None
    try:
        return UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def _claim(mine: dict[str, Any]) -> Once:
    try:
        return Once.objects.create(**mine, made_at=timezone.now())
    except IntegrityError as twice:
        raise _SentBefore from twice


def _settle(row: Once, response: HttpResponseBase) -> None:
    location = response.headers.get("Location", "")
    if response.status_code in {301, 302, 303} and location:
        row.location = location[:2000]
        row.save(update_fields=["location"])
    else:
        row.delete()
