"""Writing a ledger out: what of it, as which file, with masked phones or in full."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QProgressBar, QRadioButton, QVBoxLayout, QWidget

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.export import GB18030, UTF_8, Asked, export_ledger, exported_fields
from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.ui.context import Context
from hkdesk.ui.ledger_menu import Shown
from hkdesk.ui.runner import Task
from hkdesk.ui.saving import where_to_save
from hkdesk.ui.widgets.choice_field import ChoiceField
from hkdesk.ui.widgets.text import button, card, column, label, row
from hkdesk.wording import mark, refusal, tr, tr_n
from hkdesk.work.commands.contacts import PHONES, reveal_phones
from hkdesk.work.importing.kinds import taken_as
from hkdesk.work.queries.ledger import View
from hkdesk.work.queries.ledger_export import export_count, keys_with_phones

FORMATS = (
    (mark("Excel workbook"), ".xlsx", UTF_8),
    (mark("Text file in UTF-8"), ".csv", UTF_8),
    (mark("Text file in GB18030, for older programs"), ".csv", GB18030),
)
WIDE = 560


class LedgerExport(QDialog):
    """Asks what is written out, asks where, writes it beside the window, and says where it lies."""

    def __init__(self, parent: QWidget, context: Context, shown: Shown) -> None:
        super().__init__(parent)
        self._context, self._shown = context, shown
        self._kind, self._record = KINDS[shown.kind], taken_as(shown.kind).record
        self._task: Task | None = None
        self._is_busy = False
        self._written: Path | None = None
        self._rows: dict[bool, int] = {}
        self.setWindowTitle(tr("Write out: {ledger}", ledger=tr(self._kind.title)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDE)
        self._lines = layout = column(self, margin=20, gap=12)
        layout.addWidget(label(self.windowTitle(), "heading"))
        sheet = card()
        inside = column(sheet, margin=16, gap=6)
        self._add_choices(inside)
        self._add_format(inside)
        self._add_phones(inside)
        layout.addWidget(sheet)
        layout.addLayout(self._make_said())
        layout.addLayout(self._make_foot())
        self._set_busy(False)
        self.as_shown.toggled.connect(lambda _: self._ask_phones())
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.write.click)
        self._count()
        self._ask_phones()
        self.write.setFocus()

    def done(self, result: int) -> None:
        self._give_up()
        super().done(result)

    def _add_choices(self, inside: QVBoxLayout) -> None:
        inside.addWidget(label(tr("What is written"), "sub"))
        self.as_shown, self.all = QRadioButton(tr("As it is shown")), QRadioButton(tr("All of it"))
        self._details = {True: label("", "sub", wraps=True), False: label("", "sub", wraps=True)}
        for choice, as_shown in ((self.as_shown, True), (self.all, False)):
            _add_with_detail(inside, choice, self._details[as_shown])
            self._details[as_shown].setText(f"…\n{self._what(as_shown=as_shown)}")
        has_table = bool(self._fields(as_shown=True))
        (self.as_shown if has_table else self.all).setChecked(True)
        self.as_shown.setVisible(has_table)
        self._details[True].setVisible(has_table)

    def _add_format(self, inside: QVBoxLayout) -> None:
        inside.addSpacing(8)
        inside.addWidget(label(tr("As which file"), "sub"))
        self.format = ChoiceField()
        self.format.setAccessibleName(tr("As which file"))
        for name, ending, encoding in FORMATS:
            self.format.addItem(f"{tr(name)} ({ending})", (name, ending, encoding))
        inside.addWidget(self.format)

    def _add_phones(self, inside: QVBoxLayout) -> None:
        self.phones = QCheckBox(tr("Phones in full"))
        self.phones.setEnabled(not self._context.is_read_only)
        self._masked = label(
            tr("Otherwise they are masked. That you had them written out is noted in the history of each record."),
            "sub",
            wraps=True,
        )
        inside.addSpacing(8)
        _add_with_detail(inside, self.phones, self._masked)

    def _make_said(self) -> QHBoxLayout:
        made = row()
        self.said = label("", "sub", wraps=True)
        self.folder = button(tr("Open the folder"), "link")
        self.folder.clicked.connect(self._open_folder)
        self.folder.hide()
        made.addWidget(self.said, 1)
        made.addWidget(self.folder, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _make_foot(self) -> QHBoxLayout:
        foot = row()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(140)
        self.cancel = button(tr("Cancel"), accessible=tr("Stop writing"))
        self.cancel.clicked.connect(self._give_up)
        close = button(tr("Close"))
        close.clicked.connect(self.reject)
        self.write = button(tr("Write…"), "primary")
        self.write.clicked.connect(self._ask_where)
        foot.addWidget(self.progress)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        for widget in (label(tr("Ctrl+Enter write out   Esc close"), "keys"), close, self.write):
            foot.addWidget(widget)
        return foot

    def _fields(self, *, as_shown: bool) -> tuple[str, ...]:
        """Those that are written, in their order."""
        if as_shown and not self._shown.fields:
            return ()
        return tuple(f.name for f in exported_fields(self._kind, self._shown.fields if as_shown else ()))

    def _view(self, *, as_shown: bool) -> View:
        return self._shown.view if as_shown else View(self._context.park_id)

    def _count(self) -> None:
        """Say beside each choice how many rows it has."""
        kind, today = self._shown.kind, self._context.today
        for as_shown in (True, False):
            if as_shown and self._shown.keys is not None:
                self._tell_count(len(self._shown.keys), as_shown=True)
                continue
            view = self._view(as_shown=as_shown)
            tell = partial(self._tell_count, as_shown=as_shown)
            self._context.runner.read(export_count, kind, view, today, owner=self, then=tell)

    def _tell_count(self, count: int, *, as_shown: bool) -> None:
        self._rows[as_shown] = count
        said = self._what(as_shown=as_shown)
        rows = tr_n("{n} row", "{n} rows", count)
        columns = tr_n("{n} column", "{n} columns", len(self._fields(as_shown=as_shown)))
        self._details[as_shown].setText(f"{rows} · {columns}\n{said}")
        (self.as_shown if as_shown else self.all).setAccessibleDescription(f"{rows}, {columns}; {said}")

    def _what(self, *, as_shown: bool) -> str:
        if as_shown:
            return tr("search, filters, order and columns as they are on the screen")
        return tr("every record of {place}, with every field that the desk keeps", place=self._context.place)

    def _ask_phones(self) -> None:
        """Ask about phones where there are any among what is written."""
        has_phones = PHONES.get(self._record) in self._fields(as_shown=self.as_shown.isChecked())
        self.phones.setVisible(has_phones)
        self._masked.setVisible(has_phones)
        self._fit()

    def _fit(self) -> None:
        """As high as its texts need: Qt reckons with them on one line."""
        self._lines.activate()
        self.resize(WIDE, self._lines.totalHeightForWidth(WIDE))

    def _ask_where(self) -> None:
        if self._is_busy:
            return
        name, ending, encoding = self.format.currentData()
        title = f"{tr(self._kind.title)} {self._context.today.isoformat()}"
        path = where_to_save(self, self.windowTitle(), title[:1].upper() + title[1:], tr(name), ending)
        if path is None:
            return
        self._say("")
        self._set_busy(True)
        as_shown = self.as_shown.isChecked()
        shows_phones = self.phones.isVisibleTo(self) and self.phones.isChecked()
        write = partial(self._start, path, encoding, as_shown=as_shown, shows_phones=shows_phones)
        if not shows_phones:
            write()
            return
        view, today = self._view(as_shown=as_shown), self._context.today
        note = partial(self._note_phones, write)
        self._context.runner.read(keys_with_phones, self._shown.kind, view, today, owner=self, then=note)

    def _note_phones(self, write: Callable[[], None], keys: list[UUID]) -> None:
        """Leave the trace first: what has been seen cannot be unseen."""
        if not self._is_busy:
            return
        if not keys:
            write()
            return
        self._context.runner.run(
            reveal_phones, self._record, keys, owner=self, then=lambda _: write(), refused=self._on_refused
        )

    def _start(self, path: Path, encoding: str, *, as_shown: bool, shows_phones: bool) -> None:
        if not self._is_busy:
            return
        context, runner = self._context, self._context.runner

        def read(query: Callable[..., Any], *arguments: Any) -> Any:
            return runner.fetch(query, *arguments).result()

        parks = [context.park] if context.park else context.parks
        asked = Asked(
            read,
            self._shown.kind,
            self._view(as_shown=as_shown),
            context.today,
            park="、".join(park.name for park in parks),
            officer=runner.desk.officer,
            is_practice=runner.desk.is_practice,
            fields=self._fields(as_shown=as_shown) if as_shown else (),
            month=self._shown.month,
            keys=self._shown.keys if as_shown else None,
            shows_phones=shows_phones,
        )
        self.progress.setRange(0, self._rows.get(as_shown, 0))
        self._task = runner.job(
            _export,
            asked,
            path,
            encoding,
            owner=self,
            each=self.progress.setValue,
            then=lambda count: self._on_written(path, count),
            refused=self._on_refused,
        )

    def _on_written(self, path: Path, count: int) -> None:
        self._set_busy(False)
        self._written = path
        self._say(_written(count, path.name))
        self.folder.show()
        self._context.messages.say(_written(count, str(path)))

    def _on_refused(self, error: DeskError) -> None:
        self._set_busy(False)
        self._say(refusal(error), "error")

    def _give_up(self) -> None:
        if not self._is_busy:
            return
        if self._task is not None:
            self._task.cancel()
        self._set_busy(False)
        self._say(tr("Given up; nothing was written."))

    def _set_busy(self, busy: bool) -> None:
        self._is_busy = busy
        self.progress.setRange(0, 0)
        self.progress.setVisible(busy)
        self.cancel.setVisible(busy)
        for widget in (self.write, self.as_shown, self.all, self.format):
            widget.setEnabled(not busy)
        self.phones.setEnabled(not busy and not self._context.is_read_only)

    def _say(self, said: str, name: str = "sub") -> None:
        self.said.setObjectName(name)
        self.said.style().polish(self.said)
        self.said.setText(said)
        self.folder.hide()
        self._fit()

    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))


def _export(report: Callable[[int], object], asked: Asked, path: Path, encoding: str) -> int:
    return export_ledger(asked, path, encoding=encoding, report=report)


def _written(count: int, file: str) -> str:
    return tr_n("{n} row has been written into {file}.", "{n} rows have been written into {file}.", count, file=file)


def _add_with_detail(inside: QVBoxLayout, choice: QWidget, detail: QWidget) -> None:
    inside.addWidget(choice)
    below = row()
    below.setContentsMargins(26, 0, 0, 4)
    below.addWidget(detail, 1)
    inside.addLayout(below)
