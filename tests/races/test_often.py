"""Something that may be asked for so often an hour: those who come in the same moment are counted, each of them."""

from __future__ import annotations

import pytest

from myelin.base.often import too_often
from tests.races.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.parametrize("tap", range(3))
def test_of_twelve_at_once_seven_are_let_in(noon, tap):
    told = at_once(12, lambda _n: too_often(f"door-{tap}", most=7, now=noon))
    assert sorted(told) == [False] * 7 + [True] * 5
