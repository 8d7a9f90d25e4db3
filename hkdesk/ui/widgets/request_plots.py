"""The plots of the figures of appeals; imported only once the plotting library has been loaded."""

import math

import pyqtgraph as pg
from PySide6.QtCore import Qt

from hkdesk.figures.measures import Bars, Trend, measure_text
from hkdesk.figures.months import whole_ticks
from hkdesk.ui.theme import desk_font
from hkdesk.ui.widgets.plots import Figure
from hkdesk.wording import tr
from hkdesk.work.queries.request_sums import Measure

ROOM = 22  # of a name on the axis, in letters; a Chinese character takes two


def draw_trend(plot: Figure, trend: Trend) -> None:
    """Bars for the period, a dashed line with squares for the year before: told apart by shape as well."""
    plot.clear()
    theme, factor = plot.theme, 100 if trend.measure is Measure.LATE else 1
    values = [None if v is None else float(v) * factor for v in trend.values]
    before = [(n, float(v) * factor) for n, v in enumerate(trend.before) if v is not None and n < len(values)]
    ticks = whole_ticks(math.ceil(max([*(v for v in values if v is not None), *(v for _, v in before)], default=0)))
    for tick in ticks:
        line = pg.InfiniteLine(pos=tick, angle=0, pen=pg.mkPen(theme["border"], width=1))
        line.setZValue(-10)
        plot.addItem(line)
    known = [(n, v) for n, v in enumerate(values) if v is not None]
    if known:
        plot.addItem(
            pg.BarGraphItem(
                x=[n for n, _ in known], height=[v for _, v in known], width=0.5, brush=theme["accent"], pen=None
            )
        )
    if before:
        dashed = pg.mkPen(theme["sub"], width=2, style=Qt.PenStyle.DashLine)
        plot.addItem(
            pg.PlotDataItem(
                [n for n, _ in before],
                [v for _, v in before],
                pen=dashed,
                symbol="s",
                symbolSize=6,
                symbolBrush=theme["sub"],
                symbolPen=None,
            )
        )
    places = range(len(values))
    step = 1 if len(values) <= 12 else 2
    plot.getAxis("bottom").setTicks([[(n, trend.labels[n]) for n in places if n % step == 0]])
    unit = "%" if trend.measure is Measure.LATE else ""
    plot.getAxis("left").setTicks([[(t, f"{t:,}{unit}") for t in ticks]])
    plot.setXRange(-0.6, max(len(values), 1) - 0.4, padding=0)
    plot.setYRange(0, ticks[-1] * 1.04, padding=0)
    plot.say_at([(n - 0.5, n + 0.5, 0, ticks[-1] * 1.1, trend.tip(n)) for n in places])
    plot.describe(trend.header(), trend.rows())


def draw_bars(plot: Figure, bars: Bars) -> None:
    """A bar a provider below each other, its number beside it."""
    plot.clear()
    theme = plot.theme
    values = [0.0 if v is None else float(v) for v in bars.values]
    most = max(values, default=0) or 1
    if values:
        lines = [-n for n in range(len(values))]
        plot.addItem(pg.BarGraphItem(x0=0, y=lines, width=values, height=0.62, brush=theme["accent"], pen=None))
    for n, value in enumerate(values):
        text = pg.TextItem(measure_text(bars.measure, bars.values[n]), anchor=(0, 0.5), color=theme["text"])
        text.setFont(desk_font(9))
        text.setPos(value + most * 0.01, -n)
        plot.addItem(text)
    plot.getAxis("left").setTicks([[(-n, _short(name)) for n, name in enumerate(bars.names)]])
    plot.getAxis("left").setTextPen(theme["text"])
    plot.getAxis("bottom").setTicks([[]])
    plot.getAxis("bottom").setHeight(4)
    plot.setXRange(0, most * 1.22, padding=0)
    plot.setYRange(-max(len(values), 1) + 0.45, 0.55, padding=0)
    plot.say_at([(0, most * 1.3, -n - 0.5, -n + 0.5, bars.tip(n)) for n in range(len(values))])
    plot.describe((tr("Provider"), tr("Value")), [(bars.names[n], bars.tip(n)) for n in range(len(values))])


def _short(name: str) -> str:
    taken = 0
    for n, character in enumerate(name):
        taken += 1 if character < "\u2e80" else 2
        if taken > ROOM:
            return name[:n] + "…"
    return name
