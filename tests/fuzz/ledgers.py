"""Takes mutated ledgers in by the thousand: the desk may refuse each, and may not fall over, wait or keep a part.

python -m tests.fuzz.ledgers [--count N] [--seed N] [--folder DIR]
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from datetime import time as clock
from pathlib import Path

import psutil
from sqlalchemy import func, select

from hkdesk.bundled import bundled
from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.guess import Known, best_guess
from hkdesk.exchange.ledgers.reading import Reader
from hkdesk.exchange.ledgers.sheets import RawBook
from hkdesk.exchange.ledgers.taking_in import understood
from hkdesk.store.desk_file import open_desk_file
from hkdesk.tables.all import table_of
from hkdesk.wording import refusal
from hkdesk.work.commands.imports import import_ledger, undo_import
from hkdesk.work.desk import Desk
from hkdesk.work.importing.writing import Source
from hkdesk.work.queries.import_plan import plan_import
from hkdesk.work.queries.imports import imports
from tests.exchange.ledgers.offices import OFFICES, PASSWORD, make
from tests.fuzz.mutations import mutated

HANG_S = 30.0
WORKERS = 2
PARKS = ("洪江市高新区", "洪江区高新区")
TAKEN = ("Enterprise", "Project", "ServiceRequest", "Qualification", "Visit", "Officer", "Provider", "ProgressReport")
CELLS = (str, int, float, date, clock, timedelta, type(None))


@dataclass
class Outcome:
    """What became of the files.

    Args:
        faults: what must not be: anything raised that is no refusal, and what took too long.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest_s: float = 0.0

    def add(self, other: "Outcome") -> None:
        self.outcomes += other.outcomes
        self.faults += other.faults
        self.slowest_s = max(self.slowest_s, other.slowest_s)


def run(numbers: Iterable[int], seed: int, folder: Path) -> Outcome:
    """Mutate and read the files of these numbers; those that make a fault stay in the folder."""
    samples = {name: make(folder, name).read_bytes() for name in OFFICES}
    numbers = list(numbers)
    shares = [numbers[share::WORKERS] for share in range(WORKERS)]
    places = [folder / str(share) for share in range(WORKERS)]
    whole = Outcome()
    with ExitStack() as stack, ThreadPoolExecutor(WORKERS) as pool:
        desks = [stack.enter_context(_desk(place / "desk")) for place in places]
        for part in pool.map(lambda *one: _share(samples, *one, seed), shares, places, desks):
            whole.add(part)
    return whole


def _share(samples: dict[str, bytes], numbers: list[int], folder: Path, desk: Desk, seed: int) -> Outcome:
    found = Outcome()
    with Reader(silence_s=HANG_S - 5) as reader:
        for number, name, data in _files(samples, numbers, seed):
            path = folder / f"{number}-{name}"
            path.write_bytes(data)
            begun, before = time.monotonic(), len(found.faults)
            found.outcomes[_read(reader, desk, path, f"{number} {name}", found.faults)] += 1
            took = time.monotonic() - begun
            found.slowest_s = max(found.slowest_s, took)
            if took > HANG_S:
                found.faults.append(f"{number} {name}: {took:.1f} s")
            if len(found.faults) == before:
                path.unlink()
    return found


def _files(samples: dict[str, bytes], numbers: list[int], seed: int) -> Iterator[tuple[int, str, bytes]]:
    for number in numbers:
        chance = random.Random(f"{seed} {number}")
        name = chance.choice(sorted(samples))
        yield number, name, mutated(chance, samples[name])


def _read(reader: Reader, desk: Desk, path: Path, what: str, faults: list[str]) -> str:
    try:
        return _taken_in(desk, _looked_through(reader.read(path, password=PASSWORD)), path)
    except DeskError as error:
        said = refusal(error).replace(path.name, "…")
        if not said.endswith("."):
            faults.append(f"{what}: {said}")
        return f"refused: {said[:60]}"
    except Exception as error:  # noqa: BLE001 (this is what is looked for)
        faults.append(f"{what}: {error!r}")
        return "fell over"


def _looked_through(book: RawBook) -> RawBook:
    """Every cell, as whoever takes the ledger in would look at it."""
    for sheet in book.sheets:
        if not all(isinstance(cell, CELLS) for row in sheet.rows for cell in row):
            raise TypeError("a cell of no kind")
        if any(area.first_row > area.last_row or area.first_row < 0 for area in sheet.merged):
            raise ValueError("a merged area that is none")
    return book


def _taken_in(desk: Desk, book: RawBook, path: Path) -> str:
    """What comes of it: understood, planned, written whole and taken back whole."""
    found = understood(book, best_guess(book, known=Known(path.name, PARKS)).mapping)
    plan = desk.read(lambda reader: plan_import(reader, found.table, None, desk.today, marks=found.marks))
    before = _held(desk)
    try:
        if plan.writable:
            try:
                desk.do(import_ledger, plan, plan.writable, Source(path.name))
            except DeskError as error:
                raise ValueError(f"what is planned is refused: {refusal(error)}") from error
            one = max(desk.read(imports), key=lambda each: each.at)
            if desk.do(undo_import, one.id).result:
                raise ValueError("taking it back keeps something")
    finally:
        if _held(desk) != before:
            raise ValueError("a part of it stays")
    return f"taken in as {plan.kind}" if plan.writable else f"no row of {plan.kind} to be written"


def _held(desk: Desk) -> dict[str, int]:
    """How many records of each kind there are."""
    counted = {kind: select(func.count()).select_from(table_of(kind)) for kind in TAKEN}
    return desk.read(lambda reader: {kind: reader.execute(asked).scalar_one() for kind, asked in counted.items()})


@contextmanager
def _desk(folder: Path) -> Iterator[Desk]:
    folder.parent.mkdir(exist_ok=True)
    desk = Desk(open_desk_file(folder, officer="李敏", seeds=bundled("seeds")))
    try:
        yield desk
    finally:
        desk.close()


def main() -> int:
    """0, or 1 where something fell over or took too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where files that make a fault are left; mostly a new one")
    args = parser.parse_args()
    begun = time.monotonic()
    folder = args.folder or Path(tempfile.mkdtemp(prefix="hkdesk-fuzz-"))
    folder.mkdir(exist_ok=True, parents=True)
    found = run(range(args.count), args.seed, folder)
    for outcome, count in found.outcomes.most_common():
        print(f"{count:7}  {outcome}")
    memory = psutil.Process().memory_info().rss / 1e6
    print(
        f"{args.count} files in {time.monotonic() - begun:.0f} s; the slowest {found.slowest_s:.1f} s; "
        f"the desk's own process holds {memory:.0f} MB; {len(found.faults)} faults"
    )
    for fault in found.faults:
        print(fault)
    if not found.faults:
        shutil.rmtree(folder)
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
