"""A long XML part in pieces that end where a row ends, so that rows can be looked for without parsing every cell.

A hundred thousand rows have millions of cells: to find the few hidden rows and errors among them by a parser takes
longer than calamine takes for all of it. Only tags of rows and single cells are matched, and nothing is expanded.
"""

import re
from collections.abc import Iterable, Iterator

LONGEST_ROW = 16 * 2**20  # bytes; no row of 16,384 plain cells is longer


def row_pieces(chunks: Iterable[bytes], row_end: bytes) -> Iterator[bytes]:
    """The part, cut after the last end of a row in every chunk; the last piece is what follows all rows."""
    kept = b""
    for chunk in chunks:
        piece = kept + chunk
        cut = piece.rfind(row_end)
        if cut < 0:
            kept = piece
            if len(kept) > LONGEST_ROW:
                return
            continue
        cut += len(row_end)
        yield piece[:cut]
        kept = piece[cut:]
    yield kept


def attribute(name: bytes, tag: bytes) -> bytes:
    """An attribute's value within a tag; empty where it has none."""
    found = re.search(rb"(?<![\w:.-])" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", tag)
    return (found[1] if found[1] is not None else found[2]) if found else b""


def number(said: bytes, otherwise: int) -> int:
    """A whole number, at most nine digits long."""
    return int(said) if said.isdigit() and len(said) < 10 else otherwise
