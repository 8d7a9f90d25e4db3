"""The four views of the page: the visit log, whom nobody visited, what is watched after production, the services."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from hkdesk.domain.visits import FIRST_SHIPMENT_DAYS, NOT_VISITED_DAYS
from hkdesk.ui.context import Context
from hkdesk.ui.ledger_in import take_pastes
from hkdesk.ui.ledger_menu import Shown, ledger_button
from hkdesk.ui.pages.visits.case_detail import CaseDetail
from hkdesk.ui.pages.visits.columns import case_columns, tracked_columns, unvisited_columns, visit_columns
from hkdesk.ui.pages.visits.editor import open_case, open_shipment, open_visit
from hkdesk.ui.pages.visits.visit_detail import VisitDetail
from hkdesk.ui.widgets.row_table import RowTable
from hkdesk.ui.widgets.search_field import SearchField
from hkdesk.ui.widgets.text import button, column, label, row
from hkdesk.wording import tr, tr_n
from hkdesk.work.queries.cases import CaseRow, cases
from hkdesk.work.queries.ledger import View
from hkdesk.work.queries.visits import DUE, MOST_ROWS, TrackedRow, UnvisitedRow, VisitLog, tracked, unvisited, visit_log


class ListView(QWidget):
    """A table with a line of choices above it and, where a kind has one, a pane beside it.

    Signals:
        counted(said): what the page says beside its title.
    """

    counted = Signal(str)

    def __init__(self, context: Context, columns: Any, name: str, kept_as: str, pane: Any = None) -> None:
        super().__init__()
        self.context, self.pane = context, pane
        self.table = RowTable(context, columns, name, kept_as)
        layout = column(self, gap=10)
        self.top = row(gap=8)
        layout.addLayout(self.top)
        body = row(gap=12)
        body.addWidget(self.table, 1)
        if pane is not None:
            body.addWidget(pane)
            self.table.chosen.connect(lambda one: pane.show_key(one.id if one is not None else None))
        layout.addLayout(body, 1)

    def refresh(self) -> None:
        """Read again what is shown."""
        raise NotImplementedError

    def add(self) -> None:
        """Enter a new one."""
        raise NotImplementedError

    def choose(self, key: UUID) -> None:
        """Make a record current as soon as it is there."""
        self.table.choose(key)

    def focus_content(self) -> None:
        self.table.table.setFocus()

    def _failed(self, fault: Exception) -> None:
        said = tr("This cannot be read just now.")
        self.table.show_state("triangle-alert", said, str(fault), tr("Try again"), self.refresh)


class VisitsView(ListView):
    """The visit log."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, visit_columns(), tr("Visits"), "Visit", VisitDetail(context))
        take_pastes(self.table.table, context, "Visit")
        self.search = SearchField(context.theme, tr("Enterprise, what was said"), self.table.table)
        self.search.typed.connect(self.refresh)
        self.due = button(tr("Next visit planned"), "chip")
        self.due.setCheckable(True)
        self.due.toggled.connect(lambda _: self.refresh())
        self.top.addWidget(self.search)
        self.top.addWidget(self.due)
        self.top.addStretch(1)
        self.top.addWidget(ledger_button(context, self._shown))

    def refresh(self) -> None:
        c = self.context
        asked = c.park_id, c.today, self.search.text(), self.due.isChecked()
        c.runner.read(visit_log, *asked, owner=self, then=self._show, failed=self._failed)
        self.pane.refresh()

    def add(self) -> None:
        open_visit(self.window(), self.context, None, {})

    def _shown(self) -> Shown:
        view = View(self.context.park_id, DUE if self.due.isChecked() else "", self.search.text())
        return Shown("Visit", view, self.table.columns.shown_fields())

    def _show(self, found: VisitLog) -> None:
        said = tr_n("{n} visit", "{n} visits", found.count)
        if found.count > len(found.rows):
            said = tr("{said}, the latest {n} are listed", said=said, n=len(found.rows))
        self.counted.emit(said)
        if found.rows:
            self.table.show_rows(found.rows)
        elif self.search.text().strip() or self.due.isChecked():
            self.table.show_state("search", tr("No visit fits."), tr("Another word, or all visits, may."))
        else:
            hint = tr("A visit that is entered says what was seen, what follows, and when the next one is.")
            self.table.show_state("map-pin", tr("No visits yet"), hint, tr("New visit"), self.add)


class UnvisitedView(ListView):
    """The enterprises that nobody visited for long."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, unvisited_columns(), tr("Not visited"), "UnvisitedEnterprise")
        self.days = QSpinBox()
        self.days.setRange(1, 3650)
        self.days.setValue(NOT_VISITED_DAYS)
        self.days.setSuffix(tr(" days"))
        self.days.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)  # typed, or turned by the arrow keys and the wheel
        self.days.setAccessibleName(tr("Not visited for so many days"))
        self.days.valueChanged.connect(lambda _: self.refresh())
        self.top.addWidget(label(tr("Not visited for"), "sub"))
        self.top.addWidget(self.days)
        self.top.addStretch(1)
        self.visit = button(tr("Visit"))
        self.visit.clicked.connect(self.add)
        self.top.addWidget(self.visit)
        self.table.opened.connect(lambda one: context.bus.record_wanted.emit("Enterprise", one.id))

    def refresh(self) -> None:
        c = self.context
        c.runner.read(
            unvisited, c.park_id, c.today, self.days.value(), owner=self, then=self._show, failed=self._failed
        )

    def add(self) -> None:
        one = self.table.current()
        open_visit(self.window(), self.context, None, {"enterprise": one.name} if one is not None else {})

    def _show(self, rows: list[UnvisitedRow]) -> None:
        said = tr_n("{n} enterprise waits for a visit", "{n} enterprises wait for a visit", len(rows))
        self.counted.emit(said if len(rows) < MOST_ROWS else tr("the first {n} that wait for a visit", n=len(rows)))
        self.visit.setEnabled(bool(rows) and not self.context.is_read_only)
        if rows:
            self.table.show_rows(rows)
        else:
            self.table.show_state("circle-check", tr("Everybody was visited."), "")


class TrackedView(ListView):
    """The projects in production and their first shipments."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, tracked_columns(), tr("After production"), "TrackedProject")
        said = tr(
            "Days from production to the first shipment: ● up to {n}, ◆ up to twice that or shipped later, ▲ beyond.",
            n=FIRST_SHIPMENT_DAYS,
        )
        self.top.addWidget(label(said, "sub"))
        self.top.addStretch(1)
        self.ship = button(tr("First shipment…"))
        self.ship.clicked.connect(self.add)
        self.top.addWidget(self.ship)
        self.table.opened.connect(lambda one: context.bus.record_wanted.emit("Project", one.id))

    def refresh(self) -> None:
        c = self.context
        c.runner.read(tracked, c.park_id, c.today, owner=self, then=self._show, failed=self._failed)

    def add(self) -> None:
        one = self.table.current()
        if one is not None and not self.context.is_read_only:
            on = one.first_shipment_on.isoformat() if one.first_shipment_on else ""
            open_shipment(self.window(), self.context, one.id, one.name, on)

    def _show(self, rows: list[TrackedRow]) -> None:
        waiting = sum(r.first_shipment_on is None for r in rows)
        self.counted.emit(tr_n("{n} has not shipped yet", "{n} have not shipped yet", waiting))
        self.ship.setEnabled(bool(rows) and not self.context.is_read_only)
        if rows:
            self.table.show_rows(rows)
        else:
            hint = tr("A project that goes into production is watched here until its first shipment.")
            self.table.show_state("factory", tr("No project is in production yet."), hint)


class CasesView(ListView):
    """The services that go on for months."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, case_columns(), tr("Services"), "ServiceCase", CaseDetail(context))
        self.closed = button(tr("With those closed"), "chip")
        self.closed.setCheckable(True)
        self.closed.toggled.connect(lambda _: self.refresh())
        self.top.addWidget(self.closed)
        self.top.addStretch(1)
        self._wanted: UUID | None = None

    def refresh(self) -> None:
        c = self.context
        c.runner.read(
            cases, c.park_id, c.today, self.closed.isChecked(), owner=self, then=self._show, failed=self._failed
        )
        self.pane.refresh()

    def choose(self, key: UUID) -> None:
        """Make a service current; a closed one brings those closed into the list."""
        self._wanted = key
        self.refresh()

    def add(self) -> None:
        open_case(self.window(), self.context, None)

    def _show(self, rows: list[CaseRow]) -> None:
        if self._wanted is not None:
            self.table.choose(self._wanted)
            if not self.closed.isChecked() and all(r.id != self._wanted for r in rows):
                self.closed.setChecked(True)
                return
            self._wanted = None
        going_on = sum(r.closed_on is None for r in rows)
        self.counted.emit(tr_n("{n} service goes on", "{n} services go on", going_on))
        if rows:
            self.table.show_rows(rows)
        else:
            hint = tr("A task force in residence, a steward's chain of consult, remedy and operate: a service each.")
            self.table.show_state("handshake", tr("No services yet"), hint, tr("New service"), self.add)
