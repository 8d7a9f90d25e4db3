"""The ways by which a ledger comes to the window: a file dropped on it, a block pasted into a ledger, a key."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from hkdesk.domain.errors import DeskError
from hkdesk.ui.context import Context
from hkdesk.ui.widgets.ledger_table import LedgerTable

ENDINGS = frozenset([".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".tsv"])


def take_in(window: QWidget, context: Context, kind: str = "", path: Path | None = None) -> None:
    """Show a ledger before it is taken in; without a path the officer chooses one."""
    if context.is_read_only:
        context.messages.refuse(DeskError("This desk only reads: a ledger cannot be taken in here."))
        return
    from hkdesk.ui.importing.dialog import open_import  # with all that reads ledgers: not before it is asked for

    open_import(window, context, kind, path)


def take_pastes(table: LedgerTable, context: Context, kind: str) -> None:
    """Let a block that is pasted into a ledger be taken in as a ledger of its kind."""
    table.pasted.connect(lambda: paste(table.window(), context, kind))


def paste(window: QWidget, context: Context, kind: str) -> None:
    """Show what was copied out of a spreadsheet before it is taken in."""
    from hkdesk.ui.importing.dialog import open_paste
    from hkdesk.ui.importing.pasting import copied_book

    try:
        if context.is_read_only:
            raise DeskError("This desk only reads: a ledger cannot be taken in here.")
        book = copied_book()
    except DeskError as error:
        context.messages.refuse(error)
    else:
        open_paste(window, context, kind, book)


class LedgerDrops(QObject):
    """Takes a ledger that is dropped on the window; what a widget in it takes for itself does not come here."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and (path := _ledger_in(event)) is not None:
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                take_in(self._window, self._context, path=path)
            return True
        return super().eventFilter(watched, event)


def _ledger_in(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    path = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    return path if path is not None and path.suffix.lower() in ENDINGS else None
