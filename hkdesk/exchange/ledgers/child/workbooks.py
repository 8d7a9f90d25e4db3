"""Workbooks through calamine: xlsx, xls and ods."""

import io
from itertools import islice

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from hkdesk.exchange.ledgers import wire
from hkdesk.exchange.ledgers.child.facts import BookFacts, SheetFacts, as_written
from hkdesk.exchange.ledgers.child.output import Output
from hkdesk.exchange.ledgers.child.refused import Refused
from hkdesk.exchange.ledgers.child.sheet_xml import name_of_cell
from hkdesk.exchange.ledgers.sheets import Merged

FAR_CELLS = 10_000_000  # more than a ledger has: what is said if memory does not suffice


def write_workbook(data: bytes, book_format: str, facts: BookFacts, output: Output) -> None:
    """Read every sheet of a workbook that is in memory.

    Raises:
        Refused: if calamine cannot.
    """
    output.say(wire.BOOK, book_format, "")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for index, about in enumerate(book.sheets_metadata):
            if about.typ is SheetTypeEnum.WorkSheet:
                hidden = about.visible is not SheetVisibleEnum.Visible
                _write_sheet(book, index, facts, is_hidden=hidden, output=output)
    except PasswordError as error:
        raise Refused("protected") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Refused("broken") from error


def _write_sheet(book: CalamineWorkbook, index: int, of_book: BookFacts, *, is_hidden: bool, output: Output) -> None:
    facts, name = of_book.of(index), book.sheets_metadata[index].name
    _hint(facts, name, output)
    sheet = book.get_sheet_by_index(index)
    told = sheet.merged_cell_ranges or ()
    merged = [*facts.merged, *(Merged(*first, *last) for first, last in told if first != last)]
    output.begin(name)
    indent = sheet.start[1] if sheet.start else 0
    rows = sheet.iter_rows() if output.most_rows is None else islice(sheet.iter_rows(), output.most_rows)
    for row in as_written(rows, indent=indent, merged=merged, errors=facts.errors):
        output.row(row)
    hidden = (row for row in facts.hidden_rows if sheet.end and row <= sheet.end[0])
    output.end(merged=merged, hidden_rows=hidden, is_hidden=is_hidden, is_1904=of_book.is_1904)
    if facts.lacks_results:
        output.say(wire.REMARK, "no_results", {"sheet": name})


def _hint(facts: SheetFacts, name: str, output: Output) -> None:
    row, column = facts.farthest
    if row * column > FAR_CELLS:
        output.say(wire.HINT, "far", {"sheet": name, "cell": name_of_cell(row, column)})
    else:
        output.say(wire.HINT, "", {})
