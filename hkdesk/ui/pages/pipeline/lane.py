"""A lane of the board: the projects of one stage."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from hkdesk.domain.stage import Stage
from hkdesk.ui.pages.pipeline.card import CARD_ROLE, CardDelegate
from hkdesk.ui.widgets.mark import citation_text
from hkdesk.ui.widgets.text import tip
from hkdesk.wording import tr, word
from hkdesk.work.queries.projects import ProjectRow
from hkdesk.work.words import money

MIME = "application/x-hkdesk-project"
AnyIndex = QModelIndex | QPersistentModelIndex


class LaneModel(QAbstractListModel):
    """The cards of a lane, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[ProjectRow, ...] = ()

    def set_rows(self, rows: Sequence[ProjectRow]) -> None:
        if tuple(rows) != self.rows:
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.name}, {money(row.total_investment_fen)}, {word(row.light)}"
            case Qt.ItemDataRole.ToolTipRole:
                return tip(_tip(row))
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        data.setData(MIME, QByteArray(self.rows[indexes[0].row()].id.bytes))
        return data


class Lane(QListView):
    """The view of a lane; it tells what is wanted and moves nothing itself.

    Signals:
        dropped(UUID): a card was dropped here.
        stepped(int): Ctrl+→ (1) or Ctrl+← (−1) on the current card.
        opened(UUID): a card was opened.
        left(int): → or ← past this lane.
    """

    dropped = Signal(object)
    stepped = Signal(int)
    opened = Signal(object)
    left = Signal(int)

    def __init__(self, stage: Stage, delegate: CardDelegate, *, is_read_only: bool) -> None:
        super().__init__()
        self.stage = stage
        self.cards = LaneModel()
        self.setModel(self.cards)
        self.setItemDelegate(delegate)
        self._delegate = delegate
        self.setObjectName("lane")
        self.setAccessibleName(tr("Projects: {stage}", stage=stage))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(
            QAbstractItemView.DragDropMode.NoDragDrop if is_read_only else QAbstractItemView.DragDropMode.DragDrop
        )
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setStyleSheet("QListView#lane { background: transparent; border: none; }")
        self.doubleClicked.connect(lambda index: self.opened.emit(self.cards.rows[index.row()].id))

    @property
    def current_id(self) -> UUID | None:
        index = self.currentIndex()
        return self.cards.rows[index.row()].id if index.isValid() else None

    def choose(self, key: UUID) -> bool:
        """Make a card current and take the focus, if it is here."""
        at = next((n for n, row in enumerate(self.cards.rows) if row.id == key), None)
        if at is None:
            return False
        self.setCurrentIndex(self.cards.index(at))
        self.scrollTo(self.cards.index(at))
        self.setFocus()
        return True

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the card itself."""
        index = self.currentIndex()
        if not index.isValid():
            return
        drag = QDrag(self)
        drag.setMimeData(self.cards.mimeData([index]))
        card = self._delegate.card(
            index.data(CARD_ROLE), self.visualRect(index).width(), True, self.devicePixelRatioF()
        )
        drag.setPixmap(card)
        drag.setHotSpot(self.viewport().mapFromGlobal(self.cursor().pos()) - self.visualRect(index).topLeft())
        drag.exec(Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._take(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._take(event)

    def dropEvent(self, event: QDropEvent) -> None:
        key = UUID(bytes=bytes(event.mimeData().data(MIME).data()))
        event.setDropAction(Qt.DropAction.CopyAction)  # a move would have the view delete the row itself
        event.accept()
        QTimer.singleShot(0, self, lambda: self.dropped.emit(key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turn = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if turn is not None:
            is_step = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.stepped if is_step else self.left).emit(turn)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id is not None:
            self.opened.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.cards.rows:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().placeholderText().color())
            box = self.viewport().rect().adjusted(16, 40, -16, -40)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(box, flags, tr("No project here: drop a card, or bring one with Ctrl+←/→."))
            painter.end()

    def near(self, y: int) -> None:
        """Make the card at a height current, coming from the lane beside."""
        if not self.cards.rows:
            return
        index = self.indexAt(QPoint(20, y))
        self.setCurrentIndex(index if index.isValid() else self.cards.index(len(self.cards.rows) - 1))
        self.setFocus()

    @staticmethod
    def _take(event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()


def _tip(row: ProjectRow) -> str:
    lines = [row.name]
    if row.enterprise:
        lines.append(row.enterprise)
    if row.locator and row.standing:
        lines.append(citation_text(row.locator, row.standing))
    return "\n".join(lines)
