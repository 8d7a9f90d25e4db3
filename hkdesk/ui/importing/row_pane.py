"""The pane beside the rows of a ledger: what becomes of the chosen one, why, and what the officer can say to it."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from hkdesk.exchange.ledgers.worded import worded, worded_of_desk
from hkdesk.ui.importing.line import ARROW, Line
from hkdesk.ui.theme import Theme
from hkdesk.ui.widgets.detail import Fact, FactGrid
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button, clear, column, label
from hkdesk.wording import field_name, refusal, tr
from hkdesk.work.importing.decisions import Side
from hkdesk.work.importing.rows import FieldChange, Question, Reason, RowState

WIDTH = 336


class RowPane(QFrame):
    """One row in full.

    Signals:
        answered(str, UUID): the name in the ledger means this record; None for a new one.
        side_taken(Side): whose values stay where both sides were edited.
        leave_out(bool): the row is not to be written, or is after all.
    """

    answered = Signal(str, object)
    side_taken = Signal(object)
    leave_out = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("detail")
        self.setFixedWidth(WIDTH)
        self._theme = theme
        self._line: Line | None = None
        layout = column(self, margin=18, gap=10)
        self._states = StateView(theme)
        self._states.show_state("list-checks", tr("Choose a row to see what becomes of it."))
        layout.addWidget(self._states, 1)
        self._name = label("", "name", wraps=True)
        self._about = label("", "sub", wraps=True)
        layout.addWidget(self._name)
        layout.addWidget(self._about)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self._inside = column(inside, gap=8)
        self._area.setWidget(inside)
        layout.addWidget(self._area, 1)
        self.left_out = button(tr("Leave this row out"))
        self.left_out.clicked.connect(lambda: self.leave_out.emit(not (self._line and self._line.is_left_out)))
        layout.addWidget(self.left_out)
        self.show_line(None)

    def show_line(self, line: Line | None) -> None:
        """Show a row, or none."""
        self._line = line
        for widget in (self._name, self._about, self._area, self.left_out):
            widget.setVisible(line is not None)
        self._states.setVisible(line is None)
        clear(self._inside)
        if line is None:
            return
        row = line.row
        self._name.setText(row.label or tr("(no name)"))
        self._about.setText(tr("Row {row}: {state}", row=f"{row.number:,}", state=line.state))
        self.left_out.setText(tr("Take this row after all") if line.is_left_out else tr("Leave this row out"))
        if row.question is not None:
            self._ask(row.question)
        self._say(tr("Why it is not taken"), row.reasons, "error")
        if line.clashes:
            self._show_conflicts(line)
        if row.changes:
            self._show_facts(tr("What changes"), [self._changed(line, change) for change in row.changes])
        self._say(tr("What of it is not taken"), row.remarks, "notice")
        self._say(tr("How it was read"), [Reason(f.field, f.error) for f in line.said.remarks], "sub")
        if row.state in (RowState.NEW, RowState.SAME):
            said = [(name, worded(line.kind, name, text)) for name, text in line.said.values.items() if text]
            self._show_facts(tr("What it says"), [Fact(field_name(name), text) for name, text in said])
        self._inside.addStretch(1)

    def _ask(self, question: Question) -> None:
        self._inside.addWidget(label(tr("Which one is meant?"), "heading"))
        said = tr("“{text}” is nearly the name of one that the desk has.", text=question.text)
        self._inside.addWidget(label(said, wraps=True))
        for candidate in question.candidates:
            self._answer(candidate.name, question.text, candidate.id)
        self._answer(tr("It is a new one"), question.text, None)

    def _answer(self, text: str, name: str, record: UUID | None) -> None:
        made = button(text)
        made.clicked.connect(lambda: self.answered.emit(name, record))
        self._inside.addWidget(made)

    def _say(self, title: str, reasons: "list[Reason] | tuple[Reason, ...]", look: str) -> None:
        if reasons:
            self._inside.addWidget(label(title, "heading"))
        for reason in reasons:
            said = refusal(reason.error)
            text = tr("{field_name}: {said}", field_name=field_name(reason.field), said=said) if reason.field else said
            self._inside.addWidget(label(text, look, wraps=True))

    def _show_conflicts(self, line: Line) -> None:
        self._inside.addWidget(label(tr("Edited here and on the desk"), "heading"))
        for change in line.clashes:
            self._inside.addWidget(label(field_name(change.field), "sub"))
            desk = worded_of_desk(line.kind, change.field, change.old)
            ledger = worded(line.kind, change.field, change.new)
            self._inside.addWidget(label(tr("The desk: {text}", text=desk), wraps=True))
            self._inside.addWidget(label(tr("The ledger: {text}", text=ledger), wraps=True))
        self._side(tr("Take the ledger's"), Side.LEDGER)
        self._side(tr("Keep the desk's"), Side.DESK)

    def _side(self, text: str, side: Side) -> None:
        made = button(text)
        made.clicked.connect(lambda: self.side_taken.emit(side))
        self._inside.addWidget(made)

    def _changed(self, line: Line, change: FieldChange) -> Fact:
        old = worded_of_desk(line.kind, change.field, change.old)
        return Fact(field_name(change.field), f"{old}{ARROW}{worded(line.kind, change.field, change.new)}")

    def _show_facts(self, title: str, facts: list[Fact]) -> None:
        if facts:
            self._inside.addWidget(label(title, "heading"))
            self._inside.addWidget(FactGrid(facts, self._theme))
