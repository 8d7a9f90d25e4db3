"""Search over everything: Chinese, pinyin initials, numbers; Enter opens what is chosen."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.runner import AT_ONCE, Task
from hkdesk.ui.theme import Theme, desk_font
from hkdesk.ui.widgets.paint import paint_pill, paint_text
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import column, label
from hkdesk.wording import kind_name, tr
from hkdesk.work.queries.search import Hit, find

HIT = Qt.ItemDataRole.UserRole
ROW, PAUSE_MS = 46, 60


class SearchPopup(QDialog):
    """A field and what fits it."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self._context = context
        self._task: Task | None = None
        self.setWindowTitle(tr("Search"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        layout = column(self, margin=12, gap=8)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Enterprise, project, appeal, number, pinyin initials…"))
        self.field.setAccessibleName(tr("Search"))
        self.field.addAction(icon("search", context.theme["faint"]), QLineEdit.ActionPosition.LeadingPosition)
        self.field.setFont(desk_font(12))
        self.field.installEventFilter(self)
        layout.addWidget(self.field)
        self.hits = QStandardItemModel(self)
        self.view = QListView()
        self.view.setObjectName("popup")
        self.view.setModel(self.hits)
        self.view.setItemDelegate(_HitDelegate(context.theme))
        self.view.setAccessibleName(tr("Found"))
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.activated.connect(lambda _: self.open_current())
        self.view.clicked.connect(lambda _: self.open_current())
        self._states = StateView(context.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._states)
        self._stack.addWidget(self.view)
        layout.addWidget(self._stack, 1)
        layout.addWidget(label(tr("Arrows choose   Enter open   Esc close"), "keys"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.field.textChanged.connect(lambda: self._pause.start())
        self._show([])

    def open_over(self, window: QWidget) -> None:
        """Open in the upper middle of the window."""
        self.resize(640, 460)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + 70)
        self.open()
        self.field.setFocus()

    def open_current(self) -> None:
        """Go to what is chosen."""
        index = self.view.currentIndex()
        hit: Hit | None = index.data(HIT) if index.isValid() else None
        if hit is None:
            return
        self.accept()
        if hit.kind in ("Enterprise", "Project", "ServiceRequest"):
            self._context.bus.record_wanted.emit(hit.kind, hit.id)
        else:
            self._context.messages.say(f"{kind_name(hit.kind)} · {hit.title}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.open_current()
                return True
            turn = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if turn is not None and self.hits.rowCount():
                at = (self.view.currentIndex().row() + turn) % self.hits.rowCount()
                self.view.setCurrentIndex(self.hits.index(at, 0))
                return True
        return super().eventFilter(watched, event)

    def _search(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = self._context.runner.read(find, self.field.text(), owner=self, then=self._show, urgency=AT_ONCE)

    def _show(self, found: list[Hit]) -> None:
        self.hits.clear()
        for hit in found:
            item = QStandardItem(hit.title)
            item.setData(hit, HIT)
            item.setData(f"{kind_name(hit.kind)}, {hit.title}", Qt.ItemDataRole.AccessibleTextRole)
            self.hits.appendRow(item)
        self._stack.setCurrentWidget(self.view if found else self._states)
        asked = self.field.text().strip()
        if found:
            self.view.setCurrentIndex(self.hits.index(0, 0))
        elif asked:
            hint = tr("Fewer characters find more; pinyin initials do too.")
            self._states.show_state("search", tr("Nothing fits “{text}”.", text=asked), hint)
        else:
            hint = tr("A few characters of a name, a number, or pinyin initials are enough.")
            self._states.show_state("search", tr("Find anything on the desk"), hint)


class _HitDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._name, self._line, self._small = desk_font(10, bold=True), desk_font(9), desk_font(8.5, bold=True)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        hit: Hit = index.data(HIT)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        theme, box = self._theme, QRectF(rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(box, theme["selection"])
        inner = box.adjusted(10, 4, -10, -4)
        pill = QRectF(inner.left(), inner.top(), 76, inner.height())
        paint_pill(painter, pill, kind_name(hit.kind), theme["accent"], theme["accent_tint"], self._small)
        rest = inner.adjusted(84, 0, 0, 0)
        painter.setFont(self._name)
        painter.setPen(theme["text"])
        two = bool(hit.line) and hit.line not in hit.title
        paint_text(painter, rest.adjusted(0, 0, 0, -18) if two else rest, hit.title)
        if two:
            painter.setFont(self._line)
            painter.setPen(theme["sub"])
            paint_text(painter, rest.adjusted(0, 19, 0, 0), hit.line)
        painter.restore()
