"""The register of appeals (诉求台账): every column of RULES.md, of as many appeals as there are."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, case, func, select

from hkdesk.domain.identity import mask_phone
from hkdesk.domain.lights import Light, request_light
from hkdesk.domain.request import Category, Channel, RequestState, Satisfaction
from hkdesk.domain.standing import Standing
from hkdesk.work.queries.ledger import View, all_keys
from hkdesk.work.queries.ledger import rows as rows_of
from hkdesk.work.queries.ledger import sums as sums_of
from hkdesk.work.queries.packed_rows import PackedRows
from hkdesk.work.queries.requests import (
    ASSISTANT,
    CITATION,
    ENTERPRISE,
    LEDGER,
    OFFICER,
    PROVIDER,
    REQUEST,
    Day,
    overdue,
)

R = REQUEST.c
_THEIR_OFFICER = OFFICER.alias()


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """An appeal as the register has it.

    Args:
        contact: by name and masked phone (RULES.md, Identity).
        liaison: the appeal's own, or its enterprise's.
        extended_workdays: those granted, all together; asked_workdays: those asked for and not answered yet.
        locator: where the appeal stands in the sources, with its standing.
        assistants: by name.
    """

    id: UUID
    state: RequestState
    due_on: date | None
    contact: str
    light: Light
    number: str
    received_on: date
    channel: Channel
    enterprise: str
    uscc: str | None
    category: Category
    title: str
    content: str
    liaison: str | None
    lead: str | None
    due_is_certain: bool
    extended_workdays: int
    asked_workdays: int | None
    handling: str
    replied_on: date | None
    was_contacted: bool | None
    was_solved: bool | None
    satisfaction: Satisfaction | None
    closed_on: date | None
    financing_fen: int | None
    subsidy_fen: int | None
    workers: int | None
    locator: str | None
    standing: Standing | None
    assistants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterSums:
    """What listed appeals come to; the outcomes are those of the closed ones.

    Args:
        uncertain: how many have a day that is counted without the holidays.
    """

    closed: int
    overdue: int
    uncertain: int
    financing_fen: int
    subsidy_fen: int
    workers: int


@dataclass(frozen=True)
class Register:
    """The appeals of a view in its order, and their sums; a line that is gone when it is looked at is None."""

    view: View
    lines: Sequence[RegisterLine | None]
    sums: RegisterSums


def _make(
    given: Day, key: UUID, state: RequestState, due_on: date | None, contact: str, phone: str, *others: Any
) -> RegisterLine:
    said = " ".join(part for part in (contact, mask_phone(phone) if phone else "") if part)
    return RegisterLine(key, state, due_on, said, request_light(state, due_on, given.today, given.calendar), *others)


_IN_FULL = replace(
    LEDGER,
    source=REQUEST.join(ENTERPRISE, ENTERPRISE.c.id == R.enterprise_id)
    .outerjoin(PROVIDER, PROVIDER.c.id == R.lead_provider_id)
    .outerjoin(OFFICER, OFFICER.c.id == R.liaison_officer_id)
    .outerjoin(_THEIR_OFFICER, _THEIR_OFFICER.c.id == ENTERPRISE.c.liaison_officer_id)
    .outerjoin(CITATION, and_(CITATION.c.row == R.id, CITATION.c.field == "")),
    columns=(
        *(R.id, R.state, R.due_on, R.contact_name, R.contact_phone, R.number, R.received_on, R.channel),
        *(ENTERPRISE.c.name, ENTERPRISE.c.uscc, R.category, R.title, R.content),
        *(func.coalesce(OFFICER.c.name, _THEIR_OFFICER.c.name), PROVIDER.c.name, R.due_is_certain),
        *(R.extended_workdays, R.extension_asked_workdays, R.handling, R.replied_on),
        *(R.was_contacted, R.was_solved, R.satisfaction, R.closed_on),
        *(R.financing_fen, R.subsidy_fen, R.workers, CITATION.c.locator, CITATION.c.standing),
    ),
    make=_make,  # type: ignore[arg-type]
)
_HELPING = (
    select(ASSISTANT.c.request_id, PROVIDER.c.name)
    .join_from(ASSISTANT, PROVIDER, PROVIDER.c.id == ASSISTANT.c.provider_id)
    .where(ASSISTANT.c.request_id.in_(bindparam("keys", expanding=True)))
    .order_by(PROVIDER.c.name)
)


def request_register(read: Callable[..., Any], view: View, today: date) -> Register:
    """The appeals of a view: their keys and sums at once, their lines in slices as they are looked at.

    Args:
        read: runs a query on the desk, for as long as the lines are looked at.
    """
    keys, sums = read(_listed, view, today)
    return Register(view, PackedRows(keys, lambda part: read(register_lines, part, today)), sums)


def register_lines(reader: Connection, keys: Sequence[bytes], today: date) -> list[RegisterLine | None]:
    """The lines of some keys in their order, in a few questions however many they are."""
    found: dict[bytes, Any] = rows_of(reader, _IN_FULL, keys, today)
    helping: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
    for key, name in reader.execute(_HELPING, {"keys": [line.id for line in found.values()]}):
        helping[key] += (name,)
    lines = [found.get(key) for key in keys]
    return [replace(line, assistants=helping[line.id]) if line and line.id in helping else line for line in lines]


def register_line(reader: Connection, key: UUID, today: date) -> RegisterLine | None:
    """The line of one appeal; None if it is gone."""
    return register_lines(reader, [key.bytes], today)[0]


def _listed(reader: Connection, view: View, today: date) -> tuple[bytes, RegisterSums]:
    closed = R.state == RequestState.CLOSED
    counted = (closed, overdue(today), and_(R.due_on.is_not(None), R.due_is_certain.is_(False)))
    what = [
        *(func.count(case((condition, 1))) for condition in counted),
        *(func.coalesce(func.sum(case((closed, c))), 0) for c in (R.financing_fen, R.subsidy_fen, R.workers)),
    ]
    found = RegisterSums(*map(int, sums_of(reader, LEDGER, view, today, what)))
    return b"".join(all_keys(reader, LEDGER, view, today)), found
