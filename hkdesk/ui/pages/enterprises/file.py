"""Everything about one enterprise, on one page."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hkdesk.domain.identity import mask_phone
from hkdesk.ui.context import Context
from hkdesk.ui.merging import open_merge
from hkdesk.ui.pages.enterprises.editor import open_edit_enterprise
from hkdesk.ui.widgets.detail import Fact, FactGrid, facts_of
from hkdesk.ui.widgets.mark import Mark, citation_text
from hkdesk.ui.widgets.record_detail import RecordDetail
from hkdesk.ui.widgets.text import button, column, label, line, row
from hkdesk.wording import day, field_name, tr, word
from hkdesk.work.queries.enterprises import EnterpriseFile, Related, enterprise_file
from hkdesk.work.queries.records import RecordView
from hkdesk.work.words import money

IDENTITY = ("uscc", "legacy_registration_number", "industry_code", "business", "is_above_scale", "settled_on")
PEOPLE = ("head_name", "contact_name", "contact_phone", "liaison_officer_id", "address", "note")


class EnterpriseDetail(RecordDetail):
    """The page of an enterprise.

    Signals:
        back(): the officer wants the ledger again.
    """

    KIND = "Enterprise"
    HAS_FILES = True
    back = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, [tr("Everything"), tr("Projects"), tr("Appeals")], width=None)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Enterprise"))
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back)

    def read_more(self, reader: Any, record: RecordView, today: Any) -> EnterpriseFile:
        return enterprise_file(reader, record.id, today)

    def fill_head(self, record: RecordView, more: EnterpriseFile) -> None:
        top = row(gap=8)
        back = button(tr("‹ All enterprises"), "link")
        back.clicked.connect(self.back)
        top.addWidget(back)
        top.addStretch(1)
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
        match tab:
            case 0:
                self._fill_everything(layout, record, more)
            case 1:
                self._fill_projects(layout, more)
            case _:
                self._fill_requests(layout, more)

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

    def _fill_everything(self, layout: QVBoxLayout, record: RecordView, more: EnterpriseFile) -> None:
        theme = self.context.theme
        both = row(gap=40)
        both.addWidget(FactGrid(_identity(record), theme, 116), 1)
        both.addWidget(FactGrid(_people(record), theme, 116), 1)
        layout.addLayout(both)
        if (c := record.citations.get("")) is not None:
            layout.addWidget(
                label(tr("Source: {said}", said=citation_text(c.locator, c.standing, c.note)), "sub", wraps=True)
            )
        layout.addWidget(line())
        self._fill_projects(layout, more)
        self._fill_requests(layout, more)
        for title, related in (
            (tr("Qualifications"), more.qualifications),
            (tr("Visits"), more.visits),
            (tr("Grants"), more.grants),
        ):
            self._fill_related(layout, title, related)

    def _fill_projects(self, layout: QVBoxLayout, more: EnterpriseFile) -> None:
        layout.addWidget(label(tr("Projects"), "heading"))
        if not more.projects:
            layout.addWidget(label(tr("None recorded."), "sub"))
        for p in more.projects:
            said = f"{word(p.stage)} · {money(p.total_investment_fen)}"
            layout.addWidget(self._link("Project", p.id, p.name, said, p.locator, p.standing))

    def _fill_requests(self, layout: QVBoxLayout, more: EnterpriseFile) -> None:
        layout.addWidget(label(tr("Appeals"), "heading"))
        if not more.requests:
            layout.addWidget(label(tr("None recorded."), "sub"))
        for r in more.requests:
            said = f"{r.number} · {word(r.state)} · {day(r.received_on)}"
            layout.addWidget(self._link("ServiceRequest", r.id, r.title, said, r.locator, r.standing))
        if more.request_count > len(more.requests):
            layout.addWidget(
                label(
                    tr(
                        "The latest {shown} of {all}; the ledger of appeals has them all.",
                        shown=len(more.requests),
                        all=more.request_count,
                    ),
                    "faint",
                )
            )

    def _fill_related(self, layout: QVBoxLayout, title: str, related: Sequence[Related]) -> None:
        layout.addWidget(label(title, "heading"))
        if not related:
            layout.addWidget(label(tr("None recorded."), "sub"))
        for r in related:
            parts = [day(r.on) if r.on else "", r.text, money(r.amount_fen) if r.amount_fen is not None else ""]
            said = " · ".join(p for p in parts if p)
            layout.addWidget(self._text(r.title or said, said if r.title else "", r.locator, r.standing))

    def _link(self, kind: str, key: Any, text: str, said: str, locator: str | None, standing: Any) -> QWidget:
        link = button(" ".join(text.split()), "link")
        link.clicked.connect(lambda: self.context.bus.record_wanted.emit(kind, key))
        return self._line(link, said, locator, standing)

    def _text(self, text: str, said: str, locator: str | None, standing: Any) -> QWidget:
        return self._line(label(text, wraps=True), said, locator, standing)

    def _line(self, first: QWidget, said: str, locator: str | None, standing: Any) -> QWidget:
        made = QWidget()
        inside = column(made, gap=0)
        top = row(gap=4)
        top.addWidget(first)
        if locator and standing:
            top.addWidget(Mark(locator, standing, "", self.context.theme))
        top.addStretch(1)
        inside.addLayout(top)
        if said:
            below = label(said, "sub", wraps=True)
            below.setContentsMargins(4, 0, 0, 4)
            inside.addWidget(below)
        return made


def _identity(record: RecordView) -> list[Fact]:
    return facts_of(record, IDENTITY) or [Fact(field_name("uscc"), "—")]


def _people(record: RecordView) -> list[Fact]:
    """The phone is masked; whoever needs it opens the editor."""
    facts = []
    for fact in facts_of(record, PEOPLE):
        is_phone = fact.name == field_name("contact_phone")
        facts.append(Fact(fact.name, mask_phone(fact.text), fact.citation) if is_phone else fact)
    return facts or [Fact(field_name("contact_name"), "—")]
