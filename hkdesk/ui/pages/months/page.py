"""Monthly reports: one sheet for all projects of a month, filled by the keyboard alone."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget

from hkdesk.domain.errors import DeskError
from hkdesk.domain.months import month_after
from hkdesk.domain.report import month_to_report
from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.ledger_menu import Shown, ledger_button
from hkdesk.ui.page import Page
from hkdesk.ui.pages.months.columns import shown_fields
from hkdesk.ui.pages.months.grid import MonthGrid
from hkdesk.ui.pages.months.photographs import Photographs
from hkdesk.ui.pages.months.table import WRONG_ROLE, Cell, MonthTable
from hkdesk.ui.widgets.confirm import ask
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button, card, column, icon_button, label, row
from hkdesk.wording import long_month, refusal, tr, tr_n
from hkdesk.work.commands.reports import CellError, MonthIsClosed, close_month, enter_reports, reopen_month
from hkdesk.work.queries.ledger import View
from hkdesk.work.queries.reports import MonthSheet, SheetRow, month_sheet


class MonthsPage(Page):
    """The sheet of a month; a row is saved when it is left, a wrong cell stays as typed until it is right."""

    KINDS = ("Project", "ProgressReport", "ClosedMonth")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.month = month_to_report(context.today)
        self._sheet: MonthSheet | None = None
        self._may_change_closed = False
        self._is_asking = False
        self._finished: dict[UUID, dict[str, str]] = {}
        self._not_saved = ""
        self._again: dict[Cell, str] = {}
        self.table = MonthTable(self)
        self.table.is_writable = not context.is_read_only
        self._add_head()
        self.grid = MonthGrid(self.table, context.theme)
        self._states = StateView(context.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._states)
        sheet = card()
        column(sheet, margin=1).addWidget(self._stack)
        self.page_layout.addWidget(sheet, 1)
        self.page_layout.addLayout(self._make_foot())
        self.grid.row_left.connect(lambda n: self.save([self.table.rows[n].id] if n < len(self.table.rows) else []))
        self.grid.refused.connect(self._refuse_block)
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self.table.drafted.connect(self._tell)

    def refresh(self) -> None:
        context = self.context
        context.runner.read(
            month_sheet, context.park_id, self.month, owner=self, then=self._show, failed=context.messages.fault
        )

    def focus_content(self) -> None:
        self.grid.setFocus()

    def choose_month(self, month: date) -> None:
        """Look at another month; what has been typed is saved first, and what is wrong keeps this one."""
        if month > self.context.today or month == self.month:
            return
        self.save()
        if self.table.wrong_count:
            self.grid.setCurrentIndex(self.table.first_wrong())
            self.context.messages.refuse(
                DeskError("Some cells of this month are wrong: put them right, or give them up with Esc.")
            )
            return
        self.table.forget_drafts()
        self.month, self._may_change_closed = month, False
        self.refresh()

    def save(self, keys: Iterable[UUID] | None = None) -> None:
        """Save what has been typed into these rows, or into all."""
        typed = self.table.to_save(keys)
        if not typed or self._is_asking:
            return
        self._not_saved = ""

        def refused(error: DeskError) -> None:
            if isinstance(error, MonthIsClosed):
                self._ask_closed(error)
                return
            wrong = {(e.project_id, e.field or ""): refusal(e) for e in _cell_errors(error)}
            if not wrong:
                self._not_saved = refusal(error)
                self.context.messages.refuse(error)
                return
            self.table.refuse(wrong)
            self.save(typed)  # the other rows; those that are wrong wait

        self.context.runner.run(
            enter_reports,
            self.month,
            typed,
            may_change_closed=self._may_change_closed,
            origin=self,
            owner=self,
            refused=refused,
        )

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.save()

    def finish(self) -> bool:
        self.grid.take_open()
        typed = self.table.to_save()
        if self._is_asking or not typed or typed == self._finished:
            return False
        self._finished = typed  # what is refused is not handed over again
        self.save()
        return True

    def unfinished(self) -> str:
        month, count = long_month(self.month), self.table.wrong_count
        if count:
            said = tr_n(
                "{n} cell is wrong and has not been saved.", "{n} cells are wrong and have not been saved.", count
            )
        else:
            said = self._not_saved
        return f"{tr('Monthly reports')} · {month} · {said}" if said else ""

    def give_up(self) -> None:
        self._not_saved = ""
        self.table.forget_drafts()

    def typed(self) -> tuple[date, dict[Cell, str]]:
        self.grid.take_open()
        return self.month, self.table.drafts

    def type_again(self, typed: tuple[date, dict[Cell, str]]) -> None:
        self.month, self._again = typed
        self.refresh()  # seen or not, what is wrong is asked about before the desk closes

    def _refuse_block(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.show()
        self._keys.hide()

    def _show(self, sheet: MonthSheet) -> None:
        if sheet.month != self.month:
            return
        self._sheet = sheet
        self.table.set_rows(sheet.rows)
        again, self._again = self._again, {}
        self.table.type_again(again)
        self._month.setText(long_month(self.month))
        self._next.setEnabled(month_after(self.month, 1) <= self.context.today)
        self._stack.setCurrentIndex(0 if sheet.rows else 1)
        if not sheet.rows:
            self._states.show_state(
                "factory",
                tr("No project is under way in {month}.", month=long_month(self.month)),
                tr("Projects that are signed or started, and those that went into production this year, report here."),
            )
        self._show_counts(sheet)
        self.grid.go_to_first()

    def _show_counts(self, sheet: MonthSheet) -> None:
        parts = [tr("{reported} of {all} reported", reported=sheet.reported, all=len(sheet.rows))]
        closing = sheet.closing
        if closing is not None:
            parts.append(tr("closed on {on} by {actor}", on=closing.on, actor=closing.actor or "?"))
        self.counts.setText(" · ".join(parts))
        self._close.setText(tr("Reopen the month") if closing else tr("Close the month"))
        self._close.setAccessibleName(self._close.text())
        self._close.setEnabled(not self.context.is_read_only and self.context.park is not None)
        self._close.setToolTip("" if self.context.park else tr("A month is closed park by park: choose one first."))

    def _tell(self) -> None:
        """At the foot: what is wrong with the current cell, or how many are."""
        index = self.grid.currentIndex()
        wrong = index.data(WRONG_ROLE) if index.isValid() else None
        row = self._current_row()
        self._photographs.setEnabled(row is not None and row.report_id is not None)
        count = self.table.wrong_count
        if wrong:
            said = str(wrong)
        elif count:
            said = tr_n("{n} cell is wrong and waits; its row is not saved.", "{n} cells are wrong and wait.", count)
        else:
            said = ""
        self._wrong.setText(said)
        self._wrong.setVisible(bool(said))
        self._to_wrong.setVisible(bool(count) and not wrong)
        self._keys.setVisible(not said)

    def _ask_closed(self, error: MonthIsClosed) -> None:
        self._is_asking = True

        def change() -> None:
            self._is_asking, self._may_change_closed = False, True
            self.save()

        def leave() -> None:
            self._is_asking = False
            self.table.forget_drafts()

        ask(
            self.window(),
            tr("The month is closed"),
            refusal(error) + "\n" + tr("Change it all the same? The change will stand in the history."),
            tr("Change it"),
            change,
            leave,
        )

    def _close_or_reopen(self) -> None:
        self.save()
        sheet, park = self._sheet, self.context.park
        if sheet is None or park is None:
            return
        run, said = self.context.runner.run, self.context.messages.say
        if sheet.closing is not None:
            run(reopen_month, sheet.closing.id, owner=self, then=lambda _: said(tr("The month is open again.")))
        else:
            run(close_month, park.id, self.month, owner=self, then=lambda _: said(tr("The month is closed.")))

    def print_page(self) -> bool:
        """The dispatch table of the month in view, with what was typed just now."""
        from hkdesk.ui.print_preview import preview_report  # with all of printing: not before it is asked for

        self.save()
        preview_report(self.window(), self.context, "dispatch-table", self.month)
        return True

    def _add_head(self) -> None:
        header = self.add_header(tr("Monthly reports"))
        self._back = self._step_button("chevron-left", tr("The month before"), "Alt+Left", -1)
        self._month = label(long_month(self.month), "heading")
        self._month.setMinimumWidth(126)
        self._month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._next = self._step_button("chevron-right", tr("The month after"), "Alt+Right", 1)
        stepper = row(gap=4)
        for widget in (self._back, self._month, self._next):
            stepper.addWidget(widget)
        header.addLayout(stepper)
        self._photographs = button(tr("Photos…"))
        self._photographs.setToolTip(tr("Photographs of the chosen project's report (Ctrl+G)"))
        self._photographs.clicked.connect(self._open_photographs)
        keys = QShortcut(QKeySequence("Ctrl+G"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._photographs.click)
        header.addWidget(self._photographs)
        printed = icon_button(tr("Dispatch table"), icon("printer", self.context.theme["sub"]))
        printed.setToolTip("Ctrl+P")
        printed.clicked.connect(self.print_page)
        header.addWidget(printed)
        header.addWidget(ledger_button(self.context, self._shown))
        self._close = button(tr("Close the month"))
        self._close.clicked.connect(self._close_or_reopen)
        header.addWidget(self._close)

    def _shown(self) -> Shown:
        self.save()
        keys = tuple(row.id for row in self.table.rows)
        return Shown("Dispatch", View(self.context.park_id), shown_fields(), keys, self.month)

    def _step_button(self, picture: str, name: str, keys: str, months: int) -> QPushButton:
        made = button("", "tool", accessible=name)
        made.setIcon(icon(picture, self.context.theme["sub"]))
        made.setToolTip(f"{name} ({keys})")
        made.clicked.connect(lambda: self.choose_month(month_after(self.month, months)))
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(made.click)
        return made

    def _make_foot(self) -> QHBoxLayout:
        foot = row()
        self._keys = label(
            tr("Tab next cell   Enter next project   Ctrl+V paste a block   Esc give a cell up   saved row by row"),
            "keys",
        )
        self._wrong = label("", "error", wraps=True)
        self._wrong.hide()
        self._to_wrong = button(tr("Go to it"), "link")
        self._to_wrong.clicked.connect(self._go_to_wrong)
        self._to_wrong.hide()
        foot.addWidget(self._keys)
        foot.addWidget(self._wrong, 1)
        foot.addWidget(self._to_wrong)
        foot.addStretch(0)
        foot.addWidget(label(tr("amounts in wan CNY; last month below in small"), "keys"))
        return foot

    def _open_photographs(self) -> None:
        row = self._current_row()
        if row is not None and row.report_id is not None:
            Photographs(self.window(), self.context, row.report_id, f"{row.name} · {long_month(self.month)}").open()

    def _current_row(self) -> SheetRow | None:
        index = self.grid.currentIndex()
        return self.table.rows[index.row()] if index.isValid() else None

    def _go_to_wrong(self) -> None:
        self.grid.setFocus()
        self.grid.setCurrentIndex(self.table.first_wrong())


def _cell_errors(error: Any) -> list[CellError]:
    return [e for e in getattr(error, "errors", ()) if isinstance(e, CellError)]
