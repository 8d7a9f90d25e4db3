"""Figures: of the projects' progress, and of the appeals."""

from PySide6.QtWidgets import QButtonGroup, QStackedWidget

from hkdesk.ui.context import Context
from hkdesk.ui.page import Page
from hkdesk.ui.pages.figures.part import Part
from hkdesk.ui.pages.figures.projects import ProjectFigures
from hkdesk.ui.pages.figures.requests import RequestFiguresPart
from hkdesk.ui.widgets.text import button
from hkdesk.wording import tr

PROJECTS, REQUESTS = "projects", "requests"


class FiguresPage(Page):
    """Two parts, of which one is in view; only that one reads."""

    KINDS = (*ProjectFigures.KINDS, *RequestFiguresPart.KINDS)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setAccessibleName(tr("Figures"))
        header = self.add_header(tr("Figures"))
        self.projects, self.requests = ProjectFigures(context), RequestFiguresPart(context)
        self._parts: dict[str, Part] = {PROJECTS: self.projects, REQUESTS: self.requests}
        self._stale = set(self._parts)
        self._stack = QStackedWidget()
        self.tabs = QButtonGroup(self)
        for name, title in ((PROJECTS, tr("Projects")), (REQUESTS, tr("Appeals"))):
            tab = button(title, "chip")
            tab.setCheckable(True)
            tab.setProperty("part", name)
            tab.clicked.connect(lambda _=False, name=name: self.show_chip(name))
            self.tabs.addButton(tab)
            header.addWidget(tab)
            part = self._parts[name]
            part.told.connect(self._tell)
            self._stack.addWidget(part)
        self.tabs.buttons()[0].setChecked(True)
        self.page_layout.addWidget(self._stack, 1)

    def show_chip(self, chip: str) -> None:
        """Look at one of the parts."""
        if chip not in self._parts:
            return
        for tab in self.tabs.buttons():
            tab.setChecked(tab.property("part") == chip)
        self._stack.setCurrentWidget(self._parts[chip])
        self._tell()
        if self.isVisible():
            self.refresh()

    def print_page(self) -> bool:
        """The document that is made of these figures."""
        from hkdesk.ui.print_preview import preview_report  # with all of printing: not before it is asked for

        name = "quarterly-review" if self._stack.currentWidget() is self.projects else "half-year"
        preview_report(self.window(), self.context, name)
        return True

    def focus_content(self) -> None:
        self._stack.currentWidget().setFocus()

    def refresh(self) -> None:
        name = next(n for n, part in self._parts.items() if part is self._stack.currentWidget())
        if name in self._stale:
            self._stale.discard(name)
            self._parts[name].refresh()

    def mark_stale(self) -> None:
        self._stale = set(self._parts)
        super().mark_stale()

    def _on_changed(self, changes: object, _origin: object) -> None:
        touched = {name for name, part in self._parts.items() if changes.touches(*part.KINDS)}  # type: ignore[attr-defined]
        if touched:
            self._stale |= touched
            super().mark_stale()

    def _tell(self, *_: object) -> None:
        part = self._stack.currentWidget()
        self.counts.setText(part.counts if isinstance(part, Part) else "")
