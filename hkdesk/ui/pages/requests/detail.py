"""One appeal: what it is, its time line, and the next step."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from hkdesk.domain.identity import mask_phone
from hkdesk.domain.lights import is_overdue
from hkdesk.domain.request import PATH, RequestAction, RequestState, actions_from, main_action
from hkdesk.ui.context import Context
from hkdesk.ui.pages.requests.editor import open_action, open_edit_request
from hkdesk.ui.pages.requests.words import PILLS
from hkdesk.ui.print_menu import print_button
from hkdesk.ui.widgets.detail import Fact, FactGrid, Point, TimeLine, facts_of, name_width
from hkdesk.ui.widgets.mark import Mark, citation_text
from hkdesk.ui.widgets.name_field import BETWEEN
from hkdesk.ui.widgets.phone import Phone
from hkdesk.ui.widgets.pill import Pill
from hkdesk.ui.widgets.record_detail import RecordDetail
from hkdesk.ui.widgets.text import button, label, line, row
from hkdesk.wording import day, field_name, tr, tr_n, word
from hkdesk.work.queries.records import RecordView
from hkdesk.work.queries.requests import RequestFile, StepRow, request_file

FACTS = (
    "category",
    "channel",
    "received_on",
    "response_due_on",
    "responded_on",
    "due_on",
    "extended_workdays",
    "lead_provider_id",
    "liaison_officer_id",
    "contact_name",
    "handling",
    "replied_on",
    "return_visited_on",
    "was_contacted",
    "was_solved",
    "satisfaction",
    "closed_on",
    "financing_fen",
    "subsidy_fen",
    "retained_investment_fen",
    "workers",
    "jobs_at_risk",
    "note",
)
DOCUMENTS, PRESSED = ("work-slip", "return-visit"), ("supervision-slip",)


class RequestDetail(RecordDetail):
    """The pane of an appeal."""

    KIND = "ServiceRequest"

    def __init__(self, context: Context) -> None:
        super().__init__(context, [tr("Appeal"), tr("Time line")])

    def read_more(self, reader: Any, record: RecordView, today: Any) -> RequestFile:
        return request_file(reader, record.id)

    def fill_head(self, record: RecordView, more: RequestFile) -> None:
        v, theme = record.values, self.context.theme
        top = row()
        top.addWidget(label(v["number"], "faint", selectable=True))
        if (c := record.citations.get("")) is not None:
            top.addWidget(Mark(c.locator, c.standing, c.note, theme))
        top.addStretch(1)
        ink, ground = PILLS[v["state"]]
        top.addWidget(Pill(word(v["state"]), theme[ink], theme[ground]))
        top.addWidget(print_button(self.context, [*DOCUMENTS, *(PRESSED if self._is_pressed() else ())], record.id))
        self.head.addLayout(top)
        enterprise = button(record.names.get("enterprise_id", ""), "link")
        enterprise.clicked.connect(lambda: self.context.bus.record_wanted.emit("Enterprise", v["enterprise_id"]))
        self.head.addWidget(enterprise)
        self.head.addWidget(label(v["title"], "name", wraps=True, selectable=True))

    def fill_tab(self, tab: int, layout: QVBoxLayout, record: RecordView, more: RequestFile) -> None:
        if tab == 1:
            self._fill_steps(layout, record, more.steps)
            return
        if record.values["content"]:
            layout.addWidget(label(record.values["content"], "sub", wraps=True, selectable=True))
            layout.addWidget(line())
        facts = facts_of(record, [f for f in FACTS if f != "extended_workdays" or record.values[f]])
        if more.assistants:
            facts.append(Fact(field_name("assistants"), BETWEEN.join(more.assistants)))
        layout.addWidget(FactGrid(facts, self.context.theme))
        if (phone := record.values["contact_phone"]) != "":
            line_of = row(gap=10)
            name = label(field_name("contact_phone"), "sub")
            name.setFixedWidth(name_width())
            shown = Phone(self.context, "ServiceRequest")
            shown.show_phone(record.id, mask_phone(phone))
            line_of.addWidget(name)
            line_of.addWidget(shown, 1)
            layout.addLayout(line_of)
        if (asked := record.values["extension_asked_on"]) is not None:
            days = record.values["extension_asked_workdays"]
            said = tr_n(
                "{n} working day more was asked for on {on}: grant or refuse it (⋯).",
                "{n} working days more were asked for on {on}: grant or refuse it (⋯).",
                days,
                on=day(asked),
            )
            layout.addWidget(label(said, "sub", wraps=True))
        if not record.values["due_is_certain"]:
            layout.addWidget(
                label(
                    tr("The due date counts weekends only: holidays of that year are not known yet."),
                    "error",
                    wraps=True,
                )
            )
        if (c := record.citations.get("")) is not None:
            layout.addWidget(line())
            layout.addWidget(
                label(tr("Source: {said}", said=citation_text(c.locator, c.standing, c.note)), "sub", wraps=True)
            )

    def fill_buttons(self, layout: QHBoxLayout, record: RecordView, more: RequestFile) -> None:
        state, before = record.values["state"], record.values["state_before"]
        is_asked = record.values["extension_asked_on"] is not None
        main = main_action(state, before=before)
        ways = actions_from(state, before=before, is_extension_asked=is_asked)
        rest = [a for a in ways if a is not main]
        if self.context.is_read_only:
            return
        if main is not None:
            primary = button(word(main), "primary")
            primary.clicked.connect(lambda: self._act(main))
            layout.addWidget(primary, 1)
        edit = button(tr("Edit"))
        edit.clicked.connect(lambda: open_edit_request(self.window(), self.context, record, more.assistants))
        layout.addWidget(edit)
        if rest:
            more_button = button("⋯", accessible=tr("More steps"))
            more_button.setFixedWidth(44)
            more_button.clicked.connect(lambda: self._open_menu(rest))
            layout.addWidget(more_button)
            self._more_button = more_button

    def _open_menu(self, actions: list[RequestAction]) -> None:
        menu = QMenu(self)
        for action in actions:
            item = QAction(word(action), menu)
            item.triggered.connect(lambda _=False, action=action: self._act(action))
            menu.addAction(item)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more_button.mapToGlobal(self._more_button.rect().bottomLeft()))

    def _is_pressed(self) -> bool:
        v = self._record.values
        return v["state"] is RequestState.ESCALATED or is_overdue(v["state"], v["due_on"], self.context.today)

    def _act(self, action: RequestAction) -> None:
        if self.key is not None:
            open_action(self.window(), self.context, self._record, action, self._more.assistants)

    def _fill_steps(self, layout: QVBoxLayout, record: RecordView, steps: list[StepRow]) -> None:
        points = [Point(word(s.action), _step_line(s)) for s in steps]
        state = record.values["state"]
        if state in PATH:
            points += [Point(word(s), tr("still to come"), is_done=False) for s in PATH[PATH.index(state) + 1 :]]
        if not steps:
            layout.addWidget(label(tr("No steps are recorded; the source gives the outcome only."), "sub", wraps=True))
        layout.addWidget(TimeLine(points, self.context.theme))


def _step_line(step: StepRow) -> str:
    parts = [day(step.on), step.actor, step.provider or ""]
    lines = [" · ".join(p for p in parts if p), _found(step), step.reason]
    return "\n".join(text for text in lines if text)


def _found(step: StepRow) -> str:
    """What a return visit found, in words."""
    if step.was_contacted is None:
        return ""
    if not step.was_contacted:
        return tr("not reached")
    said = [tr("solved") if step.was_solved else tr("not solved")]
    if step.satisfaction is not None:
        said.append(word(step.satisfaction))
    return " · ".join(said)
