"""A file taken in: read, its sheet and columns guessed, its rows understood, the desk's own marks found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import overload

from hkdesk.exchange.ledgers.export import FORMULA_LIKE
from hkdesk.exchange.ledgers.guess import AUTO, LEAST_SCORE, Guess, Known, check_best, guess_book
from hkdesk.exchange.ledgers.mapping import LedgerMapping
from hkdesk.exchange.ledgers.marks import marks_of
from hkdesk.exchange.ledgers.reading import read_book
from hkdesk.exchange.ledgers.recalling import Remembered, nothing_remembered, remembered_guess
from hkdesk.exchange.ledgers.reports import Report, unheard
from hkdesk.exchange.ledgers.rows import LedgerRow, LedgerTable
from hkdesk.exchange.ledgers.sheets import RawBook, RawCell, RawSheet
from hkdesk.exchange.ledgers.synonyms import Synonyms
from hkdesk.exchange.ledgers.table import apply
from hkdesk.wording import refusal, tr
from hkdesk.work.importing.kinds import taken_as
from hkdesk.work.importing.rows import Mark

TEXT_FORMATS = frozenset({"csv", "tsv"})


@dataclass(frozen=True)
class TakenIn:
    """A ledger, understood.

    Args:
        guess: None where the mapping was given.
        notes: what the officer should know of the file as a whole, worded.
    """

    sheet: RawSheet
    mapping: LedgerMapping
    table: LedgerTable
    marks: Mapping[int, Mark]
    guess: Guess | None = None
    notes: tuple[str, ...] = ()


def take_in(
    path: Path,
    kind: str = AUTO,
    sheet: str = "",
    parks: Sequence[str] = (),
    *,
    password: str = "",
    synonyms: Synonyms | None = None,
    remembered: Remembered = nothing_remembered,
    report: Report = unheard,
) -> TakenIn:
    """Read a file as a ledger of a kind.

    Args:
        synonyms: those that ship, unless given (own_words.synonyms_with).
        remembered: gives what is remembered of a shape (work.queries.ledger_shapes).
        report: gets how many rows are read, and then how many are understood; what it raises ends it.

    Raises:
        DeskError: if it cannot be read, or is no ledger of the kind.
    """
    book = read_book(path, password=password, report=report)
    guesses = guess_book(book, kind, sheet, Known(path.name, tuple(parks)), synonyms)
    guess = remembered_guess(book, guesses, kind, remembered) or check_best(guesses, kind)
    notes = (*book.remarks, *notes_of(guess, guesses))
    return replace(understood(book, guess.mapping, synonyms=synonyms, report=report), guess=guess, notes=notes)


def notes_of(guess: Guess, guesses: Sequence[Guess]) -> Iterator[str]:
    """What the officer should know of how a file was understood, worded.

    Args:
        guesses: at all its sheets.
    """
    yield from map(refusal, guess.doubts)
    if unread := [each.heading for each in guess.unread]:
        yield tr("Not read: {headings}.", headings=unread)
    also = (each for each in guesses if each.score >= LEAST_SCORE and not each.missing)
    sheets = dict.fromkeys(each.mapping.sheet for each in also if each.mapping.sheet != guess.mapping.sheet)
    if sheets:
        yield tr(
            "Sheet {sheet} was read; these may be ledgers too, and are taken in one by one: {others}.",
            sheet=guess.mapping.sheet,
            others=list(sheets),
        )


def understood(
    book: RawBook, mapping: LedgerMapping, *, synonyms: Synonyms | None = None, report: Report = unheard
) -> TakenIn:
    """A book's sheet as a mapping says.

    Args:
        report: gets how many rows are done, many times a second; what it raises ends it.
    """
    sheet = next(each for each in book.sheets if each.name == mapping.sheet)
    if book.format in TEXT_FORMATS:
        sheet = replace(sheet, rows=_Unquoted(sheet.rows))
    marks = marks_of(sheet, taken_as(mapping.kind).record, report)
    table = apply(mapping, sheet, synonyms, report=report)
    if marks:
        table = replace(table, rows=tuple(_known(row) if row.number in marks else row for row in table.rows))
    return TakenIn(sheet, mapping, table, marks)


def _known(row: LedgerRow) -> LedgerRow:
    """A row whose record the desk has may leave cells empty: that changes nothing."""
    faults = tuple(fault for fault in row.faults if row.said.get(fault.field))
    return row if len(faults) == len(row.faults) else replace(row, faults=faults)


class _Unquoted(Sequence[Sequence[RawCell]]):
    """Rows of a text file without the mark that keeps a text from being taken for a formula."""

    def __init__(self, rows: Sequence[Sequence[RawCell]]) -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Sequence[RawCell]: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Sequence[RawCell]]: ...

    def __getitem__(self, place: int | slice) -> Sequence[RawCell] | Sequence[Sequence[RawCell]]:
        if isinstance(place, slice):
            return [_unquoted(row) for row in self._rows[place]]
        return _unquoted(self._rows[place])

    def __iter__(self) -> Iterator[Sequence[RawCell]]:
        return map(_unquoted, self._rows)


def _unquoted(row: Sequence[RawCell]) -> Sequence[RawCell]:
    return [
        cell[1:] if isinstance(cell, str) and cell[:1] == "'" and cell[1:2] in FORMULA_LIKE else cell for cell in row
    ]
