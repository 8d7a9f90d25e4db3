"""Which column of a sheet is which field: guessed, put right by the officer, remembered for ledgers of one shape."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.amounts import FEN_PER_UNIT, FRACTION, POINTS
from hkdesk.exchange.ledgers.clues import clues_of
from hkdesk.exchange.ledgers.fields import FieldType, Kind
from hkdesk.exchange.ledgers.header import headings_in, texts_above
from hkdesk.exchange.ledgers.headings import AREA_UNITS
from hkdesk.exchange.ledgers.kinds import JOINED, KINDS, needed_missing
from hkdesk.exchange.ledgers.sheets import RawSheet
from hkdesk.wording import field_name, tr

VERSION = 1
UNITS_OF = {
    FieldType.MONEY: tuple(FEN_PER_UNIT),
    FieldType.PERCENT: (POINTS, FRACTION),
    FieldType.AREA: tuple(dict.fromkeys(AREA_UNITS.values())),
}


@dataclass(frozen=True)
class LedgerMapping:
    """How a sheet is to be read.

    Args:
        sheet: its name.
        kind: of ledger.
        header_rows: from 0, from the upper one to the lower one; none where the sheet begins with its data.
        columns: {column from 0: field}.
        units: {column: unit} of amounts, areas and shares.
        given: {field: text} that is the same for every row, said by the title or the file's name.
        year: of days and months that name none.
        parks: the names of the desk's parks, one of which a heading between rows may say.
    """

    sheet: str
    kind: str
    header_rows: tuple[int, ...]
    columns: Mapping[int, str]
    units: Mapping[int, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    parks: tuple[str, ...] = ()

    @property
    def first_row(self) -> int:
        """The first row below the header, from 0."""
        return max(self.header_rows, default=-1) + 1

    def with_column(self, column: int, name: str | None) -> "LedgerMapping":
        """The same with a column read as another field, or left out; the field is taken from the column that had it."""
        kept = {c: f for c, f in self.columns.items() if c != column and (f != name or f in JOINED)}
        units = {c: unit for c, unit in self.units.items() if c in kept}
        if name is None:
            return replace(self, columns=kept, units=units)
        wanted = kind_of(self.kind).by_name[name]
        unit = self.units.get(column, "")
        if unit not in UNITS_OF.get(wanted.read_as, (unit,)):
            unit = ""
        unit = unit or wanted.unit or (POINTS if wanted.read_as is FieldType.PERCENT else "")
        return replace(
            self,
            columns=dict(sorted({**kept, column: name}.items())),
            units={**units, column: unit} if unit else units,
        )

    def with_unit(self, column: int, unit: str) -> "LedgerMapping":
        """The same with a column's bare numbers in another unit."""
        return replace(self, units={**self.units, column: unit})

    def with_given(self, name: str, text: str) -> "LedgerMapping":
        """The same with a field that says this in every row; empty for one that does not."""
        kept = {field: said for field, said in self.given.items() if field != name}
        return replace(self, given={**kept, name: text} if text else kept)


def kind_of(name: str) -> Kind:
    """The declaration of a kind.

    Raises:
        DeskError: if there is none of the name.
    """
    if name not in KINDS:
        raise DeskError("“{text}” is not known here; these are: {known}.", text=name, known=list(KINDS))
    return KINDS[name]


def check_mapping(mapping: LedgerMapping) -> None:
    """Refuse a mapping that cannot be applied.

    Raises:
        DeskError: naming what is wrong with it.
    """
    kind = kind_of(mapping.kind)
    for name in (*mapping.columns.values(), *mapping.given):
        if name not in kind.by_name:
            raise DeskError(
                "There is no field “{name}” to set here; these can be set: {known}.",
                field=name,
                name=name,
                known=list(kind.by_name),
            )
    taken: set[str] = set()
    for name in mapping.columns.values():
        if name in taken and name not in JOINED:
            raise DeskError("Two columns are read as {field_name}: leave one of them out.", field=name, field_name=name)
        taken.add(name)
    for column, unit in mapping.units.items():
        known = UNITS_OF.get(kind.by_name[mapping.columns[column]].read_as) if column in mapping.columns else None
        if known and unit not in known:
            raise DeskError("“{text}” is not known here; these are: {known}.", text=unit, known=list(known))


def missing_in(mapping: LedgerMapping) -> tuple[tuple[str, ...], ...]:
    """Groups of fields that every ledger of the kind has, and this one has not."""
    kind = kind_of(mapping.kind)
    names = [*mapping.columns.values(), *mapping.given]
    return needed_missing(kind, [part for name in names for part in (name, *kind.by_name[name].more)])


def check_complete(mapping: LedgerMapping) -> None:
    """Refuse a ledger that lacks what the officer cannot be asked for row by row.

    Raises:
        DeskError: naming what a ledger of the kind has and this one has not.
    """
    kind = kind_of(mapping.kind)
    missing = [group for group in missing_in(mapping) if not set(group) & kind.asked]
    if missing:
        raise DeskError(
            "{sheet} has no column for {missing}, and a {kind} needs one. Choose it, or another sheet.",
            sheet=called(mapping.sheet),
            missing=[field_name(group[0]) for group in missing],
            kind=tr(kind.title),
        )


def called(sheet: str) -> str:
    """What a sheet is called in a sentence; a text file's table has no name."""
    return tr("The sheet {name}", name=sheet) if sheet else tr("The table")


def shape_of(sheet: RawSheet, header: Sequence[int]) -> str:
    """A key of a ledger's shape: the headings of its columns, whatever month or year they speak of, in their order.

    The units that headings and title say belong to it: what was right for 万元 would be wrong by far for 亿元.
    It is empty where there are no headings to know it by.
    """
    headings = headings_in(sheet, header) if header else []
    while headings and not headings[-1].key:
        headings.pop()
    if not any(heading.key for heading in headings):
        return ""
    said = clues_of(texts_above(sheet, header[0]), (), ()).unit
    lines = [said, *(f"{heading.key}\t{heading.unit}" for heading in headings)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:32]


def recalled(remembered: LedgerMapping, guessed: LedgerMapping) -> LedgerMapping:
    """A mapping remembered for a shape, for another ledger of it: rows, year, and what titles say are this one's."""
    return replace(
        remembered,
        sheet=guessed.sheet,
        header_rows=guessed.header_rows,
        given={name: text for name, text in guessed.given.items() if name not in remembered.columns.values()},
        year=guessed.year,
        parks=guessed.parks,
    )


def to_json(mapping: LedgerMapping) -> str:
    """A mapping as text that can be kept."""
    return json.dumps(
        {
            "version": VERSION,
            "sheet": mapping.sheet,
            "kind": mapping.kind,
            "header_rows": list(mapping.header_rows),
            "columns": {str(column): name for column, name in mapping.columns.items()},
            "units": {str(column): unit for column, unit in mapping.units.items()},
            "given": dict(mapping.given),
            "year": mapping.year,
            "parks": list(mapping.parks),
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def from_json(text: str) -> LedgerMapping:
    """A mapping that was kept.

    Raises:
        DeskError: where the text is damaged, or of another version's kinds and fields: guess anew then.
    """
    try:
        said: dict[str, Any] = json.loads(text)
        if said["version"] != VERSION:
            raise ValueError(f"version {said['version']}")
        mapping = LedgerMapping(
            sheet=_text(said["sheet"]),
            kind=_text(said["kind"]),
            header_rows=tuple(_row(row) for row in said["header_rows"]),
            columns={_row(int(column)): _text(name) for column, name in said["columns"].items()},
            units={_row(int(column)): _text(unit) for column, unit in said["units"].items()},
            given={_text(name): _text(value) for name, value in said["given"].items()},
            year=None if said["year"] is None else _row(said["year"]),
            parks=tuple(_text(park) for park in said["parks"]),
        )
        check_mapping(mapping)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, DeskError) as error:
        raise DeskError(
            "What was remembered of this ledger's columns cannot be used any more: look at its columns again."
        ) from error
    return mapping


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _row(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(f"{value!r} is no number of a row or column")
    return value
