from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from myelin.facts.models import Basis, Fact, Source
from myelin.facts.words import PLACES
from myelin.therapies.models import BaselineTest, Therapy, brand_name
from myelin.therapies.schedules import parse_schedule
from myelin.therapies.words import Step, steps

_EVERYWHERE = {"", "any"}
_ELSEWHERE_NOT = ("codes", "names")
_SECTIONS = (
    ("risks", _("Serious risks first"), ("boxed_warnings", "serious_risks")),
    ("not-for", _("Not for you if"), ("contraindications",)),
    ("who", _("Who it is for"), ("indications",)),
    ("when", _("When it is given"), ("regimens", "missed_dose", "administration")),
    ("tests", _("Tests"), ("tests",)),
    ("vaccines", _("Vaccines"), ("vaccinations",)),
    ("effects", _("Side effects"), ("adverse_reactions",)),
    ("pregnancy", _("Pregnancy and breastfeeding"), ("pregnancy_lactation",)),
    ("prepare", _("Getting ready"), ("patient_prep",)),
    ("programme", _("Special program"), ("restricted_programme",)),
    ("what", _("What it is"), ("pharmacology", "not_dmt", "biosimilar_of", "route", "names")),
    ("approved", _("Approval and label"), ("approvals", "label_currency")),
)
_LEADS = {
    "missed_dose": _("Missed one?"),
    "boxed_warnings": _("The label’s strongest warning"),
    "label_currency": _("About the label"),
    "administration/duration": _("How long"),
    "administration/premedication": _("First medicines"),
    "administration/observation": _("Watched after"),
    "administration/setting": _("Where"),
    "tests/before_first_dose": _("Before the first dose"),
    "tests/before_each_dose": _("Before each dose"),
    "tests/while_on": _("While you are on it"),
    "tests/after_last_dose": _("After the last dose"),
    "pharmacology/drug_class": _("Kind"),
    "pharmacology/mechanism": _("How it works"),
    "route": _("How"),
    "names/generic": _("Generic name"),
    "names/brands": _("Sold as"),
}
_STATUSES = {
    "indicated": _("It is for"),
    "not_indicated": _("It is not for"),
    "not_recommended": _("Not recommended"),
    "restricted": _("Only in some cases"),
    "unverified": _("Open question"),
    "off_label": _("Outside the label"),
    "limit": _("Limit"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A fact as a page shows it: what it is about before it, a detail of the same source behind it."""

    fact: Fact
    lead: str = ""
    detail: str = ""

    @property
    def text(self) -> str:
        """The value as people read it: "SPMS_active" is "SPMS, active", and a date is a date in words."""
        if self.fact.predicate == "approvals" and (day := parse_date(self.fact.value)):
            return date_format(day, "DATE_FORMAT")
        return self.fact.value.replace("_", ", ") if self.fact.predicate == "indications" else self.fact.value


@dataclass(slots=True)
class EffectTable:
    """Side effects of one trial, against what the others in it received."""

    trial: str
    comparator: str
    lines: list[Fact] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """A heading of the page and its lines; the schedule is drawn under "When it is given"."""

    slug: str
    title: str
    lines: list[Line] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    tables: list[EffectTable] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction that a page can be read for."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the same sources say for another place: shown apart, never merged."""

    place: Place
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class MedicinePage:
    """Everything that the page of a medicine shows."""

    therapy: Therapy
    brands: list[str]
    place: Place
    places: list[Place]
    sections: list[Section]
    elsewhere: list[Elsewhere]
    sources: list[Source]
    glance: list[Line]
    waiting: int
    reviewed: int
    shown: int
    has_newer_words: bool

    @property
    def is_unreviewed(self) -> bool:
        """Whether no clinician has checked any line here."""
        return not self.reviewed

    @property
    def title(self) -> str:
        """The first brand, or else the generic name."""
        return self.brands[0] if self.brands else self.therapy.name


def medicine_page(therapy: Therapy, *, place: str = "") -> MedicinePage:
    """Gather a medicine's page for one place. Five statements, however much is known."""
    facts = list(Fact.objects.shown().about(therapy.slug).filter(is_code=False).with_sources())
    tests = {test.slug: test.name for test in BaselineTest.objects.all()}
    places = _places(facts)
    here = next((one for one in places if one.code == place), places[0])
    ours = [fact for fact in facts if fact.jurisdiction in _EVERYWHERE or fact.jurisdiction == here.code]
    sections = [_section(slug, str(title), starts, ours, tests) for slug, title, starts in _SECTIONS]
    return MedicinePage(
        therapy=therapy,
        brands=[name for fact in facts if fact.predicate == "names/brands" and (name := brand_name(fact.value))],
        place=here,
        places=places,
        sections=[section for section in sections if section.lines or section.tables],
        elsewhere=_elsewhere(facts, places, here, tests),
        sources=_sources(facts),
        glance=[_line(fact, tests) for fact in ours if fact.predicate in {"route", "pharmacology/drug_class"}],
        waiting=Fact.objects.current()
        .about(therapy.slug)
        .filter(basis=Basis.MEMORY, is_withheld=False, outcome="")
        .count(),
        reviewed=sum(fact.is_confirmed for fact in facts),
        shown=len(facts),
        has_newer_words=any(fact.has_newer_words for fact in ours),
    )


def _places(facts: Sequence[Fact]) -> list[Place]:
    """Where its facts say that they hold; where its sources come from, when none says so."""
    codes = {fact.jurisdiction for fact in facts if not fact.predicate.startswith(_ELSEWHERE_NOT)} - _EVERYWHERE
    codes = codes or {cite.source.jurisdiction for fact in facts for cite in fact.cites} - _EVERYWHERE or {"US"}
    order = list(PLACES)
    known = sorted(codes, key=lambda code: order.index(code) if code in order else len(order))
    return [Place(code, str(PLACES.get(code, code))) for code in known]


def _section(slug: str, title: str, starts: tuple[str, ...], facts: Sequence[Fact], tests: dict[str, str]) -> Section:
    mine = [fact for start in starts for fact in facts if fact.predicate.startswith(start)]
    section = Section(slug, title)
    for fact in mine:
        if fact.data.get("drug_pct") is not None and fact.data.get("comparator"):
            _into_table(section.tables, fact)
        else:
            section.lines.append(_line(fact, tests))
    if slug == "when" and mine and mine[0].data.get("schedule"):
        section.steps = steps(parse_schedule(mine[0].data["schedule"], fact=mine[0].key))
    return section


def _into_table(tables: list[EffectTable], fact: Fact) -> None:
    trial, comparator = str(fact.data.get("trial") or ""), str(fact.data.get("comparator") or "")
    table = next((one for one in tables if (one.trial, one.comparator) == (trial, comparator)), None)
    if table is None:
        table = EffectTable(trial, comparator)
        tables.append(table)
    table.lines.append(fact)


def _line(fact: Fact, tests: dict[str, str]) -> Line:
    data = fact.data
    lead = str(_LEADS.get(fact.predicate, ""))
    details = [data.get(name) for name in ("population", "note", "caution")]
    if fact.predicate in {"indications", "regimens"}:
        lead = str(_STATUSES.get(str(data.get("status")), ""))
    elif fact.predicate == "approvals":
        lead, details = (gettext("Approved") if parse_date(fact.value) else ""), [data.get("scope")]
    elif fact.predicate.startswith("tests/") and data.get("test_id") in tests:
        lead = gettext("%(test)s, %(when)s") % {"test": tests[data["test_id"]], "when": lead[:1].lower() + lead[1:]}
    elif fact.predicate == "adverse_reactions":
        number = data.get("drug_pct")
        told = gettext("%(number)s in 100") % {"number": number} if number is not None else ""
        details = [told, data.get("trial")]
    return Line(fact, lead, " · ".join(str(one).replace("_", " ") for one in details if one))


def _elsewhere(facts: Sequence[Fact], places: Sequence[Place], here: Place, tests: dict[str, str]) -> list[Elsewhere]:
    told = [fact for fact in facts if not fact.predicate.startswith(_ELSEWHERE_NOT)]
    others = [
        Elsewhere(place, [_line(fact, tests) for fact in told if fact.jurisdiction == place.code])
        for place in places
        if place != here
    ]
    return [other for other in others if other.lines]


def _sources(facts: Sequence[Fact]) -> list[Source]:
    """Each source once, in the order in which the page first needs it."""
    return list({cite.source_id: cite.source for fact in facts for cite in fact.cites}.values())
