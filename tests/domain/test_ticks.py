from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkdesk.domain.ticks import round_ticks


@pytest.mark.parametrize(
    ("lowest", "highest", "ticks"),
    [
        (0, 0, [0, 1]),
        (0, 157, [0, 50, 100, 150, 200]),
        (0, Decimal("0.03"), [Decimal(n) / 100 for n in range(4)]),
        (-15, 19, [-20, -10, 0, 10, 20]),
        (-3, -1, [-3, -2, -1, 0]),
        (0, 10**30, [0, 5 * 10**29, 10**30]),
    ],
)
def test_ticks_are_round_and_hold_zero_and_both_values(lowest, highest, ticks):
    assert list(round_ticks(lowest, highest)) == ticks


def test_what_is_counted_has_no_halves():
    assert list(round_ticks(0, 2, are_whole=True)) == [0, 1, 2]
    assert list(round_ticks(0, 2)) == [0, Decimal("0.5"), 1, Decimal("1.5"), 2]


@given(st.decimals("-1e12", "1e12", places=2), st.decimals("-1e12", "1e12", places=2), st.integers(3, 7))
def test_there_are_never_too_many_and_they_are_evenly_apart(one, other, most):
    ticks = round_ticks(min(one, other), max(one, other), most)
    assert 2 <= len(ticks) <= most
    assert ticks[0] <= min(one, other, 0)
    assert ticks[-1] >= max(one, other, 0)
    assert 0 in ticks
    assert len({b - a for a, b in pairwise(ticks)}) == 1
