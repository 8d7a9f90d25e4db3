"""The figures, drawn with pyqtgraph; imported only once that library has been loaded."""

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtWidgets import QToolTip

from hkdesk.figures.funnel import Funnel
from hkdesk.figures.investment import InvestmentCurve, tip_of
from hkdesk.figures.months import MonthBars
from hkdesk.ui.theme import Theme, desk_font
from hkdesk.ui.widgets.chart_card import ChartCard
from hkdesk.ui.widgets.text import tip
from hkdesk.wording import percent, tr

BAR, HALF = 0.62, 0.36


class Figure(pg.PlotWidget):  # type: ignore[misc]
    """A plot without a mouse of its own: it shows the value under the pointer, and a table says the same."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(background=None)
        self.theme = theme
        self.setAccessibleName(name)
        self.setMenuEnabled(False)
        self.setMouseEnabled(False, False)
        self.hideButtons()
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet("QGraphicsView { background: transparent; border: none; }")  # its tips keep the theme
        self.viewport().installEventFilter(self)
        self.viewport().setMouseTracking(True)
        self._said: Sequence[tuple[float, float, float, float, str]] = ()
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setPen(pg.mkPen(None))
            axis.setTextPen(theme["sub"])
            axis.setTickFont(desk_font(9))
            axis.setStyle(tickLength=0, tickAlpha=0)

    def say_at(self, areas: Sequence[tuple[float, float, float, float, str]]) -> None:
        """What is said where: (left, right, bottom, top, text) in the plot's own numbers."""
        self._said = areas

    def describe(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """The table that says the same, for those who do not see the picture."""
        lines = [", ".join(header), *(", ".join(r) for r in rows)]
        self.setAccessibleDescription("; ".join(lines))

    def text_at(self, at: QPointF) -> str:
        """What stands at a point of the widget."""
        p = self.getPlotItem().vb.mapSceneToView(self.mapToScene(at.toPoint()))
        return next(
            (t for left, right, low, high, t in self._said if left <= p.x() <= right and low <= p.y() <= high), ""
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove:
            at = event.position()  # type: ignore[attr-defined]
            if said := self.text_at(at):
                QToolTip.showText(self.viewport().mapToGlobal(at.toPoint()), tip(said), self)
            else:
                QToolTip.hideText()
        return bool(super().eventFilter(watched, event))

    def wheelEvent(self, event: Any) -> None:
        event.ignore()


def picture_of(chart: ChartCard, theme: Theme) -> Figure:
    """The plot of a card, made the first time."""
    if chart.picture is None:
        chart.show_picture(Figure(theme, chart.title))
    assert isinstance(chart.picture, Figure)
    return chart.picture


def draw_funnel(plot: Figure, funnel: Funnel) -> None:
    """Bars below each other, each as wide as its count, with its rates beside it."""
    plot.clear()
    theme = plot.theme
    most = max((s.count for s in funnel.steps), default=0) or 1
    areas = []
    for n, step in enumerate(funnel.steps):
        y, half = -n, step.count / 2
        shade = theme["accent"]
        shade.setAlphaF(1 - 0.17 * n)
        width = max(step.count, most * 0.012)
        plot.addItem(pg.BarGraphItem(x0=-width / 2, y=y, width=width, height=BAR, brush=shade, pen=None))
        said = f"{step.count:,}"
        if step.of_before is not None:
            said += f"  ({percent(step.of_before)})"
        text = pg.TextItem(said, anchor=(0, 0.5), color=theme["text"])
        text.setFont(desk_font(10, bold=True))
        text.setPos(half + most * 0.03, y)
        plot.addItem(text)
        areas.append((-most, most * 1.6, y - 0.5, y + 0.5, _funnel_tip(step)))
    plot.getAxis("left").setTicks([[(-n, s.label) for n, s in enumerate(funnel.steps)]])
    plot.getAxis("left").setTextPen(theme["text"])
    plot.getAxis("bottom").setTicks([[]])
    plot.getAxis("bottom").setHeight(4)
    plot.setXRange(-most * 0.55, most * 0.85, padding=0)
    plot.setYRange(-len(funnel.steps) + 0.45, 0.55, padding=0)
    plot.say_at(areas)
    plot.describe(funnel.header(), funnel.rows())


def draw_months(plot: Figure, bars: MonthBars) -> None:
    """Two bars a month: received and closed."""
    plot.clear()
    theme = plot.theme
    for tick in bars.ticks:
        line = pg.InfiniteLine(pos=tick, angle=0, pen=pg.mkPen(theme["border"], width=1))
        line.setZValue(-10)
        plot.addItem(line)
    places = range(len(bars.labels))
    for values, shift, token in ((bars.received, -HALF / 2, "accent"), (bars.closed, HALF / 2, "green")):
        plot.addItem(
            pg.BarGraphItem(
                x=[p + shift for p in places], height=list(values), width=HALF * 0.94, brush=theme[token], pen=None
            )
        )
    plot.getAxis("bottom").setTicks([list(zip(places, bars.labels, strict=True))])
    plot.getAxis("left").setTicks([[(t, f"{t:,}") for t in bars.ticks]])
    plot.setXRange(-0.6, len(bars.labels) - 0.4, padding=0)
    plot.setYRange(0, bars.maximum * 1.04 or 1, padding=0)
    if not any((*bars.received, *bars.closed)):
        nothing = pg.TextItem(
            tr("No appeal was received or closed in these months."), anchor=(0.5, 0.5), color=theme["sub"]
        )
        nothing.setPos(len(bars.labels) / 2 - 0.5, bars.maximum / 2)
        plot.addItem(nothing)
    plot.say_at(
        [
            (
                p - 0.5,
                p + 0.5,
                0,
                bars.maximum * 1.1,
                tr("{month}: received {received}, closed {closed}", month=m, received=f"{r:,}", closed=f"{c:,}"),
            )
            for p, m, r, c in zip(places, bars.months, bars.received, bars.closed, strict=True)
        ]
    )
    plot.describe(bars.header(), bars.rows())


def draw_investment(plot: Figure, curve: InvestmentCurve) -> None:
    """Bars for the months, a line for the sum so far, a dashed one for the plan; each told by its shape as well."""
    plot.clear()
    theme, places = plot.theme, range(len(curve.labels))
    for tick in curve.ticks:
        line = pg.InfiniteLine(pos=tick, angle=0, pen=pg.mkPen(theme["border"], width=1))
        line.setZValue(-10)
        plot.addItem(line)
    heights = [(fen or 0) / curve.factor for fen in curve.invested]
    plot.addItem(pg.BarGraphItem(x=list(places), height=heights, width=0.5, brush=theme["accent"], pen=None))
    dashed = pg.mkPen(theme["sub"], width=2, style=Qt.PenStyle.DashLine)
    plot.addItem(pg.PlotDataItem(list(places), [fen / curve.factor for fen in curve.planned], pen=dashed))
    known = [(n, fen / curve.factor) for n, fen in enumerate(curve.so_far) if fen is not None]
    plot.addItem(
        pg.PlotDataItem(
            [n for n, _ in known],
            [fen for _, fen in known],
            pen=pg.mkPen(theme["green"], width=2),
            symbol="o",
            symbolSize=6,
            symbolBrush=theme["green"],
            symbolPen=None,
        )
    )
    plot.getAxis("bottom").setTicks([list(zip(places, curve.labels, strict=True))])
    most = curve.ticks[-1]
    plot.getAxis("left").setTicks([[(t, f"{t:,} {curve.unit_name}" if t == most else f"{t:,}") for t in curve.ticks]])
    plot.setXRange(-0.6, len(curve.labels) - 0.4, padding=0)
    plot.setYRange(0, most * 1.04, padding=0)
    plot.say_at([(n - 0.5, n + 0.5, 0, most * 1.1, tip_of(curve, n)) for n in places])
    plot.describe(curve.header(), curve.rows())


def _funnel_tip(step: Any) -> str:
    return tr(
        "{step}: {count}; {cumulative} of all signed, {of_before} of the step before",
        step=step.label,
        count=f"{step.count:,}",
        cumulative=percent(step.cumulative, 1),
        of_before=percent(step.of_before, 1),
    )
