"""How far projects come: the steps of the pipeline with their rates."""

from dataclasses import dataclass
from decimal import Decimal

from hkdesk.domain.rates import StageRates, ratio
from hkdesk.domain.stage import Step
from hkdesk.wording import percent, tr, word
from hkdesk.work.queries.overview import Reached


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """How many projects have reached a step.

    Args:
        cumulative: reached ÷ signed; None where nothing is signed.
        of_before: reached ÷ those that reached the step before; None for the first step or where there are none.
    """

    step: Step
    label: str
    count: int
    cumulative: Decimal | None
    of_before: Decimal | None


@dataclass(frozen=True)
class Funnel:
    """The steps signed, landed, started and in production, in this order."""

    steps: tuple[FunnelStep, ...]

    def header(self) -> tuple[str, ...]:
        """The columns of the table that says the same as the picture."""
        return tr("Step"), tr("Projects that reached it"), tr("Of all signed"), tr("Of the step before")

    def rows(self) -> list[tuple[str, ...]]:
        """That table's rows."""
        return [(s.label, f"{s.count:,}", percent(s.cumulative), percent(s.of_before)) for s in self.steps]

    def values(self) -> list[tuple[object, ...]]:
        """The same as figures; rates in percent."""
        return [(s.label, s.count, _percent(s.cumulative), _percent(s.of_before)) for s in self.steps]


def funnel(reached: Reached) -> Funnel:
    """The funnel of the projects that go on or are in production; both rates of RULES.md, Pipeline."""
    rates = StageRates(reached.signed, reached.landed, reached.started, reached.in_production)
    found = (
        (Step.SIGNED, rates.signed, ratio(rates.signed, rates.signed), None),
        (Step.LANDED, rates.landed, rates.landing, rates.landing_step),
        (Step.STARTED, rates.started, rates.start, rates.start_step),
        (Step.IN_PRODUCTION, rates.in_production, rates.production, rates.production_step),
    )
    return Funnel(tuple(FunnelStep(s, word(s), n, cumulative, before) for s, n, cumulative, before in found))


def _percent(part: Decimal | None) -> Decimal | None:
    return None if part is None else part * 100
