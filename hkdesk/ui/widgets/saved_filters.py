"""The filters that an officer has saved under a name, in a menu beside the search field."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QPushButton

from hkdesk.settings import SavedFilter
from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.widgets.text import tip
from hkdesk.wording import tr


class SavedFilters(QPushButton):
    """Saves what is looked at, and looks at it again.

    Args:
        kind: whose ledger it is.
        looked: what is looked at now.
        look_at: looks at something saved.
    """

    def __init__(
        self, context: Context, kind: str, looked: Callable[[], SavedFilter], look_at: Callable[[SavedFilter], None]
    ) -> None:
        super().__init__()
        self._context, self._kind, self._looked, self._look_at = context, kind, looked, look_at
        self.setObjectName("tool")
        self.setIcon(icon("bookmark", context.theme["sub"]))
        self.setAccessibleName(tr("Saved filters"))
        self.setToolTip(tip(tr("Saved filters")))
        self.setAutoDefault(False)
        self.menu_of_filters = QMenu(self)
        self.menu_of_filters.aboutToShow.connect(self.fill)
        self.setMenu(self.menu_of_filters)

    @property
    def filters(self) -> list[SavedFilter]:
        """Those that there are; changing it changes the settings."""
        return self._context.settings.ledger(self._kind).filters

    def fill(self) -> None:
        """Put into the menu what there is."""
        menu = self.menu_of_filters
        menu.clear()
        for saved in self.filters:
            menu.addAction(self._action(menu, saved.name, partial(self._look_at, saved)))
        if self.filters:
            menu.addSeparator()
        menu.addAction(self._action(menu, tr("Save this filter as…"), self.save_as))
        if self.filters:
            for title, do in ((tr("Rename"), self.rename), (tr("Delete"), self.delete)):
                inner = menu.addMenu(title)
                for saved in self.filters:
                    inner.addAction(self._action(inner, saved.name, partial(do, saved)))

    def save_as(self) -> None:
        """Save what is looked at; one of this name is replaced."""
        if name := self._ask_name(tr("Save this filter"), ""):
            saved = self._looked()
            saved.name = name
            self.filters[:] = [*(f for f in self.filters if f.name != name), saved]
            self._keep(tr("The filter “{name}” has been saved.", name=name))

    def rename(self, saved: SavedFilter) -> None:
        """Give one another name."""
        name = self._ask_name(tr("Rename the filter"), saved.name)
        if name and name != saved.name:
            self.filters[:] = [f for f in self.filters if f.name != name]
            saved.name = name
            self._keep(tr("The filter is now called “{name}”.", name=name))

    def delete(self, saved: SavedFilter) -> None:
        """Forget one."""
        self.filters.remove(saved)
        self._keep(tr("The filter “{name}” has been deleted.", name=saved.name))

    def _ask_name(self, title: str, name: str) -> str:
        typed, is_given = QInputDialog.getText(self.window(), title, tr("Name of the filter:"), text=name)
        return typed.strip()[:60] if is_given else ""

    def _keep(self, said: str) -> None:
        self._context.bus.settings_changed.emit()
        self._context.messages.say(said)

    @staticmethod
    def _action(menu: QMenu, text: str, do: Callable[[], None]) -> QAction:
        made = QAction(text.replace("&", "&&"), menu)
        made.triggered.connect(lambda _=False: do())
        return made
