"""The forms of visits, of services and of their steps."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from hkdesk.domain.codes import CaseKind, CaseStepKind
from hkdesk.ui.context import Context
from hkdesk.ui.editing import as_typed, complete_names
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

    def then(key: UUID) -> None:
        context.bus.record_wanted.emit("Visit", key)

    return _open(
        parent,
        context,
        title,
        fields,
        given,
        save_visit,
        [record.id if record else None],
        said,
        then,
        record is not None,
    )


def open_case(parent: QWidget, context: Context, record: RecordView | None) -> FormDialog:
    """Open a service that goes on for months, or change it."""
    fields = [
        Field("kind", Ask.CHOICE, choices=choices(CaseKind, word)),
        Field("opened_on"),
        Field("title", is_required=True, is_wide=True, hint=tr("What the service is for, in one line")),
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

    def then(key: UUID) -> None:
        context.bus.record_wanted.emit("ServiceCase", key)

    return _open(
        parent,
        context,
        title,
        fields,
        given,
        save_case,
        [record.id if record else None],
        said,
        then,
        record is not None,
    )


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
    return _open(
        parent, context, tr("Add a step"), fields, given, add_case_step, [case.id], tr("The step has been kept."), None
    )


def open_link(parent: QWidget, context: Context, case: RecordView) -> FormDialog:
    """Let a service span an appeal, by its number."""
    fields = [Field("request", title=tr("Number of the appeal"), is_required=True, is_wide=True)]
    said = tr("The service spans the appeal.")
    return _open(parent, context, tr("Link an appeal"), fields, {}, link_request, [case.id], said, None)


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
    return _open(parent, context, tr("Close the service"), fields, given, close_case, [case.id], said, None)


def open_shipment(parent: QWidget, context: Context, project_id: UUID, name: str, on: str) -> FormDialog:
    """Keep the day on which a project shipped first."""
    fields = [Field("first_shipment_on", hint=tr("Blank: nothing was shipped yet"))]
    title = tr("First shipment: {name}", name=name)
    return _open(
        parent,
        context,
        title,
        fields,
        {"first_shipment_on": on},
        record_first_shipment,
        [project_id],
        tr("Saved."),
        None,
    )


def _open(
    parent: QWidget,
    context: Context,
    title: str,
    fields: Sequence[Field],
    given: Mapping[str, str],
    command: Callable[..., Any],
    arguments: Sequence[Any],
    said: str,
    then: Callable[[Any], None] | None,
    is_edit: bool = False,
) -> FormDialog:
    def save(dialog: FormDialog) -> None:
        typed = dialog.form.typed() if is_edit else {k: v for k, v in dialog.form.values().items() if v.strip()}
        if command in (save_visit, save_case) and not is_edit and context.entry_park is not None:
            typed = {"park": context.entry_park.code} | typed
        if command is record_first_shipment:
            typed = dialog.form.values()

        def saved(key: Any) -> None:
            dialog.taken()
            context.messages.say(said)
            if then is not None:
                then(key)

        context.runner.run(command, *arguments, typed, owner=dialog, then=saved, refused=dialog.refused)

    dialog = FormDialog(parent, title, fields, save)
    dialog.form.fill(given)
    complete_names(dialog, context)
    dialog.open()
    dialog.form.focus_first()
    return dialog
