"""Cells read as what their column is: each the text that the desk's commands take, or a sentence for why not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.amounts import (
    POINTS,
    Found,
    read_area,
    read_money,
    read_number,
    read_percent,
    read_quantity,
)
from hkdesk.exchange.ledgers.cells import is_plain, one_line, text_of
from hkdesk.exchange.ledgers.day_cells import EMPTY_BEFORE, read_day, read_month
from hkdesk.exchange.ledgers.fields import FieldType, LedgerField
from hkdesk.exchange.ledgers.sheets import RawCell
from hkdesk.exchange.ledgers.synonyms import Synonyms, shipped_synonyms
from hkdesk.exchange.ledgers.words_in_cells import (
    is_parted,
    masked,
    read_code,
    read_code_text,
    read_contact,
    read_name,
    read_names,
    read_phone,
    read_progress,
    read_text,
    read_uscc,
    read_yes_no,
    too_long,
)

PROSE = frozenset({FieldType.TEXT, FieldType.PROGRESS})  # where 无 says something
LONG = frozenset({FieldType.TEXT, FieldType.PROGRESS, FieldType.NAME, FieldType.NAMES, FieldType.ENTERPRISE})
SHORT_LIMIT = 200  # characters of a cell that is to be a day, a sum, a code or the like
LONGEST_SHOWN = 60  # characters of a cell in a sentence about it
MOST_KEPT = 20_000  # readings of a column; texts that are their own reading are kept in smaller number
MOST_TEXTS_KEPT = 2_000
_OWN_READING = LONG | {FieldType.CODE_TEXT}
_FORMULA_ERRORS = (
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
)
_MASK = "*"
MARK_OF_TEXT = "'"  # in front of a number that is to be a text


class Aside(NamedTuple):
    """What is to be known of a cell besides its text.

    Args:
        more: {field: text} that it fills besides its own.
    """

    error: DeskError | None = None
    remark: DeskError | None = None
    more: tuple[tuple[str, str], ...] = ()


class Reading(NamedTuple):
    """A cell, read.

    Args:
        text: None where it says nothing, which leaves what the desk has; "" where it is empty.
        said: as it stood.
        amount: of what can be added up.
    """

    text: str | None
    said: str
    aside: Aside | None = None
    amount: int = 0


EMPTY = Reading("", "")


@dataclass(frozen=True)
class Context:
    """What of a ledger bears on how a cell of one of its columns is read.

    Args:
        unit: of bare numbers.
        year: of days that name none.
    """

    synonyms: Synonyms
    unit: str = ""
    year: int | None = None
    is_1904: bool = False


class ColumnReader(dict[RawCell, Reading]):
    """The readings of a column, each kept by its cell: ledgers say the same again and again.

    A cell is not to be a bool: it would be taken for 0 or 1.
    """

    def __init__(self, field: LedgerField, context: Context) -> None:
        super().__init__()
        self.field = field
        self._context = context
        self._read = _READERS[field.read_as]
        self._is_of_texts = field.read_as in LONG
        self._is_of_names = field.read_as is FieldType.NAMES
        self._most = MOST_TEXTS_KEPT if field.read_as in _OWN_READING else MOST_KEPT
        marks = context.synonyms.empty
        self._says_nothing = marks if field.read_as in PROSE else marks | context.synonyms.nothing

    def __missing__(self, cell: RawCell) -> Reading:
        if len(self) >= self._most:
            self.clear()
        reading = Reading(cell, cell) if type(cell) is str and self._is_its_own(cell) else self._new(cell)
        self[cell] = reading
        return reading

    def _is_its_own(self, cell: str) -> bool:
        """Whether a text is read as it stands: one short line in a column of texts, as most are."""
        return (
            self._is_of_texts
            and 0 < len(cell) <= SHORT_LIMIT
            and is_plain(cell)
            and cell[0] not in " #"
            and cell[-1] != " "
            and cell not in self._says_nothing
            and not (self._is_of_names and is_parted(cell))
        )

    def _new(self, cell: RawCell) -> Reading:
        if cell is None:
            return EMPTY
        said = text_of(cell)
        if isinstance(cell, str):
            cell = cell if self._is_of_texts else cell.removeprefix(MARK_OF_TEXT)
            plain = cell.strip()
            if not plain:
                return EMPTY
            if plain in self._says_nothing:
                return Reading(None, said)
            if plain[0] == "#" and plain in _FORMULA_ERRORS:
                return self._refused(said, _formula_error(plain, self.field.name))
        elif _is_zero(cell):
            return Reading("", said)
        if len(said) > SHORT_LIMIT and self.field.read_as not in LONG:
            return self._refused(said, too_long(said, SHORT_LIMIT, self.field.name))
        try:
            found = self._read(cell, self.field, self._context)
        except DeskError as error:
            return self._refused(said, error)
        if found is None:
            remark = masked(said, self.field.name) if _MASK in said or "＊" in said else None
            return Reading(None, said, Aside(remark=remark) if remark else None)
        aside = Aside(None, found.remark, found.more) if found.remark or found.more else None
        return Reading(found.text, said, aside, found.amount)

    def _refused(self, said: str, error: DeskError) -> Reading:
        for name, value in error.values.items():
            if isinstance(value, str) and len(value) > LONGEST_SHOWN:
                error.values[name] = f"{value[:LONGEST_SHOWN]}…"
        return Reading(None, said, Aside(error))


def _is_zero(cell: RawCell) -> bool:
    """Whether a cell is a spreadsheet's zero that was shown as a day or a time."""
    if isinstance(cell, datetime):
        return cell.date() < EMPTY_BEFORE
    return (isinstance(cell, date) and cell < EMPTY_BEFORE) or cell == time() or cell != cell  # nan is not itself


def _formula_error(text: str, field: str) -> DeskError:
    return DeskError(
        "{text} is what a formula of the sheet came to: correct it there, or type the value.", field=field, text=text
    )


_READERS: dict[FieldType, Callable[[RawCell, LedgerField, Context], Found | None]] = {
    FieldType.TEXT: lambda cell, field, _: read_text(cell, field.name),
    FieldType.PROGRESS: lambda cell, field, _: read_progress(cell, field.name),
    FieldType.NAME: lambda cell, field, _: read_name(cell, field.name),
    FieldType.ENTERPRISE: lambda cell, field, _: read_name(cell, field.name),
    FieldType.NAMES: lambda cell, field, _: read_names(cell, field.name),
    FieldType.CODE_TEXT: lambda cell, field, _: read_code_text(cell, field.name),
    FieldType.CONTACT: lambda cell, field, _: read_contact(cell, *field.more),
    FieldType.PHONE: lambda cell, field, _: read_phone(cell, field.name, *field.more),
    FieldType.USCC: lambda cell, field, _: read_uscc(cell, field.name, *field.more),
    FieldType.DAY: lambda cell, field, given: read_day(
        cell, given.year, is_1904=given.is_1904, field=field.name, told=field.told, no_day=given.synonyms.no_day
    ),
    FieldType.MONTH: lambda cell, field, given: read_month(cell, given.year, is_1904=given.is_1904, field=field.name),
    FieldType.MONEY: lambda cell, field, given: read_money(_typed(cell, field), given.unit or field.unit, field.name),
    FieldType.NUMBER: lambda cell, field, _: read_number(_typed(cell, field), field.name),
    FieldType.QUANTITY: lambda cell, field, given: read_quantity(
        _typed(cell, field), given.unit, field.name, *field.more
    ),
    FieldType.AREA: lambda cell, field, given: read_area(_typed(cell, field), given.unit or field.unit, field.name),
    FieldType.PERCENT: lambda cell, field, given: read_percent(
        _typed(cell, field), given.unit or POINTS, field.name, is_whole=field.is_whole
    ),
    FieldType.CODE: lambda cell, field, given: read_code(cell, field, given.synonyms),
    FieldType.YES_NO: lambda cell, field, given: read_yes_no(cell, field.name, given.synonyms),
}


def _typed(cell: RawCell, field: LedgerField) -> str | float:
    """A number, or a text of one line; a day among sums is a slip."""
    if isinstance(cell, int | float):
        return cell
    if isinstance(cell, str):
        return one_line(cell, " ")
    raise DeskError(
        "{text} is a day or a time, where a number is asked for: correct the cell.",
        field=field.name,
        text=text_of(cell),
    )


def read_given(field: LedgerField, text: str) -> str:
    """What an officer types for every row of a ledger, as the commands take it.

    Raises:
        DeskError: where it is nothing that the field can say.
    """
    reading = ColumnReader(field, Context(shipped_synonyms(), field.unit))[text]
    if reading.aside is not None and reading.aside.error is not None:
        raise reading.aside.error
    return reading.text or ""
