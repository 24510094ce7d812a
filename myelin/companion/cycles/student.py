"""Student's t for whole degrees of freedom, by its closed form."""

from __future__ import annotations

from functools import lru_cache
from math import atan, cos, pi, sin, sqrt


def inside(t: float, df: int) -> float:
    """The chance that |T| stays below `t`."""
    angle = atan(t / sqrt(df))
    square = cos(angle) ** 2
    term = cos(angle) if df % 2 else 1.0
    total = term if df > 1 else 0.0
    for step in range(3 if df % 2 else 2, df - 1, 2):
        term *= (step - 1) / step * square
        total += term
    return 2 / pi * (angle + sin(angle) * total) if df % 2 else sin(angle) * total


@lru_cache(maxsize=1024)
def critical(alpha: float, df: int) -> float:
    """The t that |T| passes with a chance of `alpha`."""
    low, high = 0.0, 1.0
    while inside(high, df) < 1 - alpha:
        high *= 2
    for _step in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if inside(middle, df) < 1 - alpha else (low, middle)
    return high
