"""A small pack of our own making, written to a folder for tests. Demomab is no medicine."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from myelin.pack.folder import Pack, read_pack

SHIPPED = Path(__file__).resolve().parents[3] / "packs" / "ms"
SOURCES = {
    "label": {
        "title": "Demomab label",
        "kind": "label",
        "jurisdiction": "US",
        "version": "2026",
        "where": "nowhere",
        "basis": "read",
        "depth": "full",
    },
    "recalled": {
        "title": "Recalled",
        "kind": "knowledge",
        "jurisdiction": "any",
        "version": "unknown",
        "where": "none",
        "basis": "memory",
        "depth": "none",
    },
}


def fact(value: str, **more: Any) -> dict[str, Any]:
    """A fact read in the label."""
    return {"value": value, "basis": "read", "src": [{"ref": "label", "section": "2.1"}], **more}


def recalled(value: str, confidence: str = "high", **more: Any) -> dict[str, Any]:
    """A fact that nobody read anywhere."""
    return {"value": value, "basis": "memory", "confidence": confidence, "src": [{"ref": "recalled"}], **more}


def demomab() -> dict[str, Any]:
    """A whole medicine."""
    schedule = {
        "anchor": "first_infusion",
        "phases": [
            {"name": "every", "dose": {"amount": 10, "unit": "mg"}, "offset": "P0D", "every": "P6W", "count": None}
        ],
        "min_gap": None,
        "lifetime_cap": None,
    }
    return {
        "schema_version": 1,
        "id": "demomab",
        "level": "full",
        "kind": "dmt",
        "names": {"generic": fact("demomab"), "brands": [fact("Demovia (made up)", market="US")]},
        "codes": {
            "rxnorm_ingredient": recalled("12345", "low", verified=False),
            "atc": [fact("L04AG99")],
        },
        "pharmacology": {"drug_class": fact("Made-up antibody"), "mechanism": fact("It does nothing at all")},
        "route": fact("intravenous infusion"),
        "indications": [fact("RRMS", status="indicated", jurisdiction="US", population="adult")],
        "approvals": [fact("2026-01-02", jurisdiction="US", scope="adults")],
        "regimens": [fact("10 mg every 6 weeks", jurisdiction="US", population="adult", schedule=schedule)],
        "administration": {"duration": [], "premedication": [], "observation": [], "setting": []},
        "boxed_warnings": [recalled("Perhaps a made-up warning")],
        "contraindications": [fact("Being real")],
        "restricted_programme": fact("None"),
        "serious_risks": [fact("Boredom in the US", jurisdiction="US"), fact("Ennui in the EU", jurisdiction="EU")],
        "tests": {
            "before_first_dose": [fact("Before starting", test_id="patience")],
            "before_each_dose": [],
            "while_on": [recalled("Now and then", "medium", test_id="patience", interval="P6M")],
            "after_last_dose": [],
        },
        "vaccinations": [],
        "adverse_reactions": [
            fact("yawning", drug_pct=40, comparator_pct=33, comparator="placebo", trial="A made-up trial")
        ],
        "missed_dose": fact("Ask the team"),
        "pregnancy_lactation": [],
        "patient_prep": [],
        "article_notes": [fact("A note for reviewers alone")],
        "sources": deepcopy(SOURCES),
    }


def baseline_tests() -> dict[str, Any]:
    """One test that demomab asks for."""
    test = {
        "id": "patience",
        "name": "Patience",
        "in_seed_list": False,
        "loinc": [
            {"code": "1234-5", "display": "Patience", "verified": True, "basis": "read", "src": [{"ref": "label"}]}
        ],
        "why": fact("It shows whether you can wait"),
        "used_by": [],
    }
    return {"schema_version": 1, "kind": "tests", "tests": [test], "sources": {"label": SOURCES["label"]}}


def words() -> dict[str, Any]:
    """The smallest pack.yaml."""
    return {
        "schema_version": 1,
        "slug": "demo",
        "condition": {"name": "demo condition", "short": "DC"},
        "brand": {"name": "Demo", "line": "A line.", "second_line": "Another."},
        "roles": [{"slug": "dc", "name": "I live with it"}],
        "types": [],
        "moods": [],
        "help_lines": [{"country": "any", "name": "Your local emergency number", "for": "Danger to life"}],
        "topics": [{"slug": "waiting", "name": "Waiting", "about": "Waiting together.", "group": "Life"}],
    }


def write(folder: Path, **changes: Any) -> Path:
    """Write the pack; `changes` replace whole files by name, None leaves one out."""
    files = {"demomab": demomab(), "baseline_tests": baseline_tests(), "pack": words()} | changes
    (folder / "formulary").mkdir(exist_ok=True)
    for name, document in files.items():
        path = folder / "pack.yaml" if name == "pack" else folder / "formulary" / f"{name}.yaml"
        path.unlink(missing_ok=True)
        if document is not None:
            path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf8")
    return folder


def small_pack(folder: Path, **changes: Any) -> Pack:
    """The pack, written and read."""
    return read_pack(write(folder, **changes))
