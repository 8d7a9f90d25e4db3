"""Buttons that print: a menu of the documents that there are of what is shown, each leading to its preview."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from hkdesk.domain.errors import DeskError
from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.widgets.text import button, tip
from hkdesk.wording import tr

MOST_RECORDS = 500  # printed at once
PICTURE = 16
Entry = tuple[str, Callable[[], None]]


def print_button(context: Context, names: Sequence[str], key: UUID) -> QPushButton:
    """A small button for the documents about one record.

    Args:
        names: of documents (documents/all_reports.py); a single one is shown without asking.
    """
    made = button("", "tool", tr("Print"))
    made.setIcon(icon("printer", context.theme["sub"]))
    made.setIconSize(QSize(PICTURE, PICTURE))
    made.setToolTip(tip(tr("Print")))
    made.clicked.connect(lambda: print_records(made, context, names, [key]))
    return made


def print_records(at: QWidget, context: Context, names: Sequence[str], keys: Sequence[UUID]) -> None:
    """Let the officer choose a document about these records, and show it."""
    if len(keys) > MOST_RECORDS:
        refusal = DeskError(
            "{count} are chosen, and at most {most} are printed at once: choose fewer.",
            count=f"{len(keys):,}",
            most=MOST_RECORDS,
        )
        context.messages.refuse(refusal)
        return

    def show(name: str) -> None:
        from hkdesk.ui.print_preview import preview_report  # with all of printing: not before it is asked for

        preview_report(at.window(), context, name, records=keys)

    from hkdesk.documents.all_reports import BY_NAME

    choose(at, [(tr(BY_NAME[name].title), partial(show, name)) for name in names])


def choose_document(at: QWidget, context: Context) -> None:
    """Let the officer choose among all documents of the park in view."""
    from hkdesk.documents.all_reports import REPORTS

    def show(name: str) -> None:
        from hkdesk.ui.print_preview import preview_report  # with all of printing: not before it is asked for

        preview_report(at.window(), context, name)

    choose(at, [(tr(report.title), partial(show, report.name)) for report in REPORTS])


def choose(at: QWidget, entries: Sequence[Entry]) -> None:
    """A menu beneath a button; where there is one thing to choose, it is chosen."""
    if len(entries) == 1:
        entries[0][1]()
        return
    menu = QMenu(at)
    for title, do in entries:
        action = QAction(title.replace("&", "&&") + "…", menu)
        action.triggered.connect(lambda _=False, do=do: do())
        menu.addAction(action)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(at.mapToGlobal(at.rect().bottomLeft()))
