"""The appeals' documents in the search index, in the form that search_index gives them, made and written faster."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache

from hkdesk.store.pinyin import initials
from hkdesk.store.practice.bulk import BATCH
from hkdesk.store.practice.people import Firm
from hkdesk.store.search_index import grams, range_of

KIND = "ServiceRequest"


class Documents:
    """Documents on their way into the index, in batches.

    FTS5 takes a batch in one statement, in a thread beside: the driver lets go of the interpreter meanwhile, so that
    the next appeals are drawn at the same time. Nothing else may use the connection between `write` and `wait`.
    """

    def __init__(self, raw: sqlite3.Connection, beside: ThreadPoolExecutor) -> None:
        self._raw, self._beside = raw, beside
        self._last = range_of(KIND)[0]
        self._docs: list[tuple[int, str, bytes, str]] = []
        self._grams: list[str] = []
        self._writing: Future[None] | None = None

    @property
    def is_full(self) -> bool:
        return len(self._docs) >= BATCH

    def add(self, firm: Firm, title: str, number: str, content: str, contact: str, made: bytes) -> None:
        """Add an appeal's; what appeals share of it, and of its grams, is made once."""
        self._last += 1
        own = f"{number}\n{content}\n{contact}"
        name, by_name, by_title = firm.name, _spelled(firm.name), _spelled(title)
        text = "\n".join((name, title, firm.short_name, own, by_name, by_title))
        self._docs.append((self._last, KIND, made, text))
        found = (_grams(name), _grams(title), _grams(firm.short_name), grams(own), _grams(by_name), _grams(by_title))
        self._grams.append(" ".join(found))

    def write(self) -> None:
        """Write what waits; the index takes it beside."""
        self.wait()
        self._raw.executemany("INSERT INTO search_doc(rid, kind, entity_id, text) VALUES (?,?,?,?)", self._docs)
        if self._docs:
            self._writing = self._beside.submit(self._index, self._docs[0][0], self._grams)
        self._docs, self._grams = [], []

    def wait(self) -> None:
        """Until the connection is free again.

        Raises:
            sqlite3.Error: if the index refused what was written last.
        """
        if self._writing is not None:
            self._writing.result()
            self._writing = None

    def _index(self, first: int, found: list[str]) -> None:
        array = '["' + '","'.join(found) + '"]'  # grams have no character that JSON would escape
        self._raw.execute(
            "INSERT INTO search_fts(rowid, grams) SELECT ? + key, value FROM json_each(?)", (first, array)
        ).close()


@contextmanager
def documents(raw: sqlite3.Connection) -> Iterator[Documents]:
    """Documents to add to, all of them in the index at the end."""
    with ThreadPoolExecutor(1, "hkdesk-practice") as beside:
        found = Documents(raw, beside)
        yield found
        found.write()
        found.wait()


@lru_cache(maxsize=50_000)
def _spelled(text: str) -> str:
    """A text's initials, one a line."""
    return "\n".join(initials(text))


@lru_cache(maxsize=100_000)
def _grams(line: str) -> str:
    return grams(line)
