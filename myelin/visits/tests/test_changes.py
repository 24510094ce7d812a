"""What changed, told from counts and middles alone."""

from __future__ import annotations

import pytest

from myelin.visits.changes import Turn, compare, in_order


def turn(now, before, **more):
    change = compare("s", "S", now, before, **{"kept_before": 30, **more})
    return change.turn if change is not None else None


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ([6] * 10, [4] * 10, Turn.WORSE),
        ([4] * 10, [6] * 10, Turn.BETTER),
        ([5, 5, 5, 5, 5], [5, 5, 5, 5, 6], Turn.SAME),
        ([6] * 4, [4] * 10, Turn.TOO_FEW),
        ([6] * 10, [4] * 4, Turn.TOO_FEW),
        ([3, 3, 3], [], Turn.NEW),
        ([3, 3], [], Turn.TOO_FEW),
        ([3, 3, 3], [0, 0, 0], Turn.NEW),
        ([], [4] * 10, None),
    ],
)
def test_a_symptom_is_worse_better_new_or_not_to_be_told(now, before, expected):
    assert turn(now, before) == expected


def test_more_energy_is_better():
    assert turn([7] * 9, [4] * 9, more_is_better=True) == Turn.BETTER
    assert turn([4] * 9, [7] * 9, more_is_better=True) == Turn.WORSE


def test_nothing_is_new_when_hardly_anything_was_written_before():
    assert turn([3] * 9, [], kept_before=4) == Turn.TOO_FEW


def test_what_got_worse_comes_first_and_the_larger_move_before_the_smaller():
    told = [
        compare(name, name, now, before, kept_before=30)
        for name, now, before in (
            ("same", [4] * 9, [4] * 9),
            ("better", [2] * 9, [5] * 9),
            ("a bit", [5] * 9, [4] * 9),
            ("much", [9] * 9, [4] * 9),
        )
    ]
    assert [one.slug for one in in_order(told)] == ["much", "a bit", "better", "same"]
