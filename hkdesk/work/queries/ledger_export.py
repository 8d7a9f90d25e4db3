"""The records of a ledger field by field, as they are written out and taken in again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.domain.identity import mask_phone
from hkdesk.domain.report import FIELDS as REPORT_FIELDS
from hkdesk.tables.all import table_of
from hkdesk.work.commands.contacts import PHONES
from hkdesk.work.importing.drafts import ASSISTANTS
from hkdesk.work.importing.kinds import taken_as
from hkdesk.work.importing.standing import ReportsThen, assistants_of, names_of, records_of
from hkdesk.work.queries import enterprises, projects, requests, visits
from hkdesk.work.queries.late_rows import KEY_BYTES, LateRows
from hkdesk.work.queries.ledger import KEYS_AT_FIRST, Ledger, View, all_keys, count, first_keys
from hkdesk.work.queries.ledger_sql import packed

LEDGERS: dict[str, Ledger[Any]] = {
    "Enterprise": enterprises.LEDGER,
    "Project": projects.LEDGER,
    "Dispatch": projects.LEDGER,
    "ServiceRequest": requests.LEDGER,
}
MONTH, USCC = "month", "uscc"


@dataclass(frozen=True, slots=True)
class ExportLine:
    """A record.

    Args:
        values: of the fields that were asked for, in their order; references by name, phones masked unless asked.
    """

    id: UUID
    version: int
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Wanted:
    """What is written out.

    Args:
        kind: of ledger.
        fields: as the ledger's kinds name them.
        month: the first day of the month whose reports a dispatch table has.
    """

    kind: str
    fields: tuple[str, ...]
    month: date | None = None
    shows_phones: bool = False


def can_be_exported(kind: str, field: str) -> bool:
    """Whether the desk keeps a field of a kind."""
    taken = taken_as(kind)
    columns = table_of(taken.record).c
    if field in columns or f"{field}_id" in columns or field in taken.report or (taken.report and field == MONTH):
        return True
    return field == ASSISTANTS and taken.record == "ServiceRequest"


class ExportLines(LateRows[ExportLine | None]):
    """The records of a view in its order, read when they are looked at.

    Args:
        read: runs a query on the desk, on whatever thread this is looked at.
        keys: the records instead of those of the view, in their order.
    """

    def __init__(
        self,
        read: Callable[..., Any],
        wanted: Wanted,
        view: View,
        today: date,
        keys: Sequence[UUID] | None = None,
    ) -> None:
        super().__init__(
            read(_first_keys, wanted.kind, view, today) if keys is None else packed(keys),
            KEYS_AT_FIRST if keys is None else len(keys) + 1,
            lambda: bytes(read(_all_keys, wanted.kind, view, today)),
            lambda keys: list(read(export_lines, wanted, keys)),
            lambda _: None,
        )


def keys_with_phones(reader: Connection, kind: str, view: View, today: date) -> list[UUID]:
    """The records of a view that have a phone: whoever has them shown leaves a trace on each."""
    record = taken_as(kind).record
    if record not in PHONES:
        return []
    t = table_of(record)
    packed = _all_keys(reader, kind, view, today)
    keys = [UUID(bytes=packed[at : at + 16]) for at in range(0, len(packed), 16)]
    found: list[UUID] = []
    for at in range(0, len(keys), 500):
        part = select(t.c.id).where(t.c.id.in_(keys[at : at + 500]), t.c[PHONES[record]] != "")
        found += reader.execute(part).scalars()
    return found


def export_count(reader: Connection, kind: str, view: View, today: date) -> int:
    """How many records of a view there are to be written out."""
    if kind in LEDGERS:
        return count(reader, LEDGERS[kind], view, today)
    return len(_of_parts(reader, kind, view, None)) // KEY_BYTES


def export_lines(reader: Connection, wanted: Wanted, keys: Sequence[bytes]) -> list[ExportLine | None]:
    """The records of some keys in their order; None for one that is gone."""
    record = taken_as(wanted.kind).record
    ids = [UUID(bytes=key) for key in keys]
    found = records_of(reader, record, ids)
    names = names_of(reader, record, list(found.values()))
    helping = assistants_of(reader, ids) if ASSISTANTS in wanted.fields else {}
    reports = ReportsThen(reader, ids) if wanted.month is not None else None
    columns = table_of(record).c

    def value(row: Any, field: str) -> Any:
        if f"{field}_id" in columns:
            return names.get(row[f"{field}_id"])
        if field == ASSISTANTS and record == "ServiceRequest":
            return "、".join(sorted(helping.get(row["id"], {}).values()))
        if field == MONTH:
            return wanted.month
        if field in REPORT_FIELDS and reports is not None and wanted.month is not None:
            return reports.of(row["id"], wanted.month)[field]
        if field == PHONES.get(record) and not wanted.shows_phones:
            return mask_phone(row[field])
        return row[field]

    return [
        ExportLine(row["id"], row["version"], tuple(value(row, field) for field in wanted.fields))
        if (row := found.get(key)) is not None
        else None
        for key in ids
    ]


def _first_keys(reader: Connection, kind: str, view: View, today: date) -> bytes:
    if kind in LEDGERS:
        return first_keys(reader, LEDGERS[kind], view, today)
    return _of_parts(reader, kind, view, KEYS_AT_FIRST)


def _all_keys(reader: Connection, kind: str, view: View, today: date) -> bytes:
    if kind in LEDGERS:
        return b"".join(all_keys(reader, LEDGERS[kind], view, today))
    return _of_parts(reader, kind, view, None)


def _of_parts(reader: Connection, kind: str, view: View, limit: int | None) -> bytes:
    """The keys of visits or qualifications, the newest first: they have no ledger with filters of its own.

    Of visits, the search and the chip are those of their log.
    """
    if kind == "Visit" and (view.search.strip() or view.chip):
        return packed(visits.visit_keys(reader, view.park, view.search, only_due=view.chip == visits.DUE, limit=limit))
    t, e = table_of(kind), table_of("Enterprise")
    wanted = select(t.c.id).join_from(t, e, e.c.id == t.c.enterprise_id).order_by(t.c.id.desc()).limit(limit)
    if view.park is not None:
        wanted = wanted.where(e.c.park_id == view.park)
    return packed(reader.execute(wanted).scalars().all())
