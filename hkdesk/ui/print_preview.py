"""A document before it is printed: as it will look, on a printer, as PDF, Word or Excel."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo, QPrintPreviewWidget
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from hkdesk.documents.all_reports import BY_NAME, Asked, documents_of
from hkdesk.documents.model import Document
from hkdesk.documents.morning_list import MOST_ROWS, morning_list
from hkdesk.domain.errors import DeskError
from hkdesk.domain.months import last_of_month
from hkdesk.domain.periods import Period
from hkdesk.exchange.save import save_documents
from hkdesk.exchange.text_out import document_text
from hkdesk.printing.paint import paint_pages
from hkdesk.printing.pdf import write_pdf_of_all
from hkdesk.printing.printer import print_on, set_printer
from hkdesk.ui.context import Context
from hkdesk.ui.widgets.text import button, column, label, row
from hkdesk.wording import refusal, tr
from hkdesk.work.queries.ledger import View
from hkdesk.work.queries.today import Today, today_parts


def preview_report(
    parent: QWidget,
    context: Context,
    name: str,
    month: date | None = None,
    record: UUID | None = None,
    records: Sequence[UUID] = (),
    view: View | None = None,
) -> None:
    """Read what a document says and show it.

    Args:
        name: the document's (documents/all_reports.py).
        month: the month that it is of; None for the usual period.
        record: the one that it is about, where it is about one.
        records: those that it is about, where it is made of each of them.
        view: what of its ledger it shows, where it is of a ledger.
    """
    desk = context.runner.desk
    parks = (context.park.name,) if context.park else tuple(p.name for p in context.parks)
    today, officer = context.today, desk.officer

    def make(reader: Any) -> list[Document]:
        def read(query: Callable[..., Any], *arguments: Any) -> Any:
            return query(reader, *arguments)

        report = BY_NAME[name]
        period = Period(month, last_of_month(month)) if month else report.usual_period(today)
        asked = Asked(
            read,
            context.park_id,
            parks,
            today,
            officer,
            desk.is_practice,
            period,
            view=view,
            attachments=desk.attachments,
        )
        return list(documents_of(report, asked, [record] if record else records))

    def show(documents: list[Document]) -> None:
        Preview(parent, context, *documents).open()

    def fail(fault: Exception) -> None:
        tell = context.messages.refuse if isinstance(fault, DeskError) else context.messages.fault
        tell(fault)

    context.runner.read(make, owner=parent, then=show, failed=fail)


def preview_morning_list(parent: QWidget, context: Context, officer: str) -> None:
    """Read the day and show its list; `officer` whose, empty for everybody's."""

    def show(found: Today) -> None:
        desk = context.runner.desk
        document = morning_list(found, context.place, officer, desk.officer, desk.is_practice)
        Preview(parent, context, document).open()

    context.runner.read(today_parts, context.park_id, context.today, officer, MOST_ROWS, owner=parent, then=show)


class Preview(QDialog):
    """A document in preview, and others like it behind it."""

    def __init__(self, parent: QWidget, context: Context, document: Document, *others: Document) -> None:
        super().__init__(parent)
        self._context, self._document, self._documents = context, document, (document, *others)
        self.setWindowTitle(tr("Print preview"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_printer(document, self.printer)
        layout = column(self, margin=16, gap=10)
        layout.addWidget(label(document.title, "heading"))
        self.preview = QPrintPreviewWidget(self.printer, self)
        self.preview.paintRequested.connect(lambda printer: paint_pages(self._documents, printer))
        self.preview.fitInView()
        layout.addWidget(self.preview, 1)
        foot = row()
        self.said = label("", "error", wraps=True)
        foot.addWidget(self.said, 1)
        self.buttons = {
            name: self._button(text, do, style)
            for name, text, do, style in (
                ("close", tr("Close"), self.reject, ""),
                ("copy", tr("Copy text"), self.copy_text, ""),
                ("word", tr("Save as Word…"), self.save_word, ""),
                ("excel", tr("Save as Excel…"), self.save_excel, ""),
                ("pdf", tr("Save as PDF…"), self.save_pdf, ""),
                ("print", tr("Print…"), self.print_it, "primary"),
            )
        }
        for made in self.buttons.values():
            foot.addWidget(made)
        layout.addLayout(foot)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_it)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save_pdf)
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(900, screen.width() - 60), min(960, screen.height() - 60))
        self.buttons["print"].setFocus()

    def print_it(self) -> None:
        """Choose a printer and print; without one, offer a PDF."""
        if not QPrinterInfo.availablePrinters():
            if self._wants_pdf():
                self.save_pdf()
            return
        dialog = QPrintDialog(self.printer, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._do(
                lambda: [print_on(document, self.printer) for document in self._documents],
                tr("Sent to the printer {name}.", name=self.printer.printerName()),
            )

    def save_pdf(self) -> None:
        """Save as PDF."""
        self._save("PDF", ".pdf", lambda path: write_pdf_of_all(self._documents, path))

    def save_excel(self) -> None:
        """Save as an Excel workbook."""
        self._save("Excel", ".xlsx", lambda path: save_documents(self._documents, path))

    def save_word(self) -> None:
        """Save as a Word file."""
        self._save("Word", ".docx", lambda path: save_documents(self._documents, path))

    def copy_text(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText("\n\n".join(map(document_text, self._documents)))
        self._tell(tr("The text is on the clipboard."))

    def _save(self, what: str, ending: str, write: Callable[[Path], object]) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.windowTitle(), f"{self._document.title}{ending}", f"{what} (*{ending})"
        )
        if chosen:
            path = Path(chosen) if chosen.lower().endswith(ending) else Path(chosen + ending)
            self._do(lambda: write(path), tr("{file} has been written.", file=str(path)))

    def _do(self, what: Callable[[], object], said: str) -> None:
        try:
            what()
        except DeskError as error:
            self.said.setText(refusal(error))
        else:
            self._tell(said)

    def _tell(self, said: str) -> None:
        self.said.setText("")
        self._context.messages.say(said)
        self.setWindowTitle(said)

    def _wants_pdf(self) -> bool:
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.windowTitle())
        box.setText(tr("No printer is set up on this computer. Save a PDF instead?"))
        save = box.addButton(tr("Save as PDF…"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is save

    @staticmethod
    def _button(text: str, do: Callable[[], None], style: str) -> QWidget:
        made = button(text, style)
        made.clicked.connect(do)
        return made
