"""What is counted of appeals: sums that add up over months, categories and providers, and the rates that follow."""

from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from hkdesk.domain.rates import Rates, median_days, ratio, satisfaction_rates


class Measure(StrEnum):
    """What a chart of appeals shows."""

    RECEIVED = "received"
    LATE = "late"
    MEDIAN_DAYS = "median_days"
    OVERALL = "overall"


@dataclass(slots=True)
class Sums:
    """The appeals of a period, each fact on its own day.

    Args:
        received: by the day received.
        replied: by the day of the latest reply; due: those of them that had a due date; on_time: replied by it.
        days: {calendar days from receipt to that reply: how many}.
        visits: by the day of the latest return visit, whose finding the next four count.
        closed: by the day closed, or, where nobody knows it, by the day received; the outcomes are theirs.
    """

    received: int = 0
    replied: int = 0
    due: int = 0
    on_time: int = 0
    days: Counter[int] = field(default_factory=Counter)
    visits: int = 0
    contacted: int = 0
    solved: int = 0
    satisfied: int = 0
    basically_satisfied: int = 0
    closed: int = 0
    financing_fen: int = 0
    subsidy_fen: int = 0
    retained_investment_fen: int = 0
    workers: int = 0
    jobs_at_risk: int = 0

    @property
    def rates(self) -> Rates:
        """The three rates over the return visits, and the overall mark (RULES.md, Appeals)."""
        return satisfaction_rates(self.visits, self.contacted, self.solved, self.satisfied, self.basically_satisfied)

    @property
    def on_time_rate(self) -> Decimal | None:
        """Replied on or before the due date, of those replied that had one."""
        return ratio(self.on_time, self.due)

    @property
    def late_rate(self) -> Decimal | None:
        """Replied after the due date, of those replied that had one."""
        return ratio(self.due - self.on_time, self.due)

    @property
    def median(self) -> Decimal | None:
        """The median of the calendar days from receipt to reply."""
        return median_days(self.days)

    def measure(self, measure: Measure) -> Decimal | None:
        """The figure that a chart shows; None where there is nothing to tell."""
        match measure:
            case Measure.RECEIVED:
                return Decimal(self.received)
            case Measure.LATE:
                return self.late_rate
            case Measure.MEDIAN_DAYS:
                return self.median
            case Measure.OVERALL:
                return self.rates.overall

    def copy(self) -> "Sums":
        """The same figures, which counting on does not change."""
        return replace(self, days=Counter(self.days))
