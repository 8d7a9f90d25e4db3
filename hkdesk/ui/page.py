"""What every page has in common: it grows stale with what it shows, and reads again when it is looked at."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.widgets.short_line import ShortLine
from hkdesk.ui.widgets.text import label, row


class Page(QWidget):
    """A page of the desk.

    Class attributes:
        KINDS: the kinds of records whose change makes it stale.
    """

    KINDS: tuple[str, ...] = ()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._is_stale = True
        self.page_layout = QVBoxLayout(self)
        self.page_layout.setContentsMargins(20, 14, 20, 14)
        self.page_layout.setSpacing(12)
        context.bus.changed.connect(self._on_changed)
        context.bus.park_chosen.connect(self.mark_stale)
        context.bus.day_turned.connect(self.mark_stale)

    def add_header(self, title: str) -> QHBoxLayout:
        """The page's name with its counts beside it; buttons are added at the right."""
        header = row(gap=12)
        header.addWidget(label(title, "title"))
        self.counts = ShortLine("", "sub")
        self.counts.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        header.addWidget(self.counts)
        header.addStretch(1)
        self.page_layout.addLayout(header)
        return header

    def refresh(self) -> None:
        """Read again what is shown."""

    def show_record(self, key: object) -> None:
        """Bring a record into view."""

    def show_record_of(self, kind: str, key: object) -> None:
        """Bring a record of a kind into view, on a page that has several."""
        self.show_record(key)

    def show_chip(self, chip: str) -> None:
        """Look at the rows of a chip, if the page has it."""

    def entry_values(self) -> dict[str, str]:
        """What an appeal that is logged from here is about, as far as the page knows."""
        return {}

    def focus_search(self) -> None:
        """Put the cursor into the page's own search field, if it has one."""

    def focus_content(self) -> None:
        """Put the focus where the keys of the page work."""

    def print_page(self) -> bool:
        """Show the page's own document before it is printed; false where it has none and the park's is meant."""
        return False

    def finish(self) -> bool:
        """The window is about to close: save what waits; whether anything was handed over to be saved."""
        return False

    def unfinished(self) -> str:
        """What would be lost if the window closed now, as a sentence; empty if nothing would."""
        return ""

    def give_up(self) -> None:
        """Let go of what is unfinished."""

    def typed(self) -> Any:
        """What has been typed and not been saved, for a page that is built anew; None where that is nothing."""
        return None

    def type_again(self, typed: Any) -> None:
        """Take what had been typed before the page was built anew."""

    def mark_stale(self) -> None:
        """What is shown may be out of date."""
        self._is_stale = True
        if self.isVisible():
            self._refresh_now()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh_now()

    def _refresh_now(self) -> None:
        self._is_stale = False
        self.refresh()

    def _on_changed(self, changes: object, _origin: object) -> None:
        if changes.touches(*self.KINDS):  # type: ignore[attr-defined]
            self.mark_stale()
