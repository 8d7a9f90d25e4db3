"""From a file to what its rows would do, step by step, off the GUI thread; each step can be given up."""

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from struct import iter_unpack
from typing import Any
from uuid import UUID

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.corrected import corrected
from hkdesk.exchange.ledgers.guess import AUTO, Guess, Known, check_guess, guess_book, guess_sheet
from hkdesk.exchange.ledgers.mapping import LedgerMapping, check_complete
from hkdesk.exchange.ledgers.own_words import synonyms_with
from hkdesk.exchange.ledgers.reading import Reader
from hkdesk.exchange.ledgers.recalling import remembered_guess
from hkdesk.exchange.ledgers.sheets import RawBook
from hkdesk.exchange.ledgers.synonyms import Synonyms
from hkdesk.exchange.ledgers.taking_in import TakenIn, understood
from hkdesk.ui.garbage import pass_over
from hkdesk.ui.runner import Reporter
from hkdesk.ui.widgets.packed_table import KEY
from hkdesk.work.importing.decisions import WRITTEN
from hkdesk.work.importing.rows import ImportPlan, RowState
from hkdesk.work.queries.import_plan import plan_import
from hkdesk.work.queries.ledger_shapes import remembered
from hkdesk.work.queries.ledger_words import ledger_words

FIRST_ROWS = 100
LONG_BYTES = 2**20  # of a file whose first rows are shown before all are read
Read = Callable[..., Any]


@dataclass(frozen=True)
class Request:
    """How a file is to be understood.

    Args:
        sheet: its name; empty for the one that fits best.
        header: its header's rows from 0, where the officer says which.
        mapping: which column is which field, where the officer has put that right; guessed otherwise.
        park: to which new records go; None for the first one.
        parks: the names of all of them.
    """

    file_name: str
    today: date
    kind: str = AUTO
    sheet: str = ""
    header: tuple[int, ...] | None = None
    mapping: LedgerMapping | None = None
    park: UUID | None = None
    parks: tuple[str, ...] = ()
    answers: Mapping[str, UUID | None] = field(default_factory=dict)
    corrections: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Understood:
    """A file as it is understood.

    Args:
        mapping: as it was applied: the guess's, or the officer's.
        fault: why its rows cannot be planned as it stands: a column is missing, or it is no ledger.
        taken, plan: None where there is a fault.
        is_whole: whether these are all rows of the sheet, and not just its first ones.
        keys: {state, or nothing for all: places of the plan's rows, packed as a ledger's keys}.
        numbers: of the plan's rows in the sheet, in their order.
        written: the numbers of those that are written unless the officer decides otherwise.
    """

    book: RawBook
    guess: Guess
    mapping: LedgerMapping
    fault: DeskError | None = None
    taken: TakenIn | None = None
    plan: ImportPlan | None = None
    is_whole: bool = True
    keys: Mapping[str, bytes] = field(default_factory=dict)
    numbers: Sequence[int] = ()
    written: frozenset[int] = frozenset()

    def count(self, state: str) -> int:
        """How many rows there are of a state."""
        return len(self.keys.get(state, b"")) // KEY


@dataclass(frozen=True)
class RowsRead:
    """How far the reading is."""

    count: int


@dataclass(frozen=True)
class RowsChecked:
    """How far it is known what rows would do."""

    count: int


def open_file(report: Reporter, path: Path, password: str, request: Request, read: Read) -> Understood:
    """Read a file and say what its rows would do; of a long one, the first rows are reported before all are read.

    Raises:
        NeedsPassword: where it is protected.
        DeskError: where it is no ledger.
    """

    def count(rows: int) -> None:
        _count(report, RowsRead(rows))

    with Reader() as reader:
        if path.exists() and path.stat().st_size > LONG_BYTES:
            first = reader.read(path, rows=FIRST_ROWS, password=password, report=count)
            report(replace(understand(report, first, request, read), is_whole=False))
        book = reader.read(path, password=password, report=count)
    return understand(report, book, request, read)


def understand(report: Reporter, book: RawBook, request: Request, read: Read) -> Understood:
    """Say what the rows of a file would do.

    Args:
        read: runs a query on the desk and waits for it.

    Raises:
        DeskError: where there is no table in it at all.
    """
    synonyms = synonyms_with(read(ledger_words))
    guess = _guessed(book, request, synonyms, read)

    def count_read(rows: int) -> None:
        _count(report, RowsRead(rows))

    mapping = request.mapping or guess.mapping
    try:
        if request.mapping is None and not guess.is_remembered:
            check_guess(guess, is_auto=request.kind == AUTO)
        check_complete(mapping)
        sheets = [
            corrected(sheet, request.corrections) if sheet.name == mapping.sheet else sheet for sheet in book.sheets
        ]
        taken = understood(replace(book, sheets=tuple(sheets)), mapping, synonyms=synonyms, report=count_read)
    except DeskError as fault:
        return Understood(book, guess, mapping, fault)
    plan = read(_planned, taken, request, lambda rows: _count(report, RowsChecked(rows)))
    numbers = array("I", [row.number for row in plan.rows])
    written = frozenset(row.number for row in plan.rows if row.state in WRITTEN)
    return Understood(book, guess, mapping, None, taken, plan, True, _keys_by_state(plan), numbers, written)


def _count(report: Reporter, step: RowsRead | RowsChecked) -> None:
    pass_over()  # there are ever more rows, which the collector would look through again and again
    report.count(step)


def keys_of(places: Iterable[int]) -> bytes:
    """Places of rows as a ledger's keys; all of them at once, for there may be a hundred thousand."""
    numbers = array("I", places)
    if sys.byteorder == "little":
        numbers.byteswap()
    said, size = numbers.tobytes(), numbers.itemsize
    keys = bytearray(KEY * len(numbers))
    for byte in range(size):
        keys[KEY - size + byte :: KEY] = said[byte::size]
    return bytes(keys)


def places_of(keys: bytes) -> Iterator[int]:
    """The places that keys are of."""
    return (place for (place,) in iter_unpack(f">{KEY - 4}xI", keys))


def _keys_by_state(plan: ImportPlan) -> dict[str, bytes]:
    places: dict[str, list[int]] = {state: [] for state in RowState}
    for place, row in enumerate(plan.rows):
        places[row.state].append(place)
    return {"": keys_of(range(len(plan.rows))), **{state: keys_of(found) for state, found in places.items()}}


def _planned(reader: Any, taken: TakenIn, request: Request, report: Callable[[int], None]) -> ImportPlan:
    return plan_import(
        reader,
        taken.table,
        request.park,
        request.today,
        answers=request.answers,
        marks=taken.marks,
        report=report,
    )


def _guessed(book: RawBook, request: Request, synonyms: Synonyms, read: Read) -> Guess:
    known = Known(request.file_name, request.parks)
    guesses: Sequence[Guess]
    if request.header is not None:
        sheet = next(each for each in book.sheets if each.name == request.sheet)
        guesses = guess_sheet(sheet, request.kind, known, synonyms, request.header)
    else:
        guesses = guess_book(book, request.kind, request.sheet, known, synonyms)
    if not guesses:
        raise DeskError("There is no table in this file: it has no rows below a header.")
    if request.header is not None:
        return guesses[0]
    return remembered_guess(book, guesses, request.kind, partial(read, remembered)) or guesses[0]
