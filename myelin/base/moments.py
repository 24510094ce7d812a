"""Moments in a few words, as people say them."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import formats, timezone
from django.utils.translation import get_language, gettext, ngettext


def ago(moment: datetime, *, now: datetime | None = None) -> str:
    """Say how long ago `moment` was, in the zone that is active: minutes, hours, yesterday, weekday, then the date."""
    here = timezone.get_current_timezone()
    now, moment = (now or timezone.now()).astimezone(here), moment.astimezone(here)
    passed = now - moment
    if passed < timedelta(minutes=-1):
        return _on_date(moment, now)
    if passed < timedelta(minutes=1):
        return gettext("Just now")
    if passed < timedelta(hours=1):
        return _minutes_ago(int(passed.total_seconds() // 60), get_language())
    days = (now.date() - moment.date()).days
    if days == 0:
        return _hours_ago(int(passed.total_seconds() // 3600), get_language())
    if days == 1:
        return gettext("Yesterday")
    if days < 7:
        return _days_ago(days, get_language())
    return _on_date(moment, now)


def since(moment: datetime, *, now: datetime) -> str:
    """Say that nothing is left since `moment`: yesterday, Friday, or a date; in the zone that is active."""
    here = timezone.localtime(moment)
    days = (timezone.localtime(now).date() - here.date()).days
    if days <= 0:
        return gettext("That is everything since you were here today.")
    if days == 1:
        return gettext("That is everything since yesterday.")
    # Translators: a day of the week, or a date: "since Friday", "since November 3".
    day = formats.date_format(here, "l") if days < 7 else _on_date(here, timezone.localtime(now))
    return gettext("That is everything since %(day)s.") % {"day": day}


# A page of a feed says these twenty times, and which plural a number takes is long to find out.
@lru_cache
def _minutes_ago(number: int, language: str | None) -> str:
    return ngettext("%(number)d minute ago", "%(number)d minutes ago", number) % {"number": number}


@lru_cache
def _hours_ago(number: int, language: str | None) -> str:
    return ngettext("%(number)d hour ago", "%(number)d hours ago", number) % {"number": number}


@lru_cache
def _days_ago(number: int, language: str | None) -> str:
    return ngettext("%(number)d day ago", "%(number)d days ago", number) % {"number": number}


def _on_date(moment: datetime, now: datetime) -> str:
    return _day_in_words(moment.date(), get_language(), with_year=moment.year != now.year)


@lru_cache(maxsize=2048)
def _day_in_words(day: date, language: str | None, *, with_year: bool) -> str:
    # Translators: a date without its year, and with it, in the format letters of Django's date filter.
    return formats.date_format(day, gettext("F j, Y") if with_year else gettext("F j"))
