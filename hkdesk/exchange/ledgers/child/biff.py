"""What the records of an xls say beside its values: hidden rows, errors, the days of 1904, whether it is protected.

Records: MS-XLS 2.3 and 2.4. A record is a number, a length and that many bytes.
"""

from struct import unpack_from

from hkdesk.exchange.ledgers.child.facts import BookFacts, SheetFacts
from hkdesk.exchange.ledgers.child.refused import Refused

BOF, EOF, FILEPASS, DATEMODE, BOUNDSHEET, ROW, BOOLERR, FORMULA = 0x809, 0x0A, 0x2F, 0x22, 0x85, 0x208, 0x205, 0x06
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
IS_HIDDEN = 0x20


def is_protected(stream: bytes) -> bool:
    """Whether the records after the first few can only be read with a password."""
    at = 0
    for _ in range(20):
        if at + 4 > len(stream):
            return False
        kind, size = unpack_from("<HH", stream, at)
        if kind == FILEPASS:
            return True
        if kind == EOF:
            return False
        at += 4 + size
    return False


def book_facts(stream: bytes) -> BookFacts:
    """The facts of every sheet, in the book's order.

    Raises:
        Refused: if a sheet has no end, so that rows would be missing.
    """
    facts, begins = BookFacts(), []
    at, end = 0, len(stream) - 4
    while at <= end:
        kind, size = unpack_from("<HH", stream, at)
        data, at = at + 4, at + 4 + size
        if kind == EOF:
            break
        if kind == DATEMODE and size >= 2:
            facts.is_1904 = stream[data] == 1
        elif kind == BOUNDSHEET and size >= 6 and data + 4 <= len(stream):
            begins.append(unpack_from("<I", stream, data)[0])
    facts.sheets = [_sheet_facts(stream, begin) for begin in begins]
    return facts


def _sheet_facts(stream: bytes, at: int) -> SheetFacts:
    facts, depth, end = SheetFacts(), 0, len(stream) - 4
    while at <= end:
        kind, size = unpack_from("<HH", stream, at)
        data, at = at + 4, at + 4 + size
        if kind in _WANTED and at <= len(stream):
            if kind == BOF:
                depth += 1
            elif kind == EOF:
                depth -= 1
                if depth <= 0:
                    return facts
            elif depth == 1 and size >= 8:  # deeper are charts
                _note(facts, stream, kind, data, size)
    raise Refused("broken")


_WANTED = frozenset((BOF, EOF, ROW, BOOLERR, FORMULA))


def _note(facts: SheetFacts, stream: bytes, kind: int, data: int, size: int) -> None:
    row, column = unpack_from("<HH", stream, data)
    if kind == ROW:
        if size >= 14 and stream[data + 12] & IS_HIDDEN:
            facts.hidden_rows.append(row)
    elif kind == BOOLERR:
        if stream[data + 7]:
            facts.error(row, column, ERRORS.get(stream[data + 6], "#N/A"))
    elif size >= 14 and stream[data + 12 : data + 14] == b"\xff\xff" and stream[data + 6] == 2:
        facts.error(row, column, ERRORS.get(stream[data + 8], "#N/A"))
