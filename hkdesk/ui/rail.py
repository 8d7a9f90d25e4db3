"""The rail at the left: pages, and at its foot the park, the officer, the language and the light."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton

from hkdesk.ui.page_name import PageName
from hkdesk.ui.theme import Theme
from hkdesk.ui.widgets.text import button, column, label, row, tip
from hkdesk.wording import mark, tr

TITLES = {
    PageName.OVERVIEW: mark("Overview"),
    PageName.PIPELINE: mark("Pipeline"),
    PageName.PROJECTS: mark("Project ledger"),
    PageName.TIMELINE: mark("Timeline"),
    PageName.MONTHS: mark("Monthly reports"),
    PageName.FIGURES: mark("Figures"),
    PageName.REQUESTS: mark("Appeals"),
    PageName.ENTERPRISES: mark("Enterprises"),
}
ICONS = {
    PageName.OVERVIEW: "layout-dashboard",
    PageName.PIPELINE: "square-kanban",
    PageName.PROJECTS: "factory",
    PageName.TIMELINE: "chart-gantt",
    PageName.MONTHS: "list-checks",
    PageName.FIGURES: "trending-up",
    PageName.REQUESTS: "inbox",
    PageName.ENTERPRISES: "building-2",
}
WIDTH = 184


class Rail(QFrame):
    """The desk's own navigation.

    Signals:
        page_chosen(PageName), park_chosen(code), officer_wanted, language_wanted, theme_wanted, search_wanted,
        settings_wanted, undo_wanted, redo_wanted.
    """

    page_chosen = Signal(object)
    park_chosen = Signal(str)
    officer_wanted = Signal()
    language_wanted = Signal()
    theme_wanted = Signal()
    search_wanted = Signal()
    settings_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, theme: Theme, language: str) -> None:
        super().__init__()
        self._theme = theme
        self._icons: list[tuple[QPushButton, str]] = []
        self.setObjectName("rail")
        self.setFixedWidth(WIDTH)
        layout = column(self, margin=12, gap=3)
        layout.addLayout(self._brand())
        layout.addSpacing(10)
        self.search = self._button("search", tr("Search  Ctrl+K"), self.search_wanted.emit)
        layout.addWidget(self.search)
        self._pages = QButtonGroup(self)
        self._pages.setExclusive(True)
        for number, name in enumerate(PageName, 1):
            page = self._page_button(name, number)
            self._pages.addButton(page)
            layout.addWidget(page)
        layout.addStretch(1)
        layout.addLayout(self._undo_redo())
        self.park = self._button("map-pin", "", self._open_parks)
        self.officer = self._button("user", "", self.officer_wanted.emit)
        self.language = self._button(
            "languages", "English" if language == "zh_CN" else "中文", self.language_wanted.emit
        )
        self.light = self._button(
            "sun" if theme.is_dark else "moon",
            tr("Light mode") if theme.is_dark else tr("Dark mode"),
            self.theme_wanted.emit,
        )
        self.settings = self._button("settings", tr("Settings"), self.settings_wanted.emit)
        self.settings.setToolTip("Ctrl+,")
        for foot in (self.park, self.officer, self.language, self.light, self.settings):
            layout.addWidget(foot)
        self._parks: list[tuple[str, str]] = []

    def show_page(self, name: PageName) -> None:
        """Check the button of a page."""
        for page in self._pages.buttons():
            page.setChecked(page.property("page") == name.value)

    def show_parks(self, parks: list[tuple[str, str]], chosen: str) -> None:
        """Offer these parks (code, name); one is in view, "*" being all."""
        self._parks = [*parks, ("*", tr("Both parks") if len(parks) == 2 else tr("All parks"))]
        name = next((n for code, n in self._parks if code == chosen), "")
        self._set(self.park, name, tr("The park in view: {park}", park=name))

    def show_officer(self, name: str) -> None:
        self._set(self.officer, name or tr("Your name…"), tr("Who is at the desk: the log names them"))

    def show_undo(self, undo: str, redo: str) -> None:
        """Say what undo and redo would do; empty where there is nothing."""
        for one, what, keys in ((self.undo, undo, "Ctrl+Z"), (self.redo, redo, "Ctrl+Shift+Z")):
            word = tr("Undo") if one is self.undo else tr("Redo")
            said = f"{word}: {what}  {keys}" if what else f"{word}  {keys}"
            one.setEnabled(bool(what))
            one.setToolTip(tip(said))
            one.setAccessibleName(said)

    def draw_icons(self) -> None:
        """Draw the icons: after the first paint, since the window is there 10 ms sooner without them."""
        from hkdesk.ui.icons import icon, pixmap

        self._picture.setPixmap(pixmap("app", self._theme["accent"], 26))
        for made, name in self._icons:
            made.setIcon(icon(name, self._theme["sub"], self._theme["accent"] if made.isCheckable() else None))

    def _iconed(self, made: QPushButton, name: str) -> None:
        """Keep an icon's place until it is drawn."""
        blank = QPixmap(18, 18)
        blank.fill(Qt.GlobalColor.transparent)
        made.setIcon(QIcon(blank))
        made.setIconSize(QSize(18, 18))
        self._icons.append((made, name))

    def _brand(self) -> QHBoxLayout:
        brand = row(gap=8)
        self._picture = QLabel()
        self._picture.setFixedSize(26, 26)
        name = label(tr("Park Desk"), "heading")
        brand.addWidget(self._picture)
        brand.addWidget(name, 1)
        return brand

    def _page_button(self, name: PageName, number: int) -> QPushButton:
        made = button(tr(TITLES[name]))
        made.setCheckable(True)
        made.setProperty("page", name.value)
        self._iconed(made, ICONS[name])
        made.setToolTip(tip(f"Ctrl+{number}"))
        made.clicked.connect(lambda: self.page_chosen.emit(name))
        return made

    def _button(self, picture: str, text: str, do: Callable[[], None]) -> QPushButton:
        made = button(text)
        self._iconed(made, picture)
        made.clicked.connect(do)
        return made

    def _undo_redo(self) -> QHBoxLayout:
        line = row(gap=2)
        self.undo = self._button("undo-2", "", self.undo_wanted.emit)
        self.redo = self._button("redo-2", "", self.redo_wanted.emit)
        for one in (self.undo, self.redo):
            one.setFixedWidth(40)
            line.addWidget(one)
        line.addStretch(1)
        self.show_undo("", "")
        return line

    def _set(self, made: QPushButton, text: str, accessible: str) -> None:
        room = WIDTH - 24 - 12 - 18 - 26
        made.setText(made.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))
        made.setToolTip(tip(text))
        made.setAccessibleName(accessible)

    def _open_parks(self) -> None:
        from PySide6.QtGui import QAction
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        for code, name in self._parks:
            action = QAction(name.replace("&", "&&"), menu)
            action.triggered.connect(lambda _=False, code=code: self.park_chosen.emit(code))
            menu.addAction(action)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.park.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
