"""The figures of a chart as numbers and as they are written on it."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from hkdesk.documents.model import Cell, Chart, ChartKind, ChartSeries
from hkdesk.wording import tr

LONGEST = 15  # characters of a number that is written out


def number(cell: Cell | None) -> Decimal | None:
    """The number of a cell; None where it is not known."""
    value = cell.value if cell is not None else None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    found = Decimal(value)
    return found if found.is_finite() else None


def day(cell: Cell | None) -> date | None:
    """The day of a cell; None where it is not known."""
    value = cell.value if cell is not None else None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def cell_of(series: ChartSeries, place: int) -> Cell | None:
    """The cell of a label; None where the series is shorter."""
    return series.cells[place] if place < len(series.cells) else None


def numbers(chart: Chart, series: ChartSeries) -> list[Decimal | None]:
    """The numbers of a series, one for each label."""
    return [number(cell_of(series, place)) for place in range(len(chart.labels))]


def written(value: Decimal, digits: int | None = None) -> str:
    """A number as a chart has room for it: with its digits, or as a power of ten where those are too many."""
    if digits is None:
        digits = max(-int(value.normalize().as_tuple().exponent), 0) if value.is_finite() else 0
    if abs(value.adjusted()) < LONGEST and digits < LONGEST:
        return f"{value:,.{digits}f}"
    return f"{Decimal(f'{value:.2e}').normalize():e}"


def step_digits(ticks: Sequence[Decimal]) -> int:
    """The decimals that the numbers of an axis need."""
    step = (ticks[1] - ticks[0]).normalize()
    return max(-int(step.as_tuple().exponent), 0)


def is_empty(chart: Chart) -> bool:
    """Whether there is no figure that it could show."""
    if chart.kind is ChartKind.MILESTONES:
        places = range(len(chart.labels))
        return not any(day(cell_of(series, place)) for series in chart.series[:2] for place in places)
    shown = chart.series[:1] if chart.kind is ChartKind.FUNNEL else chart.series
    return all(value is None for series in shown for value in numbers(chart, series))


def nothing_known() -> str:
    """What stands in the place of such a chart."""
    return tr("Nothing is known yet that this chart could show.")
