"""Is my gap real? The last days before each infusion against the middle half of the same cycle.

Pure: days are ordinals, scores are numbers from 0 to 10, nothing is read or written. Rates of false alarm and of
finding were measured with these very constants (`tests/test_cycle_rates.py`): whoever changes one measures again.

An estimate leans on two things: how much the gaps of the cycles differ among themselves, and how much the entries
swing from day to day. The second keeps three cycles that happen to agree from looking like certainty.
"""

from myelin.companion.cycles.method import Reading, State, compare, weigh
from myelin.companion.cycles.windows import (
    FEWEST,
    LOOKS,
    Cycle,
    cycles_between,
    is_long,
    late_days,
    look_due,
    next_look,
)

__all__ = [
    "FEWEST",
    "LOOKS",
    "Cycle",
    "Reading",
    "State",
    "compare",
    "cycles_between",
    "is_long",
    "late_days",
    "look_due",
    "next_look",
    "weigh",
]
