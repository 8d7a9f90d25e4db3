"""A sheet of a workbook."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeGuard

from hkdesk.documents.charts.words import chart_table, chart_words
from hkdesk.documents.model import (
    Align,
    Block,
    Cell,
    CellKind,
    Chart,
    Column,
    Document,
    Heading,
    Letterhead,
    PageKind,
    Paragraph,
    Photo,
    Photos,
    Share,
    Signature,
    Table,
    Value,
)
from hkdesk.documents.photos import cannot_be_shown
from hkdesk.documents.phrases import with_note
from hkdesk.exchange.photo_file import photo_file
from hkdesk.exchange.xlsx_chart import ROW_PIXELS, native_chart, rows_of
from hkdesk.wording import tr

MOST_CHARACTERS = 32_767
MOST_NAME = 31
EXACT_DIGITS = 15  # Excel keeps no more of a number
LARGEST = 10**EXACT_DIGITS
BEGINS_A_FORMULA = ("=", "+", "-", "@")
SURELY_FITS = MOST_CHARACTERS // 2  # characters, each of which may be two of those that Excel counts
NARROWEST, WIDEST, WIDEST_UPRIGHT, WIDEST_TITLE = 8, 60, 28, 24  # a title that is longer goes on in a second line
MANY_COLUMNS, WIDEST_OF_MANY = 12, 22  # wider ones would make a printed page too small to read
MEASURED = 500  # rows looked at for a column's width
MOST_IN_A_LIST = 255  # characters of the words that a cell may choose from, as Excel counts them
PHOTO_POINTS = 300.0
DOTS_PER_INCH = 96  # of a sheet
PHOTO_ROWS = 16  # of a sheet, about
LONGEST_LINE, LINE_POINTS = 110, 15.0  # of running text: Excel's characters over its columns, and its pitch
DAY, SHARE = "yyyy-mm-dd", "0.0%"
RED = "#C00000"
_ALIGNS = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_FORBIDDEN_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


Look = tuple[tuple[str, Any], ...]
Writer = Callable[[int, int, Cell], None]


class Sheet:
    """A sheet of a workbook, written from the top down: constant memory allows no going back."""

    def __init__(self, book: Any, document: Document, made: dict[tuple[tuple[str, Any], ...], Any]) -> None:
        self.document, self.row = document, 0
        self._book, self._made = book, made
        self._sheet = book.add_worksheet(_free_name(document.title, len(book.worksheets())))
        self._has_pictures = any(isinstance(block, Chart | Photos) for block in document.blocks)
        self._tables = [block for block in document.blocks if isinstance(block, Table)]
        self._widths: list[float] = []
        self._kept: tuple[Sequence[Column], Look, list[Writer]] | None = None
        self._charts = [block for block in document.blocks if isinstance(block, Chart)]

    def write(self) -> None:
        document = self.document
        self._set_page()
        self._head()
        for block in document.blocks:
            self._block(block)

    def _head(self) -> None:
        """What stands above the body: the band, the letterhead, the title and what is beneath it."""
        document = self.document
        if document.band:
            self._line(document.band, bold=True, font_size=11)
        if document.letterhead:
            self._letterhead(document.letterhead)
        for line, size in ((document.title, 16), (document.subtitle, 11)):
            if line:
                self._line(line, bold=size == 16, font_size=size)
        if document.period != document.subtitle:
            self._line(document.period)

    def _letterhead(self, letterhead: Letterhead) -> None:
        color = {"font_color": RED} if letterhead.is_red else {}
        self._line(letterhead.unit, bold=True, font_size=20, **color)
        if letterhead.number:
            self._line(letterhead.number, font_size=11)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self.row += 1
                self._line(block.text, bold=True, font_size=12)
            case Paragraph():
                self._paragraph(block.text)
            case Signature():
                self.row += 1
                for line in (block.by, block.on, *([block.contact] if block.contact else [])):
                    self._line(line)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case Photos():
                for photo in block.photos:
                    self._photo(photo)

    def _set_page(self) -> None:
        sheet, document = self._sheet, self.document
        sheet.set_paper(8 if document.page is PageKind.LEDGER_A3 else 9)  # Excel's own numbers of A3 and A4
        if document.page.is_ledger:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        said = tr("Page {page} of {pages}", page="&P", pages="&N")
        sheet.set_footer(f"&C{said}")
        if document.band:
            sheet.set_header(f"&C{document.band.replace('&', '&&')}")
        widest = WIDEST if document.page.is_ledger else WIDEST_UPRIGHT
        self._widths = _widths([*self._tables, *map(chart_table, self._charts)], widest)
        hidden = {n for table in self._tables for n, column in enumerate(table.columns) if column.is_hidden}
        for place, width in enumerate(self._widths):
            sheet.set_column(place, place, width, None, {"hidden": place in hidden})

    def _line(self, text: str, **look: Any) -> None:
        self._text(self.row, 0, text, **look)
        self.row += 1

    def _paragraph(self, text: str) -> None:
        """Running text, over as many columns as make a line that is read: on one line it would make the print tiny."""
        columns, width = self._text_columns()
        if columns < 2 or _characters(text) <= width or len(text) > SURELY_FITS:
            self._line(text, text_wrap=columns == 1)
            return
        lines = sum(-(-_characters(line) // width) or 1 for line in text.split("\n"))
        self._sheet.set_row(self.row, lines * LINE_POINTS)
        look: dict[str, Any] = {"quote_prefix": True} if text.startswith(BEGINS_A_FORMULA) else {}
        look = self._format(num_format="@", text_wrap=True, valign="top", **look)
        # The first cell bears the text as text: merge_range() alone would make a formula or a number of it.
        self._sheet.merge_range(self.row, 0, self.row, columns - 1, "", look)
        self._sheet.write_string(self.row, 0, text, look)
        self.row += 1

    def _text_columns(self) -> tuple[int, float]:
        """How many columns running text goes over, and how many characters then stand on a line."""
        width, columns = 0.0, 0
        for one in self._widths:
            if columns and width + one > LONGEST_LINE:
                break
            width, columns = width + one, columns + 1
        return columns, max(width, NARROWEST)

    def _table(self, table: Table) -> None:
        self._header(table)
        first = self.row
        if len(self._tables) == 1 and table.has_header:
            self._sheet.repeat_rows(first - 1)
            if not self._has_pictures:  # what is frozen may not fill the screen
                self._sheet.freeze_panes(first, 0)
        for row in table.rows:
            self._row(row, table.columns)
        if table.rows:
            self._set_choices(table, first)
        if table.total is not None:
            self._row(table.total, table.columns, bold=True)
        self._notes(table.note_without(0))

    def _header(self, table: Table) -> None:
        self.row += 1
        if table.title:
            self._line(table.title, bold=True)
        if not table.has_header:
            return
        for place, column in enumerate(table.columns):
            title = with_note(column.title, column.unit)
            self._text(self.row, place, title, bold=True, border=1, align="center", text_wrap=True, valign="vcenter")
        self.row += 1

    def _notes(self, said: str) -> None:
        for line in said.split("\n"):
            if line:
                self._line(line, font_size=9)

    def _set_choices(self, table: Table, first: int) -> None:
        """The filter of a ledger, and the lists of words for what the desk reads in again."""
        last = self.row - 1
        if len(self._tables) == 1 and self.document.page.is_ledger:
            self._sheet.autofilter(first - 1, 0, last, len(table.columns) - 1)
        for place, column in enumerate(table.columns):
            if column.choices and len(",".join(column.choices)) <= MOST_IN_A_LIST:
                self._sheet.data_validation(
                    first, place, last, place, {"validate": "list", "source": list(column.choices)}
                )

    def _chart(self, chart: Chart) -> None:
        table = chart_table(chart)
        self._header(table)
        header = self.row - 1
        for row in table.rows:
            for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                if place and cell.value is None:  # a word in its place would be drawn as nought
                    self._sheet.write_blank(self.row, place, None, self._format(border=1))
                else:
                    self._cell(place, cell, column, {})
            self.row += 1
        self._notes(table.note)
        drawn = native_chart(self._book, chart, self._sheet.get_name(), header)
        if drawn is not None:
            about = {"description": chart_words(chart), "object_position": 1}
            self._sheet.insert_chart(self.row, 0, drawn, {"x_offset": 4, "y_offset": 4, **about})
        self.row += rows_of(chart)

    def _photo(self, photo: Photo) -> None:
        self.row += 1
        found = photo_file(photo, PHOTO_POINTS)
        if found is None:
            self._line(cannot_be_shown())
        else:
            scale = found.width / 72 * DOTS_PER_INCH / found.dots
            about = {"image_data": io.BytesIO(found.jpeg), "description": photo.caption, "object_position": 1}
            self._sheet.insert_image(self.row, 0, "photo.jpg", {"x_scale": scale, "y_scale": scale, **about})
            self.row += int(found.height / 72 * DOTS_PER_INCH) // ROW_PIXELS + 1
        if photo.caption:
            self._line(photo.caption)

    def _row(self, cells: Sequence[Cell], columns: Sequence[Column], **look: Any) -> None:
        writers = self._writers(columns, tuple(sorted(look.items())))
        row = self.row
        for place, cell in enumerate(cells):
            writers[place](row, place, cell)
        self.row += 1

    def _cell(self, place: int, cell: Cell, column: Column, look: dict[str, Any]) -> None:
        self._writer(column, tuple(sorted(look.items())))(self.row, place, cell)

    def _writers(self, columns: Sequence[Column], look: Look) -> list[Writer]:
        """What writes the cells of each column, kept for the next row: a ledger has two million of them."""
        if self._kept is None or self._kept[0] is not columns or self._kept[1] != look:
            self._kept = (columns, look, [self._writer(column, look) for column in columns])
        return self._kept[2]

    def _writer(self, column: Column, look: Look) -> Writer:
        """What writes cells of a column: numbers that Excel holds to their last digit, days, and all else as text."""
        own = {**({"bold": True} if column.is_label else {}), **dict(look)}
        own |= {"border": 1, "align": _ALIGNS[column.align], "valign": "top"}
        whole, broken = (self._format(num_format=shown, **own) for shown in _numbers(column))
        days, texts = self._format(num_format=DAY, **own), {"text_wrap": True, **own}
        plain, shares = self._format(num_format="@", **texts), self._format(num_format=SHARE, **own)
        write_number, write_string = self._sheet.write_number, self._sheet.write_string
        write_day, write_any = self._sheet.write_datetime, self._text

        def write(row: int, place: int, cell: Cell) -> None:
            value = cell.value
            kind = type(value)
            if kind is str or value is None:
                said: str = value if kind is str else cell.text  # type: ignore[assignment]
                if len(said) <= SURELY_FITS and said[:1] not in BEGINS_A_FORMULA:
                    write_string(row, place, said, plain)
                else:
                    write_any(row, place, said, **texts)
            elif kind is int and -LARGEST < value < LARGEST:
                write_number(row, place, value, whole)
            elif kind is Share:
                write_number(row, place, float(value), shares)  # type: ignore[arg-type]
            elif _is_exact(value):
                write_number(row, place, float(value), whole if value == int(value) else broken)
            elif isinstance(value, date):
                write_day(row, place, value, days)
            else:
                write_any(row, place, cell.text, **texts)

        return write

    def _text(self, row: int, place: int, text: str, **look: Any) -> None:
        if text.startswith(BEGINS_A_FORMULA):
            look["quote_prefix"] = True
        if len(text.encode("utf-16-le", "surrogatepass")) // 2 > MOST_CHARACTERS:
            text = text[: MOST_CHARACTERS // 2 - 1] + "…"
        self._sheet.write_string(row, place, text, self._format(num_format="@", **look))

    def _format(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def _free_name(title: str, before: int) -> str:
    """A sheet's name: no longer than Excel bears, and numbered where other sheets stand before it."""
    number = f" {before + 1}" if before else ""
    name = title.translate(_FORBIDDEN_IN_NAME).strip()[: MOST_NAME - len(number)].strip()
    return (name or "hkdesk") + number


def _numbers(column: Column) -> tuple[str, str]:
    """How a column shows whole numbers, and others."""
    return ("#,##0.00####",) * 2 if column.kind is CellKind.MONEY else ("#,##0", "#,##0.0##")


def _is_exact(value: Value) -> TypeGuard[Decimal | int]:
    """Whether a value is a number that Excel holds to its last digit; one that it would round goes as text."""
    if not isinstance(value, Decimal | int) or isinstance(value, bool):
        return False
    text = str(value)
    if len(text) <= EXACT_DIGITS and text[-1].isdigit():  # neither long, nor a word such as Infinity
        return True
    number = Decimal(value)
    return number.is_finite() and len(number.normalize().as_tuple().digits) <= EXACT_DIGITS


def _widths(tables: Sequence[Table], usual: int) -> list[float]:
    """The width of each column over all tables, in Excel's characters; `usual` is the widest on such a page."""
    widths: list[float] = []
    for table in tables:
        widest = WIDEST_OF_MANY if len(table.columns) > MANY_COLUMNS else usual
        for place, column in enumerate(table.columns):
            texts = (row[place].text for row in table.rows[:MEASURED])
            title = min(_characters(with_note(column.title, column.unit)), WIDEST_TITLE)
            width = min(max(max(map(_characters, texts), default=0), title, NARROWEST - 2) + 2, widest)
            if place < len(widths):
                widths[place] = max(widths[place], width)
            else:
                widths.append(width)
    return widths


def _characters(text: str) -> float:
    """How wide a text is; a Chinese character is as wide as two others."""
    return sum(1 if char < "\u2e80" else 2 for char in text)
