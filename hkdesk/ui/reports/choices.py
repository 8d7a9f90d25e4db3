"""What the officer chooses of a document: its park and period, its paper, and how it is printed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from hkdesk.documents.all_reports import REPORTS
from hkdesk.domain.periods import MONTHS_OF, Period, period_around, period_beside
from hkdesk.printing.fonts import say_replaced
from hkdesk.ui.context import Context
from hkdesk.ui.reports.source import ReportSource
from hkdesk.ui.widgets.text import column, label
from hkdesk.wording import say, tr, tr_n
from hkdesk.work.words import name_of_period

MOST_COPIES = 99
BACK_MONTHS = 48  # periods are offered so far back
SIZES = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}
DUPLEX = {
    "": QPrinter.DuplexMode.DuplexNone,
    "long": QPrinter.DuplexMode.DuplexLongSide,
    "short": QPrinter.DuplexMode.DuplexShortSide,
}
WIDTH = 232


class Choices(QWidget):
    """The choices of one document.

    Signals:
        asked(): another park or period is wanted.
        paper_chosen(): the pages are another size.
        other_wanted(str): another document is wanted, by its name.
    """

    asked = Signal()
    paper_chosen = Signal()
    other_wanted = Signal(str)

    def __init__(self, context: Context, source: ReportSource) -> None:
        super().__init__()
        self._context, self._source = context, source
        self._look = context.settings.report(source.name)
        self._count = 0
        self.setFixedWidth(WIDTH)
        self._layout = column(self, gap=4)
        self.document = self._choice(tr("Document"), [(tr(report.title), report.name) for report in REPORTS])
        # What a ledger shows is of all times until a period is chosen.
        self._offered: list[Period | None] = [*([None] if "view" in source.more else []), *_periods(source, context)]
        named = [name_of_period(one) if one else tr("all times") for one in self._offered]
        self.period = self._choice(tr("Period"), [(name, None) for name in named])
        self.park = self._choice(tr("Park"), [(park.name, park.code) for park in context.parks])
        if len(context.parks) > 1:
            self.park.addItem(tr("All parks"), "*")
        self.narrowed = self._choice(tr(source.report.filter.field) if source.report.filter else "", [(tr("all"), "")])
        self.paper = self._choice(tr("Paper"), [(name, name) for name in SIZES])
        self.pages = QLineEdit()
        self.pages.setPlaceholderText(tr("all; or 1-3, 5"))
        self._add(tr("Pages to print"), self.pages)
        self.pages_wrong = label("", "error", wraps=True)
        self.pages_wrong.hide()
        self._layout.addWidget(self.pages_wrong)
        self.pages.textChanged.connect(self._check_pages)
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)  # the arrow keys do it
        self._add(tr("Copies"), self.copies)
        self.duplex = self._choice(
            tr("Both sides"),
            [
                (tr("one side"), ""),
                (tr("both, turned by the long edge"), "long"),
                (tr("both, by the short edge"), "short"),
            ],
        )
        self.printer = self._choice(tr("Printer"), [])
        self._layout.addStretch(1)
        self.remark = label("", "error", wraps=True)
        self._layout.addWidget(self.remark)
        self.fonts = label("", "sub", wraps=True)
        self._layout.addWidget(self.fonts)
        self._set_up()

    @property
    def paper_size(self) -> QPageSize.PageSizeId | None:
        """The paper of a ledger; None where the document has its own."""
        return SIZES[self.paper.currentData()] if self.paper.isVisibleTo(self) else None

    @property
    def ranges(self) -> QPageRanges:
        """The pages to print; empty for all."""
        return QPageRanges.fromString(self.pages.text().replace("，", ",").replace("、", ",").replace("—", "-"))

    def is_wanted(self, page: int) -> bool:
        """Whether a page is to be printed, the first being 1."""
        ranges = self.ranges
        return ranges.isEmpty() or ranges.contains(page)

    @property
    def has_wrong_pages(self) -> bool:
        """Whether what is typed names no pages, or none that there are."""
        return bool(self._wrong_pages())

    def _wrong_pages(self) -> str:
        ranges = self.ranges
        if not self.pages.text().strip():
            return ""
        if ranges.isEmpty():
            return tr("Type pages such as 1-3, 5; nothing for all.")
        if self._count and ranges.firstPage() > self._count:
            return tr_n("There is {n} page only.", "There are {n} pages only.", self._count)
        return ""

    def tell_count(self, count: int) -> None:
        """How many pages there are in all; 0 while that is not known."""
        self._count = count
        self._check_pages()

    def is_ledger(self, ledger: bool, usual: str) -> None:
        """Offer the sizes of paper that a ledger may be put on; the usual one unless another was chosen before."""
        if self.paper.isVisibleTo(self) == ledger:
            return
        self._show(self.paper, ledger)
        self.paper.blockSignals(True)
        self.paper.setCurrentIndex(self.paper.findData(self._look.paper or usual))
        self.paper.blockSignals(False)
        if ledger and self._look.paper and self._look.paper != usual:
            self.paper_chosen.emit()

    def offer_printers(self, names: Sequence[str], usual: str) -> None:
        """Name the printers of this computer; the one that was used last is chosen."""
        self.printer.clear()
        self.printer.addItems(list(names))
        wanted = self._look.printer if self._look.printer in names else usual
        self.printer.setCurrentIndex(max(self.printer.findText(wanted), 0))
        for widget in (self.printer, self.duplex, self.copies):
            self._show(widget, bool(names))

    def offer_values(self, values: Sequence[str]) -> None:
        """What the document can be narrowed by; what is chosen stays chosen while it is among them."""
        chosen = self._source.narrowed
        self.narrowed.blockSignals(True)
        self.narrowed.clear()
        self.narrowed.addItem(tr("all"), "")
        for value in dict.fromkeys([*values, *([chosen] if chosen else [])]):
            self.narrowed.addItem(say(value), value)
        self.narrowed.setCurrentIndex(max(self.narrowed.findData(chosen), 0))
        self.narrowed.blockSignals(False)

    def tell_remark(self, remark: str) -> None:
        """Say what is to be known of the document, which is no part of it."""
        self.remark.setText(remark)

    def tell_fonts(self, replaced: dict[str, str]) -> None:
        """Name the fonts that this computer lacks, and those drawn instead."""
        self.fonts.setText(say_replaced(replaced))

    def set_printer(self, printer: QPrinter) -> None:
        """Set a printer as chosen."""
        if self.printer.currentText():
            printer.setPrinterName(self.printer.currentText())
        if self.paper_size is not None:
            printer.setPageSize(QPageSize(self.paper_size))
        printer.setCopyCount(self.copies.value())
        printer.setDuplex(DUPLEX[self.duplex.currentData()])

    def remember(self) -> None:
        """Keep what the next print of this document begins with; copies and pages are of this one only."""
        self._look.printer, self._look.duplex = self.printer.currentText(), self.duplex.currentData()
        if self.paper.isVisibleTo(self):
            self._look.paper = self.paper.currentData()
        self._context.bus.settings_changed.emit()

    def _set_up(self) -> None:
        source = self._source
        is_of_choice = not source.records and "view" not in source.more
        self._show(self.document, is_of_choice)
        self.document.setCurrentIndex(self.document.findData(source.name))
        self.document.currentIndexChanged.connect(lambda _: self.other_wanted.emit(self.document.currentData()))
        self._show(self.period, bool(source.report.span.kinds))
        self._show(self.park, not source.report.record and "view" not in source.more)
        self._show(self.narrowed, source.report.filter is not None and "view" not in source.more)
        self._show(self.paper, False)
        if self._offered and "view" not in source.more:
            self.period.setCurrentIndex(self._offered.index(source.period))
        self.park.setCurrentIndex(self.park.findData(source.park.code if source.park else "*"))
        self.duplex.setCurrentIndex(max(self.duplex.findData(self._look.duplex), 0))
        self.offer_printers([], "")
        self.period.currentIndexChanged.connect(self._on_asked)
        self.park.currentIndexChanged.connect(self._on_asked)
        self.narrowed.currentIndexChanged.connect(self._on_asked)
        self.paper.currentIndexChanged.connect(lambda _: self.paper_chosen.emit())

    def _on_asked(self) -> None:
        source, code = self._source, self.park.currentData()
        if self._offered:
            period = self._offered[self.period.currentIndex()]
            if "view" in source.more:
                source.more["view"] = replace(source.more["view"], period=period)
            source.period = period or source.period
        source.narrowed = self.narrowed.currentData() or ""
        source.park = next((park for park in self._context.parks if park.code == code), None)
        self.asked.emit()

    def _check_pages(self) -> None:
        wrong = self._wrong_pages()
        self.pages_wrong.setText(wrong)
        self.pages_wrong.setVisible(bool(wrong))
        self.pages.setAccessibleDescription(wrong)

    def _choice(self, name: str, choices: Sequence[tuple[str, object]]) -> QComboBox:
        made = QComboBox()
        for said, data in choices:
            made.addItem(said, data)
        self._add(name, made)
        return made

    def _add(self, name: str, widget: QWidget) -> None:
        said = label(name, "sub")
        said.setBuddy(widget)
        widget.setAccessibleName(name)
        self._layout.addWidget(said)
        self._layout.addWidget(widget)
        self._layout.addSpacing(4)

    def _show(self, widget: QWidget, shown: bool) -> None:
        """Show or hide a choice with its name."""
        widget.setVisible(shown)
        self._layout.itemAt(self._layout.indexOf(widget) - 1).widget().setVisible(shown)


def printers() -> tuple[list[str], str]:
    """The names of the printers, and the usual one; asking may take a while, so not on the GUI thread."""
    return QPrinterInfo.availablePrinterNames(), QPrinterInfo.defaultPrinterName()


def _periods(source: ReportSource, context: Context) -> Iterator[Period]:
    """The periods to choose from, each kind from the latest back; the one asked for among them, however old."""
    offered = set()
    for kind in source.report.span.kinds:
        period = period_around(kind, context.today)
        for _ in range(max(BACK_MONTHS // MONTHS_OF[kind], 5)):
            offered.add(period)
            yield period
            period = period_beside(kind, period, -1)
    if source.report.span.kinds and source.period not in offered:
        yield source.period
