"""One long-running service: its steps as a time line, the appeals that it spans."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hkdesk.domain.codes import CaseKind, CaseStepKind
from hkdesk.ui.context import Context
from hkdesk.ui.pages.visits.editor import open_case, open_case_step, open_closing, open_link
from hkdesk.ui.widgets.detail import FactGrid, Point, TimeLine, facts_of
from hkdesk.ui.widgets.pill import Pill
from hkdesk.ui.widgets.record_detail import RecordDetail
from hkdesk.ui.widgets.text import button, label, row
from hkdesk.wording import day, tr, word
from hkdesk.work.commands.cases import CHAIN, reopen_case, unlink_request
from hkdesk.work.queries.cases import CaseFile, CaseStepRow, case_file
from hkdesk.work.queries.records import RecordView

FACTS = ("enterprise_id", "project_id", "provider_id", "opened_on", "closed_on", "note")


class CaseDetail(RecordDetail):
    """The pane of a service."""

    KIND = "ServiceCase"
    HAS_FILES = True

    def __init__(self, context: Context) -> None:
        super().__init__(context, [tr("Steps"), tr("Appeals")])

    def read_more(self, reader: Any, record: RecordView, today: Any) -> CaseFile:
        return case_file(reader, record.id)

    def fill_head(self, record: RecordView, more: CaseFile) -> None:
        v, theme = record.values, self.context.theme
        top = row()
        top.addWidget(label(word(v["kind"]), "faint"))
        top.addStretch(1)
        is_open = v["closed_on"] is None
        token = "accent" if is_open else "green"
        top.addWidget(Pill(tr("going on") if is_open else tr("closed"), theme[token], theme[f"{token}_tint"]))
        self.head.addLayout(top)
        self.head.addWidget(label(v["title"], "name", wraps=True, selectable=True))

    def fill_tab(self, tab: int, layout: QVBoxLayout, record: RecordView, more: CaseFile) -> None:
        if tab == 1:
            self._fill_requests(layout, record, more)
            return
        layout.addWidget(FactGrid(facts_of(record, FACTS), self.context.theme))
        if not more.steps:
            layout.addWidget(label(tr("No step was taken yet."), "sub", wraps=True))
        layout.addWidget(TimeLine(self._points(record, more.steps), self.context.theme))

    def fill_buttons(self, layout: QHBoxLayout, record: RecordView, more: CaseFile) -> None:
        if self.context.is_read_only:
            return
        window = self.window()
        if record.values["closed_on"] is not None:
            again = button(tr("Reopen"), "primary")
            again.clicked.connect(
                lambda: self.context.runner.run(
                    reopen_case,
                    record.id,
                    owner=self,
                    then=lambda _: self.context.messages.say(tr("The service goes on.")),
                )
            )
            layout.addWidget(again, 1)
            return
        step = button(tr("Add a step"), "primary")
        step.clicked.connect(lambda: open_case_step(window, self.context, record, _next_kind(record, more.steps)))
        link = button(tr("Link…"), accessible=tr("Link an appeal"))
        link.clicked.connect(lambda: open_link(window, self.context, record))
        edit, close = button(tr("Edit")), button(tr("Close"))
        edit.clicked.connect(lambda: open_case(window, self.context, record))
        close.clicked.connect(lambda: open_closing(window, self.context, record))
        layout.addWidget(step, 1)
        for one in (link, edit, close):
            layout.addWidget(one)

    def _points(self, record: RecordView, steps: list[CaseStepRow]) -> list[Point]:
        points = [Point(word(s.kind), _step_line(s)) for s in steps]
        if record.values["kind"] is CaseKind.CHAIN_STEWARD and record.values["closed_on"] is None:
            taken = {s.kind for s in steps}
            points += [Point(word(k), tr("still to come"), is_done=False) for k in CHAIN if k not in taken]
        return points

    def _fill_requests(self, layout: QVBoxLayout, record: RecordView, more: CaseFile) -> None:
        if not more.requests:
            layout.addWidget(label(tr("The service spans no appeal yet."), "sub", wraps=True))
        for one in more.requests:
            line = row(gap=6)
            shown = button(f"{one.number} · {one.title}", "link")
            shown.clicked.connect(
                lambda _=False, key=one.id: self.context.bus.record_wanted.emit("ServiceRequest", key)
            )
            line.addWidget(shown, 1)
            line.addWidget(label(word(one.state), "sub"))
            if not self.context.is_read_only:
                drop = button("✕", "quiet", accessible=tr("Take {number} out", number=one.number))
                drop.clicked.connect(
                    lambda _=False, key=one.id: self.context.runner.run(
                        unlink_request, record.id, key, owner=self, then=lambda _: None
                    )
                )
                line.addWidget(drop)
            layout.addLayout(line)


def _step_line(step: CaseStepRow) -> str:
    first = " · ".join(part for part in (day(step.on), step.actor) if part)
    following = ""
    if step.next_step or step.next_on:
        following = tr("next: {what}", what=" ".join(part for part in (step.next_step, day(step.next_on)) if part))
    return "\n".join(part for part in (first, step.said, following) if part)


def _next_kind(record: RecordView, steps: list[CaseStepRow]) -> CaseStepKind:
    """Along the chain; a step of another kind for what has no chain."""
    if record.values["kind"] is not CaseKind.CHAIN_STEWARD:
        return CaseStepKind.OTHER
    taken = {s.kind for s in steps}
    return next((kind for kind in CHAIN if kind not in taken), CaseStepKind.OPERATE)
