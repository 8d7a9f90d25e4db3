"""The timeline itself: scrolls, zooms, chooses by keys and mouse, and tells where a milestone is wanted; moves none."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from hkdesk.ui.pages.timeline.days_area import EDGE, DaysArea
from hkdesk.ui.pages.timeline.look import HEAD, LEFT, ROW, Ghost, Look, Scene
from hkdesk.ui.pages.timeline.marks import MARK
from hkdesk.ui.pages.timeline.parts import day_of
from hkdesk.ui.pages.timeline.words import mark_line, mark_lines, row_lines
from hkdesk.ui.theme import Theme
from hkdesk.ui.widgets.text import tip
from hkdesk.wording import tr
from hkdesk.work.queries.milestones import TimelineMark, TimelineRow

EDGE_STEP_MS, EDGE_STEP = 30, 12  # pixels a step
NUDGE_PAUSE_MS = 200  # days that are added by keys in one go are one change
Key = Qt.Key


class TimelineChart(DaysArea):
    """Projects below each other, days beside each other.

    Signals:
        opened(UUID): a project was opened by Enter or a double click.
        chosen(): another project or milestone is chosen.
        plan_wanted(UUID, date): a milestone shall be planned for that day; its ghost waits there.
    """

    opened = Signal(object)
    chosen = Signal()
    plan_wanted = Signal(object, object)

    def __init__(self, theme: Theme, today: date, *, is_read_only: bool) -> None:
        super().__init__(today.toordinal())
        self.rows: list[TimelineRow] = []
        self.row, self.mark = -1, -1
        self.ghost: Ghost | None = None
        self._look, self._is_read_only = Look(theme), is_read_only
        self._pressed: QPoint | None = None
        self._dragged: TimelineMark | None = None
        self._is_dragging = self._was_shown = False
        self._nudge = QTimer(self, singleShot=True, interval=NUDGE_PAUSE_MS)
        self._nudge.timeout.connect(self._send_ghost)
        self._at_edge = QTimer(self, interval=EDGE_STEP_MS)  # the days move on as long as a drag stays near the edge
        self._at_edge.timeout.connect(self._pan_at_edge)
        self._drag_x = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Timeline"))
        self.viewport().setMouseTracking(True)

    # What is shown.

    def set_rows(self, rows: list[TimelineRow]) -> None:
        """Show these projects; what was chosen stays chosen if it is still there, and the days in sight stay."""
        key, mark, was_in_sight = self.current_row, self.current_mark, self.row in self.scene().visible_rows()
        self.rows, self.row, self.mark, self.ghost = rows, -1, -1, None
        first = min((r.first for r in rows if r.first is not None), default=self.today)
        last = max((r.last for r in rows if r.last is not None), default=self.today)
        self.set_span(len(rows), first, last)
        if not self._was_shown and rows:
            self._was_shown = True
            self.go_to_today()
        if key is not None:
            self.choose(key.key, mark.key if mark else None, is_shown=was_in_sight)
        if self.row < 0 and rows:
            self._choose(0, -1)
        self.chosen.emit()
        self.viewport().update()

    def choose(self, key: bytes, mark: bytes | None = None, *, is_shown: bool = True) -> bool:
        """Choose a project, and perhaps one of its milestones; says whether it is here."""
        row = next((n for n, r in enumerate(self.rows) if r.key == key), -1)
        if row < 0:
            return False
        marks = [m.key for m in self.rows[row].marks]
        self._choose(row, marks.index(mark) if mark in marks else -1, is_shown=is_shown)
        return True

    def choose_mark(self, mark: int) -> None:
        """Choose a milestone of the chosen project by its place."""
        if self.row >= 0 and mark != self.mark:
            self._choose(self.row, mark)

    @property
    def current_row(self) -> TimelineRow | None:
        return self.rows[self.row] if 0 <= self.row < len(self.rows) else None

    @property
    def current_mark(self) -> TimelineMark | None:
        row = self.current_row
        return row.marks[self.mark] if row is not None and 0 <= self.mark < len(row.marks) else None

    def forget_ghost(self) -> None:
        """What was on its way stays where it was."""
        self._nudge.stop()
        self._at_edge.stop()
        self.ghost, self._is_dragging, self._dragged, self._pressed = None, False, None, None
        self.viewport().unsetCursor()
        self.viewport().update()

    def scene(self) -> Scene:
        """What is in sight now."""
        view = self.viewport()
        return Scene(
            self.rows,
            self.scale,
            self.horizontalScrollBar().value(),
            self.verticalScrollBar().value(),
            view.width(),
            view.height(),
            self.today,
            (self.row, self.mark),
            self.ghost,
            self.hasFocus(),
        )

    def place_of(self, row: int, mark: int) -> QPoint:
        """Where a milestone with a day is on the viewport."""
        scene = self.scene()
        on = day_of(self.rows[row].marks[mark])
        assert on is not None
        return QPointF(scene.x(on + 0.5), scene.y(row) + ROW / 2).toPoint()

    # Qt.

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        self._look.paint(painter, self.scene())
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = self.tip_at(event.pos())
            QToolTip.showText(event.globalPos(), tip(said), self.viewport())
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        at = event.position().toPoint()
        row, mark = self.hit(at)
        self._pressed, self._dragged = at, None
        if row >= 0:
            self._choose(row, mark, is_shown=False)
            if mark >= 0 and self._may_plan(self.rows[row].marks[mark]):
                self._send_now()
                self._dragged = self.rows[row].marks[mark]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._show_cursor(at)
            return
        if not self._is_dragging:
            if (at - self._pressed).manhattanLength() < QApplication.startDragDistance():
                return
            self._is_dragging = True
            shape = Qt.CursorShape.ClosedHandCursor if self._dragged is None else Qt.CursorShape.SizeHorCursor
            self.viewport().setCursor(shape)
        if self._dragged is None:
            if self._pressed.x() >= LEFT:
                self.pan(self._pressed.x() - at.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + self._pressed.y() - at.y())
            self._pressed = at
        else:
            self._drag_to(at.x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._at_edge.stop()
        was_planning = self._is_dragging and self._dragged is not None
        self._pressed, self._dragged, self._is_dragging = None, None, False
        self._show_cursor(event.position().toPoint())
        if was_planning:
            self._send_ghost()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.hit(event.position().toPoint())[0] >= 0:
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        turn = {Key.Key_Right: 1, Key.Key_Left: -1}.get(Key(event.key()), 0)
        if alt and turn:
            self._nudge_by(turn * (7 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1))
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and turn:
            self.pan(turn * self.room() // 4)
        elif (do := self._keys().get(Key(event.key()))) is not None and not alt:
            do()
        else:
            super().keyPressEvent(event)

    # Keys and mouse, in parts.

    def _keys(self) -> dict[Qt.Key, Callable[[], object]]:
        page = max(1, (self.viewport().height() - HEAD) // ROW - 1)
        return {
            Key.Key_Up: lambda: self._step_row(-1),
            Key.Key_Down: lambda: self._step_row(1),
            Key.Key_PageUp: lambda: self._step_row(-page),
            Key.Key_PageDown: lambda: self._step_row(page),
            Key.Key_Left: lambda: self._step_mark(-1),
            Key.Key_Right: lambda: self._step_mark(1),
            Key.Key_Home: self.go_to_today,
            Key.Key_Plus: lambda: self.zoom(1),
            Key.Key_Equal: lambda: self.zoom(1),
            Key.Key_Minus: lambda: self.zoom(-1),
            Key.Key_0: self.zoom_to_usual,
            Key.Key_Return: self._open,
            Key.Key_Enter: self._open,
            Key.Key_Escape: self.forget_ghost,
        }

    def hit(self, at: QPoint) -> tuple[int, int]:
        """The row and the mark at a place of the viewport; −1 for none."""
        scene = self.scene()
        row = (at.y() - HEAD + scene.top) // ROW
        if at.y() < HEAD or not 0 <= row < len(self.rows):
            return -1, -1
        if at.x() < LEFT or abs(at.y() - scene.y(row) - ROW / 2) > MARK / 2:
            return row, -1
        near = [
            (abs(scene.x(on + 0.5) - at.x()), n != self.mark or row != self.row, n)
            for n, mark in enumerate(self.rows[row].marks)
            if (on := day_of(mark)) is not None
        ]
        distance, _, mark = min(near, default=(MARK, False, -1))
        return row, mark if distance <= MARK / 2 else -1

    def tip_at(self, at: QPoint) -> str:
        """What a place has to say."""
        row, mark = self.hit(at)
        if row < 0:
            return ""
        found = self.rows[row]
        return "\n".join(mark_lines(found.marks[mark], found, self.today) if mark >= 0 else row_lines(found))

    def _may_plan(self, mark: TimelineMark) -> bool:
        return not self._is_read_only and mark.done is None and mark.planned is not None

    def _show_cursor(self, at: QPoint) -> None:
        row, mark = self.hit(at)
        if mark >= 0 and self._may_plan(self.rows[row].marks[mark]):
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
        else:
            self.viewport().unsetCursor()

    def _drag_to(self, x: int) -> None:
        assert self._dragged is not None
        self._drag_x = x
        if self._edge_turn() == 0:
            self._at_edge.stop()
        elif not self._at_edge.isActive():
            self._at_edge.start()
        day = int(self.scale.day(x - LEFT + self.horizontalScrollBar().value()))
        self.ghost = Ghost(self._dragged.key, min(date.max.toordinal(), max(1, day)))
        self.viewport().update()

    def _edge_turn(self) -> int:
        """Near which edge the drag is: 1 the later days', −1 the earlier ones', 0 neither."""
        x = self._drag_x
        return (x > self.viewport().width() - EDGE) - (x < LEFT + EDGE)

    def _pan_at_edge(self) -> None:
        if self._dragged is None or not self._is_dragging:
            self._at_edge.stop()
            return
        self.pan(self._edge_turn() * EDGE_STEP)
        self._drag_to(self._drag_x)

    def _nudge_by(self, days: int) -> None:
        mark = self.current_mark
        if mark is None or mark.planned is None or not self._may_plan(mark):
            return
        stands = self.ghost.day if self.ghost is not None and self.ghost.key == mark.key else mark.planned
        self.ghost = Ghost(mark.key, stands + days)
        self.show_day(stands + days)
        self._nudge.start()
        self.viewport().update()

    def _send_now(self) -> None:
        """What keys have moved is on its way before something else is moved."""
        if self._nudge.isActive():
            self._nudge.stop()
            self._send_ghost()

    def _send_ghost(self) -> None:
        ghost = self.ghost
        mark = next((m for r in self.rows for m in r.marks if ghost is not None and m.key == ghost.key), None)
        if ghost is None or mark is None or ghost.day == mark.planned:
            self.forget_ghost()
        else:
            self.plan_wanted.emit(UUID(bytes=ghost.key), date.fromordinal(ghost.day))

    def _step_row(self, turn: int) -> None:
        if self.rows:
            self._choose(min(len(self.rows) - 1, max(0, self.row + turn)), -1)

    def _step_mark(self, turn: int) -> None:
        row = self.current_row
        if row is None or not row.marks:
            self.pan(turn * self.room() // 4)
            return
        first = 0 if turn > 0 else len(row.marks) - 1
        self._choose(self.row, first if self.mark < 0 else min(len(row.marks) - 1, max(0, self.mark + turn)))

    def _choose(self, row: int, mark: int, *, is_shown: bool = True) -> None:
        self._send_now()
        self.row, self.mark = row, mark
        if is_shown:
            self.show_row(row)
            if (found := self.current_mark) is not None and (on := day_of(found)) is not None:
                self.show_day(on)
        self.setAccessibleDescription(self._said())
        self.chosen.emit()
        self.viewport().update()

    def _said(self) -> str:
        row, mark = self.current_row, self.current_mark
        if row is None:
            return ""
        return ", ".join(row_lines(row)) if mark is None else f"{mark_line(mark, row, self.today)}, {row.name}"

    def _open(self) -> None:
        if (row := self.current_row) is not None:
            self.opened.emit(UUID(bytes=row.key))
