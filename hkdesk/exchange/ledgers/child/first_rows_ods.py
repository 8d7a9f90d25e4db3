"""An OpenDocument spreadsheet cut down to the first rows of its sheets, as first_rows does for an xlsx."""

import re
from collections.abc import Iterable

from hkdesk.exchange.ledgers.child.first_rows import SMALL, rebuilt
from hkdesk.exchange.ledgers.child.packages import Package

CONTENT = "content.xml"
NEEDED = {"mimetype", "meta-inf/manifest.xml"}
TABLE_END = b"</table:table>"
TOKEN = re.compile(
    rb"(?P<table><table:table\s[^>]*>)|(?P<end></table:table>)|(?P<row></table:table-row>|<table:table-row(?![\w-])[^>]*/>)"
    rb"|<(?P<close>/?)table:(?P<group>table-header-rows|table-row-group|table-rows)\b[^>]*>"
)


def cut(package: Package, data: bytes, rows: int) -> bytes:
    """The same book with the first rows of each sheet; as it is where there is nothing to gain.

    Raises:
        Refused: if the content is damaged.
    """
    if CONTENT not in package.names or package.names[CONTENT].file_size <= SMALL:
        return data
    content = _Cut(rows).run(package.chunks(CONTENT))
    return data if content is None else rebuilt(package, {CONTENT: content}, NEEDED)


class _Cut:
    """One pass over the content: copies until a sheet has enough rows, then goes on at the sheet's end."""

    def __init__(self, rows: int) -> None:
        self._wanted = rows
        self._made: list[bytes] = []
        self._groups: list[bytes] = []
        self._count = 0
        self._is_in_table = self._is_over = False

    def run(self, chunks: Iterable[bytes]) -> bytes | None:
        """None where a table stands within a table."""
        kept = b""
        for chunk in chunks:
            piece = kept + chunk
            end = piece.rfind(b">") + 1
            piece, kept = piece[:end], piece[end:]
            if not self._copy(piece):
                return None
        return b"".join([*self._made, kept])

    def _copy(self, piece: bytes) -> bool:
        begin = at = 0
        while True:
            if self._is_over:
                begin = piece.find(TABLE_END, at)
                if begin < 0:
                    return True
                self._is_over, at = False, begin
            found = TOKEN.search(piece, at)
            if found is None:
                self._made.append(piece[begin:])
                return True
            at = found.end()
            if found["table"] and self._is_in_table:
                return False
            self._note(found)
            if self._is_over:
                self._made += [piece[begin:at], *(b"</table:%s>" % group for group in reversed(self._groups))]

    def _note(self, found: re.Match[bytes]) -> None:
        if found["table"]:
            self._is_in_table, self._count = not found["table"].endswith(b"/>"), 0
            self._groups.clear()
        elif found["end"]:
            self._is_in_table = False
        elif found["row"]:
            self._count += 1
            self._is_over = self._count == self._wanted
        elif not found["close"]:
            self._groups.append(found["group"])
        elif self._groups:
            self._groups.pop()
