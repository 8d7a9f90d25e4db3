"""Changing several records at once: all of them, with one undo, or none."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from hkdesk.domain.errors import DeskError
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.enterprise import Enterprise
from hkdesk.tables.officer import Officer
from hkdesk.tables.project import Project
from hkdesk.work.commands.fields import Entry

PROJECT_FIELDS = frozenset({"lead_officer_id", "responsible_unit", "industry", "key_level", "key_year", "nature"})
ENTERPRISE_FIELDS = frozenset({"liaison_officer_id"})
PART, NAMED = 5000, 8


def edit_projects(uow: UnitOfWork, ids: Sequence[UUID], typed: Mapping[str, object]) -> int:
    """Change these projects' fields that were filled in; gives how many there are.

    Raises:
        DeskError: naming the projects that do not fit; nothing is changed then.
    """
    return _edit(uow, Project, ids, typed, PROJECT_FIELDS)


def edit_enterprises(uow: UnitOfWork, ids: Sequence[UUID], typed: Mapping[str, object]) -> int:
    """Change these enterprises' fields that were filled in; as `edit_projects`."""
    return _edit(uow, Enterprise, ids, typed, ENTERPRISE_FIELDS)


def _edit(uow: UnitOfWork, kind: Any, ids: Sequence[UUID], typed: Mapping[str, object], free: frozenset[str]) -> int:
    filled = {k: v for k, v in typed.items() if v is not None and str(v).strip()}
    if not filled:
        raise DeskError("Fill in what is to change; the empty fields stay as they are.")
    records = _records(uow, kind, ids)
    fixed = frozenset(c.key for c in kind.__table__.c) - free
    values = Entry(uow.session, kind, fixed, records[0].park_id).take(filled).check()
    uow.session.flush()
    for field in ("lead_officer_id", "liaison_officer_id"):
        if field in values:
            _check_park(uow.session.get(Officer, values[field]), records, field)
    for record in records:
        for field, value in values.items():
            if getattr(record, field) != value:
                setattr(record, field, value)
    return len(records)


def _records(uow: UnitOfWork, kind: Any, ids: Sequence[UUID]) -> list[Any]:
    found: list[Any] = []
    for at in range(0, len(ids), PART):
        found += uow.session.exec(select(kind).where(col(kind.id).in_(ids[at : at + PART]))).all()
    if gone := len(set(ids)) - len(found):
        raise DeskError("{count} of these have been deleted meanwhile: nothing was changed.", count=gone)
    if not found:
        raise DeskError("Nothing is selected.")
    return found


def _check_park(officer: Officer | None, records: Sequence[Any], field: str) -> None:
    if officer is None:
        return
    others = [r.name for r in records if r.park_id != officer.park_id]
    if not others:
        return
    names = others[:NAMED]
    if len(others) > NAMED:
        raise DeskError(
            "{officer} works for another park than {count} of these, among them: {names}.",
            field=field,
            officer=officer.name,
            count=len(others),
            names=names,
        )
    raise DeskError(
        "{officer} works for another park than these: {names}.", field=field, officer=officer.name, names=names
    )
