"""A mapping applied to its sheet: the rows of the ledger, each as the desk's commands take it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.carrying import carried_down
from hkdesk.exchange.ledgers.cells import text_of
from hkdesk.exchange.ledgers.day_cells import taken_as, term_after
from hkdesk.exchange.ledgers.fields import FieldType, Kind
from hkdesk.exchange.ledgers.header import headings_in
from hkdesk.exchange.ledgers.kinds import JOINED
from hkdesk.exchange.ledgers.mapping import LedgerMapping, check_mapping, kind_of
from hkdesk.exchange.ledgers.reports import Report, unheard
from hkdesk.exchange.ledgers.roles import Roles, is_count_of_columns, said_in
from hkdesk.exchange.ledgers.rows import NO_TEXTS, Fault, LedgerRow, LedgerTable, OtherRow, Role, RowTexts
from hkdesk.exchange.ledgers.sheets import RawCell, RawSheet
from hkdesk.exchange.ledgers.sums import RunningSums
from hkdesk.exchange.ledgers.synonyms import Synonyms, shipped_synonyms, sum_key
from hkdesk.exchange.ledgers.titles import title_of
from hkdesk.exchange.ledgers.values import ColumnReader, Context, Reading

TOLD_EACH = 250  # rows
_NAMES = frozenset({FieldType.NAME, FieldType.ENTERPRISE, FieldType.CODE_TEXT, FieldType.USCC})


def apply(
    mapping: LedgerMapping, sheet: RawSheet, synonyms: Synonyms | None = None, report: Report = unheard
) -> LedgerTable:
    """A whole ledger, understood as a mapping says.

    Args:
        report: gets how many rows are done, many times a second; what it raises ends it.

    Raises:
        DeskError: where the mapping cannot be applied.
    """
    rows: list[LedgerRow] = []
    others: list[OtherRow] = []
    for row in read_rows(mapping, sheet, synonyms):
        if isinstance(row, LedgerRow):
            rows.append(row)
            if len(rows) % TOLD_EACH == 0:
                report(len(rows))
        else:
            others.append(row)
    report(len(rows))
    sums = sums_of(others, synonyms)
    return LedgerTable(mapping.kind, tuple(rows), dict(mapping.columns), sums, tuple(others))


def read_rows(
    mapping: LedgerMapping, sheet: RawSheet, synonyms: Synonyms | None = None
) -> Iterator[LedgerRow | OtherRow]:
    """The rows below the header one by one, so that a long ledger need not be held at once; blank ones are left out.

    Raises:
        DeskError: where the mapping cannot be applied.
    """
    check_mapping(mapping)
    return _Rows(mapping, sheet, synonyms or shipped_synonyms()).read()


def sums_of(others: Sequence[OtherRow], synonyms: Synonyms | None = None) -> Mapping[str, str]:
    """The sums of the sheet's own row of totals; those of parts of it are none."""
    grand = (synonyms or shipped_synonyms()).grand
    best, found = 0, {}
    for row in others:
        if row.role is Role.SUM and row.values:
            label = sum_key(row.said)
            weight = 3 if label in grand and label.startswith("总") else 2 if label in grand else 1 if not label else 0
            if weight and weight >= best:
                best, found = weight, dict(row.values)
    return found


class _Rows:
    """One reading of a sheet."""

    def __init__(self, mapping: LedgerMapping, sheet: RawSheet, synonyms: Synonyms) -> None:
        self._mapping, self._sheet, self._synonyms = mapping, sheet, synonyms
        self._kind: Kind = kind_of(mapping.kind)
        self._columns = sorted(mapping.columns)
        self._fields = [self._kind.by_name[mapping.columns[column]] for column in self._columns]
        self._readers = [
            ColumnReader(f, Context(synonyms, mapping.units.get(column, ""), mapping.year, sheet.is_1904))
            for column, f in zip(self._columns, self._fields, strict=True)
        ]
        self._width = max(self._columns, default=-1) + 1
        self._places = self._all_places()
        self._size = max(self._places.values(), default=-1) + 1  # more than places, where a field has several columns
        self._said_places = {f.name: n for n, f in reversed(list(enumerate(self._fields)))}  # of several, the first
        self._given = tuple(mapping.given.get(name) for name in self._given_names())
        self._needed = [
            places
            for group in self._kind.needed
            if (places := [n for n, f in enumerate(self._fields) if f.name in group or set(f.more) & set(group)])
        ]
        self._joined = self._several()
        self._filled = [(f, self._said_places[o]) for f, o in self._kind.filled if self._fills(f, o)]
        self._counted = [
            (n, self._said_places[f.counted_from])
            for n, f in enumerate(self._fields)
            if f.counted_from in self._said_places
        ]
        self._sums = RunningSums(self._read_as(FieldType.MONEY, FieldType.NUMBER), self._read_as(FieldType.PERCENT))
        self._roles = self._make_roles()
        self._carried = carried_down(sheet, mapping)

    def read(self) -> Iterator[LedgerRow | OtherRow]:
        """See `read_rows`."""
        first, width = self._mapping.first_row, self._width
        hidden = self._sheet.hidden_rows
        for index, raw in enumerate(islice(self._sheet.rows, first, None), first):
            if not any(raw) and not any(cell is not None and cell != "" for cell in raw):
                continue
            role = self._roles.of(raw, index)
            if index == first and is_count_of_columns(raw):
                role = Role.HEADER
            cells = self._padded(raw, index, width)
            if role in (Role.HEADER, Role.NOTE):
                yield OtherRow(index + 1, role, said_in(raw))
                continue
            readings = [reader[cells[column]] for reader, column in zip(self._readers, self._columns, strict=True)]
            if role is None and self._is_incomplete(readings):
                if self._is_blank(readings):
                    if any(map(self._says_more, raw)):
                        yield OtherRow(index + 1, Role.NOTE, said_in(raw))
                    continue
                role = self._roles.of_incomplete(raw) or (Role.SUM if self._sums.add_up_to(readings) else None)
            if role is not None:
                yield self._other(role, index + 1, raw, readings)
                self._take_park(role, raw)
            else:
                self._sums.add(readings)
                yield self._row(index, readings, is_hidden=index in hidden)

    def _row(self, index: int, readings: Sequence[Reading], *, is_hidden: bool) -> LedgerRow:
        texts: list[str | None] = [reading.text for reading in readings]
        faults: list[Fault] = []
        remarks: list[Fault] = []
        more: list[tuple[str, str]] = []
        for n, reading in enumerate(readings):
            if (aside := reading.aside) is not None:
                column, name = self._columns[n], self._fields[n].name
                if aside.error is not None:
                    (remarks if name in self._kind.untaken else faults).append(Fault(column, name, aside.error))
                if aside.remark is not None:
                    remarks.append(Fault(column, name, aside.remark))
                more += aside.more
        for n, of in self._counted:
            self._count_term(n, texts[of], readings[n], texts, faults, remarks)
        for places in self._needed:
            if not any(texts[n] or readings[n].aside for n in places):
                name = self._fields[places[0]].name
                faults.append(Fault(self._columns[places[0]], name, DeskError("This may not stay empty.", field=name)))
        for several in self._joined:
            self._join(texts, several)
        return LedgerRow(
            index + 1,
            RowTexts(self._places, self._with_more(texts, more)),
            RowTexts(self._said_places, tuple(reading.said for reading in readings)),
            tuple(faults),
            is_hidden,
            tuple(remarks),
            {name: title_of(texts[n] or "") for name, n in self._filled if texts[n]} if self._filled else NO_TEXTS,
        )

    def _count_term(
        self,
        n: int,
        start: str | None,
        reading: Reading,
        texts: list[str | None],
        faults: list[Fault],
        remarks: list[Fault],
    ) -> None:
        """三年 under 有效期, or 5个工作日 under 办理时限, ends so long after the day from which it counts."""
        if not start or reading.text or (ends := term_after(reading.said, date.fromisoformat(start))) is None:
            return
        column, name = self._columns[n], self._fields[n].name
        texts[n] = ends.isoformat()
        faults[:] = [fault for fault in faults if fault.field != name]
        remarks.append(Fault(column, name, taken_as(reading.said, ends, name)))

    def _other(self, role: Role, number: int, raw: Sequence[RawCell], readings: Sequence[Reading]) -> OtherRow:
        values = self._sums.of(readings)
        if role is Role.BAND and values and self._sums.add_up_to(readings):
            role = Role.SUM
        if role is Role.SUM:
            self._sums.begin_part()
        label = said_in([cell for cell in raw if isinstance(cell, str)], 1) if role is Role.SUM else said_in(raw)
        return OtherRow(number, role, label, {self._fields[n].name: text for n, text in values.items()})

    def _with_more(self, texts: list[str | None], more: Sequence[tuple[str, str]]) -> tuple[str | None, ...]:
        """The texts of a row with what is given, and with what its cells fill besides, where no column says it."""
        if not more:
            return (*texts, *self._given)
        every = [*texts, *self._given, *[None] * (self._size - len(texts) - len(self._given))]
        for name, text in more:
            if not every[self._places[name]]:
                every[self._places[name]] = text
        return tuple(every)

    def _join(self, texts: list[str | None], several: Sequence[int]) -> None:
        """Columns of one prose field follow each other in its first one."""
        said = dict.fromkeys(text for n in several if (text := texts[n]))
        said = {text: None for text in said if text not in self._synonyms.nothing} or said
        for n in several:
            texts[n] = None
        texts[several[0]] = "\n".join(said)

    def _several(self) -> list[list[int]]:
        """The columns of each prose field that has more than one."""
        found: dict[str, list[int]] = {}
        for n, f in enumerate(self._fields):
            if f.name in JOINED:
                found.setdefault(f.name, []).append(n)
        return [places for places in found.values() if len(places) > 1]

    def _padded(self, raw: Sequence[RawCell], index: int, width: int) -> Sequence[RawCell]:
        """The cells of a row: with those carried down, none missing, and no bool, which a dict takes for 0 or 1."""
        cells = raw
        if len(cells) < width:
            cells = [*cells, *[None] * (width - len(cells))]
        if index in self._carried:
            cells = list(cells)
            for column, row in self._carried[index]:
                if column < width and cells[column] is None:  # one that the officer has emptied is ""
                    above = self._sheet.rows[row]
                    cells[column] = above[column] if column < len(above) else None
        if bool in set(map(type, cells)):
            cells = [text_of(cell) if isinstance(cell, bool) else cell for cell in cells]
        return cells

    def _is_incomplete(self, readings: Sequence[Reading]) -> bool:
        return not self._needed or any(not any(readings[n].said for n in places) for places in self._needed)

    def _is_blank(self, readings: Sequence[Reading]) -> bool:
        """Whether a row that lacks what it needs says nothing at all: its lines are numbered ahead, its sums are 0."""
        return not any(r.aside or (r.text and not _is_nought(r.text)) for r in readings)

    def _says_more(self, cell: RawCell) -> bool:
        """Whether a cell of a row that is none says something: no number of a line, no mark."""
        text = cell.strip() if isinstance(cell, str) else ""
        return bool(text) and not text.isdigit() and text not in self._synonyms.empty

    def _all_places(self) -> dict[str, int]:
        """{field: place}: of the columns, then of what is given, then of what cells fill besides."""
        places: dict[str, int] = {}
        for n, f in enumerate(self._fields):
            places.setdefault(f.name, n)
        names = list(self._given_names())
        for n, name in enumerate(names, len(self._fields)):
            places[name] = n
        further = (name for f in self._fields for name in f.more if name in self._kind.by_name)
        for name in further:
            if name not in places:
                places[name] = len(self._fields) + len(names)
                names.append(name)
        return places

    def _given_names(self) -> Iterator[str]:
        """What the title says of every row, and headings between rows of those below, where no column says it."""
        names = [*self._mapping.given, *(["park"] if self._mapping.parks and "park" in self._kind.by_name else [])]
        return (name for name in dict.fromkeys(names) if name not in self._mapping.columns.values())

    def _take_park(self, role: Role, raw: Sequence[RawCell]) -> None:
        """A heading between rows may name the park of those below it."""
        park = next((park for park in self._mapping.parks if park in said_in(raw)), None)
        if role is Role.BAND and park is not None:
            self._given = tuple(
                park if name == "park" else text for name, text in zip(self._given_names(), self._given, strict=True)
            )

    def _read_as(self, *types: FieldType) -> list[int]:
        return [n for n, f in enumerate(self._fields) if f.read_as in types]

    def _fills(self, name: str, other: str) -> bool:
        fields = self._mapping.columns.values()
        return name not in fields and name not in self._mapping.given and other in fields

    def _make_roles(self) -> Roles:
        mapping, sheet = self._mapping, self._sheet
        wanted = {name for group in (*self._kind.needed, *self._kind.identities) for name in group}
        keys = [c for c, f in zip(self._columns, self._fields, strict=True) if f.name in wanted and f.read_as in _NAMES]
        needed = [self._columns[n] for places in self._needed for n in places]
        headers: dict[int, set[str]] = {}
        for row in mapping.header_rows:
            for column, heading in enumerate(headings_in(sheet, [row])):
                headers.setdefault(column, set()).update({heading.text} - {""})
            for column, cell in enumerate(sheet.rows[row] if row < len(sheet.rows) else ()):
                headers.setdefault(column, set()).update({text_of(cell)} - {""})
        said = {column: frozenset(texts) for column, texts in headers.items()}
        return Roles(sheet, mapping.first_row, keys, needed, self._columns, said, self._synonyms)


def _is_nought(text: str) -> bool:
    return text.rstrip("元万亿%") == "0"
