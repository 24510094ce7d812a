"""The small words of FHIR R4: concepts, quantities, references, and what our rows say that FHIR has no field for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

type Resource = dict[str, Any]

SYSTEMS = {
    "RxNorm": "http://www.nlm.nih.gov/research/umls/rxnorm",
    "ATC": "http://www.whocc.no/atc",
    "LOINC": "http://loinc.org",
    "SNOMED CT": "http://snomed.info/sct",
    "HPO": "http://human-phenotype-ontology.org",
}
"""The addresses by which FHIR calls terminologies. Source: HL7 FHIR R4, "Using Codes"; checked 2026-11-26."""
OF_FHIR = "http://terminology.hl7.org/CodeSystem"
UCUM = "http://unitsofmeasure.org"
UNITS = frozenset((
    "%", "/min", "10*3/uL", "10*6/L", "10*9/L", "U/L", "[IU]/L", "[IU]/mL", "cm", "d", "fL", "g", "g/L", "g/dL", "h", "kg",
    "mL", "mg", "mg/L", "mg/dL", "mg/m2", "min", "mm", "mmol/L", "nmol/L", "pg/mL", "ug", "ug/L", "umol/L",
))  # fmt: skip
"""Units that are spelled in UCUM already; every other unit stays the word that it is."""
OURS = "urn:myelin:row"


@dataclass(frozen=True, slots=True)
class Coding:
    """A verified code of a terminology."""

    system: str
    code: str
    display: str = ""

    @property
    def told(self) -> Resource:
        return {
            "system": SYSTEMS[self.system],
            "code": self.code,
            **({"display": self.display} if self.display else {}),
        }


def concept(text: str, codings: Iterable[Coding] = ()) -> Resource:
    """Something in words, with its codes where there are verified ones."""
    told = [coding.told for coding in codings]
    return {**({"coding": told} if told else {}), "text": text}


def of_fhir(system: str, code: str) -> Resource:
    """A word of FHIR's own, such as "active"."""
    return {"coding": [{"system": f"{OF_FHIR}/{system}", "code": code}]}


def quantity(value: Decimal, unit: str) -> Resource:
    """An amount; its unit is a code only where it is spelled in UCUM."""
    told: Resource = {"value": number(value), **({"unit": unit} if unit else {})}
    return told | ({"system": UCUM, "code": unit} if unit in UNITS else {})


def number(value: Decimal) -> int | float:
    """A decimal as JSON writes it."""
    return int(value) if value == value.to_integral_value() else float(value)


def decimal(text: str) -> Decimal | None:
    """The number that somebody wrote, or None for other words. A comma may stand before the decimals."""
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def points_to(number: str) -> Resource:
    return {"reference": f"urn:uuid:{number}"}


def notes(text: str) -> Resource:
    return {"note": [{"text": text}]} if text.strip() else {}


def period(start: date | None, end: date | None) -> Resource:
    """A stretch of days."""
    days = {"start": start, "end": end}
    return {name: day.isoformat() for name, day in days.items() if day is not None}


def ours(**said: Any) -> Resource:
    """What a row of ours says that FHIR has no field for; what was not told is absent."""
    told = [_part(name, value) for name, value in said.items() if value not in (None, "", [])]
    return {"extension": [{"url": OURS, "extension": told}]} if told else {}


def said_by(resource: Mapping[str, Any]) -> dict[str, str]:
    """What a file of ours says in that place; nothing in anybody else's."""
    for extension in resource.get("extension") or ():
        if isinstance(extension, dict) and extension.get("url") == OURS:
            parts = [part for part in extension.get("extension") or () if isinstance(part, dict)]
            return {str(part.get("url")): str(part.get("valueString") or "") for part in parts}
    return {}


def _part(name: str, value: Any) -> Resource:
    if isinstance(value, list):
        value = ",".join(_plain(one) for one in value)
    return {"url": name, "valueString": _plain(value)}


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
