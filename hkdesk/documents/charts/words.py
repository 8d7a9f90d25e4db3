"""What a chart says in words: as a table for those who calculate with it, in a line for those who do not see it."""

from collections.abc import Iterator

from hkdesk.documents.charts.figures import cell_of, is_empty, nothing_known
from hkdesk.documents.charts.measure import plain
from hkdesk.documents.model import Align, Cell, CellKind, Chart, ChartKind, Column, Table
from hkdesk.documents.phrases import with_note
from hkdesk.wording import tr
from hkdesk.work.words import DASH


def chart_table(chart: Chart) -> Table:
    """A row for each label, a column for each series; what is not known has no value, and says so."""
    kind = CellKind.DATE if chart.kind is ChartKind.MILESTONES else CellKind.NUMBER
    align = Align.CENTRE if kind is CellKind.DATE else Align.RIGHT
    first = tr("Milestone") if chart.kind is ChartKind.MILESTONES else tr("Item")
    rows = tuple(
        (Cell(label, label), *(cell_of(series, place) or Cell(DASH) for series in chart.series))
        for place, label in enumerate(chart.labels)
    )
    columns = (
        Column(first, weight=1.5),
        *(Column(series.name, align, kind, unit=chart.unit) for series in chart.series),
    )
    notes = (nothing_known() if is_empty(chart) else "", chart.note)
    return Table(chart.title, columns, rows, note="\n".join(note for note in notes if note))


def chart_words(chart: Chart) -> str:
    """All figures of a chart, one label after the other."""
    return plain(f"{with_note(chart.title, chart.unit)}: {'; '.join(_labels(chart))}")


def _labels(chart: Chart) -> Iterator[str]:
    for place, label in enumerate(chart.labels):
        cells = ((series.name, cell_of(series, place)) for series in chart.series)
        said = [f"{name} {cell.text if cell is not None else DASH}".strip() for name, cell in cells]
        yield f"{label}: {', '.join(said)}"
