"""What officers do with the milestones of a project and with the templates that they come from."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.milestones import (
    check_days_after_signing,
    check_planned,
    check_remind_days,
    planned_days,
)
from hkdesk.domain.stage import Stage
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.project import Milestone, Project
from hkdesk.tables.project_rules import TemplateMilestone
from hkdesk.work.commands.fields import NAME_LIMIT, Entry, get
from hkdesk.work.queries.milestones import template_rows


def save_milestone(uow: UnitOfWork, project_id: UUID, milestone_id: UUID | None, typed: Mapping[str, object]) -> UUID:
    """Add or change a milestone of a project.

    Raises:
        FieldErrors: a sentence for each wrong field.
    """
    entry = Entry(uow.session, Milestone, frozenset({"project_id"})).take(typed)
    if (done := entry.values.get("done_on")) and done > uow.today:
        entry.errors.append(DeskError("{on} is still to come.", field="done_on", on=done))
    milestone = None if milestone_id is None else get(uow.session, "Milestone", milestone_id)
    project = uow.session.get(Project, milestone.project_id if milestone else project_id)
    planned = entry.values.get("planned_on")
    if project is not None and (milestone is None or planned != milestone.planned_on):
        _note_refusal(entry.errors, check_planned, planned, project.signed_on)
    _note_refusal(entry.errors, check_remind_days, entry.values.get("remind_days"))
    if milestone is None:
        milestone = Milestone(project_id=project_id, **entry.require("kind").check())
        uow.session.add(milestone)
    else:
        for name, value in entry.check().items():
            setattr(milestone, name, value)
    return UUID(str(milestone.id))


def delete_milestone(uow: UnitOfWork, milestone_id: UUID) -> None:
    """Take a milestone off its project."""
    uow.session.delete(get(uow.session, "Milestone", milestone_id))


def plan_milestone(uow: UnitOfWork, milestone_id: UUID, on: date) -> None:
    """Plan a milestone that has not been reached for another day.

    Raises:
        DeskError: if it has been reached, its project has ended, or the day is before signing.
    """
    milestone: Milestone = get(uow.session, "Milestone", milestone_id)
    project: Project = get(uow.session, "Project", milestone.project_id)
    if milestone.done_on is not None:
        raise DeskError(
            "It was reached on {on}: the plan of a milestone that has been reached stays as it is.",
            field="planned_on",
            on=milestone.done_on,
        )
    if project.stage is Stage.TERMINATED:
        raise DeskError("The project has been terminated: take it up again before planning it.", field="planned_on")
    check_planned(on, project.signed_on)
    if milestone.planned_on != on:
        milestone.planned_on = on


def apply_template(uow: UnitOfWork, project_id: UUID, template: str) -> int:
    """Plan from its day of signing what a project has not planned; gives how many milestones that were.

    A milestone that has a day, planned or done, stays as it is.

    Raises:
        DeskError: if the project has no day of signing, or the template is gone.
    """
    project: Project = get(uow.session, "Project", project_id)
    if project.signed_on is None:
        raise DeskError(
            "The project has no day of signing, and a template counts from it: enter that day first.", field="template"
        )
    rows = template_rows(uow.session.connection(), template)
    days = planned_days(rows, project.signed_on)
    there: dict[MilestoneKind, list[Milestone]] = {}
    for milestone in uow.session.exec(select(Milestone).where(col(Milestone.project_id) == project_id)):
        there.setdefault(MilestoneKind(milestone.kind), []).append(milestone)
    planned = 0
    for row in rows:
        stand = there.get(row.kind, [])
        if any(m.planned_on or m.done_on for m in stand):
            continue
        milestone = stand[0] if stand else Milestone(project_id=project_id, kind=row.kind)
        milestone.planned_on = days[row.kind]
        if milestone.remind_days is None:
            milestone.remind_days = row.remind_days
        uow.session.add(milestone)
        planned += 1
    return planned


def save_template(uow: UnitOfWork, template: str, rows: Sequence[Mapping[str, object]]) -> str:
    """Save a template under its name, these rows and no others; gives the name.

    Args:
        rows: kind, days_after_signing and remind_days of each milestone, as typed.

    Raises:
        FieldErrors: a sentence for each wrong field; that of the third row is "days_after_signing.2".
    """
    name = " ".join(template.split())
    errors = _faults_of_name(name)
    taken = [_template_row(uow, n, row, errors) for n, row in enumerate(rows)]
    kinds = [values.get("kind") for values in taken]
    for n, kind in enumerate(kinds):
        if kind is not None and kind in kinds[:n]:
            errors.append(DeskError("{kind} is in the template already.", field=f"kind.{n}", kind=kind))
    if not rows:
        errors.append(DeskError("A template has one milestone at least.", field="template"))
    if errors:
        raise FieldErrors(errors)
    before = {
        MilestoneKind(row.kind): row
        for row in uow.session.exec(select(TemplateMilestone).where(col(TemplateMilestone.template) == name))
    }
    for values in taken:
        stands = before.pop(values["kind"], None) or TemplateMilestone(template=name, **values)
        stands.days_after_signing, stands.remind_days = values["days_after_signing"], values["remind_days"]
        uow.session.add(stands)
    for gone in before.values():
        uow.session.delete(gone)
    return name


def delete_template(uow: UnitOfWork, template: str) -> None:
    """Delete a template; the desk's own stands again as it came. Milestones planned from it stay."""
    for row in uow.session.exec(select(TemplateMilestone).where(col(TemplateMilestone.template) == template)):
        uow.session.delete(row)


def _faults_of_name(name: str) -> list[DeskError]:
    if not name:
        return [DeskError("This may not stay empty.", field="template")]
    if len(name) > NAME_LIMIT:
        return [
            DeskError(
                "This is {length} characters long; {limit} fit here.",
                field="template",
                length=len(name),
                limit=NAME_LIMIT,
            )
        ]
    return []


def _template_row(uow: UnitOfWork, n: int, typed: Mapping[str, object], errors: list[DeskError]) -> dict[str, Any]:
    """The values of one row; what is wrong is added to the errors, its field with the row's number behind."""
    entry = Entry(uow.session, TemplateMilestone, frozenset({"template"})).take(typed)
    entry.require("kind", "days_after_signing", "remind_days")
    if (days := entry.values.get("days_after_signing")) is not None:
        _note_refusal(entry.errors, check_days_after_signing, days)
    _note_refusal(entry.errors, check_remind_days, entry.values.get("remind_days"))
    errors += [DeskError(e.message, field=f"{e.field}.{n}", **e.values) for e in entry.errors]
    return entry.values


def _note_refusal(errors: list[DeskError], check: Callable[..., None], *values: object) -> None:
    try:
        check(*values)
    except DeskError as error:
        errors.append(error)
