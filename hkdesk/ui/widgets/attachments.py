"""The files of a record: added by button or by dropping them, opened as read-only copies, taken off."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QFileDialog, QProgressBar, QStackedWidget, QWidget

from hkdesk.domain.errors import DeskError
from hkdesk.domain.file_names import PICTURE_ENDINGS, is_picture
from hkdesk.ui.context import Context
from hkdesk.ui.copying import Copy, copies_of
from hkdesk.ui.runner import Task
from hkdesk.ui.widgets.file_list import FileList, decode_pictures
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button, column, label, row
from hkdesk.wording import refusal, tr
from hkdesk.work.commands.attachments import remove_attachment
from hkdesk.work.files import open_copy, path_of
from hkdesk.work.queries.attachments import AttachmentRow, attachments_of


class Attachments(QWidget):
    """The files of one record of a kind.

    Args:
        pictures_only: whether it takes photographs alone.

    Signals:
        counted(int): how many files the record has.
    """

    counted = Signal(int)

    def __init__(self, context: Context, kind: str, *, pictures_only: bool = False) -> None:
        super().__init__()
        self._context, self._kind, self._pictures_only = context, kind, pictures_only
        self.key: UUID | None = None
        self._reading: Task | None = None
        self._decoding: Task | None = None
        self._copies = copies_of(context)
        self.setAcceptDrops(not context.is_read_only)
        layout = column(self, gap=8)
        self.list = FileList(context.theme)
        self._states = StateView(context.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._states)
        layout.addWidget(self._stack, 1)
        self._refused = label("", "error", wraps=True)
        self._refused.hide()
        layout.addWidget(self._refused)
        layout.addWidget(self._make_progress())
        layout.addLayout(self._make_buttons())
        self.list.wanted.connect(self._open)
        self.list.unwanted.connect(self._remove)
        self._copies.moved.connect(self._show_progress)
        self._copies.refused.connect(self._on_refused)
        context.bus.changed.connect(self._on_changed)
        self._show_progress()

    def show_record(self, key: UUID | None) -> None:
        """Show the files of another record, or of none."""
        if key != self.key:
            self._refused.hide()
        self.key = key
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        if self._reading is not None:
            self._reading.cancel()
        if self.key is None:
            self._show([])
        else:
            self._reading = self._context.runner.read(attachments_of, self._kind, self.key, owner=self, then=self._show)

    def add(self, paths: Sequence[Path]) -> None:
        """Attach files; where photographs alone are taken, others are refused by name."""
        self._refused.hide()
        taken = [path for path in paths if not self._pictures_only or is_picture(path.name)]
        for path in paths:
            if path not in taken:
                endings = [e.removeprefix(".") for e in PICTURE_ENDINGS]
                said = tr(
                    "“{name}” is no picture that the desk can show: choose {endings}.", name=path.name, endings=endings
                )
                self._refuse(said)
        if taken and self.key is not None:
            self._copies.add(self._kind, self.key, taken)

    def ask_files(self) -> list[Path]:
        """The files that the officer chooses."""
        pictures = f"{tr('Pictures')} ({' '.join(f'*{e}' for e in PICTURE_ENDINGS)})"
        chosen, _ = QFileDialog.getOpenFileNames(
            self, tr("Add files"), "", pictures if self._pictures_only else f"{tr('All files')} (*)"
        )
        return [Path(name) for name in chosen]

    def open_file(self, path: Path) -> bool:
        """Have the system show a file; false where no program does."""
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.key is not None and _files_in(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.add(_files_in(event))

    def _make_progress(self) -> QWidget:
        self._progress = QWidget()
        inside = column(self._progress, gap=4)
        top = row(gap=6)
        self._copying = label("", "sub", wraps=True)
        top.addWidget(self._copying, 1)
        self.cancel_button = button(tr("Cancel"), accessible=tr("Stop copying"))
        self.cancel_button.clicked.connect(self._copies.cancel)
        top.addWidget(self.cancel_button)
        inside.addLayout(top)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(tr("Copying"))
        inside.addWidget(self.bar)
        return self._progress

    def _make_buttons(self) -> Any:
        line = row()
        self.add_button = button(tr("Add photographs…") if self._pictures_only else tr("Add files…"))
        self.open_button, self.remove_button = button(tr("Open")), button(tr("Take off"))
        self.add_button.clicked.connect(lambda: self.add(self.ask_files()))
        self.open_button.clicked.connect(self.list.open_current)
        self.remove_button.clicked.connect(self.list.remove_current)
        for one in (self.add_button, self.open_button, self.remove_button):
            line.addWidget(one)
        line.addStretch(1)
        return line

    def _show(self, rows: list[AttachmentRow]) -> None:
        missing = self.list.show_files(rows)
        if rows:
            self._stack.setCurrentWidget(self.list)
        else:
            said = tr("No photographs yet") if self._pictures_only else tr("No files yet")
            hint = "" if self._context.is_read_only else tr("Drop files here, or add them; up to 200 MB each.")
            self._states.show_state("folder-open", said, hint)
            self._stack.setCurrentWidget(self._states)
        is_fixed = self._context.is_read_only
        self.add_button.setVisible(not is_fixed)
        self.add_button.setEnabled(self.key is not None)
        self.open_button.setVisible(bool(rows))
        self.remove_button.setVisible(bool(rows) and not is_fixed)
        self.counted.emit(len(rows))
        self._decode(missing)

    def _decode(self, rows: Sequence[AttachmentRow]) -> None:
        if self._decoding is not None:
            self._decoding.cancel()
            self._decoding = None
        if rows:
            at = self._context.runner.desk.attachments
            wanted = [(r.sha256, path_of(at, r.sha256)) for r in rows]
            self._decoding = self._context.runner.job(decode_pictures, wanted, owner=self, each=self._on_decoded)

    def _on_decoded(self, decoded: tuple[str, QImage]) -> None:
        self.list.show_picture(*decoded)

    def _open(self, file: AttachmentRow) -> None:
        self._refused.hide()
        desk = self._context.runner.desk
        self._context.runner.job(
            _copy_out,
            desk.attachments,
            file,
            desk.opened_copies,
            owner=self,
            then=self._on_copied,
            refused=lambda error: self._refuse(refusal(error)),
        )

    def _on_copied(self, copy: Path) -> None:
        if not self.open_file(copy):
            self._refuse(tr("No program opens “{name}”; its copy is {copy}.", name=copy.name, copy=copy))

    def _remove(self, file: AttachmentRow) -> None:
        if self._context.is_read_only:
            return
        said = tr("“{name}” has been taken off; Ctrl+Z brings it back.", name=file.name)
        self._context.runner.run(
            remove_attachment, file.id, owner=self, then=lambda _: self._context.messages.say(said)
        )

    def _show_progress(self) -> None:
        copy = self._copies.current
        self._progress.setVisible(copy is not None and copy.kind == self._kind)
        if copy is None:
            return
        said = tr("Copying “{name}”…", name=copy.path.name)
        if self._copies.waiting:
            said = tr("Copying “{name}”; {n} more wait…", name=copy.path.name, n=self._copies.waiting)
        self._copying.setText(said)
        size = self._copies.size_bytes
        self.bar.setValue(1000 * self._copies.done_bytes // size if size else 0)

    def _on_refused(self, copy: Copy, error: DeskError) -> None:
        if copy.kind != self._kind:
            return
        if copy.key == self.key and self.isVisible():
            self._refuse(refusal(error))
        else:
            self._context.messages.refuse(error)

    def _refuse(self, sentence: str) -> None:
        """Say it beneath the list, after what was said of other files."""
        before = "" if self._refused.isHidden() else self._refused.text() + "\n"
        self._refused.setText(before + sentence)
        self._refused.show()

    def _on_changed(self, changes: Any, _origin: object) -> None:
        if changes.touches("Attachment"):
            self.refresh()


def _copy_out(_report: object, attachments: Path, file: AttachmentRow, into: Path) -> Path:
    return open_copy(attachments, file.stored, into)


def _files_in(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
