"""The forms of visits, of services and of their steps."""

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hkdesk.domain.codes import CaseKind, CaseStepKind
from hkdesk.ui.context import Context
from hkdesk.ui.editing import as_typed, open_save
from hkdesk.ui.widgets.form import Ask, Field, choices
from hkdesk.ui.widgets.form_dialog import FormDialog
from hkdesk.wording import tr, word
from hkdesk.work.commands.cases import add_case_step, close_case, link_request, save_case
from hkdesk.work.commands.visits import record_first_shipment, save_visit
from hkdesk.work.queries.records import RecordView


def open_visit(parent: QWidget, context: Context, record: RecordView | None, values: Mapping[str, str]) -> FormDialog:
    """Enter a visit, or change one."""
    fields = [
        Field("enterprise", Ask.NAME, is_required=True, is_wide=True, hint=tr("Name or pinyin initials")),
        Field("visited_on", is_required=True),
        Field("officer", Ask.NAME),
        Field("purpose", is_wide=True, hint=tr("What the visit was for")),
        Field("summary", Ask.TEXT, is_wide=True, lines=4, hint=tr("What was seen and said")),
        Field("next_step", is_wide=True, hint=tr("What follows from it, and who does it")),
        Field("next_visit_on"),
    ]
    given = {"visited_on": context.today.isoformat(), "officer": context.runner.desk.officer} | dict(values)
    title, said = tr("New visit"), tr("The visit has been entered.")
    if record is not None:
        given = {f.name: as_typed(record, f.name) for f in fields}
        title, said = tr("Change the visit"), tr("Saved.")

    key = record.id if record is not None else None
    return open_save(parent, context, title, fields, given, save_visit, key, said=said, then=_shows(context, "Visit"))


def open_case(parent: QWidget, context: Context, record: RecordView | None) -> FormDialog:
    """Open a service that goes on for months, or change it."""
    fields = [
        Field("kind", Ask.CHOICE, choices=choices(CaseKind, word)),
        Field("opened_on"),
        Field(
            "title",
            title=tr("Service"),
            is_required=True,
            is_wide=True,
            hint=tr("What the service is for, in one line"),
        ),
        Field("enterprise", Ask.NAME),
        Field("project", Ask.NAME),
        Field("provider", Ask.NAME, title=tr("Handled by")),
        Field("note", Ask.TEXT, is_wide=True, lines=3),
    ]
    given = {"opened_on": context.today.isoformat(), "kind": CaseKind.TASK_FORCE.value}
    title, said = tr("New service"), tr("The service has been opened.")
    if record is not None:
        given = {f.name: as_typed(record, f.name) for f in fields}
        title, said = tr("Change the service"), tr("Saved.")

    key, then = record.id if record is not None else None, _shows(context, "ServiceCase")
    return open_save(parent, context, title, fields, given, save_case, key, said=said, then=then)


def open_case_step(parent: QWidget, context: Context, case: RecordView, kind: CaseStepKind) -> FormDialog:
    """Keep a step of a service."""
    fields = [
        Field("kind", Ask.CHOICE, choices=choices(CaseStepKind, word)),
        Field("on", title=tr("Day")),
        Field("said", Ask.TEXT, title=tr("What was done"), is_wide=True, is_required=True, lines=4),
        Field("next_step", is_wide=True),
        Field("next_on"),
    ]
    given = {"kind": kind.value, "on": context.today.isoformat()}
    title, said = tr("Add a step"), tr("The step has been kept.")
    return open_save(parent, context, title, fields, given, add_case_step, case.id, said=said, sends_all=True)


def open_link(parent: QWidget, context: Context, case: RecordView) -> FormDialog:
    """Let a service span an appeal, by its number."""
    fields = [Field("request", title=tr("Number of the appeal"), is_required=True, is_wide=True)]
    said = tr("The service spans the appeal.")
    title = tr("Link an appeal")
    return open_save(parent, context, title, fields, {}, link_request, case.id, said=said, sends_all=True)


def open_closing(parent: QWidget, context: Context, case: RecordView) -> FormDialog:
    """End a service."""
    fields = [
        Field("closed_on", is_required=True),
        Field(
            "reason",
            Ask.TEXT,
            title=tr("Reason"),
            is_wide=True,
            lines=3,
            hint=tr("Needed only while appeals of it are open"),
        ),
    ]
    given, said = {"closed_on": context.today.isoformat()}, tr("The service has been closed.")
    title = tr("Close the service")
    return open_save(parent, context, title, fields, given, close_case, case.id, said=said, sends_all=True)


def open_shipment(parent: QWidget, context: Context, project_id: UUID, name: str, on: str) -> FormDialog:
    """Keep the day on which a project shipped first."""
    fields = [Field("first_shipment_on", hint=tr("Blank: nothing was shipped yet"))]
    title = tr("First shipment: {name}", name=name)
    given = {"first_shipment_on": on}
    return open_save(parent, context, title, fields, given, record_first_shipment, project_id, sends_all=True)


def _shows(context: Context, kind: str) -> Callable[[UUID], None]:
    return lambda key: context.bus.record_wanted.emit(kind, key)
