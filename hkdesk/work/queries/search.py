"""Search over everything, in Chinese, pinyin initials and numbers."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from hkdesk.store.search_index import SEARCHABLE, like_patterns, match_expression, range_of


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: the first line of its text, and the line that the words stand in."""

    kind: str
    id: UUID
    title: str
    line: str


def find(reader: Connection, text: str, per_kind: int = 6) -> list[Hit]:
    """What fits every word, the newest of each kind first; enterprises and projects come before appeals."""
    if not text.strip():
        return []
    order = ("Enterprise", "Project", "ServiceRequest", "Provider", "Officer", "Policy", "Event", "Indicator")
    kinds = sorted((s.kind for s in SEARCHABLE), key=order.index)
    return [hit for kind in kinds for hit in find_kind(reader, kind, text, per_kind)]


def find_kind(reader: Connection, kind: str, text: str, limit: int) -> list[Hit]:
    """The newest of one kind that fit every word."""
    first, last = range_of(kind)
    patterns = like_patterns(text)
    verify = " ".join("AND d.text LIKE ? ESCAPE '\\'" for _ in patterns)
    if expression := match_expression(text):
        source, match = "search_fts f JOIN search_doc d ON d.rid = f.rowid", "search_fts MATCH ? AND f.rowid"
        asked: tuple[object, ...] = (expression, first, last, *patterns, limit)
        by = "f.rowid"
    else:
        source, match, by = "search_doc d", "d.rid", "d.rid"
        asked = (first, last, *patterns, limit)
    found = reader.exec_driver_sql(
        f"SELECT d.entity_id, d.text FROM {source} WHERE {match} BETWEEN ? AND ? {verify} ORDER BY {by} DESC LIMIT ?",
        asked,
    )
    return [_hit(kind, key, said, text) for key, said in found]


def _hit(kind: str, key: bytes, said: str, text: str) -> Hit:
    lines = said.split("\n")
    words = [w.lower() for w in text.split()]
    line = next((line for line in lines[1:] if any(w in line.lower() for w in words)), "")
    return Hit(kind, UUID(bytes=key), _title(kind, lines), line)


def _title(kind: str, lines: list[str]) -> str:
    """An appeal begins with its enterprise and what it is about; everything else with its name."""
    return " · ".join(lines[:2]) if kind == "ServiceRequest" and len(lines) > 1 else lines[0]
