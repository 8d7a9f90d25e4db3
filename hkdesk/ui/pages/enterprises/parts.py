"""What belongs to an enterprise, part by part: each a heading and a few lines, the latest first."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hkdesk.domain.lights import Light
from hkdesk.ui.context import Context
from hkdesk.ui.pages.enterprises.editor import open_qualification
from hkdesk.ui.widgets.mark import Mark
from hkdesk.ui.widgets.paint import LIGHT_SHAPES
from hkdesk.ui.widgets.text import button, column, label, row
from hkdesk.wording import day, tr, tr_n, word
from hkdesk.work.commands.enterprises import delete_qualification
from hkdesk.work.queries.enterprises import EnterpriseFile, QualificationRow, Related
from hkdesk.work.queries.projects import ProjectRow
from hkdesk.work.words import money

SHOWN = 8  # of each; the time line has them all


class QualificationsPart(QWidget):
    """The qualifications, with what is about to expire pointed out; added, changed and deleted here."""

    def __init__(self, context: Context, enterprise_id: UUID, rows: Sequence[QualificationRow]) -> None:
        super().__init__()
        self._context, self._enterprise_id = context, enterprise_id
        layout = column(self, gap=6)
        top = row(gap=6)
        top.addWidget(label(tr("Qualifications"), "heading"))
        top.addStretch(1)
        add = button(tr("Add…"), "link", accessible=tr("Add a qualification"))
        add.setEnabled(not context.is_read_only)
        add.clicked.connect(lambda: open_qualification(self.window(), context, enterprise_id, None))
        top.addWidget(add)
        layout.addLayout(top)
        if not rows:
            layout.addWidget(label(tr("None recorded."), "sub"))
        for qualification in rows:
            layout.addWidget(self._line(qualification))

    def _line(self, q: QualificationRow) -> QWidget:
        context = self._context
        edit = button(tr("Edit"), "link", accessible=tr("Edit {name}", name=q.name))
        edit.clicked.connect(lambda: open_qualification(self.window(), context, self._enterprise_id, q))
        delete = button(tr("Delete"), "link", accessible=tr("Delete {name}", name=q.name))
        delete.clicked.connect(lambda: self._delete(q))
        buttons = [] if context.is_read_only else [edit, delete]
        title = " · ".join(part for part in (q.name, q.level) if part)
        said, style = _expiry(q, context)
        granted = tr("granted {on}", on=q.granted_on) if q.granted_on else ""
        return _line(
            context, label(title, wraps=True), granted, q.locator, q.standing, buttons=buttons, also=label(said, style)
        )

    def _delete(self, q: QualificationRow) -> None:
        said = tr("{name} has been deleted; Ctrl+Z brings it back.", name=q.name)
        messages = self._context.messages
        self._context.runner.run(delete_qualification, q.id, then=lambda _: messages.say(said))


def _expiry(q: QualificationRow, context: Context) -> tuple[str, str]:
    """How long it is still good for, by shape and by word, and the style of the sentence."""
    if q.expires_on is None:
        return "", "sub"
    days = (q.expires_on - context.today).days
    match q.light:
        case Light.RED:
            return f"{LIGHT_SHAPES[q.light]} " + tr("expired on {on}", on=q.expires_on), "error"
        case Light.YELLOW:
            left = tr_n("expires in {n} day, on {on}", "expires in {n} days, on {on}", days, on=q.expires_on)
            return f"{LIGHT_SHAPES[q.light]} {left}", "notice"
        case _:
            return f"{LIGHT_SHAPES[q.light]} " + tr("good until {on}", on=q.expires_on), "sub"


def projects_part(context: Context, projects: Sequence[ProjectRow]) -> QWidget:
    """The projects, each leading to its own page."""
    part, layout = _part(tr("Projects"), is_empty=not projects)
    for p in projects:
        said = f"{word(p.stage)} · {money(p.total_investment_fen)}"
        layout.addWidget(_link(context, "Project", p.id, p.name, said, p.locator, p.standing))
    return part


def requests_part(context: Context, more: EnterpriseFile, show_all: Callable[[], None]) -> QWidget:
    """The latest appeals, each leading to its own page, and the way to all of them."""
    part, layout = _part(tr("Appeals"), is_empty=not more.requests)
    for r in more.requests[:SHOWN]:
        said = f"{LIGHT_SHAPES[r.light]} {word(r.state)} · {r.number} · {day(r.received_on)}"
        layout.addWidget(_link(context, "ServiceRequest", r.id, r.title, said, r.locator, r.standing))
    _add_more(layout, min(SHOWN, len(more.requests)), more.request_count, show_all)
    return part


def visits_part(context: Context, visits: Sequence[Related], show_all: Callable[[], None]) -> QWidget:
    """The latest visits, and the way to all of them."""
    part, layout = _part(tr("Visits"), is_empty=not visits)
    for visit in visits[:SHOWN]:
        layout.addWidget(_related(context, visit))
    _add_more(layout, min(SHOWN, len(visits)), len(visits), show_all)
    return part


def grants_part(context: Context, grants: Sequence[Related]) -> QWidget:
    """What has been paid to it."""
    part, layout = _part(tr("Grants"), is_empty=not grants)
    for grant in grants:
        layout.addWidget(_related(context, grant))
    return part


def _part(title: str, *, is_empty: bool) -> tuple[QWidget, QVBoxLayout]:
    part = QWidget()
    layout = column(part, gap=6)
    layout.addWidget(label(title, "heading"))
    if is_empty:
        layout.addWidget(label(tr("None recorded."), "sub"))
    return part, layout


def _add_more(layout: QVBoxLayout, shown: int, n: int, show_all: Callable[[], None]) -> None:
    if n > shown:
        more = button(tr("All {n} on the time line ›", n=f"{n:,}"), "link")
        more.clicked.connect(show_all)
        line = row()
        line.addWidget(more)
        line.addStretch(1)
        layout.addLayout(line)


def _related(context: Context, r: Related) -> QWidget:
    parts = [day(r.on) if r.on else "", r.text, money(r.amount_fen) if r.amount_fen is not None else ""]
    said = " · ".join(part for part in parts if part)
    return _line(context, label(r.title or said, wraps=True), said if r.title else "", r.locator, r.standing)


def _link(context: Context, kind: str, key: UUID, text: str, said: str, locator: str | None, standing: Any) -> QWidget:
    link = button(" ".join(text.split()), "link")
    link.clicked.connect(lambda: context.bus.record_wanted.emit(kind, key))
    return _line(context, link, said, locator, standing)


def _line(
    context: Context,
    first: QWidget,
    said: str,
    locator: str | None,
    standing: Any,
    *,
    buttons: Sequence[QWidget] = (),
    also: QWidget | None = None,
) -> QWidget:
    made = QWidget()
    inside = column(made, gap=0)
    top = row(gap=4)
    top.addWidget(first)
    if locator and standing:
        top.addWidget(Mark(locator, standing, "", context.theme))
    top.addStretch(1)
    for one in buttons:
        top.addWidget(one)
    inside.addLayout(top)
    below = row(gap=10)
    below.setContentsMargins(0, 0, 0, 4)
    if said:
        below.addWidget(label(said, "sub", wraps=also is None), 1 if also is None else 0)
    if also is not None:
        below.addWidget(also)
        below.addStretch(1)
    inside.addLayout(below)
    return made
