"""Moments in a few words, as people say them."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import formats, timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext


class Clock:
    """A moment from which a page looks at many others, in the zone and the language that are active."""

    def __init__(self, now: datetime | None = None) -> None:
        self.zone = timezone.get_current_timezone()
        self.language = get_language()
        self.now = (now or timezone.now()).astimezone(self.zone)
        self.today = self.now.date()

    def ago(self, moment: datetime, *, within: bool = False) -> str:
        """Say how long ago `moment` was: minutes, hours, yesterday, then the date. `within` a sentence it begins small."""
        moment = moment.astimezone(self.zone)
        day = moment.date()
        days = (self.today - day).days
        if days >= 7:
            return self._on(day, within=within)
        seconds = (self.now - moment).total_seconds()
        if seconds < -60:
            return self._on(day, within=within)
        said = self._lately(seconds, days)
        return said[:1].lower() + said[1:] if within else said

    def _lately(self, seconds: float, days: int) -> str:
        if seconds < 60:
            return gettext("Just now")
        if seconds < 3600:
            return _minutes_ago(int(seconds // 60), self.language)
        if days == 0:
            return _hours_ago(int(seconds // 3600), self.language)
        if days == 1:
            return _yesterday(self.language)
        return _days_ago(days, self.language)

    def shown(self, moment: datetime, *, within: bool = False) -> SafeString:
        """The same as HTML, with the moment for programs beside the words."""
        exactly = moment.isoformat(timespec="minutes")
        # Our own words, which hold no sign that HTML reads otherwise, and digits.
        return SafeString(f'<time datetime="{exactly}">{self.ago(moment, within=within)}</time>')

    def _on(self, day: date, *, within: bool) -> str:
        return _day_in_words(day, self.language, with_year=day.year != self.today.year, within=within)


def ago(moment: datetime, *, now: datetime | None = None) -> str:
    """Say how long ago `moment` was, in the zone that is active; a page with many of them asks one `Clock`."""
    return Clock(now).ago(moment)


def since(moment: datetime, *, now: datetime) -> str:
    """Say that nothing is left since `moment`: yesterday, Friday, or a date; in the zone that is active."""
    here = timezone.localtime(moment)
    days = (timezone.localtime(now).date() - here.date()).days
    if days <= 0:
        return gettext("That is everything since you were here today.")
    if days == 1:
        return gettext("That is everything since yesterday.")
    # Translators: a day of the week, or a date: "since Friday", "since November 3".
    day = formats.date_format(here, "l") if days < 7 else Clock(now).ago(moment)
    return gettext("That is everything since %(day)s.") % {"day": day}


# A page of a feed says these twenty times, and a sentence in a language is long to find out.
@lru_cache
def _minutes_ago(number: int, language: str | None) -> str:
    return ngettext("%(number)d minute ago", "%(number)d minutes ago", number) % {"number": number}


@lru_cache
def _hours_ago(number: int, language: str | None) -> str:
    return ngettext("%(number)d hour ago", "%(number)d hours ago", number) % {"number": number}


@lru_cache
def _days_ago(number: int, language: str | None) -> str:
    return ngettext("%(number)d day ago", "%(number)d days ago", number) % {"number": number}


@lru_cache
def _yesterday(language: str | None) -> str:
    return gettext("Yesterday")


@lru_cache(maxsize=2048)
def _day_in_words(day: date, language: str | None, *, with_year: bool, within: bool) -> str:
    if not within:
        return formats.date_format(day, "DATE_FORMAT" if with_year else "MONTH_DAY_FORMAT")
    # Translators: a date without its year, and with it, in the format letters of Django's date filter.
    letters = (
        pgettext("after a verb: asked on …", "F j, Y") if with_year else pgettext("after a verb: asked on …", "F j")
    )
    return formats.date_format(day, letters)
