"""A table of a Word document as its markup, row by row, so that ten thousand rows never stand in memory as a tree."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from hkdesk.documents.model import Align, Cell, Column, Table
from hkdesk.exchange.docx_page import CELL, STRONG_CELL
from hkdesk.exchange.docx_parts import TWIPS
from hkdesk.exchange.docx_text import clean
from hkdesk.exchange.docx_widths import MARGIN, column_widths

PADDING = 30  # above and below a cell's text, in twentieths of a point
_ALIGNS = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_markup(table: Table, width: int, cell_points: float, style_ids: dict[str, str]) -> Iterator[str]:
    """A table with its header, rows and total, for a place where the prefix w is known.

    Args:
        width: of the whole table, in twentieths of a point.
        cell_points: the size of the text in the cells.
        style_ids: Word's own name of each style.
    """
    widths = column_widths(table, width, cell_points)
    least = round(table.least_lines * cell_points * 1.4 * TWIPS) if table.least_lines > 1 else 0
    strong, usual = style_ids[STRONG_CELL], style_ids[CELL]
    aligns = [column.align for column in table.columns]
    yield _beginning(widths)
    every = [strong] * len(widths)
    if table.has_header:
        header = _Row(widths, [Align.CENTRE] * len(widths), every, 0, is_header=True)
        yield header.with_texts([column.title for column in table.columns])
    row = _Row(widths, aligns, [strong if column.is_label else usual for column in table.columns], least)
    for cells in table.rows:
        yield row.with_texts(_texts(cells, table.columns))
    if table.total is not None:
        yield _Row(widths, aligns, every, 0).with_texts(_texts(table.total, table.columns))
    yield "</w:tbl>"


class _Row:
    """The markup that all rows of a kind have, between which their texts are set."""

    def __init__(
        self,
        widths: Sequence[int],
        aligns: Sequence[Align],
        styles: Sequence[str],
        least: int,
        *,
        is_header: bool = False,
    ) -> None:
        height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if least else ""
        header = "<w:tblHeader/>" if is_header else ""
        self._begins = f"<w:tr><w:trPr><w:cantSplit/>{height}{header}</w:trPr>"
        self._cells = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{_ALIGNS[align]}"/></w:pPr><w:r>'
            for width, align, style in zip(widths, aligns, styles, strict=True)
        ]

    def with_texts(self, texts: Sequence[str]) -> str:
        """A row of these texts."""
        cells = "".join(
            f"{before}{_run(clean(text))}</w:r></w:p></w:tc>" for before, text in zip(self._cells, texts, strict=True)
        )
        return f"{self._begins}{cells}</w:tr>"


def _texts(cells: Sequence[Cell], columns: Sequence[Column]) -> list[str]:
    return [cell.text for cell, _ in zip(cells, columns, strict=True)]


def _beginning(widths: Sequence[int]) -> str:
    borders = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in _EDGES)
    inner = "".join(
        f'<w:{side} w:w="{size}" w:type="dxa"/>'
        for side, size in (("top", PADDING), ("left", MARGIN), ("bottom", PADDING), ("right", MARGIN))
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{inner}</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def _run(text: str) -> str:
    """What a run holds of a text; its line ends and tabs are Word's own."""
    if "\n" not in text and "\t" not in text:
        return _words(text)
    lines = ("<w:tab/>".join(map(_words, line.split("\t"))) for line in text.split("\n"))
    return "<w:br/>".join(lines)


def _words(text: str) -> str:
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:t{kept}>{escape(text)}</w:t>"
