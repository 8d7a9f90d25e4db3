"""Windows of the ledger and two-character searches, each beside the same by the plain driver."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

from hkdesk.store.search_index import like_patterns, match_expression, range_of
from hkdesk.work.desk import Desk
from hkdesk.work.queries import ledger
from hkdesk.work.queries.requests import LEDGER
from hkdesk.work.queries.search import find_kind
from tests.bench.measure import percentile, timed

ROWS, ROUNDS, HITS = 200, 60, 50
RAW_ROWS = (
    "SELECT r.id, r.number, r.received_on, r.channel, e.name, r.category, r.title, r.state, p.name, r.due_on, "
    "r.due_is_certain, r.replied_on, r.closed_on, c.locator, c.standing FROM service_request r "
    "JOIN enterprise e ON e.id = r.enterprise_id LEFT JOIN provider p ON p.id = r.lead_provider_id "
    "LEFT JOIN citation c ON c.row = r.id AND c.field = '' WHERE r.id IN ({marks})"
)
RAW_SEARCH = (
    "SELECT d.entity_id, d.text FROM search_fts f JOIN search_doc d ON d.rid = f.rowid WHERE search_fts MATCH ? "
    "AND f.rowid BETWEEN ? AND ? AND d.text LIKE ? ESCAPE '\\' ORDER BY f.rowid DESC LIMIT ?"
)
WORDS = (
    "用工",
    "贷款",
    "厂房",
    "电力",
    "环评",
    "物流",
    "补贴",
    "融资",
    "备案",
    "招聘",
    "车间",
    "科技",
    "公司",
    "租金",
    "危废",
)


def windows(desk: Desk, keys: bytes) -> tuple[float, float]:
    """p95 seconds of a random window of 200 rows: the ledger's, the plain driver's."""
    chooser = random.Random(7)
    marks = ",".join("?" * ROWS)
    ours: list[float] = []
    raw: list[float] = []
    with closing(sqlite3.connect(desk.database)) as plain:
        for turn in range(ROUNDS + 5):
            chosen = [keys[16 * n : 16 * n + 16] for n in chooser.sample(range(len(keys) // 16), ROWS)]
            first = timed(lambda chosen=chosen: plain.execute(RAW_ROWS.format(marks=marks), chosen).fetchall())  # type: ignore[misc]
            chosen = [keys[16 * n : 16 * n + 16] for n in chooser.sample(range(len(keys) // 16), ROWS)]
            second = timed(lambda chosen=chosen: desk.read(ledger.rows, LEDGER, chosen, desk.today))  # type: ignore[misc]
            if turn >= 5:
                raw.append(first)
                ours.append(second)
    return percentile(ours, 95), percentile(raw, 95)


def searches(desk: Desk) -> tuple[float, float]:
    """p95 seconds of a two-character search: the desk's, the raw index query with its verification."""
    first, last = range_of("ServiceRequest")
    ours: list[float] = []
    raw: list[float] = []
    with closing(sqlite3.connect(desk.database)) as plain:
        for turn in range(6):
            for word in WORDS:
                asked = (match_expression(word), first, last, like_patterns(word)[0], HITS)
                one = timed(lambda asked=asked: plain.execute(RAW_SEARCH, asked).fetchall())  # type: ignore[misc]
                two = timed(lambda word=word: desk.read(find_kind, "ServiceRequest", word, HITS))  # type: ignore[misc]
                if turn:
                    raw.append(one)
                    ours.append(two)
    return percentile(ours, 95), percentile(raw, 95)


def all_keys(desk: Desk) -> bytes:
    """The keys of every appeal."""
    return b"".join(desk.stream(ledger.all_keys, LEDGER, ledger.View(), desk.today))


def open_for_reading(folder: Path) -> Desk:
    """The desk, read only."""
    from hkdesk.app import open_desk

    return open_desk(folder, to_write=False)
