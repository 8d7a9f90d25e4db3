"""The pane beside a ledger: one record, its tabs, its buttons; read anew whenever it changes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.runner import Task
from hkdesk.ui.widgets.attachments import Attachments
from hkdesk.ui.widgets.detail import History
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button, clear, column, row
from hkdesk.wording import tr
from hkdesk.work.changes import history_of
from hkdesk.work.queries.names import names_in
from hkdesk.work.queries.records import RecordView, load

WIDTH = 336
MOVING_PAUSE_MS = 60  # walking down a ledger by keys reads only where it stops


class RecordDetail(QFrame):
    """A record's detail. Subclasses say what they read and how each tab is filled.

    Class attributes:
        KIND: the class name of the record.
        HAS_FILES: whether a tab shows its attachments.
    """

    KIND = ""
    HAS_FILES = False

    def __init__(self, context: Context, tabs: Sequence[str], width: int | None = WIDTH) -> None:
        super().__init__()
        self.setObjectName("detail")
        if width is not None:
            self.setFixedWidth(width)
        self.context = context
        self.key: UUID | None = None
        self._task: Task | None = None
        layout = column(self, margin=18, gap=10)
        self._states = StateView(context.theme)
        layout.addWidget(self._states, 1)
        self.head = column(gap=6)
        layout.addLayout(self.head)
        files = [tr("Files")] if self.HAS_FILES else []
        self._tabs = self._make_tabs(layout, [*tabs, *files, tr("History")])
        self._files_tab = len(tabs) if files else -1
        self._area, self._inside = _scrolling()
        layout.addWidget(self._area, 1)
        self.files = Attachments(context, self.KIND) if files else None
        self._panels: dict[int, QWidget] = {}
        if self.files is not None:
            self.files.counted.connect(self._show_file_count)
            self.add_panel(self._files_tab, self.files)
        self.buttons = row()
        layout.addLayout(self.buttons)
        self._pause = QTimer(self, singleShot=True, interval=MOVING_PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self._show_nothing()

    def show_key(self, key: UUID | None) -> None:
        """Show another record, or none."""
        self.key = key
        if key is None:
            self._show_nothing()
        else:
            self._pause.start()

    def add_panel(self, tab: int, panel: QWidget) -> None:
        """Give a tab a widget of its own, which scrolls by itself."""
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.indexOf(self._area) + 1, panel, 1)
        panel.hide()
        self._panels[tab] = panel

    def show_tab(self, tab: int) -> None:
        """Look at a tab."""
        self._tabs.button(tab).setChecked(True)
        self._fill_current()

    def refresh(self) -> None:
        """Read the record again."""
        if self._task is not None:
            self._task.cancel()
        if self.key is not None:
            self._task = self.context.runner.read(self.read, self.key, self.context.today, owner=self, then=self._show)

    def read(self, reader: Any, key: UUID, today: Any) -> Any:
        """Read on the reading thread what is shown: (record, rest) or None if it is gone."""
        record = load(reader, self.KIND, key)
        return None if record is None else (record, self.read_more(reader, record, today))

    def read_more(self, reader: Any, record: RecordView, today: Any) -> Any:
        """What else the tabs show."""
        return None

    def fill_head(self, record: RecordView, more: Any) -> None:
        """Name, number, pill."""

    def fill_tab(self, tab: int, layout: QVBoxLayout, record: RecordView, more: Any) -> None:
        """The content of a tab."""

    def fill_buttons(self, layout: QHBoxLayout, record: RecordView, more: Any) -> None:
        """What can be done with it."""

    def _make_tabs(self, layout: QVBoxLayout, names: Sequence[str]) -> QButtonGroup:
        group = QButtonGroup(self)
        line = row(gap=0)
        for n, name in enumerate(names):
            tab = button(name, "tab")
            tab.setCheckable(True)
            group.addButton(tab, n)
            line.addWidget(tab)
        line.addStretch(1)
        self._tab_line = QWidget()
        self._tab_line.setLayout(line)
        layout.addWidget(self._tab_line)
        group.button(0).setChecked(True)
        group.idClicked.connect(lambda _: self._fill_current())
        return group

    def _show(self, found: Any) -> None:
        if found is None:
            self._show_nothing()
            return
        self._record, self._more = found
        self._states.hide()
        self._tab_line.show()
        if self.files is not None:
            self.files.show_record(self._record.id)
        held = self.window().focusWidget()  # also while the window itself waits behind a dialog
        has_focus = held is not None and self.buttons.indexOf(held) >= 0
        clear(self.head)
        clear(self.buttons)
        self.fill_head(self._record, self._more)
        self.fill_buttons(self.buttons, self._record, self._more)
        self._fill_current()
        if has_focus:
            self._focus_first_button()

    def _focus_first_button(self) -> None:
        """The button that was pressed is gone with what it did: the next step is at hand, not the window's first."""
        for place in range(self.buttons.count()):
            widget = self.buttons.itemAt(place).widget()
            if widget is not None and widget.isEnabled():
                widget.show()  # in a window that waits behind a dialog, Qt remembers the focus only of what is shown
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _fill_current(self) -> None:
        clear(self._inside)
        tab = self._tabs.checkedId()
        self._area.setVisible(tab not in self._panels)
        for at, panel in self._panels.items():
            panel.setVisible(at == tab)
        if tab in self._panels:
            return
        if tab == len(self._tabs.buttons()) - 1:
            self._fill_history()
        else:
            self.fill_tab(tab, self._inside, self._record, self._more)
            self._inside.addStretch(1)
        self._area.verticalScrollBar().setValue(0)

    def _fill_history(self) -> None:
        record = self._record

        def show(found: Any) -> None:
            entries, names = found
            if self._record is record:
                clear(self._inside)
                self._inside.addWidget(History(entries, names, self.KIND))

        self.context.runner.read(_history, self.KIND, record.id, owner=self, then=show)

    def _show_file_count(self, n: int) -> None:
        """The tab says how many there are, so that nobody opens it in vain."""
        self._tabs.button(self._files_tab).setText(f"{tr('Files')} {n}" if n else tr("Files"))

    def _show_nothing(self) -> None:
        for part in (self._tab_line, self._area, *self._panels.values()):
            part.hide()
        clear(self.head)
        clear(self.buttons)
        self._states.show_state("panel-right", tr("Nothing chosen"), tr("Choose a line to see all about it here."))
        self._states.show()


def _history(reader: Any, kind: str, key: UUID) -> Any:
    entries = history_of(reader, kind, key)
    return entries, names_in(reader, entries)


def _scrolling() -> tuple[QScrollArea, QVBoxLayout]:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside = QWidget()
    layout = column(inside, gap=12)
    layout.setContentsMargins(0, 0, 8, 0)
    area.setWidget(inside)
    return area, layout
