"""A table of any length that holds its keys, packed, and only the windows on screen."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import InitVar, dataclass
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from hkdesk.domain.lights import Light
from hkdesk.domain.standing import Standing

KEY, WINDOW, KEPT = 16, 128, 64
NARROW = 1600  # below this width of the window the secondary columns hide
PATIENCE_S = 0.008
ROW_ROLE = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex | QPersistentModelIndex
Rows = Mapping[bytes, Any]
log = logging.getLogger(__name__)


class Look(Enum):
    """How a cell is drawn."""

    TEXT = auto()
    SUB = auto()  # text that matters less
    NAME = auto()  # text that matters most, with the mark of its source behind
    PILL = auto()
    LIGHT = auto()
    BAR = auto()  # a number, and beside it a bar as long as its share


@dataclass(frozen=True)
class Column:
    """What a column is called and how it shows a row.

    Args:
        order: the ledger's order that a click on its header asks for; empty for none.
        tokens: for a pill, its ink and ground; for text, its colour.
        share: for a bar, its length from 0 to 1.
        name: what it is called where its place and width are kept; its order, where it has none.
        wide: its width in pixels where the stretching column has room to spare; 0 for its width.
        is_secondary: shown unasked only where the window is wide.
        from_width: the width of the window in pixels from which it is shown unasked.
        fields: what of the record it shows, as files of ledgers name it (exchange/ledgers/kinds.py).
    """

    title: str
    text: Callable[[Any], str]
    width: int
    look: Look = Look.TEXT
    order: str = ""
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    tokens: Callable[[Any], tuple[str, str]] | None = None
    light: Callable[[Any], Light] | None = None
    share: Callable[[Any], float] | None = None
    standing: Callable[[Any], Standing | None] | None = None
    tip: Callable[[Any], str] | None = None
    stretches: bool = False
    wide: int = 0
    is_secondary: InitVar[bool] = False
    name: str = ""
    from_width: int = 0
    fields: tuple[str, ...] = ()

    def __post_init__(self, is_secondary: bool) -> None:
        if is_secondary and not self.from_width:
            object.__setattr__(self, "from_width", NARROW)


class PackedTable(QAbstractTableModel):
    """Rows are fetched a window at a time off the GUI thread; a window that is late is drawn when it comes.

    Args:
        columns: what is shown, in order.
        fetch: takes 16-byte keys, gives a future of {key: row}.
    """

    _arrived = Signal(int, object)

    def __init__(
        self, columns: Sequence[Column], fetch: Callable[[list[bytes]], "Future[Rows]"], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns, self._fetch = tuple(columns), fetch
        self._keys = b""
        self._windows: OrderedDict[int, Rows | None] = OrderedDict()
        self._generation = 0
        self._arrived.connect(self._place, Qt.ConnectionType.QueuedConnection)

    @property
    def keys(self) -> bytes:
        """The keys of all rows, 16 bytes each, in order."""
        return self._keys

    def set_keys(self, keys: bytes) -> None:
        """Show these rows; where they only go on from those shown, selection and scroll position stay."""
        if keys == self._keys:
            return
        if self._keys and keys.startswith(self._keys):
            self.beginInsertRows(QModelIndex(), self.rowCount(), len(keys) // KEY - 1)
            self._windows.pop(self.rowCount() // WINDOW, None)
            self._keys = keys
            self.endInsertRows()
            return
        self.beginResetModel()
        self._keys = keys
        self._generation += 1
        self._windows.clear()
        self.endResetModel()

    def forget(self, keys: set[bytes] | None = None) -> None:
        """Fetch anew the windows in which these rows have been seen; without keys, all of them."""
        for window, rows in list(self._windows.items()):
            if keys is None or rows is None or not keys.isdisjoint(rows):
                del self._windows[window]
                self._repaint(window)

    def key(self, row: int) -> bytes:
        return self._keys[row * KEY : (row + 1) * KEY]

    def row_of(self, key: bytes) -> int:
        """Where a key stands; -1 if it does not."""
        at = self._keys.find(key)
        while at >= 0 and at % KEY:
            at = self._keys.find(key, at + 1)
        return at // KEY if at >= 0 else -1

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._keys) // KEY

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.columns[section].align | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align | Qt.AlignmentFlag.AlignVCenter
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
            ROW_ROLE,
        ):
            return None
        try:
            return self._cell(column, index.row(), role)
        except Exception:  # an exception inside a paint event can crash Qt
            log.exception("A cell could not be written")
            return None

    def _cell(self, column: Column, row: int, role: int) -> Any:
        found = (self._window(row // WINDOW) or {}).get(self.key(row))
        if role == ROW_ROLE:
            return found
        if found is None:
            return "…" if role != Qt.ItemDataRole.ToolTipRole else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(found) if column.tip else None
        return column.text(found)

    def _window(self, window: int) -> Rows | None:
        if window not in self._windows:
            keys = self._keys[window * WINDOW * KEY : (window + 1) * WINDOW * KEY]
            coming = self._fetch([keys[i : i + KEY] for i in range(0, len(keys), KEY)])
            self._windows[window] = self._wait(window, coming)
            if len(self._windows) > KEPT:
                self._windows.popitem(last=False)
        self._windows.move_to_end(window)
        return self._windows[window]

    def _wait(self, window: int, coming: "Future[Rows]") -> Rows | None:
        try:
            return coming.result(PATIENCE_S)
        except NotYet:
            generation = self._generation
            coming.add_done_callback(lambda done: self._arrived.emit(window, (generation, done)))
            return None

    def _place(self, window: int, arrived: "tuple[int, Future[Rows]]") -> None:
        generation, done = arrived
        if generation == self._generation and window in self._windows:
            self._windows[window] = done.result()
            self._repaint(window)

    def _repaint(self, window: int) -> None:
        last = min((window + 1) * WINDOW, self.rowCount()) - 1
        if last >= window * WINDOW:
            self.dataChanged.emit(self.index(window * WINDOW, 0), self.index(last, self.columnCount() - 1))
