"""Visits and service: the visit log, whom nobody visited, what is watched after production, long-running services."""

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QStackedWidget

from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.page import Page
from hkdesk.ui.pages.visits.views import CasesView, ListView, TrackedView, UnvisitedView, VisitsView
from hkdesk.ui.widgets.text import icon_button, row, tab_button
from hkdesk.wording import tr


class VisitsPage(Page):
    """Four views, one beside the other; each is built when it is first looked at."""

    KINDS = (
        "Visit",
        "Enterprise",
        "Officer",
        "Project",
        "ServiceCase",
        "CaseStep",
        "CaseRequest",
        "ServiceRequest",
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        header = self.add_header(tr("Visits and service"))
        self.new = icon_button(tr("New visit"), icon("plus", context.theme["on_accent"]), "primary")
        self.new.setEnabled(not context.is_read_only)
        self.new.clicked.connect(lambda: self.view.add())
        room = self.new.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # the title keeps its place in a view where nothing is entered
        self.new.setSizePolicy(room)
        header.addWidget(self.new)
        self._made: dict[int, ListView] = {}
        self._stack = QStackedWidget()
        self._tabs = QButtonGroup(self)
        line = row(gap=0)
        for n, name in enumerate((tr("Visits"), tr("Not visited"), tr("After production"), tr("Services"))):
            tab = tab_button(name)
            self._tabs.addButton(tab, n)
            line.addWidget(tab)
        line.addStretch(1)
        self.page_layout.addLayout(line)
        self.page_layout.addWidget(self._stack, 1)
        self._show_view(0)
        self._tabs.button(0).setChecked(True)
        self._tabs.idToggled.connect(lambda n, is_on: self._show_view(n) if is_on else None)

    @property
    def view(self) -> ListView:
        """The view that is shown."""
        return self._made[max(self._tabs.checkedId(), 0)]

    def show_view(self, n: int) -> ListView:
        """Show the log, the enterprises not visited, the projects after production, or the services."""
        self._tabs.button(n).setChecked(True)
        return self.view

    def refresh(self) -> None:
        self.view.refresh()

    def show_record(self, key: Any) -> None:
        """A visit or a service: the view that is shown tells which."""
        self.view.choose(key)
        self.view.focus_content()

    def show_record_of(self, kind: str, key: Any) -> None:
        self.show_view(3 if kind == "ServiceCase" else 0)
        self.show_record(key)

    def focus_search(self) -> None:
        if isinstance(view := self.view, VisitsView):
            view.search.setFocus()
            view.search.selectAll()

    def focus_content(self) -> None:
        self.view.focus_content()

    def _show_view(self, n: int) -> None:
        if n not in self._made:
            made = (VisitsView, UnvisitedView, TrackedView, CasesView)[n](self.context)
            made.counted.connect(self.counts.setText)
            self._made[n] = made
            self._stack.addWidget(made)
        self._stack.setCurrentWidget(self._made[n])
        new = tr("New service") if n == 3 else tr("New visit")
        self.new.setText(f" {new}")
        self.new.setAccessibleName(new)
        self.new.setVisible(n != 2)
        self._made[n].refresh()
