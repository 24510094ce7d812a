"""Facts as JSON: each with its jurisdiction, basis and sources, and who reviewed it, if anybody."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router, Schema

from myelin.base.pages import keyset
from myelin.facts.models import Fact

router = Router(tags=["facts"])


class SourceOut(Schema):
    """Where a fact was read."""

    title: str
    kind: str
    jurisdiction: str
    version: str
    section: str
    depth: str


class FactOut(Schema):
    """One fact. `jurisdiction` is empty when the fact names none: then its sources say where it holds."""

    key: str
    subject: str
    predicate: str
    value: str
    jurisdiction: str
    basis: str
    population: str
    has_newer_words: bool
    is_reviewed: bool
    reviewed_by: str | None
    reviewed_on: date | None
    review_by: date | None
    sources: list[SourceOut]

    @staticmethod
    def resolve_population(fact: Fact) -> str:
        return str(fact.data.get("population") or "")

    @staticmethod
    def resolve_is_reviewed(fact: Fact) -> bool:
        return fact.is_confirmed

    @staticmethod
    def resolve_reviewed_by(fact: Fact) -> str | None:
        return fact.reviewed_by.name if fact.is_confirmed and fact.reviewed_by else None

    @staticmethod
    def resolve_sources(fact: Fact) -> list[SourceOut]:
        fields = ("title", "kind", "jurisdiction", "version", "depth")
        return [
            SourceOut(section=cite.section, **{field: getattr(cite.source, field) for field in fields})
            for cite in fact.cites
        ]


class FactsOut(Schema):
    """A page of facts; `next` is the cursor of the page after it."""

    items: list[FactOut]
    next: str | None


class FactsIn(Schema):
    """medicine: an id such as ocrelizumab. jurisdiction: US, EU …; facts that name none hold with every one."""

    medicine: str = ""
    jurisdiction: str = ""
    after: str | None = None


@router.get("facts", response=FactsOut, summary="Facts, with their sources")
def facts(request: HttpRequest, asked: Query[FactsIn]) -> object:
    """Facts that may be shown, of one medicine or of all, in the order of the formulary."""
    found = Fact.objects.shown().with_sources()
    if asked.medicine:
        found = found.filter(subject=asked.medicine.replace("-", "_"))
    if asked.jurisdiction:
        found = found.filter(jurisdiction__in=["", "any", asked.jurisdiction])
    return keyset(found, order=("subject", "position", "id"), after=asked.after, size=100)
