"""The overview: how the park stands, and what is due."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hkdesk.domain.request import ENDED
from hkdesk.domain.stage import BOARD, Stage
from hkdesk.figures.funnel import funnel
from hkdesk.figures.months import month_bars
from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.page import Page
from hkdesk.ui.pages.overview.due import DueList, due_lines
from hkdesk.ui.widgets.bulletin import bulletin_line
from hkdesk.ui.widgets.chart_card import ChartCard, ChartTable
from hkdesk.ui.widgets.legend import Legend
from hkdesk.ui.widgets.mark import Mark
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button, card, clear, column, icon_button, label, row
from hkdesk.ui.widgets.tile import Tile
from hkdesk.wording import long_day, tr, weekday
from hkdesk.work.queries.overview import Overview, overview
from hkdesk.work.queries.parks import Bulletin
from hkdesk.work.words import money


class OverviewPage(Page):
    """Tiles, funnel, month bars, what is due."""

    KINDS = ("Project", "Milestone", "ServiceRequest", "ServiceStep", "Enterprise", "Indicator", "Provider")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Overview"))
        header = self.add_header(tr("Overview"))
        self.print_button = icon_button(tr("Park summary"), icon("printer", context.theme["text"]))
        self.print_button.setToolTip("Ctrl+P")
        self.print_button.clicked.connect(context.bus.print_wanted)
        log = icon_button(tr("Log an appeal"), icon("plus", context.theme["on_accent"]), "primary")
        log.setToolTip("Ctrl+N")
        log.setEnabled(not context.is_read_only)
        log.clicked.connect(lambda: context.bus.entry_wanted.emit("ServiceRequest", {}))
        header.addWidget(self.print_button)
        header.addWidget(log)
        self.tiles = {name: Tile(picture, token, context.theme) for name, picture, token in _TILES}
        tiles = row(gap=12)
        for tile in self.tiles.values():
            tiles.addWidget(tile, 1)
        self.page_layout.addLayout(tiles)
        figures, theme = row(gap=12), context.theme
        legend = Legend([(theme["accent"], tr("Received")), (theme["green"], tr("Closed"))])
        self.funnel = ChartCard(context, tr("Pipeline"), label(tr("in brackets: of the step before"), "faint"))
        self.months = ChartCard(context, tr("Appeals received and closed"), legend)
        figures.addWidget(self.funnel, 4)
        figures.addWidget(self.months, 5)
        self.page_layout.addLayout(figures, 5)
        self._due_card, self._due = self._list_card()
        self.page_layout.addWidget(self._due_card, 4)
        self._shown: Overview | None = None
        context.bus.figures_ready.connect(self._draw)

    def focus_content(self) -> None:
        self.setFocus()

    def refresh(self) -> None:
        context = self.context
        context.runner.read(
            overview, context.park_id, context.today, owner=self, then=self._show, failed=context.messages.fault
        )

    def _show(self, view: Overview) -> None:
        self._shown = view
        self.counts.setText(f"{self.context.place} · {long_day(view.today)} {weekday(view.today)}")
        self._fill_tiles(view)
        self._fill_due(view)
        self._draw()

    def _fill_tiles(self, view: Overview) -> None:
        published = {b.code: b for b in view.bulletins}
        on_board = sum(view.stages[s].count for s in BOARD)
        invested = sum(view.stages[s].investment_fen for s in BOARD)
        open_requests = view.requests.total - view.requests.of(*ENDED)
        producing = view.stages[Stage.IN_PRODUCTION].count
        said = {
            "projects": (
                tr("Projects recorded"),
                f"{on_board:,}",
                (tr("{sum} invested", sum=money(invested)) if invested else tr("investment not known")),
                "key_projects",
            ),
            "producing": (
                tr("In production"),
                f"{producing:,}",
                tr("{n} started", n=view.stages[Stage.STARTED].count),
                "key_projects_in_production",
            ),
            "requests": (
                tr("Open appeals"),
                f"{open_requests:,}",
                tr("{n} closed in all", n=f"{view.outcomes.closed:,}"),
                "requests_resolved",
            ),
            "overdue": (tr("Overdue"), f"{view.requests.overdue:,}", _overdue_line(view), ""),
        }
        for name, (title, figure, line, code) in said.items():
            self.tiles[name].show_figure(title, figure, line)
            self._mark(self.tiles[name], published.get(code))

    def _mark(self, tile: Tile, published: Bulletin | None) -> None:
        beneath: list[QWidget] = []
        if published is not None:
            beneath.append(label(bulletin_line(published), "sub"))
            if published.locator and published.standing:
                beneath.append(Mark(published.locator, published.standing, published.note, self.context.theme))
        tile.fill_foot(*beneath)

    def _fill_due(self, view: Overview) -> None:
        clear(self._due)
        lines = due_lines(view)
        self._due_title.setText(tr("What is due"))
        if not lines:
            nothing = StateView(self.context.theme)
            nothing.show_state(
                "calendar-check",
                tr("Nothing is due"),
                tr("Appeals with a due date and planned milestones appear here."),
            )
            self._due.addWidget(nothing)
        else:
            self._due.addWidget(DueList(lines, self.context), 1)

    def _draw(self) -> None:
        if self._shown is None:
            return
        steps, bars = funnel(self._shown.reached), month_bars(self._shown)
        for chart, figure in ((self.funnel, steps), (self.months, bars)):
            chart.show_table(ChartTable(figure.header(), figure.rows(), figure.values()))
        if not self.context.has_figures:
            return
        from hkdesk.ui.widgets.plots import draw_funnel, draw_months, picture_of

        draw_funnel(picture_of(self.funnel, self.context.theme), steps)
        draw_months(picture_of(self.months, self.context.theme), bars)

    def _list_card(self) -> tuple[QFrame, QVBoxLayout]:
        sheet = card()
        inside = column(sheet, margin=16, gap=8)
        top = row()
        self._due_title = label("", "heading")
        top.addWidget(self._due_title)
        top.addStretch(1)
        every = button(tr("All that is late ›"), "link")
        every.clicked.connect(lambda: self.context.bus.chip_wanted.emit("ServiceRequest", "overdue"))
        top.addWidget(every)
        inside.addLayout(top)
        lines = column(gap=0)
        inside.addLayout(lines, 1)
        return sheet, lines


_TILES: Sequence[tuple[str, str, str]] = (
    ("projects", "handshake", "accent"),
    ("producing", "factory", "green"),
    ("requests", "inbox", "violet"),
    ("overdue", "triangle-alert", "red"),
)


def _overdue_line(view: Overview) -> str:
    if view.requests.overdue:
        return tr("on the supervision list")
    return tr("nothing is late")
