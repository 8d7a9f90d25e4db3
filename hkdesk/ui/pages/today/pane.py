"""What is chosen in the day's list, in place: the pane of its kind, made when it is first wanted."""

from uuid import UUID

from PySide6.QtWidgets import QStackedWidget

from hkdesk.ui.context import Context
from hkdesk.ui.widgets.record_detail import WIDTH, RecordDetail
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import card, column
from hkdesk.wording import tr


class DayPane(QStackedWidget):
    """The panes of several kinds, one of them to be seen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._panes: dict[str, RecordDetail] = {}
        self.setFixedWidth(WIDTH)
        self._blank = card("detail")
        self._state = StateView(context.theme)
        column(self._blank, margin=18).addWidget(self._state)
        self.addWidget(self._blank)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.show_state("panel-right", tr("Nothing chosen"), tr("Choose a line to see all about it here."))

    def show_state(self, picture: str, said: str, hint: str) -> None:
        """Say something in place of a record."""
        self._state.show_state(picture, said, hint)
        self.setCurrentWidget(self._blank)

    def show_record(self, kind: str, key: UUID) -> None:
        """Show a record; its pane has everything that can be done with it."""
        if kind not in self._panes:
            make = self._context.pane_class(kind)
            if make is None:
                self.show_state("panel-right", tr("Enter opens it on its own page."), "")
                return
            self._panes[kind] = make(self._context)
            self.addWidget(self._panes[kind])
        pane = self._panes[kind]
        self.setCurrentWidget(pane)
        if pane.key != key:
            pane.show_key(key)

    def refresh(self) -> None:
        """Read again what is shown."""
        pane = self.currentWidget()
        if isinstance(pane, RecordDetail):
            pane.refresh()
