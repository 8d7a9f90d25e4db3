"""Enterprises: the ledger, and a page with everything about one."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.ledger_in import take_pastes
from hkdesk.ui.ledger_menu import Shown, ledger_button, shown_in
from hkdesk.ui.page import Page
from hkdesk.ui.pages.enterprises.editor import open_edit_enterprises
from hkdesk.ui.pages.enterprises.file import EnterpriseDetail
from hkdesk.ui.widgets.detail import Fact
from hkdesk.ui.widgets.ledger_view import Empty, LedgerView
from hkdesk.ui.widgets.packed_table import Column, Look
from hkdesk.ui.widgets.several import DetailOrSeveral, SeveralPane
from hkdesk.ui.widgets.source_tip import row_tip, text_tip
from hkdesk.ui.widgets.text import icon_button, row
from hkdesk.wording import tr, tr_n
from hkdesk.work.queries.enterprises import LEDGER, enterprise_sums
from hkdesk.work.queries.ledger import View, count


class EnterprisesPage(Page):
    """The ledger; opening a line shows the enterprise's own page, Esc leads back."""

    KINDS = ("Enterprise", "Qualification", "Project", "ServiceRequest", "Visit", "Grant", "Officer", "Attachment")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        header = self.add_header(tr("Enterprises"))
        new = icon_button(tr("New enterprise"), icon("plus", context.theme["on_accent"]), "primary")
        new.setEnabled(not context.is_read_only)
        new.clicked.connect(self._add)
        header.addWidget(new)
        self.ledger = LedgerView(
            context,
            LEDGER,
            _columns(),
            [
                ("above_scale", tr("Above scale")),
                ("with_projects", tr("With projects")),
                ("with_open_requests", tr("With open appeals")),
            ],
            Empty(
                "building-2",
                tr("No enterprises yet"),
                tr("They come with their first appeal or project, or are entered here."),
                tr("New enterprise"),
                self._add,
            ),
            tr("Name, USCC, contact"),
        )
        take_pastes(self.ledger.table, context, "Enterprise")
        qualifications = Shown("Qualification", View())
        self.ledger.add_tool(
            ledger_button(context, lambda: shown_in("Enterprise", self.ledger), lambda: qualifications)
        )
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

    def show_chip(self, chip: str) -> None:
        self.ledger.choose_chip(chip)

    def entry_values(self) -> dict[str, str]:
        return {"enterprise": name} if (name := self.detail.name) else {}

    def focus_search(self) -> None:
        self._show_ledger()
        self.ledger.search.setFocus()
        self.ledger.search.selectAll()

    def focus_content(self) -> None:
        self.ledger.table.setFocus()

    def print_page(self) -> bool:
        """With an enterprise in view it is its card that is wanted."""
        if not self.detail.name or self.detail.key is None:
            return False
        from hkdesk.ui.print_preview import preview_report  # with all of printing: not before it is asked for

        preview_report(self.window(), self.context, "enterprise-card", record=self.detail.key)
        return True

    def _add(self) -> None:
        self.context.bus.entry_wanted.emit("Enterprise", {})

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
    right = Qt.AlignmentFlag.AlignRight
    return [
        Column(
            tr("Enterprise"),
            lambda r: r.name,
            260,
            Look.NAME,
            "name",
            standing=lambda r: r.standing,
            tip=lambda r: row_tip(r) or text_tip(r.name),
            stretches=True,
            fields=("name",),
        ),
        Column(tr("USCC"), lambda r: r.uscc or "—", 176, Look.SUB, "uscc", fields=("uscc",)),
        Column(
            tr("What it does"),
            lambda r: r.business or "—",
            230,
            Look.SUB,
            "business",
            tip=lambda r: text_tip(r.business),
            fields=("business",),
        ),
        Column(
            tr("Above scale"),
            _yes_no,
            84,
            Look.TEXT,
            is_secondary=True,
            name="is_above_scale",
            fields=("is_above_scale",),
        ),
        Column(
            tr("Head"),
            lambda r: r.head_name or "—",
            84,
            Look.TEXT,
            "head_name",
            is_secondary=True,
            fields=("head_name",),
        ),
        Column(
            tr("Contact"),
            _contact,
            150,
            Look.SUB,
            tip=lambda r: text_tip(_contact(r)),
            name="contact",
            fields=("contact_name", "contact_phone"),
        ),
        Column(
            tr("Liaison"),
            lambda r: r.liaison or "—",
            84,
            Look.TEXT,
            "liaison",
            is_secondary=True,
            fields=("liaison_officer",),
        ),
        Column(tr("Projects"), lambda r: f"{r.projects:,}", 70, Look.TEXT, align=right, name="projects"),
        Column(tr("Open appeals"), lambda r: f"{r.open_requests:,}", 112, Look.TEXT, align=right, name="open_requests"),
    ]


def _yes_no(r: Any) -> str:
    return "—" if r.is_above_scale is None else tr("yes") if r.is_above_scale else tr("no")


def _contact(r: Any) -> str:
    return " ".join(p for p in (r.contact_name, r.contact_phone) if p) or "—"
