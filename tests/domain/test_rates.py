from collections import Counter
from decimal import Decimal

import pytest

from hkdesk.domain.rates import Rates, StageRates, median_days, ratio, satisfaction_rates, schedule_lead_points


@pytest.mark.parametrize(
    ("completed", "plan", "months", "lead"),
    [
        (74, 100, 8, "7.33"),
        (3090, 10_000, 3, "5.90"),
        (0, 100, 8, "-66.67"),
        (100, 100, 12, "0.00"),
        (5, 0, 8, None),
    ],
)
def test_the_published_leads_on_schedule_come_out(completed, plan, months, lead):
    assert schedule_lead_points(completed, plan, months) == (None if lead is None else Decimal(lead))


def test_without_a_denominator_there_is_no_rate():
    assert ratio(3, 0) is None
    assert satisfaction_rates(0, 0, 0, 0, 0) == Rates(None, None, None, None)
    assert StageRates(0, 0, 0, 0).production_step is None


def test_the_three_rates_are_over_return_visits_and_weigh_into_the_overall():
    assert satisfaction_rates(visits=10, contacted=10, solved=9, satisfied=7, basically_satisfied=2) == Rates(
        Decimal("1"), Decimal("0.9"), Decimal("0.88"), Decimal("90.2")
    )


@pytest.mark.parametrize(
    ("days", "median"),
    [
        ([], None),
        ([4], "4"),
        ([0, 0, 9], "0"),
        ([1, 2], "1.5"),
        ([1, 2, 2, 50], "2"),
        ([3, 1, 2], "2"),
        ([1, 1, 4, 6], "2.5"),
        ([7, 7, 7, 7], "7"),
    ],
)
def test_the_median_lies_in_the_middle_and_between_two_for_an_even_count(days, median):
    assert median_days(Counter(days)) == (None if median is None else Decimal(median))


def test_the_projects_rates_are_cumulative_or_by_step():
    rates = StageRates(signed=15, landed=15, started=12, in_production=6)
    assert (rates.landing, rates.start, rates.production) == (1, Decimal("0.8"), Decimal("0.4"))
    assert (rates.landing_step, rates.start_step, rates.production_step) == (1, Decimal("0.8"), Decimal("0.5"))
