"""The days that practice data spans, by number, so that a deadline is counted once a day and not once an appeal."""

from bisect import bisect_right
from datetime import date, datetime, time, timedelta

from hkdesk.domain.days import PLAIN, PROFILES

YEARS = 3
OPENING_MS, OFFICE_MS = int(8.5 * 3_600_000), 9 * 3_600_000
EARLY_MS = 600_000  # today's happened in its first minutes, or some of it would be still to come
PROFILE_NAMES = ("assist", "lead", "standard", "resolve", "complex")
AHEAD_DAYS = 120


class Span:
    """The last three years up to today; a day is its number, 0 being the first.

    Args:
        today: the last day on which anything has happened.
    """

    def __init__(self, today: date) -> None:
        self.first = today - timedelta(days=365 * YEARS)
        self.today = (today - self.first).days
        self.days = [self.first + timedelta(days=n) for n in range(self.today + AHEAD_DAYS)]
        self.iso = [day.isoformat() for day in self.days]
        self.is_work = [PLAIN.is_workday(day) for day in self.days]
        self._works = [n for n, works in enumerate(self.is_work) if works]
        self._next = [bisect_right(self._works, n) for n in range(len(self.days))]
        self._midnight = [int(datetime.combine(day, time()).astimezone().timestamp() * 1000) for day in self.days]
        self.dues = [self._due(name) for name in PROFILE_NAMES]
        self.is_known = [int(PLAIN.knows(day.year)) for day in self.days]

    def plus(self, day: int, workdays: int) -> int:
        """The day that is so many working days later; the day itself where that is none."""
        return self._works[self._next[day] + workdays - 1] if workdays else day

    def at(self, day: int, part: float) -> int:
        """An instant of a day in ms: a part of its office hours; of today, of its first minutes."""
        if day == self.today:
            return self._midnight[day] + int(part * EARLY_MS)
        return self._midnight[day] + OPENING_MS + int(part * OFFICE_MS)

    def at_of(self, day: date, part: float) -> int:
        """The same of a day that may lie before the span."""
        if 0 <= (n := self.number(day)) <= self.today:
            return self.at(n, part)
        return int(datetime.combine(day, time()).astimezone().timestamp() * 1000) + OPENING_MS + int(part * OFFICE_MS)

    def number(self, day: date) -> int:
        """The number of a day, which may lie outside."""
        return (day - self.first).days

    def _due(self, profile: str) -> list[int]:
        count = PROFILES[profile].solution_workdays
        return [self.number(PLAIN.add_workdays(day, count).on) for day in self.days[: self.today + 1]]
