"""Every document by its name: what it needs, and how it is made of a desk's data. One declaration a document."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from hkdesk.documents.dispatch_table import dispatch_table
from hkdesk.documents.model import Document
from hkdesk.documents.morning_list import MOST_ROWS, morning_list
from hkdesk.documents.park_summary import park_summary
from hkdesk.documents.project_lists import stage_list
from hkdesk.documents.supervision import supervision_list
from hkdesk.domain.stage import Stage
from hkdesk.wording import mark, say
from hkdesk.work.queries.dispatch import dispatch
from hkdesk.work.queries.overview import overview
from hkdesk.work.queries.projects import lane
from hkdesk.work.queries.requests import supervision_rows
from hkdesk.work.queries.today import today_parts


@dataclass(frozen=True)
class Asked:
    """What a document is asked with.

    Args:
        read: runs a query on the desk.
        park: None for all parks together; parks are the names of those in it.
        month: the month that it is of, for documents of one.
    """

    read: Callable[..., Any]
    park: UUID | None
    parks: tuple[str, ...]
    today: date
    month: date
    officer: str
    is_practice: bool

    @property
    def place(self) -> str:
        return say(self.parks)


@dataclass(frozen=True)
class Report:
    """A document that can be asked for by name.

    Args:
        has_month: whether it is of a month; the others are as of today.
    """

    name: str
    title: str
    make: Callable[[Asked], Document]
    has_month: bool = False


def _summary(a: Asked) -> Document:
    return park_summary(a.read(overview, a.park, a.today), a.parks, a.officer, a.is_practice)


def _dispatch(a: Asked) -> Document:
    found = a.read(dispatch, a.park, a.month, a.today)
    return dispatch_table(found, a.place, a.today, a.officer, a.is_practice)


def _morning(a: Asked) -> Document:
    found = a.read(today_parts, a.park, a.today, "", MOST_ROWS)
    return morning_list(found, a.place, "", a.officer, a.is_practice)


def _supervision(a: Asked) -> Document:
    rows = a.read(supervision_rows, a.park, a.today)
    return supervision_list(rows, a.today, a.place, a.officer, a.is_practice)


def _stage(stage: Stage) -> Callable[[Asked], Document]:
    def make(a: Asked) -> Document:
        rows = a.read(lane, stage, a.park, a.today)
        return stage_list(stage, rows, a.today, a.place, a.officer, a.is_practice)

    return make


REPORTS = (
    Report("park-summary", mark("Park summary"), _summary),
    Report("dispatch-table", mark("Dispatch table"), _dispatch, has_month=True),
    Report("morning-list", mark("Morning list"), _morning),
    Report("supervision-list", mark("Supervision list"), _supervision),
    Report("signed-not-started", mark("Signed, not started"), _stage(Stage.SIGNED)),
    Report("started-not-in-production", mark("Started, not in production"), _stage(Stage.STARTED)),
)
BY_NAME = {report.name: report for report in REPORTS}
