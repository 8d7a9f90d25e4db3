"""The sheets that documents are set on: sizes in layout units, twentieths of a point (RULES.md, Print)."""

from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize

from hkdesk.documents.model import Document, PageKind
from hkdesk.printing.fonts import UNITS_PER_POINT, Role, Style, style

UNITS_PER_INCH = 72 * UNITS_PER_POINT
UNITS_PER_MM = UNITS_PER_INCH / 25.4
GRID_POINTS = 28.95  # from line to line: 22 of them
CHARACTERS = 28  # in a line


@dataclass(frozen=True)
class Sheet:
    """A page: its size, its margins and the styles of what stands on it, all in layout units.

    Args:
        line: line pitch over font size.
        grid: the pitch that every line of text stands on, whatever its size; 0 without one.
    """

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    title: Style
    subtitle: Style
    text: Style
    heading: Style
    subheading: Style
    caption: Style
    cell: Role
    cell_points: float
    list_points: float
    note: Style
    folio: Style
    line: float
    is_ledger: bool
    grid: float = 0

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom


def sheet_for(document: Document, paper: QPageLayout) -> Sheet:
    """The sheet of a document on this paper: A4, or for a ledger A3 as well."""
    size = paper.fullRect(QPageLayout.Unit.Point).size()
    width, height = size.width() * UNITS_PER_POINT, size.height() * UNITS_PER_POINT
    if document.page.is_ledger:
        return _ledger(width, height)
    return _official(width, height) if document.page is PageKind.OFFICIAL else _form(width, height)


def own_paper(document: Document, size: QPageSize.PageSizeId | None = None) -> QPageLayout:
    """The paper that a document is made for, to its edges; a ledger may be put on another size."""
    own = QPageSize.PageSizeId.A3 if document.page is PageKind.LEDGER_A3 else QPageSize.PageSizeId.A4
    return _to_the_edges(QPageSize(size if size is not None and document.page.is_ledger else own), document)


def set_paper(document: Document, device: QPagedPaintDevice, size: QPageSize.PageSizeId | None = None) -> None:
    """Give a device the document's paper, to its edges; call it before a painter begins.

    Args:
        document: portrait for official pages, landscape for ledgers.
        device: a PDF or a printer; a printer must be set to its full page beside this.
        size: the paper that the officer has chosen, as A3 for a ledger.
    """
    device.setPageLayout(own_paper(document, size))


def _to_the_edges(size: QPageSize, document: Document) -> QPageLayout:
    across = document.page.is_ledger
    orientation = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


@lru_cache
def tight(sheet: Sheet) -> Sheet:
    """The same page set smaller, for a document that is to stand on one."""
    return replace(
        sheet,
        title=style(Role.TITLE, 20),
        subtitle=style(Role.TEXT, 10.5),
        text=style(Role.TEXT, 10.5),
        heading=style(Role.HEADING, 11),
        subheading=style(Role.SUBHEADING, 11),
        caption=style(Role.STRONG, 9),
        cell_points=10,
        note=style(Role.TEXT, 8.5),
        line=1.3,
    )


@lru_cache
def _official(width: float, height: float) -> Sheet:
    """GB/T 9704-2012: 22 lines of 28 characters, whatever stands in them."""
    form = _form(width, height)
    spacing = form.text_width / CHARACTERS / (16 * UNITS_PER_POINT) * 100
    return replace(
        form,
        subtitle=style(Role.SUBHEADING, 16, spacing),
        text=style(Role.TEXT, 16, spacing),
        heading=style(Role.HEADING, 16, spacing),
        subheading=style(Role.SUBHEADING, 16, spacing),
        caption=style(Role.STRONG, 12),
        cell_points=10.5,
        grid=GRID_POINTS * UNITS_PER_POINT,
    )


@lru_cache
def _form(width: float, height: float) -> Sheet:
    """The margins and page number of GB/T 9704-2012, its text set smaller: tables that are filled in or looked up."""
    return Sheet(
        width=width,
        height=height,
        left=28 * UNITS_PER_MM,
        top=37 * UNITS_PER_MM,
        right=26 * UNITS_PER_MM,
        bottom=35 * UNITS_PER_MM,
        title=style(Role.TITLE, 22),
        subtitle=style(Role.TEXT, 12),
        text=style(Role.TEXT, 12),
        heading=style(Role.HEADING, 12),
        subheading=style(Role.SUBHEADING, 12),
        caption=style(Role.STRONG, 9.5),
        cell=Role.TEXT,
        cell_points=10.5,
        list_points=9,
        note=style(Role.TEXT, 9),
        folio=style(Role.FOLIO, 14),
        line=1.5,
        is_ledger=False,
    )


@lru_cache
def _ledger(width: float, height: float) -> Sheet:
    return Sheet(
        width=width,
        height=height,
        left=12 * UNITS_PER_MM,
        top=18 * UNITS_PER_MM,
        right=12 * UNITS_PER_MM,
        bottom=18 * UNITS_PER_MM,
        title=style(Role.TITLE, 20),
        subtitle=style(Role.TEXT, 10.5),
        text=style(Role.TEXT, 10.5),
        heading=style(Role.HEADING, 12),
        subheading=style(Role.SUBHEADING, 12),
        caption=style(Role.STRONG, 10),
        cell=Role.TEXT,
        cell_points=9,
        list_points=9,
        note=style(Role.TEXT, 9),
        folio=style(Role.FOLIO, 10.5),
        line=1.4,
        is_ledger=True,
    )
