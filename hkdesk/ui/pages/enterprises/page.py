"""Enterprises: the ledger, and a page with everything about one."""

from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.ledger_menu import Shown
from hkdesk.ui.ledger_page import LedgerPage
from hkdesk.ui.pages.enterprises.editor import open_edit_enterprises
from hkdesk.ui.pages.enterprises.file import EnterpriseDetail
from hkdesk.ui.widgets.columns import named_column, number_column, text_column, tip_of
from hkdesk.ui.widgets.detail import Fact
from hkdesk.ui.widgets.ledger_view import Empty, LedgerView
from hkdesk.ui.widgets.packed_table import Column, Look
from hkdesk.ui.widgets.several import DetailOrSeveral, SeveralPane
from hkdesk.ui.widgets.source_tip import text_tip
from hkdesk.ui.widgets.text import row
from hkdesk.wording import tr, tr_n
from hkdesk.work.queries.enterprises import LEDGER, enterprise_sums
from hkdesk.work.queries.ledger import View, count


class EnterprisesPage(LedgerPage):
    """The ledger; opening a line shows the enterprise's own page, Esc leads back."""

    KIND = "Enterprise"
    KINDS = ("Enterprise", "Qualification", "Project", "ServiceRequest", "Visit", "Grant", "Officer", "Attachment")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        header = self.add_header(tr("Enterprises"))
        self.add_new_button(header, tr("New enterprise"))
        chips = [
            ("above_scale", tr("Above scale")),
            ("with_projects", tr("With projects")),
            ("with_open_requests", tr("With open appeals")),
        ]
        told = tr("They come with their first appeal or project, or are entered here.")
        empty = Empty("building-2", tr("No enterprises yet"), told, tr("New enterprise"), self.enter_new)
        ledger = LedgerView(context, LEDGER, _columns(), chips, empty, tr("Name, USCC, contact"))
        self.make_ledger(ledger, Shown("Qualification", View()))
        self.detail = EnterpriseDetail(context)
        self.detail.back.connect(self._show_ledger)
        self.ledger.opened.connect(self._open)
        self._stack = QStackedWidget()
        self.several = SeveralPane(context, self.ledger, enterprise_sums, _sums, self._change_all, ["enterprise-card"])
        both = QWidget()
        beside = row(both, gap=12)
        beside.addWidget(self.ledger, 1)
        beside.addWidget(DetailOrSeveral(self.ledger, None, self.several))
        self._stack.addWidget(both)
        self._stack.addWidget(self.detail)
        self.page_layout.addWidget(self._stack, 1)

    def refresh(self) -> None:
        self.ledger.refresh()
        self.detail.refresh()
        self.several.refresh()
        view = View(self.context.park_id)
        self.context.runner.read(count, LEDGER, view, self.context.today, owner=self, then=self._show_count)

    def show_record(self, key: Any) -> None:
        self._open(key)

    def entry_values(self) -> dict[str, str]:
        return {"enterprise": name} if (name := self.detail.name) else {}

    def focus_search(self) -> None:
        self._show_ledger()
        super().focus_search()

    def print_page(self) -> bool:
        """With an enterprise in view it is its card that is wanted."""
        if not self.detail.name or self.detail.key is None:
            return False
        from hkdesk.ui.print_preview import preview_report  # with all of printing: not before it is asked for

        preview_report(self.window(), self.context, "enterprise-card", record=self.detail.key)
        return True

    def _open(self, key: Any) -> None:
        self.detail.show_key(key)
        self._stack.setCurrentWidget(self.detail)
        self.detail.setFocus()

    def _change_all(self, ids: list[UUID]) -> None:
        open_edit_enterprises(self.window(), self.context, ids)

    def _show_ledger(self) -> None:
        self._stack.setCurrentIndex(0)
        if self.detail.key is not None:
            self.ledger.choose(self.detail.key)
        self.ledger.table.setFocus()

    def _show_count(self, n: int) -> None:
        self.counts.setText(tr_n("{n} enterprise", "{n} enterprises", n))


def _sums(sums: tuple[int, int]) -> list[Fact]:
    return [Fact(tr("Projects"), f"{sums[0]:,}"), Fact(tr("Open appeals"), f"{sums[1]:,}")]


def _columns() -> list[Column]:
    return [
        named_column("name", tr("Enterprise"), 260, stretches=True),
        text_column("uscc", tr("USCC"), 176),
        text_column("business", tr("What it does"), 230, tip=tip_of("business")),
        Column(tr("Above scale"), _yes_no, 84, is_secondary=True, name="is_above_scale", fields=("is_above_scale",)),
        text_column("head_name", tr("Head"), 84, Look.TEXT, is_secondary=True),
        Column(
            tr("Contact"),
            _contact,
            150,
            Look.SUB,
            tip=lambda r: text_tip(_contact(r)),
            name="contact",
            fields=("contact_name", "contact_phone"),
        ),
        text_column("liaison", tr("Liaison"), 84, Look.TEXT, is_secondary=True, fields=("liaison_officer",)),
        number_column("projects", tr("Projects"), 70),
        number_column("open_requests", tr("Open appeals"), 112),
    ]


def _yes_no(r: Any) -> str:
    return "—" if r.is_above_scale is None else tr("yes") if r.is_above_scale else tr("no")


def _contact(r: Any) -> str:
    return " ".join(p for p in (r.contact_name, r.contact_phone) if p) or "—"
