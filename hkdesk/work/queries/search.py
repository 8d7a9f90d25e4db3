"""Search over everything, in Chinese, pinyin initials and numbers."""

import re
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection

from hkdesk.store.search_index import SEARCHABLE, like_patterns, match_expression, range_of

INITIALS = re.compile(r"(?=.*[a-z])[a-z0-9]+")  # as store/pinyin.py makes them


class Hit(NamedTuple):
    """Something found: made at every key that is typed, so it holds what the driver gives.

    Args:
        key: the record's id, 16 bytes.
        text: its searchable text, a line each; the first is its name.
        asked: what was searched for.
    """

    kind: str
    key: bytes
    text: str
    asked: str

    @property
    def id(self) -> UUID:
        return UUID(bytes=self.key)

    @property
    def title(self) -> str:
        """An appeal begins with its enterprise and what it is about; everything else with its name."""
        lines = self.text.split("\n")
        return " · ".join(lines[:2]) if self.kind == "ServiceRequest" and len(lines) > 1 else lines[0]

    @property
    def line(self) -> str:
        """The line that a word stands in, where the title does not show it; pinyin initials say nothing to a reader."""
        words = self.asked.lower().split()
        lines = (line for line in self.text.split("\n")[1:] if not INITIALS.fullmatch(line))
        return next((line for line in lines if any(w in line.lower() for w in words)), "")


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
    # The driver's own cursor: this runs at every key that is typed.
    cursor = reader.connection.cursor()
    try:
        cursor.execute(
            f"SELECT d.entity_id, d.text FROM {source} WHERE {match} BETWEEN ? AND ? {verify} "
            f"ORDER BY {by} DESC LIMIT ?",
            asked,
        )
        return [Hit(kind, key, said, text) for key, said in cursor.fetchall()]
    finally:
        cursor.close()
