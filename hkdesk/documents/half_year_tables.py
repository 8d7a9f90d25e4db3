"""The tables and the chart of the half-year report of the 1+1+N."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from hkdesk.documents.half_year_values import ONES, figure_name, source_and_standing
from hkdesk.documents.model import Align, Block, Cell, CellKind, Chart, ChartKind, ChartSeries, Column, Table
from hkdesk.documents.phrases import count_cell, money_cell, rate_cell, with_note
from hkdesk.documents.service_values import appeal_table, mark_cell, outcome_table, outcomes_in_words
from hkdesk.domain.codes import ProviderKind, Unit
from hkdesk.domain.rates import ratio
from hkdesk.wording import long_day, long_month, month, tr, tr_n, word
from hkdesk.work.queries.half_year import HalfYear, Published
from hkdesk.work.queries.request_sums import Sums
from hkdesk.work.words import DASH, name_of_period

MOST_ROWS, MOST_ENTERPRISES = 15, 10


def half_year_places(view: HalfYear) -> dict[str, Sequence[Block]]:
    """The tables and charts that a template can place, empty where there is nothing to show."""
    now, last = view.figures.total, view.figures.last or Sums()
    compared = [(_name(view, 0), now), (_name(view, 1), last)]
    some = any(s.received or s.closed or s.visits for _, s in compared)
    outcomes = [(word(c), s) for c, s in view.figures.by_category.items() if s.closed]
    providers = sorted(
        ((_provider(view, key), s) for key, s in view.figures.by_provider.items()),
        key=lambda one: (-one[1].received, one[0]),
    )
    firms = [(firm.name, firm.sums) for firm in view.figures.enterprises]
    categories = sorted(view.figures.by_category.items(), key=lambda one: (-one[1].received, word(one[0])))
    said = outcomes_in_words(now)
    outcome_title = tr("Outcomes of closed appeals by category")
    return {
        "published": (_published(view),) if view.published else (),
        "appeals": (appeal_table(compared),) if some else (),
        "months": (_month_table(view),) if some else (),
        "months_chart": (_month_chart(view),) if some else (),
        "categories": _quality(tr("Appeals by category"), tr("Category"), [(word(c), s) for c, s in categories]),
        "outcomes": (outcome_table(outcome_title, tr("Category"), outcomes, now),) if said else (),
        "providers": _quality(tr("Appeals by provider"), tr("Provider"), providers),
        "network": (_network(view),) if view.network else (),
        "enterprises": _quality(tr("Enterprises with most appeals"), tr("Enterprise"), firms, MOST_ENTERPRISES),
    }


def _name(view: HalfYear, back: int) -> str:
    return name_of_period(view.figures.before if back else view.period)


def _is_busy(sums: Sums) -> bool:
    return bool(sums.received or sums.replied or sums.visits or sums.closed)


def _provider(view: HalfYear, key: UUID | None) -> str:
    """A provider's name and, behind it, what it is; those that nobody leads together."""
    if key is None:
        return tr("nobody assigned")
    name, kind = view.figures.providers.get(key, DASH), view.kinds.get(key)
    return name if kind is None or word(kind) == name else with_note(name, word(kind))


def _published(view: HalfYear) -> Table:
    """The bulletin's figures against the recorded ones, each with its source and standing."""
    several = len({line.park for line in view.published}) > 1
    notes = []
    if any(line.is_of_today for line in view.published):
        notes.append(tr("* As of {day}: no earlier state is kept.", day=long_day(view.today)))
    notes += [
        with_note(figure_name(line), "; ".join(c.note for c in line.cited if c.note)) if len(line.cited) > 1 else ""
        for line in view.published
    ]
    return Table(
        title=tr("Published figures against what is recorded of the same time"),
        columns=(
            Column(tr("Figure"), weight=1.7),
            Column(tr("Published"), Align.RIGHT, CellKind.NUMBER),
            Column(tr("Recorded here"), Align.RIGHT, CellKind.NUMBER),
            Column(tr("Recorded of it"), Align.RIGHT, CellKind.NUMBER, weight=0.9),
            Column(tr("Source and standing"), weight=1.6),
        ),
        rows=tuple(_published_row(line, several=several) for line in view.published),
        note="\n".join(note for note in notes if note),
    )


def _published_row(line: Published, *, several: bool) -> tuple[Cell, ...]:
    name = _with_unit(line, several=several)
    share = ratio(line.recorded, line.published) if line.recorded is not None else None
    recorded = DASH if line.recorded is None else _said(line, line.recorded) + ("*" if line.is_of_today else "")
    return (
        Cell(name, name),
        Cell(_said(line, line.published), _raw(line, line.published)),
        Cell(recorded, None if line.recorded is None or line.is_of_today else _raw(line, line.recorded)),
        rate_cell(share),
        Cell(source_and_standing(line), source_and_standing(line)),
    )


def _with_unit(line: Published, *, several: bool) -> str:
    """A figure's name with the unit of its raw value, the lines of this table having different ones."""
    name = tr("{park}, {figure}", park=line.park, figure=figure_name(line)) if several else figure_name(line)
    return with_note(name, tr("10,000 yuan") if line.unit is Unit.CNY else word(line.unit))


def _said(line: Published, value: int) -> str:
    exact = _raw(line, value)
    return f"{exact:,f}".rstrip("0").rstrip(".") if exact != int(exact) else f"{int(exact):,}"


def _raw(line: Published, value: int) -> Decimal:
    cell = money_cell(value).value if line.unit is Unit.CNY else Decimal(value)
    return cell if isinstance(cell, Decimal) else Decimal(0)


def _month_table(view: HalfYear) -> Table:
    last = {m.month: s for m, s in view.figures.last_months.items()}
    rows = []
    for first, sums in view.figures.months.items():
        before = last.get(first.month, Sums())
        rows.append(
            (
                Cell(long_month(first), long_month(first)),
                count_cell(sums.received),
                count_cell(before.received),
                count_cell(sums.closed),
                count_cell(before.closed),
                rate_cell(sums.on_time_rate),
            )
        )
    now, past = view.figures.total, view.figures.last or Sums()
    total = tr("Total")
    return Table(
        title=tr("Appeals by month"),
        columns=(
            Column(tr("Month"), Align.CENTRE, weight=1.2),
            Column(tr("Received"), Align.RIGHT, CellKind.NUMBER),
            Column(tr("Received the year before"), Align.RIGHT, CellKind.NUMBER),
            Column(tr("Closed"), Align.RIGHT, CellKind.NUMBER),
            Column(tr("Closed the year before"), Align.RIGHT, CellKind.NUMBER),
            Column(tr("On time"), Align.RIGHT, CellKind.NUMBER),
        ),
        rows=tuple(rows),
        total=(
            Cell(total, total),
            count_cell(now.received),
            count_cell(past.received),
            count_cell(now.closed),
            count_cell(past.closed),
            rate_cell(now.on_time_rate),
        ),
    )


def _month_chart(view: HalfYear) -> Chart:
    months = view.figures.months
    return Chart(
        ChartKind.BARS,
        tr("Appeals by month"),
        tuple(month(first) for first in months),
        (
            ChartSeries(tr("Received"), tuple(count_cell(s.received) for s in months.values())),
            ChartSeries(tr("Closed"), tuple(count_cell(s.closed) for s in months.values())),
        ),
    )


def _quality(title: str, name: str, lines: Sequence[tuple[str, Sums]], most: int = MOST_ROWS) -> Sequence[Block]:
    """Appeals received, closed, on time, and their rates, a line for each name."""
    found = [(said, s) for said, s in lines if _is_busy(s)]
    if not found:
        return ()
    left = len(found) - most
    numbers = (tr("Received"), tr("Closed"), tr("On time"), tr("Solved"), tr("Satisfied"), tr("Overall mark"))
    return (
        Table(
            title=title,
            columns=(
                Column(name, weight=2.2),
                *(Column(one, Align.RIGHT, CellKind.NUMBER, weight=0.8) for one in numbers),
            ),
            rows=tuple(_quality_row(said, s) for said, s in found[:most]),
            note=tr_n("{n} more is not listed here.", "{n} more are not listed here.", left) if left > 0 else "",
        ),
    )


def _quality_row(name: str, sums: Sums) -> tuple[Cell, ...]:
    return (
        Cell(name, name),
        count_cell(sums.received),
        count_cell(sums.closed),
        rate_cell(sums.on_time_rate),
        rate_cell(sums.rates.solved),
        rate_cell(sums.rates.satisfied),
        mark_cell(sums.rates.overall),
    )


def _network(view: HalfYear) -> Table:
    """The 1+1+N: how many of each kind there are, and the appeals that they led."""
    by_kind: dict[ProviderKind, Sums] = {kind: Sums() for kind in ProviderKind if view.network.get(kind)}
    for key, sums in view.figures.by_provider.items():
        if key is not None and key in view.kinds:
            kind = by_kind[view.kinds[key]]
            kind.received += sums.received
            kind.closed += sums.closed
    return Table(
        title=tr("The service network"),
        columns=(
            Column(tr("Part"), Align.CENTRE, weight=0.6),
            Column(tr("Kind"), weight=1.6),
            Column(tr("How many"), Align.RIGHT, CellKind.NUMBER),
            Column(tr("Received"), Align.RIGHT, CellKind.NUMBER),
            Column(tr("Closed"), Align.RIGHT, CellKind.NUMBER),
        ),
        rows=tuple(
            (
                Cell("1" if kind in ONES else "N", "1" if kind in ONES else "N"),
                Cell(word(kind), word(kind)),
                count_cell(view.network[kind]),
                count_cell(s.received),
                count_cell(s.closed),
            )
            for kind, s in by_kind.items()
        ),
        note=tr("Providers as they are on record on {day}; appeals by who led them.", day=long_day(view.today)),
    )
