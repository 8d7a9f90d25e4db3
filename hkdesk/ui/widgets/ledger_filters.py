"""What a ledger is narrowed by besides its chips: whose rows, and what its columns say."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.widgets.flow import FlowLayout
from hkdesk.ui.widgets.form import Ask, Field
from hkdesk.ui.widgets.form_dialog import FormDialog
from hkdesk.ui.widgets.text import button, icon_button
from hkdesk.wording import field_name, tr, word
from hkdesk.work.queries.ledger import NOT_GIVEN, Compare, Filter, Ledger, filter_values


class LedgerFilters(QObject):
    """The chip "Mine", the button "Filter…", and a removable token for each filter that is on.

    Signals:
        changed(): other rows are wanted.
    """

    changed = Signal()

    def __init__(self, parent: QWidget, context: Context, ledger: Ledger[Any], flow: FlowLayout) -> None:
        super().__init__(parent)
        self._parent, self._context, self._ledger, self._flow = parent, context, ledger, flow
        self._where: dict[str, str] = {}
        self._tokens: list[QPushButton] = []
        self.mine = button(tr("Mine"), "chip")
        self.mine.setCheckable(True)
        self.mine.clicked.connect(self._on_mine)
        self.ask = icon_button(tr("Filter…"), icon("filter", context.theme["sub"]), "chip")
        self.ask.clicked.connect(self.open_dialog)
        if ledger.mine is not None:
            flow.addWidget(self.mine)
            context.bus.officer_changed.connect(self._on_officer)
        if ledger.filters:
            flow.addWidget(self.ask)

    @property
    def where(self) -> dict[str, str]:
        """What is asked of the columns, {filter: text}."""
        return dict(self._where)

    @property
    def officer(self) -> str:
        """Whose rows are wanted; empty for everybody's."""
        return self._context.settings.officer if self.mine.isChecked() else ""

    @property
    def is_on(self) -> bool:
        return bool(self._where or self.officer)

    def set_all(self, where: Mapping[str, str], *, is_mine: bool) -> None:
        """Narrow by this and nothing else; what the ledger does not know is left out."""
        self._where = {name: where[name] for name in self._ledger.filters if where.get(name)}
        self.mine.setChecked(is_mine and self._ledger.mine is not None and bool(self._context.settings.officer))
        self._show_tokens()

    def open_dialog(self) -> None:
        """Ask for what the columns shall say."""
        context = self._context
        context.runner.read(filter_values, self._ledger, context.park_id, owner=self, then=self._open)

    def _open(self, values: dict[str, list[str]]) -> None:
        fields = [self._field(name, f, values.get(name, [])) for name, f in self._ledger.filters.items()]
        hint = tr("Only the lines that fit all of these are shown.")
        dialog = FormDialog(self._parent.window(), tr("Filter"), fields, self._take, save_word=tr("Show"), hint=hint)
        dialog.form.fill(self._where)
        dialog.open()
        dialog.form.focus_first()

    def _field(self, name: str, asked: Filter, values: list[str]) -> Field:
        title = field_name(name)
        if asked.compare is Compare.CONTAINS:
            return Field(name, title=title, hint=tr("contains…"))
        there = list(values)
        if (now := self._where.get(name)) and now not in (*there, NOT_GIVEN):
            there.append(now)
        choices = [("", tr("all")), (NOT_GIVEN, tr("not given")), *((v, self._say(asked, v)) for v in there)]
        return Field(name, Ask.CHOICE, title=title, choices=choices)

    def _take(self, dialog: FormDialog) -> None:
        self._where = {name: text.strip() for name, text in dialog.form.values().items() if text.strip()}
        dialog.taken()
        self._show_tokens()
        self.changed.emit()

    def _show_tokens(self) -> None:
        for token in self._tokens:
            self._flow.removeWidget(token)
            token.hide()
            token.deleteLater()
        self._tokens = [self._token(name, text) for name, text in self._where.items()]
        for token in self._tokens:
            self._flow.addWidget(token)

    def _token(self, name: str, text: str) -> QPushButton:
        asked = self._ledger.filters[name]
        said = tr("{field}: {text}", field=field_name(name), text=self._say(asked, text))
        made = icon_button(said, icon("x", self._context.theme["accent"]), "token")
        made.setAccessibleName(tr("Take the filter off: {filter}", filter=said))
        made.clicked.connect(lambda: self._take_off(name))
        return made

    def _take_off(self, name: str) -> None:
        del self._where[name]
        self._show_tokens()
        self.ask.setFocus()
        self.changed.emit()

    def _on_mine(self) -> None:
        if self.mine.isChecked() and not self._context.settings.officer:
            self._context.bus.officer_wanted.emit()
            self.mine.setChecked(bool(self._context.settings.officer))
        self.changed.emit()

    def _on_officer(self) -> None:
        if self.mine.isChecked():
            self.mine.setChecked(bool(self._context.settings.officer))
            self.changed.emit()

    @staticmethod
    def _say(asked: Filter, text: str) -> str:
        if text == NOT_GIVEN:
            return tr("not given")
        try:
            return word(asked.codes(text)) if asked.codes else text
        except ValueError:  # kept from a time that knew this code
            return text
