"""Own days as lines: what an office pastes from the State Council's notice."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkdesk.domain.day_lines import OwnDay, day_lines, parse_day_lines
from hkdesk.domain.errors import FieldErrors

DAYS = st.dates(date(2027, 1, 1), date(2029, 12, 31))
NOTES = st.sampled_from(["", "春节", "国庆 中秋", "调休"])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2027-01-01 休 元旦", [OwnDay(date(2027, 1, 1), False, "元旦")]),
        ("2027年2月14日 班", [OwnDay(date(2027, 2, 14), True, "")]),
        (
            "\n2027.2.5～2027.2.7，放假，春节\n\n2027/2/14 补班 春节调休",
            [
                *(OwnDay(date(2027, 2, d), False, "春节") for d in (5, 6, 7)),
                OwnDay(date(2027, 2, 14), True, "春节调休"),
            ],
        ),
        ("2027-05-01至2027-05-02 休", [OwnDay(date(2027, 5, 1), False, ""), OwnDay(date(2027, 5, 2), False, "")]),
        ("", []),
    ],
)
def test_days_are_taken_as_offices_write_them(text, days):
    assert parse_day_lines(text) == days


@pytest.mark.parametrize(
    ("text", "says", "line"),
    [
        ("2027-01-01", "then 休", 1),
        ("2027-01-01 休\n2027-01-02 maybe", "then 休", 2),
        ("2027-13-01 休", "is not a date", 1),
        ("2027-01-03~2027-01-01 休", "a range is of 1 to 31 days", 1),
        ("2027-01-01~2027-03-01 休", "a range is of 1 to 31 days", 1),
        ("2027-01-01~2027-01-02~2027-01-03 休", "a range is of", 1),
        ("2027-01-01 休\n2027-01-01~2027-01-02 班", "stands here twice", 2),
    ],
)
def test_a_wrong_line_is_told_by_its_number(text, says, line):
    with pytest.raises(FieldErrors, match=says) as refusal:
        parse_day_lines(text)
    assert [e.field for e in refusal.value.errors] == [f"line.{line}"]


@given(st.dictionaries(DAYS, st.tuples(st.booleans(), NOTES), max_size=40))
def test_what_is_written_is_read_again(wanted):
    days = [OwnDay(day, *rest) for day, rest in sorted(wanted.items())]
    assert sorted(parse_day_lines(day_lines(days))) == days


def test_neighbours_stand_in_one_line():
    first = date(2027, 2, 5)
    days = [OwnDay(first + timedelta(days=n), False, "春节") for n in range(7)]
    assert day_lines(days) == "2027-02-05~2027-02-11 休 春节"
