"""The columns of a ledger: which are shown, in which order and how wide; as the officer left them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QHeaderView, QTableView

from hkdesk.settings import LedgerLook
from hkdesk.ui.context import Context
from hkdesk.ui.widgets.ledger_delegate import LedgerDelegate
from hkdesk.ui.widgets.packed_table import Column

KEEPING_PAUSE_MS = 200
LEAST = 150  # pixels of the column that takes what is left


class LedgerColumns(QObject):
    """Keeps a table's header as the settings have it, and the settings as the officer arranges the header.

    Args:
        kind: whose ledger it is.
    """

    def __init__(
        self, context: Context, kind: str, table: QTableView, columns: Sequence[Column], delegate: LedgerDelegate
    ) -> None:
        super().__init__(table)
        self.columns = tuple(columns)
        self._context, self._kind, self._table, self._delegate = context, kind, table, delegate
        self._header: QHeaderView = table.horizontalHeader()
        self._is_arranging = False
        self._pause = QTimer(self, singleShot=True, interval=KEEPING_PAUSE_MS)
        self._pause.timeout.connect(context.bus.settings_changed)
        self._header.setSectionsMovable(True)
        self._arrange()
        self._header.sectionMoved.connect(self._on_moved)
        self._header.sectionResized.connect(self._on_resized)

    @property
    def look(self) -> LedgerLook:
        return self._context.settings.ledger(self._kind)

    def name(self, n: int) -> str:
        """What a column is called in the settings."""
        c = self.columns[n]
        return c.name or c.order or str(n)

    def in_order(self) -> list[int]:
        """The columns from left to right, hidden ones too."""
        return [self._header.logicalIndex(place) for place in range(len(self.columns))]

    def is_shown(self, n: int) -> bool:
        """Whether a column is shown: as the officer asked, or if there is room for it."""
        look, name = self.look, self.name(n)
        if name in look.shown:
            return True
        return name not in look.hidden and self._table.window().width() >= self.columns[n].from_width

    def shown_fields(self) -> tuple[str, ...]:
        """The fields that the columns in sight show, from left to right."""
        return tuple(field for n in self.in_order() if self.is_shown(n) for field in self.columns[n].fields)

    def show_column(self, n: int, *, is_shown: bool) -> None:
        """Show or hide a column from now on; the last one stays."""
        look, name = self.look, self.name(n)
        if not is_shown and not any(self.is_shown(m) for m in range(len(self.columns)) if m != n):
            return
        for names, is_there in ((look.shown, is_shown), (look.hidden, not is_shown)):
            if name in names and not is_there:
                names.remove(name)
            elif name not in names and is_there:
                names.append(name)
        self.fit()
        self._pause.start()

    def move(self, n: int, places: int) -> None:
        """Move a column to the right, or to the left by less than none."""
        at = self._header.visualIndex(n)
        if 0 <= at + places < len(self.columns):
            self._header.moveSection(at, at + places)

    def reset(self) -> None:
        """As delivered."""
        look = self.look
        look.order, look.shown, look.hidden, look.widths = [], [], [], {}
        self._arrange()
        self.fit()
        self._pause.start()

    def fit(self) -> None:
        """Show what is asked for or has room at the window's width."""
        self._is_arranging = True
        for n in range(len(self.columns)):
            if self._table.isColumnHidden(n) == self.is_shown(n):
                self._table.setColumnHidden(n, not self.is_shown(n))
        self._share_room()
        self._fit_stretching()
        self._is_arranging = False
        self._delegate.first = next((n for n in self.in_order() if not self._table.isColumnHidden(n)), 0)

    def _share_room(self) -> None:
        """What the stretching column can spare goes to those that would be wider, but for those the officer has set."""
        shown = [n for n in range(len(self.columns)) if not self._table.isColumnHidden(n)]
        widening = {
            n: self.columns[n].wide - self.columns[n].width
            for n in shown
            if self.columns[n].wide and self.name(n) not in self.look.widths
        }
        if not widening or not any(self.columns[n].stretches for n in shown):
            return
        is_own = {n: n in widening or self.columns[n].stretches for n in shown}
        taken = sum(self.columns[n].width if is_own[n] else self._table.columnWidth(n) for n in shown)
        share = (self._table.viewport().width() - taken) / sum(widening.values())
        for n, more in widening.items():
            self._table.setColumnWidth(n, self.columns[n].width + int(more * max(0.0, min(1.0, share))))

    def _fit_stretching(self) -> None:
        """The column that takes what is left gets its least width where nothing is left; the others are scrolled to."""
        shown = [n for n in range(len(self.columns)) if not self._table.isColumnHidden(n)]
        taken = sum(self._table.columnWidth(n) for n in shown if not self.columns[n].stretches)
        for n in shown:
            if self.columns[n].stretches:
                has_room = self._table.viewport().width() - taken >= LEAST
                mode = QHeaderView.ResizeMode.Stretch if has_room else QHeaderView.ResizeMode.Interactive
                if self._header.sectionResizeMode(n) is not mode:
                    self._header.setSectionResizeMode(n, mode)
                if not has_room:
                    self._table.setColumnWidth(n, LEAST)

    def _arrange(self) -> None:
        self._is_arranging = True
        look = self.look
        known = {self.name(n): n for n in range(len(self.columns))}
        order = [known.pop(name) for name in look.order if name in known]
        if order:  # a column that is new since then stands after its neighbour as delivered
            for n in sorted(known.values()):
                order.insert(order.index(n - 1) + 1 if n - 1 in order else 0, n)
        for place, n in enumerate(order or range(len(self.columns))):
            self._header.moveSection(self._header.visualIndex(n), place)
        for n, c in enumerate(self.columns):
            if c.stretches:
                self._header.setSectionResizeMode(n, QHeaderView.ResizeMode.Stretch)
            else:
                self._table.setColumnWidth(n, look.widths.get(self.name(n), c.width))
        self._is_arranging = False

    def _on_moved(self) -> None:
        if not self._is_arranging:
            self.look.order = [self.name(n) for n in self.in_order()]
            self.fit()
            self._pause.start()

    def _on_resized(self, n: int, before: int, now: int) -> None:
        is_drawn = before > 0 and now > 0  # hiding and showing resize too
        if is_drawn and not self._is_arranging and not self.columns[n].stretches:
            self.look.widths[self.name(n)] = now
            self._pause.start()
