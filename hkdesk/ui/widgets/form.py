"""Forms: label above, unit behind, the sentence about what is wrong beneath; what was typed stays."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.ui.widgets.check_grid import CheckGrid
from hkdesk.ui.widgets.choice_field import ChoiceField
from hkdesk.ui.widgets.name_field import NameCompleter
from hkdesk.ui.widgets.text import column, label, row
from hkdesk.wording import field_name, refusal

Editor = QLineEdit | QPlainTextEdit | QComboBox | CheckGrid


class Ask(Enum):
    """How a field is entered."""

    LINE = auto()
    TEXT = auto()
    CHOICE = auto()
    NAME = auto()  # a line that completes itself from names
    NAMES = auto()  # such a line for several of them
    SEVERAL = auto()  # any number of choices; their codes are separated by spaces


@dataclass(frozen=True)
class Field:
    """A field of a form.

    Args:
        name: the record's field.
        choices: (code, word) pairs for a choice or several; an empty code is no choice.
        is_wide: takes the whole width.
    """

    name: str
    ask: Ask = Ask.LINE
    title: str = ""
    unit: str = ""
    hint: str = ""
    choices: Sequence[tuple[str, str]] = ()
    is_wide: bool = False
    is_required: bool = False
    lines: int = 3


class Form(QWidget):
    """A grid of fields, two beside each other.

    Signals:
        submitted(): Ctrl+Enter, or Enter in the last field.
        edited(): something stands in a field that did not before.
    """

    submitted = Signal()
    edited = Signal()

    def __init__(self, fields: Sequence[Field], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self._editors: dict[str, Editor] = {}
        self._errors: dict[str, QLabel] = {}
        self._given: dict[str, str] = {}
        self._notes: dict[str, QLabel] = {}
        self._popups: dict[QObject, QLineEdit] = {}
        self._grids: dict[QObject, QObject] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.general = label("", "error", wraps=True)
        self.general.hide()
        at, side = 0, 0
        for field in self.fields:
            if field.is_wide and side:
                at, side = at + 1, 0
            grid.addWidget(self._block(field), at, side, 1, 2 if field.is_wide else 1, Qt.AlignmentFlag.AlignTop)
            at, side = (at + 1, 0) if field.is_wide or side else (at, 1)
        grid.addWidget(self.general, at + 1, 0, 1, 2)
        self._given = self.values()

    @property
    def is_touched(self) -> bool:
        """Whether anything was typed since it was filled."""
        return self.values() != self._given

    def editor(self, name: str) -> Editor:
        return self._editors[name]

    def add_beneath(self, name: str, widget: QWidget) -> None:
        """Put something of one's own beneath a field and its sentence."""
        block = self._errors[name].parentWidget()
        if block is not None and (layout := block.layout()) is not None:
            layout.addWidget(widget)

    def error_of(self, name: str) -> str:
        """The sentence beneath a field; empty if there is none."""
        found = self._errors[name]
        return found.text() if not found.isHidden() else ""

    def fill(self, values: Mapping[str, str]) -> None:
        """Put values in; from here on a difference counts as typed."""
        for name, value in values.items():
            if name in self._editors:
                self._set(name, value)
        self._given = self.values()

    def suggest(self, name: str, value: str) -> None:
        """Put in what is likely; what the officer has typed there stays."""
        if self._get(self._editors[name]) != self._given.get(name, ""):
            return
        self._given[name] = value  # first: whoever hears of the change must not take it for typed
        self._set(name, value)
        self._given[name] = self._get(self._editors[name])

    def note(self, name: str, said: str) -> None:
        """Say something beneath a field that is no refusal; empty takes it away."""
        if name not in self._notes:
            self._notes[name] = label("", "faint", wraps=True)
            self.add_beneath(name, self._notes[name])
        self._notes[name].setText(said)
        self._notes[name].setVisible(bool(said))

    def given(self, name: str) -> str:
        """What a field was filled with, or what was suggested for it."""
        return self._given.get(name, "")

    def set_value(self, name: str, value: str) -> None:
        """Put one value in, as if it was typed."""
        self._set(name, value)

    def set_names(self, name: str, names: Sequence[str], also: Mapping[str, str] | None = None) -> None:
        """What a field completes itself from; `also` gives what else finds a name, its pinyin initials."""
        editor = self._editors[name]
        if isinstance(editor, QLineEdit):
            is_list = next(f.ask is Ask.NAMES for f in self.fields if f.name == name)
            completer = NameCompleter(editor, names, also or {}, is_list=is_list)
            editor.setCompleter(completer)
            completer.popup().installEventFilter(self)
            self._popups[completer.popup()] = editor

    def set_choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        editor = self._editors[name]
        if not isinstance(editor, QComboBox):
            return
        chosen = editor.currentData()
        editor.clear()
        for code, word in choices:
            editor.addItem(word, code)
        editor.setCurrentIndex(max(0, editor.findData(chosen)))

    def values(self) -> dict[str, str]:
        """Everything as it stands in the fields."""
        return {name: self._get(editor) for name, editor in self._editors.items()}

    def typed(self) -> dict[str, str]:
        """Only what differs from what it was filled with."""
        return {k: v for k, v in self.values().items() if v != self._given.get(k)}

    def show_refusal(self, error: Exception) -> None:
        """Put each sentence beneath its field, what has none at the foot, and the cursor into the first wrong field."""
        self.clear_errors()
        first: Editor | None = None
        rest: list[str] = []
        for one in error.errors if isinstance(error, FieldErrors) else [error]:
            field = getattr(one, "field", None) if isinstance(one, DeskError) else None
            name = next((n for n in (field, f"{field}_id", str(field).removesuffix("_id")) if n in self._errors), None)
            if name is None:
                rest.append(refusal(one))
                continue
            self._mark(name, refusal(one))
            first = first or self._editors[name]
        self.general.setText("\n".join(rest))
        self.general.setVisible(bool(rest))
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_wrong(self, name: str, error: DeskError | None) -> None:
        """Say beneath one field what is wrong with it, or that nothing is; the cursor stays where it is."""
        if not self._errors[name].isHidden():
            self._errors[name].hide()
            _set_wrong(self._editors[name], is_wrong=False)
        if error is not None:
            self._mark(name, refusal(error))

    def clear_errors(self) -> None:
        self.general.hide()
        for name, said in self._errors.items():
            if not said.isHidden():
                said.hide()
                _set_wrong(self._editors[name], is_wrong=False)

    def focus_first(self) -> None:
        """Put the cursor into the first empty field that must be filled, or the first."""
        empty = next((f.name for f in self.fields if f.is_required and not self._get(self._editors[f.name])), None)
        self._editors[empty or self.fields[0].name].setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            watched = self._grids.get(watched, watched)
            if watched in self._popups:
                return self._take_first(self._popups[watched], event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self.submitted.emit()
                    return True
                if not isinstance(watched, QPlainTextEdit) and not _is_choosing(watched):
                    self._go_on(watched)
                    return True
            if event.key() == Qt.Key.Key_Tab and isinstance(watched, QPlainTextEdit):
                self.focusNextChild()
                return True
        return super().eventFilter(watched, event)

    def _go_on(self, watched: QObject) -> None:
        editors: list[QObject] = list(self._editors.values())
        if watched is editors[-1]:
            self.submitted.emit()
        else:  # to the next field, whatever stands beneath this one
            following = list(self._editors.values())[editors.index(watched) + 1]
            following.setFocus(Qt.FocusReason.TabFocusReason)

    def _take_first(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        """Enter in the list of names: what was walked to is taken, and the form goes on.

        Whoever types initials means a name that there is, and gets the first. A Chinese name may be a new one and stays
        as typed: Qt would take the name that begins like it, unseen.
        """
        popup = editor.completer().popup()
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            popup.setProperty("walked", True)
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            popup.setProperty("walked", False)
            return False
        completer = editor.completer()
        chosen = popup.currentIndex() if popup.property("walked") else completer.completionModel().index(0, 0)
        typed = completer.typed_name(editor.text()) if isinstance(completer, NameCompleter) else editor.text()
        if chosen.isValid() and (popup.property("walked") or typed.isascii()):
            editor.setText(completer.pathFromIndex(chosen))
        popup.setProperty("walked", False)
        popup.hide()
        self._go_on(editor)
        return True

    def _block(self, field: Field) -> QWidget:
        block = QWidget()
        layout = column(block, gap=3)
        title = field.title or field_name(field.name)
        layout.addWidget(label(title + (" *" if field.is_required else ""), "sub"))
        editor = self._make(field)
        editor.setAccessibleName(title)
        editor.setObjectName(f"field-{field.name}")  # the style sheet has names of its own, e.g. title
        editor.installEventFilter(self)
        line = row(gap=6)
        line.addWidget(editor, 1)
        if field.unit:
            line.addWidget(label(field.unit, "sub"))
        layout.addLayout(line)
        error = label("", "error", wraps=True)
        error.hide()
        layout.addWidget(error)
        self._editors[field.name], self._errors[field.name] = editor, error
        return block

    def _make(self, field: Field) -> Editor:
        if field.ask is Ask.SEVERAL:
            grid = CheckGrid(field.choices)
            for box in grid.boxes:
                box.installEventFilter(self)
                self._grids[box] = grid
            return grid
        if field.ask is Ask.CHOICE:
            choice = ChoiceField()
            choice.currentIndexChanged.connect(self.edited)
            for code, word in field.choices:
                choice.addItem(word, code)
            return choice
        if field.ask is Ask.TEXT:
            text = QPlainTextEdit()
            text.textChanged.connect(self.edited)
            text.setTabChangesFocus(True)
            text.setPlaceholderText(field.hint)
            text.setFixedHeight(text.fontMetrics().lineSpacing() * field.lines + 18)
            return text
        line = QLineEdit()
        line.textChanged.connect(self.edited)
        line.setPlaceholderText(field.hint)
        return line

    def _set(self, name: str, value: str) -> None:
        match editor := self._editors[name]:
            case QComboBox():
                editor.setCurrentIndex(max(0, editor.findData(value)))
            case CheckGrid():
                editor.check(value)
            case QPlainTextEdit():
                editor.setPlainText(value)
            case _:
                editor.setText(value)

    @staticmethod
    def _get(editor: Editor) -> str:
        match editor:
            case QComboBox():
                return str(editor.currentData() or "")
            case CheckGrid():
                return editor.checked()
            case QPlainTextEdit():
                return editor.toPlainText()
            case _:
                return editor.text()

    def _mark(self, name: str, sentence: str) -> None:
        said = self._errors[name]
        said.setText(f"{said.text()} {sentence}" if not said.isHidden() else sentence)
        said.show()
        editor = self._editors[name]
        editor.setAccessibleDescription(sentence)
        _set_wrong(editor, is_wrong=True)


def _is_choosing(watched: QObject) -> bool:
    completer = watched.completer() if isinstance(watched, QLineEdit) else None
    return completer is not None and completer.popup().isVisible()


def _set_wrong(editor: Editor, *, is_wrong: bool) -> None:
    editor.setProperty("wrong", "true" if is_wrong else "false")
    editor.style().unpolish(editor)
    editor.style().polish(editor)
    if not is_wrong:
        editor.setAccessibleDescription("")


def choices(codes: Iterable[Any], say: Callable[[Any], str], none: str | None = None) -> list[tuple[str, str]]:
    """The choices of an enumeration, with an empty one first if there may be none."""
    made = [(str(c.value), say(c)) for c in codes]
    return [("", none), *made] if none is not None else made
