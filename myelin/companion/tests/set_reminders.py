"""Sets reminders for tests, and finds what was told of them."""

from __future__ import annotations

from datetime import time, timedelta

from myelin.companion import actions
from myelin.companion.actions import Wish
from myelin.companion.models import Reminder
from myelin.notifications.models import Notice

PATH = "/care/reminders/"
HOUR = timedelta(hours=1)


def remind(member, noon, **more):
    usual = {"kind": Reminder.Kind.OWN, "times": [time(15)], "words": "canary-words"}
    return actions.set_reminder(member=member, wish=Wish(**{**usual, **more}), now=noon)


def told():
    return Notice.objects.filter(kind=Notice.Kind.REMINDER)
