"""Who takes appeals in and who handles them: the two ones as cards, the N as a list with its load."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from hkdesk.domain.codes import ProviderKind
from hkdesk.domain.provider import CO_ORDINATE
from hkdesk.ui.context import Context
from hkdesk.ui.pages.providers.editor import open_provider
from hkdesk.ui.pages.providers.ones import OneCard
from hkdesk.ui.widgets.columns import RIGHT, named_column, number_column, word_column
from hkdesk.ui.widgets.packed_table import Column, Look
from hkdesk.ui.widgets.phone import Phone
from hkdesk.ui.widgets.row_table import RowTable
from hkdesk.ui.widgets.source_tip import text_tip
from hkdesk.ui.widgets.text import button, clear, column, label, row
from hkdesk.wording import say, tr
from hkdesk.work.commands.providers import delete_provider
from hkdesk.work.queries.providers import ProviderRow, closed_this_year, providers

ROOMY = 1200  # the width of the window from which there is room for more columns
KIND_TOKENS = {
    ProviderKind.CENTRE: ("accent", "accent_tint"),
    ProviderKind.FEDERATION: ("accent", "accent_tint"),
    ProviderKind.LIAISON: ("green", "green_tint"),
    ProviderKind.DEPARTMENT: ("violet", "violet_tint"),
    ProviderKind.PLATFORM: ("amber", "amber_tint"),
    ProviderKind.STEWARD: ("green", "green_tint"),
    ProviderKind.TASK_FORCE: ("red", "red_tint"),
}


class NetworkView(QWidget):
    """The providers of the park in view.

    Signals:
        counted(str): how many take in and how many handle, in words.
    """

    counted = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._rows: list[ProviderRow] = []
        self._closed: dict[UUID, int] | None = None
        self._most = 1
        layout = column(self, gap=10)
        self._cards = QGridLayout()
        self._cards.setSpacing(12)
        layout.addLayout(self._cards)
        self.table = RowTable(context, self._columns(), tr("Who handles"), "Provider")
        self.table.opened.connect(lambda provider: self._edit(provider))
        self.table.unwanted.connect(self._delete)
        self.table.chosen.connect(self._on_chosen)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._make_foot())

    def refresh(self) -> None:
        """Read the providers; what they closed this year comes after."""
        context = self.context
        context.runner.read(
            providers, context.park_id, context.today, owner=self, then=self._show, failed=self._on_failed
        )
        context.runner.read(closed_this_year, context.today, owner=self, then=self._show_closed)

    def add(self) -> None:
        """Enter a provider."""
        open_provider(self.window(), self.context, None)

    def choose(self, key: UUID) -> None:
        """Make a provider of the N current."""
        self.table.choose(key)

    def focus_content(self) -> None:
        self.table.table.setFocus()

    def _show(self, rows: list[ProviderRow]) -> None:
        self._rows = rows
        self._most = max([1, *(p.led for p in rows)])
        self.counted.emit(_counts(rows))
        self._show_cards()
        handling = [p for p in rows if p.kind not in CO_ORDINATE]
        if handling:
            self.table.show_rows(handling)
        else:
            said = tr("Enter the departments, platforms, stewards and task forces that handle appeals.")
            self.table.show_state("handshake", tr("Nobody handles appeals yet"), said, tr("New provider"), self.add)

    def _show_closed(self, closed: dict[UUID, int]) -> None:
        self._closed = closed
        self._show_cards()
        self.table.model.forget()

    def _show_cards(self) -> None:
        clear(self._cards)
        wanted: list[tuple[ProviderKind, ProviderRow | None]] = [
            (p.kind, p) for kind in CO_ORDINATE for p in self._rows if p.kind is kind
        ]
        if self.context.park_id is not None:  # of several parks each has its own, and the empty place is nobody's
            there = {kind for kind, _ in wanted}
            wanted = sorted(
                [*wanted, *((k, None) for k in CO_ORDINATE if k not in there)],
                key=lambda one: CO_ORDINATE.index(one[0]),
            )
        for n, (kind, provider) in enumerate(wanted):
            closed = None if self._closed is None or provider is None else self._closed.get(provider.id, 0)
            self._cards.addWidget(OneCard(self.context, kind, provider, closed, self._delete), n // 2, n % 2)
        for at in (0, 1):
            self._cards.setColumnStretch(at, 1)

    def _on_failed(self, fault: Exception) -> None:
        said = tr("The providers cannot be read.")
        self.table.show_state("triangle-alert", said, str(fault), tr("Try again"), self.refresh)

    def _make_foot(self) -> Any:
        foot = row(gap=8)
        self.phone = Phone(self.context, "Provider")
        foot.addWidget(self.phone)
        foot.addStretch(1)
        foot.addWidget(label(tr("Enter edit   Delete delete"), "keys"))
        self.edit, self.delete = button(tr("Edit")), button(tr("Delete"))
        self.edit.clicked.connect(lambda: self._edit(self.table.current()))
        self.delete.clicked.connect(lambda: self._delete(self.table.current()))
        for one in (self.delete, self.edit):
            foot.addWidget(one)
        return foot

    def _on_chosen(self, provider: ProviderRow | None) -> None:
        for one in (self.edit, self.delete):
            one.setEnabled(provider is not None and not self.context.is_read_only)
        if provider is None:
            self.phone.show_phone(None, "")
        else:
            self.phone.show_phone(provider.id, provider.contact_phone, provider.contact_name or provider.name)
        self.phone.setVisible(provider is not None and bool(provider.contact_phone))

    def _edit(self, provider: ProviderRow | None) -> None:
        if provider is not None and not self.context.is_read_only:
            open_provider(self.window(), self.context, provider)

    def _delete(self, provider: ProviderRow | None) -> None:
        if provider is None or self.context.is_read_only:
            return
        said = tr("{name} has been deleted; Ctrl+Z brings it back.", name=provider.name)
        self.context.runner.run(
            delete_provider, provider.id, owner=self, then=lambda _: self.context.messages.say(said)
        )

    def _columns(self) -> list[Column]:
        return [
            named_column("name", tr("Provider"), 230, order=""),
            word_column("kind", tr("Kind"), 124, Look.PILL, order="", tokens=lambda p: KIND_TOKENS[p.kind]),
            Column(
                tr("Handles"),
                handled,
                200,
                Look.SUB,
                name="categories",
                stretches=True,
                tip=lambda p: text_tip(handled(p)),
            ),
            Column(
                tr("Contact"),
                contact,
                150,
                Look.SUB,
                name="contact",
                from_width=ROOMY,
                tip=lambda p: text_tip(contact(p)),
            ),
            Column(
                tr("In hand"), lambda p: f"{p.led:,}", 150, Look.BAR, name="led", share=lambda p: p.led / self._most
            ),
            Column(tr("Overdue"), overdue_text, 84, name="late", align=RIGHT, tokens=overdue_tokens),
            Column(tr("Closed this year"), self._closed_text, 116, name="closed", align=RIGHT, from_width=ROOMY),
            number_column("assisted", tr("Assisting"), 76, is_secondary=True),
            number_column("rules", tr("Rules"), 60, is_secondary=True),
        ]

    def _closed_text(self, provider: ProviderRow) -> str:
        return "…" if self._closed is None else f"{self._closed.get(provider.id, 0):,}"


def handled(provider: ProviderRow) -> str:
    """The categories that a provider handles, in words."""
    return say(list(provider.categories)) if provider.categories else "—"


def contact(provider: ProviderRow) -> str:
    """Whom to call, the phone masked."""
    return " ".join(part for part in (provider.contact_name, provider.contact_phone) if part) or "—"


def overdue_text(provider: ProviderRow) -> str:
    """Late ones by shape as well as by colour."""
    return f"▲ {provider.late:,}" if provider.late else "—"


def overdue_tokens(provider: ProviderRow) -> tuple[str, str]:
    return ("red", "red_tint") if provider.late else ("sub", "grey_tint")


def _counts(rows: Sequence[ProviderRow]) -> str:
    """How many take in and how many handle."""
    ones = sum(p.kind in CO_ORDINATE for p in rows)
    return tr("{ones} take in and co-ordinate · {n} handle", ones=ones, n=len(rows) - ones)
