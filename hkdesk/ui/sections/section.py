"""What every section of the settings has in common."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hkdesk.domain.errors import DeskError
from hkdesk.ui.context import Context
from hkdesk.ui.widgets.text import tip

Done = Callable[[], None]
Refused = Callable[[DeskError], None]


class Section(QWidget):
    """A section of the settings dialog.

    Subclasses say what it is called, read what is set, and save what was changed.
    """

    asks_before_leaving = False  # where so much is typed that Esc may not lose it unasked

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    @property
    def title(self) -> str:
        """What it is called in the dialog's list."""
        raise NotImplementedError

    @property
    def is_touched(self) -> bool:
        """Whether anything differs from what is kept."""
        raise NotImplementedError

    def reset(self) -> None:
        """Put everything as the rules have it; it is kept once it is saved."""
        raise NotImplementedError

    def save(self, done: Done, refused: Refused) -> None:
        """Keep what is set."""
        raise NotImplementedError


def frame(field: QWidget, said: str) -> None:
    """Frame what was refused, with its sentence as a tip; empty takes the frame away."""
    field.setProperty("wrong", "true" if said else "false")
    field.style().polish(field)
    field.setToolTip(tip(said))
