"""Liaison officers and their enterprises: each officer's load at the left, the enterprises to assign at the right."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.pages.providers.balance import BalanceDialog
from hkdesk.ui.pages.providers.editor import open_assign, open_officer
from hkdesk.ui.widgets.columns import named_column, number_column, text_column, tip_of
from hkdesk.ui.widgets.ledger_view import Empty, LedgerView
from hkdesk.ui.widgets.mark import Mark
from hkdesk.ui.widgets.packed_table import Column, Look
from hkdesk.ui.widgets.phone import Phone
from hkdesk.ui.widgets.row_table import RowTable
from hkdesk.ui.widgets.text import button, clear, column, label, row
from hkdesk.wording import tr, tr_n
from hkdesk.work.commands.officers import delete_officer
from hkdesk.work.queries.enterprises import ENTERPRISE, LEDGER
from hkdesk.work.queries.parks import Bulletin, bulletins
from hkdesk.work.queries.providers import LiaisonDesk, LiaisonRow, liaison_desk
from hkdesk.work.words import quantity

ENTERPRISES = replace(
    LEDGER,
    chips={"without_liaison": lambda today: ENTERPRISE.c.liaison_officer_id.is_(None)},
    kept_as="LiaisonEnterprise",
    mine=None,
)
OFFICERS_WIDTH = 430
PUBLISHED = ("liaison_officers", "enterprises_served")


class LiaisonsView(QWidget):
    """Who is whose liaison, with the ways to assign and to balance."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._desk = LiaisonDesk([], 0, 0)
        self._most = 1
        layout = column(self, gap=10)
        line = row(gap=10)
        self.said, self._published = label("", "sub"), row(gap=4)
        line.addWidget(self.said)
        line.addLayout(self._published)
        line.addStretch(1)
        layout.addLayout(line)
        both = row(gap=12)
        both.addWidget(self._make_officers(), 2)
        both.addWidget(self._make_enterprises(), 3)
        layout.addLayout(both, 1)
        self._on_chosen(None)

    def refresh(self) -> None:
        """Read the officers and the enterprises."""
        context = self.context
        context.runner.read(liaison_desk, context.park_id, owner=self, then=self._show, failed=self._on_failed)
        context.runner.read(bulletins, context.park_id, PUBLISHED, owner=self, then=self._show_published)
        self.ledger.refresh()

    def add(self) -> None:
        """Enter a liaison officer."""
        open_officer(self.window(), self.context, None)

    def focus_content(self) -> None:
        self.officers.table.setFocus()

    def assign(self) -> None:
        """Ask who gets the chosen enterprises."""
        keys = self.ledger.table.chosen_keys()
        chosen = [UUID(bytes=keys[at : at + 16]) for at in range(0, len(keys), 16)]
        if chosen and self._desk.officers and not self.context.is_read_only:
            officer = self.officers.current()
            open_assign(self.window(), self.context, chosen, self._desk.officers, officer.id if officer else None)

    def balance(self) -> None:
        """Show how the enterprises could be spread evenly."""
        BalanceDialog(self.window(), self.context).open()

    def _make_officers(self) -> QWidget:
        side = QWidget()
        side.setMaximumWidth(OFFICERS_WIDTH)
        layout = column(side, gap=8)
        self.officers = RowTable(self.context, self._officer_columns(), tr("Liaison officers"), "LiaisonOfficer")
        self.officers.opened.connect(self._edit)
        self.officers.unwanted.connect(self._delete)
        self.officers.chosen.connect(self._on_chosen)
        layout.addWidget(self.officers, 1)
        self.phone = Phone(self.context, "Officer")
        layout.addWidget(self.phone)
        foot = row(gap=8)
        self.edit, self.delete, self.theirs = (
            button(tr("Edit")),
            button(tr("Delete")),
            button(tr("Their enterprises ›")),
        )
        self.edit.clicked.connect(lambda: self._edit(self.officers.current()))
        self.delete.clicked.connect(lambda: self._delete(self.officers.current()))
        self.theirs.clicked.connect(self._show_theirs)
        for one in (self.edit, self.delete):
            foot.addWidget(one)
        foot.addStretch(1)
        foot.addWidget(self.theirs)
        layout.addLayout(foot)
        return side

    def _make_enterprises(self) -> QWidget:
        side = QWidget()
        layout = column(side, gap=8)
        empty = Empty(
            "building-2",
            tr("No enterprises yet"),
            tr("They come with their first appeal or project, or are entered here."),
            tr("New enterprise"),
            lambda: self.context.bus.entry_wanted.emit("Enterprise", {}),
        )
        chips = [("without_liaison", tr("Without a liaison"))]
        self.ledger = LedgerView(self.context, ENTERPRISES, _columns(), chips, empty, tr("Name, USCC, contact"))
        self.ledger.table.setAccessibleName(tr("Enterprises"))
        self.ledger.opened.connect(lambda _: self.assign())
        self.ledger.several.connect(lambda _: self._show_buttons())
        self.ledger.chosen.connect(lambda _: self._show_buttons())
        layout.addWidget(self.ledger, 1)
        foot = row(gap=8)
        foot.addWidget(label(tr("Shift+arrows several   Enter assign"), "keys"))
        foot.addStretch(1)
        self.spread, self.give = button(tr("Balance…")), button(tr("Assign…"), "primary")
        self.spread.clicked.connect(self.balance)
        self.give.clicked.connect(self.assign)
        foot.addWidget(self.spread)
        foot.addWidget(self.give)
        layout.addLayout(foot)
        return side

    def _show(self, found: LiaisonDesk) -> None:
        self._desk = found
        self._most = max([1, *(o.enterprises for o in found.officers)])
        officers = tr_n("{n} liaison officer", "{n} liaison officers", len(found.officers))
        enterprises = tr_n("for {n} enterprise", "for {n} enterprises", found.enterprises)
        without = tr_n("{n} without a liaison", "{n} without a liaison", found.without)
        self.said.setText(f"{officers} {enterprises} · {without}")
        self.ledger.set_counts({"": found.enterprises, "without_liaison": found.without})
        if found.officers:
            self.officers.show_rows(found.officers)
        else:
            said = tr("Enter them one by one, then choose enterprises at the right and assign them.")
            self.officers.show_state("users", tr("No liaison officers yet"), said, tr("New liaison officer"), self.add)
        self._show_buttons()

    def _show_published(self, found: list[Bulletin]) -> None:
        """Beside what is recorded, what the park's bulletin says; of several parks each has its own page."""
        clear(self._published)
        figures = {b.code: b for b in found}
        if self.context.park_id is None or figures.keys() != set(PUBLISHED):
            return
        officers, enterprises = (figures[code] for code in PUBLISHED)
        said = tr(
            "bulletin: {officers} for {enterprises}",
            officers=quantity(officers.value_thousandths, None, officers.unit),
            enterprises=quantity(enterprises.value_thousandths, None, enterprises.unit),
        )
        self._published.addWidget(label(said, "sub"))
        if officers.locator and officers.standing:
            self._published.addWidget(Mark(officers.locator, officers.standing, officers.note, self.context.theme))

    def _show_buttons(self) -> None:
        can = bool(self._desk.officers) and not self.context.is_read_only
        n = self.ledger.table.chosen_count()
        self.give.setEnabled(can and n > 0)
        self.give.setText(tr("Assign {n}…", n=f"{n:,}") if n > 1 else tr("Assign…"))
        self.spread.setEnabled(can and self._desk.enterprises > 0)

    def _on_failed(self, fault: Exception) -> None:
        said = tr("The liaison officers cannot be read.")
        self.officers.show_state("triangle-alert", said, str(fault), tr("Try again"), self.refresh)

    def _on_chosen(self, officer: LiaisonRow | None) -> None:
        for one in (self.edit, self.delete):
            one.setEnabled(officer is not None and not self.context.is_read_only)
        self.theirs.setEnabled(officer is not None)
        self.phone.show_phone(
            officer.id if officer else None, officer.phone if officer else "", officer.name if officer else ""
        )
        self.phone.setVisible(officer is not None and bool(officer.phone))

    def _show_theirs(self) -> None:
        officer = self.officers.current()
        if officer is not None:
            self.ledger.filters.set_all({"liaison_officer": officer.name}, is_mine=False)
            self.ledger.choose_chip("")
            self.ledger.table.setFocus()

    def _edit(self, officer: LiaisonRow | None) -> None:
        if officer is not None and not self.context.is_read_only:
            open_officer(self.window(), self.context, officer)

    def _delete(self, officer: LiaisonRow | None) -> None:
        if officer is None or self.context.is_read_only:
            return
        said = tr("{name} has been deleted; Ctrl+Z brings it back.", name=officer.name)
        self.context.runner.run(delete_officer, officer.id, owner=self, then=lambda _: self.context.messages.say(said))

    def _officer_columns(self) -> list[Column]:
        return [
            text_column("name", tr("Officer"), 96, Look.NAME, order="", stretches=True, tip=tip_of("name")),
            text_column("unit", tr("Unit"), 110, order="", is_secondary=True, tip=tip_of("unit")),
            Column(
                tr("Looks after"),
                lambda o: f"{o.enterprises:,}",
                124,
                Look.BAR,
                name="enterprises",
                share=lambda o: o.enterprises / self._most,
            ),
            number_column("open_requests", tr("Open appeals"), 96),
        ]


def _columns() -> list[Column]:
    return [
        named_column("name", tr("Enterprise"), 220, stretches=True),
        Column(tr("Liaison"), _liaison, 110, Look.TEXT, "liaison", tokens=_liaison_tokens),
        number_column("projects", tr("Projects"), 76),
        number_column("open_requests", tr("Open appeals"), 104),
    ]


def _liaison(r: Any) -> str:
    return r.liaison or tr("nobody")


def _liaison_tokens(r: Any) -> tuple[str, str]:
    return ("text", "card") if r.liaison else ("amber", "amber_tint")
