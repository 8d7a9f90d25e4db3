"""The register of appeals (诉求台账): every column of RULES.md, of as many appeals as there are."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, and_, bindparam, func, select

from hkdesk.domain.identity import mask_phone
from hkdesk.domain.lights import Light, is_overdue, request_light
from hkdesk.domain.request import Category, Channel, RequestState, Satisfaction
from hkdesk.domain.standing import Standing
from hkdesk.work.queries.late_rows import LateRows
from hkdesk.work.queries.ledger import KEYS_AT_FIRST, View, all_keys, first_keys
from hkdesk.work.queries.ledger import rows as rows_of
from hkdesk.work.queries.requests import ASSISTANT, CITATION, ENTERPRISE, LEDGER, OFFICER, PROVIDER, REQUEST, Day

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


@dataclass(slots=True)
class RegisterSums:
    """What listed appeals come to; the outcomes are those of the closed ones."""

    closed: int = 0
    overdue: int = 0
    uncertain: int = 0  # their day is counted without holidays
    financing_fen: int = 0
    subsidy_fen: int = 0
    workers: int = 0

    def add(self, line: RegisterLine, today: date) -> None:
        """Add an appeal."""
        self.overdue += is_overdue(line.state, line.due_on, today)
        self.uncertain += line.due_on is not None and not line.due_is_certain
        if line.state is RequestState.CLOSED:
            self.closed += 1
            self.financing_fen += line.financing_fen or 0
            self.subsidy_fen += line.subsidy_fen or 0
            self.workers += line.workers or 0


class Register:
    """The appeals of a view in its order, read when they are looked at, and their sums.

    Args:
        read: runs a query on the desk, on whatever thread this is looked at.
    """

    def __init__(self, read: Callable[..., Any], view: View, today: date) -> None:
        self.view = view
        self._sums, self._today = RegisterSums(), today
        self.lines: LateRows[RegisterLine | None] = LateRows(
            read(first_keys, LEDGER, view, today),
            KEYS_AT_FIRST,
            lambda: bytes(read(_all_keys, view, today)),
            lambda keys: list(read(register_lines, keys, today)),
            self._add,
        )

    @property
    def sums(self) -> RegisterSums:
        """What all of them come to; all are read for that."""
        self.lines.read_all()
        return self._sums

    def _add(self, lines: list[RegisterLine | None]) -> None:
        for line in lines:
            if line is not None:
                self._sums.add(line, self._today)


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


def register_line(reader: Connection, key: UUID, today: date) -> RegisterLine | None:
    """The line of one appeal; None if it is gone."""
    return register_lines(reader, [key.bytes], today)[0]


def _all_keys(reader: Connection, view: View, today: date) -> bytes:
    return b"".join(all_keys(reader, LEDGER, view, today))


def register_lines(reader: Connection, keys: Sequence[bytes], today: date) -> list[RegisterLine | None]:
    """The lines of some keys in their order; None for an appeal that is gone."""
    found: dict[bytes, Any] = rows_of(reader, _IN_FULL, keys, today)
    helping: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
    for key, name in reader.execute(_HELPING, {"keys": [line.id for line in found.values()]}):
        helping[key] += (name,)
    lines = [found.get(key) for key in keys]
    return [replace(line, assistants=helping[line.id]) if line and line.id in helping else line for line in lines]
