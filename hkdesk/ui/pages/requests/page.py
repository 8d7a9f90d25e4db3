"""Appeals: the ledger and the way of each one."""

from functools import partial

from hkdesk.domain.request import RequestState
from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.ledger_page import LedgerPage
from hkdesk.ui.pages.requests.detail import DOCUMENTS, RequestDetail
from hkdesk.ui.pages.requests.words import PILLS, due_tip, time_left, time_left_tokens
from hkdesk.ui.print_menu import choose
from hkdesk.ui.widgets.columns import (
    day_column,
    light_column,
    named_column,
    text_column,
    tip_of,
    word_column,
    word_tip_of,
)
from hkdesk.ui.widgets.ledger_view import Empty, LedgerView
from hkdesk.ui.widgets.packed_table import Column, Look
from hkdesk.ui.widgets.several import DetailOrSeveral, SeveralPane
from hkdesk.ui.widgets.text import icon_button, row
from hkdesk.wording import tr
from hkdesk.work.queries.requests import IN_HAND, LEDGER, SET_ASIDE, RequestCounts, request_counts


class RequestsPage(LedgerPage):
    """The appeals ledger, with the chosen appeal beside it."""

    KIND = "ServiceRequest"
    KINDS = ("ServiceRequest", "ServiceStep", "RequestAssistant", "CalendarDay", "Enterprise", "Provider")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        header = self.add_header(tr("Appeals"))
        self.print_button = icon_button(tr("Print"), icon("printer", context.theme["sub"]))
        self.print_button.setToolTip("Ctrl+P")
        self.print_button.clicked.connect(self._choose_document)
        header.addWidget(self.print_button)
        self.add_new_button(header, tr("Log an appeal"), "Ctrl+N")
        chips = [
            ("to_accept", tr("To accept")),
            ("in_hand", tr("In hand")),
            ("to_visit", tr("To visit")),
            ("overdue", tr("Overdue")),
            ("set_aside", tr("Set aside")),
            ("closed", tr("Closed")),
        ]
        told = tr("An enterprise calls: Ctrl+N logs it, from any page.")
        empty = Empty("inbox", tr("No appeals yet"), told, tr("Log an appeal"), self.enter_new)
        self.make_ledger(LedgerView(context, LEDGER, _columns(), chips, empty, tr("Enterprise, number, text")))
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
        light_column(due_tip),
        text_column("number", tr("Number"), 124),
        named_column("enterprise", tr("Enterprise"), 180, wide=202),
        word_column(
            "category", tr("Category"), 96, Look.TEXT, wide=176, tip=word_tip_of("category"), is_secondary=True
        ),
        text_column("title", tr("Appeal"), 220, tip=tip_of("title"), stretches=True),
        word_column("state", tr("State"), 108, Look.PILL, tokens=lambda r: PILLS[r.state]),
        text_column(
            "provider",
            tr("Handled by"),
            104,
            Look.TEXT,
            tip=tip_of("provider"),
            wide=190,
            is_secondary=True,
            fields=("lead_provider",),
        ),
        day_column("received_on", tr("Received"), is_secondary=True),
        Column(
            tr("Time left"),
            time_left,
            92,
            Look.TEXT,
            "due_on",
            tokens=time_left_tokens,
            tip=due_tip,
            fields=("due_on",),
        ),
    ]
