"""Invented members for the cycle view: the fixed generator whose rates the method was measured with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from myelin.companion.cycles import Cycle, cycles_between

SEED = 20260101
SEASONS = 2 * np.pi / 365.25


@dataclass(frozen=True)
class World:
    """One cell of the tables: how invented members feel, and on which days they write.

    x = level + 1.5 * AR(1) + terms, shown rounded and clipped to 0-10; a day is seen with a chance of logistic(...).
    """

    length: int = 28
    cycles: int = 5
    level: float = 4.5
    swing: float = 1.5
    rho: float = 0.6
    fill: float = 0.5
    gap: float = 0.0
    """Points added in the late window."""
    drift: float = 0.0
    """Points a year."""
    season: float = 0.0
    summer: float = 0.0
    """A half sine of 92 days each year."""
    gamma: float = 0.0
    """How much more a member writes when it is worse."""
    prompts: float = 0.0
    """Added to the logit on days 0-7 and on the last 7."""
    copies: float = 0.0
    """The chance that a day repeats the day before."""
    episodes: float = 0.0
    hangover: float = 0.0
    bursts: bool = False
    wobble: int = 0
    """Lengths differ by up to so many days."""
    members: int = 1000
    seed: int = SEED
    symptoms: int = 1
    """How many, correlated by 0.4."""


def given_days(world: World, rng: np.random.Generator) -> list[int]:
    lengths = world.length + rng.integers(-world.wobble, world.wobble + 1, world.cycles)
    return [0, *np.cumsum(lengths).tolist()]


def people(world: World) -> tuple[list[Cycle], list[list[tuple[list[int], list[float]]]]]:
    """Cycles, and for each member the days and scores of each symptom."""
    rng = np.random.default_rng(world.seed)
    given = given_days(world, rng)
    cycles = cycles_between(given)
    days, columns = given[-1], world.members
    shared = _steps(rng, days, columns, world.rho)
    told = []
    for _symptom in range(world.symptoms):
        own = _steps(rng, days, columns, world.rho)
        noise = own if world.symptoms == 1 else np.sqrt(0.4) * shared + np.sqrt(0.6) * own
        x = world.level + world.swing * noise + _terms(world, rng, cycles, days, columns)
        if world.copies:
            for day in range(1, days):
                x[day] = np.where(rng.random(columns) < world.copies, x[day - 1], x[day])
        told.append((x, np.clip(np.round(x), 0, 10)))
    seen = _seen(world, rng, cycles, told[0][0])
    members = []
    for column in range(columns):
        rows = np.flatnonzero(seen[:, column])
        members.append([(rows.tolist(), scores[rows, column].tolist()) for _x, scores in told])
    return cycles, members


def _steps(rng: np.random.Generator, days: int, columns: int, rho: float) -> np.ndarray:
    steps = np.empty((days, columns))
    steps[0] = rng.standard_normal(columns)
    for day in range(1, days):
        steps[day] = rho * steps[day - 1] + np.sqrt(1 - rho**2) * rng.standard_normal(columns)
    return steps


def _terms(world: World, rng: np.random.Generator, cycles: list[Cycle], days: int, columns: int) -> np.ndarray:
    time = np.arange(days)[:, None]
    terms = world.drift * (time - days / 2) / 365.25 * np.ones((1, columns))
    phase = rng.random(columns) * 2 * np.pi
    terms = terms + world.season * np.cos(SEASONS * time + phase)
    if world.summer:
        day = (time + rng.integers(0, 365, columns)) % 365
        terms = terms + world.summer * np.where(day < 92, np.sin(np.pi * day / 92), 0)
    for cycle in cycles:
        terms[list(cycle.late)] += world.gap
        terms[cycle.began : cycle.began + 4] += world.hangover
    if world.episodes:
        starts = rng.random((days, columns)) < 2 / 365.25
        level = np.zeros(columns)
        for day in range(days):
            level = level * np.exp(-1 / 40) + world.episodes * starts[day]
            terms[day] += level
    return terms


def _seen(world: World, rng: np.random.Generator, cycles: list[Cycle], x: np.ndarray) -> np.ndarray:
    days, columns = x.shape
    logit = np.log(world.fill / (1 - world.fill)) if world.fill < 1 else 50.0
    chance = logit + world.gamma * (x - world.level)
    if world.prompts:
        for cycle in cycles:
            chance[cycle.began : cycle.began + 8] += world.prompts
            chance[cycle.began + cycle.length - 7 : cycle.began + cycle.length] += world.prompts
    seen = rng.random((days, columns)) < 1 / (1 + np.exp(-chance))
    if world.bursts:
        # Ten days of writing or of silence at a time.
        blocks = rng.random((days // 10 + 1, columns)) < world.fill
        seen = np.repeat(blocks, 10, axis=0)[:days] & (rng.random((days, columns)) < 0.95)
    return seen


NULLS: dict[str, dict[str, object]] = {
    "rho .3": {"rho": 0.3},
    "rho .6": {},
    "rho .8": {"rho": 0.8},
    "drift up": {"drift": 3.0},
    "drift down": {"drift": -3.0},
    "season": {"season": 1.0},
    "hot summer": {"summer": 3.0},
    "writes when worse": {"gamma": 0.6},
    "writes when better": {"gamma": -0.6},
    "prompts, worse": {"prompts": 2.0, "gamma": 0.6},
    "prompts, better": {"prompts": 2.0, "gamma": -0.6},
    "near the floor": {"level": 1.0},
    "near the ceiling": {"level": 9.0},
    "copies yesterday": {"copies": 0.6},
    "episodes": {"episodes": 3.0},
    "after the infusion": {"hangover": 3.0},
    "bursts": {"bursts": True},
    "all": {
        "rho": 0.8,
        "drift": 1.5,
        "season": 0.7,
        "gamma": 0.5,
        "level": 3.0,
        "episodes": 3.0,
        "hangover": 3.0,
        "wobble": 2,
    },
}
