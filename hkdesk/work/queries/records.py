"""Any record, all of its fields: what the detail panes, the editors and the command line read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, FromClause, RowMapping, and_, column, false, literal_column, select, table
from sqlalchemy import Enum as SqlEnum
from sqlmodel import AutoString

from hkdesk.domain.errors import DeskError
from hkdesk.domain.standing import Standing
from hkdesk.store.characters import characters
from hkdesk.store.search_index import NUMBER_OF, like_patterns, match_expression, range_of
from hkdesk.tables.all import table_of
from hkdesk.tables.columns import Key

# What the command line calls each kind.
KINDS: dict[str, str] = {
    "park": "Park",
    "officer": "Officer",
    "enterprise": "Enterprise",
    "qualification": "Qualification",
    "project": "Project",
    "project_step": "ProjectStep",
    "milestone": "Milestone",
    "progress_report": "ProgressReport",
    "request": "ServiceRequest",
    "request_step": "ServiceStep",
    "provider": "Provider",
    "visit": "Visit",
    "policy": "Policy",
    "grant": "Grant",
    "event": "Event",
    "indicator": "Indicator",
    "target": "Target",
    "chain_node": "ChainNode",
    "chain_link": "ChainLink",
    "source": "Source",
    "citation": "Citation",
    "attachment": "Attachment",
    "gate_setting": "GateSetting",
    "template_milestone": "TemplateMilestone",
    "closed_month": "ClosedMonth",
    "merge": "Merge",
    "service_case": "ServiceCase",
    "case_step": "CaseStep",
    "case_request": "CaseRequest",
    "routing_rule": "RoutingRule",
    "category_clock": "CategoryClock",
    "calendar_day": "CalendarDay",
    "request_assistant": "RequestAssistant",
    "office": "Office",
    "own_template": "OwnTemplate",
    "ledger_import": "LedgerImport",
    "ledger_shape": "LedgerShape",
    "ledger_word": "LedgerWord",
}
BATCH = 500


@dataclass(frozen=True, slots=True)
class CitationRow:
    """Where a record or a field stands in the sources."""

    field: str
    source: str
    locator: str
    standing: Standing
    note: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record: its values by field, the names of what it refers to, and where it comes from.

    Args:
        names: {field: name} of the references, e.g. {"enterprise_id": "湖南立点科技有限公司"}.
        citations: {field: citation}; "" is the record as a whole.
    """

    kind: str
    id: UUID
    values: Mapping[str, Any]
    names: Mapping[str, str]
    citations: Mapping[str, CitationRow]


def load(reader: Connection, kind: str, key: UUID) -> RecordView | None:
    """A record by its class name and id; None if it is gone."""
    t = table_of(kind)
    row = reader.execute(select(t).where(t.c.id == key)).mappings().first()
    return next(_views(reader, kind, [row]), None) if row is not None else None


def records(
    reader: Connection, kind: str, where: Mapping[str, str] | None = None, search: str = "", limit: int | None = None
) -> Iterator[RecordView]:
    """The records of a kind in the order of entry, those that fit.

    Raises:
        DeskError: for a field that the kind does not have, or a kind that cannot be searched.
    """
    t = table_of(kind)
    wanted = select(t).order_by(t.c.id).limit(limit)
    for name, value in (where or {}).items():
        wanted = wanted.where(_condition(reader, t, name, value))
    if search.strip():
        wanted = wanted.where(t.c.id.in_(_found(kind, search)))
    result = reader.execute(wanted.execution_options(yield_per=BATCH)).mappings()
    for part in result.partitions(BATCH):
        yield from _views(reader, kind, part)


def resolve(reader: Connection, kind: str, text: str) -> UUID:
    """The one record of this id, number, code or name, a short name too; numbers and codes in any case.

    Raises:
        DeskError: if there is none, or more than one.
    """
    t = table_of(kind)
    try:
        found = [UUID(text)] if reader.execute(select(t.c.id).where(t.c.id == UUID(text))).first() else []
    except ValueError:
        text = characters(text.strip())
        named = [t.c[f] == text for f in ("name", "short_name") if f in t.c]
        coded = [t.c[f].in_((text, text.upper())) for f in ("number", "uscc", "project_code", "code") if f in t.c]
        asked = (select(t.c.id).where(is_it) for is_it in (*named, *coded))
        found = next((ids for one in asked if (ids := list(reader.execute(one).scalars()))), [])
    if len(found) == 1:
        return found[0]
    if not found:
        raise DeskError("There is none of the id, number or name “{text}”.", text=text)
    raise DeskError("There are {count} of the name “{text}”: say which by its id.", count=len(found), text=text)


def _views(reader: Connection, kind: str, part: Sequence[RowMapping]) -> Iterator[RecordView]:
    t = table_of(kind)
    names = {c.key: _names(reader, c, part) for c in t.c if c.foreign_keys}
    cited = _citations(reader, [row["id"] for row in part])
    for row in part:
        named = {f: of[row[f]] for f, of in names.items() if row[f] in of}
        yield RecordView(kind, row["id"], dict(row), named, cited.get(row["id"], {}))


def _names(reader: Connection, c: Any, part: Sequence[RowMapping]) -> dict[UUID, str]:
    (foreign,) = c.foreign_keys
    t = foreign.column.table
    label = next((t.c[f] for f in ("name", "title", "number", "code") if f in t.c), None)
    keys = {row[c.key] for row in part if row[c.key] is not None}
    if label is None or not keys:
        return {}
    return {row[0]: row[1] for row in reader.execute(select(t.c.id, label).where(t.c.id.in_(keys)))}


def _citations(reader: Connection, keys: Sequence[UUID]) -> dict[UUID, dict[str, CitationRow]]:
    t, s = table_of("Citation"), table_of("Source")
    found = reader.execute(
        select(t.c.row, t.c.field, s.c.code, t.c.locator, t.c.standing, t.c.note)
        .join_from(t, s, s.c.id == t.c.source_id)
        .where(t.c.row.in_(keys))
    )
    cited: dict[UUID, dict[str, CitationRow]] = {}
    for row, *rest in found:
        cited.setdefault(row, {})[rest[0]] = CitationRow(*rest)
    return cited


def _condition(reader: Connection, t: Any, name: str, value: str) -> Any:
    if name in ("locator", "standing") and name not in t.c:
        cited = table_of("Citation")
        if value == "":
            return t.c.id.not_in(select(cited.c.row).where(cited.c.field == ""))
        return t.c.id.in_(select(cited.c.row).where(cited.c[name] == _value(cited.c[name], value), cited.c.field == ""))
    field = name if name in t.c else f"{name}_id"
    if field not in t.c:
        raise DeskError("There is no field “{name}”; there are: {known}.", name=name, known=[c.key for c in t.c])
    c = t.c[field]
    if value == "":
        return c.is_(None) if c.nullable else c == "" if isinstance(c.type, AutoString) else false()
    if c.foreign_keys and not _is_key(value):
        (foreign,) = c.foreign_keys
        other = foreign.column.table
        labels = [
            other.c[f] == characters(value) for f in ("name", "short_name", "number", "code", "title") if f in other.c
        ]
        found = [key for label in labels for key in reader.execute(select(other.c.id).where(label)).scalars()]
        return c.in_(found)
    return c == _value(c, value)


def _value(c: Any, text: str) -> object:
    try:
        if isinstance(c.type, SqlEnum) and c.type.enum_class:
            return c.type.enum_class(text)
        if isinstance(c.type, Key):
            return UUID(text)
        if isinstance(c.type, AutoString):
            return characters(text)
        wanted = c.type.python_type
        if wanted is bool:
            return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}[text.lower()]
        value = date.fromisoformat(text) if wanted is date else wanted(text)
        if isinstance(value, int) and not -(2**63) <= value < 2**63:
            raise ValueError
        return value
    except (ValueError, KeyError, TypeError, NotImplementedError):
        known = list(c.type.enums) if isinstance(c.type, SqlEnum) else []
        if known:
            raise DeskError(
                "“{text}” is not known here; these are: {known}.", field=c.key, text=text, known=known
            ) from None
        raise DeskError("“{text}” does not fit the field “{name}”.", field=c.key, text=text, name=c.key) from None


def _found(kind: str, search: str) -> Any:
    if kind not in NUMBER_OF:
        raise DeskError(
            "This kind cannot be searched; these can: {known}.",
            known=[name for name, kind in KINDS.items() if kind in NUMBER_OF],
        )
    fts = table("search_fts", column("rowid"))
    doc = table("search_doc", column("rid"), column("entity_id", Key()), column("text"))
    first, last = range_of(kind)
    texts = and_(*(doc.c.text.like(p, escape="\\") for p in like_patterns(search)))
    if expression := match_expression(search):
        source: FromClause = fts.join(doc, doc.c.rid == fts.c.rowid)
        texts = and_(texts, literal_column("search_fts").op("MATCH")(expression), fts.c.rowid.between(first, last))
    else:
        source, texts = doc, and_(texts, doc.c.rid.between(first, last))
    return select(doc.c.entity_id).select_from(source).where(texts)


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
