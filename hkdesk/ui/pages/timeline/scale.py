"""Days as places on the timeline, and the lines and words of its head at every zoom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hkdesk.wording import month, tr

LEAST, USUAL, MOST = 0.15, 1.8, 24.0  # pixels a day: ten years, a year and a half, six weeks on a screen
STEP = 1.25
_QUARTERS, _MONTHS, _WEEKS, _DAYS = 0.35, 1.0, 4.5, 17.0  # from which pixels a day each of them has room


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a day stands; days are ordinals.

    Args:
        origin: the day at x = 0.
        per_day: pixels a day.
    """

    origin: int
    per_day: float

    def x(self, day: float) -> float:
        """The left edge of a day."""
        return (day - self.origin) * self.per_day

    def day(self, x: float) -> float:
        """The day at a place, with its part of a day."""
        return self.origin + x / self.per_day


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the head and what stands behind it."""

    day: int
    text: str


def zoomed(per_day: float, steps: float) -> float:
    """Pixels a day after some steps in (above zero) or out."""
    return min(MOST, max(LEAST, per_day * float(STEP**steps)))


def upper_ticks(first: int, last: int, per_day: float) -> list[Tick]:
    """The upper line of the head over some days: years, or months once there are weeks below them."""
    if per_day < _WEEKS:
        return [Tick(day.toordinal(), _year(day)) for day in _firsts(first, last, 12)]
    return [Tick(day.toordinal(), _year_and_month(day)) for day in _firsts(first, last, 1)]


def lower_ticks(first: int, last: int, per_day: float) -> list[Tick]:
    """The lower line of the head: quarters, months, weeks or days, as there is room."""
    if per_day < _QUARTERS:
        return []
    if per_day < _MONTHS:
        return [
            Tick(day.toordinal(), tr("Q{n}", n=(day.month - 1) // 3 + 1) if per_day * 91 > 44 else "")
            for day in _firsts(first, last, 3)
        ]
    if per_day < _WEEKS:
        return [Tick(day.toordinal(), month(day)) for day in _firsts(first, last, 1)]
    step = 1 if per_day >= _DAYS else 7
    start = first - (first - 1) % step  # ordinal 1 is a Monday
    return [Tick(n, str(date.fromordinal(n).day)) for n in range(start, last + 1, step)]


def _firsts(first: int, last: int, months: int) -> Iterator[date]:
    """The first days of every so many months, from the one that holds the first day on."""
    day = date.fromordinal(max(1, first))
    day = date(day.year, (day.month - 1) // months * months + 1, 1)
    while day.toordinal() <= last:
        yield day
        ahead = day.replace(day=28) + timedelta(days=4 + 31 * (months - 1))
        day = date(ahead.year, (ahead.month - 1) // months * months + 1, 1)


def _year(day: date) -> str:
    return tr("{year}", year=day.year)


def _year_and_month(day: date) -> str:
    return tr("{month} {year}", month=month(day), year=day.year)
