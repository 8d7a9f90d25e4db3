from datetime import date

import pytest

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.periods import (
    Period,
    PeriodKind,
    free_period,
    parse_period,
    period_around,
    period_beside,
    up_to,
    year_before,
)

D = date.fromisoformat


def period(first, last):
    return Period(D(first), D(last))


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        (PeriodKind.MONTH, "2024-02-11", "2024-02-01", "2024-02-29"),
        (PeriodKind.QUARTER, "2026-11-24", "2026-10-01", "2026-12-31"),
        (PeriodKind.QUARTER, "2026-03-31", "2026-01-01", "2026-03-31"),
        (PeriodKind.HALF_YEAR, "2024-06-30", "2024-01-01", "2024-06-30"),
        (PeriodKind.HALF_YEAR, "2024-07-01", "2024-07-01", "2024-12-31"),
        (PeriodKind.YEAR, "2026-11-24", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_period_is_the_whole_one_that_a_day_lies_in(kind, day, first, last):
    assert period_around(kind, D(day)) == period(first, last)


@pytest.mark.parametrize(
    ("kind", "steps", "first", "last"),
    [
        (PeriodKind.MONTH, -1, "2025-12-01", "2025-12-31"),
        (PeriodKind.QUARTER, -1, "2025-10-01", "2025-12-31"),
        (PeriodKind.HALF_YEAR, 1, "2026-07-01", "2026-12-31"),
        (PeriodKind.YEAR, -2, "2024-01-01", "2024-12-31"),
    ],
)
def test_the_one_beside_it_is_whole_too(kind, steps, first, last):
    assert period_beside(kind, period_around(kind, D("2026-01-05")), steps) == period(first, last)


def test_its_months_are_cut_to_it():
    months = list(period("2025-12-15", "2026-02-03").months)
    assert months == [
        period("2025-12-15", "2025-12-31"),
        period("2026-01-01", "2026-01-31"),
        period("2026-02-01", "2026-02-03"),
    ]
    assert list(period("2026-02-03", "2026-02-03").months) == [period("2026-02-03", "2026-02-03")]


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        ("2026-01-01", "2026-11-24", ("2025-01-01", "2025-11-24")),
        ("2024-02-01", "2024-02-29", ("2023-02-01", "2023-02-28")),
        ("2025-02-01", "2025-02-28", ("2024-02-01", "2024-02-29")),
        ("2024-02-29", "2024-03-05", ("2023-02-28", "2023-03-05")),
        ("2024-03-01", "2024-03-31", ("2023-03-01", "2023-03-31")),
    ],
)
def test_the_year_before_has_the_same_days(first, last, before):
    assert year_before(period(first, last)) == period(*before)


def test_an_unfinished_period_ends_today_and_one_to_come_has_no_more_than_its_first_day():
    year = period("2026-01-01", "2026-12-31")
    assert up_to(year, D("2026-11-24")) == period("2026-01-01", "2026-11-24")
    assert up_to(year, D("2027-03-01")) == year
    assert up_to(year, D("2025-03-01")) == period("2026-01-01", "2026-01-01")


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        (None, "2026-01-01", ["first"]),
        (None, None, ["first", "last"]),
        ("2026-01-02", "2026-01-01", ["last"]),
        ("2024-01-01", "2026-01-01", ["last"]),
    ],
)
def test_two_days_that_make_no_period_are_refused_on_their_field(first, last, wrong):
    with pytest.raises(FieldErrors) as refused:
        free_period(first and D(first), last and D(last))
    assert [e.field for e in refused.value.errors] == wrong


def test_two_days_make_a_period_of_up_to_two_years():
    assert free_period(D("2024-01-01"), D("2025-12-31")) == period("2024-01-01", "2025-12-31")
    assert free_period(D("2024-01-01"), D("2024-01-01")) == period("2024-01-01", "2024-01-01")


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("2024", PeriodKind.YEAR, "2024-01-01", "2024-12-31"),
        ("2024-H2", PeriodKind.HALF_YEAR, "2024-07-01", "2024-12-31"),
        (" 2024-q1 ", PeriodKind.QUARTER, "2024-01-01", "2024-03-31"),
        ("2024-02", PeriodKind.MONTH, "2024-02-01", "2024-02-29"),
    ],
)
def test_a_period_is_read_by_its_short_name(text, kind, first, last):
    assert parse_period(text) == (kind, period(first, last))


@pytest.mark.parametrize("text", ["", "24", "2024-Q5", "2024-H3", "2024-Q0", "2024-13", "2024-00", "1066", "2024-1-1"])
def test_what_is_no_period_is_refused(text):
    with pytest.raises(DeskError, match="is not a period"):
        parse_period(text)
