"""Which column of a sheet is which field: put right by drag, by a list, or by one value for every row."""

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.guess import LOOKED_FOR
from hkdesk.exchange.ledgers.kinds import JOINED
from hkdesk.exchange.ledgers.mapping import LedgerMapping, kind_of, missing_in
from hkdesk.exchange.ledgers.values import read_given
from hkdesk.exchange.ledgers.worded import worded
from hkdesk.ui.context import Context
from hkdesk.ui.importing.columns_table import COLUMN, FIELD, READ_AS, ColumnsTable
from hkdesk.ui.importing.incoming import Incoming
from hkdesk.ui.importing.pipeline import Understood
from hkdesk.ui.widgets.choice_field import ChoiceField
from hkdesk.ui.widgets.ledger_delegate import LedgerDelegate
from hkdesk.ui.widgets.ledger_table import LedgerTable
from hkdesk.ui.widgets.text import card, clear, column, label, row
from hkdesk.wording import field_name, refusal, tr

SIDE = 300
MOST_DOUBTS = 3
AnyIndex = QModelIndex | QPersistentModelIndex


class ColumnsView(QWidget):
    """The columns at the left, the fields that no column is read as at the right."""

    def __init__(self, context: Context, incoming: Incoming) -> None:
        super().__init__()
        self._incoming = incoming
        self._known: Understood | None = None
        self._waiting: Understood | None = None  # until the officer has chosen from a list
        layout = column(self, gap=10)
        layout.addLayout(self._make_head())
        self._doubts = column(gap=2)
        layout.addLayout(self._doubts)
        middle = row(gap=12)
        self.model = ColumnsTable(self)
        delegate = _Choosing(self.model.columns, context.theme)
        self.table = _Columns(self.model, delegate)
        delegate.setParent(self.table)
        delegate.closeEditor.connect(lambda *_: self._show_waiting())
        sheet = card()
        column(sheet, margin=1).addWidget(self.table)
        middle.addWidget(sheet, 1)
        middle.addLayout(self._make_side())
        layout.addLayout(middle, 1)
        self.model.mapped.connect(self._map)
        self.model.unit_chosen.connect(self._choose_unit)
        self.fields.taken_off.connect(lambda at: self._map(at, ""))
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._take_off)

    def show_known(self, known: Understood) -> None:
        """Show the columns as they are read now; what is being chosen or typed stays."""
        if self.table.state() is QAbstractItemView.State.EditingState:
            self._waiting = known
            return
        self._known, self._waiting = known, None
        at = self.table.currentIndex()
        place = (at.row(), at.column()) if at.isValid() else (0, READ_AS)
        self.model.show_known(known)
        self.table.choose(min(place[0], self.model.rowCount() - 1), place[1])
        rows = known.mapping.header_rows
        for spin, value in ((self.first, rows[0] + 1 if rows else 0), (self.last, rows[-1] + 1 if rows else 0)):
            if not spin.lineEdit().isModified():
                spin.blockSignals(True)
                spin.setValue(value)
                spin.blockSignals(False)
        self._show_fields(known.mapping)
        self._show_doubts(known)

    def _show_waiting(self) -> None:
        if self._waiting is not None:
            self.show_known(self._waiting)

    def _make_head(self) -> QHBoxLayout:
        head = row(gap=8)
        head.addWidget(label(tr("The header stands in rows"), "sub"))
        self.first = self._row_field(tr("First row of the header"))
        self.last = self._row_field(tr("Last row of the header"))
        head.addWidget(self.first)
        head.addWidget(label(tr("to"), "sub"))
        head.addWidget(self.last)
        head.addWidget(label(tr("(0: there is none)"), "faint"))
        head.addStretch(1)
        head.addWidget(label(tr("F2 or a letter chooses   Delete takes off   or drag a field"), "keys"))
        return head

    def _row_field(self, name: str) -> QSpinBox:
        made = QSpinBox()
        made.setRange(0, LOOKED_FOR)
        made.setFixedWidth(64)
        made.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        made.setAccessibleName(name)
        made.lineEdit().setAccessibleName(name)
        made.editingFinished.connect(self._choose_header)
        return made

    def _make_side(self) -> QVBoxLayout:
        side = column(gap=8)
        side.addWidget(label(tr("Fields without a column"), "heading"))
        self.fields = FieldList()
        self.fields.setFixedWidth(SIDE)
        self.fields.currentRowChanged.connect(lambda _: self._show_given())
        side.addWidget(self.fields, 1)
        self._given_name = label("", "sub", wraps=True)
        self._given_name.setFixedWidth(SIDE)
        side.addWidget(self._given_name)
        self.given = QLineEdit()
        self.given.setFixedWidth(SIDE)
        self.given.editingFinished.connect(self._give)
        side.addWidget(self.given)
        self._given_error = label("", "error", wraps=True)
        self._given_error.setFixedWidth(SIDE)
        self._given_error.hide()
        side.addWidget(self._given_error)
        return side

    def _show_fields(self, mapping: LedgerMapping) -> None:
        kind = kind_of(mapping.kind)
        chosen = self.fields.field()
        needed = {group[0] for group in missing_in(mapping)}
        taken = set(mapping.columns.values()) - JOINED
        self.fields.blockSignals(True)
        self.fields.clear()
        for field in sorted(kind.fields, key=lambda f: f.name not in needed):
            if field.name in taken:
                continue
            text = field_name(field.name)
            if field.name in mapping.given:
                said = worded(kind, field.name, mapping.given[field.name])
                text = tr("{field_name}: {text}", field_name=text, text=said)
            elif field.name in needed:
                text = tr("{field_name} (needed)", field_name=text)
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, field.name)
            item.setSizeHint(QSize(0, 34))
            self.fields.addItem(item)
            if field.name == chosen:
                self.fields.setCurrentItem(item)
        self.fields.blockSignals(False)
        if self.fields.currentRow() < 0 and self.fields.count():
            self.fields.setCurrentRow(0)
        if not (self.given.isModified() and self.fields.field() == chosen):
            self._show_given()

    def _show_given(self) -> None:
        name = self.fields.field()
        mapping = self._known.mapping if self._known else None
        for widget in (self._given_name, self.given):
            widget.setVisible(bool(name))
        self._given_error.hide()
        if name and mapping is not None:
            said = tr("{field_name}, the same in every row:", field_name=field_name(name))
            self._given_name.setText(said)
            self.given.setAccessibleName(said)
            text = mapping.given.get(name, "")
            self.given.setText(worded(kind_of(mapping.kind), name, text) if text else "")

    def _show_doubts(self, known: Understood) -> None:
        clear(self._doubts)
        doubts = known.guess.doubts[:MOST_DOUBTS] if known.mapping == known.guess.mapping else ()
        said = [refusal(error) for error in doubts]
        unread = [each.heading for each in known.guess.unread if each.column not in known.mapping.columns]
        if unread:
            said.append(tr("Not read: {headings}.", headings=unread))
        said += list(known.book.remarks)
        for text in said:
            self._doubts.addWidget(label(f"？{text}", "notice", wraps=True))

    def _map(self, at: int, name: str) -> None:
        if self._known is not None:
            self._incoming.map_as(self._known.mapping.with_column(at, name or None))

    def _take_off(self) -> None:
        line = self.model.line(self.table.currentIndex())
        if line is not None and line.field:
            self._map(line.at, "")

    def _choose_unit(self, at: int, unit: str) -> None:
        if self._known is not None:
            self._incoming.map_as(self._known.mapping.with_unit(at, unit))

    def _choose_header(self) -> None:
        known = self._known
        if known is None:
            return
        first, last = self.first.value(), max(self.first.value(), self.last.value())
        rows = tuple(range(first - 1, last)) if first else ()
        if rows != known.mapping.header_rows:
            self._incoming.choose(kind=known.mapping.kind, header=rows)

    def _give(self) -> None:
        name, known = self.fields.field(), self._known
        if not name or known is None:
            return
        typed, mapping = self.given.text().strip(), known.mapping
        before = mapping.given.get(name, "")
        if typed == (worded(kind_of(mapping.kind), name, before) if before else ""):
            return
        try:
            text = read_given(kind_of(mapping.kind).by_name[name], typed) if typed else ""
        except DeskError as error:
            self._given_error.setText(refusal(error))
            self._given_error.show()
            return
        self._incoming.map_as(mapping.with_given(name, text))


class FieldList(QListWidget):
    """Fields that can be dragged onto a column; a column's field dropped here is taken off.

    Signals:
        taken_off(int): a column is not to be read.
    """

    taken_off = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Fields without a column"))
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def field(self) -> str:
        """The chosen field; empty for none."""
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def mimeTypes(self) -> list[str]:
        return [FIELD]

    def mimeData(self, items: list[QListWidgetItem]) -> QMimeData:  # type: ignore[override]
        found = QMimeData()
        if items:
            found.setData(FIELD, str(items[0].data(Qt.ItemDataRole.UserRole)).encode())
        return found

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._hear(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._hear(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if event.mimeData().hasFormat(COLUMN):
            self.taken_off.emit(int(event.mimeData().data(COLUMN).data()))
            event.setDropAction(Qt.DropAction.CopyAction)  # nothing is taken out of where it came from
            event.accept()

    def startDrag(self, _actions: Qt.DropAction) -> None:
        super().startDrag(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)

    def _hear(self, event: QDropEvent) -> None:
        event.setAccepted(event.mimeData().hasFormat(COLUMN))


class _Columns(LedgerTable):
    """The table of columns: it takes fields, and gives them."""

    def __init__(self, model: ColumnsTable, delegate: LedgerDelegate) -> None:
        super().__init__(model, delegate)
        self.setAccessibleName(tr("Columns of the ledger"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragDropOverwriteMode(True)
        self.setDropIndicatorShown(True)
        header = self.horizontalHeader()
        for n, shown in enumerate(model.columns):
            if shown.stretches:
                header.setSectionResizeMode(n, QHeaderView.ResizeMode.Stretch)
            else:
                self.setColumnWidth(n, shown.width)


class _Choosing(LedgerDelegate):
    """A list opens where something is to be chosen."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        made = ChoiceField()
        made.setParent(parent)
        model = index.model()
        for value, text in model.choices(index) if isinstance(model, ColumnsTable) else ():
            made.addItem(text, value)
        made.activated.connect(lambda _: self._done(made))
        return made

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))
            editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())

    def _done(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
