"""A ledger of 100,000 enterprises × 20 columns is read, checked and written; its rows by calamine and sqlite3 alone.

`ours` prints the seconds that it takes, the peak of both processes in MB, the seconds and the peak of taking it back,
the ms to the first hundred rows of the preview, then the seconds of reading, understanding, planning and writing;
`given_up` the ms that giving up takes in each of these; `bare` its seconds.

python -m tests.bench.taking_in STARTED ours|given_up|bare FILE
python -m tests.bench.taking_in STARTED all ROWS FOLDER
"""

import gc
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook
from stdnum.cn import uscc

from hkdesk.domain.identity import organisation_check
from hkdesk.exchange.ledgers.guess import Known, best_guess
from hkdesk.exchange.ledgers.reading import read_book, read_first
from hkdesk.exchange.ledgers.reports import Report, unheard
from hkdesk.exchange.ledgers.sheets import RawBook
from hkdesk.exchange.ledgers.taking_in import TakenIn, understood
from hkdesk.store.desk_file import open_desk_file
from hkdesk.tables.park import Park
from hkdesk.work.commands.imports import import_ledger, undo_import
from hkdesk.work.desk import Desk
from hkdesk.work.importing.rows import ImportPlan
from hkdesk.work.importing.writing import Source
from hkdesk.work.queries.import_plan import plan_import
from hkdesk.work.queries.imports import imports
from tests.bench.ledger_reading import given_up, peak_mb
from tests.bench.measure import in_turn, run, timed

ROUNDS, FIRST_ROWS = 1, 100
HEADINGS = (
    *("序号", "企业名称", "企业简称", "统一社会信用代码", "注册号", "所属园区", "行业代码", "主营业务", "企业地址"),
    *("法定代表人", "联系人", "联系电话", "是否规上", "联络员", "入园时间", "备注", "登记机关", "注册资本", "从业人数"),
    "网址",
)
PARK = "洪江市高新区"


def write_ledger(path: Path, rows: int) -> None:
    """Invented enterprises: names, codes and phones that differ, words and days that recur."""
    book = xlsxwriter.Workbook(str(path))
    sheet, day = book.add_worksheet("企业台账"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADINGS)
    for n in range(rows):
        for column, cell in enumerate(_row(n)):
            if isinstance(cell, date):
                sheet.write_datetime(n + 1, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
            else:
                sheet.write(n + 1, column, cell)
    book.close()


def _row(n: int) -> list[Any]:
    trade = ("新材料", "电子", "食品", "生物", "机械", "竹木", "物流", "陶瓷")[n % 8]
    return [
        n + 1,
        f"湖南云溪{n}号{trade}有限公司",
        f"云溪{n}号{trade}",
        _uscc(n),
        f"{431200000000000 + n}",
        "洪江市高新区",
        f"C{2600 + n % 90}",
        f"{trade}的研发、生产与销售，年产{n % 900}吨",
        f"高新区工业大道{n % 3000}号{n % 20}栋",
        ("王建国", "李红梅", "陈志强", "杨晓燕", "周海波")[n % 5],
        ("张伟", "刘洋", "黄丽", "吴刚")[n % 4],
        f"138{n % 100_000_000:08}",
        "是" if n % 3 else "否",
        ("陈一", "李敏", "赵强")[n % 3],
        date(2019, 1, 1) + timedelta(n % 2500),
        f"第{n % 700}批入园" if n % 2 else "",
        "洪江市市场监督管理局",
        n % 5000 + 0.5,
        n % 800,
        f"www.yunxi{n}.example",
    ]


def _uscc(n: int) -> str:
    body = f"{n:08}"
    code = f"91431281{body}{organisation_check(body)}"
    return str(code + uscc.calc_check_digit(code))


def ours(path: Path) -> list[float]:
    with _empty_desk() as desk:
        with peak_mb() as peak:
            marks = [perf_counter()]
            book = read_book(path)
            marks.append(perf_counter())
            found = _understood(book, path)
            marks.append(perf_counter())
            plan = _plan(desk, found)
            marks.append(perf_counter())
            done = desk.do(import_ledger, plan, plan.writable, Source(path.name)).result
            marks.append(perf_counter())
        assert done.new == len(found.table.rows) > 0
        phases = [after - before for before, after in pairwise(marks)]
        taken, at_most = sum(phases), peak()
        del book, found, plan
        (one,) = desk.read(imports)
        with peak_mb() as peak:
            undone = timed(lambda: desk.do(undo_import, one.id))
        first = timed(lambda: _plan(desk, _understood(read_first(path, FIRST_ROWS), path))) * 1000
        return [taken, at_most, undone, peak(), first, *phases]


def each_given_up(path: Path) -> list[float]:
    with _empty_desk() as desk:
        reading = given_up(lambda report: read_book(path, report=report))
        book = read_book(path)
        understanding = given_up(lambda report: _understood(book, path, report))
        found = _understood(book, path)
        planning = given_up(lambda report: _plan(desk, found, report))
        plan = _plan(desk, found)
        rows, source = plan.writable, Source(path.name)
        writing = given_up(lambda report: desk.do(import_ledger, plan, rows, source, report=report))
        assert not desk.read(imports)
        desk.do(import_ledger, plan, rows, source)
        (one,) = desk.read(imports)
        undoing = given_up(lambda report: desk.do(undo_import, one.id, report=report))
        assert desk.read(imports)
        return [ms * 1000 for ms in (reading, understanding, planning, writing, undoing)]


def bare(path: Path) -> list[float]:
    with TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "bare.db")) as base:
        base.execute(f"CREATE TABLE ledger ({', '.join(f'c{n}' for n in range(len(HEADINGS)))})")
        marks = ",".join("?" * len(HEADINGS))

        def take_in() -> None:
            rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
            bound = [[c.isoformat() if isinstance(c, date) else c for c in row] for row in rows[1:]]
            with base:
                base.executemany(f"INSERT INTO ledger VALUES ({marks})", bound)

        return [timed(take_in)]


def _understood(book: RawBook, path: Path, report: Report = unheard) -> TakenIn:
    return understood(book, best_guess(book, "Enterprise", "", Known(path.name, (PARK,))).mapping, report=report)


def _plan(desk: Desk, found: TakenIn, report: Report = unheard) -> ImportPlan:
    def plan(reader: Any) -> ImportPlan:
        return plan_import(reader, found.table, None, desk.today, marks=found.marks, report=report)

    return desk.read(plan)


@contextmanager
def _empty_desk() -> Iterator[Desk]:
    """A desk with a park and nothing in it; Python does not collect garbage by itself, as it does not in the window."""

    def found_park(uow: Any) -> None:
        uow.session.add(Park(name=PARK, full_name="洪江市高新技术产业开发区", code="HJS", division_code="431281"))

    gc.disable()
    with TemporaryDirectory() as folder:
        desk = Desk(open_desk_file(Path(folder), officer="李敏"))
        try:
            desk.do(found_park)
            yield desk
        finally:
            desk.close()


def all_of_it(rows: int, folder: Path) -> tuple[list[float], list[float], list[float]]:
    """The medians of ours and of bare, in turn, on one file; and what giving up takes."""
    path = folder / f"enterprises-{rows}.xlsx"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_ledger(path, rows)
    by_bare, by_desk = in_turn(
        ROUNDS, lambda: run("taking_in", "bare", str(path)), lambda: run("taking_in", "ours", str(path))
    )
    return by_desk, by_bare, run("taking_in", "given_up", str(path))


if __name__ == "__main__":
    match sys.argv[2:]:
        case ["all", rows, folder]:
            print(*(number for numbers in all_of_it(int(rows), Path(folder)) for number in numbers))
        case [mode, file]:
            print(*{"ours": ours, "given_up": each_given_up, "bare": bare}[mode](Path(file)))
