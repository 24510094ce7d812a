"""Two taps, one row: a form carries a key (`{% once %}`), a program may send one, and it gets the first answer again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from myelin.base.http import SeeOther
from myelin.base.models import Once
from myelin.base.prepared import prepared

KEPT_FOR = timedelta(days=3)
FIELD = "once"
HEADER = "Idempotency-Key"
LONGEST_KEY = 200
_CLAIM = "_once"


class _SentBefore(Exception):
    """The key is already in the table, which is `mine`."""

    def __init__(self, mine: dict[str, Any]) -> None:
        super().__init__()
        self.mine = mine


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


def once_claimed(view: Callable[..., Any]) -> Callable[..., Any]:
    """Claim the key that a program sent, now that one knows whose program it is. Goes with `once_answered`."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if _sent_key(request):
            key = uuid5(NAMESPACE_URL, _sent_key(request))
            row = _claim({"key": key, "member": request.user.pk or 0, "path": request.path[:500]})
            setattr(request, _CLAIM, row)
        return view(request, *args, **kwargs)

    return wrapped


def once_answered(run: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Do what a program asks with a key once, and give each repetition the first answer, byte for byte.

    Key and work are one transaction: a second request waits for the first to commit. Only what went well counts as
    done; after an error the same key may be sent again.
    """

    @wraps(run)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _sent_key(request):
            return run(request, *args, **kwargs)
        try:
            with transaction.atomic():
                response = run(request, *args, **kwargs)
                row: int | None = getattr(request, _CLAIM, None)
                if row is None or response.status_code >= 300:
                    transaction.set_rollback(True)
                else:
                    Once(pk=row, status=response.status_code, body=response.text).save(update_fields=["status", "body"])
                return response
        except _SentBefore as twice:
            first = Once.objects.get(**twice.mine)
            return HttpResponse(first.body, status=first.status, content_type="application/json; charset=utf-8")

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


def _sent_key(request: HttpRequest) -> str:
    """What a program calls its request, if it does."""
    return request.headers.get(HEADER, "")[:LONGEST_KEY] if request.method == "POST" else ""


_CLAIM_KEY = """
    INSERT INTO base_once (key, member, path, location, made_at)
    VALUES (%(key)s, %(member)s, %(path)s, '', %(now)s) RETURNING id"""
_SETTLE = "UPDATE base_once SET location = %(location)s WHERE id = %(row)s"


def _claim(mine: dict[str, Any]) -> int:
    """Write the key, and say the number of its row."""
    try:
        with prepared() as cursor:
            cursor.execute(_CLAIM_KEY, {**mine, "now": timezone.now()})
            return int(cursor.fetchone()[0])
    except IntegrityError as twice:
        raise _SentBefore(mine) from twice


def _settle(row: int, response: HttpResponseBase) -> None:
    location = response.headers.get("Location", "")
    if response.status_code in {301, 302, 303} and location:
        with prepared() as cursor:
            cursor.execute(_SETTLE, {"location": location[:2000], "row": row})
    else:
        Once.objects.filter(pk=row).delete()
