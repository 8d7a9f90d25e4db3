"""Settings: the milestones that a template plans, how long after signing, and how long before each is reminded of."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QScrollArea

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.errors import DeskError
from hkdesk.domain.milestones import DEFAULT_TEMPLATE, STANDARD, TemplateRow
from hkdesk.ui.context import Context
from hkdesk.ui.sections.section import Done, Refused, Section, frame
from hkdesk.ui.widgets.text import button, card, column, label, row
from hkdesk.wording import refusal, tr, word
from hkdesk.work.commands.milestones import delete_template, save_template
from hkdesk.work.queries.milestones import MilestoneTemplate, templates

Typed = dict[MilestoneKind, tuple[str, str]]


def template_word(name: str) -> str:
    """A template's name as it is shown: the desk's own has a word."""
    return tr("Standard") if name == STANDARD else name


class TemplatesSection(Section):
    """A line a milestone: whether the template has it, its days after signing, its days of reminder."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._kept: dict[str, MilestoneTemplate] = {}
        layout = column(self, gap=10)
        layout.addWidget(label(self.title, "heading"))
        said = tr("A template plans a project's milestones from its day of signing. A new name makes a new template.")
        layout.addWidget(label(said, "sub", wraps=True))
        top = row(gap=8)
        self.names = QComboBox()
        self.names.setEditable(True)
        self.names.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.names.setMinimumWidth(220)
        self.names.setAccessibleName(tr("Template"))
        if (line := self.names.lineEdit()) is not None:
            line.setAccessibleName(tr("Template"))
        self.names.activated.connect(lambda _: self._show_rows(self._rows_of(self.name)))
        top.addWidget(self.names)
        self.delete = button(tr("Delete the template"))
        self.delete.clicked.connect(self._delete)
        top.addWidget(self.delete)
        top.addStretch(1)
        layout.addLayout(top)
        self.boxes: dict[MilestoneKind, QCheckBox] = {}
        self.days: dict[MilestoneKind, QLineEdit] = {}
        self.reminders: dict[MilestoneKind, QLineEdit] = {}
        layout.addWidget(self._make_lines(), 1)
        self.names.editTextChanged.connect(lambda _: self._show_deletable())
        self.setEnabled(not context.is_read_only)
        self._read(STANDARD)

    @property
    def title(self) -> str:
        return tr("Milestone templates")

    @property
    def name(self) -> str:
        """The template that is looked at, or is to be made."""
        typed = " ".join(self.names.currentText().split())
        return STANDARD if typed == template_word(STANDARD) else typed

    @property
    def is_touched(self) -> bool:
        kept = self._kept.get(self.name)
        return bool(self._kept) and (kept is None or self._typed() != _typed_of(kept.rows))

    def reset(self) -> None:
        self._show_rows(DEFAULT_TEMPLATE)

    def save(self, done: Done, refused: Refused) -> None:
        kinds = [kind for kind, box in self.boxes.items() if box.isChecked()]
        rows: list[Mapping[str, object]] = [
            {"kind": kind, "days_after_signing": self.days[kind].text(), "remind_days": self.reminders[kind].text()}
            for kind in kinds
        ]
        self._mark({})

        def wrong(error: DeskError) -> None:
            self._mark({str(e.field): refusal(e) for e in getattr(error, "errors", ())}, kinds)
            refused(error)

        self.context.runner.run(save_template, self.name, rows, owner=self, then=lambda _: done(), refused=wrong)

    def _make_lines(self) -> QScrollArea:
        sheet = card()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(18, 12, 18, 12)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        for across, said in enumerate((tr("Milestone"), tr("Days after signing"), tr("Days of reminder"))):
            grid.addWidget(label(said, "sub"), 0, across)
        for down, kind in enumerate(MilestoneKind, 1):
            box = QCheckBox(word(kind).replace("&", "&&"))
            box.toggled.connect(lambda is_on, kind=kind: self._enable(kind, is_on=is_on))
            grid.addWidget(box, down, 0)
            self.boxes[kind] = box
            for across, (fields, said) in enumerate(
                ((self.days, tr("Days after signing")), (self.reminders, tr("Days of reminder"))), 1
            ):
                field = QLineEdit()
                field.setMaximumWidth(110)
                field.setAlignment(Qt.AlignmentFlag.AlignRight)
                field.setAccessibleName(f"{word(kind)}: {said}")
                grid.addWidget(field, down, across)
                fields[kind] = field
        grid.setColumnStretch(3, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the focus, and bring themselves into sight
        area.setWidget(sheet)
        return area

    def _read(self, shown: str) -> None:
        def show(found: list[MilestoneTemplate]) -> None:
            self._kept = {template.name: template for template in found}
            self.names.clear()
            self.names.addItems([template_word(name) for name in self._kept])
            self.names.setCurrentText(template_word(shown))
            self._show_rows(self._rows_of(shown))

        self.context.runner.read(templates, owner=self, then=show)

    def _rows_of(self, name: str) -> tuple[TemplateRow, ...]:
        return self._kept[name].rows if name in self._kept else DEFAULT_TEMPLATE

    def _show_rows(self, rows: tuple[TemplateRow, ...]) -> None:
        typed = _typed_of(rows)
        for kind, box in self.boxes.items():
            box.setChecked(kind in typed)
            self._enable(kind, is_on=kind in typed)
            days, reminder = typed.get(kind, ("", ""))
            self.days[kind].setText(days)
            self.reminders[kind].setText(reminder)
        self._mark({})
        self._show_deletable()

    def _show_deletable(self) -> None:
        kept = self._kept.get(self.name)
        self.delete.setEnabled(kept is not None and kept.is_saved)

    def _enable(self, kind: MilestoneKind, *, is_on: bool) -> None:
        self.days[kind].setEnabled(is_on)
        self.reminders[kind].setEnabled(is_on)

    def _typed(self) -> Typed:
        on = (kind for kind, box in self.boxes.items() if box.isChecked())
        return {kind: (self.days[kind].text().strip(), self.reminders[kind].text().strip()) for kind in on}

    def _mark(self, wrong: Mapping[str, str], kinds: list[MilestoneKind] | None = None) -> None:
        """Frame what was refused, with its sentence as a tip; the dialog says it in full."""
        rows = list(kinds or ())
        for name, fields in (("days_after_signing", self.days), ("remind_days", self.reminders)):
            for kind, field in fields.items():
                said = wrong.get(f"{name}.{rows.index(kind)}", "") if kind in rows else ""
                frame(field, said)

    def _delete(self) -> None:
        def deleted(_: object) -> None:
            self.context.messages.say(tr("The template has been deleted; Ctrl+Z brings it back."))
            self._read(STANDARD)

        self.context.runner.run(delete_template, self.name, owner=self, then=deleted)


def _typed_of(rows: tuple[TemplateRow, ...]) -> Typed:
    return {row.kind: (str(row.days_after_signing), str(row.remind_days)) for row in rows}
