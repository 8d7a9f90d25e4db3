from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from hkdesk.domain.periods import Period
from hkdesk.domain.request import Category
from hkdesk.figures.measures import bars, heat, measure_text, measure_value, trend
from hkdesk.figures.request_tables import By, outcome_table, provider_table
from hkdesk.work.queries.request_facts import Asked
from hkdesk.work.queries.request_figures import RequestFigures
from hkdesk.work.queries.request_sums import Measure, Sums

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
PERIOD, BEFORE = Period(JAN, date(2026, 3, 31)), Period(date(2025, 1, 1), date(2025, 3, 31))
CENTRE = UUID(int=1)


def view(**given):
    """January and February are counted, March is not yet."""
    labour = Sums(received=4, due=4, on_time=3, closed=2, workers=30)
    parts = {
        "asked": Asked(PERIOD),
        "period": PERIOD,
        "before": BEFORE,
        "steps": 8,
        "done": 3,
        "total": Sums(received=6, due=4, on_time=3, closed=2, workers=30),
        "months": {JAN: Sums(received=4, due=4, on_time=3), FEB: Sums(received=2)},
        "last_months": {date(2025, 1, 1): Sums(received=8)},
        "cells": {JAN: {Category.LABOUR: labour}, FEB: {Category.LEGAL: Sums(received=2)}},
        "by_category": {Category.LABOUR: labour, Category.LEGAL: Sums(received=2)},
        "by_provider": {CENTRE: labour, None: Sums(received=2)},
        "providers": {CENTRE: "中心"},
    }
    return RequestFigures(**{**parts, **given})


@pytest.mark.parametrize(
    ("measure", "value", "text", "exact"),
    [
        (Measure.RECEIVED, Decimal(1234), "1,234", 1234),
        (Measure.LATE, Decimal("0.12345"), "12.3%", Decimal("12.34")),
        (Measure.MEDIAN_DAYS, Decimal("4.5"), "4.5", Decimal("4.5")),
        (Measure.MEDIAN_DAYS, Decimal("4.0"), "4", 4),
        (Measure.OVERALL, Decimal("90.25"), "90.2", Decimal("90.25")),
        (Measure.OVERALL, None, "—", None),
    ],
)
def test_each_measure_has_its_way_of_being_written(measure, value, text, exact):
    assert measure_text(measure, value) == text
    assert measure_value(measure, value) == exact


def test_a_month_without_an_appeal_has_nought_and_one_not_counted_yet_has_nothing():
    found = heat(view(), Measure.RECEIVED)
    rows = {row[0]: row[1:] for row in found.rows()}
    assert found.header() == ("Category", "2026-01", "2026-02", "2026-03", "Period")
    assert rows["Labour"] == ("4", "0", "—", "4")
    assert rows["Legal"] == ("0", "2", "—", "2")
    assert rows["All"] == ("4", "2", "—", "6")
    shares = dict(zip(found.categories, found.shares, strict=True))
    assert shares["Labour"] == (1.0, 0.0, None, None)
    assert shares["Legal"] == (0.0, 0.5, None, None)
    assert set(shares["All"]) == {None}


def test_marks_which_lie_close_together_are_told_apart_from_the_lowest_up():
    cells = {JAN: {c: Sums(visits=10, contacted=10, solved=n) for n, c in ((8, Category.LABOUR), (10, Category.LEGAL))}}
    found = heat(view(cells=cells), Measure.OVERALL)
    shares = dict(zip(found.categories, found.shares, strict=True))
    assert (shares["Labour"][0], shares["Legal"][0]) == (0.0, 1.0)


def test_a_category_alone_is_a_line_alone():
    found = heat(view(asked=Asked(PERIOD, category=Category.LABOUR)), Measure.LATE)
    assert found.rows()[0] == ("Labour", "25.0%", "—", "—", "25.0%")
    assert len(found.rows()) == 2


def test_each_month_stands_beside_that_of_the_year_before():
    found = trend(view(), Measure.RECEIVED)
    assert found.rows() == [("2026-01", "4", "8"), ("2026-02", "2", "—"), ("2026-03", "—", "—")]
    assert found.tip(0) == "2026-01: 4, the year before 8"


def test_providers_come_by_the_number_of_their_appeals_and_nobody_is_named_so():
    assert bars(view(), Measure.RECEIVED).names == ("中心", "nobody assigned")
    assert [row[:2] for row in provider_table(view()).rows] == [("中心", "4"), ("nobody assigned", "2")]


def test_outcomes_end_with_their_sum_and_last_years_once_it_is_counted():
    rows = outcome_table(view(), By.CATEGORY).rows
    assert rows == [
        ("Labour", "2", "—", "—", "—", "30", "—"),
        ("Sum", "2", "—", "—", "—", "30", "—"),
    ]
    table = outcome_table(view(last=Sums(closed=1, financing_fen=5_000_000_00)), By.MONTH)
    assert [row[:3] for row in table.rows] == [("Sum", "2", "—"), ("The year before", "1", "500 wan CNY")]
    assert table.values[1][2] == 500
    assert table.sums == 2
