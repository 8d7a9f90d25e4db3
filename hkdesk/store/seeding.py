"""Fills a desk with the articles' facts, each with its citation, and never over an officer's edit.

A record's id follows from its kind and key, so that two desks seed the same records. A fact that the files no longer
have stays on the desk.
"""

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import NoneType
from typing import Any, get_args
from uuid import UUID

from sqlalchemy import Column, Engine, inspect
from sqlmodel import Session, col, select

from hkdesk.domain.errors import DeskError
from hkdesk.domain.money import parse_money
from hkdesk.domain.standing import Locator, Standing
from hkdesk.store.change_log import fields_of
from hkdesk.store.unit_of_work import Author, UnitOfWork, now_utc
from hkdesk.tables.all import RECORDS
from hkdesk.tables.change import Change
from hkdesk.tables.desk import DeskRow
from hkdesk.tables.record import Record
from hkdesk.tables.source import Citation, Source

ACTOR = "seeds"
SECTIONS = "sections"  # of a source: how many paragraphs each section has, for whoever checks the locators
_KNOWN_ASIDE = {"key", "cite", "cite_fields"}
_UNCITED = {"Source"}  # what facts stand in is no fact
_EPOCH_MS = int(datetime(2024, 10, 1, tzinfo=UTC).timestamp() * 1000)
_OUGHT: dict[type, str] = {str: "a text", int: "a whole number", bool: "true or false"}


@dataclass(frozen=True)
class Fact:
    """A record that the seeds want on the desk, citations included.

    Args:
        values: every field of the kind, defaults included.
        needs: the records without which it cannot stand, by field.
    """

    kind: type[Record]
    id: UUID
    values: dict[str, Any]
    needs: dict[str, UUID]


@dataclass(frozen=True)
class _Entry:
    """One `[[kind]]` of a file, as written."""

    file: str
    kind: str
    key: str
    raw: dict[str, Any]

    def wrong(self, field: str, why: str) -> ValueError:
        return ValueError(f"{self.file}, {self.kind} {self.key!r}, {field}: {why}.")


_Keys = dict[tuple[str, str], _Entry]


def seed(engine: Engine, author: Author, folder: Path, *, clock: Callable[[], datetime] = now_utc) -> int:
    """Bring the desk up to the facts in a folder; gives how many records were put in or changed.

    Where the files are those of the last time, nothing but their bytes is read.

    Raises:
        ValueError: naming file, key and field, if a file is wrong; the desk is then as it was.
    """
    digest = _digest(folder)
    with engine.connect() as connection:
        if connection.exec_driver_sql("SELECT seeds_digest FROM desk").scalar() == digest:
            return 0
    wanted = facts(folder)
    with UnitOfWork(engine, replace(author, actor=ACTOR), "seed", clock=clock) as uow:
        _bring_in(uow.session, wanted)
        uow.session.exec(select(DeskRow)).one().seeds_digest = digest
        changes = uow.commit()
    return sum(len(ids) for ids in changes.ids.values())


def facts(folder: Path) -> list[Fact]:
    """The records of a folder's files, each followed by its citations.

    Raises:
        ValueError: naming file, key and field, if a file is wrong.
    """
    entries = [entry for path in _files(folder) for entry in _entries(path)]
    keys: _Keys = {}
    for entry in entries:
        if (stood := keys.setdefault((entry.kind, entry.key), entry)) is not entry:
            raise entry.wrong("key", f"it is taken already, in {stood.file}")
    return [fact for entry in entries for fact in (_fact(entry, keys), *_citations(entry, keys))]


def id_of(kind: str, key: str, field: str | None = None) -> UUID:
    """The id of a seeded record, or with a field of its citation: version 7, its time that of the articles."""
    named = f"{kind}:{key}" if field is None else f"{kind}:{key}:{field}"
    noise = int.from_bytes(hashlib.sha256(named.encode()).digest()[:10])
    return UUID(int=_EPOCH_MS << 80 | 7 << 76 | (noise >> 64 & 0xFFF) << 64 | 0b10 << 62 | noise & (1 << 62) - 1)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml"))


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in _files(folder):
        whole.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _entries(path: Path) -> Iterator[_Entry]:
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise ValueError(f"{path.name} is not TOML: {error}.") from error
    for written, rows in content.items():
        kind = "".join(part.capitalize() for part in written.split("_"))
        if kind not in RECORDS or kind == "Citation" or not isinstance(rows, list) or not all(map(_is_table, rows)):
            raise ValueError(f"{path.name}, {written}: it is no kind of record; one begins with e.g. [[project]].")
        for row in rows:
            entry = _Entry(path.name, kind, str(row.get("key", "")), row)
            if not entry.key:
                raise entry.wrong("key", "it is missing")
            yield entry


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _fact(entry: _Entry, keys: _Keys) -> Fact:
    kind = RECORDS[entry.kind]
    columns = inspect(kind).columns
    values = {f: info.get_default(call_default_factory=True) for f, info in kind.model_fields.items() if f in columns}
    given: dict[str, Any] = {}
    needs: dict[str, UUID] = {}
    for name, raw in entry.raw.items():
        if name in _KNOWN_ASIDE or (kind is Source and name == SECTIONS):
            continue
        field = _field(entry, name)
        if columns[field].foreign_keys:
            given[field] = needs[field] = _reference(entry, keys, columns[field], name, raw)
        else:
            given[field] = _value(kind, field, raw, partial(entry.wrong, name))
    for field in fields_of(kind):
        if field not in given and kind.model_fields[field].is_required():
            raise entry.wrong(field.removesuffix("_id"), "it is missing")
    values = {field: given.get(field, values[field]) for field in fields_of(kind)}
    return Fact(kind, id_of(entry.kind, entry.key), values, needs)


def _field(entry: _Entry, name: str) -> str:
    """The column that a name in a file means: `park` is park_id, `value` is value_thousandths."""
    columns = set(fields_of(RECORDS[entry.kind]))
    for field in (f"{name}_id", f"{name}_thousandths", name):
        if field in columns and not (field == name and name.endswith(("_id", "_thousandths"))):
            return field
    raise entry.wrong(name, "there is no such field")


def _reference(entry: _Entry, keys: _Keys, column: Column[Any], name: str, key: object) -> UUID:
    table = next(iter(column.foreign_keys)).target_fullname.split(".")[0]
    kind = next(name for name, record in RECORDS.items() if inspect(record).local_table.description == table)
    if not isinstance(key, str) or (kind, key) not in keys:
        raise entry.wrong(name, f"there is no {kind} with the key {key!r}")
    return id_of(kind, key)


def _value(kind: type[Record], field: str, raw: object, wrong: Callable[[str], ValueError]) -> Any:
    annotation = kind.model_fields[field].annotation
    wanted: Any = next(t for t in get_args(annotation) or (annotation,) if t is not NoneType)
    if issubclass(wanted, StrEnum):
        if raw not in set(wanted):
            raise wrong(f"{raw!r} is none of {', '.join(wanted)}")
        return wanted(raw)
    if field.endswith("_thousandths"):
        return _thousandths(raw, wrong)
    if field.endswith("_fen") and isinstance(raw, str):
        return _fen(raw, wrong)
    if type(raw) is not wanted:  # a datetime is no date, nor is true a number
        raise wrong(f"{raw!r} is not {_OUGHT.get(wanted, f'a {wanted.__name__}')}")
    return raw


def _fen(raw: str, wrong: Callable[[str], ValueError]) -> int:
    try:
        return parse_money(raw)
    except DeskError as error:
        raise wrong(str(error).rstrip(".")) from error


def _thousandths(raw: object, wrong: Callable[[str], ValueError]) -> int:
    try:
        value = Decimal(str(raw)) * 1000 if type(raw) in (str, int) else Decimal("NaN")
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or value != value.to_integral_value():
        raise wrong(f'{raw!r} is not a number with at most three decimals, such as "10.7"')
    return int(value)


def _citations(entry: _Entry, keys: _Keys) -> Iterator[Fact]:
    cited = entry.raw.get("cite")
    if cited is not None:
        yield _citation(entry, keys, "", cited, "cite")
    elif entry.kind not in _UNCITED:
        raise entry.wrong("cite", "it is missing")
    known = fields_of(RECORDS[entry.kind])
    for field, cited in entry.raw.get("cite_fields", {}).items():
        if field not in known:
            raise entry.wrong(f"cite_fields.{field}", "there is no such field")
        yield _citation(entry, keys, field, cited, f"cite_fields.{field}")


def _citation(entry: _Entry, keys: _Keys, field: str, cited: dict[str, Any], name: str) -> Fact:
    if not _is_table(cited):
        raise entry.wrong(name, 'it is no table such as { at = "A1.2", standing = "stated" }')
    if strange := set(cited) - {"at", "standing", "note"}:
        raise entry.wrong(f"{name}.{min(strange)}", "there is no such field")
    try:
        locator = Locator.parse(str(cited.get("at", "")))
    except DeskError as error:
        raise entry.wrong(f"{name}.at", str(error).rstrip(".")) from error
    if (standing := cited.get("standing")) not in set(Standing):
        raise entry.wrong(f"{name}.standing", f"{standing!r} is none of {', '.join(Standing)}")
    if ("Source", locator.article) not in keys:
        raise entry.wrong(f"{name}.at", f"there is no Source with the key {locator.article!r}")
    source, row = id_of("Source", locator.article), id_of(entry.kind, entry.key)
    values = {
        "source_id": source,
        "kind": entry.kind,
        "row": row,
        "field": field,
        "locator": str(locator),
        "standing": Standing(standing),
        "note": str(cited.get("note", "")),
    }
    return Fact(Citation, id_of(entry.kind, entry.key, field), values, {"source_id": source, "row": row})


def _bring_in(session: Session, wanted: Sequence[Fact]) -> None:
    """Put in what is missing and correct what only the seeds have written."""
    ids = [fact.id for fact in wanted]
    log = _log_of(session, ids)
    stood = {record.id: record for record in _standing_records(session, wanted)}
    gone = {row for row, changes in log.items() if row not in stood and any(c.op == "delete" for c in changes)}
    gone = _with_dependents(wanted, gone, set(stood))
    for fact in wanted:
        if (record := stood.get(fact.id)) is not None:
            _correct(record, fact, log.get(fact.id, []), gone)
        elif fact.id not in gone:
            session.add(fact.kind(id=fact.id, **fact.values))


def _log_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, list[Change]]:
    """Each row's changes, the last one first."""
    found: dict[UUID, list[Change]] = {}
    newest_first = (col(Change.at).desc(), col(Change.id).desc())
    for change in session.exec(select(Change).where(col(Change.row).in_(ids)).order_by(*newest_first)):
        found.setdefault(change.row, []).append(change)
    return found


def _standing_records(session: Session, wanted: Iterable[Fact]) -> Iterator[Record]:
    by_kind: dict[type[Record], list[UUID]] = {}
    for fact in wanted:
        by_kind.setdefault(fact.kind, []).append(fact.id)
    for kind, ids in by_kind.items():
        yield from session.exec(select(kind).where(col(kind.id).in_(ids)))


def _with_dependents(wanted: Sequence[Fact], gone: set[UUID], stood: set[UUID]) -> set[UUID]:
    """What was deleted, and the missing records that cannot stand without it."""
    more = {f.id for f in wanted if f.id not in stood | gone and not gone.isdisjoint(f.needs.values())}
    return _with_dependents(wanted, gone | more, stood) if more else gone


def _correct(record: Record, fact: Fact, changes: Sequence[Change], gone: set[UUID]) -> None:
    for field, value in fact.values.items():
        if getattr(record, field) == value or fact.needs.get(field) in gone:
            continue
        last = next((c for c in changes if field in c.fields), None)
        if last is None or last.actor == ACTOR:
            setattr(record, field, value)
