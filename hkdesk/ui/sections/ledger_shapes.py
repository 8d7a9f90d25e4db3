"""The ledgers whose columns the desk remembers, each to be forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QStackedWidget, QWidget

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.exchange.ledgers.mapping import from_json
from hkdesk.ui.context import Context
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button, card, clear, column, label
from hkdesk.wording import capital, day, field_name, kind_name, refusal, say, tr
from hkdesk.work.queries.ledger_shapes import ShapeRow, shapes


@dataclass(frozen=True)
class KnownLedger:
    """A shape of ledgers, in words."""

    id: UUID
    kind: str
    columns: str
    used_on: date


def known_ledgers(reader: Any) -> list[KnownLedger]:
    """The shapes that are remembered, the latest first."""
    return [_known(row) for row in shapes(reader)]


def _known(row: ShapeRow) -> KnownLedger:
    kind = tr(KINDS[row.kind].title) if row.kind in KINDS else kind_name(row.kind)
    try:
        columns = say([field_name(name) for _, name in sorted(from_json(row.mapping).columns.items())])
    except DeskError as error:
        columns = refusal(error)
    return KnownLedger(row.id, capital(kind), columns, row.used_at.astimezone().date())


class LedgerShapes(QWidget):
    """A line a ledger: its kind, its columns, when it was last put right.

    Signals:
        unwanted(UUID): one is to be forgotten.
    """

    unwanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._stack = QStackedWidget()
        empty = StateView(context.theme)
        empty.show_state(
            "history",
            tr("No ledger is remembered yet"),
            tr(
                "Once you have put the columns of a ledger right, the next one with the same headings is read likewise."
            ),
        )
        self._stack.addWidget(empty)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(14, 14, 14, 14)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its buttons take the focus, and bring themselves into sight
        area.setWidget(inside)
        self._stack.addWidget(area)
        sheet = card()
        column(sheet, margin=1).addWidget(self._stack)
        column(self).addWidget(sheet)

    def show_ledgers(self, ledgers: Sequence[KnownLedger]) -> None:
        """Show these."""
        clear(self._grid)
        self._stack.setCurrentIndex(1 if ledgers else 0)
        for across, said in enumerate((tr("Ledger"), tr("Its columns"), tr("Last put right"))):
            self._grid.addWidget(label(said, "sub"), 0, across)
        top = Qt.AlignmentFlag.AlignTop
        for down, one in enumerate(ledgers, 1):
            self._grid.addWidget(label(one.kind), down, 0, top)
            self._grid.addWidget(label(one.columns, "sub", wraps=True), down, 1, top)
            self._grid.addWidget(label(day(one.used_on)), down, 2, top)
            forget = button(tr("Forget"), accessible=f"{tr('Forget')}: {one.kind}")
            forget.clicked.connect(lambda _=False, key=one.id: self.unwanted.emit(key))
            self._grid.addWidget(forget, down, 3, top)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(len(ledgers) + 1, 1)
