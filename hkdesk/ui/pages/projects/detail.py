"""One project: its facts, its milestones, its moves."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.milestones import is_due_soon, is_late
from hkdesk.domain.stage import BOARD, Gate, Stage
from hkdesk.ui.context import Context
from hkdesk.ui.merging import open_merge
from hkdesk.ui.moving import ask_move
from hkdesk.ui.pages.projects.editor import open_apply_template, open_edit_project, open_milestone
from hkdesk.ui.print_menu import print_button
from hkdesk.ui.widgets.detail import FactGrid, Point, TimeLine, facts_of
from hkdesk.ui.widgets.mark import Mark, citation_text
from hkdesk.ui.widgets.pill import Pill
from hkdesk.ui.widgets.record_detail import RecordDetail
from hkdesk.ui.widgets.stage_look import STAGE_PILLS
from hkdesk.ui.widgets.text import button, column, label, line, row
from hkdesk.wording import day, tr, word
from hkdesk.work.queries.milestones import MilestoneTemplate, remind_days_by_kind, templates
from hkdesk.work.queries.projects import MilestoneRow, StepTaken, milestones, steps_taken
from hkdesk.work.queries.records import RecordView

FACTS = (
    "total_investment_fen",
    "plan_of_year_fen",
    "project_code",
    "key_year",
    "key_level",
    "nature",
    "industry",
    "capacity_per_year",
    "capacity_unit",
    "builder",
    "responsible_unit",
    "lead_officer_id",
    "signed_on",
    "landed_on",
    "started_on",
    "trial_production_on",
    "in_production_on",
    "terminated_on",
    "planned_start_on",
    "planned_production_on",
    "note",
)


More = tuple[list[MilestoneRow], list[StepTaken], Mapping[MilestoneKind, int]]


class ProjectDetail(RecordDetail):
    """The pane of a project."""

    KIND = "Project"
    HAS_FILES = True

    def __init__(self, context: Context) -> None:
        super().__init__(context, [tr("Project"), tr("Milestones")])

    def read_more(self, reader: Any, record: RecordView, today: Any) -> More:
        return milestones(reader, record.id), steps_taken(reader, record.id), remind_days_by_kind(reader)

    def fill_head(self, record: RecordView, more: Any) -> None:
        v, theme = record.values, self.context.theme
        top = row()
        ink, ground = STAGE_PILLS[v["stage"]]
        top.addWidget(Pill(word(v["stage"]), theme[ink], theme[ground]))
        top.addStretch(1)
        if (c := record.citations.get("")) is not None:
            top.addWidget(Mark(c.locator, c.standing, c.note, theme))
        top.addWidget(print_button(self.context, ["project-card"], record.id))
        self.head.addLayout(top)
        self.head.addWidget(label(v["name"], "name", wraps=True, selectable=True))
        if v["enterprise_id"] is not None:
            self.head.addLayout(self._enterprise(record))

    def fill_tab(self, tab: int, layout: QVBoxLayout, record: RecordView, more: Any) -> None:
        found, steps, usual_reminders = more
        if tab == 1:
            self._fill_milestones(layout, record, found, usual_reminders)
            return
        layout.addWidget(FactGrid(facts_of(record, FACTS), self.context.theme))
        if (c := record.citations.get("")) is not None:
            layout.addWidget(line())
            layout.addWidget(
                label(tr("Source: {said}", said=citation_text(c.locator, c.standing, c.note)), "sub", wraps=True)
            )
        if steps:
            layout.addWidget(line())
            layout.addWidget(label(tr("Moves"), "heading"))
            layout.addWidget(TimeLine([_point(s) for s in steps], self.context.theme))

    def fill_buttons(self, layout: QHBoxLayout, record: RecordView, more: Any) -> None:
        if self.context.is_read_only:
            return
        stage = record.values["stage"]
        ahead = _next(stage)
        move = button(tr("Move on: {stage}", stage=ahead) if ahead else tr("Move…"), "primary" if ahead else "")
        move.clicked.connect(lambda: ask_move(self.window(), self.context, record.id, stage, ahead))
        layout.addWidget(move, 1)
        edit = button(tr("Edit"))
        edit.clicked.connect(lambda: open_edit_project(self.window(), self.context, record))
        layout.addWidget(edit)
        merge = button("⋯", accessible=tr("Merge with…"))
        merge.setToolTip(tr("Merge with…"))
        merge.setFixedWidth(40)
        merge.clicked.connect(lambda: open_merge(self.window(), self.context, record))
        layout.addWidget(merge)

    def _enterprise(self, record: RecordView) -> QHBoxLayout:
        links = row(gap=4)
        link = button(record.names.get("enterprise_id", ""), "link")
        link.clicked.connect(lambda: self.context.bus.record_wanted.emit("Enterprise", record.values["enterprise_id"]))
        links.addWidget(link)
        if (c := record.citations.get("enterprise_id")) is not None:
            links.addWidget(Mark(c.locator, c.standing, c.note, self.context.theme))
        links.addStretch(1)
        return links

    def _fill_milestones(
        self,
        layout: QVBoxLayout,
        record: RecordView,
        found: list[MilestoneRow],
        usual_reminders: Mapping[MilestoneKind, int],
    ) -> None:
        if not found:
            layout.addWidget(label(tr("No milestones yet: filing, permits, start, completion…"), "sub", wraps=True))
        for milestone in found:
            layout.addWidget(self._milestone(record, milestone, usual_reminders))
        if not self.context.is_read_only:
            add = button(tr("Add a milestone"))
            add.clicked.connect(lambda: open_milestone(self.window(), self.context, record.id, None))
            layout.addWidget(add)
            apply = button(tr("Apply template…"))
            apply.clicked.connect(lambda: self._apply_template(record))
            layout.addWidget(apply)

    def _apply_template(self, record: RecordView) -> None:
        def choose(found: list[MilestoneTemplate]) -> None:
            open_apply_template(self.window(), self.context, record.id, found)

        self.context.runner.read(templates, owner=self, then=choose)

    def _milestone(
        self, record: RecordView, milestone: MilestoneRow, usual_reminders: Mapping[MilestoneKind, int]
    ) -> QWidget:
        made = QWidget()
        inside = column(made, gap=1)
        top = row(gap=4)
        state = "✓ " if milestone.done_on else "○ "
        link = button(state + word(milestone.kind), "link")
        link.setEnabled(not self.context.is_read_only)
        link.clicked.connect(lambda: open_milestone(self.window(), self.context, record.id, milestone))
        top.addWidget(link)
        if milestone.locator and milestone.standing:
            top.addWidget(
                Mark(milestone.locator, milestone.standing, milestone.citation_note or "", self.context.theme)
            )
        top.addStretch(1)
        inside.addLayout(top)
        said = tr("planned {planned} · done {done}", planned=day(milestone.planned_on), done=day(milestone.done_on))
        if (warning := self._warning(milestone, usual_reminders)) != "":
            said = f"{warning} · {said}"
        inside.addWidget(label(said, "sub", wraps=True))
        if milestone.note:
            inside.addWidget(label(milestone.note, "faint", wraps=True))
        return made

    def _warning(self, milestone: MilestoneRow, usual_reminders: Mapping[MilestoneKind, int]) -> str:
        """In words, and by a shape: that it is late, or that its reminder has begun."""
        today, days = self.context.today, milestone.remind_days
        if is_late(milestone.planned_on, milestone.done_on, today):
            return "▲ " + tr("late")
        reminder = usual_reminders.get(milestone.kind, 0) if days is None else days
        if is_due_soon(milestone.planned_on, milestone.done_on, reminder, today):
            return "◆ " + tr("due soon")
        return ""


def _next(stage: Stage) -> Stage | None:
    if stage not in BOARD or stage is BOARD[-1]:
        return None
    return BOARD[BOARD.index(stage) + 1]


def _point(step: StepTaken) -> Point:
    title = word(step.step or step.to_stage)
    parts = [day(step.on), step.actor]
    said = " · ".join(p for p in parts if p)
    if step.unmet_gates:
        said += "\n" + tr("passed over: {gates}", gates=[Gate(g) for g in step.unmet_gates])
    return Point(title, f"{said}\n{step.reason}" if step.reason else said)
