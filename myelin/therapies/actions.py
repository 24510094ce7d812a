"""Fill the medicines of this install from its pack."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from myelin.facts.actions import cite, load_facts
from myelin.facts.models import Fact
from myelin.members.models import Audience
from myelin.pack.actions import load_vocabulary, remember_load
from myelin.pack.folder import Document, Pack, PackError
from myelin.pack.loading import Counts, load_rows
from myelin.search import actions as search
from myelin.therapies.models import BaselineTest, Brand, Code, Regimen, Therapy, TherapyTest, Way, brand_name
from myelin.therapies.queries import medicines, search_documents, word_groups
from myelin.therapies.schedules import BadSchedule, parse_schedule
from myelin.therapies.tests_due import When

_NO_TEST = "none_mandatory"

type Rows = dict[str, dict[str, Any]]


@transaction.atomic
def load_pack(pack: Pack, *, now: datetime) -> list[Counts]:
    """Bring the whole install in line with its pack: vocabulary, facts, medicines. All of it, or nothing.

    Raises:
        PackError: a schedule in the formulary cannot be read.
    """
    counts = [*load_vocabulary(pack, now=now), *load_facts(pack, now=now), *load_therapies(pack, now=now)]
    remember_load(pack, now=now)
    return counts


@transaction.atomic
def load_therapies(pack: Pack, *, now: datetime) -> list[Counts]:
    """Bring medicines, brands, regimens and tests in line with the pack; their facts must be loaded before."""
    facts = dict(Fact.objects.values_list("key", "pk"))
    therapies = load_rows(Therapy, {slug: _therapy(document) for slug, document in pack.medicines.items()}, now=now)
    asked = load_rows(BaselineTest, _tests(pack, facts), now=now)
    slugs, tests = _ids(Therapy), _ids(BaselineTest)
    counts = [
        therapies,
        asked,
        load_rows(Brand, _by_fact(_brands(pack, slugs), facts), key="fact_id"),
        load_rows(Code, _by_fact(_therapy_codes(pack, slugs) | _test_codes(pack, tests), facts), key="fact_id"),
        load_rows(Regimen, _by_fact(_regimens(pack, slugs), facts), key="fact_id"),
        load_rows(TherapyTest, _by_fact(_therapy_tests(pack, slugs, tests), facts), key="fact_id"),
    ]
    _tell_who_cites()
    _tell_the_search(now=now)
    return counts


def _tell_who_cites() -> None:
    for medicine in medicines():
        therapy = medicine.therapy
        facts = Fact.objects.current().filter(subject=therapy.slug, is_withheld=False)
        keys = facts.values_list("key", flat=True)
        cite(ref=f"medicine:{therapy.slug}", title=medicine.title, url=f"/medicines/{therapy.url_slug}/", keys=keys)


def _tell_the_search(*, now: datetime) -> None:
    """Make medicines findable by everybody, and let brands, generic names and members' words find the same."""
    for retired in Therapy.objects.filter(retired_at__isnull=False):
        search.remove(f"medicine:{retired.slug}")
    for document in search_documents():
        search.put(**asdict(document), kind="medicine", audience=Audience.PUBLIC, author_id=None, posted_at=now)
    search.set_synonyms(word_groups())


def _ids(model: type[Therapy] | type[BaselineTest]) -> dict[str, int]:
    return dict(model._default_manager.values_list("slug", "pk"))


def _by_fact(rows: Rows, facts: Mapping[str, int]) -> dict[int, dict[str, Any]]:
    """The same rows under the id of their fact, which is their key in the table."""
    return {facts[key]: values for key, values in rows.items()}


def _therapy(document: Document) -> dict[str, Any]:
    return {
        "name": document["names"]["generic"]["value"],
        "way": _way(document["route"]["value"]),
        "kind": document["kind"],
        "level": document["level"],
    }


def _way(route: str) -> Way:
    """Sort a route by the words of its source: a drip first, because some drips name tablets as well."""
    if "infusion" in route:
        return Way.INFUSION
    return Way.INJECTION if "injection" in route else Way.MOUTH


def _tests(pack: Pack, facts: Mapping[str, int]) -> Rows:
    return {
        row["id"]: {"name": row["name"], "why_id": facts[f"baseline_tests/tests/{place}/why"], "position": place}
        for place, row in enumerate(pack.tests)
    }


def _brands(pack: Pack, slugs: Mapping[str, int]) -> Rows:
    return {
        f"{slug}/names/brands/{place}": {
            "therapy_id": slugs[slug],
            "name": brand_name(row["value"]),
            "market": row.get("market", ""),
            "position": place,
        }
        for slug, document in pack.medicines.items()
        for place, row in enumerate(document["names"]["brands"])
        if brand_name(row["value"])
    }


def _therapy_codes(pack: Pack, slugs: Mapping[str, int]) -> Rows:
    rows: Rows = {}
    for slug, document in pack.medicines.items():
        ingredient = document["codes"]["rxnorm_ingredient"]
        rows[f"{slug}/codes/rxnorm_ingredient"] = _code(ingredient, "RxNorm", ingredient["value"], therapy=slugs[slug])
        for place, row in enumerate(document["codes"]["atc"]):
            rows[f"{slug}/codes/atc/{place}"] = _code(row, "ATC", row["value"], therapy=slugs[slug])
    return rows


def _test_codes(pack: Pack, tests: Mapping[str, int]) -> Rows:
    return {
        f"baseline_tests/tests/{place}/loinc/{number}": _code(row, "LOINC", row["code"], test=tests[test["id"]])
        for place, test in enumerate(pack.tests)
        for number, row in enumerate(test["loinc"])
    }


def _code(
    row: Document, system: str, code: str, *, therapy: int | None = None, test: int | None = None
) -> dict[str, Any]:
    return {
        "therapy_id": therapy,
        "test_id": test,
        "system": system,
        "code": code,
        "display": row.get("display") or "",
        "is_verified": row.get("verified", row["basis"] == "read") is True,
    }


def _regimens(pack: Pack, slugs: Mapping[str, int]) -> Rows:
    rows: Rows = {}
    for slug, document in pack.medicines.items():
        for place, row in enumerate(document["regimens"]):
            key = f"{slug}/regimens/{place}"
            rows[key] = {
                "therapy_id": slugs[slug],
                "jurisdiction": row["jurisdiction"],
                "population": row.get("population", ""),
                "status": row.get("status", ""),
                "schedule": _checked(row.get("schedule"), key),
                "position": place,
            }
    return rows


def _checked(schedule: Any, key: str) -> Any:
    try:
        if schedule is not None:
            parse_schedule(schedule, fact=key)
    except BadSchedule as error:
        raise PackError(f"formulary/{key.split('/')[0]}.yaml: {error}") from error
    return schedule


def _therapy_tests(pack: Pack, slugs: Mapping[str, int], tests: Mapping[str, int]) -> Rows:
    return {
        f"{slug}/tests/{when}/{place}": {
            "therapy_id": slugs[slug],
            "test_id": tests[row["test_id"]],
            "when": when.value,
            "interval": row.get("interval") or "",
            "until": row.get("until") or "",
            "position": place,
        }
        for slug, document in pack.medicines.items()
        for when in When
        for place, row in enumerate(document["tests"][when])
        if row["test_id"] != _NO_TEST
    }
