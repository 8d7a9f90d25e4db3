"""What a ledger says, understood: its rows as the desk's own commands take them."""

from collections.abc import ItemsView, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from hkdesk.domain.errors import DeskError


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, or should be known of how it was read.

    Args:
        column: of the sheet, from 0.
        field: of the kind.
        error: what is wrong, and what to do.
    """

    column: int
    field: str
    error: DeskError


class RowTexts(Mapping[str, str]):
    """The texts of a row by field; a long ledger has too many for a dict each.

    Args:
        places: {field: place}, the same for every row.
        texts: by place; None, or none at all, where the row has no such field.
    """

    __slots__ = ("_places", "_texts")

    def __init__(self, places: Mapping[str, int], texts: Sequence[str | None]) -> None:
        self._places, self._texts = places, texts

    def __getitem__(self, name: str) -> str:
        place = self._places[name]
        text = self._texts[place] if place < len(self._texts) else None
        if text is None:
            raise KeyError(name)
        return text

    def __iter__(self) -> Iterator[str]:
        texts = self._texts
        return (name for name, place in self._places.items() if place < len(texts) and texts[place] is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def items(self) -> ItemsView[str, str]:
        """Each field with its text: in one go, where a mapping would look each up anew."""
        texts, places = self._texts, self._places.items()
        return {n: text for n, at in places if at < len(texts) and (text := texts[at]) is not None}.items()

    def __repr__(self) -> str:
        return repr(dict(self))


NO_TEXTS = RowTexts({}, ())


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row of a ledger.

    Args:
        number: of the sheet's row, from 1, as Excel counts them.
        values: {field: text}, as the desk's forms and commands take them: days ISO, sums with their unit, codes by
            value; a field whose cell is empty is "" and one without a column is not there, nor one whose cell says by a
            mark (/ or —) or a masked phone that nothing is said.
        said: {field: text} as it stood in the cell.
        faults: empty where the row can be taken.
        is_hidden: whether the sheet hides it.
        remarks: what the officer should know of how cells were read, e.g. that a day's year is the title's.
        for_new: {field: text} that only a new record takes, for fields without a column of their own.
    """

    number: int
    values: Mapping[str, str]
    said: Mapping[str, str]
    faults: tuple[Fault, ...] = ()
    is_hidden: bool = False
    remarks: tuple[Fault, ...] = ()
    for_new: Mapping[str, str] = field(default_factory=lambda: NO_TEXTS)


class Role(Enum):
    """What a row is that is none of the ledger's own."""

    SUM = auto()
    BAND = auto()  # a heading between rows, such as 一、新建项目
    HEADER = auto()  # the header once more
    NOTE = auto()


@dataclass(frozen=True, slots=True)
class OtherRow:
    """A row that is no record.

    Args:
        number: of the sheet's row, from 1.
        said: its first texts.
        values: {field: text} of a sum, as of a row.
    """

    number: int
    role: Role
    said: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LedgerTable:
    """A ledger of one kind.

    Args:
        kind: of a record, as work.queries.records names it: Project, ServiceRequest, Enterprise, Qualification, Visit;
            or Dispatch, the monthly table of projects.
        rows: its data rows, without titles, headers, blank rows and sums.
        columns: {sheet's column: field}.
        sums: {field: text} of the sheet's own sum row, where it has one.
        others: the rows below the header that were left out, for what they are; blank ones are not told of.
    """

    kind: str
    rows: tuple[LedgerRow, ...]
    columns: Mapping[int, str]
    sums: Mapping[str, str] = field(default_factory=dict)
    others: tuple[OtherRow, ...] = ()
