"""Periods that figures are counted over: whole months, quarters, half years and years, or any two days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.months import last_of_month, month_after


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    FREE = "free"


MONTHS_OF = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}
_WRITTEN = re.compile(r"([0-9]{4})(?:-(?:([QH])([1-4])|([0-9]{1,2})))?", re.IGNORECASE)
EXAMPLES = ("2026", "2026-H1", "2026-Q3", "2026-09")
MOST_MONTHS = 24  # of a period of two free days: more columns than that nobody reads


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both of them in it."""

    first: date
    last: date

    @property
    def months(self) -> Iterator["Period"]:
        """Its calendar months in order, the first and the last cut to what lies in it."""
        begin = self.first
        while begin <= self.last:
            yield Period(begin, min(last_of_month(begin), self.last))
            begin = month_after(begin, 1)


def period_around(kind: PeriodKind, day: date) -> Period:
    """The whole month, quarter, half year or year that a day lies in."""
    length = MONTHS_OF[kind]
    first = date(day.year, (day.month - 1) // length * length + 1, 1)
    return Period(first, last_of_month(month_after(first, length - 1)))


def period_beside(kind: PeriodKind, period: Period, steps: int) -> Period:
    """The whole period so many steps after (or, below zero, before) another of its kind."""
    return period_around(kind, month_after(period.first, steps * MONTHS_OF[kind]))


def parse_period(text: str, field: str | None = None) -> tuple[PeriodKind, Period]:
    """A period by its short name: 2024, 2024-H1, 2024-Q1 or 2024-09.

    Raises:
        DeskError: saying what can be typed.
    """
    match = _WRITTEN.fullmatch("".join(text.split()))
    year, letter, part, month = match.groups() if match else ("", None, None, None)
    if letter is None:
        kind, place = (PeriodKind.MONTH, int(month)) if month else (PeriodKind.YEAR, 1)
    else:
        kind = PeriodKind.QUARTER if letter.upper() == "Q" else PeriodKind.HALF_YEAR
        place = int(part or 0)
    length = MONTHS_OF[kind]
    if not year or not 1949 <= int(year) <= 2100 or not 1 <= place <= 12 // length:
        raise DeskError(
            "{text} is not a period: type one such as {examples}.", field=field, text=text, examples=EXAMPLES
        )
    return kind, period_around(kind, date(int(year), (place - 1) * length + 1, 1))


def free_period(first: date | None, last: date | None) -> Period:
    """The period from one day to another.

    Raises:
        FieldErrors: on `first` or `last`, where a day is missing, the two stand the wrong way round or too far apart.
    """
    if first is None or last is None:
        missing = [name for name, day in (("first", first), ("last", last)) if day is None]
        raise FieldErrors([DeskError("Say the day.", field=name) for name in missing])
    if last < first:
        raise FieldErrors([DeskError("The last day is before the first, {first}.", field="last", first=first)])
    if last >= month_after(first, MOST_MONTHS):
        raise FieldErrors([DeskError("At most {months} months are counted at once.", field="last", months=MOST_MONTHS)])
    return Period(first, last)


def up_to(period: Period, today: date) -> Period:
    """What has come of a period by today, so that an unfinished one is not compared with a whole one."""
    return Period(period.first, max(period.first, min(period.last, today)))


def year_before(period: Period) -> Period:
    """The same days of the year before; a month's last day stays its last day."""
    return Period(_year_before(period.first), _last_year_before(period.last))


def _year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year - 1, day.month, 28 if is_leap_day else day.day)


def _last_year_before(day: date) -> date:
    if day == last_of_month(day):
        return last_of_month(date(day.year - 1, day.month, 1))
    return _year_before(day)
