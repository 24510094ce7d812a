"""How facts speak of places, documents and their own standing."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from myelin.facts.models import Basis, Confidence, Fact, Outcome

PLACES: dict[str, str | Promise] = {
    "US": _("United States"),
    "EU": _("European Union"),
    "UK": _("United Kingdom"),
    "AU": _("Australia"),
    "HK": _("Hong Kong"),
    "SG": _("Singapore"),
    "MY": _("Malaysia"),
    "any": _("no one country"),
}
"""Where words of a source hold, in the order in which pages offer them."""

DEPTHS: dict[str, str | Promise] = {
    "full": _("We read all of it."),
    "excerpt": _("We read parts of it."),
    "none": _("Nobody has read it here."),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What readers are told about the checking of a fact; `kind` is the color of its badge."""

    words: str
    kind: str
    icon: str


def place_name(code: str) -> str:
    """The name of a jurisdiction; its code when we have no name for it."""
    return str(PLACES.get(code, code))


def part(section: str) -> str:
    """Words for a section of a source: "part 2.3"; nothing for none."""
    if not section:
        return ""
    numbers = section.replace(",", ", ").replace("_", " ")
    if re.match(r"\d", section):
        return gettext("part %(section)s") % {"section": numbers}
    return gettext("under “%(section)s”") % {"section": numbers}


def standing(fact: Fact, today: date) -> Standing:
    """Who stands behind a fact, or that nobody does yet."""
    if fact.review_by is not None and fact.review_by < today:
        since = {"day": date_format(fact.review_by, "DATE_FORMAT")}
        return Standing(gettext("Being checked again since %(day)s") % since, "s", "clock")
    if fact.is_confirmed and fact.reviewed_on is not None:
        told = {"name": _reviewer(fact), "day": date_format(fact.reviewed_on, "DATE_FORMAT")}
        return Standing(gettext("Reviewed by %(name)s, %(day)s") % told, "g", "seal")
    if fact.basis == Basis.READ:
        return Standing(str(_not_reviewed), "", "")
    return Standing(gettext("Not verified"), "n", "")


def subject_name(subject: str) -> str:
    """A file's id as words: "infusion_day" is "Infusion day"."""
    return subject.replace("_", " ").capitalize()


def heading(fact: Fact) -> str:
    """What a fact is about: "Ocrelizumab, tests, before first dose"."""
    predicate = fact.predicate.replace("_", " ").replace("/", ", ")
    return f"{subject_name(fact.subject)}, {predicate}"


def reason(fact: Fact, today: date) -> Standing:
    """Why a fact is in the reviewers' queue, the gravest reason first."""
    if fact.review_by is not None and fact.review_by < today:
        return standing(fact, today)
    if fact.outcome:
        return Standing(str(Outcome(fact.outcome).label), "g" if fact.is_confirmed else "s", "seal")
    if fact.has_newer_words:
        return Standing(gettext("Label changed"), "s", "clock")
    if fact.confidence == Confidence.LOW:
        return Standing(gettext("Too unsure"), "n", "info")
    if fact.basis == Basis.MEMORY:
        return Standing(gettext("Not verified"), "n", "info")
    return Standing(gettext("Never reviewed"), "l", "seal")


def _reviewer(fact: Fact) -> str:
    if fact.reviewed_by is None:
        return gettext("a medical reviewer")
    return ", ".join(part for part in (fact.reviewed_by.name, fact.reviewed_by.credentials) if part)


_not_reviewed = pgettext_lazy("about a fact", "Not yet reviewed by a clinician here")
