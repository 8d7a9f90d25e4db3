"""Charts of a workbook: Excel's own, drawn from the cells of the table above them."""

from typing import Any

from hkdesk.documents.charts.figures import is_empty, numbers
from hkdesk.documents.charts.looks import BAR_LOOKS, BEHIND_LINES, LINE_LOOKS, BarLook, Hatch, LineLook, Mark
from hkdesk.documents.charts.shapes import Tone
from hkdesk.documents.model import Chart, ChartKind

WIDTH, HEIGHT = 640, 300  # pixels
LABEL, ROW_PIXELS = 26, 20  # the height of a funnel's step; of a sheet's row
MOST_VALUES = 12  # labels up to which each value is written
_TYPES = {ChartKind.FUNNEL: {"type": "bar"}, ChartKind.BARS: {"type": "column"}, ChartKind.CURVE: {"type": "column"}}
_PATTERNS = {
    Hatch.RISING: "wide_upward_diagonal",
    Hatch.LEVEL: "dark_horizontal",
    Hatch.FALLING: "wide_downward_diagonal",
    Hatch.CROSSED: "outlined_diamond",
}
_MARKS = {Mark.CIRCLE: "circle", Mark.SQUARE: "square", Mark.TRIANGLE: "triangle", Mark.DIAMOND: "diamond"}
_TEXT = {"size": 9, "color": f"#{Tone.INK.value}"}


def rows_of(chart: Chart) -> int:
    """How many rows of a sheet a chart covers; 0 for one that is only a table."""
    return -(-_height(chart) // ROW_PIXELS) + 1 if _is_drawn(chart) else 0


def native_chart(book: Any, chart: Chart, sheet: str, header: int) -> Any:
    """Excel's chart of a table; None where it is only a table.

    Args:
        sheet: the name of the sheet that the table stands on, its header in the row `header`, counted from 0, and its
            labels in the first column.
    """
    if not _is_drawn(chart):
        return None
    made = book.add_chart(_TYPES[chart.kind])
    lines = book.add_chart({"type": "line"}) if chart.kind is ChartKind.CURVE and len(chart.series) > 1 else None
    last = header + len(chart.labels)
    for place in range(1 if chart.kind is ChartKind.FUNNEL else len(chart.series)):
        # By cells and never by text: what begins with = would be taken for a formula.
        series = {
            "name": [sheet, header, place + 1],
            "categories": [sheet, header + 1, 0, last, 0],
            "values": [sheet, header + 1, place + 1, last, place + 1],
        }
        if lines is not None and place:
            lines.add_series(series | _line(LINE_LOOKS[(place - 1) % len(LINE_LOOKS)]))
        else:
            made.add_series(series | _bars(chart, place))
    if lines is not None:
        made.combine(lines)
    _set_axes(made, chart)
    made.set_size({"width": WIDTH, "height": _height(chart)})
    return made


def _is_drawn(chart: Chart) -> bool:
    return chart.kind in _TYPES and not is_empty(chart)


def _height(chart: Chart) -> int:
    return max(LABEL * len(chart.labels) + 40, HEIGHT // 2) if chart.kind is ChartKind.FUNNEL else HEIGHT


def _set_axes(made: Any, chart: Chart) -> None:
    quiet = {"color": f"#{Tone.GRID.value}", "width": 0.75}
    made.set_title({"none": True})  # it stands in a cell above
    made.show_blanks_as("gap")
    if chart.kind is ChartKind.FUNNEL:
        made.set_legend({"none": True})
        made.set_y_axis({"reverse": True, "num_font": _TEXT, "major_tick_mark": "none"})
        made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        return
    made.set_legend({"position": "top", "font": _TEXT})
    made.set_x_axis({"num_font": _TEXT, "label_position": "low", "major_tick_mark": "none"})
    known = [value for series in chart.series for value in numbers(chart, series) if value is not None]
    digits = "#,##0" if all(value == value.to_integral_value() for value in known) else "General"
    lines = {"major_gridlines": {"visible": True, "line": quiet}, "line": {"none": True}}
    made.set_y_axis({"num_font": _TEXT, "num_format": digits, **lines})


def _bars(chart: Chart, place: int) -> dict[str, Any]:
    look = BAR_LOOKS[place % len(BAR_LOOKS)]
    if chart.kind is ChartKind.CURVE and len(chart.series) > 1:
        look = BEHIND_LINES
    has_values = len(chart.labels) <= MOST_VALUES and len(chart.series) <= 2
    values = {"data_labels": {"value": True, "font": _TEXT}} if has_values else {}
    return {**_filled(look), "border": {"color": f"#{Tone.ACCENT.value}", "width": 0.75}, "gap": 60, **values}


def _filled(look: BarLook) -> dict[str, Any]:
    if look.hatch is Hatch.NONE:
        return {"fill": {"color": f"#{look.fill.value}"}}
    colours = {"fg_color": f"#{Tone.ACCENT.value}", "bg_color": f"#{look.fill.value}"}
    return {"pattern": {"pattern": _PATTERNS[look.hatch], **colours}}


def _line(look: LineLook) -> dict[str, Any]:
    colour = f"#{look.pen.tone.value}"
    dash = "solid" if not look.pen.dash else "dash_dot" if len(look.pen.dash) > 2 else "dash"
    if look.pen.dash and look.pen.dash[0] < 2:
        dash = "square_dot"
    inner = f"#{Tone.PAPER.value}" if look.is_hollow else colour
    mark = {"type": _MARKS[look.mark], "size": 6, "border": {"color": colour}, "fill": {"color": inner}}
    return {"line": {"color": colour, "width": 2, "dash_type": dash}, "marker": mark}
