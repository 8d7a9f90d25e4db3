"""The band of time under milestones: where a day stands, and the months or years that are written on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hkdesk.wording import month

APART = 36.0  # points between two of its dates, at the least
_DAYS = (1, 5, 10)
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
_MONTH_DAYS = 30.4


@dataclass(frozen=True)
class Timeline:
    """Days along a width.

    Args:
        first: the day at `left`; per_day: points.
    """

    first: date
    left: float
    per_day: float
    width: float

    def x(self, day: date) -> float:
        """Where a day stands."""
        return self.left + (day - self.first).days * self.per_day

    def dates(self) -> Iterator[tuple[float, str]]:
        """The dates that are written on it, far enough apart."""
        begins, ends = self._day_at(0), self._day_at(self.width)
        for step in _DAYS:
            if step * self.per_day >= APART:
                yield from self._days(begins, ends, step)
                return
        step = next((months for months in _MONTHS if months * _MONTH_DAYS * self.per_day >= APART), _MONTHS[-1])
        for day in _months(begins, ends, step):
            yield self.x(day), f"{day.year}" if day.month == 1 or step >= 12 else month(day)

    def _days(self, begins: date, ends: date, step: int) -> Iterator[tuple[float, str]]:
        for ordinal in range(-(-begins.toordinal() // step) * step, ends.toordinal() + 1, step):
            day = date.fromordinal(ordinal)
            yield self.x(day), f"{day:%m-%d}"

    def _day_at(self, x: float) -> date:
        ordinal = self.first.toordinal() + int((x - self.left) / self.per_day)
        return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def timeline(days: Sequence[date], ends: Sequence[tuple[date, float]], left: float, width: float) -> Timeline:
    """The line on which all days stand, each of `ends` having the room to its right that it needs.

    Args:
        days: at least one.
        ends: days and the points that are needed behind them.
    """
    first, last = min(days), max(days)
    if first == last:
        first -= timedelta(days=min(15, first.toordinal() - 1))
        last += timedelta(days=min(15, date.max.toordinal() - last.toordinal()))
    limits = [(width - left) / (last - first).days]
    limits += [(width - left - room) / (day - first).days for day, room in ends if day > first]
    return Timeline(first, left, min(limits), width)


def _months(begins: date, ends: date, step: int) -> Iterator[date]:
    """First days of months, counted from a January."""
    count = -(-(begins.year * 12 + begins.month - 1) // step) * step
    while count // 12 <= min(ends.year, date.max.year):
        if count >= 12:
            found = date(count // 12, count % 12 + 1, 1)
            if found > ends:
                return
            if found >= begins:
                yield found
        count += step
