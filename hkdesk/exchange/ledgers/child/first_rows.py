"""An xlsx cut down to the first rows of its sheets, so that a preview need not wait for all of them."""

import io
import re
import zipfile

from hkdesk.exchange.ledgers.child.packages import Package
from hkdesk.exchange.ledgers.child.row_pieces import number
from hkdesk.exchange.ledgers.child.sheet_xml import HEAD, sheet_parts, sheet_prefix

SMALL = 2**20  # bytes of a sheet's XML: no gain in cutting
STRINGS = "xl/sharedstrings.xml"
NEEDED = ("[content_types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
MERGES = re.compile(rb"<((?:[\w.-]+:)?)mergeCells\b.*?</\1mergeCells>", re.DOTALL)
STRING_INDEX = re.compile(rb"\bt=\"s\"[^>]*>(?:<(?:[\w.-]+:)?v>)([0-9]{1,9})<")
STRING_END = re.compile(rb"</(?:[\w.-]+:)?si>|<(?:[\w.-]+:)?si\s*/>")


def cut(package: Package, data: bytes, rows: int) -> bytes:
    """The same workbook with the first rows of each sheet; as it is where there is nothing to gain.

    Raises:
        Refused: if a part is damaged.
    """
    parts, _ = sheet_parts(package)
    long = [part for part in dict.fromkeys(parts) if part.lower() in package.names and _size(package, part) > SMALL]
    if not long:
        return data
    made = {}
    for part in long:
        sheet = _cut_sheet(package, part, rows)
        if sheet is None:
            return data
        made[part.lower()] = sheet
    sheets = [made.get(part.lower()) or package.whole(part) for part in dict.fromkeys(parts)]
    made[STRINGS] = _cut_strings(package, 1 + max((n for sheet in sheets for n in _indexes(sheet)), default=0))
    return rebuilt(package, made, {*NEEDED, *(part.lower() for part in parts)})


def _size(package: Package, part: str) -> int:
    return package.names[part.lower()].file_size


def _cut_sheet(package: Package, part: str, rows: int) -> bytes | None:
    """The sheet's XML up to the end of some row, and its merged cells, which come after all rows."""
    prefix = sheet_prefix(package.whole(part, HEAD))
    if prefix is None:
        return None
    row_end, data_end = b"</" + prefix + b"row>", b"</" + prefix + b"sheetData>"
    head, count, tail = b"", 0, b""
    chunks = package.chunks(part)
    for chunk in chunks:
        head += chunk
        if (count := head.count(row_end)) >= rows:
            break
    if count < rows:
        return None
    at = -1
    for _ in range(rows):
        at = head.find(row_end, at + 1)
    tail = head[at:]
    for chunk in chunks:
        tail = tail[-len(data_end) :] + chunk if data_end not in tail else tail + chunk
    merges = MERGES.search(tail, max(tail.find(data_end), 0))
    return head[: at + len(row_end)] + data_end + (merges[0] if merges else b"") + b"</" + prefix + b"worksheet>"


def _indexes(sheet: bytes) -> list[int]:
    return [number(said, 0) for said in STRING_INDEX.findall(sheet)]


def _cut_strings(package: Package, wanted: int) -> bytes:
    """The shared strings up to the last that is wanted."""
    made: list[bytes] = []
    count, kept = 0, b""
    for chunk in package.chunks(STRINGS):
        piece = kept + chunk
        ends = [found.end() for found in STRING_END.finditer(piece)]
        if count + len(ends) >= wanted:
            last = ends[wanted - count - 1]
            root = re.search(rb"<((?:[\w.-]+:)?)sst\b", made[0] if made else piece)
            return b"".join([*made, piece[:last], b"</", root[1] if root else b"", b"sst>"])
        count += len(ends)
        cut_at = ends[-1] if ends else 0
        made.append(piece[:cut_at])
        kept = piece[cut_at:]
    return b"".join(made) + kept


def rebuilt(package: Package, made: dict[str, bytes], needed: set[str]) -> bytes:
    """A package of the parts that are needed, with these in the place of its own."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as out:
        for name, part in package.names.items():
            if name in made:
                out.writestr(part.filename, made[name])
            elif name in needed:
                out.writestr(part.filename, package.whole(name))
    return file.getvalue()
