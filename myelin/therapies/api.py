"""Medicines as JSON."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from myelin.therapies import queries
from myelin.therapies.models import Regimen, Therapy, TherapyTest

router = Router(tags=["medicines"])


class MedicineOut(Schema):
    """A medicine in the list; `medicine` is its id everywhere in the API."""

    medicine: str
    name: str
    brands: list[str]
    way: str
    kind: str
    url: str


class RegimenOut(Schema):
    """How it is given, in one jurisdiction. Without a schedule there are words, and no dates."""

    fact: str
    value: str
    jurisdiction: str
    population: str
    status: str
    is_daily: bool
    schedule: dict[str, Any] | None


class AskedTestOut(Schema):
    """A test that it asks for."""

    test: str
    name: str
    when: str
    interval: str
    until: str
    fact: str
    value: str
    jurisdiction: str


class CodeOut(Schema):
    """A verified code of a terminology."""

    system: str
    code: str


class MedicineDetailOut(MedicineOut):
    """One medicine: regimens, tests and verified codes. Everything else known of it is under `facts?medicine=`."""

    regimens: list[RegimenOut]
    tests: list[AskedTestOut]
    codes: list[CodeOut]


@router.get("medicines", response=list[MedicineOut], summary="All medicines")
def medicines(request: HttpRequest) -> list[dict[str, object]]:
    """All medicines, by how they are given, then by name."""
    return [_medicine(one) for one in queries.medicines()]


@router.get("medicines/{slug}", response=MedicineDetailOut, summary="One medicine")
def medicine(request: HttpRequest, slug: str) -> dict[str, object]:
    """One medicine, by its id: ocrelizumab, ocrelizumab_hyaluronidase …"""
    therapy = get_object_or_404(Therapy.objects.current(), slug=slug.replace("-", "_"))
    listed = next(one for one in queries.medicines() if one.therapy.pk == therapy.pk)
    codes = therapy.codes.exportable().order_by("system", "code")
    return _medicine(listed) | {
        "regimens": [_regimen(row) for row in Regimen.objects.shown().filter(therapy=therapy)],
        "tests": [_test(row) for row in TherapyTest.objects.shown().filter(therapy=therapy)],
        "codes": [{"system": row.system, "code": row.code} for row in codes],
    }


def _medicine(listed: queries.ListedMedicine) -> dict[str, object]:
    therapy = listed.therapy
    return {
        "medicine": therapy.slug,
        "name": therapy.name,
        "brands": listed.brands,
        "way": therapy.way,
        "kind": therapy.kind,
        "url": f"/medicines/{therapy.url_slug}/",
    }


def _regimen(row: Regimen) -> dict[str, object]:
    return {
        "fact": row.fact.key,
        "value": row.fact.value,
        "jurisdiction": row.jurisdiction,
        "population": row.population,
        "status": row.status,
        "is_daily": row.schedule is not None and row.parsed().is_daily,
        "schedule": row.schedule,
    }


def _test(row: TherapyTest) -> dict[str, object]:
    return {
        "test": row.test.slug,
        "name": row.test.name,
        "when": row.when,
        "interval": row.interval,
        "until": row.until,
        "fact": row.fact.key,
        "value": row.fact.value,
        "jurisdiction": row.fact.jurisdiction,
    }
