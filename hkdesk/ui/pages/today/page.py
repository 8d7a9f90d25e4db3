"""Today: the page that the desk opens on. What waits is listed; each line opens in place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStackedWidget

from hkdesk.documents.morning_list import TITLES
from hkdesk.paths import DataFolder
from hkdesk.ui.context import Context
from hkdesk.ui.drafts import Draft, Drafts
from hkdesk.ui.icons import icon
from hkdesk.ui.page import Page
from hkdesk.ui.pages.today.counter import Counter
from hkdesk.ui.pages.today.day_list import DayList, Head, More, Row
from hkdesk.ui.pages.today.pane import DayPane
from hkdesk.ui.pages.today.words import CHIPS
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button, card, column, icon_button, row
from hkdesk.wording import day, tr, tr_n, weekday
from hkdesk.work.queries.today import Part, Today, TodayLine, today_parts

FIRST_SHOWN, ALL_SHOWN = 30, 2000  # lines of each part


class TodayPage(Page):
    """Counters at the top, the day's list, and beside it the pane of what is chosen."""

    KINDS = (
        "ServiceRequest",
        "ServiceStep",
        "Enterprise",
        "Provider",
        "Project",
        "Milestone",
        "ProgressReport",
        "CalendarDay",
        "Visit",
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: Today | None = None
        self._was_filled = False
        self._shown = FIRST_SHOWN
        self._drafts = Drafts(DataFolder(context.runner.desk.folder).drafts)
        header = self.add_header(tr("Today"))
        self.mine = button(tr("Mine"), "chip")
        self.mine.setCheckable(True)
        self.mine.toggled.connect(self._on_mine)
        header.addWidget(self.mine)
        printed = icon_button(tr("Morning list"), icon("printer", context.theme["sub"]))
        printed.setToolTip("Ctrl+P")
        printed.clicked.connect(self.print_page)
        header.addWidget(printed)
        new = icon_button(tr("Log an appeal"), icon("plus", context.theme["on_accent"]), "primary")
        new.setToolTip("Ctrl+N")
        new.setEnabled(not context.is_read_only)
        new.clicked.connect(lambda: context.bus.entry_wanted.emit("ServiceRequest", {}))
        header.addWidget(new)
        self.day_list, self.pane = DayList(context.theme), DayPane(context)
        self.counters = {part: Counter(tr(TITLES[part])) for part in Part}
        counters = row(gap=10)
        for part, counter in self.counters.items():
            counter.clicked.connect(lambda _=False, part=part: self.day_list.go_to_part(part))
            counters.addWidget(counter, 1)
        self.page_layout.addLayout(counters)
        self._state = StateView(context.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.day_list)
        self._stack.addWidget(self._state)
        sheet = card()
        column(sheet, margin=4).addWidget(self._stack)
        body = row(gap=12)
        body.addWidget(sheet, 1)
        body.addWidget(self.pane)
        self.page_layout.addLayout(body, 1)
        self.day_list.chosen.connect(self._show_chosen)
        self.day_list.opened.connect(self._open)
        self.day_list.more_wanted.connect(self._show_more)
        context.bus.officer_changed.connect(self._on_officer)
        context.bus.draft_kept.connect(self._show_list)
        self._state.show_state("", tr("Reading the day…"))
        self._stack.setCurrentWidget(self._state)

    def refresh(self) -> None:
        context = self.context
        officer = context.runner.desk.officer if self.mine.isChecked() else ""
        asked = context.park_id, context.today, officer, self._shown
        context.runner.read(today_parts, *asked, owner=self, then=self._show)
        self.pane.refresh()

    def focus_content(self) -> None:
        self.day_list.setFocus()

    def print_page(self) -> bool:
        from hkdesk.ui.print_preview import preview_report  # with all of printing: not before it is asked for

        officer = self.context.runner.desk.officer if self.mine.isChecked() else ""
        preview_report(self.window(), self.context, "morning-list", narrowed=officer)
        return True

    def _show(self, found: Today) -> None:
        self._found = found
        kind = tr("working day") if found.is_workday else tr("day off")
        self.counts.setText(f"{day(found.today)} {weekday(found.today)} · {kind} · {self.context.place}")
        for part in found.parts:
            is_pressing = part.part in (Part.OVERDUE, Part.DUE_TODAY)
            self.counters[part.part].show_count(part.count, is_pressing=is_pressing)
        self._show_list()

    def _show_list(self) -> None:
        if self._found is None:
            return
        rows = self._rows(self._found)
        if not rows:
            self._say_nothing_waits()
            return
        self._stack.setCurrentWidget(self.day_list)
        self.day_list.show_rows(rows)
        if not self._was_filled:
            self._was_filled = True
            self._take_focus()

    def _rows(self, found: Today) -> list[Row]:
        rows: list[Row] = []
        drafts = [] if self.context.is_read_only else self._drafts.all()
        if drafts:
            rows += [Head(None, tr("Unfinished entries"), len(drafts)), *drafts]
        for part in found.parts:
            if not part.count:
                continue
            rows += [Head(part.part, tr(TITLES[part.part]), part.count), *part.lines]
            if part.count > len(part.lines):
                n = part.count - len(part.lines)
                rows.append(More(part.part, tr_n("{n} more ›", "{n} more ›", n)))
        return rows

    def _take_focus(self) -> None:
        """The keys work in the list as soon as it is there, unless somebody is typing elsewhere."""
        focused = QApplication.focusWidget()
        if self.isVisible() and (focused is None or focused.window() is self.window()):
            self.day_list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_nothing_waits(self) -> None:
        self.day_list.show_rows([])
        said, hint = tr("Nothing waits today."), tr("What falls due, is late or waits for a call stands here.")
        if self.mine.isChecked():
            hint = tr("Nothing of yours, that is: “Mine” is chosen.")
        self._state.show_state("circle-check", said, hint)
        self._stack.setCurrentWidget(self._state)

    def _show_chosen(self, line: Row | None) -> None:
        match line:
            case TodayLine():
                self.pane.show_record(line.kind, line.id)
            case Draft():
                self.pane.show_state(
                    "pencil", tr("An entry that was begun"), tr("Enter or a double click goes on with it.")
                )
            case _:
                self.pane.show_nothing()

    def _open(self, line: Row) -> None:
        match line:
            case TodayLine():
                self.context.bus.record_wanted.emit(line.kind, line.id)
            case Draft():
                enterprise = line.key.partition("-")[2]
                values = {"enterprise": enterprise} if enterprise else {}
                self.context.bus.entry_wanted.emit("ServiceRequest", values)

    def _show_more(self, part: Part) -> None:
        if part in CHIPS:
            self.context.bus.chip_wanted.emit(*CHIPS[part])
            return
        self._shown = ALL_SHOWN  # no ledger shows just these: they are listed here to their end
        self.refresh()

    def _on_mine(self) -> None:
        if self.mine.isChecked() and not self.context.runner.desk.officer:
            self.context.bus.officer_wanted.emit()
            if not self.context.runner.desk.officer:
                self.mine.setChecked(False)
                return
        self.refresh()

    def _on_officer(self) -> None:
        if self.mine.isChecked():
            self.mark_stale()

    def keyPressEvent(self, event: object) -> None:
        """F5 reads the day again: another desk may have changed it."""
        if getattr(event, "key", lambda: None)() == Qt.Key.Key_F5:
            self.refresh()
            return
        super().keyPressEvent(event)  # type: ignore[arg-type]
