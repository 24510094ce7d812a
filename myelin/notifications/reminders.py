"""Tell a member what they asked to be told: in the app, and where they chose it by mail and on their devices.

It says that something waits, and never what: that is on a page behind the sign-in.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from myelin.members.models import Member
from myelin.notifications import actions, mail, news, push
from myelin.notifications.models import Notice


@transaction.atomic
def remind(*, member: Member, url: str, key: str, by_mail: bool, on_devices: bool, now: datetime) -> Notice | None:
    """Put a reminder before a member, in the caller's transaction; the same `key` is the same letter.

    One line of news stands for all that wait. None when nobody may be told.
    """
    _make_room(member)
    notice = actions.notify(member=member, kind=Notice.Kind.REMINDER, actor=None, url=url, now=now)
    if notice is None:
        return None
    if by_mail:
        with translation.override(member.language):
            mail.send(
                to=member.email,
                subject=_("A reminder that you set is waiting"),
                template="notifications/mail/reminder",
                context={"name": member.name, "page": news.site() + reverse("notifications:notice", args=[notice.pk])},
                key=key,
                now=now,
            )
    if on_devices:
        push.show_everywhere(member=member, path=reverse("notifications:list"), topic=push.REMINDER, now=now)
    return notice


def _make_room(member: Member) -> None:
    gone = Notice.objects.filter(member=member, kind=Notice.Kind.REMINDER, read_at=None).delete()[0]
    if gone:
        Member.objects.filter(pk=member.pk).update(unread=Greatest(F("unread") - gone, 0))
