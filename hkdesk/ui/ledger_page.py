"""What the pages of projects, appeals and enterprises have in common: a ledger that files and blocks are taken into."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.ledger_in import take_pastes
from hkdesk.ui.ledger_menu import Shown, ledger_button, shown_in
from hkdesk.ui.page import Page
from hkdesk.ui.widgets.ledger_view import LedgerView
from hkdesk.ui.widgets.text import icon_button


class LedgerPage(Page):
    """A page around one ledger.

    Class attributes:
        KIND: of the ledger's records.
    """

    KIND = ""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.ledger: LedgerView

    def add_new_button(self, header: QHBoxLayout, text: str, keys: str = "") -> None:
        """The main button, which enters a new record."""
        new = icon_button(text, icon("plus", self.context.theme["on_accent"]), "primary")
        new.setToolTip(keys)
        new.setEnabled(not self.context.is_read_only)
        new.clicked.connect(self.enter_new)
        header.addWidget(new)

    def make_ledger(self, ledger: LedgerView, *others: Shown) -> LedgerView:
        """The page's ledger, with the ways in and out of it.

        Args:
            others: what files hold besides, that the same button gives out.
        """
        self.ledger = ledger
        take_pastes(ledger.table, self.context, self.KIND)
        makers = [lambda other=other: other for other in others]
        ledger.add_tool(ledger_button(self.context, lambda: shown_in(self.KIND, ledger), *makers))
        return ledger

    def enter_new(self) -> None:
        """Enter a new record beside the page."""
        self.context.bus.entry_wanted.emit(self.KIND, {})

    def show_record(self, key: Any) -> None:
        self.ledger.choose(key)
        self.ledger.table.setFocus()

    def show_chip(self, chip: str) -> None:
        self.ledger.choose_chip(chip)

    def focus_search(self) -> None:
        self.ledger.search.setFocus()
        self.ledger.search.selectAll()

    def focus_content(self) -> None:
        self.ledger.table.setFocus()
