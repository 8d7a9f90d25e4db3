"""Working days on the Chinese calendar with its make-up weekends, and the deadlines in them (RULES.md, Appeals)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from hkdesk.domain.errors import DeskError
from hkdesk.domain.halfwidth import without_spaces

FIRST_YEAR, LAST_YEAR = 1949, 2100

_DAY = timedelta(days=1)
_SATURDAY = 5
_WRITTEN = (
    re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"),
    re.compile(r"([0-9]{4})\.([0-9]{1,2})\.([0-9]{1,2})"),
    re.compile(r"([0-9]{4})/([0-9]{1,2})/([0-9]{1,2})"),
    re.compile(r"([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})[日号]?"),
    re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})"),
)


@dataclass(frozen=True)
class Deadline:
    """A day that was counted to, and whether the calendar knows every year that was counted in."""

    on: date
    certain: bool


@dataclass(frozen=True)
class DeadlineProfile:
    """The two clocks of an appeal, in working days from the day after."""

    response_workdays: int
    solution_workdays: int


# RULES.md names the days to a solution, and 1 and 2 to a first answer; which answer goes with which is our default.
PROFILES = {
    "assist": DeadlineProfile(1, 3),
    "lead": DeadlineProfile(1, 7),
    "start": DeadlineProfile(1, 1),
    "reply": DeadlineProfile(1, 2),
    "standard": DeadlineProfile(1, 5),
    "resolve": DeadlineProfile(2, 10),
    "complex": DeadlineProfile(2, 25),
}


class _Published(NamedTuple):
    off: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]


@cache
def _published() -> _Published:
    # chinese_calendar's own functions raise for a year that it does not know: its data are read instead.
    from chinese_calendar.constants import holidays, workdays

    return _Published(frozenset(holidays), frozenset(workdays), frozenset(day.year for day in holidays))


@dataclass(frozen=True)
class DayCalendar:
    """The published working days, and the officer's own, which win over them."""

    days_off: frozenset[date] = frozenset()
    days_worked: frozenset[date] = frozenset()

    def knows(self, year: int) -> bool:
        """Whether the year's holidays are published, or entered: National Day then stands among the days off."""
        return year in _published().years or any(date(year, 10, day) in self.days_off for day in (1, 2, 3))

    def is_workday(self, day: date) -> bool:
        """Whether a day is worked; in a year that is not known only weekends are off."""
        if day in self.days_worked:
            return True
        if day in self.days_off:
            return False
        published = _published()
        return day in published.worked or (day.weekday() < _SATURDAY and day not in published.off)

    def add_workdays(self, start: date, count: int) -> Deadline:
        """The working day that is `count` of them after `start`, counting from the day after.

        Raises:
            DeskError: where the count is below zero.
        """
        if count < 0:
            raise DeskError("A deadline is zero working days away or more, not {count}.", count=count)
        day = start
        while count:
            day += _DAY
            count -= self.is_workday(day)
        counted = range((start + _DAY).year, day.year + 1) if day > start else ()
        return Deadline(day, all(self.knows(year) for year in counted))

    def workday_before(self, day: date) -> date:
        """The last working day before a day."""
        day -= _DAY
        while not self.is_workday(day):
            day -= _DAY
        return day

    def workdays_between(self, start: date, end: date) -> int:
        """The working days from the day after `start` up to `end`; below zero where `end` comes first."""
        if end < start:
            return -self.workdays_between(end, start)
        days = (start + _DAY * offset for offset in range(1, (end - start).days + 1))
        return sum(self.is_workday(day) for day in days)


PLAIN = DayCalendar()


def parse_day(text: str, field: str | None = None) -> date:
    """The day in a text: 2026-03-05, 2026.3.5, 2026/3/5, 2026年3月5日 or 20260305.

    Raises:
        DeskError: saying what can be typed.
    """
    plain = without_spaces(text)
    match = next((match for pattern in _WRITTEN if (match := pattern.fullmatch(plain))), None)
    if match is None:
        raise DeskError("{text} is not a date: type one such as 2026-03-05 or 2026年3月5日.", field=field, text=text)
    year, month, day = (int(part) for part in match.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DeskError(
            "{text} lies outside the years {first} to {last}.", field=field, text=text, first=FIRST_YEAR, last=LAST_YEAR
        )
    try:
        return date(year, month, day)
    except ValueError:
        raise DeskError("There is no day {text} on the calendar.", field=field, text=text) from None
