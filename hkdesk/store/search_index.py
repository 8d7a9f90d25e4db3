"""The search index: character pairs in a contentless FTS5 table, kept up by triggers and a queue.

Docs get a row number whose upper part is their kind, so that one kind's docs are one range of the index.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from hkdesk.store.characters import characters
from hkdesk.store.pinyin import initials

RANGE = 1 << 40
BATCH = 500
HASH_BYTES, HASH_BYTES_USUAL, MERGE_USUAL = 24 << 20, 1 << 20, 4  # FTS5's own, but for the first
_POINTS = "utf-32-le"
_PRIVATE = range(0xE000, 0xF900)  # what no language uses
_PLAIN = "0-9a-z㐀-䶿一-鿿"  # what FTS5 takes for letters; the hexagrams between the two blocks it does not
_ODD = re.compile(f"[^{_PLAIN} ]")  # written by number
MOST_WORDS, LONGEST_WORD = (
    100,
    4000,
)  # that are verified: more than SQLite takes for one LIKE, or so many, is no text here


@dataclass(frozen=True)
class Searchable:
    """A kind that can be searched: its table, the fields that make its text, and those that also go in as initials.

    Args:
        select: gives the row's id and its texts; the first `spelled` texts go in as pinyin initials too.
    """

    kind: str
    table: str
    select: str
    spelled: int
    watched: tuple[str, ...]


SEARCHABLE = (
    Searchable(
        "ServiceRequest",
        "service_request",
        "SELECT r.id, e.name, r.title, e.short_name, r.number, r.content, r.contact_name FROM service_request r "
        "JOIN enterprise e ON e.id = r.enterprise_id",
        2,
        ("number", "title", "content", "enterprise_id", "contact_name"),
    ),
    Searchable(
        "Project",
        "project",
        "SELECT r.id, r.name, coalesce(e.name, ''), r.builder, coalesce(r.project_code, ''), r.industry, r.note "
        "FROM project r LEFT JOIN enterprise e ON e.id = r.enterprise_id",
        3,
        ("name", "enterprise_id", "builder", "project_code", "industry", "note"),
    ),
    Searchable(
        "Enterprise",
        "enterprise",
        "SELECT r.id, r.name, r.short_name, coalesce(r.uscc, ''), r.business, r.head_name, r.contact_name, r.note "
        "FROM enterprise r",
        2,
        ("name", "short_name", "uscc", "business", "head_name", "contact_name", "note"),
    ),
    Searchable(
        "Provider",
        "provider",
        "SELECT r.id, r.name, r.contact_name, r.note FROM provider r",
        2,
        ("name", "contact_name", "note"),
    ),
    Searchable("Officer", "officer", "SELECT r.id, r.name, r.unit FROM officer r", 2, ("name", "unit")),
    Searchable(
        "Policy",
        "policy",
        "SELECT r.id, r.name, r.document_number, r.fields, r.benefit FROM policy r",
        1,
        ("name", "document_number", "fields", "benefit"),
    ),
    Searchable("Event", "event", "SELECT r.id, r.name, r.note FROM event r", 1, ("name", "note")),
    Searchable("Indicator", "indicator", "SELECT r.id, r.name, r.code FROM indicator r", 1, ("name", "code")),
)
NUMBER_OF = {s.kind: n for n, s in enumerate(SEARCHABLE)}


def range_of(kind: str) -> tuple[int, int]:
    """The first and last row number that a kind's docs can have."""
    first = NUMBER_OF[kind] * RANGE
    return first, first + RANGE - 1


def grams(text: str) -> str:
    """A text as the tokens of the index: each pair of neighbouring characters, and the last one of each word."""
    return grams_of([text])[0]


def grams_of(texts: Sequence[str]) -> list[str]:
    """As `grams`, of many texts at once: a sixth of the time."""
    if not texts:
        return []
    folded = [_folded(text) for text in texts]
    apart = _unused_in("".join(folded))
    # Arrays of code points, each character beside its neighbour and a space: eleven times faster than pair by pair.
    # All texts go through it as one, each with a word behind it that none of them has.
    words = [word for text in folded for word in (*text.split(), apart)]
    firsts = " ".join(words)
    seconds = "  ".join([word[1:] for word in words]) + " "
    triples = array("I", (" " * (3 * len(firsts))).encode(_POINTS))
    triples[0::3] = array("I", firsts.encode(_POINTS, "surrogatepass"))
    triples[1::3] = array("I", seconds.encode(_POINTS, "surrogatepass"))
    pairs = triples.tobytes().decode(_POINTS, "surrogatepass").replace("     ", " ")
    for odd in filter(_ODD.match, set(firsts) - {apart}):
        pairs = pairs.replace(odd, f"x{ord(odd):x}x")
    return [of_one.strip(" ") for of_one in pairs.split(apart)[:-1]]


def match_expression(query: str) -> str:
    """What FTS5 is asked for a query: every pair of every word; a single character matches as a beginning."""
    wanted: list[str] = []
    for word in _folded(query).split():
        if len(word) == 1:
            wanted.append(f'"{_token(word)}"*')
        wanted += [f'"{_token(word[i : i + 2])}"' for i in range(len(word) - 1)]
    return " AND ".join(dict.fromkeys(wanted))


def like_patterns(query: str) -> list[str]:
    """The LIKE patterns (escape character \\) that verify what the index found."""
    words = (word[:LONGEST_WORD] for word in characters(query).split()[:MOST_WORDS])
    escaped = (word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") for word in words)
    return [f"%{word}%" for word in escaped]


def document(texts: Sequence[str], spelled: int) -> str:
    """A row's searchable text: its texts, one a line, then the initials of the first few."""
    lines = [" ".join(t.split()) for t in texts if t]
    for text in texts[:spelled]:
        lines += initials(text)
    return "\n".join(dict.fromkeys(lines))


def create_triggers(connection: Connection) -> None:
    """Queue every row that is written or deleted; enterprises take along the rows that bear their name."""
    for s in SEARCHABLE:
        for event, row in (("INSERT", "new"), (f"UPDATE OF {', '.join(s.watched)}", "new"), ("DELETE", "old")):
            connection.exec_driver_sql(
                f"CREATE TRIGGER search_{s.table}_{event.split()[0].lower()} AFTER {event} ON {s.table} BEGIN "
                f"INSERT OR IGNORE INTO search_dirty(entity_id, kind) VALUES ({row}.id, '{s.kind}'); END"
            )
    for kind, table in (("ServiceRequest", "service_request"), ("Project", "project")):
        connection.exec_driver_sql(
            f"CREATE TRIGGER search_{table}_renamed AFTER UPDATE OF name, short_name ON enterprise BEGIN "
            f"INSERT OR IGNORE INTO search_dirty(entity_id, kind) "
            f"SELECT id, '{kind}' FROM {table} WHERE enterprise_id = new.id; END"
        )


def drop_triggers(connection: Connection) -> None:
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='trigger' AND name LIKE 'search_%'")
    for (name,) in found.fetchall():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def drain(connection: Connection) -> int:
    """Bring the index up to every queued row; gives how many there were."""
    done = 0
    while rows := connection.exec_driver_sql(
        "SELECT entity_id, kind FROM search_dirty ORDER BY entity_id LIMIT ?", (BATCH,)
    ).fetchall():
        for s in SEARCHABLE:
            if keys := [bytes(key) for key, kind in rows if kind == s.kind]:
                _refresh(connection, s, keys)
        connection.exec_driver_sql("DELETE FROM search_dirty WHERE entity_id <= ?", (bytes(rows[-1][0]),))
        done += len(rows)
    return done


@contextmanager
def merging_later(connection: Connection) -> Iterator[None]:
    """Let the index gather more before it writes a segment, and leave merging to later: of many rows, half the time."""
    _configure(connection, HASH_BYTES, 0)
    yield
    _configure(connection, HASH_BYTES_USUAL, MERGE_USUAL)


def _configure(connection: Connection, hash_bytes: int, automerge: int) -> None:
    for name, value in (("hashsize", hash_bytes), ("automerge", automerge)):
        connection.exec_driver_sql("INSERT INTO search_fts(search_fts, rank) VALUES (?, ?)", (name, value))


def insert_documents(connection: Connection, kind: str, texts: Sequence[tuple[bytes, str]]) -> None:
    """Index rows that are not in the index yet; grams are made here, in order of the rows."""
    rid = _last_rid(connection, kind)
    docs = [(rid + n, kind, key, text) for n, (key, text) in enumerate(texts, 1)]
    connection.exec_driver_sql("INSERT INTO search_doc(rid, kind, entity_id, text) VALUES (?,?,?,?)", docs)
    made = zip([doc[0] for doc in docs], grams_of([doc[3] for doc in docs]), strict=True)
    connection.exec_driver_sql("INSERT INTO search_fts(rowid, grams) VALUES (?,?)", list(made))


def _refresh(connection: Connection, s: Searchable, keys: list[bytes]) -> None:
    texts = {row[0]: document(row[1:], s.spelled) for row in _rows(connection, f"{s.select} WHERE r.id", keys)}
    stood = _rows(connection, "SELECT rid, entity_id, text FROM search_doc WHERE entity_id", keys)
    changed = [(rid, old, new) for rid, key, old in stood if (new := texts.pop(key, None)) != old]
    if changed:
        _replace(connection, changed)
    if texts:
        insert_documents(connection, s.kind, list(texts.items()))


def _replace(connection: Connection, changed: Sequence[tuple[int, str, str | None]]) -> None:
    """Put new texts in the place of old ones, or take those out: a contentless index must be told what it held."""
    olds = zip([rid for rid, _, _ in changed], grams_of([old for _, old, _ in changed]), strict=True)
    connection.exec_driver_sql("INSERT INTO search_fts(search_fts, rowid, grams) VALUES ('delete', ?, ?)", list(olds))
    if gone := [(rid,) for rid, _, new in changed if new is None]:
        connection.exec_driver_sql("DELETE FROM search_doc WHERE rid=?", gone)
    if kept := [(new, rid) for rid, _, new in changed if new is not None]:
        connection.exec_driver_sql("UPDATE search_doc SET text=? WHERE rid=?", kept)
        made = zip([rid for _, rid in kept], grams_of([new for new, _ in kept]), strict=True)
        connection.exec_driver_sql("INSERT INTO search_fts(rowid, grams) VALUES (?,?)", list(made))


def _rows(connection: Connection, start: str, keys: list[bytes]) -> list[Any]:
    marks = ",".join("?" * len(keys))
    return list(connection.exec_driver_sql(f"{start} IN ({marks})", tuple(keys)))


def _last_rid(connection: Connection, kind: str) -> int:
    first, last = range_of(kind)
    found = connection.exec_driver_sql("SELECT max(rid) FROM search_doc WHERE rid BETWEEN ? AND ?", (first, last))
    return found.scalar() or first


def _unused_in(text: str) -> str:
    return next(mark for n in _PRIVATE if (mark := chr(n)) not in text)


def _folded(text: str) -> str:
    """In small letters; a final sigma is one only at an end, which a part of the word may not have."""
    return text.lower().replace("ς", "σ")


def _token(pair: str) -> str:
    """A pair as letters that FTS5's tokenizer keeps whole, whatever the characters: emoji and marks by number."""
    return _ODD.sub(lambda odd: f"x{ord(odd[0]):x}x", pair)
