"""The routing rules: which provider a new appeal goes to, by its category and its enterprise."""

from typing import Any

from PySide6.QtWidgets import QWidget

from hkdesk.domain.request import Category
from hkdesk.ui.context import Context
from hkdesk.ui.pages.providers.editor import open_rule
from hkdesk.ui.pages.providers.network import KIND_TOKENS
from hkdesk.ui.widgets.packed_table import Column, Look
from hkdesk.ui.widgets.row_table import RowTable
from hkdesk.ui.widgets.source_tip import text_tip
from hkdesk.ui.widgets.text import button, column, label, row
from hkdesk.wording import tr, word
from hkdesk.work.commands.routing import delete_routing_rule
from hkdesk.work.queries.providers import ProviderRow, RuleRow, providers, routing_rules


class RulesView(QWidget):
    """The rules of the park in view, those that say more first."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._providers: dict[Any, ProviderRow] = {}
        self._most = 1
        layout = column(self, gap=10)
        said = tr("The rule that says more wins: enterprise and category, enterprise, category, then the park's own.")
        layout.addWidget(label(said, "sub", wraps=True))
        self.open = label("", "notice", wraps=True)
        self.open.hide()
        layout.addWidget(self.open)
        self.table = RowTable(context, self._columns(), tr("Routing rules"), "RoutingRule")
        self.table.opened.connect(self._edit)
        self.table.unwanted.connect(self._delete)
        self.table.chosen.connect(self._on_chosen)
        layout.addWidget(self.table, 1)
        foot = row(gap=8)
        foot.addStretch(1)
        foot.addWidget(label(tr("Enter edit   Delete delete"), "keys"))
        self.edit, self.delete = button(tr("Edit")), button(tr("Delete"))
        self.edit.clicked.connect(lambda: self._edit(self.table.current()))
        self.delete.clicked.connect(lambda: self._delete(self.table.current()))
        foot.addWidget(self.delete)
        foot.addWidget(self.edit)
        layout.addLayout(foot)
        self._on_chosen(None)

    def refresh(self) -> None:
        """Read the providers with their load, then the rules."""
        context = self.context
        context.runner.read(providers, context.park_id, context.today, owner=self, then=self._take_providers)
        context.runner.read(routing_rules, context.park_id, owner=self, then=self._show, failed=self._on_failed)

    def add(self) -> None:
        """Enter a rule."""
        self._open_rule(None)

    def focus_content(self) -> None:
        self.table.table.setFocus()

    def _take_providers(self, found: list[ProviderRow]) -> None:
        self._providers = {p.id: p for p in found}
        self._most = max([1, *(p.led for p in found)])

    def _show(self, rules: list[RuleRow]) -> None:
        self._show_open(rules)
        if rules:
            self.table.show_rows(rules)
            return
        said = tr("A rule sends new appeals of a category or of an enterprise to who handles them.")
        self.table.show_state("workflow", tr("No routing rules yet"), said, tr("New routing rule"), self.add)

    def _show_open(self, rules: list[RuleRow]) -> None:
        """Say which categories no rule sends anywhere; the park's own rule sends them all."""
        sent = {rule.category for rule in rules if rule.enterprise_id is None}
        left = [] if None in sent else [c for c in Category if c not in sent]
        is_said = bool(rules) and bool(left) and self.context.park_id is not None
        if is_said:
            self.open.setText("▲ " + tr("No rule sends these anywhere: {categories}.", categories=left))
        self.open.setVisible(is_said)

    def _on_failed(self, fault: Exception) -> None:
        said = tr("The routing rules cannot be read.")
        self.table.show_state("triangle-alert", said, str(fault), tr("Try again"), self.refresh)

    def _on_chosen(self, rule: RuleRow | None) -> None:
        for one in (self.edit, self.delete):
            one.setEnabled(rule is not None and not self.context.is_read_only)

    def _edit(self, rule: RuleRow | None) -> None:
        if rule is not None and not self.context.is_read_only:
            self._open_rule(rule)

    def _open_rule(self, rule: RuleRow | None) -> None:
        park = self.context.park_id or (self.context.parks[0].id if self.context.parks else None)
        of_park = [p for p in self._providers.values() if rule is not None or p.park_id == park]
        open_rule(self.window(), self.context, rule, of_park)

    def _delete(self, rule: RuleRow | None) -> None:
        if rule is None or self.context.is_read_only:
            return
        said = tr("The routing rule has been deleted; Ctrl+Z brings it back.")
        self.context.runner.run(
            delete_routing_rule, rule.id, owner=self, then=lambda _: self.context.messages.say(said)
        )

    def _columns(self) -> list[Column]:
        return [
            Column(tr("Category"), _category, 150, Look.NAME, name="category", tokens=_given("category")),
            Column(
                tr("Enterprise"),
                _enterprise,
                260,
                name="enterprise",
                stretches=True,
                tokens=_given("enterprise_id"),
                tip=lambda r: text_tip(_enterprise(r)),
            ),
            Column(
                tr("Goes to"), lambda r: r.provider, 230, Look.NAME, name="provider", tip=lambda r: text_tip(r.provider)
            ),
            Column(
                tr("Kind"),
                lambda r: word(r.provider_kind),
                124,
                Look.PILL,
                name="kind",
                tokens=lambda r: KIND_TOKENS[r.provider_kind],
            ),
            Column(
                tr("In hand"),
                lambda r: f"{self._led(r):,}",
                150,
                Look.BAR,
                name="led",
                share=lambda r: self._led(r) / self._most,
            ),
            Column(tr("Park"), lambda r: r.park, 120, Look.SUB, name="park", is_secondary=True),
        ]

    def _led(self, rule: RuleRow) -> int:
        provider = self._providers.get(rule.provider_id)
        return provider.led if provider else 0


def _category(rule: RuleRow) -> str:
    return word(rule.category) if rule.category else tr("any category")


def _enterprise(rule: RuleRow) -> str:
    return rule.enterprise or tr("any enterprise")


def _given(field: str) -> Any:
    """What a rule does not ask for is said more faintly."""
    return lambda rule: ("text", "card") if getattr(rule, field) else ("faint", "card")
