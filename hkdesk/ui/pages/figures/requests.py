"""The figures of appeals: rates, punctuality, load and outcomes of any period, filled in as they are counted."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QScrollArea, QWidget

from hkdesk.figures.measures import bars, heat, trend
from hkdesk.figures.request_tables import (
    By,
    Table,
    bulletin_table,
    enterprise_table,
    outcome_table,
    provider_table,
)
from hkdesk.ui.context import Context
from hkdesk.ui.pages.figures.figure_table import ROW, FigureTable
from hkdesk.ui.pages.figures.part import Part
from hkdesk.ui.pages.figures.period_bar import PeriodBar
from hkdesk.ui.pages.figures.request_tiles import RequestTiles
from hkdesk.ui.runner import Task
from hkdesk.ui.widgets.chart_card import ChartCard, ChartTable
from hkdesk.ui.widgets.heat_map import HeatMap
from hkdesk.ui.widgets.text import button, column, label, row
from hkdesk.wording import tr
from hkdesk.work.queries.request_figures import RequestFigures, request_figures
from hkdesk.work.queries.request_sums import Sums

AROUND = 74  # pixels of a card around what it shows
BETWEEN_S = 0.15  # between two drawings of what grows with each month


class RequestFiguresPart(Part):
    """Tiles, heat map, trend, providers, enterprises, outcomes and the bulletin."""

    KINDS = ("ServiceRequest", "Provider", "Enterprise", "Indicator")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setAccessibleName(tr("Figures of the appeals"))
        self._view: RequestFigures | None = None
        self._task: Task | None = None
        self._is_again = False
        self._drawn = 0.0
        self._drawings: list[Callable[[], None]] = []
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._draw_next)
        self.bar = PeriodBar(context)
        self.bar.asked.connect(self.refresh)
        self.bar.measure_chosen.connect(self._show_measure)
        self.part_layout.addWidget(self.bar)
        self.part_layout.addLayout(self._make_progress())
        self.tiles = RequestTiles(context.theme)
        self._make_charts()
        self.part_layout.addWidget(self._make_sheet(), 1)
        context.bus.figures_ready.connect(self._show_measure)
        context.bus.park_chosen.connect(self.bar.forget_provider)
        context.runner.failed.connect(self._on_failed)

    def refresh(self) -> None:
        """Count again what is asked for; what was being counted is given up."""
        if self._task is not None:
            self._task.cancel()
        self._show_busy(is_busy=True)
        self._progress.setValue(0)
        context, asked, shown = self.context, self.bar.wanted(), self._view
        self._is_again = shown is not None and shown.is_whole and shown.asked == asked
        self._task = context.runner.stream(
            request_figures, asked, context.today, owner=self, each=self._show, done=self._finish
        )

    def stop(self) -> None:
        """Count no further; what has been counted stays in view and says how far it goes."""
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self._show_busy(is_busy=False)
        self._said.setText(tr("Stopped: these figures are not whole."))
        self._again.show()

    def _show(self, view: RequestFigures) -> None:
        self._progress.setRange(0, view.steps)
        self._progress.setValue(view.done)
        if self._is_again and not view.is_whole:
            return  # the same appeals, of which some have changed: what stands there stays until all is counted
        self._view = view
        self.bar.offer_providers(view.providers)
        self.tell(
            tr(
                "{place} · {first} – {last}, beside {before_first} – {before_last}",
                place=self.context.place,
                first=view.period.first,
                last=view.period.last,
                before_first=view.before.first,
                before_last=view.before.last,
            )
        )
        stages = self._stages(view)
        if stages or time.monotonic() - self._drawn >= BETWEEN_S:
            self._drawn = time.monotonic()
            self.tiles.show_figures(view)
            self._show_heat(view)
        self._draw_soon(*stages)

    def _stages(self, view: RequestFigures) -> tuple[Callable[[], None], ...]:
        """What a part adds to: all at first, which empties it, then what has been counted."""
        if self._is_again:
            return self._show_bulletin, *self._all()
        months = len(list(view.period.months))
        return {
            1: (self._show_bulletin, *self._all()),
            months + 1: (self._show_trend, self._show_providers, self._show_outcomes),
            view.steps - 1: (self._show_trend, self._show_outcomes),
            view.steps: (self._show_enterprises,),
        }.get(view.done, ())

    def _all(self) -> tuple[Callable[[], None], ...]:
        return self._show_trend, self._show_providers, self._show_outcomes, self._show_enterprises

    def _draw_soon(self, *drawings: Callable[[], None]) -> None:
        """Draw one after the other, with a turn of the event loop between, so that no key has to wait for all."""
        self._drawings += [one for one in drawings if one not in self._drawings]
        if self._drawings:
            self._turn.start()

    def _draw_next(self) -> None:
        if self._drawings:
            self._drawings.pop(0)()
        if self._drawings:
            self._turn.start()

    def _finish(self) -> None:
        self._task = None
        self._show_busy(is_busy=False)
        if self._view is not None and not _has_any(self._view.total):
            self._said.setText(tr("Nothing was received, replied to, visited or closed in these days: choose others."))

    def _on_failed(self, _fault: object) -> None:
        if self._task is not None:
            self.stop()

    def _show_measure(self) -> None:
        if self._view is not None:
            self._show_heat(self._view)
            self._draw_soon(self._show_trend, self._draw_providers)

    def _show_heat(self, view: RequestFigures) -> None:
        shown = heat(view, self.bar.measure)
        self.map.show_heat(shown)
        self.heat.setMinimumHeight(self.map.height() + AROUND)
        self.heat.show_table(ChartTable(shown.header(), shown.rows(), shown.table()))

    def _show_trend(self) -> None:
        if self._view is None:
            return
        line = trend(self._view, self.bar.measure)
        self.trend.show_table(ChartTable(line.header(), line.rows(), line.table()))
        if self.context.has_figures:
            from hkdesk.ui.widgets.plots import picture_of
            from hkdesk.ui.widgets.request_plots import draw_trend

            draw_trend(picture_of(self.trend, self.context.theme), line)

    def _show_providers(self) -> None:
        if self._view is None:
            return
        table = provider_table(self._view)
        self.providers.show_table(ChartTable(table.header, table.rows, table.values))
        self._draw_soon(self._draw_providers)

    def _draw_providers(self) -> None:
        if self._view is not None and self.context.has_figures:
            from hkdesk.ui.widgets.plots import picture_of
            from hkdesk.ui.widgets.request_plots import draw_bars

            draw_bars(picture_of(self.providers, self.context.theme), bars(self._view, self.bar.measure))

    def _show_enterprises(self) -> None:
        if self._view is not None:
            _fill(self.enterprises, self.enterprise_table, enterprise_table(self._view))

    def _show_bulletin(self) -> None:
        if self._view is not None:
            lines = self._view.bulletin
            _fill(self.bulletin, self.bulletin_table, bulletin_table(lines, names_park=self.context.park is None))
            self.bulletin.setVisible(bool(lines))

    def _show_outcomes(self) -> None:
        if self._view is not None:
            _fill(self.outcomes, self.outcome_table, outcome_table(self._view, By(self.by.currentData())))

    def _open_enterprise(self, n: int) -> None:
        if self._view is not None and n < len(self._view.enterprises):
            self.context.bus.record_wanted.emit("Enterprise", self._view.enterprises[n].id)

    def _show_busy(self, *, is_busy: bool) -> None:
        self._progress.setVisible(is_busy)
        self._stop.setVisible(is_busy)
        self._again.hide()
        self._said.setText(tr("Counting…") if is_busy else _basis())
        self._progress.setAccessibleName(tr("Counting…"))

    def _make_progress(self) -> QHBoxLayout:
        line = row(gap=8)
        self._said = label("", "faint")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._stop = button(tr("Stop"), "link")
        self._stop.clicked.connect(self.stop)
        self._again = button(tr("Count again"), "link")
        self._again.clicked.connect(self.refresh)
        line.addWidget(self._said)
        line.addWidget(self._again)
        line.addWidget(self._progress, 1)
        line.addWidget(self._stop)
        line.addStretch(0)
        self._show_busy(is_busy=False)
        return line

    def _make_charts(self) -> None:
        context = self.context
        self.heat = ChartCard(
            context, tr("By category and month"), label(tr("the stronger the colour, the larger the number"), "faint")
        )
        self.map = HeatMap(context.theme, self.heat.title)
        self.heat.show_picture(self.map)
        self.trend = ChartCard(
            context, tr("By month"), label(tr("bars: this period; dashed: the year before"), "faint")
        )
        self.providers = ChartCard(context, tr("By provider"), label(tr("those that lead most of them"), "faint"))
        for card in (self.trend, self.providers):
            card.setMinimumHeight(290)
        self.enterprises = ChartCard(
            context, tr("By enterprise"), label(tr("those with most appeals received"), "faint")
        )
        self.enterprise_table = FigureTable(self.enterprises.title, secondary=(5, 6, 2, 7))
        self.enterprise_table.opened.connect(self._open_enterprise)
        self.enterprises.show_picture(self.enterprise_table)
        self.by = QComboBox()
        self.by.setAccessibleName(tr("Outcomes by"))
        for by, said in (
            (By.CATEGORY, tr("by category")),
            (By.PROVIDER, tr("by provider")),
            (By.MONTH, tr("by month")),
        ):
            self.by.addItem(said, by.value)
        self.by.currentIndexChanged.connect(self._show_outcomes)
        self.outcomes = ChartCard(context, tr("Outcomes of the appeals closed"), self.by)
        self.outcome_table = FigureTable(self.outcomes.title)
        self.outcomes.show_picture(self.outcome_table)
        self.bulletin = ChartCard(
            context, tr("The bulletin beside what is recorded"), label(tr("closed in the same half year"), "faint")
        )
        self.bulletin_table = FigureTable(self.bulletin.title, words=2)
        self.bulletin.show_picture(self.bulletin_table)

    def _make_sheet(self) -> QScrollArea:
        inside = QWidget()
        layout = column(inside, gap=12)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.addWidget(self.tiles)
        layout.addWidget(self.heat)
        charts = row(gap=12)
        charts.addWidget(self.trend, 1)
        charts.addWidget(self.providers, 1)
        layout.addLayout(charts)
        for card in (self.outcomes, self.bulletin, self.enterprises):
            layout.addWidget(card)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(tr("Figures of the appeals"))
        return area


def _basis() -> str:
    """What the figures are counted by."""
    return tr(
        "Received by its day, on time and days by the latest reply (calendar days), rates by the latest return visit, "
        "outcomes by the closing."
    )


def _has_any(sums: Sums) -> bool:
    return bool(sums.received or sums.replied or sums.visits or sums.closed)


def _fill(card: ChartCard, shown: FigureTable, table: Table) -> None:
    """Show a table, as high as its lines: the page scrolls, not the table in it."""
    shown.show_table(table)
    card.show_table(ChartTable(table.header, table.rows, table.values))
    card.setMinimumHeight(shown.horizontalHeader().sizeHint().height() + ROW * max(1, len(table.rows)) + 6 + AROUND)
