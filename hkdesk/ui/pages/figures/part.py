"""One of the page's two parts: that of the projects, that of the appeals."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.widgets.text import column


class Part(QWidget):
    """A part reads again when it is looked at after a change.

    Class attributes:
        KINDS: the kinds of records whose change makes it stale.

    Signals:
        told(str): what stands beside the page's name.
    """

    KINDS: tuple[str, ...] = ()
    told = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.counts = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.part_layout = column(self, gap=12)

    def refresh(self) -> None:
        """Read again what is shown."""

    def tell(self, counts: str) -> None:
        """Say what stands beside the page's name."""
        self.counts = counts
        self.told.emit(counts)
