"""The sheets that documents are set on: sizes in layout units, twentieths of a point (RULES.md, Print)."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize

from hkdesk.documents.model import Document, PageKind
from hkdesk.printing.fonts import UNITS_PER_POINT, Role, Style

UNITS_PER_INCH = 72 * UNITS_PER_POINT
UNITS_PER_MM = UNITS_PER_INCH / 25.4


@dataclass(frozen=True)
class Sheet:
    """A page: its size, its margins and the styles of what stands on it, all in layout units."""

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
    caption: Style
    cell: Role
    cell_points: float
    list_points: float
    note: Style
    folio: Style
    line: float  # line pitch over font size
    is_ledger: bool

    def tight(self) -> "Sheet":
        """The same page set smaller, for a document that is to stand on one."""
        return replace(
            self,
            title=Style(Role.TITLE, 20),
            subtitle=Style(Role.TEXT, 10.5),
            text=Style(Role.TEXT, 10.5),
            heading=Style(Role.HEADING, 11),
            caption=Style(Role.STRONG, 9),
            cell_points=10,
            note=Style(Role.TEXT, 8.5),
            line=1.3,
        )

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
    return _ledger(width, height) if document.page.is_ledger else _official(width, height)


def set_paper(document: Document, device: QPagedPaintDevice, *, keeps_size: bool = False) -> None:
    """Give a device the document's paper, to its edges; call it before a painter begins.

    Args:
        document: portrait for official pages, landscape for ledgers.
        device: a PDF or a printer; a printer must be set to its full page beside this.
        keeps_size: leave the paper that the officer has chosen, as for a ledger on A3.
    """
    landscape = document.page.is_ledger
    own = QPageSize.PageSizeId.A3 if document.page is PageKind.LEDGER_A3 else QPageSize.PageSizeId.A4
    size = device.pageLayout().pageSize() if keeps_size else QPageSize(own)
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, orientation, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    device.setPageLayout(layout)


def _official(width: float, height: float) -> Sheet:
    """GB/T 9704-2012: margins and page number; its text sizes are for prose, a page of tables is set smaller."""
    return Sheet(
        width=width,
        height=height,
        left=28 * UNITS_PER_MM,
        top=37 * UNITS_PER_MM,
        right=26 * UNITS_PER_MM,
        bottom=35 * UNITS_PER_MM,
        title=Style(Role.TITLE, 22),
        subtitle=Style(Role.TEXT, 12),
        text=Style(Role.TEXT, 12),
        heading=Style(Role.HEADING, 12),
        caption=Style(Role.STRONG, 9.5),
        cell=Role.TEXT,
        cell_points=10.5,
        list_points=9,
        note=Style(Role.TEXT, 9),
        folio=Style(Role.FOLIO, 14),
        line=1.5,
        is_ledger=False,
    )


def _ledger(width: float, height: float) -> Sheet:
    return Sheet(
        width=width,
        height=height,
        left=12 * UNITS_PER_MM,
        top=18 * UNITS_PER_MM,
        right=12 * UNITS_PER_MM,
        bottom=18 * UNITS_PER_MM,
        title=Style(Role.TITLE, 20),
        subtitle=Style(Role.TEXT, 10.5),
        text=Style(Role.TEXT, 10.5),
        heading=Style(Role.HEADING, 12),
        caption=Style(Role.STRONG, 10),
        cell=Role.TEXT,
        cell_points=9,
        list_points=9,
        note=Style(Role.TEXT, 9),
        folio=Style(Role.FOLIO, 10.5),
        line=1.4,
        is_ledger=True,
    )
