"""Rates and leads, exact, and None where the denominator is zero (RULES.md, Pipeline and Appeals)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

BASICALLY_SATISFIED_WEIGHT = Decimal("0.9")
RESPONSE_WEIGHT, SOLVED_WEIGHT, SATISFIED_WEIGHT = Decimal("0.1"), Decimal("0.5"), Decimal("0.4")


def ratio(part: int, whole: int) -> Decimal | None:
    """A part of a whole, 1 being all of it; None, shown as —, where there is no whole."""
    return Decimal(part) / Decimal(whole) if whole else None


@dataclass(frozen=True)
class Rates:
    """The three rates over valid return visits, as ratios, and the overall mark out of 100."""

    response: Decimal | None
    solved: Decimal | None
    satisfied: Decimal | None
    overall: Decimal | None


def satisfaction_rates(visits: int, contacted: int, solved: int, satisfied: int, basically_satisfied: int) -> Rates:
    """The rates of valid return visits, of which so many were contacted, solved, satisfied and so on."""
    if not visits:
        return Rates(None, None, None, None)
    content = satisfied + BASICALLY_SATISFIED_WEIGHT * basically_satisfied
    marks = RESPONSE_WEIGHT * contacted + SOLVED_WEIGHT * solved + SATISFIED_WEIGHT * content
    return Rates(ratio(contacted, visits), ratio(solved, visits), content / visits, marks * 100 / visits)


def median_days(counts: Mapping[int, int]) -> Decimal | None:
    """The median of whole days, of which each was taken so many times; between the two middle ones for an even count.

    Args:
        counts: {days: how many times}.
    """
    total = sum(counts.values())
    if not total:
        return None
    middle = ((total - 1) // 2, total // 2)  # from 0; the same one twice for an odd count
    found: list[int] = []
    passed = 0
    for days in sorted(counts):
        passed += counts[days]
        while len(found) < len(middle) and middle[len(found)] < passed:
            found.append(days)
    return Decimal(sum(found)) / 2


def schedule_lead_points(completed_fen: int, plan_fen: int, months_elapsed: int) -> Decimal | None:
    """Percentage points ahead of schedule, to two decimals: completed ÷ plan of the year − months elapsed ÷ 12."""
    lead = ratio((completed_fen * 12 - months_elapsed * plan_fen) * 100, plan_fen * 12)
    return None if lead is None else lead.quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True)
class StageRates:
    """The rates of projects by how many reached each step, whether or not they have gone further since."""

    signed: int
    landed: int
    started: int
    in_production: int

    @property
    def landing(self) -> Decimal | None:
        """Landed ÷ signed, which is both the cumulative and the step rate."""
        return ratio(self.landed, self.signed)

    @property
    def start(self) -> Decimal | None:
        """Started ÷ signed, cumulative."""
        return ratio(self.started, self.signed)

    @property
    def production(self) -> Decimal | None:
        """In production ÷ signed, cumulative."""
        return ratio(self.in_production, self.signed)

    @property
    def landing_step(self) -> Decimal | None:
        """Landed ÷ signed, the step rate."""
        return self.landing

    @property
    def start_step(self) -> Decimal | None:
        """Started ÷ landed, the step rate."""
        return ratio(self.started, self.landed)

    @property
    def production_step(self) -> Decimal | None:
        """In production ÷ started, the step rate."""
        return ratio(self.in_production, self.started)
