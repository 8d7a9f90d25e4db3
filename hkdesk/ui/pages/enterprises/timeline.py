"""One time line of everything that happened to an enterprise; of thousands of points only those looked at are read."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QListView, QStackedWidget, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.pages.enterprises.points import ENTRY_ROLE, PointDelegate, said
from hkdesk.ui.runner import Task
from hkdesk.ui.widgets.flow import FlowLayout
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button, card, column
from hkdesk.wording import tr
from hkdesk.work.queries.enterprise_timeline import (
    WINDOW,
    Strand,
    TimelineEntry,
    enterprise_timeline,
    strand_counts,
)

AnyIndex = QModelIndex | QPersistentModelIndex


class Points(QAbstractListModel):
    """The points read so far; more are read when the end comes into sight.

    Signals:
        loaded(): the first window is there.
    """

    loaded = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._key: UUID | None = None
        self._strand: Strand | None = None
        self.entries: list[TimelineEntry] = []
        self._has_more = False
        self._task: Task | None = None

    def show_enterprise(self, key: UUID, strand: Strand | None) -> None:
        """Read the first window anew."""
        if self._task is not None:
            self._task.cancel()
        self._key, self._strand = key, strand
        self._task = self._context.runner.read(enterprise_timeline, key, None, strand, owner=self, then=self._start)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        is_text = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return said(entry) if is_text else None

    def canFetchMore(self, parent: AnyIndex) -> bool:
        return not parent.isValid() and self._has_more and self._task is None

    def fetchMore(self, parent: AnyIndex) -> None:
        if self.canFetchMore(parent) and self._key is not None:
            after, strand = self.entries[-1], self._strand
            self._task = self._context.runner.read(
                enterprise_timeline, self._key, after, strand, owner=self, then=self._go_on
            )

    def _start(self, entries: list[TimelineEntry]) -> None:
        self._task = None
        self._has_more = len(entries) == WINDOW
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()
        self.loaded.emit()

    def _go_on(self, entries: list[TimelineEntry]) -> None:
        self._task = None
        self._has_more = len(entries) == WINDOW
        if entries:
            first = len(self.entries)
            self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
            self.entries += entries
            self.endInsertRows()


class EnterpriseTimeline(QWidget):
    """Chips for what it is narrowed to, and the line.

    Signals:
        opened(TimelineEntry): Enter or a double click.
    """

    opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._key: UUID | None = None
        self._is_stale = False
        layout = column(self, gap=10)
        self._chips = QButtonGroup(self)
        flow = FlowLayout()
        for strand, name in _strands():
            chip = button(name, "chip")
            chip.setCheckable(True)
            chip.setProperty("strand", strand.value if strand else "")
            chip.setProperty("word", name)
            self._chips.addButton(chip)
            flow.addWidget(chip)
        self._chips.buttons()[0].setChecked(True)
        self._chips.buttonClicked.connect(lambda _: self._read())
        layout.addLayout(flow)
        self.points = Points(context)
        self.points.setParent(self)
        self.points.loaded.connect(self._on_loaded)
        self.list = self._make_list()
        self._states = StateView(context.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._states)
        sheet = card()
        column(sheet, margin=1).addWidget(self._stack)
        layout.addWidget(sheet, 1)

    @property
    def strand(self) -> Strand | None:
        """What it is narrowed to; None for everything."""
        checked = self._chips.checkedButton()
        return Strand(name) if checked and (name := str(checked.property("strand"))) else None

    def show_enterprise(self, key: UUID) -> None:
        """Show an enterprise's line, anew if it is the same; it is read once it is looked at."""
        if key != self._key:
            self._chips.buttons()[0].setChecked(True)
        self._key = key
        self._is_stale = True
        if self.isVisible():
            self._read()

    def choose(self, strand: Strand) -> None:
        """Narrow it to a strand."""
        for chip in self._chips.buttons():
            chip.setChecked(chip.property("strand") == strand.value)
        self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def _make_list(self) -> QListView:
        made = QListView()
        made.setObjectName("points")
        made.setModel(self.points)
        made.setItemDelegate(PointDelegate(self._context.theme, self._context.today))
        made.setUniformItemSizes(True)
        made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setFrameShape(QListView.Shape.NoFrame)
        made.setAccessibleName(tr("One time line"))
        made.doubleClicked.connect(self._open)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), made)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda: self._open(made.currentIndex()))
        return made

    def _read(self) -> None:
        self._is_stale = False
        if self._key is None:
            return
        self.points.show_enterprise(self._key, self.strand)
        self._context.runner.read(strand_counts, self._key, owner=self, then=self._show_counts)

    def _on_loaded(self) -> None:
        if self.points.entries:
            self._stack.setCurrentWidget(self.list)
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.points.index(0))
            return
        hint = tr("Appeals, visits, projects and grants come here by their day.")
        self._states.show_state("history", tr("Nothing on this line yet"), hint)
        self._stack.setCurrentWidget(self._states)

    def _show_counts(self, counts: dict[Strand, int]) -> None:
        for chip in self._chips.buttons():
            name = str(chip.property("strand"))
            n = counts[Strand(name)] if name else sum(counts.values())
            text = f"{chip.property('word')} {n:,}"
            chip.setText(text)
            chip.setAccessibleName(text)

    def _open(self, index: QModelIndex) -> None:
        entry = index.data(ENTRY_ROLE)
        if isinstance(entry, TimelineEntry):
            self.opened.emit(entry)


def _strands() -> list[tuple[Strand | None, str]]:
    return [
        (None, tr("All")),
        (Strand.APPEALS, tr("Appeals")),
        (Strand.PROJECTS, tr("Projects")),
        (Strand.VISITS, tr("Visits")),
        (Strand.GRANTS, tr("Grants")),
        (Strand.QUALIFICATIONS, tr("Qualifications")),
        (Strand.FILES, tr("Files")),
    ]
