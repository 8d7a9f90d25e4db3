"""Appeals received and closed month by month."""

from dataclasses import dataclass

from hkdesk.domain.ticks import round_ticks
from hkdesk.wording import month, tr
from hkdesk.work.queries.overview import Overview


@dataclass(frozen=True)
class MonthBars:
    """Two bars a month, and an axis of whole numbers for them.

    Args:
        labels: the months as the axis names them.
        months: the months in full, e.g. 2026-03.
        ticks: at most five, evenly spaced, from 0 to the maximum.
    """

    labels: tuple[str, ...]
    months: tuple[str, ...]
    received: tuple[int, ...]
    closed: tuple[int, ...]
    maximum: int
    ticks: tuple[int, ...]

    def header(self) -> tuple[str, ...]:
        """The columns of the table that says the same as the picture."""
        return tr("Month"), tr("Received"), tr("Closed")

    def rows(self) -> list[tuple[str, ...]]:
        """That table's rows."""
        bars = zip(self.months, self.received, self.closed, strict=True)
        return [(name, f"{received:,}", f"{closed:,}") for name, received, closed in bars]

    def values(self) -> list[tuple[object, ...]]:
        """The same as figures."""
        return list(zip(self.months, self.received, self.closed, strict=True))


def month_bars(view: Overview) -> MonthBars:
    """The bars of the months that an overview covers."""
    received = tuple(m.received for m in view.months)
    closed = tuple(m.closed for m in view.months)
    ticks = whole_ticks(max((*received, *closed), default=0))
    return MonthBars(
        labels=tuple(month(m.first) for m in view.months),
        months=tuple(f"{m.first:%Y-%m}" for m in view.months),
        received=received,
        closed=closed,
        maximum=ticks[-1],
        ticks=ticks,
    )


def whole_ticks(highest: int) -> tuple[int, ...]:
    """Ticks from 0 to the highest value or a little beyond, in steps of 1, 2 or 5 times a power of ten."""
    return tuple(int(tick) for tick in round_ticks(0, highest, are_whole=True))
