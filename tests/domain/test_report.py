"""What the cells of a monthly report take, and which sums they refuse."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkdesk.domain.errors import DeskError
from hkdesk.domain.money import parse_wan, wan_text
from hkdesk.domain.months import last_of_month, month_after
from hkdesk.domain.report import (
    FIELDS,
    check_cumulative,
    check_month,
    invested_fen,
    month_to_report,
    read_cell,
)

WAN = 1_000_000


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("construction_fen", "1200", 1200 * WAN),
        ("construction_fen", "1,200.5", 1_200_500_000),
        ("equipment_fen", "１２", 12 * WAN),
        ("land_fen", "0.3亿", 3000 * WAN),
        ("land_fen", "91.53万元", 91_530_000),
        ("funds_in_place_fen", "5000元", 500_000),
        ("funds_in_place_fen", "", None),
        ("progress_percent", "45", 45),
        ("progress_percent", "45 %", 45),
        ("progress_percent", " ", None),
        ("physical_progress", "  主体封顶 ", "主体封顶"),
        ("problems", "", ""),
        ("next_step_on", "2026.12.5", date(2026, 12, 5)),
    ],
)
def test_a_cell_is_read_as_it_was_meant(field, typed, value):
    assert read_cell(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("construction_fen", "-5", "below zero"),
        ("construction_fen", "很多", "not an amount"),
        ("construction_fen", "1.23456789", "below one fen"),
        ("progress_percent", "101", "from 0 to 100"),
        ("progress_percent", "-1", "from 0 to 100"),
        ("progress_percent", "４5", None),
        ("progress_percent", "半", "from 0 to 100"),
        ("progress_percent", "²", "from 0 to 100"),
        ("problems", "长" * 4001, "4000 fit"),
        ("next_step_on", "下周", "not a date"),
        ("next_step_on", "2026-02-30", "no day"),
    ],
)
def test_what_is_no_value_is_refused_with_its_field(field, typed, says):
    if says is None:
        assert read_cell(field, typed) == 45
        return
    with pytest.raises(DeskError, match=says) as refusal:
        read_cell(field, typed)
    assert refusal.value.field == field


@given(st.integers(0, 10**15))
def test_wan_shown_is_wan_read(fen):
    for grouped in (True, False):
        assert parse_wan(wan_text(fen, grouped=grouped)) == fen


def test_what_was_invested_is_construction_equipment_and_land():
    assert invested_fen({"construction_fen": 1, "equipment_fen": None, "land_fen": 4, "funds_in_place_fen": 9}) == 5
    assert invested_fen(dict.fromkeys(FIELDS)) == 0


@pytest.mark.parametrize(
    ("before", "month", "total", "is_refused"),
    [(100, 10, 100, False), (100, 11, 100, True), (0, 111, 100, True), (500, 500, None, False), (0, 1, 0, True)],
)
def test_more_than_the_total_and_its_tolerance_is_refused(before, month, total, is_refused):
    if not is_refused:
        check_cumulative(before * WAN, month * WAN, None if total is None else total * WAN)
        return
    with pytest.raises(DeskError, match="over 10% more than the total investment of"):
        check_cumulative(before * WAN, month * WAN, total * WAN)


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 11, 24), date(2026, 11, 1)),
        (date(2026, 11, 20), date(2026, 11, 1)),
        (date(2026, 11, 19), date(2026, 10, 1)),
        (date(2026, 1, 3), date(2025, 12, 1)),
    ],
)
def test_the_month_that_is_due_for_reports(today, month):
    assert month_to_report(today) == month


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(-500, 500))
def test_months_after_and_back_again(day, months):
    assert month_after(month_after(day, months), -months) == day.replace(day=1)
    assert (last_of_month(day).replace(day=1), last_of_month(day) + timedelta(days=1)) == (
        day.replace(day=1),
        month_after(day, 1),
    )


def test_a_month_that_has_not_begun_has_no_reports():
    check_month(date(2026, 11, 1), date(2026, 11, 1))
    with pytest.raises(DeskError, match="2026-12 has not begun"):
        check_month(date(2026, 12, 1), date(2026, 11, 30))
    with pytest.raises(DeskError, match="first day"):
        check_month(date(2026, 11, 2), date(2026, 11, 30))
