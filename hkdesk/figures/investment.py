"""This year's investment against its plan, month by month."""

from dataclasses import dataclass
from decimal import Decimal

from hkdesk.domain.money import FEN_PER_WAN, FEN_PER_YI, MoneyUnit
from hkdesk.figures.months import whole_ticks
from hkdesk.wording import month, tr, word
from hkdesk.work.queries.progress import Progress
from hkdesk.work.words import DASH, money


@dataclass(frozen=True)
class InvestmentCurve:
    """Bars for what each month brought, a curve for the sum so far, another for the plan.

    Args:
        labels: the months as the axis names them; names, in full.
        invested: fen of each month, None for one to come; so_far and planned: fen from January to its end.
        unit: of the axis; factor: fen of one unit; ticks: in units, from 0 up.
    """

    labels: tuple[str, ...]
    names: tuple[str, ...]
    invested: tuple[int | None, ...]
    so_far: tuple[int | None, ...]
    planned: tuple[int, ...]
    unit: MoneyUnit
    factor: int
    ticks: tuple[int, ...]

    @property
    def unit_name(self) -> str:
        return word(self.unit)

    def header(self) -> tuple[str, ...]:
        """The columns of the table that says the same as the picture."""
        return tr("Month"), tr("Invested"), tr("So far"), tr("Planned so far")

    def rows(self) -> list[tuple[str, ...]]:
        """That table's rows."""
        columns = zip(self.names, self.invested, self.so_far, self.planned, strict=True)
        return [(name, money(one), money(sum_), money(plan)) for name, one, sum_, plan in columns]

    def values(self) -> list[tuple[object, ...]]:
        """The same as figures, in wan CNY: what a spreadsheet calculates with."""
        columns = zip(self.names, self.invested, self.so_far, self.planned, strict=True)
        return [
            (name, *(None if fen is None else Decimal(fen) / FEN_PER_WAN for fen in rest)) for name, *rest in columns
        ]


def investment_curve(view: Progress) -> InvestmentCurve:
    """The curve of the year that a view speaks of."""
    so_far: list[int | None] = []
    total = 0
    for m in view.months:
        total += m.invested_fen or 0
        so_far.append(None if m.invested_fen is None else total)
    planned = tuple(m.planned_fen for m in view.months)
    highest = max((*planned, total), default=0)
    unit, factor = (MoneyUnit.YI, FEN_PER_YI) if highest >= 4 * FEN_PER_YI else (MoneyUnit.WAN, FEN_PER_WAN)
    return InvestmentCurve(
        labels=tuple(month(m.first) for m in view.months),
        names=tuple(f"{m.first:%Y-%m}" for m in view.months),
        invested=tuple(m.invested_fen for m in view.months),
        so_far=tuple(so_far),
        planned=planned,
        unit=unit,
        factor=factor,
        ticks=whole_ticks(-(-highest // factor)),
    )


def tip_of(curve: InvestmentCurve, n: int) -> str:
    """What is said where the pointer stands on a month."""
    name, one, total, plan = curve.rows()[n]
    if one == DASH:
        return tr("{month}: planned so far {planned}", month=name, planned=plan)
    return tr(
        "{month}: invested {invested}, so far {total}, planned so far {planned}",
        month=name,
        invested=one,
        total=total,
        planned=plan,
    )
