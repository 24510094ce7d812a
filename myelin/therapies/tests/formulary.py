"""The schedules of the pack that ships, read as the loader reads them: vectors for tests of the calendar."""

from pathlib import Path

import yaml

from myelin.therapies.regimens import Schedule, parse_schedule

FORMULARY = Path(__file__).resolve().parents[3] / "packs" / "ms" / "formulary"


def all_schedules() -> dict[str, Schedule]:
    """Every schedule in the formulary, by the key of its fact."""
    found = {}
    for path in sorted(FORMULARY.glob("*.yaml")):
        rows = yaml.safe_load(path.read_text(encoding="utf8")).get("regimens", [])
        for place, row in enumerate(rows):
            if "schedule" in row:
                key = f"{path.stem}/regimens/{place}"
                found[key] = parse_schedule(row["schedule"], fact=key)
    return found


SCHEDULES = all_schedules()
