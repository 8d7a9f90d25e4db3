"""The columns of a ledger, by keys: shown or hidden, further left or right, or as delivered."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from hkdesk.ui.widgets.ledger_columns import LedgerColumns
from hkdesk.ui.widgets.text import button, column, label, row
from hkdesk.wording import tr


class ColumnsDialog(QDialog):
    """What is changed here is seen in the ledger at once."""

    def __init__(self, parent: QWidget, columns: LedgerColumns) -> None:
        super().__init__(parent)
        self._columns = columns
        self.setWindowTitle(tr("Columns"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = column(self, margin=20, gap=12)
        layout.addWidget(label(tr("Columns"), "heading"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Columns"))
        self.list.installEventFilter(self)
        layout.addWidget(self.list, 1)
        layout.addWidget(label(tr("Space show or hide   Ctrl+Up/Down move   Esc close"), "keys"))
        foot = row()
        for text, do in (
            (tr("Up"), lambda: self._move(-1)),
            (tr("Down"), lambda: self._move(1)),
            (tr("As delivered"), self._reset),
        ):
            made = button(text)
            made.clicked.connect(do)
            foot.addWidget(made)
        foot.addStretch(1)
        close = button(tr("Close"), "primary")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        layout.addLayout(foot)
        self._fill(0)
        self.list.itemChanged.connect(self._on_changed)
        self.resize(440, 520)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            turn = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if turn is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._move(turn)
                return True
        return super().eventFilter(watched, event)

    def _fill(self, at: int) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for n in self._columns.in_order():
            item = QListWidgetItem(self._columns.columns[n].title or tr("Light"))
            item.setData(Qt.ItemDataRole.UserRole, n)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if self._columns.is_shown(n) else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)

    def _on_changed(self, item: QListWidgetItem) -> None:
        n = item.data(Qt.ItemDataRole.UserRole)
        self._columns.show_column(n, is_shown=item.checkState() is Qt.CheckState.Checked)
        self._fill(self.list.row(item))

    def _move(self, places: int) -> None:
        at = self.list.currentRow()
        if 0 <= at + places < self.list.count():
            self._columns.move(self.list.item(at).data(Qt.ItemDataRole.UserRole), places)
            self._fill(at + places)

    def _reset(self) -> None:
        self._columns.reset()
        self._fill(0)
