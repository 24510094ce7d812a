"""What the companion computes: every regimen of the formulary, ten years ahead.

    .venv/bin/python bench/companion.py [--rounds 50]

Each regimen is told from its first dose for ten years, once as planned and once with every tenth dose given nine days
late, which re-anchors all that follows. The budget is 50 ms for each; nothing is asserted.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(CHECKOUT))

from myelin.therapies.regimens import Due, Given, Schedule, due_dates  # noqa: E402  after the path is set
from myelin.therapies.tests.formulary import SCHEDULES  # noqa: E402

ANCHOR = date(2027, 1, 11)
TEN_YEARS = date(2037, 1, 11)
BUDGET_MS = 50


def given_late(schedule: Schedule) -> list[Given]:
    """Five years of doses on their days, every tenth one nine days late."""
    planned = due_dates(schedule, anchor=ANCHOR, until=date(2032, 1, 11))
    return [Given(due.number, due.due_on + timedelta(days=9 if due.number % 10 == 0 else 0)) for due in planned]


def milliseconds(work: Callable[[], list[Due]], rounds: int) -> float:
    """The best of so many rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return 1_000 * best


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=50)
    rounds = parser.parse_args().rounds
    print(f"{'regimen':40} {'doses':>6} {'planned':>10} {'late ones':>10}   (budget {BUDGET_MS} ms each)")
    for key, schedule in sorted(SCHEDULES.items()):
        late = given_late(schedule)

        def plain(schedule: Schedule = schedule) -> list[Due]:
            return due_dates(schedule, anchor=ANCHOR, until=TEN_YEARS)

        def re_anchored(schedule: Schedule = schedule, late: list[Given] = late) -> list[Due]:
            return due_dates(schedule, anchor=ANCHOR, until=TEN_YEARS, given=late)

        doses, first, second = len(plain()), milliseconds(plain, rounds), milliseconds(re_anchored, rounds)
        print(f"{key:40} {doses:6} {first:7.2f} ms {second:7.2f} ms")


if __name__ == "__main__":
    main()
