"""Records that may be the one that is just being typed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from hkdesk.domain.duplicates import SHORTEST, are_alike, core_of, usual_spellings
from hkdesk.domain.halfwidth import without_spaces
from hkdesk.store.characters import characters
from hkdesk.store.search_index import match_expression, range_of
from hkdesk.tables.all import table_of

NAMES = {"name", "short_name"}
LOOKED_AT = 60  # candidates of each search: a name that stands is among the usual spellings or the first of these


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A record that stands, and why it is pointed out.

    Args:
        field: the field that was typed.
        is_same: whether its code, or its name in the same park, is the very same: the command will refuse it.
    """

    field: str
    kind: str
    id: UUID
    name: str
    park: str
    is_same: bool


def duplicates(
    reader: Connection, kind: str, typed: Mapping[str, str], park_id: UUID | None, but: UUID | None = None
) -> dict[str, Duplicate]:
    """What stands already of what was typed, by field: {name | short_name | project_code | uscc: Duplicate}.

    Args:
        but: the record that is changed, which is no duplicate of itself.
    """
    found: dict[str, Duplicate] = {}
    for field, text in typed.items():
        if text.strip():
            rows = _alike(reader, kind, text) if field in NAMES else _same_code(reader, kind, field, text)
            rows = [row for row in rows if row.id != but]
            best = sorted((not _is_same(row, field, text, park_id), str(row.id), row) for row in rows)
            if best:
                is_other, _, row = best[0]
                found[field] = Duplicate(field, kind, row.id, row.name, row.park, not is_other)
    return found


def _is_same(row: Any, field: str, text: str, park_id: UUID | None) -> bool:
    if field not in NAMES:
        return True
    return field == "name" and row.name == text.strip() and (park_id is None or row.park_id == park_id)


def _same_code(reader: Connection, kind: str, field: str, text: str) -> list[Any]:
    plain = without_spaces(characters(text))
    column = table_of(kind).c[field]
    return list(reader.execute(_rows(kind).where(column.in_({text.strip(), plain, plain.upper()})).limit(2)))


def _alike(reader: Connection, kind: str, text: str) -> list[Any]:
    text = characters(text)
    if len(core_of(text)) < SHORTEST:
        return []
    t = table_of(kind)
    rows = list(reader.execute(_rows(kind).where(t.c.name.in_(list(usual_spellings(text)))).limit(LOOKED_AT)))
    if not rows:
        keys = [key for asked in _asked(core_of(text)) for key in _search(reader, kind, asked)]
        rows = list(reader.execute(_rows(kind).where(t.c.id.in_(keys)))) if keys else []
    return [row for row in rows if are_alike(text, row.name) or are_alike(text, row.short_name)]


def _asked(core: str) -> Iterator[str]:
    """What the index of character pairs is asked: the core whole, then its ends, whatever stands between them.

    Full-width letters and digits stand in the index as they were typed, so they are asked for as well.
    """
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in core)
    for said in dict.fromkeys((core, wide)):
        yield match_expression(said)
    if len(core) > 3:
        for said in dict.fromkeys((core, wide)):
            yield match_expression(f"{said[:2]} {said[-2:]}")


def _search(reader: Connection, kind: str, expression: str) -> list[UUID]:
    first, last = range_of(kind)
    found = reader.exec_driver_sql(
        "SELECT d.entity_id FROM search_fts f JOIN search_doc d ON d.rid = f.rowid "
        "WHERE search_fts MATCH ? AND f.rowid BETWEEN ? AND ? LIMIT ?",
        (expression, first, last, LOOKED_AT),
    )
    return [UUID(bytes=key) for (key,) in found]


def _rows(kind: str) -> Any:
    t, park = table_of(kind), table_of("Park")
    short = t.c.short_name if "short_name" in t.c else t.c.name.label("short_name")
    return select(t.c.id, t.c.name, short, t.c.park_id, park.c.name.label("park")).join_from(
        t, park, park.c.id == t.c.park_id
    )
