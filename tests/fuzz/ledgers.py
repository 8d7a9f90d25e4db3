"""Reads mutated ledgers by the thousand: the desk may refuse each, and may neither fall over nor wait.

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
from dataclasses import dataclass, field
from datetime import date, timedelta
from datetime import time as clock
from pathlib import Path

import psutil

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.reading import Reader
from hkdesk.exchange.ledgers.sheets import RawBook
from hkdesk.wording import refusal
from tests.exchange.ledgers.offices import OFFICES, PASSWORD, make
from tests.fuzz.mutations import mutated

HANG_S = 30.0
WORKERS = 2
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
    shares = [(share, numbers[share::WORKERS]) for share in range(WORKERS)]
    whole = Outcome()
    with ThreadPoolExecutor(WORKERS) as pool:
        for part in pool.map(lambda one: _share(samples, one[1], seed, folder / f"{one[0]}"), shares):
            whole.add(part)
    return whole


def _share(samples: dict[str, bytes], numbers: list[int], seed: int, folder: Path) -> Outcome:
    found = Outcome()
    folder.mkdir(exist_ok=True)
    with Reader(silence_s=HANG_S - 5) as reader:
        for number, name, data in _files(samples, numbers, seed):
            path = folder / f"{number}-{name}"
            path.write_bytes(data)
            begun, before = time.monotonic(), len(found.faults)
            found.outcomes[_read(reader, path, f"{number} {name}", found.faults)] += 1
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


def _read(reader: Reader, path: Path, what: str, faults: list[str]) -> str:
    try:
        return _looked_through(reader.read(path, password=PASSWORD))
    except DeskError as error:
        said = refusal(error).replace(path.name, "…")
        if not said.endswith("."):
            faults.append(f"{what}: {said}")
        return f"refused: {said[:60]}"
    except Exception as error:  # noqa: BLE001 (this is what is looked for)
        faults.append(f"{what}: {error!r}")
        return "fell over"


def _looked_through(book: RawBook) -> str:
    """Every cell, as whoever takes the ledger in would look at it."""
    for sheet in book.sheets:
        if not all(isinstance(cell, CELLS) for row in sheet.rows for cell in row):
            raise TypeError("a cell of no kind")
        if any(area.first_row > area.last_row or area.first_row < 0 for area in sheet.merged):
            raise ValueError("a merged area that is none")
    return "read"


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
