"""The month's sheet under the keyboard: arrows, Tab, Enter, blocks copied from and pasted into a spreadsheet."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hkdesk.ui.pages.months.block import block_cells, block_of, block_text
from hkdesk.ui.pages.months.table import DRAFT_ROLE, LAST_ROLE, WRONG_ROLE, AnyIndex, MonthTable
from hkdesk.ui.theme import Theme, desk_font
from hkdesk.ui.widgets.paint import paint_text, two_lines
from hkdesk.wording import tr

ROW, PAD = 44, 8
NAMES, NAMES_WIDE, WIDE = 190, 280, 1500  # pixels of the names, and of the sheet from which they get more
Key = Qt.Key
ENTERS = (Key.Key_Return, Key.Key_Enter)
STEPS = {Key.Key_Up: (-1, 0), Key.Key_Down: (1, 0), Key.Key_Left: (0, -1), Key.Key_Right: (0, 1)}


class MonthGrid(QTableView):
    """A sheet that is filled as a spreadsheet is.

    Enter goes to the next project, to the column where the run of Tabs began. A row is left: `row_left` says so.

    Signals:
        row_left(int): the cursor has gone to another row, or Enter was pressed in the last.
        refused(str): a pasted block does not fit, and why; nothing of it was taken.
    """

    row_left = Signal(int)
    refused = Signal(str)

    def __init__(self, table: MonthTable, theme: Theme) -> None:
        super().__init__()
        self._table, self._run_from = table, 0
        self._is_tabbing = False
        self.setModel(table)
        self.setItemDelegate(_CellDelegate(theme, self))
        self.setAccessibleName(tr("Monthly reports"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        for n, column in enumerate(table.columns):
            self.setColumnWidth(n, column.width)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        names = _Names(theme, self)
        self.setVerticalHeader(names)
        names.setFixedWidth(NAMES)
        names.setDefaultSectionSize(ROW)
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.verticalHeader().setFixedWidth(NAMES_WIDE if self.width() >= WIDE else NAMES)
        super().resizeEvent(event)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        if not self._is_tabbing and current.isValid():
            self._run_from = current.column()
        if previous.isValid() and current.row() != previous.row():
            self.row_left.emit(previous.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.walk(event):
            if event.matches(QKeySequence.StandardKey.Copy):
                self.copy()
            elif event.matches(QKeySequence.StandardKey.Paste):
                self.paste()
            elif event.key() in (Key.Key_Delete, Key.Key_Backspace):
                self._fill_selected("")
            elif event.key() == Key.Key_Escape and self._table.give_up(self.currentIndex()):
                pass
            else:
                super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Where an input method commits without composing in the window, Qt opens a cell and loses the text."""
        is_new = bool(event.commitString()) and self.state() != QAbstractItemView.State.EditingState
        if is_new and self._table.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable:
            self.edit(self.currentIndex())
            editor = QApplication.focusWidget()
            if isinstance(editor, QLineEdit):
                editor.setText(event.commitString())
            return
        super().inputMethodEvent(event)

    def walk(self, event: QKeyEvent) -> bool:
        """Go to another cell if the key says so."""
        at, key = self.currentIndex(), Key(event.key())
        if not at.isValid():
            return False
        if key in ENTERS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._enter(at)
            return True
        if key in (Key.Key_Tab, Key.Key_Backtab):
            return self._tab(at, -1 if key == Key.Key_Backtab else 1)
        return False

    def take_open(self) -> None:
        """Take what is being typed, as leaving the cell does."""
        editor = QApplication.focusWidget()
        if self.state() == QAbstractItemView.State.EditingState and isinstance(editor, QLineEdit):
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def step(self, down: int, right: int) -> None:
        """Go to a neighbouring cell."""
        at = self.currentIndex()
        to = self._table.index(at.row() + down, at.column() + right)
        if to.isValid():
            self.setCurrentIndex(to)

    def go_to_first(self) -> None:
        """Stand on the first cell, where nobody has chosen another one."""
        if not self.currentIndex().isValid() and self._table.rowCount():
            self.setCurrentIndex(self._table.index(0, 0))

    def copy(self) -> None:
        """Put the selected block on the clipboard, as a spreadsheet takes it."""
        QApplication.clipboard().setText(block_text(self._table, self.selectedIndexes()))

    def paste(self) -> None:
        """Take a block from the clipboard; what does not fit is refused whole, a single value fills the selection."""
        block = block_of(QApplication.clipboard().text())
        at = self.currentIndex()
        if not block or not at.isValid() or not self._table.is_writable:
            return
        if len(block) == len(block[0]) == 1:
            self._fill_selected(block[0][0])
            return
        chosen = self.selectedIndexes() or [at]
        cells, said = block_cells(self._table, block, min(i.row() for i in chosen), min(i.column() for i in chosen))
        if said:
            self.refused.emit(said)
        else:
            self._table.type_in(cells)

    def _fill_selected(self, text: str) -> None:
        if self._table.is_writable:
            chosen = [i for i in self.selectedIndexes() if self._table.is_typed_in(i.column())]
            self._table.type_in([(i.row(), i.column(), text) for i in chosen])

    def _enter(self, at: QModelIndex) -> None:
        is_last = at.row() == self._table.rowCount() - 1
        self.setCurrentIndex(self._table.index(at.row() + (not is_last), self._run_from))
        if is_last:
            self.row_left.emit(at.row())

    def _tab(self, at: QModelIndex, turn: int) -> bool:
        """The next cell that is typed in, on the next row after the last; out of the sheet at its ends."""
        row, column, width = at.row(), at.column() + turn, self._table.columnCount()
        while 0 <= column < width and not self._table.is_typed_in(column):
            column += turn
        if not 0 <= column < width:
            row, column = row + turn, 0 if turn > 0 else width - 1
        if not 0 <= row < self._table.rowCount():
            return False
        self._is_tabbing = True
        self.setCurrentIndex(self._table.index(row, column))
        self._is_tabbing = False
        return True


class _Names(QHeaderView):
    """The projects' names at the left, each on at most two lines."""

    def __init__(self, theme: Theme, grid: MonthGrid) -> None:
        super().__init__(Qt.Orientation.Vertical, grid)
        self._theme, self._font = theme, desk_font(10, bold=True)
        self.setSectionsClickable(True)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, self._theme["card"])
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._theme["border"])
        painter.setFont(self._font)
        painter.setPen(self._theme["sub"])
        inner = QRectF(rect).adjusted(PAD + 1, 2, -PAD, -2)
        name = str(self.model().headerData(section, self.orientation()) or "")
        text = "\n".join(two_lines(name, self._font, inner.width()))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class _CellDelegate(QStyledItemDelegate):
    """A cell: this month's value above, the last month's below it; a wrong one says so by a frame and a sign."""

    def __init__(self, theme: Theme, grid: MonthGrid) -> None:
        super().__init__(grid)
        self._theme, self._grid = theme, grid
        self._font, self._small, self._bold = desk_font(10), desk_font(8.5), desk_font(10, bold=True)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme = self._theme
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        wrong, is_draft = index.data(WRONG_ROLE), index.data(DRAFT_ROLE)
        painter.save()
        is_typed = self._grid._table.is_typed_in(index.column())  # noqa: SLF001 - its own delegate
        painter.fillRect(box, theme["selection"] if is_selected else theme["card" if is_typed else "bg"])
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme["border"])
        painter.fillRect(QRectF(box.right() - 1, box.top(), 1, box.height()), theme["border"])
        inner = box.adjusted(PAD, 3, -PAD, -4)
        side = index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignHorizontal_Mask
        upper, lower = inner.adjusted(0, 0, 0, -inner.height() * 0.42), inner.adjusted(0, inner.height() * 0.56, 0, 0)
        painter.setFont(self._bold if is_draft else self._font)
        painter.setPen(theme["red"] if wrong else theme["text"] if is_typed else theme["sub"])
        paint_text(painter, upper if is_typed else inner, index.data() or "", side)
        painter.setFont(self._small)
        painter.setPen(theme["sub" if is_selected else "faint"])
        paint_text(painter, lower, index.data(LAST_ROLE) or "", side)
        if wrong:
            self._frame(painter, box, theme["red"], "!")
        elif index == self._grid.currentIndex():
            self._frame(painter, box, theme["accent"], "")
        painter.restore()

    def _frame(self, painter: QPainter, box: QRectF, color: object, sign: str) -> None:
        painter.setPen(color)
        painter.drawRect(box.adjusted(0, 0, -2, -2))
        if sign:
            painter.setFont(self._bold)
            painter.drawText(box.adjusted(3, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, sign)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setFont(self._font)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        editor.setStyleSheet("border-radius: 0; padding: 0 6px;")
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In a cell: Enter, Tab, ↑ and ↓ take what was typed and go on; ← and → do at the ends of the text."""
        if not isinstance(watched, QLineEdit) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)
        key = Key(event.key())
        if key in (*ENTERS, Key.Key_Tab, Key.Key_Backtab):
            self._take(watched)
            self._grid.walk(event)
            return True
        if key in STEPS and self._is_at_end(watched, key):
            self._take(watched)
            self._grid.step(*STEPS[key])
            return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _is_at_end(editor: QLineEdit, key: Qt.Key) -> bool:
        if key == Key.Key_Left:
            return editor.cursorPosition() == 0 and not editor.hasSelectedText()
        if key == Key.Key_Right:
            return editor.cursorPosition() == len(editor.text()) and not editor.hasSelectedText()
        return True

    def _take(self, editor: QLineEdit) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
