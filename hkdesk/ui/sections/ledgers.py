"""Settings: what ledgers that come in are read by: the office's own words, and the ledgers that are remembered."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QButtonGroup, QStackedWidget

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.exchange.ledgers.own_words import OwnWord, check_own_words, meanings
from hkdesk.ui.context import Context
from hkdesk.ui.sections.ledger_shapes import KnownLedger, LedgerShapes, known_ledgers
from hkdesk.ui.sections.ledger_words import LedgerWords, Meanings
from hkdesk.ui.sections.section import Done, Refused, Section
from hkdesk.ui.widgets.text import column, label, row, tab_button
from hkdesk.wording import refusal, tr
from hkdesk.work.commands.ledger_shapes import forget_shape
from hkdesk.work.commands.ledger_words import save_ledger_words
from hkdesk.work.queries.ledger_words import ledger_words

Found = tuple[Meanings, list[OwnWord], list[KnownLedger]]


class LedgersSection(Section):
    """Two sheets, one behind the other."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._kept: list[OwnWord] | None = None
        layout = column(self, gap=10)
        layout.addWidget(label(self.title, "heading"))
        said = tr(
            "What ledgers that come in are read by: what your office calls a column or a value, and how you put the "
            "columns of earlier ones right."
        )
        layout.addWidget(label(said, "sub", wraps=True))
        self.words, self.shapes = LedgerWords(context), LedgerShapes(context)
        self.shapes.unwanted.connect(self._forget)
        self._stack = QStackedWidget()
        self._tabs = QButtonGroup(self)
        line = row(gap=0)
        for n, (name, pane) in enumerate(((tr("Own words"), self.words), (tr("Remembered ledgers"), self.shapes))):
            tab = tab_button(name)
            self._tabs.addButton(tab, n)
            line.addWidget(tab)
            self._stack.addWidget(pane)
        line.addStretch(1)
        self._tabs.button(0).setChecked(True)
        self._tabs.idToggled.connect(lambda n, is_on: self._stack.setCurrentIndex(n) if is_on else None)
        layout.addLayout(line)
        layout.addWidget(self._stack, 1)
        for pane in (self.words, self.shapes):
            pane.setEnabled(not context.is_read_only)
        context.runner.read(_found, owner=self, then=self._show)

    @property
    def title(self) -> str:
        return tr("Ledgers")

    @property
    def is_touched(self) -> bool:
        return self._kept is not None and self.words.typed != self._kept

    def reset(self) -> None:
        """No words but those that the desk comes with; what is remembered stays until it is forgotten."""
        self.words.clear()

    def save(self, done: Done, refused: Refused) -> None:
        typed = self.words.typed
        self.words.mark({})

        def wrong(error: DeskError) -> None:
            self._tabs.button(0).setChecked(True)
            self.words.mark({str(e.field): refusal(e) for e in getattr(error, "errors", ())})
            refused(error)

        def checked(errors: list[DeskError]) -> None:
            if errors:
                wrong(FieldErrors(errors))
                return
            self.context.runner.run(save_ledger_words, typed, owner=self, then=lambda _: done(), refused=wrong)

        self.context.runner.read(_wrong, typed, owner=self, then=checked)

    def _show(self, found: Found) -> None:
        known, words, ledgers = found
        self.words.show_words(known, words)
        self._kept = self.words.typed
        self.shapes.show_ledgers(ledgers)

    def _forget(self, key: UUID) -> None:
        def forgotten(_: object) -> None:
            self.context.messages.say(tr("The ledger has been forgotten; Ctrl+Z brings it back."))
            self.context.runner.read(known_ledgers, owner=self, then=self.shapes.show_ledgers)

        self.context.runner.run(forget_shape, key, owner=self, then=forgotten)


def _found(reader: Any) -> Found:
    return meanings(), list[OwnWord](ledger_words(reader)), known_ledgers(reader)


def _wrong(_reader: Any, words: list[OwnWord]) -> list[DeskError]:
    """On the reading thread: the words that ship take a moment to read."""
    return check_own_words(words)
