"""Every document by its name: what it needs, and how it is made of a desk's data. One declaration a document."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any
from uuid import UUID

from hkdesk.documents.appeals_ledger import IN_ORDER, appeals_ledger
from hkdesk.documents.dispatch_table import dispatch_table
from hkdesk.documents.enterprise_card import enterprise_card
from hkdesk.documents.half_year import half_year_report
from hkdesk.documents.model import Document
from hkdesk.documents.morning_list import MOST_ROWS, morning_list
from hkdesk.documents.park_summary import park_summary
from hkdesk.documents.project_card import project_card
from hkdesk.documents.project_lists import stage_list
from hkdesk.documents.quarterly_review import quarterly_review
from hkdesk.documents.return_visit import return_visit
from hkdesk.documents.supervision import supervision_list, supervision_slip
from hkdesk.documents.work_slip import work_slip
from hkdesk.domain.errors import DeskError
from hkdesk.domain.periods import Period, PeriodKind, period_around, period_beside
from hkdesk.domain.report import month_to_report
from hkdesk.domain.stage import Stage
from hkdesk.wording import mark, say, tr
from hkdesk.work.queries.clocks import calendar
from hkdesk.work.queries.dispatch import dispatch
from hkdesk.work.queries.enterprise_card import enterprise_card as read_enterprise_card
from hkdesk.work.queries.enterprise_card import enterprise_keys
from hkdesk.work.queries.ledger import View
from hkdesk.work.queries.overview import overview
from hkdesk.work.queries.project_card import project_card as read_project_card
from hkdesk.work.queries.project_card import project_keys
from hkdesk.work.queries.projects import lane
from hkdesk.work.queries.records import load
from hkdesk.work.queries.request_forms import open_request_keys, request_form, to_visit_keys
from hkdesk.work.queries.request_register import Register
from hkdesk.work.queries.requests import request_file, supervision_rows
from hkdesk.work.queries.today import today_parts


@dataclass(frozen=True)
class Asked:
    """What a document is asked with.

    Args:
        read: runs a query on the desk.
        park: None for all parks together; parks are the names of those in it.
        period: what it is of, for documents of a period.
        record: the one that it is about, for documents of a single record.
        whose: the officer whose matters it is narrowed to; empty for everybody's.
        view: what of its ledger it shows, for a document of a ledger; None for the whole period's.
        attachments: the folder of attached files, for documents with photographs.
    """

    read: Callable[..., Any]
    park: UUID | None
    parks: tuple[str, ...]
    today: date
    officer: str
    is_practice: bool
    period: Period
    record: UUID | None = None
    whose: str = ""
    view: View | None = None
    attachments: Path | None = None

    @property
    def place(self) -> str:
        return say(self.parks)

    @property
    def month(self) -> date:
        """The first day of the period's last month."""
        return self.period.last.replace(day=1)


class Span(Enum):
    """What time a document is of."""

    NONE = ()  # as of today
    MONTH = (PeriodKind.MONTH,)
    QUARTER = (PeriodKind.QUARTER,)
    HALF_YEAR = (PeriodKind.HALF_YEAR,)
    ANY = (PeriodKind.YEAR, PeriodKind.HALF_YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)

    @property
    def kinds(self) -> tuple[PeriodKind, ...]:
        """The kinds of periods that it may be of, its own first."""
        kinds: tuple[PeriodKind, ...] = self.value
        return kinds


@dataclass(frozen=True)
class Report:
    """A document that can be asked for by name.

    Args:
        span: the time that it is of.
        record: the kind of record that it is about one of; empty for a document about a whole park.
        records: for such a kind, those that it is made of where none is named, in their order.
    """

    name: str
    title: str
    make: Callable[[Asked], Document]
    span: Span = Span.NONE
    record: str = ""
    records: Callable[[Asked], Sequence[UUID]] | None = None

    def usual_period(self, today: date) -> Period:
        """The latest that is over, or for a document of any time the running year."""
        if self.span is Span.ANY:
            return period_around(PeriodKind.YEAR, today)
        return self._of(month_to_report(today), today)

    def period_of(self, kind: PeriodKind, period: Period, today: date) -> Period:
        """The document's own period in another, as late as today allows: a month's quarter, a year's last month."""
        kinds = self.span.kinds
        if not kinds or kind in kinds:
            return period
        return period_around(kinds[0], max(period.first, min(period.last, today)))

    def _of(self, month: date, today: date) -> Period:
        kind = self.span.kinds[0] if self.span.kinds else PeriodKind.MONTH
        found = period_around(kind, month)
        return found if found.last <= today or kind is PeriodKind.MONTH else period_beside(kind, found, -1)


def _summary(a: Asked) -> Document:
    return park_summary(a.read(overview, a.park, a.today), a.parks, a.officer, a.is_practice)


def _dispatch(a: Asked) -> Document:
    found = a.read(dispatch, a.park, a.month, a.today)
    return dispatch_table(found, a.place, a.today, a.officer, a.is_practice)


def _ledger(a: Asked) -> Document:
    view = a.view or View(a.park, order=IN_ORDER, period=a.period)
    return appeals_ledger(Register(a.read, view, a.today), a.place, a.today, a.officer, a.is_practice)


def _morning(a: Asked) -> Document:
    found = a.read(today_parts, a.park, a.today, a.whose, MOST_ROWS)
    return morning_list(found, a.place, a.whose, a.officer, a.is_practice)


def _supervision(a: Asked) -> Document:
    rows = a.read(supervision_rows, a.park, a.today)
    return supervision_list(rows, a.today, a.place, a.officer, a.is_practice)


def _supervision_slip(a: Asked) -> Document:
    record, file = a.read(load, "ServiceRequest", a.record), a.read(request_file, a.record)
    return supervision_slip(record, file, a.today, a.read(calendar), a.officer, a.is_practice)


def _supervised(a: Asked) -> Sequence[UUID]:
    return [row.id for row in a.read(supervision_rows, a.park, a.today)]


def _form(make: Callable[..., Document]) -> Callable[[Asked], Document]:
    """A form about one appeal."""
    return lambda a: make(a.read(request_form, a.record, a.today), a.today, a.officer, a.is_practice)


def _enterprise(a: Asked) -> Document:
    return enterprise_card(a.read(read_enterprise_card, a.record, a.today), a.today, a.officer, a.is_practice)


def _project(a: Asked) -> Document:
    card = a.read(read_project_card, a.record, a.today)
    return project_card(card, a.today, a.attachments, a.officer, a.is_practice)


def _stage(stage: Stage) -> Callable[[Asked], Document]:
    def make(a: Asked) -> Document:
        rows = a.read(lane, stage, a.park, a.today)
        return stage_list(stage, rows, a.today, a.place, a.officer, a.is_practice)

    return make


REPORTS = (
    Report("park-summary", mark("Park summary"), _summary),
    Report("dispatch-table", mark("Dispatch table"), _dispatch, Span.MONTH),
    Report("quarterly-review", mark("Quarterly review"), quarterly_review, Span.QUARTER),
    Report("half-year", mark("Half-year service report"), half_year_report, Span.HALF_YEAR),
    Report("appeals-ledger", mark("Ledger of appeals"), _ledger, Span.ANY),
    Report("morning-list", mark("Morning list"), _morning),
    Report("supervision-list", mark("Supervision list"), _supervision),
    Report(
        "supervision-slip",
        mark("Supervision slip"),
        _supervision_slip,
        record="ServiceRequest",
        records=_supervised,
    ),
    Report(
        "work-slip",
        mark("Appeal work slip"),
        _form(work_slip),
        record="ServiceRequest",
        records=lambda a: a.read(open_request_keys, a.park),
    ),
    Report(
        "return-visit",
        mark("Return-visit form"),
        _form(return_visit),
        record="ServiceRequest",
        records=lambda a: a.read(to_visit_keys, a.park),
    ),
    Report(
        "enterprise-card",
        mark("Enterprise card"),
        _enterprise,
        record="Enterprise",
        records=lambda a: a.read(enterprise_keys, a.park, a.today),
    ),
    Report(
        "project-card",
        mark("Project card"),
        _project,
        record="Project",
        records=lambda a: a.read(project_keys, a.park, a.today),
    ),
    Report("signed-not-started", mark("Signed, not started"), _stage(Stage.SIGNED)),
    Report("started-not-in-production", mark("Started, not in production"), _stage(Stage.STARTED)),
)
BY_NAME = {report.name: report for report in REPORTS}


def documents_of(report: Report, asked: Asked, keys: Sequence[UUID] = ()) -> Iterator[Document]:
    """The documents that a report comes to, each made when it is asked for.

    Args:
        keys: of the records that it is about, for a report about single ones; none for those that it is usually of.

    Raises:
        DeskError: where there is no record that it could be about.
    """
    if not report.record:
        yield report.make(asked)
        return
    found = keys or (report.records(asked) if report.records is not None else ())
    if not found:
        raise DeskError("{title}: there is no record that it could be about.", title=tr(report.title))
    for key in found:
        yield report.make(replace(asked, record=key))


def remarked(documents: Iterable[Document], tell: Callable[[str], object]) -> Iterator[Document]:
    """The documents as they come, what the officer should know of them being told once."""
    told: set[str] = set()
    for document in documents:
        if document.remark and document.remark not in told:
            told.add(document.remark)
            tell(document.remark)
        yield document
