"""What is said of several chosen rows, and the button that changes them all."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.print_menu import print_records
from hkdesk.ui.widgets.detail import Fact, FactGrid
from hkdesk.ui.widgets.ledger_view import LedgerView
from hkdesk.ui.widgets.text import button, clear, column, label
from hkdesk.wording import tr, tr_n

MOVING_PAUSE_MS, WIDTH = 60, 336
Sums = Callable[..., Any]


class SeveralPane(QFrame):
    """Takes the place of the detail while more than one row is chosen.

    Args:
        sums: a query (reader, keys) whose answer `facts` puts into words; None where there is nothing to add up.
        change: opens the form that changes the rows of these ids; None where there is none.
        prints: the documents that there are of each of them (documents/all_reports.py).
    """

    def __init__(
        self,
        context: Context,
        ledger: LedgerView,
        sums: Sums | None = None,
        facts: Callable[[Any], Sequence[Fact]] = lambda _: (),
        change: Callable[[list[UUID]], None] | None = None,
        prints: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.setObjectName("detail")
        self.setFixedWidth(WIDTH)
        self._context, self._ledger, self._sums, self._facts = context, ledger, sums, facts
        layout = column(self, margin=18, gap=12)
        self.title = label("", "name")
        layout.addWidget(self.title)
        self._inside = column(gap=8)
        layout.addLayout(self._inside)
        layout.addWidget(label(tr("Choose one line to see all about it here."), "sub", wraps=True))
        layout.addStretch(1)
        self.print = button(tr("Print…"))
        self.print.clicked.connect(lambda: print_records(self.print, context, prints, self._ids()))
        layout.addWidget(self.print)
        self.print.setVisible(bool(prints))
        self.change = button(tr("Change all…"), "primary")
        if change is not None:
            self.change.clicked.connect(lambda: change(self._ids()))
        layout.addWidget(self.change)  # shown before it stands here it would be a window of its own
        self.change.setVisible(change is not None and not context.is_read_only)
        self._pause = QTimer(self, singleShot=True, interval=MOVING_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)

    def show_count(self, n: int) -> None:
        """Say how many there are; the sums follow once no more are added."""
        self.title.setText(tr_n("{n} selected", "{n} selected", n))
        self._pause.start()

    def refresh(self) -> None:
        """Add up what is chosen now."""
        if self._sums is not None and self._ledger.table.chosen_count() > 1:
            keys = self._ledger.table.chosen_keys()
            self._context.runner.read(self._sums, keys, owner=self, then=self._show)

    def _show(self, found: Any) -> None:
        clear(self._inside)
        self._inside.addWidget(FactGrid(list(self._facts(found)), self._context.theme))

    def _ids(self) -> list[UUID]:
        keys = self._ledger.table.chosen_keys()
        return [UUID(bytes=keys[at : at + 16]) for at in range(0, len(keys), 16)]


class DetailOrSeveral(QStackedWidget):
    """The detail of the one chosen row, or what there is to say of several."""

    def __init__(self, ledger: LedgerView, detail: QWidget | None, several: SeveralPane) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._detail, self._several = detail, several
        for part in (detail, several):
            if part is not None:
                self.addWidget(part)
        ledger.several.connect(self._on_several)
        if detail is None:
            self.hide()

    def _on_several(self, n: int) -> None:
        self.setVisible(n > 1 or self._detail is not None)
        if n > 1:
            self._several.show_count(n)
            self.setCurrentWidget(self._several)
        elif self._detail is not None:
            self.setCurrentWidget(self._detail)
