"""The list of the day: a heading a part, its lines below it; arrows walk from line to line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hkdesk.domain.lights import Light
from hkdesk.ui.drafts import Draft
from hkdesk.ui.pages.today.words import line_text, time_text
from hkdesk.ui.theme import Theme, desk_font
from hkdesk.ui.widgets.paint import LIGHT_TOKENS, paint_light, paint_pill, paint_text, pill_width
from hkdesk.ui.widgets.text import tip
from hkdesk.wording import day, moment, tr, word
from hkdesk.work.queries.today import Part, TodayLine

AnyIndex = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
ROOM_FOR_BY = 520
HEAD_HEIGHT, LINE_HEIGHT, FOOT_HEIGHT = 38, 34, 28


@dataclass(frozen=True)
class Head:
    """The heading of a part; `part` is None over the drafts."""

    part: Part | None
    title: str
    count: int


@dataclass(frozen=True)
class More:
    """What is said beneath a part that goes on."""

    part: Part
    text: str


Row = Head | TodayLine | Draft | More


class DayModel(QAbstractListModel):
    """The rows of the day."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        if tuple(rows) != self.rows:
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self.rows[index.row()], Head):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in texts_of(row) if part)
            case Qt.ItemDataRole.ToolTipRole if isinstance(row, TodayLine):
                return tip("\n".join(part for part in texts_of(row) if part))
        return None


class DayList(QListView):
    """The view of the day.

    Signals:
        chosen(row): another line is current, a TodayLine or a Draft; None if there is none.
        opened(row): Enter or a double click on a line.
        more_wanted(Part): the rest of a part is wanted.
    """

    chosen = Signal(object)
    opened = Signal(object)
    more_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("day")
        self.day = DayModel()
        self.setModel(self.day)
        self.setItemDelegate(_Delegate(theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("What waits today"))
        self.selectionModel().currentChanged.connect(lambda now, _: self.chosen.emit(self._line_at(now)))
        self.doubleClicked.connect(lambda index: self._open(index))
        self.clicked.connect(self._on_clicked)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the day anew; the line that was current stays so, or the one that took its place."""
        place, key = self.currentIndex().row(), self._key_of(self.current)
        self.day.set_rows(rows)
        keys = [self._key_of(row) for row in self.day.rows]
        first = next((n for n, row in enumerate(self.day.rows) if isinstance(row, TodayLine)), 0)
        at = keys.index(key) if key is not None and key in keys else place if place >= 0 else first
        for n in (*range(at, len(keys)), *reversed(range(at))):
            if n < len(keys) and keys[n] is not None:
                self.setCurrentIndex(self.day.index(n))
                return
        self.chosen.emit(None)

    @property
    def current(self) -> Row | None:
        """The line that is current."""
        return self._line_at(self.currentIndex())

    def go_to_part(self, part: Part) -> None:
        """Bring a part into view, its first line current."""
        rows = self.day.rows
        at = next((n for n, row in enumerate(rows) if isinstance(row, Head) and row.part is part), None)
        if at is None:
            return
        self.setCurrentIndex(self.day.index(at + 1))
        self.scrollTo(self.day.index(at), QAbstractItemView.ScrollHint.PositionAtTop)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, More):
            self.more_wanted.emit(row.part)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE) if index.isValid() else None
        if isinstance(row, More):
            self.more_wanted.emit(row.part)
        elif isinstance(row, TodayLine | Draft):
            self.opened.emit(row)

    def _line_at(self, index: QModelIndex) -> Row | None:
        row = index.data(ROW_ROLE) if index.isValid() else None
        return row if isinstance(row, TodayLine | Draft) else None

    @staticmethod
    def _key_of(row: object) -> object:
        match row:
            case TodayLine():
                return row.part, row.id, row.milestone
            case Draft():
                return row.key
            case _:
                return None


def texts_of(row: Row) -> tuple[str, ...]:
    """Everything that a row says, in words."""
    match row:
        case Head():
            return row.title, f"{row.count:,}"
        case More():
            return (row.text,)
        case Draft():
            return draft_title(row), moment(row.kept_at)
        case TodayLine():
            due = "" if row.part is Part.UNREPORTED else day(row.on)
            return word(row.light), row.who, line_text(row), row.by, due, time_text(row)


def draft_title(draft: Draft) -> str:
    """What an unfinished entry is about, as far as it was typed."""
    said = [draft.typed.get(name, "").strip() for name in ("enterprise", "title")]
    return " · ".join(part for part in said if part) or tr("Untitled")


class _Delegate(QStyledItemDelegate):
    """Paints headings and lines."""

    def __init__(self, theme: Theme, view: DayList) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._plain, self._small = desk_font(10), desk_font(9)
        self._bold = QFont(self._plain)
        self._bold.setBold(True)
        self._fonts = self._plain, self._bold, self._small

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        row = index.data(ROW_ROLE)
        height = HEAD_HEIGHT if isinstance(row, Head) else FOOT_HEIGHT if isinstance(row, More) else LINE_HEIGHT
        return QSize(120, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        row, box = index.data(ROW_ROLE), QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        self._paint_ground(painter, option, row, box)
        match row:
            case Head():
                self._paint_head(painter, row, box)
            case More():
                painter.setFont(self._small)
                painter.setPen(self._theme["accent"])
                paint_text(painter, box.adjusted(40, 0, -12, 0), row.text)
            case Draft():
                self._paint_line(painter, box, None, draft_title(row), "", "", moment(row.kept_at), "accent")
            case TodayLine():
                token = LIGHT_TOKENS[row.light] if row.light is not Light.GREY else "sub"
                self._paint_line(painter, box, row.light, row.who, line_text(row), row.by, time_text(row), token)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: Row, box: QRectF) -> None:
        if isinstance(row, Head):
            return
        state = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, self._theme["selection"])
            if self._view.hasFocus():
                painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), self._theme["accent"])
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, self._theme["hover"])

    def _paint_head(self, painter: QPainter, row: Head, box: QRectF) -> None:
        painter.setFont(self._bold)
        painter.setPen(self._theme["text"])
        inside = box.adjusted(14, 8, -14, 0)
        paint_text(painter, inside, row.title)
        used = painter.fontMetrics().horizontalAdvance(row.title) + 10
        painter.setPen(self._theme["sub"])
        painter.setFont(self._plain)
        paint_text(painter, inside.adjusted(used, 0, 0, 0), f"{row.count:,}")
        painter.setPen(self._theme["border"])
        painter.drawLine(QPointF(box.left() + 14, box.bottom() - 0.5), QPointF(box.right() - 14, box.bottom() - 0.5))

    def _paint_line(
        self, painter: QPainter, box: QRectF, light: Light | None, who: str, title: str, by: str, time: str, token: str
    ) -> None:
        theme = self._theme
        if light is not None:
            paint_light(painter, QPointF(box.left() + 24, box.center().y()), light, theme)
        right = box.right() - 14
        if time:
            width = pill_width(time, self._small)
            tint = f"{token}_tint" if token != "sub" else "grey_tint"
            paint_pill(
                painter,
                QRectF(right - width, box.top(), width, box.height()),
                time,
                theme[token],
                theme[tint],
                self._small,
            )
            right -= width + 10
        painter.setFont(self._plain)
        if by and box.width() >= ROOM_FOR_BY:
            width = min(painter.fontMetrics().horizontalAdvance(by) + 2, int(box.width() * 0.24))
            painter.setPen(theme["sub"])
            paint_text(painter, QRectF(right - width, box.top(), width, box.height()), by)
            right -= width + 14
        left = box.left() + 40
        room = max(40.0, right - left)
        wanted = painter.fontMetrics().horizontalAdvance(who) + 2
        width = min(wanted, room * (0.55 if title else 1))
        painter.setPen(theme["text"])
        paint_text(painter, QRectF(left, box.top(), width, box.height()), who)
        if title:
            painter.setPen(theme["sub"])
            paint_text(painter, QRectF(left + width + 12, box.top(), room - width - 12, box.height()), title)
