"""What the counted figures say, in numbers that a sentence can hold. Pure: no database."""

from __future__ import annotations

from math import sqrt

Z = 1.96
"""Of the normal distribution: 95 in 100 such ranges hold the true share."""


def likely_range(part: int, whole: int) -> tuple[int, int]:
    """Of 100, the lower and upper end of the share that `part` of `whole` stands for; `whole` > 0.

    Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927.
    """
    share = part / whole
    middle = share + Z * Z / (2 * whole)
    spread = Z * sqrt(share * (1 - share) / whole + Z * Z / (4 * whole * whole))
    scale = 1 + Z * Z / whole
    return round(100 * (middle - spread) / scale), round(100 * (middle + spread) / scale)
