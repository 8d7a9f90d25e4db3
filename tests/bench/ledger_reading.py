"""A ledger of 100,000 × 20 cells is read, as the desk reads it and by calamine alone.

`ours` prints the seconds until all rows are there and have been looked at, the peak of both processes in MB, the ms to
the first hundred rows, and the ms that giving up takes; `bare` prints its seconds and its peak.

python -m tests.bench.ledger_reading STARTED ours|bare FILE
python -m tests.bench.ledger_reading STARTED both ROWS FOLDER
"""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

import psutil
import xlsxwriter
from python_calamine import CalamineWorkbook

from hkdesk.domain.errors import Cancelled
from hkdesk.exchange.ledgers.reading import read_book, read_first
from hkdesk.exchange.ledgers.reports import Report
from tests.bench.measure import in_turn, run, timed

COLUMNS, ROUNDS, FIRST_ROWS = 20, 3, 100
SAMPLE_S = 0.02
GIVEN_UP_S = 0.5  # after this, in the middle of calamine's work


def write_ledger(path: Path, rows: int) -> None:
    """Texts, whole numbers, amounts and days in turn; the texts shared as Excel shares them."""
    book = xlsxwriter.Workbook(str(path))
    sheet, day = book.add_worksheet("台账"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [f"列{n}" for n in range(COLUMNS)])
    for row in range(1, rows):
        for column in range(0, COLUMNS, 4):
            sheet.write_string(row, column, f"企业{row}的第{column}项")
            sheet.write_number(row, column + 1, row + column)
            sheet.write_number(row, column + 2, row + 0.5)
            sheet.write_datetime(row, column + 3, date(2026, 1, 1) + timedelta(row % 300), day)
    book.close()


def ours(path: Path) -> list[float]:
    with peak_mb() as peak:
        took = timed(lambda: sum(len(row) for sheet in read_book(path).sheets for row in sheet.rows))
    first = timed(lambda: read_first(path, FIRST_ROWS)) * 1000
    return [took, peak(), first, given_up(lambda report: read_book(path, report=report)) * 1000]


def bare(path: Path) -> list[float]:
    with peak_mb() as peak:
        took = timed(lambda: CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False))
    return [took, peak()]


def given_up(work: Callable[[Report], object]) -> float:
    """Seconds from the moment at which the officer gives some work up until it has ended."""
    begun = time.perf_counter()

    def report(_: int) -> None:
        if time.perf_counter() - begun > GIVEN_UP_S:
            raise Cancelled

    try:
        work(report)
    except Cancelled:
        return time.perf_counter() - begun - GIVEN_UP_S
    raise AssertionError("it was done before it could be given up")


@contextmanager
def peak_mb() -> Iterator[Callable[[], float]]:
    """The most that this process and its children hold together meanwhile, in MB."""
    this, seen, ended = psutil.Process(), [0.0], threading.Event()

    def watch() -> None:
        children: list[psutil.Process] = []
        while not ended.wait(SAMPLE_S):
            children = children or this.children()  # to look for them is slow
            with suppress(psutil.NoSuchProcess):
                seen.append(sum(process.memory_info().rss for process in (this, *children)) / 1e6)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield lambda: max(seen)
    finally:
        ended.set()
        thread.join()


def both(rows: int, folder: Path) -> tuple[list[float], list[float]]:
    """Medians of both, in turn, on one file."""
    path = folder / f"ledger-{rows}.xlsx"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_ledger(path, rows)
    by_calamine, by_desk = in_turn(
        ROUNDS, lambda: run("ledger_reading", "bare", str(path)), lambda: run("ledger_reading", "ours", str(path))
    )
    return by_desk, by_calamine


if __name__ == "__main__":
    match sys.argv[2:]:
        case ["both", rows, folder]:
            print(*(number for numbers in both(int(rows), Path(folder)) for number in numbers))
        case [mode, file]:
            print(*(ours if mode == "ours" else bare)(Path(file)))
