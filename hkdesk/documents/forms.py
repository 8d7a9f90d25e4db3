"""What forms are made of: facts in pairs, long texts that leave room for the rest, blanks and signatures."""

from collections.abc import Sequence
from datetime import date

from hkdesk.documents.due_lists import SHAPES
from hkdesk.documents.model import Align, Cell, CellKind, Column, Table
from hkdesk.domain.lights import Light
from hkdesk.wording import day, tr, word
from hkdesk.work.words import DASH

Pair = tuple[str, str]
PAIR_CHARACTERS = 13  # Chinese ones that stand on a line of a fact's value, half as many pairs beside each other
LONG_CHARACTERS = 30  # of a value that has the page's width
MOST_FACT_LINES = 2
LEAST_LINES = 2  # of a long text, however little room there is
LEAST_BLANK, MOST_BLANK = 3, 7
_NAME = Column("", weight=1.2, is_label=True)
_WIDE = (_NAME, Column("", weight=6))
BOXES = {False: "☐", True: "☑"}


def facts_table(pairs: Sequence[Pair], most_lines: int = MOST_FACT_LINES, note: str = "") -> Table:
    """Facts two by two, as forms have them."""
    padded = [*pairs, ("", "")] if len(pairs) % 2 else list(pairs)
    rows = [
        tuple(_text(said) for said in (left[0], _said(left), right[0], _said(right)))
        for left, right in zip(padded[::2], padded[1::2], strict=True)
    ]
    return Table("", (_NAME, Column("", weight=2.4)) * 2, rows, note=note, most_lines=most_lines)


def wrapped_lines(pairs: Sequence[Pair]) -> int:
    """How many lines more than one each the rows of these facts take, none counted short."""
    lines = [min(lines_of(said, PAIR_CHARACTERS), MOST_FACT_LINES) for _, said in pairs]
    return sum(max(both) - 1 for both in zip(lines[::2], [*lines[1::2], 1], strict=False))


def lines_of(text: str, characters: int) -> int:
    """How many lines a text may take at so many Chinese characters a line."""
    return sum(max(1, -(-_width(part) // characters)) for part in (text or DASH).split("\n"))


def shared_room(said: Sequence[str], blank: int, room: int) -> tuple[int, int]:
    """How texts over the page's width and blanks to be written in share so many lines.

    Args:
        blank: how many blanks there are.

    Returns:
        the lines that each text may have at most, and those that each blank has.
    """
    wanted = [lines_of(text, LONG_CHARACTERS) for text in said]
    most = max(*wanted, LEAST_LINES)
    while most > LEAST_LINES and sum(min(lines, most) for lines in wanted) > room - blank * LEAST_BLANK:
        most -= 1
    left = room - sum(min(lines, most) for lines in wanted)
    return most, max(LEAST_BLANK, min(left // blank, MOST_BLANK))


def _width(text: str) -> int:
    """In Chinese characters: of Latin ones three stand in the place of two, whatever the font."""
    return -(-sum(2 if char < "\u2e80" else 3 for char in text) // 3)


def long_texts(pairs: Sequence[Pair], most_lines: int, note: str = "") -> Table:
    """Texts over the page's width, each cut after so many lines."""
    rows = [(_text(name), _text(_said((name, said)))) for name, said in pairs]
    return Table("", _WIDE, rows, note=note, most_lines=most_lines)


def blanks(names: Sequence[str], least_lines: int) -> Table:
    """What is written in by hand, and the room for it."""
    rows = [(_text(name), _text("")) for name in names]
    return Table("", _WIDE, rows, least_lines=least_lines)


def signatures(pairs: Sequence[Pair], least_lines: int) -> Table:
    """Lines to sign on, two by two, each with room for its day, or with what is on record of it."""
    rows = [
        tuple(
            _text(said) for said in (left[0], left[1] or tr("Day: ________"), right[0], right[1] or tr("Day: ________"))
        )
        for left, right in zip(pairs[::2], pairs[1::2], strict=True)
    ]
    return Table("", (_NAME, Column("", Align.RIGHT, weight=2.4)) * 2, rows, least_lines=least_lines)


def choice(words: Sequence[str], chosen: int | None) -> str:
    """Boxes to tick, the chosen one ticked already: ☑ 已解决　☐ 未解决."""
    return "　".join(f"{BOXES[place == chosen]} {said}" for place, said in enumerate(words))


def texts(*said: str | None) -> tuple[Cell, ...]:
    """Cells of text; a dash where nothing is known."""
    return tuple(_text(one or DASH) for one in said)


def day_cell(on: date | None) -> Cell:
    """A cell of a day."""
    return Cell(day(on), on)


def light_text(light: Light) -> str:
    """A light by its shape and its word."""
    return f"{SHAPES[light]} {word(light)}"


def day_column(title: str) -> Column:
    """A column of days."""
    return Column(title, Align.CENTRE, CellKind.DATE)


def _said(pair: Pair) -> str:
    return pair[1] or (DASH if pair[0] else "")


def _text(said: str) -> Cell:
    return Cell(said, said)
