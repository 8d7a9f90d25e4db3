"""While a name or a code is typed: what stands already is pointed out beneath the field, with a way to it."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.runner import AT_ONCE, Task
from hkdesk.ui.widgets.form_dialog import FormDialog
from hkdesk.ui.widgets.text import button, column, label
from hkdesk.wording import field_name, tr
from hkdesk.work.queries.duplicates import Duplicate, duplicates
from hkdesk.work.queries.records import RecordView

PAUSE_MS = 150


class DuplicateWatch(QObject):
    """Watches some fields of a form; it warns and never forbids.

    Args:
        changed: the record that the form changes; None for a new one. Of a record only what was typed is looked up.
    """

    def __init__(
        self, dialog: FormDialog, context: Context, kind: str, fields: Sequence[str], changed: RecordView | None = None
    ) -> None:
        super().__init__(dialog)
        self._changed = changed
        self._dialog, self._context, self._kind, self._fields = dialog, context, kind, tuple(fields)
        self._task: Task | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.notices = {field: self._make_notice(field) for field in fields}
        if changed is None and any(dialog.form.values()[field] for field in fields):
            self._pause.start()

    def _make_notice(self, field: str) -> "Notice":
        editor = self._dialog.form.editor(field)
        notice = Notice()
        self._dialog.form.add_beneath(field, notice)
        QWidget.setTabOrder(editor, notice.link)
        notice.link.clicked.connect(lambda: self._open(notice))
        if isinstance(editor, QLineEdit):
            editor.textChanged.connect(lambda: self._pause.start())
        return notice

    def _look(self) -> None:
        if self._task is not None:
            self._task.cancel()
        form, changed = self._dialog.form, self._changed
        values = form.values() if changed is None else form.typed()
        typed = {field: values[field] for field in self._fields if field in values}
        park_id = self._park_id() if changed is None else changed.values.get("park_id")
        self._task = self._context.runner.read(
            duplicates,
            self._kind,
            typed,
            park_id,
            changed.id if changed else None,
            owner=self,
            then=self._show,
            urgency=AT_ONCE,
        )

    def _park_id(self) -> UUID | None:
        """Where a new record will stand."""
        park = self._context.park or (self._context.parks[0] if self._context.parks else None)
        return park.id if park else None

    def _show(self, found: dict[str, Duplicate]) -> None:
        for field, notice in self.notices.items():
            notice.show_duplicate(found.get(field))

    def _open(self, notice: "Notice") -> None:
        """Leave the form for the record that stands; what was typed is given up only if the officer says so."""
        self._dialog.reject()
        if not self._dialog.isVisible() and notice.duplicate is not None:
            self._context.bus.record_wanted.emit(notice.duplicate.kind, notice.duplicate.id)


class Notice(QWidget):
    """A sentence about what stands already, and a link to it."""

    def __init__(self) -> None:
        super().__init__()
        self.duplicate: Duplicate | None = None
        layout = column(self, gap=0)
        self._said, self.link = label("", "notice", wraps=True), button("", "link")
        layout.addWidget(self._said)
        layout.addWidget(self.link)
        self.hide()

    def show_duplicate(self, found: Duplicate | None) -> None:
        """Say it; none hides it."""
        self.duplicate = found
        self.setVisible(found is not None)
        if found is None:
            return
        self._said.setText("▲ " + _sentence(found))
        said = tr("Open “{name}” ({park})", name=found.name, park=found.park)
        self.link.setText(said.replace("&", "&&"))
        self.link.setAccessibleName(said)


def _sentence(found: Duplicate) -> str:
    if found.field in ("project_code", "uscc"):
        return tr("This {field} belongs to a record that stands already.", field=field_name(found.field))
    if found.is_same:
        return tr("The park has this name already: it will not be taken twice.")
    return tr("Much the same name stands already: is it another one?")
