"""The rail at the left: pages, and at its foot the park, the officer, the language and the light."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton

from hkdesk.ui.page_name import PageName, page_keys
from hkdesk.ui.theme import Theme
from hkdesk.ui.widgets.text import button, column, label, row, tip
from hkdesk.wording import mark, tr

TITLES = {
    PageName.TODAY: mark("Today"),
    PageName.OVERVIEW: mark("Overview"),
    PageName.PIPELINE: mark("Pipeline"),
    PageName.PROJECTS: mark("Project ledger"),
    PageName.TIMELINE: mark("Timeline"),
    PageName.MONTHS: mark("Monthly reports"),
    PageName.FIGURES: mark("Figures"),
    PageName.REQUESTS: mark("Appeals"),
    PageName.VISITS: mark("Visits and service"),
    PageName.ENTERPRISES: mark("Enterprises"),
    PageName.PROVIDERS: mark("Service network"),
}
ICONS = {
    PageName.TODAY: "calendar-check",
    PageName.OVERVIEW: "layout-dashboard",
    PageName.PIPELINE: "square-kanban",
    PageName.PROJECTS: "factory",
    PageName.TIMELINE: "chart-gantt",
    PageName.MONTHS: "list-checks",
    PageName.FIGURES: "trending-up",
    PageName.REQUESTS: "inbox",
    PageName.VISITS: "map-pin",
    PageName.ENTERPRISES: "building-2",
    PageName.PROVIDERS: "handshake",
}
WIDTH = 184
SMALL = 6  # buttons in the last row


class Rail(QFrame):
    """The desk's own navigation.

    Signals:
        page_chosen(PageName), park_chosen(code), officer_wanted, language_wanted, theme_wanted, search_wanted,
        settings_wanted, documents_wanted, undo_wanted, redo_wanted.
    """

    page_chosen = Signal(object)
    park_chosen = Signal(str)
    officer_wanted = Signal()
    language_wanted = Signal()
    theme_wanted = Signal()
    search_wanted = Signal()
    settings_wanted = Signal()
    documents_wanted = Signal()
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
        for name in PageName:
            page = self._page_button(name)
            self._pages.addButton(page)
            layout.addWidget(page)
        layout.addStretch(1)
        self.park = self._button("map-pin", "", self._open_parks)
        self.officer = self._button("user", "", self.officer_wanted.emit)
        layout.addWidget(self.park)
        layout.addWidget(self.officer)
        layout.addLayout(self._small_buttons(language))
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

    def _page_button(self, name: PageName) -> QPushButton:
        made = button(tr(TITLES[name]))
        made.setCheckable(True)
        made.setProperty("page", name.value)
        self._iconed(made, ICONS[name])
        made.setToolTip(tip(page_keys(name)))
        made.clicked.connect(lambda: self.page_chosen.emit(name))
        return made

    def _button(self, picture: str, text: str, do: Callable[[], None]) -> QPushButton:
        made = button(text)
        self._iconed(made, picture)
        made.clicked.connect(do)
        return made

    def _small_buttons(self, language: str) -> QHBoxLayout:
        """What is used now and then: a picture each, its name in its tip."""
        self.undo = self._small("undo-2", tr("Undo"), self.undo_wanted.emit)
        self.redo = self._small("redo-2", tr("Redo"), self.redo_wanted.emit)
        other = "English" if language == "zh_CN" else "中文"
        self.language = self._small("languages", other, self.language_wanted.emit)
        is_dark = self._theme.is_dark
        light = tr("Light mode") if is_dark else tr("Dark mode")
        self.light = self._small("sun" if is_dark else "moon", light, self.theme_wanted.emit)
        self.settings = self._small("settings", tr("Settings"), self.settings_wanted.emit, "Ctrl+,")
        self.documents = self._small("printer", tr("Documents to print"), self.documents_wanted.emit, "Ctrl+Shift+P")
        line = row(gap=0)
        for one in (self.undo, self.redo, self.documents, self.language, self.light, self.settings):
            line.addWidget(one)
        self.show_undo("", "")
        return line

    def _small(self, picture: str, name: str, do: Callable[[], None], keys: str = "") -> QPushButton:
        made = self._button(picture, "", do)
        made.setProperty("small", "true")
        made.setFixedSize((WIDTH - 24) // SMALL, 36)
        made.setAccessibleName(name)
        made.setToolTip(tip(f"{name}  {keys}".strip()))
        return made

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
