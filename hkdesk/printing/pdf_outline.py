"""Gives a PDF what Qt does not write: an outline, and the language that it is read aloud in.

What stands in the file stays; new objects are written behind it (ISO 32000-1, 7.5.6, incremental updates). A library
would do the same for 40 MB of memory more, which a long ledger has not got (docs/decisions/0005-paper.md).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from mmap import mmap
from pathlib import Path

from hkdesk.printing.paint import OutlineEntry

_TABLE = re.compile(rb"startxref\s+([0-9]+)\s+%%EOF\s*$")
_SIZE, _ROOT, _INFO, _PAGES = (
    re.compile(pattern)
    for pattern in (rb"/Size ([0-9]+)", rb"/Root ([0-9]+) 0 R", rb"/Info ([0-9]+) 0 R", rb"/Pages ([0-9]+) 0 R")
)
_REFERENCE = re.compile(rb"([0-9]+) 0 R")
ENTRY_BYTES = 20  # of the table that says where each object begins
TAIL_BYTES = 1024


@dataclass
class _Node:
    """A line of the outline by the number of its object, and those beneath it."""

    number: int
    entry: OutlineEntry | None = None
    children: list["_Node"] = field(default_factory=list)

    def count(self) -> int:
        """The lines beneath it, however deep."""
        return sum(1 + child.count() for child in self.children)


def add_outline(path: Path, entries: Sequence[OutlineEntry], language: str) -> None:
    """Write these entries and the language behind a PDF.

    Args:
        path: of a file as Qt writes it.
        entries: in the order of pages; where there is only the title, there is nothing to leaf through.
        language: zh_CN or en.
    """
    with path.open("r+b") as file:
        with mmap(file.fileno(), 0) as pdf:
            tail = pdf[-TAIL_BYTES:]
            table, size, root, info = (_number(pattern, tail) for pattern in (_TABLE, _SIZE, _ROOT, _INFO))
            catalog = _object(pdf, table, root)
            pages = [int(n) for n in _REFERENCE.findall(_object(pdf, table, _number(_PAGES, catalog)))]
        about = b"/Lang (%s)\n/ViewerPreferences << /DisplayDocTitle true >>" % language.replace("_", "-").encode()
        objects: dict[int, bytes] = {}
        if len(entries) > 1:
            about += b"\n/Outlines %d 0 R\n/PageMode /UseOutlines" % size
            objects = dict(_written(_tree(entries, size), None, pages))
        objects[root] = catalog.replace(b"<<", b"<<\n" + about, 1)
        file.seek(0, 2)
        places = {}
        for number, said in sorted(objects.items()):
            places[number] = file.tell()
            file.write(b"\n%d 0 obj\n%s\nendobj\n" % (number, said))
        start = file.tell()
        file.write(b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (n, at + 1) for n, at in places.items()))
        size = max(size, *(number + 1 for number in places))
        file.write(b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R /Prev %d >>\n" % (size, root, info, table))
        file.write(b"startxref\n%d\n%%%%EOF\n" % start)


def _tree(entries: Sequence[OutlineEntry], first: int) -> _Node:
    """The entries beneath each other by their levels; an entry that skips a level stands beneath the last above it."""
    top = _Node(first)
    above = [top]
    for number, entry in enumerate(entries, first + 1):
        del above[entry.level + 1 :]
        node = _Node(number, entry)
        above[-1].children.append(node)
        above.append(node)
    return top


def _written(node: _Node, parent: _Node | None, pages: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    said = [b"<<"]
    if node.entry is None or parent is None:
        said.append(b"/Type /Outlines")
    else:
        title = ("\ufeff" + node.entry.text).encode("utf-16-be", "replace").hex().encode()
        said.append(b"/Title <%s> /Parent %d 0 R" % (title, parent.number))
        said.append(b"/Dest [%d 0 R /XYZ null null null]" % pages[node.entry.page])
        place = parent.children.index(node)
        if place:
            said.append(b"/Prev %d 0 R" % parent.children[place - 1].number)
        if place + 1 < len(parent.children):
            said.append(b"/Next %d 0 R" % parent.children[place + 1].number)
    if node.children:
        ends = (node.children[0].number, node.children[-1].number, node.count())
        said.append(b"/First %d 0 R /Last %d 0 R /Count %d" % ends)
    yield node.number, b"\n".join([*said, b">>"])
    for child in node.children:
        yield from _written(child, node, pages)


def _object(pdf: mmap, table: int, number: int) -> bytes:
    """What an object is, between its beginning and its end, by the table that Qt writes for the whole file."""
    entries = pdf.find(b"\n", pdf.find(b"\n", table) + 1) + 1
    place = int(pdf[entries + number * ENTRY_BYTES : entries + number * ENTRY_BYTES + 10])
    return pdf[pdf.find(b"obj", place) + 3 : pdf.find(b"endobj", place)].strip()


def _number(pattern: re.Pattern[bytes], text: bytes) -> int:
    found = pattern.search(text)
    if found is None:
        raise ValueError(f"{pattern.pattern!r} does not stand in the file")
    return int(found[1])
