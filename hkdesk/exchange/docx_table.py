"""A table of a Word document: its rows are copies of one row, which keeps ten thousand of them quick."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from hkdesk.documents.model import Align, Cell, Column, Table
from hkdesk.exchange.docx_page import CELL, STRONG_CELL, TWIPS
from hkdesk.exchange.docx_text import clean
from hkdesk.exchange.docx_widths import MARGIN, column_widths

PADDING = 30  # above and below a cell's text, in twentieths of a point
_ALIGNS = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
_TEXT, _SPACE = qn("w:t"), "{http://www.w3.org/XML/1998/namespace}space"


def table_element(table: Table, width: int, cell_points: float, style_ids: dict[str, str]) -> Any:
    """A table with its header, rows and total.

    Args:
        width: of the whole table, in twentieths of a point.
        cell_points: the size of the text in the cells.
        style_ids: Word's own name of each style.
    """
    widths = column_widths(table, width, cell_points)
    element = _empty(widths)
    least = round(table.least_lines * cell_points * 1.4 * TWIPS) if table.least_lines > 1 else 0
    strong, usual = style_ids[STRONG_CELL], style_ids[CELL]
    centred = [Align.CENTRE] * len(widths)
    element.append(_filled(_row(widths, centred, strong, 0, True), [column.title for column in table.columns]))
    aligns = [column.align for column in table.columns]
    row = _row(widths, aligns, usual, least, False)
    for cells in table.rows:
        element.append(_filled(row, _texts(cells, table.columns)))
    if table.total is not None:
        total = _row(widths, aligns, strong, 0, False)
        element.append(_filled(total, _texts(table.total, table.columns)))
    return element


def _texts(cells: Sequence[Cell], columns: Sequence[Column]) -> list[str]:
    return [cell.text for cell, _ in zip(cells, columns, strict=True)]


def _empty(widths: Sequence[int]) -> Any:
    borders = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in _EDGES)
    inner = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>'
        for side, size in (("top", PADDING), ("left", MARGIN), ("bottom", PADDING), ("right", MARGIN))
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{inner}</w:tblCellMar>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )


def _row(widths: Sequence[int], aligns: Sequence[Align], style: str, least: int, is_header: bool) -> Any:
    """The row that others are copied from; no data stand in its markup."""
    height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if least else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{_ALIGNS[align]}"/></w:pPr><w:r><w:t/></w:r></w:p></w:tc>'
        for width, align in zip(widths, aligns, strict=True)
    )
    header = "<w:tblHeader/>" if is_header else ""
    return parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/>{height}{header}</w:trPr>{cells}</w:tr>")


def _filled(row: Any, texts: Sequence[str]) -> Any:
    copy = deepcopy(row)
    for place, text in zip(list(copy.iter(_TEXT)), texts, strict=True):
        _fill(place, clean(text))
    return copy


def _fill(place: Any, text: str) -> None:
    """Put a text into a run; its line ends and tabs are Word's own."""
    if "\n" not in text and "\t" not in text:
        _set(place, text)
        return
    run = place.getparent()
    run.remove(place)
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(OxmlElement("w:br"))
        for part_number, part in enumerate(line.split("\t")):
            if part_number:
                run.append(OxmlElement("w:tab"))
            made = OxmlElement("w:t")
            _set(made, part)
            run.append(made)


def _set(place: Any, text: str) -> None:
    place.text = text
    if text != text.strip():
        place.set(_SPACE, "preserve")
