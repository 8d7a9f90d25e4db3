"""What stands on the desk of the records that rows mean: read for a slice of rows at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.domain.report import FIELDS, INVESTED, invested_fen
from hkdesk.store.change_log import from_wire
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.tables.change import Change
from hkdesk.work.importing.rows import Mark

CHANGE = Change.__table__  # type: ignore[attr-defined]
PART = 500


def records_of(reader: Connection, record: str, keys: Sequence[UUID]) -> dict[UUID, Mapping[str, Any]]:
    """The records of some ids, column by column."""
    t = table_of(record)
    found: dict[UUID, Mapping[str, Any]] = {}
    for at in range(0, len(keys), PART):
        rows = reader.execute(select(t).where(t.c.id.in_(keys[at : at + PART]))).mappings()
        found |= {row["id"]: row for row in rows}
    return found


def names_of(reader: Connection, record: str, rows: Sequence[Mapping[str, Any]]) -> dict[UUID, str]:
    """The names of what records refer to."""
    named: dict[UUID, str] = {}
    for column in table_of(record).c:
        for foreign in column.foreign_keys:
            t = foreign.column.table
            keys = sorted({row[column.key] for row in rows if row[column.key] is not None} - named.keys(), key=str)
            for at in range(0, len(keys), PART):
                found = reader.execute(select(t.c.id, t.c.name).where(t.c.id.in_(keys[at : at + PART])))
                named |= {row[0]: row[1] for row in found}
    return named


def assistants_of(reader: Connection, keys: Sequence[UUID]) -> dict[UUID, dict[UUID, str]]:
    """The providers that help with some appeals, by name."""
    a, p = table_of("RequestAssistant"), table_of("Provider")
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for at in range(0, len(keys), PART):
        asked = select(a.c.request_id, p.c.id, p.c.name).join_from(a, p, p.c.id == a.c.provider_id)
        for request, provider, name in reader.execute(asked.where(a.c.request_id.in_(keys[at : at + PART]))):
            found[request][provider] = name
    return found


class ReportsThen:
    """The reports of some projects: that of a month, and what the others come to."""

    def __init__(self, reader: Connection, keys: Sequence[UUID]) -> None:
        t = table_of("ProgressReport")
        self._by: dict[UUID, dict[date, Any]] = defaultdict(dict)
        for at in range(0, len(keys), PART):
            rows = reader.execute(select(t).where(t.c.project_id.in_(keys[at : at + PART]))).mappings()
            for row in rows:
                self._by[row["project_id"]][row["month"]] = row

    def of(self, project: UUID | None, month: date) -> Mapping[str, Any]:
        """{field: value} of a month; all of them None where there is no report."""
        report = self._by[project].get(month) if project in self._by else None
        return {name: report[name] if report is not None else None for name in FIELDS}

    def invested_but(self, project: UUID | None, month: date) -> int:
        """What all other months come to, in fen."""
        others = (r for m, r in self._by[project].items() if m != month) if project in self._by else ()
        return sum(invested_fen({name: r[name] for name in INVESTED}) for r in others)


def changed_since(
    reader: Connection, record: str, marks: Sequence[Mark], versions: Mapping[UUID, int]
) -> dict[UUID, Mapping[str, Any] | None]:
    """{record: {column: what it said when it was written out}} of what was changed since then; None: not known.

    Each edit is one version and one line of the log: the last of them, as many as the version has gone up by, are
    those since.
    """
    found: dict[UUID, Mapping[str, Any] | None] = {}
    late = {
        mark.id: versions[mark.id] - mark.version
        for mark in marks
        if versions.get(mark.id, mark.version) != mark.version
    }
    keys = list(late)
    lines: dict[UUID, list[Mapping[str, list[Any]]]] = defaultdict(list)
    for at in range(0, len(keys), PART):
        asked = select(CHANGE.c.row, CHANGE.c.fields).where(
            CHANGE.c.row.in_(keys[at : at + PART]), CHANGE.c.op == "update"
        )
        for row, fields in reader.execute(asked.order_by(CHANGE.c.at.desc(), CHANGE.c.serial.desc())):
            lines[row].append(fields)
    for key, count in late.items():
        if not 0 < count <= len(lines[key]):
            found[key] = None
            continue
        base: dict[str, Any] = {}
        for fields in lines[key][:count]:  # the earliest comes last, and says what was there first
            base |= {name: from_wire(RECORDS[record], name, old) for name, (old, _) in fields.items()}
        found[key] = base
    return found
