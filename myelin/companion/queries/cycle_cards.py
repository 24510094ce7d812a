"""The cycle page, worked out: one card a followed symptom."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta

from myelin.companion.cycles import FEWEST, State, late_days
from myelin.companion.cycles.drawing import Drawing, draw
from myelin.companion.models import FollowedSymptom
from myelin.companion.queries import cycle_words
from myelin.companion.queries.cycles import CycleRows, Series, reading_of


@dataclass(frozen=True, slots=True)
class CycleCard:
    """What the page shows of one symptom. `looked_on` is told only of a look that is older than the last cycle."""

    name: str
    headline: str
    sentence: str
    looked_on: date | None
    again: str
    complete: int
    expected_on: date | None
    window: str
    entries: int
    drawing: Drawing | None

    @property
    def needed(self) -> int:
        """How many complete cycles the sheath counts to."""
        return FEWEST

    @property
    def is_ready(self) -> bool:
        """Whether there are enough complete cycles to compare and to draw."""
        return self.complete >= FEWEST


def cycle_cards(series: Series, rows: CycleRows, *, place: int, today: date) -> list[CycleCard]:
    """One card a followed symptom, the watched one first; the one in that place is drawn."""
    return [
        _card(asked, series, rows, today=today if number == place else None) for number, asked in enumerate(rows.asked)
    ]


def _card(asked: FollowedSymptom, series: Series, rows: CycleRows, *, today: date | None) -> CycleCard:
    complete, row = series.cycles, rows.looks.get((asked.symptom_id, series.look))
    days, scores = rows.scores.of(asked.slug)
    reading = reading_of(row) if row is not None else None
    few = max(FEWEST - len(complete), 0)
    return CycleCard(
        name=asked.called,
        headline=cycle_words.headline_of(reading.state if reading else State.TOO_FEW),
        sentence=cycle_words.sentence(reading, asked.called) if reading else cycle_words.missing(max(few, 1)),
        looked_on=row.looked_on if row is not None and len(complete) > series.look else None,
        again=cycle_words.again(series.next_dose) if row is not None and series.next_dose else "",
        complete=len(complete),
        expected_on=_expected(series, few),
        window=cycle_words.window(late_days(complete)) if complete else "",
        entries=bisect_left(days, series.given[-1].toordinal()),
        drawing=draw(days, scores, complete, began=series.given[-1], today=today) if today else None,
    )


def _expected(series: Series, few: int) -> date | None:
    """Around when there are enough, if the cycles go on as long as the last one."""
    if not few or not series.cycles:
        return None
    return series.given[-1] + timedelta(days=series.cycles[-1].length * few)
