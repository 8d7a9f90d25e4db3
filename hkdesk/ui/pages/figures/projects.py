"""The figures of projects: how they keep to this year's plan, how many come through, who lags most."""

from collections.abc import Sequence
from decimal import Decimal

from hkdesk.domain.rates import StageRates
from hkdesk.figures.funnel import funnel
from hkdesk.figures.investment import investment_curve
from hkdesk.figures.lags import lag_header, lag_row, lag_values, points
from hkdesk.ui.context import Context
from hkdesk.ui.pages.figures.lags import LagTable
from hkdesk.ui.pages.figures.part import Part
from hkdesk.ui.widgets.chart_card import ChartCard, ChartTable
from hkdesk.ui.widgets.legend import Legend
from hkdesk.ui.widgets.paint import LIGHT_SHAPES
from hkdesk.ui.widgets.text import label, row
from hkdesk.ui.widgets.tile import Tile
from hkdesk.wording import percent, tr, word
from hkdesk.work.queries.progress import Progress, progress
from hkdesk.work.words import money

_TILES: Sequence[tuple[str, str, str]] = (
    ("plan", "target", "accent"),
    ("start", "flag", "violet"),
    ("production", "factory", "green"),
    ("funding", "banknote", "amber"),
)


class ProjectFigures(Part):
    """Tiles with the rates, the funnel, the investment curve and the largest lags."""

    KINDS = ("Project", "ProgressReport", "Milestone")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setAccessibleName(tr("Progress of the projects"))
        theme = context.theme
        self.tiles = {name: Tile(picture, token, theme) for name, picture, token in _TILES}
        tiles = row(gap=12)
        for tile in self.tiles.values():
            tiles.addWidget(tile, 1)
        self.part_layout.addLayout(tiles)
        self.funnel = ChartCard(context, tr("Pipeline"), label(tr("in brackets: of the step before"), "faint"))
        legend = Legend(
            [(theme["accent"], tr("Invested")), (theme["green"], tr("So far")), (theme["sub"], tr("Plan (dashed)"))]
        )
        self.curve = ChartCard(context, tr("Investment against plan"), legend)
        charts = row(gap=12)
        charts.addWidget(self.funnel, 4)
        charts.addWidget(self.curve, 6)
        self.part_layout.addLayout(charts, 5)
        self.lags = ChartCard(
            context,
            tr("The ten largest lags"),
            label(tr("completed ÷ plan of the year − months elapsed ÷ 12"), "faint"),
        )
        self._lag_table = LagTable(context)
        self.lags.show_picture(self._lag_table)
        self.part_layout.addWidget(self.lags, 5)
        self._shown: Progress | None = None
        context.bus.figures_ready.connect(self._draw)

    def refresh(self) -> None:
        context = self.context
        context.runner.read(
            progress, context.park_id, context.today, owner=self, then=self._show, failed=context.messages.fault
        )

    def _show(self, view: Progress) -> None:
        self._shown = view
        lights = "  ".join(
            f"{shape} {word(light)} {view.lights.get(light, 0):,}" for light, shape in LIGHT_SHAPES.items()
        )
        planned = tr("{n} with a plan of {year}", n=view.planned, year=view.today.year)
        self.tell(f"{self.context.place} · {planned} · {lights}")
        self._fill_tiles(view)
        self._lag_table.show_lags(view.lags)
        self._draw()

    def _fill_tiles(self, view: Progress) -> None:
        r = view.reached
        rates = StageRates(r.signed, r.landed, r.started, r.in_production)
        said = {
            "plan": (
                tr("Completion of plan"),
                percent(view.completion, 1),
                _lead_line(view.lead_points),
                tr("{done} of {total}", done=money(view.completed_fen), total=money(view.plan_fen)),
            ),
            "start": (
                tr("Start rate"),
                percent(rates.start, 1),
                tr("started ÷ signed"),
                tr("step rate {rate}: started ÷ landed", rate=percent(rates.start_step, 1)),
            ),
            "production": (
                tr("Production rate"),
                percent(rates.production, 1),
                tr("in production ÷ signed"),
                tr("step rate {rate}: in production ÷ started", rate=percent(rates.production_step, 1)),
            ),
            "funding": (
                tr("Funding rate"),
                percent(view.funding, 1),
                tr("in place ÷ contracted"),
                tr("{done} of {total}", done=money(view.funds_fen), total=money(view.contracted_fen)),
            ),
        }
        for name, (title, figure, line, foot) in said.items():
            self.tiles[name].show_figure(title, figure, line)
            self.tiles[name].show_foot(foot)

    def _draw(self) -> None:
        view = self._shown
        if view is None:
            return
        steps, curve = funnel(view.reached), investment_curve(view)
        for chart, figure in ((self.funnel, steps), (self.curve, curve)):
            chart.show_table(ChartTable(figure.header(), figure.rows(), figure.values()))
        lags = view.lags
        self.lags.show_table(ChartTable(lag_header(), [lag_row(x) for x in lags], [lag_values(x) for x in lags]))
        if not self.context.has_figures:
            return
        from hkdesk.ui.widgets.plots import draw_funnel, draw_investment, picture_of

        draw_funnel(picture_of(self.funnel, self.context.theme), steps)
        draw_investment(picture_of(self.curve, self.context.theme), curve)


def _lead_line(lead: Decimal | None) -> str:
    if lead is None:
        return tr("no plan to compare")
    said = points(abs(lead)).lstrip("+")
    return tr("{points} behind schedule", points=said) if lead < 0 else tr("{points} ahead of schedule", points=said)
