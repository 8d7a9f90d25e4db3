"""A long import tells how far it is, can be given up wherever it is, and leaves nothing where the disk is full."""

import sqlite3
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from hkdesk.domain.errors import Cancelled, DeskError
from hkdesk.exchange.ledgers.guess import best_guess
from hkdesk.exchange.ledgers.sheets import RawBook, RawSheet
from hkdesk.exchange.ledgers.taking_in import understood
from hkdesk.work.changes import redo, undo
from hkdesk.work.commands.enterprises import add_enterprise
from hkdesk.work.commands.imports import import_ledger, undo_import
from hkdesk.work.importing.writing import Source
from hkdesk.work.queries.import_plan import plan_import
from hkdesk.work.queries.imports import imports
from hkdesk.work.queries.records import resolve
from tests.work.test_undo import dump

ROWS = 3000
SOURCE = Source("名录.xlsx")


class Watching:
    """Keeps what it is told, and gives up after so many rows."""

    def __init__(self, give_up_at=None):
        self.told, self.give_up_at = [], give_up_at

    def __call__(self, rows):
        self.told.append(rows)
        if self.give_up_at is not None and rows >= self.give_up_at:
            raise Cancelled

    @property
    def rows_between(self):
        return max(after - before for before, after in pairwise([0, *self.told]))


def sheet(rows=ROWS):
    heads = ["企业名称", "主营业务", "企业地址", "联络员", "注册资本（万元）", "入园时间"]
    lines = [[f"云溪{n}号电子有限公司", f"电子元件{n}", f"工业大道{n}号", "陈一", n, "2026-03-05"] for n in range(rows)]
    return RawBook((RawSheet("企业台账", [heads, *lines]),), "xlsx")


def taken(book, report=lambda _: None):
    return understood(book, best_guess(book, "Enterprise").mapping, report=report).table


def planned(desk, table, report=lambda _: None):
    return desk.read(lambda reader: plan_import(reader, table, None, desk.today, report=report))


def everything(desk):
    """All that a desk holds, its log and its index with it."""

    def counts(c):
        tables = ("change", "search_doc", "search_dirty")
        return [c.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar() for table in tables]

    return dump(desk), desk.read(counts)


def test_understanding_planning_writing_and_taking_back_tell_how_far_they_are(desk):
    steps = [Watching() for _ in range(4)]
    table = taken(sheet(), steps[0])
    plan = planned(desk, table, steps[1])
    desk.do(import_ledger, plan, plan.writable, SOURCE, report=steps[2])
    desk.do(undo_import, desk.read(imports)[0].id, report=steps[3])
    for step in steps:
        assert step.told == sorted(step.told)
        assert step.told[-1] >= ROWS
        assert step.rows_between <= 1000


@pytest.mark.parametrize("at", [0, 1000])
def test_understanding_and_planning_are_given_up(desk, at):
    with pytest.raises(Cancelled):
        taken(sheet(), Watching(at))
    with pytest.raises(Cancelled):
        planned(desk, taken(sheet()), Watching(at))


@pytest.mark.parametrize("at", [0, 1000, ROWS])
def test_an_import_that_is_given_up_leaves_nothing_and_can_begin_again(desk, at):
    plan = planned(desk, taken(sheet()))
    before = everything(desk)
    with pytest.raises(Cancelled):
        desk.do(import_ledger, plan, plan.writable, SOURCE, report=Watching(at))
    assert everything(desk) == before
    assert desk.do(import_ledger, plan, plan.writable, SOURCE).result.new == ROWS


@pytest.mark.parametrize("at", [0, 1000, ROWS])
def test_taking_back_that_is_given_up_changes_nothing(desk, at):
    plan = planned(desk, taken(sheet()))
    desk.do(import_ledger, plan, plan.writable, SOURCE)
    before = everything(desk)
    (one,) = desk.read(imports)
    with pytest.raises(Cancelled):
        desk.do(undo_import, one.id, report=Watching(at))
    assert everything(desk) == before
    assert desk.do(undo_import, one.id).result == []


def test_a_long_import_is_taken_back_and_brought_again_by_undo_and_redo(desk):
    plan = planned(desk, taken(sheet()))
    before = dump(desk)
    desk.do(import_ledger, plan, plan.writable, SOURCE)
    with_it = dump(desk)
    desk.do(undo)
    assert dump(desk) == before
    desk.do(redo)
    assert dump(desk) == with_it


def fill_disk(desk, spare_pages):
    """Let the database grow by so many pages and no more, as on a disk that is nearly full."""
    raw = desk._file.writer.raw_connection()
    try:
        pages = raw.cursor().execute("PRAGMA page_count").fetchone()[0]
        raw.cursor().execute(f"PRAGMA max_page_count={pages + spare_pages}").fetchone()
    finally:
        raw.close()


@pytest.mark.parametrize("spare_pages", [0, 20, 200])
def test_a_disk_that_fills_in_the_middle_leaves_nothing(desk, spare_pages):
    plan = planned(desk, taken(sheet()))
    before = everything(desk)
    fill_disk(desk, spare_pages)
    with pytest.raises(DeskError, match="The disk is full or failing") as refusal:
        desk.do(import_ledger, plan, plan.writable, SOURCE)
    assert "nothing was saved" in str(refusal.value)
    assert everything(desk) == before
    assert desk.read(lambda c: c.exec_driver_sql("PRAGMA integrity_check").scalar()) == "ok"
    fill_disk(desk, 100_000)
    assert desk.do(import_ledger, plan, plan.writable, SOURCE).result.new == ROWS
    desk.do(add_enterprise, {"name": "后来企业"})
    assert desk.read(resolve, "Enterprise", "后来企业")


def test_a_file_that_may_not_grow_leaves_nothing(desk_folder):
    """The same, with the system itself refusing: the log of the database stops at a size in the middle."""
    pytest.importorskip("resource")
    command = [sys.executable, "-c", IN_A_SMALL_FILE, str(desk_folder)]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.split("|")[0] == "The disk is full or failing", done.stderr[-2000:]
    base = sqlite3.connect(desk_folder / "hkdesk.db")
    try:
        assert base.execute("SELECT count(*) FROM enterprise WHERE name LIKE '云溪%'").fetchone() == (0,)
        assert base.execute("SELECT count(*) FROM ledger_import").fetchone() == (0,)
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        base.close()


IN_A_SMALL_FILE = """
import resource, signal, sys
from pathlib import Path
from hkdesk.domain.errors import DeskError
from hkdesk.store.desk_file import open_desk_file
from hkdesk.work.commands.imports import import_ledger
from hkdesk.work.importing.writing import Source
from hkdesk.work.desk import Desk
from tests.work.test_import_under_way import planned, sheet, taken

desk = Desk(open_desk_file(Path(sys.argv[1]), officer="李敏"))
plan = planned(desk, taken(sheet()))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
size = desk.database.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    desk.do(import_ledger, plan, plan.writable, Source("a.xlsx"))
except DeskError as error:
    print(str(error).replace(" (", "|", 1))
"""
