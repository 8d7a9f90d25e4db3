"""The service network: who takes in and who handles, by which rules, and who is whose liaison."""

from functools import cached_property
from typing import Any, TypeVar

from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.page import Page
from hkdesk.ui.pages.providers.liaisons import LiaisonsView
from hkdesk.ui.pages.providers.network import NetworkView
from hkdesk.ui.pages.providers.rules import RulesView
from hkdesk.ui.widgets.text import icon_button, row, tab_button
from hkdesk.wording import tr

View = TypeVar("View", bound=QWidget)


class ProvidersPage(Page):
    """Three views of the 1+1+N, one beside the other."""

    KINDS = (
        "Provider",
        "RoutingRule",
        "Officer",
        "Enterprise",
        "ServiceRequest",
        "RequestAssistant",
        "Citation",
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        header = self.add_header(tr("Service network"))
        self.new = icon_button(tr("New provider"), icon("plus", context.theme["on_accent"]), "primary")
        self.new.setEnabled(not context.is_read_only)
        self.new.clicked.connect(lambda: self.view.add())
        header.addWidget(self.new)
        self._news = (tr("New provider"), tr("New routing rule"), tr("New liaison officer"))
        self._stack = QStackedWidget()
        self.network = self._added(NetworkView(context))
        self.network.counted.connect(self.counts.setText)
        self._tabs = QButtonGroup(self)
        line = row(gap=0)
        for n, name in enumerate((tr("Providers"), tr("Routing rules"), tr("Liaison officers"))):
            tab = tab_button(name)
            self._tabs.addButton(tab, n)
            line.addWidget(tab)
        line.addStretch(1)
        self._tabs.button(0).setChecked(True)
        self._tabs.idToggled.connect(lambda n, is_on: self._show_view(n) if is_on else None)
        self.page_layout.addLayout(line)
        self.page_layout.addWidget(self._stack, 1)

    @property
    def view(self) -> Any:
        """The view that is shown."""
        return self._stack.currentWidget()

    @cached_property
    def rules(self) -> RulesView:
        """Built when it is first asked for, as the liaison officers are."""
        return self._added(RulesView(self.context))

    @cached_property
    def liaisons(self) -> LiaisonsView:
        return self._added(LiaisonsView(self.context))

    def show_view(self, n: int) -> None:
        """Show the providers, the rules or the liaison officers."""
        self._tabs.button(n).setChecked(True)

    def refresh(self) -> None:
        self.view.refresh()

    def show_record(self, key: Any) -> None:
        self.show_view(0)
        self.network.choose(key)

    def focus_search(self) -> None:
        if isinstance(view := self.view, LiaisonsView):
            view.ledger.search.setFocus()
            view.ledger.search.selectAll()

    def focus_content(self) -> None:
        self.view.focus_content()

    def _added(self, view: View) -> View:
        self._stack.addWidget(view)
        return view

    def _show_view(self, n: int) -> None:
        self._stack.setCurrentWidget(self.network if n == 0 else self.rules if n == 1 else self.liaisons)
        self.new.setText(f" {self._news[n]}")
        self.new.setAccessibleName(self._news[n])
        self.view.refresh()
