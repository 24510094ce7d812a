"""Notices on a member's own devices: one sentence that says nothing but that there is something, through the queue.

What a device shows lies on tables and locked screens, so it holds no name, no kind of news and no page that says more
than its list. The browser's push service carries it encrypted: it learns that something came, and never what.
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from hashlib import sha256
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from myelin.base.errors import Refused
from myelin.base.wall import behind_the_wall
from myelin.live.tokens import password_mark
from myelin.members.models import Member, Session
from myelin.notifications.actions import delivery_of
from myelin.notifications.models import Delivery, Device, Notice, Section
from myelin.notifications.news import MOST_LOOKED_AT, Still, as_they_are
from myelin.notifications.sections import kinds_outside

MOST_DEVICES = 20
AT_ONCE = 200
"""Members whose devices one run of the job looks at; it runs each minute."""
OLDEST = timedelta(days=30)
"""News older than this is not shown any more."""
WAITS = timedelta(days=1)
"""How long a push service keeps a notice for a device that is switched off."""
PATIENCE = 10.0
"""Seconds that a push service has to answer."""
NEWS, REMINDER = "news", "reminder"
"""What a device may speak of; of each kind only the newest waits for a device that is switched off."""
TAKEN = range(200, 300)
GONE = {403, 404, 410}
"""Answers that will never be another one: the browser took its word back, or knows another key of ours."""


class NoSuchService(Refused):
    """A browser names a push service that this install does not call."""


class TooManyDevices(Refused):
    """One member has enough of them."""


class NotTaken(Exception):
    """The push service did not take a notice; it is asked again."""


@dataclass(frozen=True)
class Way:
    """How a browser is reached: its address at its push service, and its keys, as it gave them."""

    endpoint: str
    p256dh: str
    auth: str


@transaction.atomic
def add(*, member: Member, session_key: str, way: Way, name: str, now: datetime) -> Device:
    """Show a member's notices in the browser of this session. The same browser again is the same device.

    Raises:
        NoSuchService: its push service is none that this install calls.
        TooManyDevices: there are twenty already.
    """
    if not calls(way.endpoint):
        raise NoSuchService(
            _("The notices of this browser come through a service that we do not call. Another browser may work.")
        )
    Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    mark = sha256(way.endpoint.encode()).hexdigest()
    if Device.objects.of(member).exclude(mark=mark).count() >= MOST_DEVICES:
        raise TooManyDevices(_("Twenty devices show your notices already. Take one of them away first."))
    fields = {
        "member": member,
        "session": Session.objects.get(session_key=session_key),
        "password": password_mark(member.password),
        "way": asdict(way),
        "name": name[:80],
        "added_at": now,
    }
    return Device.objects.update_or_create(mark=mark, defaults=fields)[0]


def devices_of(member: Member) -> list[Device]:
    """Where a member's notices show, the newest first; read behind the second wall."""
    with behind_the_wall(member.pk):
        return list(Device.objects.of(member).order_by("-added_at", "-id")[:MOST_DEVICES])


def remove(*, device: Device) -> None:
    """Show no more notices there."""
    device.delete()


def calls(endpoint: str) -> bool:
    """Whether this install calls that address: https, at a push service that the operator named, on its port.

    Browsers name the address themselves. Whoever could name any would have our worker knock at doors of our own house.
    """
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError:
        return False
    if parts.scheme != "https" or parts.username is not None or not endpoint.isascii():
        return False
    return any(_is_of(host, port, known) for known in settings.PUSH_HOSTS)


def public_key() -> str:
    """The key by which browsers know that a notice is ours."""
    number = int.from_bytes(base64.urlsafe_b64decode(settings.PUSH_KEY + "="))
    point = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    raw = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def show_due(*, now: datetime, still: Still = as_they_are) -> int:
    """Hand what is due to the queue, each member in a transaction of their own; say how many were looked at."""
    number = 0
    while number < AT_ONCE and _show_next(now, still):
        number += 1
    return number


@transaction.atomic
def _show_next(now: datetime, still: Still) -> bool:
    due = Delivery.objects.to_show(now).select_for_update(of=("self",), skip_locked=True)
    delivery = due.select_related("member").first()
    if delivery is None:
        return False
    delivery.show_at = None
    delivery.save(update_fields=["show_at"])
    if path := _where_news_are(delivery, now, still):
        show_everywhere(member=delivery.member, path=path, topic=NEWS, now=now)
    return True


def show_everywhere(*, member: Member, path: str, topic: str, now: datetime) -> None:
    """Have all devices of a member speak, through the queue, in the caller's transaction."""
    for device in Device.objects.of(member).signed_in(now):
        app.configure_task("show_notice").defer(device_id=device.pk, path=path, topic=topic)


def _where_news_are(delivery: Delivery, now: datetime, still: Still) -> str:
    """The page with what a member has not read yet; empty when they have read it all meanwhile, or it is gone."""
    kept_in = [*delivery.silent, *delivery.unmailed]
    notices = Notice.objects.of(delivery.member).filter(kind__in=kinds_outside(kept_in), read_at=None)
    newest = list(notices.filter(made_at__gt=now - OLDEST).order_by("-made_at", "-id")[:MOST_LOOKED_AT])
    if still(delivery.member, newest):
        return reverse("notifications:list")
    if delivery.member.unread_conversations and Section.MESSAGES not in kept_in:
        return "/messages/"
    return ""


def show(*, device_id: int, path: str, now: datetime, topic: str = NEWS) -> None:
    """Have a device say that something is new, or that a reminder waits.

    Nothing happens when it was taken away meanwhile, or all that was new.

    Raises:
        NotTaken: the push service could not be reached, or not now.
    """
    device = Device.objects.signed_in(now).select_related("member").filter(pk=device_id).first()
    if device is None:
        return
    if device.password != password_mark(device.member.password) or not calls(device.way["endpoint"]):
        device.delete()
        return
    if topic == NEWS and not _where_news_are(delivery_of(device.member), now, as_they_are):
        return
    with translation.override(device.member.language):
        reminds = _("A reminder that you set is waiting.")
        words = {"say": reminds if topic == REMINDER else _("Something new is waiting for you."), "open": path}
    status = _post(device.way, json.dumps(words), topic)
    if status in GONE:
        device.delete()
    elif status not in TAKEN:
        # Without the library's own words: they hold the address of the device.
        raise NotTaken(f"The push service answered {status}." if status else "The push service did not answer.")


def _post(way: dict[str, str], words: str, topic: str) -> int:
    """Send `words`, encrypted for one browser; the status of the answer, 0 for none. Redirects are not followed."""
    # Only the worker needs these, and they are large.
    from pywebpush import WebPushException, webpush
    from requests import RequestException, Session

    keys = {"p256dh": way["p256dh"], "auth": way["auth"]}
    with Session() as session:
        session.max_redirects = 0
        try:
            answer = webpush(
                {"endpoint": way["endpoint"], "keys": keys},
                words,
                vapid_private_key=settings.PUSH_KEY,
                vapid_claims={"sub": f"mailto:{parseaddr(settings.MAIL_FROM)[1]}"},
                headers={"Topic": topic, "Urgency": "normal"},
                ttl=int(WAITS.total_seconds()),
                timeout=PATIENCE,
                requests_session=session,
            )
        except WebPushException as refused:
            return refused.status_code or 0
        except RequestException:
            return 0
    return int(answer.status_code)


def _is_of(host: str, port: int, known: str) -> bool:
    name, _colon, its_port = known.partition(":")
    return port == int(its_port or 443) and (host == name or host.endswith(f".{name}"))
