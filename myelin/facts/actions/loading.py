import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from myelin.facts.models import Basis, Confidence, Fact, FactReview, FactSource, FactVersion, Source
from myelin.pack.folder import Document, Pack, facts_in
from myelin.pack.loading import Counts, load_rows, retired, set_all

_SAID_ELSEWHERE = {"value", "basis", "confidence", "src", "jurisdiction", "requirements"}
_FOR_REVIEWERS = {"article_notes", "seed_note"}
_CODES = {"codes/rxnorm_ingredient", "codes/atc", "tests/loinc", "symptoms/codes"}
_RANKS = ("regimens", "tests/before_first_dose", "tests", "boxed_warnings", "contraindications", "missed_dose")
_LAST_RANK = len(_RANKS)
_NOT_REVIEWED = {"outcome": "", "reviewed_by": None, "read_in": "", "reviewed_on": None, "review_by": None}
_WHAT_IT_SAYS = ("value", "data", "jurisdiction", "basis", "confidence")

type Cited = list[tuple[str, str]]
"""The sources of a fact: key of the source and section, in order."""


@transaction.atomic
def load_facts(pack: Pack, *, now: datetime) -> list[Counts]:
    """Bring facts and sources in line with the pack. Twice changes nothing.

    A fact that says something else, or has other sources, than before keeps what it said as a FactVersion and loses its
    review: nobody has looked at the new words yet. A fact that is gone from the pack is retired.
    """
    sources = load_rows(Source, _sources(pack), key="key", now=now)
    rows, cited = _facts(pack)
    return [sources, _load(rows, cited, now=now)]


def _sources(pack: Pack) -> dict[str, dict[str, Any]]:
    fields = ("title", "kind", "jurisdiction", "version", "where", "basis", "depth")
    return {
        f"{name}/{ref}": {"subject": name, **{field: str(source[field]) for field in fields}}
        for name, document in pack.formulary.items()
        for ref, source in document["sources"].items()
    }


def _facts(pack: Pack) -> tuple[dict[str, dict[str, Any]], dict[str, Cited]]:
    rows: dict[str, dict[str, Any]] = {}
    cited: dict[str, Cited] = {}
    for name, document in pack.formulary.items():
        for position, (path, fact) in enumerate(facts_in(document)):
            rows[name + path] = _row(name, path, fact, document) | {"position": position}
            cited[name + path] = [(f"{name}/{one['ref']}", one.get("section", "")) for one in fact["src"]]
    return rows, cited


def _row(name: str, path: str, fact: Document, document: Document) -> dict[str, Any]:
    predicate = "/".join(part for part in path.strip("/").split("/") if not part.isdigit())
    is_code = predicate in _CODES
    unverified = is_code and (fact.get("verified") is False or fact["basis"] != Basis.READ)
    return {
        "subject": name,
        "predicate": predicate,
        "rank": next((rank for rank, start in enumerate(_RANKS) if predicate.startswith(start)), _LAST_RANK),
        "value": str(fact.get("value") or f"{fact.get('system', 'LOINC')} {fact.get('code', '')}".strip()),
        "data": {key: value for key, value in fact.items() if key not in _SAID_ELSEWHERE},
        "jurisdiction": fact.get("jurisdiction", ""),
        "basis": fact["basis"],
        "confidence": fact.get("confidence", ""),
        "has_newer_words": _has_newer_words(fact, document),
        "is_withheld": predicate in _FOR_REVIEWERS or fact.get("confidence") == Confidence.LOW or unverified,
        "is_code": is_code,
    }


def _has_newer_words(fact: Document, document: Document) -> bool:
    """Whether it was read in a part of the label that was revised since, and the new words were not read.

    The formulary names the revised parts of the label of one country (`label_currency.sections_unread`); only words
    from that country's label, or from pages that reproduce it by the label's numbers, can be older than they are.
    """
    currency = document.get("label_currency", {})
    unread = set(currency.get("sections_unread", ()))
    homes = {document["sources"][one["ref"]]["jurisdiction"] for one in currency.get("src", ())}
    return any(
        document["sources"][one["ref"]]["jurisdiction"] in homes and unread & set(_numbers(one.get("section", "")))
        for one in fact["src"]
    )


def _numbers(section: str) -> list[str]:
    """The numbered parts in "2.3,2.5"; none in "ocrevus 2", which counts in another document's way."""
    return section.split(",") if re.fullmatch(r"\d+(\.\d+)*(,\d+(\.\d+)*)*", section) else []


def _load(rows: Mapping[str, Mapping[str, Any]], cited: Mapping[str, Cited], *, now: datetime) -> Counts:
    known = {fact.key: fact for fact in Fact.objects.select_for_update()}
    held = _held_sources()
    made = [Fact(key=key, **values) for key, values in rows.items() if key not in known]
    told_anew = [
        known[key] for key, values in rows.items() if key in known and _says_else(known[key], values, held, cited)
    ]
    _keep_versions(told_anew, held, now=now)
    changed = [
        known[key]
        for key, values in rows.items()
        if key in known and set_all(known[key], {**values, "retired_at": None})
    ]
    for fact in told_anew:
        set_all(fact, {"version": fact.version + 1, **_NOT_REVIEWED})
    gone = [fact for key, fact in known.items() if key not in rows and not retired(fact)]
    for fact in gone:
        fact.retired_at = now
    Fact.objects.bulk_create(made, batch_size=500)
    written = {fact.pk: fact for fact in [*changed, *told_anew, *gone]}
    if written:
        fields = [field.name for field in Fact._meta.concrete_fields if field.name not in {"id", "key"}]
        Fact.objects.bulk_update(list(written.values()), fields=fields, batch_size=100)
    _cite_sources([*made, *told_anew], cited)
    touched = {fact.pk for fact in [*changed, *told_anew]}
    return Counts("facts", len(made), len(touched), len(gone), len(rows) - len(made) - len(touched))


def _held_sources() -> dict[str, Cited]:
    held: dict[str, Cited] = {}
    for fact, source, section in FactSource.objects.order_by("fact_id", "position").values_list(
        "fact__key", "source__key", "section"
    ):
        held.setdefault(fact, []).append((source, section))
    return held


def _says_else(fact: Fact, values: Mapping[str, Any], held: Mapping[str, Cited], cited: Mapping[str, Cited]) -> bool:
    """Whether the words, the place they hold for, or the sources differ: then a review of the old ones is void."""
    differs = any(getattr(fact, name) != values[name] for name in _WHAT_IT_SAYS)
    return differs or held.get(fact.key, []) != cited[fact.key]


def _keep_versions(facts: Sequence[Fact], held: Mapping[str, Cited], *, now: datetime) -> None:
    FactVersion.objects.bulk_create(
        FactVersion(
            fact=fact,
            sources=[list(one) for one in held.get(fact.key, [])],
            version=fact.version,
            replaced_at=now,
            **{name: getattr(fact, name) for name in _WHAT_IT_SAYS},
        )
        for fact in facts
    )
    FactReview.objects.filter(fact__in=facts, cleared_at__isnull=True).update(cleared_at=now)


def _cite_sources(facts: Sequence[Fact], cited: Mapping[str, Cited]) -> None:
    sources = dict(Source.objects.values_list("key", "pk"))
    FactSource.objects.filter(fact__in=[fact.pk for fact in facts]).delete()
    FactSource.objects.bulk_create(
        (
            FactSource(fact=fact, source_id=sources[key], section=section, position=place)
            for fact in facts
            for place, (key, section) in enumerate(cited[fact.key])
        ),
        batch_size=500,
    )
