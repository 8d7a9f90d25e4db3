"""What a document says, whichever way it leaves the desk: plain data, knowing no format and no screen.

All text is text: no renderer reads markup, a formula or an address out of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, auto
from pathlib import Path

from hkdesk.wording import tr


class Share(Decimal):
    """A part of a whole, 1 being all of it, that a spreadsheet shows in per cent."""


Value = Decimal | int | date | str | None


class PageKind(Enum):
    """The page that a document is made for (RULES.md, Print)."""

    OFFICIAL = auto()  # GB/T 9704: prose of 22 lines with 28 characters
    FORM = auto()  # the same paper and margins, set smaller for the tables of a form or a card
    LEDGER_LANDSCAPE = auto()
    LEDGER_A3 = auto()  # landscape too, for many columns

    @property
    def is_ledger(self) -> bool:
        """Whether it lies across and repeats its header."""
        return self in (PageKind.LEDGER_LANDSCAPE, PageKind.LEDGER_A3)


class Align(Enum):
    """Where a cell's text stands."""

    LEFT = auto()
    CENTRE = auto()
    RIGHT = auto()


class CellKind(Enum):
    """What a column holds."""

    TEXT = auto()
    MONEY = auto()
    NUMBER = auto()
    DATE = auto()
    CODE = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is printed, and the raw value that a spreadsheet calculates with."""

    text: str
    value: Value = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Args:
        weight: its share of the table's width.
        unit: the unit of the raw values, which a spreadsheet states in the header; the printed text has its own.
        is_label: whether its cells say what stands beside them, as the first of a form's row.
        is_hidden: whether a spreadsheet keeps it from sight, as what only the desk reads.
        choices: the words that a cell may hold, where it holds a code; a spreadsheet offers them as a list.
    """

    title: str
    align: Align = Align.LEFT
    kind: CellKind = CellKind.TEXT
    weight: float = 1.0
    unit: str = ""
    is_label: bool = False
    choices: tuple[str, ...] = ()
    is_hidden: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose header, if it has one, stands again on every page that it reaches.

    Args:
        total: the last row, set apart; it is looked at after the rows.
        note: what is said beneath it.
        late_note: what is said there too, known when the rows have been looked at.
        cut_notes: empty for a table that goes on over pages. Otherwise the table gives up its last rows where the
            document would not fit on one page, and cut_notes[n] is what is said beneath it when n are given up.
        least_lines: lines that a printed row is high, for what is written into it by hand.
        most_lines: lines of a cell that are printed, the rest being cut with an ellipsis; 0 for all.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]
    total: Sequence[Cell] | None = None
    note: str = ""
    late_note: Callable[[], str] | None = None
    cut_notes: tuple[str, ...] = ()
    most_lines: int = 0
    least_lines: int = 1

    @property
    def has_header(self) -> bool:
        """Whether its columns have titles; those of a form have none, its cells say what they are."""
        return any(column.title for column in self.columns)

    def note_without(self, rows: int) -> str:
        """What stands beneath the table when so many of its last rows are given up."""
        late = self.late_note() if self.late_note is not None else ""
        said = (late, self.note, self.cut_notes[rows] if self.cut_notes else "")
        return "\n".join(line for line in said if line)


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered heading; level 1 is 一、, level 2 is （一）, their numbers being part of the text."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


class ChartKind(Enum):
    """How a chart shows its figures."""

    FUNNEL = auto()  # one series: a bar for each step, the widest above
    BARS = auto()  # a group of bars for each label
    CURVE = auto()  # the first series as bars, the others as lines over them
    MILESTONES = auto()  # days on one line of time: what was planned, and what was reached


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """A row of figures of a chart: a cell for each label, its value None where nothing is known."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Chart:
    """Figures as a drawing; whoever cannot draw it says them in words.

    Args:
        labels: of the steps, the months or the milestones, from left to right or from the top down.
        series: of MILESTONES, the days planned and then those reached.
        unit: of all values, where they have one.
        note: what is said beneath it.
        today: the day that is marked on a line of time.
    """

    kind: ChartKind
    title: str
    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    unit: str = ""
    note: str = ""
    today: date | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph in a file, and what is said beneath it."""

    path: Path
    caption: str


@dataclass(frozen=True, slots=True)
class Photos:
    """Photographs side by side; a file that cannot be read leaves its place with its caption."""

    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What heads the first page above the title (GB/T 9704-2012, 7.2: 发文机关标志, 发文字号, 分隔线).

    Args:
        unit: the issuing office as it is printed, on a line of its own, centred, in XiaoBiaoSong, as large as fits on
            it; a text such as 洪江市高新区管理委员会文件.
        number: the document's number, two lines beneath it, centred, in the body's FangSong; empty for none.
        is_red: whether the unit is red and a red rule as wide as the text stands 4 mm beneath the number. Otherwise
            the unit is black, and there is no rule: for paper that has the red already.
    """

    unit: str
    number: str = ""
    is_red: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Who answers for the document, and when (GB/T 9704-2012, 7.3.5: 署名, 成文日期, 附注).

    Args:
        by: the unit, or who prepared it.
        on: the day in words.
        contact: how the unit is reached, in a line of its own beneath both; empty for none.
    """

    by: str
    on: str
    contact: str = ""


Block = Heading | Paragraph | Table | Chart | Photos | Signature


@dataclass(frozen=True)
class Document:
    """A document.

    Args:
        language: zh_CN or en, the language of its text.
        park: the name of the park, or of the parks, that it speaks of.
        period: the day or the time that it speaks of, in words.
        is_practice: whether its figures are invented; every page says so then.
        letterhead: what heads the first page; None where nothing is set.
        remark: what the officer is told of the document beside it: never part of it, on paper or in a file.
    """

    title: str
    subtitle: str
    language: str
    park: str
    period: str
    is_practice: bool
    prepared_by: str
    prepared_on: date
    blocks: tuple[Block, ...]
    page: PageKind = PageKind.FORM
    letterhead: Letterhead | None = None
    remark: str = ""

    @property
    def band(self) -> str:
        """What heads every page: that the data are for practice; empty on a real desk."""
        return tr("Practice data: not the park's figures") if self.is_practice else ""
