"""What merging two records would do, before it is done."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select

from hkdesk.store.pinyin import initials
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.work.merged_fields import differing, filled
from hkdesk.work.queries.records import RecordView, load

OFFERED = 20_000


@dataclass(frozen=True, slots=True)
class MergePreview:
    """Two records side by side.

    Args:
        differing: fields that both have and that say different things.
        filled: fields that only the merged one has.
        moving: {kind: how many of its records go over to the kept one}.
        months: months that both report, which forbid it.
    """

    kept: RecordView
    merged: RecordView
    differing: list[str]
    filled: list[str]
    moving: dict[str, int]
    months: list[date]


def merge_preview(reader: Connection, kind: str, kept_id: UUID, merged_id: UUID) -> MergePreview | None:
    """What would become of the two; None if one of them is gone."""
    kept, merged = load(reader, kind, kept_id), load(reader, kind, merged_id)
    if kept is None or merged is None:
        return None
    return MergePreview(
        kept,
        merged,
        differing(kind, kept.values, merged.values),
        filled(kind, kept.values, merged.values),
        _moving(reader, kind, merged_id),
        clashing_months(reader, kept_id, merged_id),
    )


def clashing_months(reader: Connection, kept_id: UUID, merged_id: UUID) -> list[date]:
    """The months that two projects both report."""
    c = table_of("ProgressReport").c
    found = (
        select(c.month)
        .where(c.project_id.in_([kept_id, merged_id]))
        .group_by(c.month)
        .having(func.count() > 1)
        .order_by(c.month)
    )
    return list(reader.execute(found).scalars())


def others_of_park(reader: Connection, kind: str, key: UUID) -> tuple[dict[str, UUID], dict[str, str]]:
    """The other records of a record's park by name, and the pinyin initials of each name."""
    t: Any = table_of(kind)
    code = t.c.project_code if kind == "Project" else t.c.uscc
    park = select(t.c.park_id).where(t.c.id == key).scalar_subquery()
    rows = reader.execute(
        select(t.c.id, t.c.name, code).where(t.c.park_id == park, t.c.id != key).order_by(t.c.name).limit(OFFERED)
    ).all()
    named: dict[str, UUID] = {}
    for row, name, said in rows:
        label = name if name not in named else f"{name} · {said or row.hex[-6:]}"
        named[label] = row
    return named, {label: " ".join(initials(label)) for label in named}


def _moving(reader: Connection, kind: str, merged_id: UUID) -> dict[str, int]:
    found: dict[str, int] = {}
    for referring in RECORDS:
        t = table_of(referring)
        for column in t.c:
            if any(key.column.table is table_of(kind) for key in column.foreign_keys):
                n = reader.execute(select(func.count()).select_from(t).where(column == merged_id)).scalar_one()
                found[referring] = found.get(referring, 0) + n
    attachment = table_of("Attachment").c
    files = select(func.count()).where(attachment.kind == kind, attachment.row == merged_id)
    found["Attachment"] = reader.execute(files).scalar_one()
    return {referring: n for referring, n in found.items() if n}
