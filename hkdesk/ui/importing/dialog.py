"""Taking a ledger in: what it is, its columns, its rows before they are written; then they are, all or nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QProgressBar, QStackedWidget, QWidget

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.refusals import NeedsPassword
from hkdesk.exchange.ledgers.sheets import RawBook
from hkdesk.ui.context import Context
from hkdesk.ui.importing.columns_view import ColumnsView
from hkdesk.ui.importing.head import Head
from hkdesk.ui.importing.incoming import Incoming
from hkdesk.ui.importing.password import PasswordView
from hkdesk.ui.importing.rows_view import RowsView
from hkdesk.ui.widgets.confirm import ask
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button, column, label, row
from hkdesk.wording import refusal, tr, tr_n
from hkdesk.work.commands.imports import Imported
from hkdesk.work.commands.reports import MonthIsClosed
from hkdesk.work.importing.writing import RowError

ENDINGS = ".xlsx .xls .ods .csv .tsv .xlsm .et .txt .html .xml"
SURE = 0.8  # of a guess whose rows are shown at once


def open_import(parent: QWidget, context: Context, kind: str = "", path: Path | None = None) -> "ImportDialog":
    """Take a ledger in: a file that is given, or one that the officer chooses.

    Args:
        kind: of ledger (exchange/ledgers/kinds.py); empty for whatever it is.
    """
    dialog = ImportDialog(parent, context, kind)
    dialog.open()
    if path is not None:
        dialog.incoming.open(path)
    else:
        dialog.choose_file()
    return dialog


def open_paste(parent: QWidget, context: Context, kind: str, book: RawBook) -> "ImportDialog":
    """Take in what was copied out of a spreadsheet."""
    dialog = ImportDialog(parent, context, kind)
    dialog.open()
    dialog.incoming.paste(book)
    return dialog


class ImportDialog(QDialog):
    """One ledger, from the file to the desk."""

    def __init__(self, parent: QWidget, context: Context, kind: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Take a ledger in"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._over, self._context = parent, context
        self._is_done = self._is_shown = False
        self._stale: set[QWidget] = set()
        self.incoming = Incoming(context, kind, self)
        self.head = Head(context, self.incoming)
        self.columns = ColumnsView(context, self.incoming)
        self.rows = RowsView(context, self.incoming)
        self._states = StateView(context.theme)
        self._password = PasswordView(context.theme)
        self._stack = QStackedWidget()
        for widget in (self._states, self._password, self.columns, self.rows):
            self._stack.addWidget(widget)
        layout = column(self, margin=18, gap=10)
        layout.addWidget(self.head)
        self._error = label("", "error", wraps=True)
        self._error.hide()
        layout.addWidget(self._error)
        layout.addWidget(self._stack, 1)
        layout.addLayout(self._make_foot())
        self._connect()
        self.show_choice()
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(1320, room.width() - 30), min(860, room.height() - 50))

    def choose_file(self) -> None:
        """Let the officer choose a file."""
        endings = " ".join(f"*{ending} *{ending.upper()}" for ending in ENDINGS.split())
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.windowTitle(), "", f"{tr('Ledgers')} ({endings});;{tr('All files')} (*)"
        )
        if chosen:
            self.incoming.open(Path(chosen))

    def show_choice(self) -> None:
        """Nothing is chosen yet."""
        said = tr("Choose a ledger, or drop it here.")
        hint = tr("Excel, WPS and text files are taken as they are; nothing is written before you say so.")
        self._states.show_state("inbox", said, hint, tr("Choose a file…"), self.choose_file)
        self._stack.setCurrentWidget(self._states)
        self._show_foot()

    def write(self) -> None:
        """Write the rows."""
        if self.write_button.isEnabled():
            self._say("")
            self.incoming.write()
            self._show_foot()

    def reject(self) -> None:
        """Close; what is under way is given up, what was decided is asked about."""
        if self.incoming.is_writing:
            self.incoming.cancel()
            return  # its end is waited for: nothing is left half written
        self._unless_touched(super().reject)

    def done(self, result: int) -> None:
        super().done(result)
        self.incoming.finish()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if not (self.incoming.is_busy or self._is_done) and len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = Path(event.mimeData().urls()[0].toLocalFile())
        self._unless_touched(lambda: self.incoming.open(path))

    def _unless_touched(self, do: Callable[[], None]) -> None:
        """Do what loses the officer's decisions; where there are any, they are asked about first."""
        if self.incoming.is_touched and not self._is_done:
            said = tr("What you put right in this ledger has not been written. Give it up?")
            ask(self, self.windowTitle(), said, tr("Give up"), do, lambda: None)
        else:
            do()

    def _connect(self) -> None:
        incoming = self.incoming
        incoming.started.connect(self._on_started)
        incoming.reading.connect(lambda n: self._on_step(tr_n("{n} row read", "{n} rows read", n)))
        incoming.checking.connect(lambda n: self._on_step(tr_n("{n} row checked", "{n} rows checked", n)))
        incoming.understood.connect(self._on_understood)
        incoming.refused.connect(self._on_refused)
        incoming.decided.connect(self._show_foot)
        incoming.writing.connect(self._on_writing)
        incoming.written.connect(self._on_written)
        incoming.not_written.connect(self._on_not_written)
        incoming.given_up.connect(self._on_given_up)
        self.head.view_chosen.connect(self._show_view)
        self.head.file_wanted.connect(lambda: self._unless_touched(self.choose_file))
        self.rows.columns_wanted.connect(lambda: self._show_view("columns"))
        self._password.given.connect(self._open_with)

    def _make_foot(self) -> QHBoxLayout:
        foot = row()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(160)
        self.progress.setAccessibleName(tr("Progress"))
        self.said = label("", "sub")
        self.save_button = button(tr("Save the rows not taken…"))
        self.save_button.clicked.connect(self._save_refused)
        self.close_button = button(tr("Cancel"))
        self.close_button.clicked.connect(self.reject)
        self.write_button = button("", "primary")
        self.write_button.clicked.connect(self.write)
        foot.addWidget(self.progress)
        foot.addWidget(self.said)
        foot.addStretch(1)
        self._keys = label(tr("Ctrl+Enter write   Esc close"), "keys")
        foot.addWidget(self._keys)
        for made in (self.save_button, self.close_button, self.write_button):
            foot.addWidget(made)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.write)
        return foot

    def _on_started(self) -> None:
        self._say("")
        if self.incoming.known is None:
            said = tr("Reading {file}…", file=self.incoming.name)
            self._states.show_state("", said, "", tr("Give up"), self._give_up, is_way_on=False)
            self._stack.setCurrentWidget(self._states)
            self._is_shown = False
        self._show_foot()

    def _open_with(self, password: str) -> None:
        if self.incoming.path is not None:
            self.incoming.open(self.incoming.path, password)

    def _give_up(self) -> None:
        self.incoming.give_up_reading()
        self.show_choice()

    def _on_step(self, said: str) -> None:
        self.progress.setRange(0, 0)
        self.said.setText(said)

    def _on_understood(self) -> None:
        known = self.incoming.known
        if known is None:
            return
        self.head.show_known(known)
        self._stale = {self.columns, self.rows}
        self._say(refusal(known.fault) if known.fault else "")
        if not self._is_shown or known.fault is not None:
            self._is_shown = True
            is_sure = known.fault is None and known.guess.score >= SURE and not known.guess.doubts
            self._show_view("rows" if is_sure else "columns")
        self._show_stale()
        self._show_foot()

    def _show_view(self, name: str) -> None:
        view = self.rows if name == "rows" else self.columns
        self.head.show_view(name)
        self._stack.setCurrentWidget(view)
        self._show_stale()
        if (table := view.table) is not None:
            table.setFocus()

    def _show_stale(self) -> None:
        """Show what is known now on the view that is looked at; the other one waits until it is."""
        known, view = self.incoming.known, self._stack.currentWidget()
        if known is not None and isinstance(view, ColumnsView | RowsView) and view in self._stale:
            self._stale.discard(view)
            view.show_known(known)

    def _on_refused(self, error: DeskError) -> None:
        if isinstance(error, NeedsPassword):
            self._password.ask(refusal(error))
            self._stack.setCurrentWidget(self._password)
        elif self.incoming.known is None:
            hint = tr("Nothing has been written.")
            self._states.show_state("triangle-alert", refusal(error), hint, tr("Choose a file…"), self.choose_file)
            self._stack.setCurrentWidget(self._states)
        else:
            self.head.show_known(self.incoming.known)
            self.columns.show_known(self.incoming.known)
            self._say(refusal(error))
        self._show_foot()

    def _on_writing(self, count: int) -> None:
        total = self.incoming.count_to_write()
        self.progress.setRange(0, total)
        self.progress.setValue(min(count, total))
        self.said.setText(tr("{done} of {total} rows written", done=f"{count:,}", total=f"{total:,}"))

    def _on_written(self, imported: Imported) -> None:
        self._is_done = True
        said = tr(
            "The ledger is on the desk: {new} new, {changed} changed.",
            new=f"{imported.new:,}",
            changed=f"{imported.changed:,}",
        )
        left = self.incoming.count_left()
        hints = [tr_n("{n} row was not taken.", "{n} rows were not taken.", left)] if left else []
        hints.append(tr("Once this is closed, Ctrl+Z takes it back; later, the list of ledgers taken in does."))
        self.head.hide()
        self._states.show_state("circle-check", said, "\n".join(hints), tr("Close"), self.accept)
        self._stack.setCurrentWidget(self._states)
        self._context.messages.say(said)
        self._show_foot()
        self._states.focus_button()

    def _on_not_written(self, error: DeskError) -> None:
        self._go_on()
        if isinstance(error, MonthIsClosed):
            again = tr("Change it all the same")
            ask(self, self.windowTitle(), refusal(error), again, self._write_closed, self._show_foot)
            return
        self._say(tr("Nothing was written. {why}", why=refusal(error)))
        first = next((e for e in getattr(error, "errors", ()) if isinstance(e, RowError)), None)
        if first is not None:
            self._show_view("rows")
            self.rows.show_row(first.row)

    def _write_closed(self) -> None:
        self.incoming.write(may_change_closed=True)
        self._show_foot()

    def _on_given_up(self) -> None:
        self._say(tr("Given up; nothing was written."))
        self._go_on()

    def _go_on(self) -> None:
        """Give the keys back to the table, which could not have them while it was written."""
        self._show_foot()
        shown = self._stack.currentWidget()
        if isinstance(shown, ColumnsView | RowsView) and shown.table is not None:
            shown.table.setFocus()

    def _save_refused(self) -> None:
        name = Path(self.incoming.name).stem
        suggested = tr("{name}, rows not taken", name=name) + ".xlsx"
        chosen, _ = QFileDialog.getSaveFileName(self, self.save_button.text(), suggested, "Excel (*.xlsx)")
        if chosen:
            path = Path(chosen) if chosen.lower().endswith(".xlsx") else Path(chosen + ".xlsx")

            def said(count: Any) -> None:
                one, many = "{n} row has been written into {file}.", "{n} rows have been written into {file}."
                self.said.setText(tr_n(one, many, count, file=path.name))

            self.incoming.save_refused(path, said, lambda error: self._say(refusal(error)))

    def _show_foot(self) -> None:
        incoming, known = self.incoming, self.incoming.known
        count, left = incoming.count_to_write(), incoming.count_left()
        self.progress.setVisible(incoming.is_busy)
        if not incoming.is_busy:
            self.said.setText(self._counted(left))
        for widget in (self.write_button, self._keys):
            widget.setVisible(known is not None and not self._is_done)
        self.write_button.setText(tr_n("Write {n} row", "Write {n} rows", count))
        self.write_button.setAccessibleName(tr("Write the rows"))
        can_write = bool(count) and not incoming.is_busy and not self._context.is_read_only
        self.write_button.setEnabled(can_write)
        self.save_button.setVisible(bool(left))
        self.close_button.setVisible(not self._is_done)  # what is shown then has its own
        self.head.setEnabled(not incoming.is_writing)
        self._stack.setEnabled(not incoming.is_writing)

    def _counted(self, left: int) -> str:
        known = self.incoming.known
        if known is None or known.plan is None or self._is_done:
            return ""
        if not known.is_whole:
            return tr("These are its first rows; the others are being read.")
        return tr_n("{n} row is not taken", "{n} rows are not taken", left) if left else ""

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
