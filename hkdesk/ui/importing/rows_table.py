"""The rows of a ledger before they are written, as a table in which cells can be put right."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from hkdesk.exchange.ledgers.fields import FieldType, Kind
from hkdesk.exchange.ledgers.header import headings_in
from hkdesk.exchange.ledgers.mapping import LedgerMapping, kind_of
from hkdesk.ui.importing.incoming import Incoming
from hkdesk.ui.importing.line import INKS, Line, heading
from hkdesk.ui.importing.pipeline import Understood, keys_of, places_of
from hkdesk.ui.widgets.packed_table import KEY, AnyIndex, Column, Look, PackedTable
from hkdesk.ui.widgets.source_tip import text_tip
from hkdesk.wording import field_name, tr

BEFORE = 3  # columns in front of the ledger's own
RIGHT = frozenset({FieldType.MONEY, FieldType.NUMBER, FieldType.PERCENT, FieldType.AREA})
NARROW = frozenset({FieldType.CODE, FieldType.YES_NO, FieldType.DAY, FieldType.MONTH, FieldType.PERCENT})
WIDTHS = {"name": 220, "enterprise": 200, "title": 200, "uscc": 180}
LEFT_OUT_CHIP = "left_out"


class RowsTable(PackedTable):
    """The rows that are looked at, in the ledger's order.

    Signals:
        corrected(int, int, str): a cell of a row (as Excel counts them) and a column (from 0) is to say something else.
    """

    corrected = Signal(int, int, str)

    def __init__(self, incoming: Incoming, known: Understood, parent: QObject) -> None:
        assert known.taken is not None
        self._incoming, self._known = incoming, known
        self._kind = kind_of(known.mapping.kind)
        self.fields = fields_in_order(known.mapping)
        super().__init__(_columns(self._kind, known, self.fields), self._lines, parent)

    def look_at(self, known: Understood, chip: str) -> None:
        """Show the rows of a chip as they stand now: a state's, those left out, or all of them for none."""
        self._known = known
        if chip == LEFT_OUT_CHIP:
            left_out = self._incoming.decisions.left_out
            self.set_keys(keys_of([place for place, number in enumerate(known.numbers) if number in left_out]))
        else:
            self.set_keys(known.keys.get(chip, b""))
        self.forget()

    def line(self, index: AnyIndex) -> Line | None:
        """The row at a place; None for none."""
        return self._line(int.from_bytes(self.key(index.row()), "big")) if index.isValid() else None

    def numbers(self, keys: bytes) -> list[int]:
        """The numbers of some rows, as Excel counts them."""
        numbers = self._known.numbers
        return [numbers[place] for place in places_of(keys)]

    def place_of(self, number: int) -> int:
        """Where a row stands among those that are shown; -1 if it does not."""
        numbers = self._known.numbers
        place = bisect_left(numbers, number)
        return self.row_of(place.to_bytes(KEY, "big")) if place < len(numbers) and numbers[place] == number else -1

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() >= BEFORE else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.EditRole and index.column() >= BEFORE:
            line = self.line(index)
            return line.typed(self.fields[index.column() - BEFORE][1]) if line else ""
        return super().data(index, role)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line = self.line(index)
        if role != Qt.ItemDataRole.EditRole or index.column() < BEFORE or line is None:
            return False
        column, name = self.fields[index.column() - BEFORE]
        if str(value) != line.typed(name):
            self.corrected.emit(line.row.number, column, str(value))
        return True

    def _lines(self, keys: list[bytes]) -> "Future[Mapping[bytes, Line]]":
        there: Future[Mapping[bytes, Line]] = Future()
        there.set_result({key: self._line(int.from_bytes(key, "big")) for key in keys})
        return there

    def _line(self, place: int) -> Line:
        known, decisions = self._known, self._incoming.decisions
        assert known.taken is not None
        assert known.plan is not None
        planned = known.plan.rows[place]
        row, said = decisions.decided(planned), known.taken.table.rows[place]
        return Line(self._kind, row, said, planned.conflicts, row.number in decisions.left_out)


def fields_in_order(mapping: LedgerMapping) -> tuple[tuple[int, str], ...]:
    """(column, field) of the columns that are read, as the sheet has them; a field of several columns once."""
    found: dict[str, int] = {}
    for column, name in sorted(mapping.columns.items()):
        found.setdefault(name, column)
    return tuple((column, name) for name, column in found.items())


def own_headings(known: Understood) -> dict[str, str]:
    """{field: the ledger's own heading}."""
    sheet = next(each for each in known.book.sheets if each.name == known.mapping.sheet)
    found = [each.text for each in headings_in(sheet, known.mapping.header_rows)] if known.mapping.header_rows else []
    return {name: found[column] for column, name in fields_in_order(known.mapping) if column < len(found)}


def _columns(kind: Kind, known: Understood, fields: Sequence[tuple[int, str]]) -> list[Column]:
    headings = own_headings(known)
    right = Qt.AlignmentFlag.AlignRight
    before = [
        Column(tr("Row"), lambda line: f"{line.row.number:,}", 62, Look.SUB, align=right, name="row"),
        Column(
            tr("What becomes of it"),
            lambda line: line.state,
            116,
            Look.PILL,
            tokens=lambda line: line.state_tokens,
            name="state",
        ),
        Column(tr("Why"), lambda line: line.why, 210, Look.SUB, tip=lambda line: text_tip(line.why), name="why"),
    ]
    return before + [_column(kind, name, heading(name, headings)) for _, name in fields]


def _column(kind: Kind, name: str, about: str) -> Column:
    read_as = kind.by_name[name].read_as
    width = WIDTHS.get(name, 104 if read_as in NARROW else 130)
    return Column(
        field_name(name),
        partial(_cell, name),
        width,
        Look.NAME if name in ("name", "title") else Look.TEXT,
        align=Qt.AlignmentFlag.AlignRight if read_as in RIGHT else Qt.AlignmentFlag.AlignLeft,
        tokens=lambda line: (INKS[line.tone(name)], ""),
        tip=lambda line: text_tip(f"{about}\n{line.tip(name)}"),
        name=name,
    )


def _cell(name: str, line: Line) -> str:
    return line.cell(name)
