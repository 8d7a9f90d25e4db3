"""The ledgers that were taken in, the latest first; each can be taken back, keeping what was edited since."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.ui.context import Context
from hkdesk.ui.runner import Task
from hkdesk.ui.widgets.confirm import ask
from hkdesk.ui.widgets.packed_table import Column, Look
from hkdesk.ui.widgets.row_table import RowTable
from hkdesk.ui.widgets.text import button, column, label, row, tip
from hkdesk.wording import capital, field_name, kind_name, moment, refusal, tr, tr_n
from hkdesk.work.commands.imports import undo_import
from hkdesk.work.edited_since import Kept
from hkdesk.work.queries.imports import imports


def open_past(parent: QWidget, context: Context) -> "PastImports":
    """Show what was taken in."""
    dialog = PastImports(parent, context)
    dialog.open()
    return dialog


class PastImports(QDialog):
    """The list, and what was kept of one that has been taken back."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self._context = context
        self._is_busy, self._task = False, Task()
        self.setWindowTitle(tr("Ledgers taken in"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        layout = column(self, margin=18, gap=10)
        layout.addWidget(label(tr("Ledgers taken in"), "heading"))
        self.table = RowTable(context, _columns(), tr("Ledgers taken in"), "LedgerImport")
        self.table.chosen.connect(lambda _: self._show_buttons())
        self.table.unwanted.connect(lambda _: self._ask())
        layout.addWidget(self.table, 1)
        self.said = label("", "notice", wraps=True)
        self.kept = QListWidget()
        self.kept.setAccessibleName(tr("What was kept"))
        for widget in (self.said, self.kept):
            widget.hide()
            layout.addWidget(widget)
        foot = row()
        self.back_button = button(tr("Take it back…"))
        self.back_button.clicked.connect(lambda: self._task.cancel() if self._is_busy else self._ask())
        close = button(tr("Close"), "primary")
        close.clicked.connect(self.accept)
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(close)
        layout.addLayout(foot)
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(1040, room.width() - 60), min(600, room.height() - 60))
        self._read()

    def _read(self) -> None:
        self._context.runner.read(imports, owner=self, then=self._show)

    def _show(self, found: Any) -> None:
        if found:
            self.table.show_rows(found)
        else:
            hint = tr("Each stands here from then on, and can be taken back as one.")
            self.table.show_state("inbox", tr("No ledger has been taken in yet."), hint)
        self._show_buttons()

    def _show_buttons(self) -> None:
        can_undo = self.table.current() is not None and not self._context.is_read_only
        self.back_button.setEnabled(can_undo or self._is_busy)
        self.back_button.setText(tr("Give up") if self._is_busy else tr("Take it back…"))
        self.back_button.setAccessibleName(self.back_button.text())

    def _ask(self) -> None:
        found = self.table.current()
        if found is None or self._is_busy or self._context.is_read_only:
            return
        said = tr(
            "Take {file} back? What it entered goes, what it changed is as before; rows edited since are kept.",
            file=found.file_name,
        )
        ask(self, self.windowTitle(), said, tr("Take it back"), lambda: self._undo(found), lambda: None)

    def _undo(self, found: Any) -> None:
        self._is_busy = True
        self._say(tr("Taking {file} back…", file=found.file_name), [])
        self._show_buttons()
        self._task = self._context.runner.run(
            undo_import,
            found.id,
            owner=self,
            each=lambda n: self._say(tr_n("{n} record taken back…", "{n} records taken back…", n), []),
            then=lambda kept: self._on_undone(found, kept),
            refused=self._on_refused,
            given_up=lambda: self._end(tr("Given up; nothing was changed.")),
        )

    def _on_undone(self, found: Any, kept: list[Kept]) -> None:
        self._is_busy = False
        said = tr("{file} has been taken back.", file=found.file_name)
        self._context.messages.say(said)
        if kept:
            said += tr_n(" {n} row was kept: it was edited since.", " {n} rows were kept: edited since.", len(kept))
        self._say(said, [_kept_text(each) for each in kept])
        self._read()

    def _on_refused(self, error: DeskError) -> None:
        self._end(refusal(error))

    def _end(self, sentence: str) -> None:
        self._is_busy = False
        self._say(sentence, [])
        self._show_buttons()

    def _say(self, sentence: str, kept: list[str]) -> None:
        self.said.setText(sentence)
        self.said.show()
        self.kept.clear()
        for text in kept:
            QListWidgetItem(text, self.kept)
        self.kept.setVisible(bool(kept))


def _kept_text(kept: Kept) -> str:
    """A row that was kept, and what was edited."""
    named = tr("{kind} {name}", kind=kind_name(kept.kind), name=kept.label)
    return tr("{field_name}: {text}", field_name=named, text=field_name(kept.field)) if kept.field else named


def _columns() -> list[Column]:
    right = Qt.AlignmentFlag.AlignRight

    def figure(title: str, name: str) -> Column:
        return Column(title, lambda r: f"{getattr(r, name):,}", 84, align=right, name=name)

    return [
        Column(tr("Taken in at"), lambda r: moment(r.at), 150, Look.SUB, name="at"),
        Column(tr("File"), lambda r: r.file_name, 260, Look.NAME, tip=_file_tip, stretches=True, name="file"),
        Column(tr("Ledger"), _kind, 164, name="kind"),
        Column(tr("By"), lambda r: r.actor or "—", 84, name="actor"),
        figure(tr("New"), "rows_new"),
        figure(tr("Changed"), "rows_changed"),
        figure(tr("The same"), "rows_same"),
        figure(tr("Not taken"), "rows_left"),
    ]


def _kind(r: Any) -> str:
    return capital(tr(KINDS[r.kind].title)) if r.kind in KINDS else str(r.kind)


def _file_tip(r: Any) -> str:
    return tip(r.file_name)
