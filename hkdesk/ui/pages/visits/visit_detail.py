"""One visit: what it was for, what came of it, what is next."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hkdesk.ui.context import Context
from hkdesk.ui.pages.visits.editor import open_visit
from hkdesk.ui.widgets.detail import FactGrid, facts_of
from hkdesk.ui.widgets.record_detail import RecordDetail
from hkdesk.ui.widgets.text import button, label
from hkdesk.wording import day, tr
from hkdesk.work.commands.visits import delete_visit
from hkdesk.work.queries.records import RecordView

FACTS = ("officer_id", "purpose", "next_step", "next_visit_on")


class VisitDetail(RecordDetail):
    """The pane of a visit."""

    KIND = "Visit"
    HAS_FILES = True

    def __init__(self, context: Context) -> None:
        super().__init__(context, [tr("Visit")])

    def fill_head(self, record: RecordView, more: Any) -> None:
        self.head.addWidget(label(day(record.values["visited_on"]), "faint", selectable=True))
        enterprise = button(record.names.get("enterprise_id", ""), "link")
        key = record.values["enterprise_id"]
        enterprise.clicked.connect(lambda: self.context.bus.record_wanted.emit("Enterprise", key))
        self.head.addWidget(enterprise)

    def fill_tab(self, tab: int, layout: QVBoxLayout, record: RecordView, more: Any) -> None:
        if record.values["summary"]:
            layout.addWidget(label(record.values["summary"], wraps=True, selectable=True))
        layout.addWidget(FactGrid(facts_of(record, FACTS), self.context.theme))

    def fill_buttons(self, layout: QHBoxLayout, record: RecordView, more: Any) -> None:
        if self.context.is_read_only:
            return
        values = {"enterprise": record.names.get("enterprise_id", "")}
        again = button(tr("Visit again"), "primary")
        again.clicked.connect(lambda: open_visit(self.window(), self.context, None, values))
        appeal = button(tr("Appeal…"), accessible=tr("Log an appeal"))
        appeal.clicked.connect(
            lambda: self.context.bus.entry_wanted.emit("ServiceRequest", {**values, "channel": "visit"})
        )
        edit = button(tr("Edit"))
        edit.clicked.connect(lambda: open_visit(self.window(), self.context, record, {}))
        delete = button("✕", accessible=tr("Delete the visit"))
        delete.setFixedWidth(40)
        delete.setToolTip(tr("Delete the visit"))
        delete.clicked.connect(lambda: self._delete(record))
        layout.addWidget(again, 1)
        for one in (appeal, edit, delete):
            layout.addWidget(one)

    def _delete(self, record: RecordView) -> None:
        said = tr("The visit has been deleted; Ctrl+Z brings it back.")
        self.context.runner.run(delete_visit, record.id, owner=self, then=lambda _: self.context.messages.say(said))
