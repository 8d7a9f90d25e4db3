"""What a file is taken for where the desk remembers ledgers of its shape, and where it does not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.columns import Assigned, By
from hkdesk.exchange.ledgers.guess import AUTO, LOOKED_FOR, Guess, Known, check_best, guess_book
from hkdesk.exchange.ledgers.header import header_blocks
from hkdesk.exchange.ledgers.mapping import (
    LedgerMapping,
    check_complete,
    from_json,
    missing_in,
    recalled,
    shape_of,
)
from hkdesk.exchange.ledgers.sheets import RawBook, RawSheet
from hkdesk.exchange.ledgers.synonyms import Synonyms

Remembered = Callable[[str, str], str | None]  # the mapping that is kept for a shape and a kind, as JSON


def nothing_remembered(_shape: str, _kind: str) -> str | None:
    """The memory of a desk that has none."""
    return None


def chosen_guess(
    book: RawBook,
    kind: str = AUTO,
    sheet: str = "",
    known: Known | None = None,
    synonyms: Synonyms | None = None,
    remembered: Remembered = nothing_remembered,
) -> Guess:
    """What a file is taken for: as is remembered of a ledger of its shape, else the best guess.

    Args:
        sheet: the one to read; empty for that which fits best.

    Raises:
        DeskError: as `best_guess`.
    """
    guesses = guess_book(book, kind, sheet, known, synonyms)
    return remembered_guess(book, guesses, remembered) or check_best(guesses, kind)


def remembered_guess(book: RawBook, guesses: Sequence[Guess], remembered: Remembered) -> Guess | None:
    """The first sheet of a shape that the desk remembers, read as it remembers; None where it remembers none."""
    return next(_remembered(book, guesses, remembered), None)


def _remembered(book: RawBook, guesses: Sequence[Guess], remembered: Remembered) -> Iterator[Guess]:
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for guess in guesses:
        sheet = sheets[guess.mapping.sheet]
        for header in _headers(sheet, guess):
            shape = shape_of(sheet, header)
            text = remembered(shape, guess.mapping.kind) if shape else None
            if text is None:
                continue
            try:
                mapping = recalled(from_json(text), replace(guess.mapping, header_rows=header))
                check_complete(mapping)
            except DeskError:
                continue  # of another version's kinds and fields, or what it needs was said by a title
            columns = tuple(_as_remembered(each, mapping) for each in guess.columns)
            yield Guess(mapping, 1.0, columns, missing_in(mapping), (), is_remembered=True)


def _headers(sheet: RawSheet, guess: Guess) -> Iterator[tuple[int, ...]]:
    """The rows that may be the header: as guessed; or any, where no heading is known and the officer said which."""
    yield guess.mapping.header_rows
    if not guess.mapping.header_rows:
        yield from (block.rows for block in header_blocks(sheet, LOOKED_FOR))


def _as_remembered(each: Assigned, mapping: LedgerMapping) -> Assigned:
    name = mapping.columns.get(each.column)
    by = By.MEMORY if name is not None else By.NOTHING
    others = tuple(other for other in (each.field, *each.others) if other not in (None, name))
    return replace(each, field=name, by=by, confidence=float(name is not None), others=others)
