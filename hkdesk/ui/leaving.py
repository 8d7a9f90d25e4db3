"""Before the window closes: what waits is saved, and what would be lost is asked for."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.copying import CopyQueue
from hkdesk.ui.page import Page
from hkdesk.ui.widgets.confirm import ask
from hkdesk.wording import tr, tr_n


def may_leave(window: QWidget, context: Context, pages: Iterable[Page]) -> bool:
    """Whether the window may close now; if not, it is closed again as soon as it may."""
    open_pages = list(pages)
    saving = [page.finish() for page in open_pages]
    if any(saving):
        after_saving(window, context)
        return False
    lost = [said for page in open_pages if (said := page.unfinished())]
    if (copies := _copies_line(context)) is not None:
        lost.append(copies)
    if not lost:
        return True

    def give_up() -> None:
        for page in open_pages:
            page.give_up()
        if (queue := context.runner.findChild(CopyQueue)) is not None:
            queue.cancel()
        window.close()

    ask(window, tr("Close the desk?"), "\n".join(lost), tr("Close all the same"), give_up, lambda: None)
    return False


def after_saving(window: QWidget, context: Context) -> None:
    """Close the window once what was handed to the writing thread has been answered."""

    def close(_: object) -> None:
        if QApplication.activeModalWidget() is None:  # a question about what was saved goes first
            window.close()

    context.runner.run(_nothing, owner=window, then=close)


def _nothing(_uow: Any) -> None:
    """Takes its turn behind what is being saved."""


def _copies_line(context: Context) -> str | None:
    queue = context.runner.findChild(CopyQueue)
    if queue is None or queue.current is None:
        return None
    n = queue.waiting + 1
    return tr_n(
        "{n} file is still being copied and will not be attached.",
        "{n} files are still being copied and will not be attached.",
        n,
    )
