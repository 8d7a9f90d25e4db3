"""Documents before they are printed: what is chosen of them, the pages themselves, and the ways out of the desk."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QMessageBox, QProgressBar, QPushButton, QWidget
from shiboken6 import isValid

from hkdesk.documents.model import Document, PageKind
from hkdesk.domain.errors import DeskError
from hkdesk.domain.months import last_of_month
from hkdesk.domain.periods import Period
from hkdesk.ui.context import Context
from hkdesk.ui.reports import output
from hkdesk.ui.reports.choices import Choices, printers
from hkdesk.ui.reports.job_watch import JobWatch
from hkdesk.ui.reports.page_maker import PageMaker
from hkdesk.ui.reports.page_view import STEP, PageView
from hkdesk.ui.reports.source import ReportSource
from hkdesk.ui.runner import Task
from hkdesk.ui.saving import where_to_save
from hkdesk.ui.widgets.text import button, column, label, row
from hkdesk.wording import refusal, tr, tr_n

WIDE, HIGH = 1120, 960


def preview_report(
    parent: QWidget,
    context: Context,
    name: str,
    month: date | None = None,
    record: UUID | None = None,
    records: Sequence[UUID] = (),
    narrowed: str = "",
    **more: Any,
) -> "Preview":
    """Show a document before it is printed.

    Args:
        name: the document's (documents/all_reports.py).
        month: the month that it is of; None for the usual period.
        record, records: those that it is about, for a document about single ones.
        narrowed: the value of its filter; empty for all.
        more: what else it is asked with (documents/all_reports.py: Asked).
    """
    period = Period(month, last_of_month(month)) if month else None
    keys = (record,) if record else tuple(records)
    preview = Preview(
        parent, context, ReportSource.of(context, name, period, records=keys, narrowed=narrowed, more=more)
    )
    preview.open()
    return preview


class Preview(QDialog):
    """A report in preview."""

    def __init__(self, parent: QWidget, context: Context, source: ReportSource) -> None:
        super().__init__(parent)
        self._over, self._context, self._source = parent, context, source
        self._task: Task | None = None
        self._is_whole = False
        self._title = tr(source.report.title)
        self.setWindowTitle(tr("Print preview"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.maker = PageMaker(context.runner, self)
        self.pages = PageView(self.maker, context.theme)
        self.choices = Choices(context, source)
        self._heading = label(self._title, "heading")
        self._counted = label("", "sub")
        layout = column(self, margin=16, gap=10)
        layout.addLayout(self._make_head())
        middle = row(gap=14)
        middle.addWidget(self.choices)
        middle.addWidget(self.pages, 1)
        layout.addLayout(middle, 1)
        layout.addLayout(self._make_foot())
        self._connect()
        screen = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(WIDE, screen.width() - 60), min(HIGH, screen.height() - 60))
        self.buttons["print"].setFocus()
        self._show()
        context.runner.job(lambda _: printers(), owner=self, then=lambda found: self.choices.offer_printers(*found))
        if source.report.filter is not None:
            context.runner.job(lambda _: source.values(), owner=self, then=self.choices.offer_values)

    def done(self, result: int) -> None:
        self.maker.stop()
        self._cancel()
        super().done(result)

    def print_it(self) -> None:
        """Print on the chosen printer; without one, offer a PDF."""
        if self._refuses_pages():
            return
        if not self.choices.printer.count():
            if self._wants_pdf():
                self.save_pdf()
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self.choices.set_printer(printer)
        self.choices.remember()
        wanted = self.choices.is_wanted

        def said(job: Any) -> str:
            JobWatch(self._over, self._context, job, self._on_not_printed)
            return tr("Sent to the printer {name}.", name=job.printer or printer.outputFileName())

        self._start(output.print_on, printer, wanted, said=said)

    def save_pdf(self) -> None:
        """Save as PDF."""
        self._save("PDF", ".pdf")

    def save_excel(self) -> None:
        """Save as an Excel workbook."""
        self._save("Excel", ".xlsx")

    def save_word(self) -> None:
        """Save as a Word file."""
        self._save("Word", ".docx")

    def save_each(self) -> None:
        """Save a PDF for each record into a folder."""
        chosen = QFileDialog.getExistingDirectory(self, self.windowTitle())
        if chosen:

            def said(count: Any) -> str:
                one, many = "{n} file has been written into {folder}.", "{n} files have been written into {folder}."
                return tr_n(one, many, count, folder=chosen)

            self._start(output.save_each, Path(chosen), said=said)

    def copy_text(self) -> None:
        """Put the text on the clipboard."""

        def said(text: Any) -> str:
            QGuiApplication.clipboard().setText(text)
            return tr("The text is on the clipboard.")

        self._start(output.text, said=said)

    def _save(self, what: str, ending: str) -> None:
        if self._refuses_pages():
            return
        path = where_to_save(self, self.windowTitle(), self._title, what, ending)
        if path is not None:
            said = tr("{file} has been written.", file=str(path))
            self._start(output.save, path, self.choices.paper_size, self.choices.is_wanted, said=lambda _: said)

    def _start(self, work: Callable[..., Any], *arguments: object, said: Callable[[Any], str]) -> None:
        """Have it done beside the window, which shows how far it is."""
        self._tell("")
        self._set_busy(True)

        def done(result: Any) -> None:
            self._set_busy(False)
            told = said(result)
            self._tell(told)
            self._context.messages.say(told)

        def refused(error: DeskError) -> None:
            self._set_busy(False)
            self.said.setObjectName("error")
            self._say(refusal(error))

        self._task = self._context.runner.job(
            work, self._source.documents, *arguments, owner=self, each=self._on_step, then=done, refused=refused
        )

    def _on_not_printed(self, error: DeskError) -> None:
        if isValid(self):
            self._say(refusal(error))

    def _on_step(self, so_far: Any) -> None:
        total = self.pages.count if self._is_whole else 0
        self.progress.setRange(0, total)
        self.progress.setValue(min(so_far, total))

    def _cancel(self) -> None:
        if self._task is not None and self.progress.isVisibleTo(self):
            self._task.cancel()
            self._set_busy(False)
            self._tell(tr("Given up; nothing was written."))

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.progress, self.cancel):
            widget.setVisible(busy)
        self.progress.setRange(0, 0)
        for name, made in self.buttons.items():
            made.setEnabled(name == "close" or not busy)

    def _show(self) -> None:
        """Make the pages of what is chosen now."""
        self._is_whole = False
        self._tell("")
        self._counted.setText(tr("The pages are being made…"))
        self.pages.clear()
        self.maker.show(self._source.documents, self.choices.paper_size)

    def _show_other(self, name: str) -> None:
        """Another document of the same park, in a preview of its own."""
        self.reject()
        preview_report(self._over, self._context, name)

    def _on_described(self, document: Document) -> None:
        self._title = document.title
        self.choices.tell_remark(document.remark)
        is_one = len(self._source.records) == 1 or not self._source.report.record
        self._heading.setText(document.title if is_one else tr(self._source.report.title))
        self.choices.is_ledger(document.page.is_ledger, "A3" if document.page is PageKind.LEDGER_A3 else "A4")

    def _on_counted(self, _count: int, is_whole: bool) -> None:
        self._is_whole = is_whole
        self.choices.tell_count(self.pages.count if is_whole else 0)
        self._on_turned(self.pages.current)

    def _on_turned(self, page: int) -> None:
        count = f"{self.pages.count:,}" + ("" if self._is_whole else "+")
        self._counted.setText(tr("Page {page} of {pages}", page=page + 1, pages=count))

    def _on_refused(self, error: DeskError) -> None:
        self._counted.setText("")
        self.pages.clear()
        self._say(refusal(error), "error")
        for name, made in self.buttons.items():
            made.setEnabled(name == "close")

    def _refuses_pages(self) -> bool:
        if self.choices.has_wrong_pages:
            self.choices.pages.setFocus()
        return self.choices.has_wrong_pages

    def _tell(self, said: str) -> None:
        self._say(said, "sub")

    def _say(self, said: str, name: str = "error") -> None:
        self.said.setObjectName(name)
        self.said.style().polish(self.said)
        self.said.setText(said)

    def _connect(self) -> None:
        self.maker.described.connect(lambda document, *_: self._on_described(document))
        self.maker.replaced.connect(self.choices.tell_fonts)
        self.maker.counted.connect(self._on_counted)
        self.maker.refused.connect(self._on_refused)
        self.pages.turned.connect(self._on_turned)
        self.choices.asked.connect(self._show)
        self.choices.paper_chosen.connect(self._show)
        self.choices.other_wanted.connect(self._show_other)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print_it)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.save_pdf)

    def _make_head(self) -> QHBoxLayout:
        made = row(gap=8)
        made.addWidget(self._heading)
        made.addStretch(1)
        made.addWidget(self._counted)
        for text, accessible, do in (
            ("−", tr("Smaller"), lambda: self.pages.set_zoom(self.pages.zoom / STEP)),
            ("+", tr("Larger"), lambda: self.pages.set_zoom(self.pages.zoom * STEP)),
            (tr("Width"), tr("As wide as the view"), lambda: self.pages.set_zoom(1.0)),
            (tr("Whole page"), tr("A whole page in the view"), lambda: self.pages.set_zoom(1.0, whole_page=True)),
        ):
            zoom = button(text, "quiet", accessible)
            zoom.setToolTip(accessible)
            zoom.clicked.connect(do)
            made.addWidget(zoom)
        return made

    def _make_foot(self) -> QHBoxLayout:
        foot = row()
        self.said = label("", "sub", wraps=True)
        foot.addWidget(self.said, 1)
        self.progress = QProgressBar()
        self.progress.setFixedWidth(140)
        self.progress.setTextVisible(False)
        self.cancel = self._button(tr("Cancel"), self._cancel)
        foot.addWidget(self.progress)
        foot.addWidget(self.cancel)
        each = [("each", tr("A file for each…"), self.save_each, "")] if len(self._source.records) > 1 else []
        self.buttons = {
            name: self._button(text, do, style)
            for name, text, do, style in (
                ("close", tr("Close"), self.reject, ""),
                ("copy", tr("Copy text"), self.copy_text, ""),
                ("word", tr("Save as Word…"), self.save_word, ""),
                ("excel", tr("Save as Excel…"), self.save_excel, ""),
                *each,
                ("pdf", tr("Save as PDF…"), self.save_pdf, ""),
                ("print", tr("Print"), self.print_it, "primary"),
            )
        }
        for made in self.buttons.values():
            foot.addWidget(made)
        self._set_busy(False)
        return foot

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
    def _button(text: str, do: Callable[[], None], style: str = "") -> QPushButton:
        made = button(text, style)
        made.clicked.connect(do)
        return made
