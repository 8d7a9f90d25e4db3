"""The columns of a sheet as a table, each with what it is read as, which is dropped onto it or chosen from a list."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData, QObject, Qt, Signal

from hkdesk.exchange.ledgers.amounts import FRACTION
from hkdesk.exchange.ledgers.cells import column_letters, is_said, text_of
from hkdesk.exchange.ledgers.fields import Kind
from hkdesk.exchange.ledgers.header import headings_in
from hkdesk.exchange.ledgers.mapping import UNITS_OF, LedgerMapping, kind_of
from hkdesk.exchange.ledgers.sheets import RawSheet
from hkdesk.ui.importing.pipeline import Understood, keys_of
from hkdesk.ui.widgets.packed_table import AnyIndex, Column, Look, PackedTable
from hkdesk.ui.widgets.text import tip
from hkdesk.wording import field_name, tr

FIELD, COLUMN = "application/x-hkdesk-field", "application/x-hkdesk-column"
READ_AS, UNIT = 3, 4  # places of what can be chosen
SAMPLE_ROWS, SAMPLE_CELLS = 60, 4


@dataclass(frozen=True)
class ColumnLine:
    """A column of the sheet.

    Args:
        at: from 0.
        field: empty where it is not read.
        unit: of its bare numbers; empty where its field has none.
        doubt: whether its values hardly fit the field.
    """

    at: int
    heading: str
    values: str
    field: str = ""
    unit: str = ""
    doubt: bool = False

    @property
    def letter(self) -> str:
        """What a spreadsheet calls it."""
        return column_letters(self.at)


class ColumnsTable(PackedTable):
    """What each column is read as.

    Signals:
        mapped(int, str): a column is to be read as a field; empty for none.
        unit_chosen(int, str): a column's bare numbers are in this unit.
    """

    mapped = Signal(int, str)
    unit_chosen = Signal(int, str)

    def __init__(self, parent: QObject) -> None:
        self._found: tuple[ColumnLine, ...] = ()
        self.kind: Kind | None = None
        super().__init__(_columns(), self._fetch_lines, parent)

    def show_known(self, known: Understood) -> None:
        """Show the columns of a sheet that say anything."""
        self.kind = kind_of(known.mapping.kind)
        self._found = tuple(lines_of(known))
        self.set_keys(keys_of(range(len(self._found))))
        self.forget()

    def line(self, index: AnyIndex) -> ColumnLine | None:
        """The column at a place."""
        return self._found[index.row()] if index.isValid() and index.row() < len(self._found) else None

    def choices(self, index: AnyIndex) -> list[tuple[str, str]]:
        """(value, word) of what can be chosen at a place."""
        line = self.line(index)
        if line is None or self.kind is None:
            return []
        if index.column() == READ_AS:
            return [("", tr("not read")), *((f.name, field_name(f.name)) for f in self.kind.fields)]
        field = self.kind.by_name.get(line.field)
        return [(unit, unit_word(unit)) for unit in (UNITS_OF.get(field.read_as, ()) if field else ())]

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsDragEnabled
        return (
            flags | Qt.ItemFlag.ItemIsEditable if index.column() in (READ_AS, UNIT) and self.choices(index) else flags
        )

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole:
            line = self.line(index)
            return (line.unit if index.column() == UNIT else line.field) if line else ""
        return super().data(index, role)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.line(index)
        if role != Qt.ItemDataRole.EditRole or line is None:
            return False
        if index.column() == READ_AS and value != line.field:
            self.mapped.emit(line.at, str(value))
        elif index.column() == UNIT and value != line.unit:
            self.unit_chosen.emit(line.at, str(value))
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [FIELD, COLUMN]

    def mimeData(self, indexes: Sequence[AnyIndex]) -> QMimeData:
        found = QMimeData()
        line = self.line(indexes[0]) if indexes else None
        if line is not None and line.field:
            found.setData(FIELD, line.field.encode())
            found.setData(COLUMN, str(line.at).encode())
        return found

    def canDropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, _row: int, _column: int, parent: AnyIndex
    ) -> bool:
        return data.hasFormat(FIELD) and parent.isValid()

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: AnyIndex) -> bool:
        line = self.line(parent)
        if line is None or not self.canDropMimeData(data, action, row, column, parent):
            return False
        self.mapped.emit(line.at, bytes(data.data(FIELD).data()).decode())
        return False  # the row that a field was dragged from is not taken out

    def _fetch_lines(self, keys: list[bytes]) -> "Future[Mapping[bytes, ColumnLine]]":
        there: Future[Mapping[bytes, ColumnLine]] = Future()
        there.set_result({key: self._found[int.from_bytes(key, "big")] for key in keys})
        return there


def unit_word(unit: str) -> str:
    """A unit as the list of units says it."""
    return tr("1 is the whole") if unit == FRACTION else unit


def lines_of(known: Understood) -> list[ColumnLine]:
    """The columns of a sheet that say anything."""
    mapping = known.mapping
    sheet = next(each for each in known.book.sheets if each.name == mapping.sheet)
    headings = [each.text for each in headings_in(sheet, mapping.header_rows)] if mapping.header_rows else []
    samples = _samples(sheet, mapping)
    doubted = {error.field for error in known.guess.doubts}
    found: list[ColumnLine] = []
    for at in range(max(len(headings), len(samples))):
        said = headings[at] if at < len(headings) else ""
        values = samples[at] if at < len(samples) else []
        name = mapping.columns.get(at, "")
        if said or values or name:
            unit, doubt = mapping.units.get(at, ""), bool(name) and name in doubted
            found.append(ColumnLine(at, said, "  |  ".join(values), name, unit, doubt))
    return found


def _samples(sheet: RawSheet, mapping: LedgerMapping) -> list[list[str]]:
    """The first values of each column."""
    found: list[list[str]] = []
    for row in sheet.rows[mapping.first_row : mapping.first_row + SAMPLE_ROWS]:
        found += [[] for _ in range(len(row) - len(found))]
        for at, cell in enumerate(row):
            if is_said(cell) and len(found[at]) < SAMPLE_CELLS:
                found[at].append(" ".join(text_of(cell).split()))
    return found


def _columns() -> list[Column]:
    return [
        Column(tr("Column"), lambda line: line.letter, 80, Look.SUB, name="column"),
        Column(
            tr("Heading"),
            lambda line: line.heading or "—",
            200,
            Look.NAME,
            tip=lambda line: tip(line.heading),
            name="heading",
        ),
        Column(
            tr("First values"),
            lambda line: line.values or "—",
            280,
            Look.SUB,
            tip=lambda line: tip(line.values),
            stretches=True,
            name="values",
        ),
        Column(
            tr("Is read as"),
            _read_as,
            190,
            tokens=lambda line: ("amber" if line.doubt else "accent" if line.field else "faint", ""),
            tip=lambda line: tip(tr("Its values hardly fit this field.")) if line.doubt else "",
            name="read_as",
        ),
        Column(tr("Unit"), lambda line: unit_word(line.unit) if line.unit else "", 110, name="unit"),
    ]


def _read_as(line: ColumnLine) -> str:
    if not line.field:
        return tr("not read")
    return f"？{field_name(line.field)}" if line.doubt else field_name(line.field)
