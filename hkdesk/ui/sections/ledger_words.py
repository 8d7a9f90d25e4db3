"""What the office itself calls the fields and values of its ledgers: a line a word."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QScrollArea, QStackedWidget, QWidget

from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.exchange.ledgers.own_words import ALL, PROJECTS, OwnWord, meaning_word
from hkdesk.exchange.ledgers.synonyms import YES_NO
from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.sections.section import frame
from hkdesk.ui.widgets.choice_field import ChoiceField
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button, card, column, icon_button, label, row
from hkdesk.wording import capital, field_name, tr
from hkdesk.work.commands.ledger_words import LONGEST

Meanings = Mapping[str, Sequence[str]]


def part_word(part: str) -> str:
    """Where a word is looked for: above the columns of a ledger, or in the cells of a field."""
    if part == ALL:
        return tr("All ledgers")
    if part == PROJECTS:
        return tr("Projects and dispatch tables")
    if part == YES_NO:
        return tr("Cells: yes or no")
    if part in KINDS:
        return capital(tr(KINDS[part].title))
    name = next(f.name for kind in KINDS.values() for f in kind.fields if f.codes and f.codes.__name__ == part)
    return tr("Cells: {field_name}", field_name=field_name(name))


class WordLine(QWidget):
    """A word of the office's own: where it stands, what it means, how it reads; what is wrong with it beneath.

    Signals:
        unwanted(): it is to be taken away.
        edited(): something of it has been changed.
    """

    unwanted = Signal()
    edited = Signal()

    def __init__(self, context: Context, meanings: Meanings, word: OwnWord) -> None:
        super().__init__()
        self._meanings = meanings
        part, means, said = word
        self._said = label("", "error", wraps=True)
        self._said.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        self.part, self.means, self.word = ChoiceField(), ChoiceField(), QLineEdit(said)
        for choice, name, width in ((self.part, tr("Where it stands"), 210), (self.means, tr("What it means"), 190)):
            choice.setAccessibleName(name)
            choice.setFixedWidth(width)
        self.word.setAccessibleName(tr("Your word"))
        self.word.setMaxLength(LONGEST)
        for each in meanings:
            self.part.addItem(part_word(each), each)
        self.part.setCurrentIndex(max(0, self.part.findData(part)))
        self._fill_meanings(means)
        away = button("", "tool", tr("Take this word away"))
        away.setIcon(icon("x", context.theme["sub"]))
        away.clicked.connect(self.unwanted)
        for across, widget in enumerate((self.part, self.means, self.word, away)):
            grid.addWidget(widget, 0, across)
        grid.addWidget(self._said, 1, 0, 1, 4)
        grid.setColumnStretch(2, 1)
        self.part.currentIndexChanged.connect(lambda _: self._fill_meanings(""))
        self.means.currentIndexChanged.connect(lambda _: self._on_edited())
        self.word.textEdited.connect(lambda _: self._on_edited())

    @property
    def typed(self) -> OwnWord:
        """What it says."""
        return str(self.part.currentData()), str(self.means.currentData()), " ".join(self.word.text().split())

    def say(self, why: str) -> None:
        """Frame the word, with what is wrong with it beneath; empty takes the frame away."""
        frame(self.word, why)
        self._said.setText(why)
        self._said.setVisible(bool(why))

    def _fill_meanings(self, chosen: str) -> None:
        part = str(self.part.currentData())
        self.means.clear()
        for means in self._meanings[part]:
            self.means.addItem(meaning_word(part, means), means)
        self.means.setCurrentIndex(max(0, self.means.findData(chosen)))
        self._on_edited()

    def _on_edited(self) -> None:
        self.say("")
        self.edited.emit()


class LedgerWords(QWidget):
    """The words as lines, and a button for another one; something to say where there are none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._meanings: Meanings = {}
        self._others: list[OwnWord] = []
        self.lines: list[WordLine] = []
        self._stack = QStackedWidget()
        empty = StateView(context.theme)
        empty.show_state(
            "languages",
            tr("No words of your own yet"),
            tr("The desk knows what most offices write above a column. What only yours writes is entered here once."),
            tr("Add a word"),
            self.add,
        )
        self._stack.addWidget(empty)
        self._stack.addWidget(self._make_list())
        sheet = card()
        column(sheet, margin=1).addWidget(self._stack)
        column(self).addWidget(sheet)

    @property
    def typed(self) -> list[OwnWord]:
        """What the lines say, from the top, and what this version has no place for."""
        return [*(line.typed for line in self.lines), *self._others]

    def show_words(self, meanings: Meanings, words: Sequence[OwnWord]) -> None:
        """Show these words and no others."""
        self._meanings = meanings
        self.clear()
        self._others = [word for word in words if word[1] not in meanings.get(word[0], ())]
        for word in words:
            if word not in self._others:
                self._add_line(word)

    def clear(self) -> None:
        """Take all of them away."""
        for line in list(self.lines):
            self._take_away(line)

    def add(self) -> None:
        """A line for another word, of the kind that was entered last."""
        if not self._meanings:
            return
        before = self.lines[-1].typed if self.lines else (next(iter(self._meanings)), "", "")
        line = self._add_line((before[0], before[1], ""))
        line.word.setFocus(Qt.FocusReason.OtherFocusReason)
        bar = self._area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _, end: bar.setValue(end), Qt.ConnectionType.SingleShotConnection)

    def mark(self, wrong: Mapping[str, str]) -> None:
        """Say beneath each word what is wrong with it.

        Args:
            wrong: by "word.<place>".
        """
        for place, line in enumerate(self.lines):
            line.say(wrong.get(f"word.{place}", ""))
        first = next((line for n, line in enumerate(self.lines) if wrong.get(f"word.{n}")), None)
        if first is not None:
            first.word.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(first)

    def _add_line(self, word: OwnWord) -> WordLine:
        line = WordLine(self._context, self._meanings, word)
        line.unwanted.connect(lambda: self._take_away(line))
        self.lines.append(line)
        self._inside.insertWidget(len(self.lines) - 1, line)
        self._stack.setCurrentIndex(1)
        return line

    def _take_away(self, line: WordLine) -> None:
        self.lines.remove(line)
        self._inside.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._stack.setCurrentIndex(1 if self.lines else 0)

    def _make_list(self) -> QWidget:
        made = QWidget()
        layout = column(made, margin=14, gap=10)
        head = row(gap=8)
        for said, width in ((tr("Where it stands"), 210), (tr("What it means"), 190), (tr("Your word"), 0)):
            name = label(said, "sub")
            if width:
                name.setFixedWidth(width)
            head.addWidget(name, 0 if width else 1)
        layout.addLayout(head)
        lines = QWidget()
        self._inside = column(lines, gap=8)
        self._inside.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take the focus, and bring themselves into sight
        self._area.setWidget(lines)
        layout.addWidget(self._area, 1)
        foot = row()
        more = icon_button(tr("Add a word"), icon("plus", self._context.theme["sub"]))
        more.clicked.connect(self.add)
        foot.addWidget(more)
        foot.addStretch(1)
        layout.addLayout(foot)
        return made
