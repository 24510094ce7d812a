"""The codes that may leave the house, and what the codes of others mean here. Only verified ones, never a guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from myelin.exchange.fhir.words import SYSTEMS, Coding
from myelin.facts.models import Basis, Fact
from myelin.pack.models import Symptom
from myelin.therapies.models import Code

SAME = "exact"
"""A code of a symptom goes out only where it means the very same, not something near."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Verified codes: of medicines by their numbers, of measurements by LOINC code, of symptoms by slug."""

    medicines: Mapping[int, Sequence[Coding]] = field(default_factory=dict)
    measured: Mapping[str, Coding] = field(default_factory=dict)
    symptoms: Mapping[str, Sequence[Coding]] = field(default_factory=dict)


def codes() -> Codes:
    """All of them. Three statements."""
    medicines: dict[int, list[Coding]] = defaultdict(list)
    measured: dict[str, Coding] = {}
    for row in Code.objects.exportable().order_by("fact__position", "id"):
        if row.system not in SYSTEMS:
            continue
        coding = Coding(row.system, row.code, row.display)
        if row.therapy_id is not None:
            medicines[row.therapy_id].append(coding)
        elif row.system == "LOINC":
            measured[row.code] = coding
    return Codes(medicines, measured, _of_symptoms())


def _of_symptoms() -> dict[str, list[Coding]]:
    """By the place of a symptom in the pack, which the key of the fact names: symptoms/symptoms/3/codes/0."""
    slugs = {str(place): slug for place, slug in Symptom.objects.current().values_list("position", "slug")}
    found: dict[str, list[Coding]] = defaultdict(list)
    facts = Fact.objects.current().filter(predicate="symptoms/codes", basis=Basis.READ, is_withheld=False)
    for fact in facts.order_by("position", "id"):
        slug = slugs.get(fact.key.split("/")[2])
        data = fact.data
        if slug and data.get("verified") and data.get("match") == SAME and data.get("system") in SYSTEMS:
            found[slug].append(Coding(data["system"], str(data["code"]), data.get("display", "")))
    return found


def tests_by_code() -> dict[str, int]:
    """Which test a LOINC code belongs to; a code that two tests share belongs to neither."""
    found: dict[str, set[int]] = defaultdict(set)
    for code, test in Code.objects.exportable().filter(system="LOINC").values_list("code", "test"):
        if test is not None:
            found[code].add(test)
    return {code: next(iter(tests)) for code, tests in found.items() if len(tests) == 1}


def medicines_by_code() -> dict[tuple[str, str], int]:
    """Which medicine a code belongs to, by the address of its terminology and the code; shared codes belong to none."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for system, code, therapy in Code.objects.exportable().values_list("system", "code", "therapy"):
        if therapy is not None and system in SYSTEMS:
            found[SYSTEMS[system], code].add(therapy)
    return {key: next(iter(therapies)) for key, therapies in found.items() if len(therapies) == 1}
