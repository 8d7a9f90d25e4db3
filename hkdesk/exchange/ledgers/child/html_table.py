"""Web pages that call themselves .xls: every table is a sheet."""

import io
import re
from html.parser import HTMLParser

from hkdesk.exchange.ledgers import wire
from hkdesk.exchange.ledgers.child.output import Output
from hkdesk.exchange.ledgers.child.refused import Refused
from hkdesk.exchange.ledgers.sheets import Merged, RawCell

CHUNK = 2**18
SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
ENDS_LINE = frozenset(("p", "div", "li", "tr"))
UNSEEN = frozenset(("script", "style"))


def write_html(text: io.TextIOWrapper, encoding: str, output: Output) -> None:
    """Read the tables of a web page.

    Raises:
        Refused: if it has none.
    """
    output.say(wire.BOOK, "html", encoding)
    page = _Page(output)
    while chunk := text.read(CHUNK):
        page.feed(chunk)
    page.close()
    page.finish()
    if not page.tables:
        raise Refused("no_table")


class _Page(HTMLParser):
    def __init__(self, output: Output) -> None:
        super().__init__(convert_charrefs=True)
        self._output = output
        self.tables = 0
        self._depth = 0
        self._unseen = 0
        self._is_page = False  # one that has begun and not ended
        self._row: list[RawCell] | None = None
        self._cell: list[str] | None = None
        self._attributes: dict[str, str] = {}
        self._is_row_hidden = False
        self._number = 0
        self._below: dict[int, int] = {}  # column: rows that a cell above still reaches into
        self._merged: list[Merged] = []
        self._hidden: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag in UNSEEN:
            self._unseen += 1
        elif tag == "html":
            self._is_page = True
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._begin_table()
        elif self._depth != 1:
            return
        elif tag == "tr":
            self._end_row()
            self._row = []
            self._is_row_hidden = HIDDEN.search(attributes.get("style", "")) is not None or "hidden" in attributes
        elif tag in ("td", "th"):
            self._end_cell()
            if self._row is None:
                self._row, self._is_row_hidden = [], False
            self._cell, self._attributes = [], attributes
        elif tag == "br" and self._cell is not None:
            self._cell.append("\0")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag == "table" and self._depth:
            self._depth -= 1
            if not self._depth:
                self._end_table()
        elif tag in ("body", "html") and self._depth:  # carelessly written, but whole
            self._depth = 0
            self._end_table()
        elif tag == "html":
            self._is_page = False
        elif self._cell is not None and tag in ENDS_LINE and (self._depth > 1 or tag != "tr"):
            self._cell.append("\0")
        elif self._depth == 1 and tag == "tr":
            self._end_row()
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unseen:
            self._cell.append(data)

    def finish(self) -> None:
        """A page that ends within a table, or before any, has been cut off.

        Raises:
            Refused: if so.
        """
        if self._depth or (self._is_page and not self.tables):
            raise Refused("broken")

    def _begin_table(self) -> None:
        self.tables += 1
        self._output.begin("" if self.tables == 1 else str(self.tables))
        self._number, self._below, self._merged, self._hidden = 0, {}, [], []

    def _end_table(self) -> None:
        self._end_row()
        self._output.end(merged=self._merged, hidden_rows=self._hidden)

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is None:
            return
        self._skip_covered()
        self._output.row(self._row)
        if self._is_row_hidden:
            self._hidden.append(self._number)
        self._below = {column: rows - 1 for column, rows in self._below.items() if rows > 1}
        self._row = None
        self._number += 1

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            self._cell = None
            return
        self._skip_covered()
        wide, high = (self._span(name) for name in ("colspan", "rowspan"))
        column = len(self._row)
        if column + wide > wire.MOST_COLUMNS:
            raise Refused("wide", limit=wire.MOST_COLUMNS)
        self._row += [self._value(), *[None] * (wide - 1)]
        if max(wide, high) > 1:
            self._merged.append(Merged(self._number, column, self._number + high - 1, column + wide - 1))
        if high > 1:  # the row at hand counts, too: all are counted down when it ends
            self._below.update(dict.fromkeys(range(column, column + wide), high))
        self._cell = None

    def _skip_covered(self) -> None:
        row = self._row if self._row is not None else []
        while len(row) in self._below:
            row.append(None)

    def _span(self, name: str) -> int:
        said = self._attributes.get(name, "1").strip()
        return max(1, min(int(said), wire.MOST_ROWS)) if said.isascii() and said.isdigit() and len(said) < 10 else 1

    def _value(self) -> RawCell:
        exact = self._attributes.get("x:num", "")
        if NUMBER.fullmatch(exact):  # Excel shows 1.38E+10 and says what it is
            return float(exact)
        lines = [SPACES.sub(" ", part).strip() for part in "".join(self._cell or ()).split("\0")]
        return "\n".join(lines).strip("\n")
