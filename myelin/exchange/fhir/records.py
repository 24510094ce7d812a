"""Relapses, side effects and MRIs, as FHIR R4 calls them."""

from __future__ import annotations

from django.utils.translation import gettext

from myelin.companion.models import Record
from myelin.exchange.fhir.ids import Naming
from myelin.exchange.fhir.treatments import beside
from myelin.exchange.fhir.words import Resource, concept, notes, of_fhir, ours, points_to

KIND = Record.Kind


def record(row: Record, name: Naming, patient: str) -> Resource:
    """What was noted beside the days."""
    if row.kind == KIND.MEDICINE:
        return beside(row, name, patient)
    return _study(row, name, patient) if row.kind == KIND.MRI else _condition(row, name, patient)


def _condition(row: Record, name: Naming, patient: str) -> Resource:
    label = str(KIND(row.kind).label)
    ended = {"abatementDateTime": row.ended_on.isoformat()} if row.ended_on else {}
    return {
        "resourceType": "Condition",
        "id": name("record", row.pk),
        **ours(kind=row.kind, name=row.name, steroids=row.told("steroids"), told_team=row.told("told_team")),
        "clinicalStatus": of_fhir("condition-clinical", "resolved" if row.ended_on else "active"),
        "category": [concept(label)],
        "code": concept(f"{label}: {row.name}" if row.name else label),
        "subject": points_to(patient),
        "onsetDateTime": row.began_on.isoformat(),
        **ended,
        **notes(row.note),
    }


def _study(row: Record, name: Naming, patient: str) -> Resource:
    """That there was an MRI, and what its report says. The images lie where they were made."""
    lesions = row.told("new_lesions")
    words = gettext("MRI, new lesions in the report: %(number)s") % {"number": lesions}
    return {
        "resourceType": "ImagingStudy",
        "id": name("record", row.pk),
        **ours(kind=row.kind, new_lesions=lesions, name=row.name, ended=row.ended_on),
        "status": "available",
        "subject": points_to(patient),
        "started": row.began_on.isoformat(),
        **notes(row.note),
        "description": gettext("MRI") if lesions is None else words,
    }
