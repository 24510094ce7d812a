"""How often the cycle method is right and how often it errs, on the fixed generator. Rates in percent of 1,000 members.

The whole grid (every null, every fill, every look) is printed by `bench/companion rates`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from myelin.companion.cycles import State, compare, weigh
from myelin.companion.tests.generator import NULLS, World, people

LOOKS = (3, 5, 8, 13)
TOLD = (State.HIGHER, State.LOWER)


def rates(world: World, looks: tuple[int, ...]) -> dict[int, Counter[State]]:
    """How many in a hundred read each state, at each look."""
    found, members = people(world)
    percent = 100 / world.members
    return {
        look: Counter({state: n * percent for state, n in Counter(weigh(*told[0], found[:look]).state for told in members).items()})
        for look in looks
    }  # fmt: skip


@pytest.mark.parametrize("null", NULLS)
def test_noise_is_seldom_called_a_gap(null):
    for length, fill, looks in ((28, 0.5, LOOKS), (28, 0.9, (5,)), (182, 0.5, (3, 5))):
        world = replace(World(length=length, cycles=looks[-1], fill=fill), **NULLS[null])
        for look, found in rates(world, looks).items():
            assert found[State.HIGHER] + found[State.LOWER] <= 5, (null, length, fill, look)


def test_even_when_the_product_asks_round_infusions_only_and_bad_days_are_written_more():
    world = World(cycles=13, fill=0.5, gamma=1.0, prompts=2.0)
    for found in rates(world, LOOKS).values():
        assert found[State.HIGHER] + found[State.LOWER] <= 6


def any_look_any_symptom(world: World, looks: tuple[int, ...]) -> float:
    found, members = people(world)
    shares = [1.0, *[1 / max(world.symptoms - 1, 1)] * (world.symptoms - 1)]
    alarms = sum(
        any(
            weigh(*symptom, found[:look], share=share).state in TOLD
            for look in looks
            for symptom, share in zip(told, shares, strict=True)
        )
        for told in members
    )
    return 100 * alarms / world.members


def test_six_symptoms_over_the_first_four_looks():
    assert any_look_any_symptom(World(cycles=13, symptoms=6), LOOKS) <= 6


def test_six_symptoms_of_long_cycles_over_every_look_to_the_eighth():
    assert any_look_any_symptom(World(length=182, cycles=8, symptoms=6, members=400), (3, 4, 5, 6, 7, 8)) <= 6


def test_a_hot_summer_over_four_looks():
    assert any_look_any_symptom(World(length=182, cycles=13, summer=3.0), LOOKS) <= 5


@pytest.mark.parametrize(
    ("length", "fill", "gap", "expected"),
    [
        (28, 0.2, 2, {3: 6, 5: 24, 8: 47, 13: 77}),
        (28, 0.5, 2, {3: 35, 5: 61, 8: 90, 13: 99}),
        (28, 0.5, 1, {3: 7, 5: 14, 8: 27, 13: 51}),
        (28, 0.9, 2, {3: 45, 5: 76, 8: 97, 13: 100}),
        (28, 0.9, 1, {3: 10, 5: 19, 8: 37, 13: 67}),
        (182, 0.5, 2, {3: 60, 5: 95, 8: 100}),
        (182, 0.5, 1, {3: 7, 5: 29, 8: 61}),
    ],
)
def test_what_is_there_is_found_as_often_as_was_measured(length, fill, gap, expected):
    found = rates(World(length=length, cycles=max(expected), fill=fill, gap=gap), tuple(expected))
    for look, percent in expected.items():
        assert found[look][State.HIGHER] == pytest.approx(percent, abs=4), look
        assert found[look][State.LOWER] <= 0.5


def test_an_ordinary_diary_finds_two_points():
    short = rates(World(cycles=8, gap=2), (5, 8))
    assert short[5][State.HIGHER] >= 55 and short[8][State.HIGHER] >= 85
    assert rates(World(length=182, cycles=5, gap=2), (5,))[5][State.HIGHER] >= 90


def test_noise_mostly_reads_no_difference_in_time():
    found = rates(World(cycles=13), LOOKS)
    for look, percent in {3: 40, 5: 73, 8: 95, 13: 99}.items():
        assert found[look][State.NONE_SEEN] == pytest.approx(percent, abs=4)


@pytest.mark.parametrize(("length", "cycles", "fill"), [(28, 5, 0.5), (28, 8, 0.9), (182, 5, 0.5)])
def test_two_points_are_seldom_read_as_no_difference(length, cycles, fill):
    found = rates(World(length=length, cycles=cycles, fill=fill, gap=2), (cycles,))
    assert found[cycles][State.NONE_SEEN] <= 5


@pytest.mark.parametrize("length", [28, 182])
def test_a_full_and_quiet_diary_is_read_right(length):
    quiet = World(length=length, cycles=5, swing=1.0, rho=0.3, fill=1.0)
    for gap, state, least in ((2.0, State.HIGHER, 99), (0.0, State.NONE_SEEN, 98)):
        found, members = people(replace(quiet, gap=gap))
        right = sum(compare(*told[0], found).state is state for told in members)
        assert right >= least * 10, gap
