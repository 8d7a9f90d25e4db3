"""The timeline: all projects and their milestones over the years, to be looked over and re-planned."""

from datetime import date
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QComboBox, QLineEdit, QPushButton, QStackedWidget

from hkdesk.domain.stage import Stage
from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.page import Page
from hkdesk.ui.pages.timeline.chart import TimelineChart
from hkdesk.ui.pages.timeline.legend import TimelineLegend
from hkdesk.ui.pages.timeline.milestone_list import MilestoneList
from hkdesk.ui.pages.timeline.parts import Order, chosen_rows
from hkdesk.ui.widgets.flow import FlowLayout
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button, card, column, label, row
from hkdesk.wording import tr, tr_n, word
from hkdesk.work.commands.milestones import plan_milestone
from hkdesk.work.queries.milestones import TimelineRow, timeline

TYPING_PAUSE_MS = 120
LATE = "late"


class TimelinePage(Page):
    """The timeline with its filters, and the milestones of the chosen project in words."""

    KINDS = ("Project", "Milestone", "TemplateMilestone", "ProgressReport")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._all: list[TimelineRow] | None = None
        self._wanted: bytes | None = None
        self._wants_focus = False
        header = self.add_header(tr("Timeline"))
        self.chart = TimelineChart(context.theme, context.today, is_read_only=context.is_read_only)
        self.chart.opened.connect(lambda key: context.bus.record_wanted.emit("Project", key))
        self.chart.chosen.connect(self._on_chosen)
        self.chart.plan_wanted.connect(self._plan)
        for text, said, do in (
            ("−", tr("Zoom out"), lambda: self.chart.zoom(-1)),
            ("+", tr("Zoom in"), lambda: self.chart.zoom(1)),
            (tr("Today"), tr("Go to today"), self.chart.go_to_today),
        ):
            made = button(text, accessible=said)
            made.setToolTip(said)
            made.clicked.connect(do)
            header.addWidget(made)
        self.page_layout.addLayout(self._make_bar())
        self.page_layout.addWidget(self._make_sheet(), 1)
        self.list = MilestoneList(context.theme)
        self.list.currentRowChanged.connect(self._on_listed)
        self.page_layout.addWidget(self.list)
        foot = row(gap=12)
        foot.addWidget(TimelineLegend(context.theme))
        said = tr("Arrows choose   Alt+←/→ re-plan by a day   Ctrl+wheel, + − 0 zoom   Enter open")
        keys = label(said, "keys", wraps=True)
        keys.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(keys, 1)
        self.page_layout.addLayout(foot)

    def refresh(self) -> None:
        context = self.context
        if self._all is None:
            self._states.show_state("chart-gantt", tr("Reading the projects…"))
            self._stack.setCurrentIndex(1)
        context.runner.read(
            timeline, context.park_id, context.today, owner=self, then=self._show, failed=self._on_failed
        )

    def show_record(self, key: Any) -> None:
        self._wanted = UUID(str(key)).bytes
        self.refresh()

    def show_chip(self, chip: str) -> None:
        for one in self.chips.buttons():
            if one.property("chip") == chip:
                one.setChecked(True)
        self._arrange()

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def focus_content(self) -> None:
        self._wants_focus = not self.chart.isVisible()  # a chart that is not there yet takes it when it comes
        self.chart.setFocus()

    def _make_bar(self) -> Any:
        bar = row(gap=8)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Project"))
        self.search.setAccessibleName(tr("Project"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(240)
        self.search.addAction(icon("search", self.context.theme["faint"]), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._arrange)
        self.search.textChanged.connect(lambda: self._pause.start())
        self.search.returnPressed.connect(self.chart.setFocus)
        top = Qt.AlignmentFlag.AlignTop
        bar.addWidget(self.search, 0, top)
        flow = FlowLayout()
        self.chips = QButtonGroup(self)
        for name, said in (("", tr("All")), *((stage.value, word(stage)) for stage in Stage)):
            flow.addWidget(self._chip(name, said))
        self.chips.buttons()[0].setChecked(True)
        self.chips.buttonClicked.connect(lambda _: self._arrange())
        self.late_only = self._chip(LATE, tr("▲ Late only"))
        self.chips.removeButton(self.late_only)  # it goes with any stage
        self.late_only.clicked.connect(lambda _: self._arrange())
        flow.addWidget(self.late_only)
        bar.addLayout(flow, 1)
        self.order = QComboBox()
        self.order.setAccessibleName(tr("Order of the projects"))
        for order, said in (
            (Order.LATEST, tr("The latest first")),
            (Order.SIGNED, tr("Signed last first")),
            (Order.PRODUCTION, tr("In production soonest first")),
        ):
            self.order.addItem(said, order)
        self.order.currentIndexChanged.connect(lambda _: self._arrange())
        bar.addWidget(self.order, 0, top)
        return bar

    def _chip(self, name: str, said: str) -> QPushButton:
        made = button(said, "chip")
        made.setCheckable(True)
        made.setProperty("chip", name)
        made.setProperty("word", said)
        self.chips.addButton(made)
        return made

    def _make_sheet(self) -> Any:
        self._states = StateView(self.context.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self._states)
        sheet = card()
        inside = column(sheet, margin=1)
        inside.addWidget(self._stack)
        return sheet

    def _show(self, found: list[TimelineRow]) -> None:
        self._all = found
        self.chart.today = self.context.today.toordinal()
        late = sum(r.late_count for r in found)
        said = [tr_n("{n} project", "{n} projects", len(found))]
        if late:
            said.append(tr_n("{n} milestone late", "{n} milestones late", late))
        self.counts.setText(" · ".join(said))
        for chip in (*self.chips.buttons(), self.late_only):
            name = str(chip.property("chip"))
            fits = [r for r in found if (r.late_count if name == LATE else name in ("", r.stage.value))]
            text = f"{chip.property('word')} {len(fits):,}"
            chip.setText(text)
            chip.setAccessibleName(text)
        self._arrange()

    def _arrange(self) -> None:
        """Show what the filters leave, in the chosen order."""
        if self._all is None:
            return
        if self._wanted is not None and any(r.key == self._wanted for r in self._all):
            self._take_filters_off()
        checked = str(self.chips.checkedButton().property("chip"))
        rows = chosen_rows(
            self._all,
            stage=Stage(checked) if checked else None,
            is_late_only=self.late_only.isChecked(),
            search=self.search.text(),
            order=self.order.currentData(),
        )
        self.chart.set_rows(rows)
        if self._wanted is not None and self.chart.choose(self._wanted):
            self._wanted = None
        self._stack.setCurrentIndex(0 if rows else 1)
        self.list.setVisible(bool(rows))
        if self._wants_focus and rows:
            self._wants_focus = False
            self.chart.setFocus()
        if not self._all:
            self._states.show_state(
                "chart-gantt",
                tr("No projects yet"),
                tr("A project is entered on the day that it was signed."),
                "" if self.context.is_read_only else tr("New project"),
                lambda: self.context.bus.entry_wanted.emit("Project", {}),
            )
        elif not rows:
            self._states.show_state(
                "filter",
                tr("No project fits"),
                tr("None of these projects is late, or none has the name that was typed."),
                tr("Show all"),
                self._show_all,
            )

    def _show_all(self) -> None:
        self._take_filters_off()
        self._arrange()

    def _take_filters_off(self) -> None:
        self.search.clear()
        self._pause.stop()
        self.chips.buttons()[0].setChecked(True)
        self.late_only.setChecked(False)

    def _on_failed(self, fault: Exception) -> None:
        self._all = None
        self._states.show_state(
            "triangle-alert", tr("The timeline cannot be read."), str(fault), tr("Try again"), self.refresh
        )
        self._stack.setCurrentIndex(1)

    def _on_chosen(self) -> None:
        self.list.show_row(self.chart.current_row, self.chart.mark, self.chart.today)

    def _on_listed(self, place: int) -> None:
        self.chart.choose_mark(place)

    def _plan(self, key: UUID, on: date) -> None:
        def planned(_: object) -> None:
            self.context.messages.say(tr("Planned for {on}; Ctrl+Z takes it back.", on=on))

        def refused(error: Exception) -> None:
            self.chart.forget_ghost()
            self.context.messages.refuse(error)

        self.context.runner.run(plan_milestone, key, on, owner=self, then=planned, refused=refused)
