"""Two records that are one: the officer names the other, and decides where both say something different."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QRadioButton, QScrollArea, QWidget

from hkdesk.domain.errors import DeskError
from hkdesk.ui.context import Context
from hkdesk.ui.runner import Task
from hkdesk.ui.widgets.form import Ask, Field, Form
from hkdesk.ui.widgets.text import button, clear, column, label, row
from hkdesk.wording import field_name, kind_name, refusal, tr
from hkdesk.work.commands.merging import merge_records
from hkdesk.work.merged_fields import KEPT, MERGED
from hkdesk.work.queries.merging import MergePreview, merge_preview, others_of_park
from hkdesk.work.queries.records import RecordView
from hkdesk.work.words import shown_text


def open_merge(parent: QWidget, context: Context, record: RecordView) -> "MergeDialog":
    """Ask what is merged into a record."""
    dialog = MergeDialog(parent, context, record)
    dialog.open()
    dialog.form.focus_first()
    return dialog


class MergeDialog(QDialog):
    """Names the other record, shows both side by side and merges them."""

    def __init__(self, parent: QWidget, context: Context, record: RecordView) -> None:
        super().__init__(parent)
        self._context, self._record = context, record
        self._named: dict[str, UUID] = {}
        self._task: Task | None = None
        self._other: UUID | None = None
        self.groups: dict[str, QButtonGroup] = {}
        self.setWindowTitle(tr("Merge"))
        layout = column(self, margin=20, gap=12)
        layout.addWidget(label(tr("Merge with “{name}”", name=record.values["name"]), "heading", wraps=True))
        layout.addWidget(
            label(tr("“{name}” stays; the other one goes over to it.", name=record.values["name"]), "sub", wraps=True)
        )
        hint = tr("Name or pinyin initials")
        self.form = Form([Field("other", Ask.NAME, title=tr("Other record"), hint=hint, is_wide=True)])
        self.form.editor("other").textChanged.connect(self._on_named)  # type: ignore[union-attr]
        layout.addWidget(self.form)
        layout.addWidget(self._make_table(), 1)
        self._error = label("", "error", wraps=True)
        layout.addWidget(self._error)
        layout.addLayout(self._make_foot())
        self.resize(760, 560)
        context.runner.read(others_of_park, record.kind, record.id, owner=self, then=self._offer)

    def merge(self) -> None:
        """Do it."""
        if self._other is None or not self.merge_button.isEnabled():
            return
        chosen = {field: KEPT if group.checkedId() == 0 else MERGED for field, group in self.groups.items()}
        self.merge_button.setEnabled(False)
        self._context.runner.run(
            merge_records,
            self._record.kind,
            self._record.id,
            self._other,
            chosen,
            owner=self,
            then=self._on_merged,
            refused=self._on_refused,
        )

    def _go_to_choices(self) -> None:
        """Enter in the name goes on to what it brought; a merge is never done unseen."""
        first = next((b for group in self.groups.values() for b in group.buttons() if b.isChecked()), None)
        if self.merge_button.isEnabled():
            (first or self.merge_button).setFocus(Qt.FocusReason.TabFocusReason)

    def _make_table(self) -> QScrollArea:
        area, inside = QScrollArea(), QWidget()
        area.setWidgetResizable(True)
        self._inside = column(inside, gap=10)
        area.setWidget(inside)
        return area

    def _make_foot(self) -> Any:
        foot = row()
        foot.addWidget(label(tr("Arrows choose   Ctrl+Enter merge   Esc close"), "keys"))
        foot.addStretch(1)
        cancel, self.merge_button = button(tr("Cancel")), button(tr("Merge"), "primary")
        cancel.clicked.connect(self.reject)
        self.merge_button.clicked.connect(self.merge)
        self.merge_button.setEnabled(False)
        self.form.submitted.connect(self._go_to_choices)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.merge)
        foot.addWidget(cancel)
        foot.addWidget(self.merge_button)
        return foot

    def _offer(self, found: tuple[dict[str, UUID], dict[str, str]]) -> None:
        self._named, initials = found
        self.form.set_names("other", list(self._named), initials)
        self._on_named(self.form.values()["other"])

    def _on_named(self, text: str) -> None:
        if self._task is not None:
            self._task.cancel()
        clear(self._inside)
        self.groups = {}
        self._error.setText("")
        self.merge_button.setEnabled(False)
        self._other = self._named.get(text.strip())
        if self._other is not None:
            kind, kept = self._record.kind, self._record.id
            self._task = self._context.runner.read(merge_preview, kind, kept, self._other, owner=self, then=self._show)

    def _show(self, preview: MergePreview | None) -> None:
        if preview is None:
            self._error.setText(tr("This record has been deleted meanwhile."))
            return
        for said in _sentences(preview):
            self._inside.addWidget(label(said, wraps=True))
        if preview.differing:
            self._inside.addWidget(label(tr("Where they differ, choose what stays:"), "sub", wraps=True))
            self._inside.addLayout(self._make_choices(preview))
        else:
            self._inside.addWidget(label(tr("They contradict each other nowhere."), "sub", wraps=True))
        self._inside.addStretch(1)
        if preview.months:
            months = [f"{month:%Y-%m}" for month in preview.months]
            said = tr("Both have a monthly report of {months}: delete one of each, then merge.", months=months)
            self._error.setText(said)
        self.merge_button.setEnabled(not preview.months)

    def _make_choices(self, preview: MergePreview) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for side, title in ((1, tr("Stays")), (2, tr("Goes over"))):
            grid.addWidget(label(title, "heading"), 0, side)
        for at, field in enumerate(preview.differing, 1):
            name = label(field_name(field), "sub", wraps=True)
            name.setFixedWidth(130)
            grid.addWidget(name, at, 0)
            group = self.groups[field] = QButtonGroup(self)
            for side, record in enumerate((preview.kept, preview.merged)):
                said = record.names.get(field) or shown_text(field, record.values[field])
                choice = QRadioButton(_short(said).replace("&", "&&"))
                choice.setAccessibleName(f"{field_name(field)}: {said}")
                choice.setToolTip(said if len(said) > SHOWN else "")
                choice.setChecked(side == 0)
                group.addButton(choice, side)
                grid.addWidget(choice, at, side + 1)
        return grid

    def _on_merged(self, kept: UUID) -> None:
        self.accept()
        self._context.messages.say(tr("They are one now; Ctrl+Z makes them two again."))
        self._context.bus.record_wanted.emit(self._record.kind, kept)

    def _on_refused(self, error: DeskError) -> None:
        self._error.setText(refusal(error))
        self.merge_button.setEnabled(True)


SHOWN = 40


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


def _sentences(preview: MergePreview) -> list[str]:
    moving = [f"{kind_name(kind)} {n:,}" for kind, n in preview.moving.items()]
    said = [tr("These go over: {things}.", things=moving) if moving else tr("Nothing else refers to the other one.")]
    if preview.filled:
        said.append(tr("Filled in from the other one: {fields}.", fields=[field_name(f) for f in preview.filled]))
    return said
