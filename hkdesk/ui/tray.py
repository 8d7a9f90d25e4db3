"""The reminder in the system tray: how many appeals are due today and late, told once and whenever it grows."""

from datetime import date

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from hkdesk.ui.context import Context
from hkdesk.ui.main_window import MainWindow
from hkdesk.ui.page_name import PageName
from hkdesk.wording import tr, tr_n
from hkdesk.work.queries.today import waiting_counts

LOOK_EVERY_MS = 10 * 60_000
AFTER_A_CHANGE_MS = 2000  # the pages read first


class Tray(QObject):
    """An icon beside the clock while the desk is open. Where there is no tray, nothing is shown and nothing fails."""

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self.icon = QSystemTrayIcon(window.windowIcon(), self)
        self.menu = self._make_menu()
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        self.icon.messageClicked.connect(self.show_today)
        self.said = ""
        self._told: tuple[date, int, int] | None = None
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._soon = QTimer(self, singleShot=True, interval=AFTER_A_CHANGE_MS)
        self._soon.timeout.connect(self.look)
        context.bus.changed.connect(
            lambda changes, _: self._soon.start() if changes.touches("ServiceRequest") else None
        )
        context.bus.park_chosen.connect(self.look)
        context.bus.day_turned.connect(self.look)
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.icon.show()
        self.look()

    def look(self) -> None:
        """Count again, and tell where more waits than was told of today."""
        context = self._context
        context.runner.read(waiting_counts, context.park_id, context.today, owner=self, then=self._show)

    def show_today(self) -> None:
        """Bring the desk to the front, on the page of the day."""
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self._window.go_to(PageName.TODAY)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self._window)
        for text, do in (
            (tr("Today"), self.show_today),
            (tr("Log an appeal"), self._log),
            (tr("Close the desk"), self._window.close),
        ):
            action = QAction(text, menu)
            action.triggered.connect(do)
            menu.addAction(action)
        menu.actions()[1].setEnabled(not self._context.is_read_only)
        return menu

    def _log(self) -> None:
        self.show_today()
        self._context.bus.entry_wanted.emit("ServiceRequest", {})

    def _show(self, counted: tuple[int, int]) -> None:
        due, late = counted
        sentence = _sentence(due, late)
        self.icon.setToolTip(f"{tr('Park Desk')}\n{sentence}")
        told, today = self._told, self._context.today
        is_more = told is None or told[0] != today or due > told[1] or late > told[2]
        self._told = (today, due, late)
        if is_more and (due or late):
            self.said = sentence
            self.icon.showMessage(tr("Park Desk"), sentence, self._window.windowIcon())

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.show_today()


def _sentence(due: int, late: int) -> str:
    said = []
    if due:
        said.append(tr_n("{n} appeal is due today.", "{n} appeals are due today.", due))
    if late:
        said.append(tr_n("{n} appeal is overdue.", "{n} appeals are overdue.", late))
    return " ".join(said) or tr("No appeal is due today, none is overdue.")
