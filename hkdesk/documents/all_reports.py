"""Every document by its name: what it needs, and how it is made of a desk's data. One declaration a document."""

from collections.abc import Callable, Sequence
from dataclasses import replace
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
from hkdesk.documents.report import Asked, Narrowing, Report, Span
from hkdesk.documents.return_visit import return_visit
from hkdesk.documents.supervision import supervision_list, supervision_slip
from hkdesk.documents.work_slip import work_slip
from hkdesk.domain.request import Category
from hkdesk.domain.stage import Stage
from hkdesk.wording import mark, tr
from hkdesk.work.queries.clocks import calendar
from hkdesk.work.queries.dispatch import dispatch
from hkdesk.work.queries.enterprise_card import enterprise_card as read_enterprise_card
from hkdesk.work.queries.enterprise_card import enterprise_keys
from hkdesk.work.queries.ledger import View, filter_values
from hkdesk.work.queries.names import officer_names
from hkdesk.work.queries.overview import overview
from hkdesk.work.queries.project_card import project_card as read_project_card
from hkdesk.work.queries.project_card import project_keys
from hkdesk.work.queries.projects import LEDGER as PROJECTS
from hkdesk.work.queries.projects import lane
from hkdesk.work.queries.records import load
from hkdesk.work.queries.request_forms import open_request_keys, request_form, to_visit_keys
from hkdesk.work.queries.request_register import Register
from hkdesk.work.queries.requests import LEDGER as REQUESTS
from hkdesk.work.queries.requests import request_file, supervision_rows
from hkdesk.work.queries.today import today_parts

LEAD, HANDLER, OFFICER, CATEGORY = mark("Lead officer"), mark("Handler"), mark("Officer"), mark("Category")


def _summary(a: Asked) -> Document:
    return park_summary(a.read(overview, a.park, a.today), a.parks, a.officer, a.is_practice)


def _said(document: Document, a: Asked, field: str) -> Document:
    """A document that says under its title what its rows are narrowed to."""
    if not a.narrowed:
        return document
    said = tr("{field}: {value}; {said}", field=tr(field), value=a.narrowed, said=document.subtitle)
    return replace(document, subtitle=said)


def _officers(a: Asked) -> list[str]:
    return list(a.read(officer_names, a.park))


def _leads(a: Asked) -> list[str]:
    return list(a.read(filter_values, PROJECTS, a.park)["lead_officer"])


def _categories(_: Asked) -> list[str]:
    return list(Category)


def _handlers(a: Asked) -> list[str]:
    return list(a.read(filter_values, REQUESTS, a.park)["lead_provider"])


def _dispatch(a: Asked) -> Document:
    found = a.read(dispatch, a.park, a.month, a.today)
    if a.narrowed:
        found = replace(found, rows=[row for row in found.rows if row.lead_officer == a.narrowed])
    return _said(dispatch_table(found, a.place, a.today, a.officer, a.is_practice), a, LEAD)


def _ledger(a: Asked) -> Document:
    where = (("category", a.narrowed),) if a.narrowed else ()
    view = a.view or View(a.park, order=IN_ORDER, period=a.period, where=where)
    return appeals_ledger(Register(a.read, view, a.today), a.place, a.today, a.officer, a.is_practice)


def _morning(a: Asked) -> Document:
    found = a.read(today_parts, a.park, a.today, a.narrowed, MOST_ROWS)
    return morning_list(found, a.place, a.narrowed, a.officer, a.is_practice)


def _supervision(a: Asked) -> Document:
    found = a.read(supervision_rows, a.park, a.today)
    rows = [row for row in found if a.narrowed in ("", row.provider)]
    return _said(supervision_list(rows, a.today, a.place, a.officer, a.is_practice), a, HANDLER)


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
        found = a.read(lane, stage, a.park, a.today)
        rows = [row for row in found if a.narrowed in ("", row.lead_officer)]
        return _said(stage_list(stage, rows, a.today, a.place, a.officer, a.is_practice), a, LEAD)

    return make


REPORTS = (
    Report("park-summary", mark("Park summary"), _summary),
    Report("dispatch-table", mark("Dispatch table"), _dispatch, Span.MONTH, filter=Narrowing(LEAD, _leads)),
    Report("quarterly-review", mark("Quarterly review"), quarterly_review, Span.QUARTER),
    Report("half-year", mark("Half-year service report"), half_year_report, Span.HALF_YEAR),
    Report(
        "appeals-ledger",
        mark("Ledger of appeals"),
        _ledger,
        Span.ANY,
        filter=Narrowing(CATEGORY, _categories),
    ),
    Report("morning-list", mark("Morning list"), _morning, filter=Narrowing(OFFICER, _officers)),
    Report("supervision-list", mark("Supervision list"), _supervision, filter=Narrowing(HANDLER, _handlers)),
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
    Report("signed-not-started", mark("Signed, not started"), _stage(Stage.SIGNED), filter=Narrowing(LEAD, _leads)),
    Report(
        "started-not-in-production",
        mark("Started, not in production"),
        _stage(Stage.STARTED),
        filter=Narrowing(LEAD, _leads),
    ),
)
BY_NAME = {report.name: report for report in REPORTS}
