"""The month's sheet as a table: what is reported, what has been typed since, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from hkdesk.domain.errors import DeskError
from hkdesk.domain.rates import ratio
from hkdesk.domain.report import INVESTED, TEXTS, invested_fen, read_cell
from hkdesk.ui.pages.months.columns import MONTH_SUM, YEAR_SUM, cell_text, sheet_columns, typed_text
from hkdesk.ui.widgets.text import tip
from hkdesk.wording import percent, refusal, tr, word
from hkdesk.work.queries.reports import SheetRow
from hkdesk.work.words import DASH, money

AnyIndex = QModelIndex | QPersistentModelIndex
Cell = tuple[UUID, str]
LAST_ROLE, DRAFT_ROLE, WRONG_ROLE = (Qt.ItemDataRole.UserRole + n for n in range(3))
Role = Qt.ItemDataRole


class MonthTable(QAbstractTableModel):
    """Rows are projects. What is typed is kept as a draft until its row has been saved, wrong or not.

    Signals:
        drafted(): a cell has been typed, cleared or given up.
    """

    drafted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = sheet_columns()
        self.rows: list[SheetRow] = []
        self._drafts: dict[Cell, str] = {}
        self._wrong: dict[Cell, str] = {}
        self.is_writable = True

    def set_rows(self, rows: list[SheetRow]) -> None:
        """Show these rows; drafts that are saved by now are drafts no more."""
        same = [r.id for r in rows] == [r.id for r in self.rows]
        if not same:
            self.beginResetModel()
        self.rows = rows
        values = {row.id: row.this for row in rows}
        for (key, field), text in list(self._drafts.items()):
            if key not in values or ((key, field) not in self._wrong and _is_saved(field, text, values[key][field])):
                self._forget((key, field))
        if same:
            self._repaint()
        else:
            self.endResetModel()
        self.drafted.emit()

    def forget_drafts(self) -> None:
        """Give up whatever has not been saved."""
        self._drafts.clear()
        self._wrong.clear()
        self._repaint()
        self.drafted.emit()

    @property
    def draft_count(self) -> int:
        return len(self._drafts)

    @property
    def drafts(self) -> dict[Cell, str]:
        """What has been typed and not been saved, wrong or not."""
        return dict(self._drafts)

    def type_again(self, drafts: Mapping[Cell, str]) -> None:
        """Type what had been typed into these cells; a project that is not there any more is passed over."""
        rows = {row.id: n for n, row in enumerate(self.rows)}
        columns = {shown.field: n for n, shown in enumerate(self.columns)}
        self.type_in((rows[key], columns[field], text) for (key, field), text in drafts.items() if key in rows)

    @property
    def wrong_count(self) -> int:
        return len(self._wrong)

    def to_save(self, keys: Iterable[UUID] | None = None) -> dict[UUID, dict[str, str]]:
        """What has been typed into these projects' rows, or all; a row with a wrong cell waits until it is right."""
        wanted = None if keys is None else set(keys)
        bad = {key for key, _ in self._wrong}
        found: dict[UUID, dict[str, str]] = {}
        for (key, field), text in self._drafts.items():
            if key not in bad and (wanted is None or key in wanted):
                found.setdefault(key, {})[field] = text
        return found

    def refuse(self, wrong: Mapping[Cell, str]) -> None:
        """Say on these cells what is wrong with them."""
        self._wrong.update({cell: said for cell, said in wrong.items() if cell in self._drafts})
        self._repaint()
        self.drafted.emit()

    def first_wrong(self) -> QModelIndex:
        """The first cell that is wrong."""
        for n, row in enumerate(self.rows):
            for c, column in enumerate(self.columns):
                if (row.id, column.field) in self._wrong:
                    return self.index(n, c)
        return QModelIndex()

    def give_up(self, index: AnyIndex) -> bool:
        """Take back what was typed into a cell; whether there was anything."""
        cell = self.cell(index)
        if cell not in self._drafts:
            return False
        self._forget(cell)
        self._repaint(index.row())
        self.drafted.emit()
        return True

    def cell(self, index: AnyIndex) -> Cell:
        return self.rows[index.row()].id, self.columns[index.column()].field

    def is_typed_in(self, column: int) -> bool:
        return bool(self.columns[column].field)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        if self.is_writable and self.is_typed_in(index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal:
            if role == Role.DisplayRole:
                return self.columns[section].title
            if role == Role.TextAlignmentRole:
                return _side(self.columns[section].is_number)
        elif section < len(self.rows):
            row = self.rows[section]
            if role == Role.DisplayRole:
                return row.name
            if role == Role.ToolTipRole:
                return tip(_row_tip(row))
        return None

    def data(self, index: AnyIndex, role: int = Role.DisplayRole) -> Any:
        row, column = self.rows[index.row()], self.columns[index.column()]
        cell = (row.id, column.field)
        match role:
            case Role.DisplayRole:
                return self._shown(row, index.column())
            case Role.EditRole:
                return self._drafts.get(cell, typed_text(column.field, row.this.get(column.field)))
            case Role.TextAlignmentRole:
                return _side(column.is_number)
            case Role.ToolTipRole:
                return tip(self._wrong.get(cell) or self._shown(row, index.column()))
            case Role.AccessibleTextRole:
                said = f"{row.name}, {column.title}: {self._shown(row, index.column()) or tr('empty')}"
                return f"{said}. {self._wrong[cell]}" if cell in self._wrong else said
        if role == LAST_ROLE:
            return cell_text(column.field, row.last.get(column.field)) if column.field else ""
        if role == DRAFT_ROLE:
            return cell in self._drafts
        return self._wrong.get(cell) if role == WRONG_ROLE else None

    def setData(self, index: AnyIndex, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not self.is_typed_in(index.column()) or not self.is_writable:
            return False
        self.type_in([(index.row(), index.column(), str(value))])
        return True

    def type_in(self, cells: Iterable[tuple[int, int, str]]) -> None:
        """Put texts into cells (row, column, text), as if each had been typed."""
        for row, column, text in cells:
            cell = (self.rows[row].id, self.columns[column].field)
            self._forget(cell)
            if _is_saved(cell[1], text, self.rows[row].this.get(cell[1])):
                continue
            self._drafts[cell] = text
            try:
                read_cell(cell[1], text)
            except DeskError as error:
                self._wrong[cell] = refusal(error)
        self._repaint()
        self.drafted.emit()

    def _shown(self, row: SheetRow, column: int) -> str:
        field = self.columns[column].field
        if (text := self._drafts.get((row.id, field))) is not None:
            return text if (row.id, field) in self._wrong else cell_text(field, read_cell(field, text))
        if column == MONTH_SUM:
            return _sum_text(self._invested(row))
        if column == YEAR_SUM:
            year = row.year_before_fen + self._invested(row)
            return f"{_sum_text(year)}  {percent(ratio(year, row.plan_fen or 0))}" if year or row.plan_fen else ""
        return cell_text(field, row.this.get(field))

    def _invested(self, row: SheetRow) -> int:
        """With what has been typed, so far as it can be read."""
        values = {f: row.this.get(f) for f in INVESTED}
        for field in INVESTED:
            if (row.id, field) in self._drafts and (row.id, field) not in self._wrong:
                values[field] = read_cell(field, self._drafts[row.id, field])
        return invested_fen(values)

    def _forget(self, cell: Cell) -> None:
        self._drafts.pop(cell, None)
        self._wrong.pop(cell, None)

    def _repaint(self, row: int | None = None) -> None:
        if self.rows:
            first, last = (0, len(self.rows) - 1) if row is None else (row, row)
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))


def _is_saved(field: str, text: str, value: Any) -> bool:
    try:
        return (
            (read_cell(field, text) or None) == (value or None) if field in TEXTS else read_cell(field, text) == value
        )
    except DeskError:
        return False


def _sum_text(fen: int) -> str:
    return cell_text("construction_fen", fen) if fen else DASH


def _row_tip(row: SheetRow) -> str:
    total = tr("total investment {sum}", sum=money(row.total_fen))
    plan = tr("plan of the year {sum}", sum=money(row.plan_fen))
    return f"{row.name}\n{word(row.stage)} · {total} · {plan}"


def _side(is_number: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
