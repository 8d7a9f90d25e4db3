"""The window: rail, pages, keys. It opens bare, takes its rail once it is painted, and its pages when they are loaded.

What only stands in the window after its first paint is imported after it: the Qt namespace alone costs 20 ms.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from hkdesk.bundled import bundled
from hkdesk.settings import Settings
from hkdesk.ui.page_name import PageName, page_keys
from hkdesk.ui.theme import Theme, apply_theme, theme_named
from hkdesk.wording import command_name, language_in_use, tr, use_language

if TYPE_CHECKING:
    from uuid import UUID

    from hkdesk.ui.context import Context
    from hkdesk.ui.messages import Messages
    from hkdesk.ui.page import Page
    from hkdesk.ui.rail import Rail

PAGE_OF = {
    "Project": PageName.PROJECTS,
    "Enterprise": PageName.ENTERPRISES,
    "ServiceRequest": PageName.REQUESTS,
    "Visit": PageName.VISITS,
    "ServiceCase": PageName.VISITS,
    "Provider": PageName.PROVIDERS,
}
PageClass = Callable[[PageName], "Callable[[Context], Page]"]


class MainWindow(QMainWindow):
    """The desk's window.

    Signals:
        painted(): the shell has been painted for the first time.
        settings_changed(Settings): the officer has chosen something to be kept.
    """

    painted = Signal()
    settings_changed = Signal(object)

    def __init__(self, settings: Settings, first_page: PageName = PageName.TODAY) -> None:
        super().__init__()
        self.settings = settings
        self.theme: Theme = theme_named(settings.theme)
        self.context: Context | None = None
        self.page_name = first_page
        self.pages: dict[PageName, Page] = {}
        self._page_class: PageClass | None = None
        self._close_desk: Callable[[], None] = lambda: None
        self._is_furnished = False
        self.messages: Messages
        self.rail: Rail
        self.setMinimumSize(1040, 640)
        self.resize(1440, 900)
        self._set_title()
        self.installEventFilter(self)

    def furnish(self) -> None:
        """Put up the rail and the keys, without a desk yet; once is enough."""
        if self._is_furnished:
            return
        self._is_furnished = True
        from hkdesk.ui.messages import Messages

        self.messages = Messages(self)
        self._build()
        for keys, do in (
            ("Ctrl+K", self.open_search),
            ("Ctrl+N", lambda: self._want_entry("ServiceRequest", {})),
            ("Ctrl+P", self._print),
            ("Ctrl+Shift+P", self._choose_document),
            ("Ctrl+Z", self._undo),
            ("Ctrl+Shift+Z", self._redo),
            ("Ctrl+F", self._focus_search),
            ("Ctrl+I", self._take_in),
            ("Ctrl+,", self._open_settings),
            *((page_keys(name), lambda name=name: self.go_to(name)) for name in PageName if page_keys(name)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def attach(self, context: "Context", page_class: PageClass, close: Callable[[], None]) -> None:
        """The desk has been opened: show its first page."""
        from hkdesk.ui.ledger_in import LedgerDrops

        self.context, self._page_class, self._close_desk = context, page_class, close
        self.setWindowIcon(QIcon(QPixmap(str(bundled("resources/icons/app.png")))))
        context.bus.record_wanted.connect(self.show_record)
        context.bus.chip_wanted.connect(self.show_chip)
        context.bus.entry_wanted.connect(self._open_entry)
        context.bus.print_wanted.connect(self._print)
        context.bus.officer_wanted.connect(self._ask_officer)
        context.bus.settings_changed.connect(lambda: self.settings_changed.emit(self.settings))
        # What the page shows is read first.
        context.bus.changed.connect(lambda *_: QTimer.singleShot(0, self, self._read_undo))
        LedgerDrops(self, context)
        self._fill_rail()
        self.go_to(self.page_name)

    def show_fitting(self) -> None:
        """Show the window at its size, or as large as the screen where that is smaller."""
        room = self.screen().availableGeometry()
        if room.width() < self.width() or room.height() < self.height():
            self.showMaximized()
        else:
            self.show()

    def forget_desk(self) -> None:
        """Closing the window leaves the desk open: whoever lent it closes it."""
        self._close_desk = lambda: None

    def show_refusal(self, sentence: str) -> None:
        """The desk could not be opened: say why, in place of its pages."""
        self._waiting.show_state("triangle-alert", tr("The desk cannot be opened."), sentence, tr("Close"), self.close)
        self._stack.setCurrentWidget(self._waiting)

    def go_to(self, name: PageName) -> "Page | None":
        """Show a page, building it the first time."""
        self.page_name = name
        self.rail.show_page(name)
        if self.context is None or self._page_class is None:
            return None
        page = self._page(name)
        self._stack.setCurrentWidget(page)
        page.focus_content()
        return page

    def _page(self, name: PageName) -> "Page":
        if name not in self.pages:
            assert self._page_class is not None
            assert self.context is not None
            self.pages[name] = self._page_class(name)(self.context)
            self._stack.addWidget(self.pages[name])
        return self.pages[name]

    def show_record(self, kind: str, key: "UUID") -> None:
        """Show a record on the page of its kind, in its own park if another one is in view."""
        if kind not in PAGE_OF or self.context is None:
            return
        if self.context.park is None:
            self._show_here(kind, key)
            return
        from hkdesk.work.queries.records import load

        def show(record: object) -> None:
            self._go_to_park(getattr(record, "values", {}).get("park_id"))
            self._show_here(kind, key)

        self.context.runner.read(load, kind, key, owner=self, then=show)

    def _show_here(self, kind: str, key: "UUID") -> None:
        if (page := self.go_to(PAGE_OF[kind])) is not None:
            page.show_record_of(kind, key)

    def _go_to_park(self, park_id: "UUID | None") -> None:
        context = self.context
        if context is None or park_id is None or park_id == context.park_id:
            return
        park = next((p for p in context.parks if p.id == park_id), None)
        if park is not None:
            self.choose_park(park.code)
            self.messages.say(tr("The park in view: {park}", park=park.name))

    def show_chip(self, kind: str, chip: str) -> None:
        """Show the rows of a chip on the page of a kind."""
        if kind in PAGE_OF and (page := self.go_to(PAGE_OF[kind])) is not None:
            page.show_chip(chip)

    def open_search(self) -> None:
        """Search over everything."""
        if self.context is not None:
            from hkdesk.ui.widgets.search_popup import SearchPopup

            SearchPopup(self, self.context).open_over(self)

    def choose_park(self, code: str) -> None:
        """Look at another park, or at all of them."""
        if self.context is None:
            return
        self.context.park = next((p for p in self.context.parks if p.code == code), None)
        self.settings.park = code
        self.settings_changed.emit(self.settings)
        self._fill_rail()
        self.context.bus.park_chosen.emit()

    def switch_theme(self) -> None:
        """Light becomes dark, dark becomes light, at once."""
        self.settings.theme = "light" if self.theme.is_dark else "dark"
        self._dress()

    def switch_language(self) -> None:
        """Chinese becomes English, English becomes Chinese, at once."""
        self.settings.language = "en" if language_in_use() == "zh_CN" else "zh_CN"
        use_language(self.settings.language)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            from hkdesk.ui.application import speak

            speak(app, self.settings.language)
        self._dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self and event.type() == QEvent.Type.Paint:
            self.removeEventFilter(self)
            QTimer.singleShot(0, self._on_painted)
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.context is not None:
            from hkdesk.ui.leaving import may_leave

            if not may_leave(self, self.context, self.pages.values()):
                event.ignore()
                return
        super().closeEvent(event)
        self._close_desk()

    def _on_painted(self) -> None:
        self.painted.emit()
        self.furnish()
        self.rail.draw_icons()

    def _build(self) -> None:
        """Rail, banner, an empty stack: what stands before the desk is there."""
        from hkdesk.ui.rail import Rail
        from hkdesk.ui.widgets.states import StateView
        from hkdesk.ui.widgets.text import column, label, row

        self._set_title()
        self.rail = Rail(self.theme, language_in_use())
        self.rail.page_chosen.connect(self.go_to)
        self.rail.park_chosen.connect(self.choose_park)
        self.rail.officer_wanted.connect(self._ask_officer)
        self.rail.language_wanted.connect(self.switch_language)
        self.rail.theme_wanted.connect(self.switch_theme)
        self.rail.search_wanted.connect(self.open_search)
        self.rail.settings_wanted.connect(self._open_settings)
        self.rail.documents_wanted.connect(self._choose_document)
        self.rail.undo_wanted.connect(self._undo)
        self.rail.redo_wanted.connect(self._redo)
        self.rail.show_page(self.page_name)
        self.rail.show_officer("")
        self.rail.show_parks([], "")
        self._stack = QStackedWidget()
        self._waiting = StateView(self.theme)
        self._waiting.show_state("", tr("Opening the desk…"))
        self._stack.addWidget(self._waiting)
        middle = QWidget()
        line = row(middle, gap=0)
        line.addWidget(self.rail)
        right = column(gap=0)
        self._banner = label("", "banner")
        self._banner.hide()
        right.addWidget(self._banner)
        right.addWidget(self._stack, 1)
        line.addLayout(right, 1)
        self.setCentralWidget(middle)

    def _dress(self) -> None:
        """Build everything anew in the language and the light that are chosen now."""
        self.settings_changed.emit(self.settings)
        self.theme = theme_named(self.settings.theme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, self.theme)
        typed = {name: found for name, page in self.pages.items() if (found := page.typed()) is not None}
        for page in self.pages.values():
            page.setParent(None)
            page.deleteLater()
        self.pages.clear()
        self._build()
        self.rail.draw_icons()
        if self.context is not None:
            self.context.theme = self.theme
            self._fill_rail()
            for name, found in typed.items():
                self._page(name).type_again(found)
            self.go_to(self.page_name)

    def _set_title(self) -> None:
        title = tr("Park Desk")
        if self.context is not None and self.context.runner.desk.is_practice:
            title = tr("{title} [PRACTICE]", title=title)
        self.setWindowTitle(title)

    def _fill_rail(self) -> None:
        assert self.context is not None
        context, desk = self.context, self.context.runner.desk
        self._set_title()
        self.rail.show_parks([(p.code, p.name) for p in context.parks], context.park.code if context.park else "*")
        self.rail.show_officer(desk.officer)
        self._read_undo()
        said = []
        if desk.is_practice:
            said.append(tr("Practice desk: all data are invented."))
        if desk.is_read_only:
            said.append(tr("Read only: {holder} has this folder open.", holder=desk.holder or "?"))
        self._banner.setText("  ".join(said))
        self._banner.setVisible(bool(said))

    def _read_undo(self) -> None:
        if self.context is None:
            return
        from hkdesk.work.changes import undo_state

        def show(state: object) -> None:
            undo, redo = state.undo, state.redo  # type: ignore[attr-defined]
            self.rail.show_undo(command_name(undo.command) if undo else "", command_name(redo.command) if redo else "")

        self.context.runner.read(undo_state, self.context.runner.desk.desk_id, owner=self.rail, then=show)

    def _undo(self) -> None:
        if self.context is not None:
            from hkdesk.work.changes import undo

            self.context.runner.run(undo, owner=self, then=lambda done: self._tell(done, tr("Undone: {what}")))

    def _redo(self) -> None:
        if self.context is not None:
            from hkdesk.work.changes import redo

            self.context.runner.run(redo, owner=self, then=lambda done: self._tell(done, tr("Done again: {what}")))

    def _tell(self, command: str | None, sentence: str) -> None:
        if command is None:
            self.messages.say(tr("There is nothing to take back or bring back."))
        else:
            self.messages.say(sentence.format(what=command_name(command)))

    def _ask_officer(self) -> None:
        from PySide6.QtWidgets import QInputDialog

        name, is_given = QInputDialog.getText(
            self, tr("Who is at the desk"), tr("Your name, as the log shall have it:"), text=self.settings.officer
        )
        if is_given and self.context is not None:
            self.settings.officer = name.strip()
            self.context.runner.desk.sit_down(name.strip())
            self.settings_changed.emit(self.settings)
            self.rail.show_officer(name.strip())
            self.context.bus.officer_changed.emit()

    def _want_entry(self, kind: str, values: dict[str, str]) -> None:
        if self.context is not None:
            page = self.pages.get(self.page_name)
            self.context.bus.entry_wanted.emit(kind, values or (page.entry_values() if page else {}))

    def _open_entry(self, kind: str, values: dict[str, str]) -> None:
        if self.context is not None:
            from hkdesk.ui.entries import open_entry

            open_entry(self, self.context, kind, values)

    def _print(self) -> None:
        page = self.pages.get(self.page_name)
        if self.context is not None and not (page is not None and page.print_page()):
            from hkdesk.ui.print_preview import preview_report

            preview_report(self, self.context, "park-summary")

    def _choose_document(self) -> None:
        if self.context is not None:
            from hkdesk.ui.print_menu import choose_document

            choose_document(self.rail.documents, self.context)

    def _take_in(self) -> None:
        if self.context is not None:
            from hkdesk.ui.ledger_in import take_in

            take_in(self, self.context)

    def _open_settings(self) -> None:
        if self.context is not None:
            from hkdesk.ui.settings_dialog import SettingsDialog

            SettingsDialog(self, self.context).open()

    def _focus_search(self) -> None:
        if (page := self.pages.get(self.page_name)) is not None:
            page.focus_search()
