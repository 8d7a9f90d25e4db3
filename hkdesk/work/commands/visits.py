"""What officers do with visits, and with what they watch after production."""

from collections.abc import Mapping
from uuid import UUID

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.stage import Stage
from hkdesk.domain.visits import check_visit_days
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.project import Project
from hkdesk.tables.visit import Visit
from hkdesk.work.commands.fields import Entry, a_day, get


def save_visit(uow: UnitOfWork, visit_id: UUID | None, typed: Mapping[str, object]) -> UUID:
    """Enter a visit, or change one; it lies in its enterprise's park.

    Raises:
        FieldErrors: a sentence for each wrong field; an enterprise that the desk does not hold is one.
    """
    visit: Visit | None = None if visit_id is None else get(uow.session, "Visit", visit_id)
    entry = Entry(uow.session, Visit, *_given(visit)).take(typed)
    changed = set(entry.values)
    if visit is None:
        entry.values.setdefault("visited_on", uow.today)
        entry.values["visited_on"] = entry.values["visited_on"] or uow.today
    else:
        kept = {f: getattr(visit, f) for f in ("enterprise_id", "visited_on", "next_visit_on", "purpose", "summary")}
        entry.values = kept | entry.values
    v = entry.values
    entry.require("enterprise_id", "visited_on")
    entry.errors += check_visit_days(v.get("visited_on"), v.get("next_visit_on"), uow.today)
    if not (v.get("purpose") or v.get("summary")):
        entry.errors.append(DeskError("Say what the visit was for, or what came of it.", field="purpose"))
    values = entry.check()
    if visit is None:
        values["park_id"] = get(uow.session, "Enterprise", values["enterprise_id"]).park_id
        return uow.insert(Visit, values)
    if "enterprise_id" in changed:
        visit.park_id = get(uow.session, "Enterprise", values["enterprise_id"]).park_id
    for field in changed:
        if getattr(visit, field) != values[field]:
            setattr(visit, field, values[field])
    return visit.id


def _given(visit: Visit | None) -> tuple[frozenset[str], UUID | None]:
    """What cannot be typed of a visit, and the park that it lies in."""
    return (frozenset(), None) if visit is None else (frozenset({"park_id"}), visit.park_id)


def delete_visit(uow: UnitOfWork, visit_id: UUID) -> None:
    """Take a visit out of the log."""
    uow.session.delete(get(uow.session, "Visit", visit_id))


def record_first_shipment(uow: UnitOfWork, project_id: UUID, typed: Mapping[str, object]) -> None:
    """Keep the day on which a project in production shipped first; blank takes it away.

    Raises:
        FieldErrors: with `field` "first_shipment_on".
    """
    project: Project = get(uow.session, "Project", project_id)
    on = a_day(typed.get("first_shipment_on"), "first_shipment_on")
    field, produced = "first_shipment_on", project.in_production_on
    if on is not None:
        if project.stage is not Stage.IN_PRODUCTION:
            raise FieldErrors([DeskError("It is not in production: nothing can have been shipped.", field=field)])
        if on > uow.today:
            raise FieldErrors([DeskError("{on} is still to come.", field=field, on=on)])
        if produced is not None and on < produced:
            raise FieldErrors(
                [DeskError("{on} is before it went into production, {since}.", field=field, on=on, since=produced)]
            )
    if project.first_shipment_on != on:
        project.first_shipment_on = on
