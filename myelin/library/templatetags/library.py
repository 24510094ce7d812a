"""What the library's templates say about articles and facts: numbers, sources, who checked what."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.template.defaultfilters import date as day_in_words
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myelin.facts.models import Fact
from myelin.library import queries
from myelin.library.body import Cited, read
from myelin.library.models import ArticlePage
from myelin.members.models import Member

register = template.Library()


@register.simple_tag
def number(cited: Cited) -> SafeString:
    """The small number that leads to a fact's place in the list of sources."""
    words = _("Source %(number)d") % {"number": cited.number}
    return format_html('<sup class="cite"><a href="#source-{0}" aria-label="{1}">{0}</a></sup>', cited.number, words)


@register.simple_tag
def statement(fact: Fact) -> str:
    """What a fact says; codes of the formulary (SPMS_active) in words."""
    return _("Active SPMS") if fact.value == "SPMS_active" else fact.value


@register.simple_tag
def standing(fact: Fact, today: date | None = None) -> str:
    """How far a fact was checked in this community."""
    today = today or timezone.localdate()
    if fact.is_overdue(today):
        return _("Being checked again since %(day)s.") % {"day": day_in_words(fact.review_by, "DATE_FORMAT")}
    if fact.is_confirmed and fact.reviewed_by is not None:
        day = day_in_words(fact.reviewed_on, "DATE_FORMAT")
        return _("Checked here by %(name)s on %(day)s.") % {"name": fact.reviewed_by.name, "day": day}
    if fact.is_confirmed:
        return _("Checked here on %(day)s.") % {"day": day_in_words(fact.reviewed_on, "DATE_FORMAT")}
    return _("Not yet reviewed by a clinician here.")


@register.simple_tag
def checked(facts: list[Cited], today: date) -> str:
    """How many lines of a list a clinician here has reviewed, said once under it."""
    done = sum(cited.fact.is_confirmed and not cited.fact.is_overdue(today) for cited in facts)
    if not done:
        return ngettext(
            "Not yet reviewed by a clinician here. Its number leads to its source.",
            "Not yet reviewed by a clinician here. The numbers lead to the sources.",
            len(facts),
        )
    if done == len(facts):
        return _("Reviewed by a clinician here. The numbers lead to the sources.")
    words = _("%(done)d of %(all)d reviewed by a clinician here. The numbers lead to the sources.")
    return words % {"done": done, "all": len(facts)}


@register.simple_tag
def standing_of(member: Member) -> str:
    """Credentials and place of work, in one line."""
    return ", ".join(words for words in (member.credentials, member.organisation) if words)


@register.simple_tag
def share(percent: float | str | None) -> str:
    """How many people had it, as the trial counted; never more exact than the source."""
    if percent is None or percent == "":
        return _("not told")
    return f"{percent:g}%" if isinstance(percent, int | float) else f"{str(percent).rstrip('%')}%"


@register.simple_tag
def excerpt(article: ArticlePage) -> str:
    """At most 100 characters for a card."""
    return queries.excerpt_of(article)


@register.inclusion_tag("library/reading.html", takes_context=True)
def reading(context: dict[str, Any], article: ArticlePage) -> dict[str, Any]:
    """An article that is not on the site yet, as it will be read: the editor's preview."""
    told = {"read": read(article.body, today=timezone.localdate()), "topics": [], "signature": None}
    return {**told, "article": article, "community": context.get("community", "")}
