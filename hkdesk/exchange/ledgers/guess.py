"""What a file holds: which sheet is a ledger of which kind, where its header stands, which column is which field."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.cells import is_said
from hkdesk.exchange.ledgers.clues import Clues, clues_of
from hkdesk.exchange.ledgers.columns import Assigned, Sample, assign, doubts_of, headed, unit_of_column
from hkdesk.exchange.ledgers.evidence import MOST, year_of_days
from hkdesk.exchange.ledgers.fields import FieldType, Kind
from hkdesk.exchange.ledgers.header import (
    MOST_COLUMNS,
    MOST_HEADER_ROWS,
    NO_BLOCK,
    Block,
    header_blocks,
    headings_in,
    texts_above,
)
from hkdesk.exchange.ledgers.headings import Heading, heading_of
from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.exchange.ledgers.mapping import LedgerMapping, called, check_complete, kind_of, missing_in
from hkdesk.exchange.ledgers.sheets import RawBook, RawCell, RawSheet
from hkdesk.exchange.ledgers.synonyms import Synonyms, shipped_synonyms, sum_key
from hkdesk.exchange.ledgers.values import Context
from hkdesk.wording import mark, tr

AUTO = "auto"
NO_ROWS = mark("There is no table in this file: it has no rows below a header.")
LOOKED_FOR = 40  # rows in which a header is looked for
LOOKED_AT = 300  # rows below it whose values are
FEWEST_HEADINGS = 2
A_ROW_MORE = 0.25  # what a further row of headings must bring
LEAST_SCORE = 0.5  # of a sheet that is a ledger of its kind
SHORTEST_PARK = 3  # characters of the beginning of a park's name
SOME_YEAR = 2000  # a leap year: of days that name none, to see whether they are days
WITHOUT_HEADER = 0.7  # of what a score would be: values alone do not tell one kind from another
_BUT = re.compile(r"[拟准非含]|培育|申报|以下|规下|推荐|退[库规]|不含|除外")  # such a title says it not of every row
COVER, NEEDS, TITLE = 0.5, 0.4, 0.1  # what a score is made of


@dataclass(frozen=True)
class Guess:
    """What a sheet is taken for.

    Args:
        score: from 0 to 1: how well it fits the kind.
        columns: every column of the sheet.
        missing: groups of fields that every ledger of the kind has, and this one has not.
        doubts: what the officer should look at first, in sentences.
        ignored: columns that no ledger means to be read, such as the numbers of its lines.
        is_remembered: whether the mapping is one that was kept for ledgers of this shape.
    """

    mapping: LedgerMapping
    score: float
    columns: tuple[Assigned, ...]
    missing: tuple[tuple[str, ...], ...]
    doubts: tuple[DeskError, ...]
    ignored: frozenset[int] = frozenset()
    is_remembered: bool = False

    @property
    def unread(self) -> tuple[Assigned, ...]:
        """The columns that say something, under a heading, and are taken for nothing."""
        left = (each for each in self.columns if each.field is None and each.column not in self.ignored)
        return tuple(each for each in left if each.has_values and each.heading)


@dataclass(frozen=True)
class Known:
    """What is known beside the sheets.

    Args:
        file_name: of the file.
        parks: the names of the desk's parks, one of which a title may say.
    """

    file_name: str = ""
    parks: tuple[str, ...] = ()


def best_guess(
    book: RawBook, kind: str = AUTO, sheet: str = "", known: Known | None = None, synonyms: Synonyms | None = None
) -> Guess:
    """What a file is taken for.

    Args:
        sheet: the one to read; empty for that which fits best.

    Raises:
        DeskError: where it is no ledger of the kind, saying what is missing; where there is no such sheet.
    """
    return check_best(guess_book(book, kind, sheet, known, synonyms), kind)


def check_best(guesses: Sequence[Guess], kind: str) -> Guess:
    """The best of the guesses of a kind, the best first.

    Raises:
        DeskError: where it is no ledger of the kind.
    """
    if not guesses:
        raise DeskError(NO_ROWS)
    check_guess(guesses[0], is_auto=kind == AUTO)
    return guesses[0]


def guess_book(
    book: RawBook, kind: str = AUTO, sheet: str = "", known: Known | None = None, synonyms: Synonyms | None = None
) -> tuple[Guess, ...]:
    """What each sheet is taken for, the best first; hidden ones only where they are asked for.

    Raises:
        DeskError: where there is no such sheet.
    """
    sheets = [each for each in book.sheets if (each.name == sheet if sheet else not each.is_hidden)]
    if sheet and not sheets:
        raise DeskError(
            "There is no sheet “{name}”; there are: {known}.", name=sheet, known=[each.name for each in book.sheets]
        )
    guesses = [guess for each in sheets for guess in guess_sheet(each, kind, known, synonyms)]
    return tuple(sorted(guesses, key=lambda guess: -guess.score))  # of equals, the first sheet


def guess_sheet(
    sheet: RawSheet,
    kind: str = AUTO,
    known: Known | None = None,
    synonyms: Synonyms | None = None,
    header: Sequence[int] | None = None,
) -> tuple[Guess, ...]:
    """What a sheet may be, the likeliest kind first; empty where it has no rows.

    Args:
        header: the rows of its header, from 0, where the officer says which; none for a sheet that has none.
    """
    kinds = list(KINDS.values()) if kind == AUTO else [kind_of(kind)]
    top = replace(
        sheet,
        rows=[row[:MOST_COLUMNS] for row in sheet.rows[: LOOKED_FOR + MOST_HEADER_ROWS + LOOKED_AT]],
        merged=tuple(m for m in sheet.merged if m.first_row < LOOKED_FOR + MOST_HEADER_ROWS),
    )
    if not any(is_said(cell) for row in top.rows for cell in row):
        return ()
    synonyms = synonyms or shipped_synonyms()
    if header is None:
        blocks = list(header_blocks(top, LOOKED_FOR))
        found = [_guess(k, top, _best_block(k, blocks, synonyms), known or Known(), synonyms) for k in kinds]
    else:
        block = Block(tuple(header), headings_in(top, header))
        found = [_guess(k, top, block, known or Known(), synonyms) for k in kinds]
    return tuple(sorted(found, key=lambda guess: -guess.score))


def check_guess(guess: Guess, *, is_auto: bool = False) -> None:
    """Refuse a table that is something else.

    Raises:
        DeskError: naming what a ledger of the kind has and this one has not.
    """
    if is_auto and guess.score < LEAST_SCORE:
        if not any(each.has_values for each in guess.columns):
            raise DeskError(NO_ROWS)
        raise DeskError(
            "{sheet} is not a ledger that the desk knows; it knows: {known}. Choose a kind and its columns.",
            sheet=called(guess.mapping.sheet),
            known=[tr(each.title) for each in KINDS.values()],
        )
    check_complete(guess.mapping)


def _guess(kind: Kind, sheet: RawSheet, block: Block, known: Known, synonyms: Synonyms) -> Guess:
    header, headings = block
    first = max(header, default=-1) + 1
    above = texts_above(sheet, header[0]) if header else []
    names = [sheet.name, PurePath(known.file_name).stem]
    clues = clues_of(above, [heading.text for heading in headings], names)
    cells = _first_cells(sheet, first, len(headings), synonyms)
    context = Context(synonyms, year=clues.year or SOME_YEAR, is_1904=sheet.is_1904)
    sample = Sample(headings, cells, context, clues.month if "month" in kind.by_name else None)
    columns = assign(kind, sample)
    fields = {each.column: each.field for each in columns if each.field is not None}
    year = clues.year or year_of_days(kind, fields, cells, is_1904=sheet.is_1904)
    given = _given(kind, [*above, *names], clues, known, synonyms)
    mapping = LedgerMapping(
        sheet=sheet.name,
        kind=kind.name,
        header_rows=header,
        columns=fields,
        units={
            column: unit
            for column, name in fields.items()
            if (unit := unit_of_column(kind, name, sample.heading(column), cells[column], clues.unit))
        },
        given={name: text for name, text in given.items() if name not in fields.values()},
        year=year,
        parks=known.parks,
    )
    missing = missing_in(mapping)
    score = _score(kind, columns, missing, [*above, *names], synonyms)
    doubts = [*_doubted_month(mapping, clues), *doubts_of(kind, columns, sample, clues.unit)]
    ignored = frozenset(each.column for each in columns if _is_ignored(each, synonyms))
    return Guess(mapping, score, columns, missing, tuple(doubts), ignored)


def _best_block(kind: Kind, blocks: Sequence[Block], synonyms: Synonyms) -> Block:
    """The rows whose headings name the most fields; none where no row names two."""
    best, found = FEWEST_HEADINGS - 0.5, NO_BLOCK
    for block in blocks:
        worth = _worth(kind, block.headings, synonyms) - A_ROW_MORE * (len(block.rows) - 1)
        if worth > best + 1e-9:
            best, found = worth, block
    return found


def _worth(kind: Kind, headings: Sequence[Heading], synonyms: Synonyms) -> float:
    named: dict[str, float] = {}
    for heading in headings:
        fields, sure = headed(kind, heading, synonyms)
        name = next((f for f in fields if f not in named), None)
        if name is not None:
            named[name] = sure
    return sum(named.values())


def _first_cells(sheet: RawSheet, first: int, width: int, synonyms: Synonyms) -> list[list[RawCell]]:
    """What stands below the headings, column by column, however wide; rows of sums and of notes are passed over."""
    width = max([width, *map(len, sheet.rows)])
    cells: list[list[RawCell]] = [[] for _ in range(width)]
    for row in sheet.rows[first : first + LOOKED_AT]:
        said = [(column, cell) for column, cell in enumerate(row) if is_said(cell)]
        if any(isinstance(cell, str) and sum_key(cell) in synonyms.sums for _, cell in said[:FEWEST_HEADINGS]):
            continue
        if all(isinstance(cell, str) and synonyms.begins_note(cell) for _, cell in said):
            continue
        for column, cell in said:
            if len(cells[column]) < MOST:
                cells[column].append(cell)
    return cells


def _given(kind: Kind, texts: Sequence[str], clues: Clues, known: Known, synonyms: Synonyms) -> dict[str, str]:
    """What titles and names say of every row: the month, the park, what those in a list have been recognised as."""
    given = {"month": clues.month_text} if "month" in kind.by_name and clues.month_text else {}
    for name, words in synonyms.given.get(kind.name, {}).items():
        found = next((word for word in words for text in texts if word in text and not _BUT.search(text)), "")
        if found:
            given[name] = "yes" if kind.by_name[name].read_as is FieldType.YES_NO else found
    parks = _parks_in(texts, known.parks)
    if "park" in kind.by_name and len(parks) == 1:
        given["park"] = parks[0]
    return given


def _parks_in(texts: Sequence[str], parks: Sequence[str]) -> list[str]:
    """The parks that texts name: whole, or else by the beginning that no other has, such as 洪江区."""
    whole = [park for park in parks if any(park in text for text in texts)]
    return whole or [park for park in parks if any(_beginning(park, parks) in text for text in texts)]


def _beginning(park: str, parks: Sequence[str]) -> str:
    others = [other for other in parks if other != park]
    lengths = range(SHORTEST_PARK, len(park))
    return next((park[:n] for n in lengths if not any(o.startswith(park[:n]) for o in others)), park)


def _doubted_month(mapping: LedgerMapping, clues: Clues) -> Iterator[DeskError]:
    """A form is often filled in after the month of which it tells."""
    if "month" in mapping.given and clues.is_month_of_form:
        yield DeskError(
            "No month is named: {month}, in which the form was filled in, is taken.",
            field="month",
            month=mapping.given["month"],
        )


def _score(
    kind: Kind,
    columns: Sequence[Assigned],
    missing: Sequence[tuple[str, ...]],
    texts: Sequence[str],
    synonyms: Synonyms,
) -> float:
    """How well a sheet fits a kind: how much of it the kind knows, whether what it needs is there, its title."""
    asked = [each for each in columns if each.has_values and (each.field or not _is_ignored(each, synonyms))]
    known = sum(each.confidence for each in asked)
    cover = known / max(len(asked), FEWEST_HEADINGS)
    needs = 1 - len(missing) / len(kind.needed)
    title = any(word in text for word in synonyms.titles[kind.name] for text in texts)
    score = COVER * cover + NEEDS * needs + TITLE * title
    return round(score if any(each.heading for each in columns) else score * WITHOUT_HEADER, 4)


def _is_ignored(each: Assigned, synonyms: Synonyms) -> bool:
    return not each.heading or heading_of(each.heading).key in synonyms.ignored
