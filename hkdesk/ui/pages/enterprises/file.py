"""Everything about one enterprise, on one page."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hkdesk.ui.context import Context
from hkdesk.ui.merging import open_merge
from hkdesk.ui.pages.enterprises.editor import open_edit_enterprise
from hkdesk.ui.pages.enterprises.identity import ContactPart, IdentityPart
from hkdesk.ui.pages.enterprises.parts import QualificationsPart, grants_part, projects_part, requests_part, visits_part
from hkdesk.ui.pages.enterprises.timeline import EnterpriseTimeline
from hkdesk.ui.print_menu import print_button
from hkdesk.ui.widgets.mark import Mark, citation_text
from hkdesk.ui.widgets.record_detail import RecordDetail
from hkdesk.ui.widgets.text import button, column, label, line, row
from hkdesk.wording import tr
from hkdesk.work.queries.enterprise_timeline import Strand, TimelineEntry
from hkdesk.work.queries.enterprises import EnterpriseFile, enterprise_file
from hkdesk.work.queries.records import RecordView

TIME_LINE = 1  # the tab


class EnterpriseDetail(RecordDetail):
    """The page of an enterprise.

    Signals:
        back(): the officer wants the ledger again.
    """

    KIND = "Enterprise"
    HAS_FILES = True
    back = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, [tr("Everything"), tr("One time line")], width=None)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Enterprise"))
        self.timeline = EnterpriseTimeline(context)
        self.timeline.opened.connect(self._open)
        self.add_panel(TIME_LINE, self.timeline)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back)

    @property
    def name(self) -> str:
        """What the enterprise that is shown is called; empty where none is."""
        record: RecordView | None = getattr(self, "_record", None)
        is_shown = record is not None and record.id == self.key and self.isVisible()
        return str(record.values["name"]) if record is not None and is_shown else ""

    def read_more(self, reader: Any, record: RecordView, today: Any) -> EnterpriseFile:
        return enterprise_file(reader, record.id, today)

    def fill_head(self, record: RecordView, more: EnterpriseFile) -> None:
        self.timeline.show_enterprise(record.id)
        top = row(gap=8)
        back = button(tr("‹ All enterprises"), "link")
        back.clicked.connect(self.back)
        top.addWidget(back)
        top.addStretch(1)
        top.addWidget(print_button(self.context, ["enterprise-card"], record.id))
        self.head.addLayout(top)
        name = row(gap=6)
        name.addWidget(label(record.values["name"], "title", selectable=True))
        if (c := record.citations.get("")) is not None:
            name.addWidget(Mark(c.locator, c.standing, c.note, self.context.theme))
        name.addStretch(1)
        self.head.addLayout(name)
        said = tr(
            "{projects} projects · {requests} appeals · {visits} visits",
            projects=len(more.projects),
            requests=more.request_count,
            visits=len(more.visits),
        )
        self.head.addWidget(label(said, "sub"))

    def fill_tab(self, tab: int, layout: QVBoxLayout, record: RecordView, more: EnterpriseFile) -> None:
        context = self.context
        both = row(gap=40)
        both.addWidget(IdentityPart(context, record, more.uscc), 1)
        both.addWidget(ContactPart(context, record), 1)
        layout.addLayout(both)
        if (c := record.citations.get("")) is not None:
            layout.addWidget(
                label(tr("Source: {said}", said=citation_text(c.locator, c.standing, c.note)), "sub", wraps=True)
            )
        layout.addWidget(line())
        below = row(gap=40)
        left, right = column(gap=12), column(gap=12)
        left.addWidget(QualificationsPart(context, record.id, more.qualifications))
        left.addWidget(projects_part(context, more.projects))
        left.addWidget(grants_part(context, more.grants))
        right.addWidget(requests_part(context, more, lambda: self._show_line(Strand.APPEALS)))
        right.addWidget(visits_part(context, more.visits, lambda: self._show_line(Strand.VISITS)))
        for side in (left, right):
            side.addStretch(1)
            below.addLayout(side, 1)
        layout.addLayout(below)

    def fill_buttons(self, layout: QHBoxLayout, record: RecordView, more: EnterpriseFile) -> None:
        layout.addStretch(1)
        if self.context.is_read_only:
            return
        edit = button(tr("Edit"))
        edit.clicked.connect(lambda: open_edit_enterprise(self.window(), self.context, record))
        log = button(tr("Log an appeal"), "primary")
        log.clicked.connect(
            lambda: self.context.bus.entry_wanted.emit("ServiceRequest", {"enterprise": record.values["name"]})
        )
        merge = button(tr("Merge with…"))
        merge.clicked.connect(lambda: open_merge(self.window(), self.context, record))
        layout.addWidget(merge)
        layout.addWidget(edit)
        layout.addWidget(log)

    def _show_line(self, strand: Strand) -> None:
        self.show_tab(TIME_LINE)
        self.timeline.choose(strand)
        self.timeline.list.setFocus()

    def _open(self, entry: TimelineEntry) -> None:
        """A point leads to the page of its record; a file to the files."""
        if entry.strand is Strand.FILES:
            self.show_tab(self._files_tab)
        elif entry.kind != self.KIND:
            self.context.bus.record_wanted.emit(entry.kind, entry.id)
