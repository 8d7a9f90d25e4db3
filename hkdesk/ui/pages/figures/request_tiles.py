"""The tiles of the figures of appeals, each beside the same days of the year before."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from hkdesk.figures.measures import days_text
from hkdesk.figures.request_tables import mark_text
from hkdesk.ui.theme import Theme
from hkdesk.ui.widgets.text import tip
from hkdesk.ui.widgets.tile import Tile
from hkdesk.wording import percent, tr
from hkdesk.work.queries.request_figures import RequestFigures
from hkdesk.work.queries.request_sums import Sums

TILES = (
    ("response", "phone", "accent"),
    ("solved", "circle-check", "green"),
    ("satisfied", "check-check", "green"),
    ("overall", "target", "violet"),
    ("on_time", "clock", "accent"),
    ("median", "calendar-check", "amber"),
)
NARROWEST = 164  # pixels of a tile


class RequestTiles(QWidget):
    """Six in a row, or three where there is less room."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.tiles = {name: Tile(picture, token, theme) for name, picture, token in TILES}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._across = 0
        self._lay_out(6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(6 if self.width() >= 6 * (NARROWEST + 12) else 3)

    def show_figures(self, view: RequestFigures) -> None:
        """Show the sums of a period, with their difference where the year before has been counted."""
        now, last = view.total, view.last
        rates, before = now.rates, (last or Sums()).rates
        is_known = last is not None
        of_visits = tr("of {n} visits", n=f"{now.visits:,}")
        said = {
            "response": (tr("Response rate"), rates.response, before.response, of_visits),
            "solved": (tr("Solved rate"), rates.solved, before.solved, of_visits),
            "satisfied": (tr("Satisfied rate"), rates.satisfied, before.satisfied, of_visits),
            "on_time": (
                tr("On-time rate"),
                now.on_time_rate,
                (last or Sums()).on_time_rate,
                tr("of {n} replies", n=f"{now.due:,}"),
            ),
        }
        for name, (title, rate, rate_before, of) in said.items():
            self._show(name, title, percent(rate, 1), of)
            self.tiles[name].show_foot(rate_change(rate, rate_before) if is_known else tr("counting…"))
        self._show("overall", tr("Overall mark"), mark_text(rates.overall), tr("of 100"))
        change = number_change(rates.overall, before.overall, mark_text)
        self.tiles["overall"].show_foot(change if is_known else tr("counting…"))
        self._show("median", tr("Median days"), days_text(now.median), tr("to the reply"))
        change = number_change(now.median, (last or Sums()).median, days_text)
        self.tiles["median"].show_foot(change if is_known else tr("counting…"))

    def _show(self, name: str, title: str, figure: str, line: str) -> None:
        tile = self.tiles[name]
        tile.show_figure(title, figure, "")  # beside the figure there is no room where six stand in a row
        tile.setAccessibleName(f"{title}: {figure}, {line}")
        tile.setToolTip(tip(line))

    def _lay_out(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        for n, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, n // across, n % across)
        for n in range(6):
            self._grid.setColumnStretch(n, 1 if n < across else 0)


def rate_change(now: Decimal | None, before: Decimal | None) -> str:
    """How a rate differs from the year before, in percentage points, by arrow and sign."""
    if now is None or before is None:
        return tr("was {value}", value=percent(before, 1))
    points = (round(now * 100, 1) - round(before * 100, 1)).quantize(Decimal("0.1"))
    return tr("{change} pp (was {value})", change=_signed(points), value=percent(before, 1))


def number_change(now: Decimal | None, before: Decimal | None, say: Callable[[Decimal | None], str]) -> str:
    """How a figure differs from the year before, by arrow and sign."""
    value = say(before)
    if now is None or before is None:
        return tr("was {value}", value=value)
    change = round(now, 1) - round(before, 1)
    return tr("{change} (was {value})", change=_signed(change), value=value)


def _signed(change: Decimal) -> str:
    if change == 0:
        return "＝ 0"
    text = f"{abs(change):f}".removesuffix(".0")
    return f"▲ +{text}" if change > 0 else f"▼ \N{MINUS SIGN}{text}"
