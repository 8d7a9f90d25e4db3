from itertools import pairwise

import pytest

from hkdesk.domain.ticks import MOST_TICKS
from hkdesk.figures.months import month_bars, whole_ticks
from tests.documents.views import empty_view, usual_view


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (3, (0, 1, 2, 3)),
        (4, (0, 1, 2, 3, 4)),
        (5, (0, 2, 4, 6)),
        (12, (0, 5, 10, 15)),
        (40, (0, 10, 20, 30, 40)),
        (157, (0, 50, 100, 150, 200)),
        (3999, (0, 1000, 2000, 3000, 4000)),
    ],
)
def test_ticks_are_few_and_whole(highest, ticks):
    assert whole_ticks(highest) == ticks


def test_ticks_reach_every_value():
    for highest in range(2000):
        ticks = whole_ticks(highest)
        assert len(ticks) <= MOST_TICKS
        assert ticks[-1] >= highest
        assert {b - a for a, b in pairwise(ticks)} == {ticks[1]}


def test_the_bars_are_the_months_and_the_table_says_the_same():
    bars = month_bars(usual_view())
    assert bars.received == tuple(range(1, 13))
    assert bars.closed == (0, 0, *range(1, 11))
    assert bars.maximum == bars.ticks[-1] == 15
    assert (bars.months[0], bars.months[-1]) == ("2025-04", "2026-03")
    assert (bars.labels[0], bars.labels[-1]) == ("Apr", "Mar")
    assert bars.rows()[-1] == ("2026-03", "12", "10")
    assert len(bars.header()) == 3


def test_an_axis_without_values_still_has_a_height():
    assert month_bars(empty_view()).ticks == (0, 1)
    assert month_bars(empty_view(months=[])).maximum == 1
