"""What officers do with officers: enter them, and say whose liaison each is."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as sql_select
from sqlmodel import col, select

from hkdesk.domain.errors import DeskError
from hkdesk.domain.liaison import LiaisonMove
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.tables.enterprise import Enterprise
from hkdesk.tables.officer import Officer
from hkdesk.work.commands.contacts import note_masked_phone
from hkdesk.work.commands.fields import Entry, default_park, get, same_name

PART, NAMED = 5000, 8


def save_officer(uow: UnitOfWork, officer_id: UUID | None, typed: Mapping[str, object]) -> UUID:
    """Enter an officer, or change one.

    Raises:
        FieldErrors: a sentence for each wrong field.
    """
    officer: Officer | None = None if officer_id is None else get(uow.session, "Officer", officer_id)
    entry = Entry(uow.session, Officer, frozenset({"park_id"}) if officer else frozenset()).take(typed)
    changed = set(entry.values)
    if officer is None:
        entry.values.setdefault("park_id", default_park(uow.session))
    else:
        entry.values = {f: getattr(officer, f) for f in ("park_id", "name")} | entry.values
    entry.require("name")
    note_masked_phone(entry, "phone")
    name, park_id = entry.values.get("name"), entry.values.get("park_id")
    if name and park_id and same_name(uow.session, Officer, name, park_id, but_for=officer_id):
        entry.errors.append(DeskError("The park has an officer of this name already.", field="name"))
    if officer is not None and officer.is_liaison and entry.values.get("is_liaison", True) is not True:
        _refuse_with_enterprises(uow, entry, officer)
    values = entry.check()
    if officer is None:
        officer = Officer(**{k: v for k, v in values.items() if v is not None})
        uow.session.add(officer)
        return officer.id
    for field in changed:
        value = bool(values[field]) if field == "is_liaison" else values[field]
        if getattr(officer, field) != value:
            setattr(officer, field, value)
    return officer.id


def delete_officer(uow: UnitOfWork, officer_id: UUID) -> None:
    """Delete an officer whom nothing names.

    Raises:
        DeskError: saying how much does.
    """
    officer: Officer = get(uow.session, "Officer", officer_id)
    if count := sum(_count(uow, kind, field, officer_id) for kind, field in _references()):
        raise DeskError(
            "{officer} cannot be deleted: {count} enterprises, appeals, projects or visits name this officer. "
            "Give those to somebody else first.",
            officer=officer.name,
            count=count,
        )
    uow.session.delete(officer)


def assign_liaison(uow: UnitOfWork, enterprise_ids: Sequence[UUID], officer_id: UUID | None) -> int:
    """Give these enterprises a liaison officer, or none; gives how many there are.

    Raises:
        DeskError: if one is gone, or the officer is no liaison officer of their park; nothing is changed then.
    """
    enterprises = _enterprises(uow, enterprise_ids)
    officer = None if officer_id is None else _liaison(uow, officer_id)
    _check_park(officer, enterprises)
    for enterprise in enterprises:
        if enterprise.liaison_officer_id != officer_id:
            enterprise.liaison_officer_id = officer_id
    return len(enterprises)


def spread_liaisons(uow: UnitOfWork, moves: Sequence[LiaisonMove[UUID, UUID]]) -> int:
    """Make the moves of a proposal, all of them; gives how many there are.

    Raises:
        DeskError: if an enterprise has got another officer since it was proposed.
    """
    enterprises = {e.id: e for e in _enterprises(uow, [move.enterprise for move in moves])}
    officers = {key: _liaison(uow, key) for key in dict.fromkeys(m.after for m in moves) if key is not None}
    changed = [
        enterprises[m.enterprise].name for m in moves if enterprises[m.enterprise].liaison_officer_id != m.before
    ]
    if changed:
        raise DeskError(
            "Somebody has changed the liaison of {names} since this was proposed: have it proposed anew.",
            names=changed[:NAMED],
        )
    for move in moves:
        enterprise = enterprises[move.enterprise]
        _check_park(officers.get(move.after) if move.after else None, [enterprise])
        enterprise.liaison_officer_id = move.after
    return len(moves)


def _enterprises(uow: UnitOfWork, ids: Sequence[UUID]) -> list[Enterprise]:
    found: list[Enterprise] = []
    for at in range(0, len(ids), PART):
        part = select(Enterprise).where(col(Enterprise.id).in_(ids[at : at + PART]))
        found += uow.session.exec(part).all()
    if gone := len(set(ids)) - len(found):
        raise DeskError("{count} of these have been deleted meanwhile: nothing was changed.", count=gone)
    if not found:
        raise DeskError("Nothing is selected.")
    return found


def _liaison(uow: UnitOfWork, officer_id: UUID) -> Officer:
    officer: Officer = get(uow.session, "Officer", officer_id)
    if not officer.is_liaison:
        raise DeskError(
            "{officer} is no liaison officer: say so on the officer first, or choose another.", officer=officer.name
        )
    return officer


def _check_park(officer: Officer | None, enterprises: Sequence[Enterprise]) -> None:
    others = [e.name for e in enterprises if officer is not None and e.park_id != officer.park_id]
    if officer is not None and others:
        raise DeskError(
            "{officer} works for another park than these: {names}.", officer=officer.name, names=others[:NAMED]
        )


def _refuse_with_enterprises(uow: UnitOfWork, entry: Entry, officer: Officer) -> None:
    if count := _count(uow, "Enterprise", "liaison_officer_id", officer.id):
        entry.errors.append(
            DeskError(
                "{officer} is the liaison of {count} enterprises: assign them to others first.",
                field="is_liaison",
                officer=officer.name,
                count=count,
            )
        )


def _references() -> list[tuple[str, str]]:
    """Every field of every table that refers to an officer."""
    officers = table_of("Officer")
    return [
        (kind, c.key)
        for kind in RECORDS
        for c in table_of(kind).c
        if any(k.column.table is officers for k in c.foreign_keys)
    ]


def _count(uow: UnitOfWork, kind: str, field: str, key: UUID) -> int:
    t: Any = table_of(kind)
    return int(uow.session.execute(sql_select(func.count()).select_from(t).where(t.c[field] == key)).scalar_one())
