"""Paints the timeline: only the rows and days in sight; names and marks are kept as pictures."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPixmap

from hkdesk.domain.stage import Stage
from hkdesk.ui.pages.timeline.marks import MARK, canvas, mark_picture
from hkdesk.ui.pages.timeline.parts import PartKind, Standing, day_of, parts
from hkdesk.ui.pages.timeline.scale import Scale, Tick, lower_ticks, upper_ticks
from hkdesk.ui.pages.timeline.words import row_line, standing_of
from hkdesk.ui.theme import Theme, desk_font
from hkdesk.ui.widgets.paint import paint_light, paint_pill, paint_text, pill_width
from hkdesk.ui.widgets.stage_look import STAGE_PILLS
from hkdesk.wording import day, tr
from hkdesk.work.queries.milestones import TimelineMark, TimelineRow

LEFT, HEAD, ROW, NAME = 280, 50, 44, 34
BAR, KEPT_NAMES = 10.0, 400


@dataclass(frozen=True, slots=True)
class Ghost:
    """A milestone on its way to another day."""

    key: bytes
    day: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What is in sight.

    Args:
        left: how far it is scrolled to the right, in pixels.
        top: how far down.
        chosen: the chosen row and the chosen mark in it; −1 for none.
    """

    rows: list[TimelineRow]
    scale: Scale
    left: int
    top: int
    width: int
    height: int
    today: int
    chosen: tuple[int, int]
    ghost: Ghost | None
    has_focus: bool

    def x(self, day: float) -> float:
        """Where a day begins on the widget."""
        return LEFT + self.scale.x(day) - self.left

    def y(self, row: int) -> float:
        """Where a row begins on the widget."""
        return HEAD + row * ROW - self.top

    def visible_rows(self) -> range:
        first = max(0, self.top // ROW)
        return range(first, min(len(self.rows), (self.top + self.height - HEAD) // ROW + 1))


class Look:
    """Paints scenes in the colours of a theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._plain, self._small, self._bold = desk_font(10), desk_font(9), desk_font(9, bold=True)
        self._names: OrderedDict[tuple[TimelineRow, bool, float], QPixmap] = OrderedDict()
        self._marks: dict[tuple[Standing, float], QPixmap] = {}
        self._brushes = {
            PartKind.SIGNED: (QBrush(theme["violet"]), None),
            PartKind.STARTED: (QBrush(theme["accent"]), None),
            PartKind.PLANNED: _hatched(theme["accent"], Qt.BrushStyle.BDiagPattern, Qt.PenStyle.DashLine),
            PartKind.LATE: _hatched(theme["red"], Qt.BrushStyle.FDiagPattern, Qt.PenStyle.SolidLine),
        }

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint everything that is in sight."""
        theme = self._theme
        painter.fillRect(0, 0, scene.width, scene.height, theme["card"])
        first, last = (int(scene.scale.day(x)) for x in (scene.left, scene.left + scene.width - LEFT))
        upper = upper_ticks(first, last + 1, scene.scale.per_day)
        lower = lower_ticks(first, last + 1, scene.scale.per_day)
        painter.save()
        painter.setClipRect(LEFT, HEAD, scene.width - LEFT, scene.height - HEAD)
        self._grid(painter, scene, upper, lower)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrushOrigin(-scene.left, -scene.top)  # hatches move with their bars
        for n in scene.visible_rows():
            self._row(painter, scene, n)
        self._today_line(painter, scene)
        self._ghost(painter, scene)
        painter.restore()
        self._head(painter, scene, upper, lower)
        self._name_column(painter, scene)

    def mark(self, which: Standing, ratio: float) -> QPixmap:
        """The picture of a mark, drawn once."""
        if (which, ratio) not in self._marks:
            self._marks[which, ratio] = mark_picture(which, self._theme, ratio)
        return self._marks[which, ratio]

    def part(self, painter: QPainter, kind: PartKind, box: QRectF) -> None:
        """A part of a bar: full for what has been, hatched for what is planned or late."""
        brush, pen = self._brushes[kind]
        if pen is None:
            painter.fillRect(box, brush)
            return
        painter.fillRect(box, self._theme["red_tint" if kind is PartKind.LATE else "card"])
        painter.setPen(pen)
        painter.setBrush(brush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _grid(self, painter: QPainter, scene: Scene, upper: list[Tick], lower: list[Tick]) -> None:
        theme = self._theme
        if scene.chosen[0] >= 0:
            y = scene.y(scene.chosen[0])
            painter.fillRect(QRectF(LEFT, y, scene.width - LEFT, ROW), theme["selection"])
        for ticks, token in ((lower, "lane"), (upper, "border")):
            for tick in ticks:
                painter.fillRect(QRectF(round(scene.x(tick.day)), HEAD, 1, scene.height - HEAD), theme[token])
        for n in scene.visible_rows():
            painter.fillRect(QRectF(LEFT, scene.y(n) + ROW - 1, scene.width - LEFT, 1), theme["lane"])

    def _row(self, painter: QPainter, scene: Scene, n: int) -> None:
        row, middle = scene.rows[n], scene.y(n) + ROW / 2
        for part in parts(row, scene.today):
            x, end = max(LEFT - 20.0, scene.x(part.first)), min(scene.width + 20.0, scene.x(part.last))
            if x >= end:
                continue
            self.part(painter, part.kind, QRectF(x, middle - BAR / 2, end - x, BAR))
        if row.in_production is not None and row.stage is Stage.IN_PRODUCTION:
            end = scene.x(row.in_production)
            painter.fillRect(QRectF(end - 2, middle - BAR, 4, 2 * BAR), self._theme["green"])
        ratio = painter.device().devicePixelRatio()
        for m, mark in enumerate(row.marks):
            self._mark(painter, scene, row, mark, middle, ratio, is_chosen=scene.chosen == (n, m))

    def _mark(
        self,
        painter: QPainter,
        scene: Scene,
        row: TimelineRow,
        mark: TimelineMark,
        middle: float,
        ratio: float,
        *,
        is_chosen: bool,
    ) -> None:
        if (on := day_of(mark)) is None:
            return
        x = scene.x(on + 0.5)
        if not LEFT - MARK < x < scene.width + MARK:
            return
        if is_chosen:
            painter.setPen(QPen(self._theme["text"], 2 if scene.has_focus else 1))
            painter.setBrush(self._theme["card"])
            painter.drawEllipse(QPointF(x, middle), MARK / 2 + 2, MARK / 2 + 2)
        painter.drawPixmap(
            QPointF(x - MARK / 2, middle - MARK / 2), self.mark(standing_of(mark, row, scene.today), ratio)
        )

    def _today_line(self, painter: QPainter, scene: Scene) -> None:
        painter.fillRect(
            QRectF(round(scene.x(scene.today + 0.5)) - 1, HEAD, 2, scene.height - HEAD), self._theme["accent"]
        )

    def _ghost(self, painter: QPainter, scene: Scene) -> None:
        if scene.ghost is None or (found := _find(scene, scene.ghost.key)) is None:
            return
        n, mark = found
        theme, x, middle = self._theme, scene.x(scene.ghost.day + 0.5), scene.y(n) + ROW / 2
        painter.setPen(QPen(theme["text"], 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, HEAD), QPointF(x, scene.height))
        if mark.planned is not None:
            painter.drawLine(QPointF(scene.x(mark.planned + 0.5), middle), QPointF(x, middle))
        painter.drawPixmap(
            QPointF(x - MARK / 2, middle - MARK / 2), self.mark(Standing.PLANNED, painter.device().devicePixelRatio())
        )
        said = ghost_words(scene.ghost, mark)
        width = pill_width(said, self._bold)
        left = x + 14 if x + 14 + width < scene.width else x - 14 - width
        paint_pill(painter, QRectF(left, middle - 11, width, 22), said, theme["bg"], theme["text"], self._bold)

    def _head(self, painter: QPainter, scene: Scene, upper: list[Tick], lower: list[Tick]) -> None:
        theme = self._theme
        painter.save()
        painter.setClipRect(LEFT, 0, scene.width - LEFT, HEAD)
        painter.fillRect(LEFT, 0, scene.width - LEFT, HEAD, theme["card"])
        for ticks, top, font, token in ((upper, 0, self._bold, "text"), (lower, HEAD // 2, self._small, "sub")):
            painter.setFont(font)
            painter.setPen(theme[token])
            for n, tick in enumerate(ticks):
                x = scene.x(tick.day)
                end = scene.x(ticks[n + 1].day) if n + 1 < len(ticks) else scene.width
                painter.fillRect(QRectF(round(x), top, 1, HEAD // 2), theme["border"])
                start = max(x, LEFT)  # the first stays in sight
                width = QFontMetricsF(font).horizontalAdvance(tick.text)
                if end - start > width + 6:
                    box = QRectF(start + 5, top, width + 4, HEAD // 2)
                    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, tick.text)
        said = tr("today {on}", on=day(date.fromordinal(scene.today)))
        width, x = pill_width(said, self._bold), scene.x(scene.today + 0.5)
        box = QRectF(x - width / 2, HEAD - 24, width, 22)
        paint_pill(painter, box, said, theme["on_accent"], theme["accent"], self._bold)
        painter.restore()
        painter.fillRect(0, HEAD - 1, scene.width, 1, theme["border"])

    def _name_column(self, painter: QPainter, scene: Scene) -> None:
        theme = self._theme
        painter.save()
        painter.setPen(theme["sub"])
        painter.setFont(self._bold)
        paint_text(painter, QRectF(14, 0, LEFT - 28, HEAD - 1), tr("Project"))
        painter.setClipRect(0, HEAD, LEFT, scene.height - HEAD)
        ratio = painter.device().devicePixelRatio()
        for n in scene.visible_rows():
            painter.drawPixmap(QPointF(0, scene.y(n)), self._name(scene.rows[n], n == scene.chosen[0], ratio))
        painter.restore()
        painter.fillRect(LEFT - 1, 0, 1, scene.height, theme["border"])

    def _name(self, row: TimelineRow, is_chosen: bool, ratio: float) -> QPixmap:
        at = row, is_chosen, ratio
        if at in self._names:
            self._names.move_to_end(at)
            return self._names[at]
        drawn = self._names[at] = canvas(LEFT, ROW, ratio)
        if len(self._names) > KEPT_NAMES:
            self._names.popitem(last=False)
        theme, painter = self._theme, QPainter(drawn)
        painter.fillRect(0, 0, LEFT, ROW, theme["selection"] if is_chosen else theme["card"])
        painter.fillRect(0, ROW - 1, LEFT, 1, theme["lane"])
        if is_chosen:
            painter.fillRect(0, 0, 3, ROW, theme["accent"])
        painter.setFont(self._plain)
        painter.setPen(theme["text"])
        paint_light(painter, QPointF(20, ROW / 4 + 2.5), row.light, theme)
        paint_text(painter, QRectF(NAME, 4, LEFT - NAME - 12, ROW / 2 - 3), row.name)
        painter.setFont(self._small)
        painter.setPen(theme["red"] if row.late_count else theme[STAGE_PILLS[row.stage][0]])
        paint_text(painter, QRectF(NAME, ROW / 2 - 1, LEFT - NAME - 12, ROW / 2 - 3), row_line(row))
        painter.end()
        return drawn


def ghost_words(ghost: Ghost, mark: TimelineMark) -> str:
    """The day of a ghost, and how far it is from the plan that stands."""
    moved = ghost.day - (mark.planned if mark.planned is not None else ghost.day)
    said = day(date.fromordinal(ghost.day))
    return said if not moved else tr("{on}  {days} d", on=said, days=f"{moved:+d}")


def _find(scene: Scene, key: bytes) -> tuple[int, TimelineMark] | None:
    """The row and the mark of a key, among the rows in sight."""
    for n in scene.visible_rows():
        for mark in scene.rows[n].marks:
            if mark.key == key:
                return n, mark
    return None


def _hatched(color: QColor, style: Qt.BrushStyle, line: Qt.PenStyle) -> tuple[QBrush, QPen | None]:
    return QBrush(color, style), QPen(color, 1, line)
