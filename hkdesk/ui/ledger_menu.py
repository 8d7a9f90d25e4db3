"""The small button beside a ledger: to take one in, to write this one out, to have an empty one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from hkdesk.ui.context import Context
from hkdesk.ui.icons import icon
from hkdesk.ui.ledger_in import paste, take_in
from hkdesk.ui.saving import where_to_save
from hkdesk.ui.widgets.text import button, tip
from hkdesk.wording import capital, tr
from hkdesk.work.queries.ledger import View

if TYPE_CHECKING:
    from hkdesk.ui.widgets.ledger_view import LedgerView


@dataclass(frozen=True)
class Shown:
    """What of a ledger is on the screen.

    Args:
        kind: of ledger (exchange/ledgers/kinds.py).
        fields: those that its columns show, in their order; empty where it has no table on the screen.
        keys: its records, where it is no view that says them.
        month: that a dispatch table is of.
    """

    kind: str
    view: View
    fields: tuple[str, ...] = ()
    keys: tuple[UUID, ...] | None = None
    month: date | None = None


def shown_in(kind: str, ledger: "LedgerView") -> Shown:
    """What a ledger shows."""
    return Shown(kind, ledger.view, ledger.columns.shown_fields())


def ledger_button(context: Context, shown: Callable[[], Shown], more: Callable[[], Shown] | None = None) -> QPushButton:
    """A button whose menu takes a ledger in and writes it out.

    Args:
        more: another ledger that has no page of its own.
    """
    made = button("", "tool", tr("Take in or write out"))
    made.setIcon(icon("download", context.theme["sub"]))
    made.setToolTip(tip(tr("Take a ledger in, or write this one out")))
    menu = QMenu(made)
    menu.aboutToShow.connect(lambda: _fill(menu, made, context, shown(), more() if more else None))
    made.setMenu(menu)
    return made


def _fill(menu: QMenu, at: QWidget, context: Context, shown: Shown, more: Shown | None) -> None:
    menu.clear()
    for inner in menu.findChildren(QMenu):
        inner.deleteLater()  # clearing leaves it
    can_write = not context.is_read_only
    _add(menu, tr("Take a ledger in…"), partial(take_in, at.window(), context, shown.kind), is_on=can_write)
    _add(menu, tr("Paste what was copied…"), partial(paste, at.window(), context, shown.kind), is_on=can_write)
    _add(menu, tr("Write this ledger out…"), partial(_write_out, at, context, shown))
    _add(menu, tr("An empty ledger to fill in…"), partial(write_empty, at, context, shown.kind))
    if not isinstance(menu.parent(), QMenu):
        _add(menu, tr("Ledgers taken in…"), partial(_show_past, at, context))
    if more is not None:
        from hkdesk.exchange.ledgers.kinds import KINDS  # with all of ledgers: not before it is asked for

        _fill(menu.addMenu(capital(tr(KINDS[more.kind].title))), at, context, more, None)


def _add(menu: QMenu, said: str, do: Callable[[], object], *, is_on: bool = True) -> None:
    action = QAction(said, menu)
    action.setEnabled(is_on)
    action.triggered.connect(lambda _=False: do())
    menu.addAction(action)


def _show_past(at: QWidget, context: Context) -> None:
    from hkdesk.ui.importing.past import open_past  # with all of ledgers: not before it is asked for

    open_past(at.window(), context)


def _write_out(at: QWidget, context: Context, shown: Shown) -> None:
    from hkdesk.ui.ledger_export import LedgerExport  # with all of ledgers: not before it is asked for

    LedgerExport(at.window(), context, shown).open()


def write_empty(at: QWidget, context: Context, kind: str) -> None:
    """Write an empty ledger of a kind where the officer says."""
    from hkdesk.exchange.ledgers.blank import write_template
    from hkdesk.exchange.ledgers.kinds import KINDS

    title = tr("Empty {ledger}", ledger=tr(KINDS[kind].title))
    path = where_to_save(at.window(), title, title, tr("Excel workbook"), ".xlsx")
    if path is None:
        return
    officer, said = context.runner.desk.officer, tr("{file} has been written.", file=str(path))
    context.runner.job(
        lambda _: write_template(kind, path, context.today, officer),
        owner=at,
        then=lambda _: context.messages.say(said),
    )
