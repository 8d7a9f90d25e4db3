from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hkdesk.domain.days import PLAIN, PROFILES, DayCalendar, Deadline, parse_day
from hkdesk.domain.errors import DeskError

starts = st.dates(date(2003, 12, 1), date(2028, 12, 31))
counts = st.integers(0, 40)
few_days = st.frozensets(st.dates(date(2024, 1, 1), date(2024, 12, 31)), max_size=8)
calendars = st.builds(DayCalendar, few_days, few_days)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2024, 9, 27), 5, date(2024, 10, 10)),
        (date(2024, 2, 8), 5, date(2024, 2, 21)),
        (date(2024, 4, 30), 1, date(2024, 5, 6)),
        (date(2026, 2, 12), 3, date(2026, 2, 24)),
    ],
)
def test_the_published_deadlines_come_out(start, count, due):
    assert PLAIN.add_workdays(start, count) == Deadline(due, certain=True)


@settings(deadline=None, max_examples=150)
@given(calendars, starts, counts)
def test_a_deadline_is_a_working_day_and_counts_back(calendar, start, count):
    due = calendar.add_workdays(start, count).on
    assert calendar.workdays_between(start, due) == count
    assert calendar.workdays_between(due, start) == -count
    assert calendar.is_workday(due) or count == 0


@settings(deadline=None, max_examples=150)
@given(calendars, starts, counts, st.integers(0, 10), st.integers(0, 10))
def test_a_later_start_or_a_longer_count_is_never_due_earlier(calendar, start, count, later, more):
    due = calendar.add_workdays(start, count).on
    assert due <= calendar.add_workdays(start + timedelta(days=later), count).on
    assert due <= calendar.add_workdays(start, count + more).on


@settings(deadline=None, max_examples=60)
@given(st.dates(date(2004, 1, 1), date(2026, 12, 31)))
def test_a_known_year_agrees_with_the_library(day):
    from chinese_calendar import is_workday

    assert PLAIN.is_workday(day) is is_workday(day)


def test_a_deadline_in_a_year_not_yet_published_counts_weekends_and_says_so():
    assert PLAIN.add_workdays(date(2026, 12, 30), 1) == Deadline(date(2026, 12, 31), certain=True)
    assert PLAIN.add_workdays(date(2030, 1, 4), 1) == Deadline(date(2030, 1, 7), certain=False)
    assert PLAIN.add_workdays(date(2030, 1, 4), 0) == Deadline(date(2030, 1, 4), certain=True)
    assert PLAIN.knows(2024)
    assert not PLAIN.knows(2003)


def test_the_officers_own_days_win():
    own = DayCalendar(frozenset({date(2024, 9, 9)}), frozenset({date(2024, 9, 7), date(2024, 10, 1)}))
    assert own.add_workdays(date(2024, 9, 6), 2).on == date(2024, 9, 10)
    assert own.is_workday(date(2024, 10, 1))
    assert not PLAIN.is_workday(date(2024, 10, 1))


def test_a_year_whose_holidays_the_officer_entered_is_known():
    national_day = frozenset({date(2030, 10, 1)})
    assert DayCalendar(national_day).add_workdays(date(2030, 9, 30), 1) == Deadline(date(2030, 10, 2), certain=True)
    assert not DayCalendar(frozenset({date(2030, 6, 5)})).knows(2030)


def test_a_count_below_zero_is_refused():
    with pytest.raises(DeskError):
        PLAIN.add_workdays(date(2024, 9, 6), -1)


def test_the_default_profiles_are_those_of_the_rules():
    solutions = {name: profile.solution_workdays for name, profile in PROFILES.items()}
    assert solutions == {
        "assist": 3, "lead": 7, "start": 1, "reply": 2, "standard": 5, "resolve": 10, "complex": 25,
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05",
        "2026-3-5",
        "2026.3.5",
        "2026/3/5",
        "2026年3月5日",
        " 2026 年 3 月 5 日 ",
        "20260305",
        "２０２６．３．５",
    ],
)
def test_a_day_is_read_as_officers_write_it(text):
    assert parse_day(text) == date(2026, 3, 5)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is not a date"),
        ("3月5日", "is not a date"),
        ("2026-3/5", "is not a date"),
        ("2026-3-5-1", "is not a date"),
        ("2026035", "is not a date"),
        ("2026-02-30", "no day"),
        ("2026-13-01", "no day"),
        ("1948-12-31", "1949 to 2100"),
        ("2101-01-01", "1949 to 2100"),
        ("0000-01-01", "1949 to 2100"),
    ],
)
def test_what_is_no_day_is_refused(text, why):
    with pytest.raises(DeskError, match=why) as refused:
        parse_day(text, "on")
    assert refused.value.field == "on"
