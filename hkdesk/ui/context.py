"""What a page is given: the ways to read, to change, to tell, and what is in view."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from hkdesk.settings import Settings
from hkdesk.ui.bus import Bus
from hkdesk.ui.messages import Messages
from hkdesk.ui.runner import Runner
from hkdesk.ui.theme import Theme
from hkdesk.wording import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from hkdesk.ui.widgets.record_detail import RecordDetail
    from hkdesk.work.queries.parks import ParkRow


@dataclass
class Context:
    """The desk as its pages see it.

    Args:
        park: the park in view; None for all of them.
        has_figures: whether the plotting library has been loaded.
        pane_class: the pane of a record of a kind, for a page that shows records of others (ui/all_pages.py).
    """

    runner: Runner
    bus: Bus
    messages: Messages
    settings: Settings
    theme: Theme
    parks: "list[ParkRow]" = field(default_factory=list)
    park: "ParkRow | None" = None
    has_figures: bool = False
    pane_class: "Callable[[str], Callable[[Context], RecordDetail] | None]" = lambda _kind: None

    @property
    def today(self) -> date:
        return self.runner.desk.today

    @property
    def park_id(self) -> UUID | None:
        return self.park.id if self.park else None

    @property
    def entry_park(self) -> "ParkRow | None":
        """The park that a new record goes to when nothing else says so: the one in view, or the first."""
        return self.park or (self.parks[0] if self.parks else None)

    @property
    def place(self) -> str:
        """The park in view, in words."""
        return self.park.name if self.park else tr("both parks, added together")

    @property
    def is_read_only(self) -> bool:
        return self.runner.desk.is_read_only
