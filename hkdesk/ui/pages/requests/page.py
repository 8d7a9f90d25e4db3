"""Appeals: the ledger and the way of each one."""

from functools import partial
from typing import Any

from hkdesk.domain.request import RequestState
from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.ledger_in import take_pastes
from hkdesk.ui.ledger_menu import ledger_button, shown_in
from hkdesk.ui.page import Page
from hkdesk.ui.pages.requests.detail import DOCUMENTS, RequestDetail
from hkdesk.ui.pages.requests.words import PILLS, due_tip, time_left, time_left_tokens
from hkdesk.ui.print_menu import choose
from hkdesk.ui.widgets.ledger_view import Empty, LedgerView
from hkdesk.ui.widgets.packed_table import Column, Look
from hkdesk.ui.widgets.several import DetailOrSeveral, SeveralPane
from hkdesk.ui.widgets.source_tip import row_tip, text_tip
from hkdesk.ui.widgets.text import icon_button, row
from hkdesk.wording import day, tr, word
from hkdesk.work.queries.requests import IN_HAND, LEDGER, SET_ASIDE, RequestCounts, request_counts


class RequestsPage(Page):
    """The appeals ledger, with the chosen appeal beside it."""

    KINDS = ("ServiceRequest", "ServiceStep", "RequestAssistant", "CalendarDay", "Enterprise", "Provider")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        header = self.add_header(tr("Appeals"))
        self.print_button = icon_button(tr("Print"), icon("printer", context.theme["sub"]))
        self.print_button.setToolTip("Ctrl+P")
        self.print_button.clicked.connect(self._choose_document)
        header.addWidget(self.print_button)
        new = icon_button(tr("Log an appeal"), icon("plus", context.theme["on_accent"]), "primary")
        new.setToolTip("Ctrl+N")
        new.setEnabled(not context.is_read_only)
        new.clicked.connect(self._log)
        header.addWidget(new)
        self.ledger = LedgerView(
            context,
            LEDGER,
            _columns(),
            [
                ("to_accept", tr("To accept")),
                ("in_hand", tr("In hand")),
                ("to_visit", tr("To visit")),
                ("overdue", tr("Overdue")),
                ("set_aside", tr("Set aside")),
                ("closed", tr("Closed")),
            ],
            Empty(
                "inbox",
                tr("No appeals yet"),
                tr("An enterprise calls: Ctrl+N logs it, from any page."),
                tr("Log an appeal"),
                self._log,
            ),
            tr("Enterprise, number, text"),
        )
        take_pastes(self.ledger.table, context, "ServiceRequest")
        self.ledger.add_tool(ledger_button(context, lambda: shown_in("ServiceRequest", self.ledger)))
        self.detail = RequestDetail(context)
        self.ledger.chosen.connect(self.detail.show_key)
        body = row(gap=12)
        body.addWidget(self.ledger, 1)
        body.addWidget(DetailOrSeveral(self.ledger, self.detail, SeveralPane(context, self.ledger, prints=DOCUMENTS)))
        self.page_layout.addLayout(body, 1)

    def refresh(self) -> None:
        context = self.context
        self.detail.refresh()  # a moment's work: before the ledger's keys
        self.ledger.refresh()
        context.runner.read(request_counts, context.park_id, context.today, owner=self, then=self._show_counts)

    def show_record(self, key: Any) -> None:
        self.ledger.choose(key)
        self.ledger.table.setFocus()

    def show_chip(self, chip: str) -> None:
        self.ledger.choose_chip(chip)

    def focus_search(self) -> None:
        self.ledger.search.setFocus()
        self.ledger.search.selectAll()

    def focus_content(self) -> None:
        self.ledger.table.setFocus()

    def print_page(self) -> bool:
        """What the ledger shows; with the overdue ones in view it is the supervision list that is wanted."""
        self._preview("supervision-list" if self.ledger.view.chip == "overdue" else "appeals-ledger")
        return True

    def _choose_document(self) -> None:
        shown = (tr("Ledger of appeals, as it is shown"), partial(self._preview, "appeals-ledger"))
        pressed = (tr("Supervision list"), partial(self._preview, "supervision-list"))
        choose(self.print_button, [shown, pressed])

    def _preview(self, name: str) -> None:
        from hkdesk.ui.print_preview import preview_report  # with all of printing: not before it is asked for

        view = self.ledger.view if name == "appeals-ledger" else None
        preview_report(self.window(), self.context, name, view=view)

    def _log(self) -> None:
        self.context.bus.entry_wanted.emit("ServiceRequest", {})

    def _show_counts(self, counts: RequestCounts) -> None:
        s = RequestState
        in_hand = counts.of(*IN_HAND)
        self.counts.setText(
            tr(
                "{total} in all · {in_hand} in hand · {late} overdue",
                total=f"{counts.total:,}",
                in_hand=f"{in_hand:,}",
                late=f"{counts.overdue:,}",
            )
        )
        self.ledger.set_counts(
            {
                "to_accept": counts.of(s.REGISTERED),
                "in_hand": in_hand,
                "to_visit": counts.of(s.REPLIED, s.RETURN_VISIT),
                "overdue": counts.overdue,
                "set_aside": counts.of(*SET_ASIDE),
                "closed": counts.of(s.CLOSED),
            }
        )


def _columns() -> list[Column]:
    return [
        Column("", lambda r: word(r.light), 36, Look.LIGHT, light=lambda r: r.light, tip=due_tip, name="light"),
        Column(tr("Number"), lambda r: r.number, 132, Look.SUB, "number", fields=("number",)),
        Column(
            tr("Enterprise"),
            lambda r: r.enterprise,
            180,
            Look.NAME,
            "enterprise",
            standing=lambda r: r.standing,
            tip=lambda r: row_tip(r) or text_tip(r.enterprise),
            fields=("enterprise",),
        ),
        Column(
            tr("Category"),
            lambda r: word(r.category),
            96,
            Look.TEXT,
            "category",
            is_secondary=True,
            fields=("category",),
        ),
        Column(
            tr("Appeal"),
            lambda r: r.title,
            160,
            Look.SUB,
            "title",
            stretches=True,
            tip=lambda r: text_tip(r.title),
            fields=("title",),
        ),
        Column(
            tr("State"),
            lambda r: word(r.state),
            108,
            Look.PILL,
            "state",
            tokens=lambda r: PILLS[r.state],
            fields=("state",),
        ),
        Column(
            tr("Handled by"),
            lambda r: r.provider or "—",
            104,
            Look.TEXT,
            "provider",
            is_secondary=True,
            fields=("lead_provider",),
        ),
        Column(
            tr("Received"),
            lambda r: day(r.received_on),
            96,
            Look.SUB,
            "received_on",
            is_secondary=True,
            fields=("received_on",),
        ),
        Column(
            tr("Time left"),
            time_left,
            96,
            Look.TEXT,
            "due_on",
            tokens=time_left_tokens,
            tip=due_tip,
            fields=("due_on",),
        ),
    ]
