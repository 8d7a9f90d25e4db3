"""What the XML of an xlsx says beside its values: the parts of its sheets, hidden rows, errors, how far they reach."""

import html
import posixpath
import re
from collections.abc import Iterator

from hkdesk.exchange.ledgers.child import safe_xml
from hkdesk.exchange.ledgers.child.facts import BookFacts, SheetFacts
from hkdesk.exchange.ledgers.child.packages import Package
from hkdesk.exchange.ledgers.child.row_pieces import attribute, number, row_pieces

TRUE = (b"1", b"true")
REFERENCE = re.compile(rb"^([A-Z]{1,3})([0-9]{1,7})$")
HEAD = 65536


def book_facts(package: Package) -> BookFacts:
    """The facts of every sheet, in the workbook's order.

    Raises:
        Refused: if a part is damaged.
    """
    parts, is_1904 = sheet_parts(package)
    return BookFacts([sheet_facts(package, part) for part in parts], is_1904)


def sheet_parts(package: Package) -> tuple[list[str], bool]:
    """The parts of the sheets in the workbook's order, and whether days are counted from 1904."""
    relations: dict[str, str] = {}
    sheets: list[str] = []
    is_1904 = False

    def relation(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            relations[attributes.get("Id", "")] = attributes.get("Target", "")

    def element(name: str, attributes: dict[str, str]) -> None:
        nonlocal is_1904
        if name == "sheet":
            sheets.append(next((v for k, v in attributes.items() if safe_xml.local(k) == "id" and ":" in k), ""))
        elif name == "workbookPr":
            is_1904 = attributes.get("date1904", "0") in ("1", "true")

    safe_xml.parse(package.chunks("xl/_rels/workbook.xml.rels"), start=relation)
    safe_xml.parse(package.chunks("xl/workbook.xml"), start=element)
    targets = (relations.get(key, "") for key in sheets)
    return [posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") for target in targets], is_1904


def sheet_prefix(head: bytes) -> bytes | None:
    """The prefix of a sheet's elements with its colon, mostly none; None where it is no worksheet."""
    found = re.search(rb"<([\w.-]+:)?worksheet\b", head)
    return None if found is None else found[1] or b""


def sheet_facts(package: Package, part: str) -> SheetFacts:
    """The facts of one sheet."""
    prefix = sheet_prefix(package.whole(part, HEAD))
    return SheetFacts() if prefix is None else _Scan(prefix).run(package.chunks(part))


class _Scan:
    """One pass over a sheet's XML."""

    def __init__(self, prefix: bytes) -> None:
        p = re.escape(prefix)
        self._row_end = b"</" + prefix + b"row>"
        self._row_start = b"<" + prefix + b"row"
        self._row = re.compile(b"<" + p + rb"row\b([^>]*)>")
        self._error = re.compile(
            b"<" + p + rb"c\b([^>]*\bt\s*=\s*[\"']e[\"'][^>]*)>(?:(?!</" + p + rb"c>).)*?<" + p + rb"v>([^<]{1,40})<",
            re.DOTALL,
        )
        value = b"<" + p + b"v"
        self._no_result = re.compile(
            b"<"
            + p
            + rb"c\b([^>]*)><"
            + p
            + rb"f\b[^>]*(?:/>|>[^<]*</"
            + p
            + b"f>)(?:"
            + value
            + rb"\s*/>|"
            + value
            + b"></"
            + p
            + b"v>)?</"
            + p
            + b"c>"
        )
        self._formula = b"<" + prefix + b"f"
        self._cell = b"<" + prefix + b"c "
        self._facts = SheetFacts()
        self._last = 0  # the number of the row before, from 1
        self._last_cell = b""

    def run(self, chunks: Iterator[bytes]) -> SheetFacts:
        first = True
        for piece in row_pieces(chunks, self._row_end):
            if first:
                self._reach(attribute(b"ref", self._tag(piece, b"dimension")).rpartition(b":")[2])
                first = False
            self._look(piece)
        self._reach(attribute(b"r", self._last_cell))
        return self._facts

    def _tag(self, piece: bytes, name: bytes) -> bytes:
        found = re.search(rb"<(?:[\w.-]+:)?" + name + rb"\b[^>]*>", piece[:HEAD])
        return found[0] if found else b""

    def _look(self, piece: bytes) -> None:
        if b"hidden" in piece:
            self._hidden(piece)
        if b't="e"' in piece or b"t='e'" in piece:
            for found in self._error.finditer(piece):
                place = _place(attribute(b"r", found[1]))
                if place is not None:
                    self._facts.error(*place, html.unescape(found[2].decode("utf-8", "replace")))
        if not self._facts.lacks_results and self._formula in piece:
            self._facts.lacks_results = any(attribute(b"t", f[1]) != b"str" for f in self._no_result.finditer(piece))
        rows = piece.count(self._row_start)
        if rows:
            at = piece.rfind(self._row_start)
            tag = piece[at : piece.find(b">", at)]
            self._last = number(attribute(b"r", tag), self._last + rows)
        at = piece.rfind(self._cell)
        if at >= 0:
            self._last_cell = piece[at : at + 200].partition(b">")[0]

    def _hidden(self, piece: bytes) -> None:
        last = self._last
        for found in self._row.finditer(piece):
            last = number(attribute(b"r", found[1]), last + 1)
            if attribute(b"hidden", found[1]) in TRUE:
                self._facts.hidden_rows.append(last - 1)

    def _reach(self, reference: bytes) -> None:
        place = _place(reference)
        if place is not None:
            row, column = self._facts.farthest
            self._facts.farthest = max(row, place[0]), max(column, place[1])


def _place(reference: bytes) -> tuple[int, int] | None:
    """(row, column) from 0 of a reference such as B7."""
    found = REFERENCE.match(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - 64
    return int(found[2]) - 1, column - 1


def name_of_cell(row: int, column: int) -> str:
    """B7 of (6, 1)."""
    letters, n = "", column + 1
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
