"""What a file is taken for where the desk remembers ledgers of its shape, and where it does not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

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
from hkdesk.exchange.ledgers.sheets import RawBook
from hkdesk.exchange.ledgers.synonyms import Synonyms

Remembered = Callable[[str, str], str | None]  # the mapping, as JSON, of a shape and a kind; empty for any kind


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
    return remembered_guess(book, guesses, kind, remembered) or check_best(guesses, kind)


def remembered_guess(book: RawBook, guesses: Sequence[Guess], kind: str, remembered: Remembered) -> Guess | None:
    """The guess at a sheet of a shape that the desk remembers, as it remembers it; None where it remembers none."""
    wanted = "" if kind == AUTO else kind
    return next(chain(_as_guessed(book, guesses, remembered), _elsewhere(book, guesses, wanted, remembered)), None)


def _as_guessed(book: RawBook, guesses: Sequence[Guess], remembered: Remembered) -> Iterator[Guess]:
    """What is remembered of the headings that were found."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for guess in guesses:
        shape = shape_of(sheets[guess.mapping.sheet], guess.mapping.header_rows)
        text = remembered(shape, guess.mapping.kind) if shape else None
        if text is not None:
            yield from _applied(text, guess, guess.mapping.header_rows)


def _elsewhere(book: RawBook, guesses: Sequence[Guess], kind: str, remembered: Remembered) -> Iterator[Guess]:
    """What is remembered of other rows of a sheet: an officer may have said that its headings stand there."""
    for sheet in book.sheets:
        its = {guess.mapping.kind: guess for guess in guesses if guess.mapping.sheet == sheet.name}
        if not its:
            continue
        for block in header_blocks(sheet, LOOKED_FOR):
            text = remembered(shape_of(sheet, block.rows), kind)
            for guess in its.values() if text is not None else ():
                headings = [heading.text for heading in block.headings]
                columns = tuple(
                    replace(each, heading=headings[each.column] if each.column < len(headings) else "")
                    for each in guess.columns
                )
                yield from _applied(text or "", replace(guess, columns=columns), block.rows)


def _applied(text: str, guess: Guess, header: tuple[int, ...]) -> Iterator[Guess]:
    """A guess as is remembered; nothing where that does not apply any more, or is of another kind."""
    try:
        kept = from_json(text)
        if kept.kind != guess.mapping.kind:
            return
        mapping = recalled(kept, replace(guess.mapping, header_rows=header))
        check_complete(mapping)
    except DeskError:
        return  # of another version's kinds and fields, or what it needs was said by a title
    columns = tuple(_as_remembered(each, mapping) for each in guess.columns)
    yield Guess(mapping, 1.0, columns, missing_in(mapping), (), is_remembered=True)


def _as_remembered(each: Assigned, mapping: LedgerMapping) -> Assigned:
    name = mapping.columns.get(each.column)
    by = By.MEMORY if name is not None else By.NOTHING
    others = tuple(other for other in (each.field, *each.others) if other not in (None, name))
    return replace(each, field=name, by=by, confidence=float(name is not None), others=others)
