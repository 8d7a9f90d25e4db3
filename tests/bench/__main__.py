"""`make bench`: ratios, each pair in one run, on a practice desk of a million appeals.

python -m tests.bench [--requests N] [--folder DIR] [--rounds N]
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from hkdesk.bundled import bundled
from hkdesk.store.desk_file import open_desk_file
from tests.bench.measure import in_turn, run

LIMITS = {"board of 5,000 shown, ms": 300, "a card moved, ms": 50, "scroll frame of the board, ms": 16}
IN_WINDOW = ("reading", "scrolling meanwhile", "looking", "correcting", "writing")
os.environ["QT_QPA_PLATFORM"] = "offscreen"


def main() -> int:
    """Measure, and print one line a figure: what, ours, the floor's, the ratio, the limit, kept or missed."""
    args = _arguments()
    folder = args.folder or Path("out") / f"bench-{args.requests}"
    if not (folder / "hkdesk.db").exists():
        _fill(folder, args.requests)
    print(f"practice desk of {args.requests:,} appeals; {args.rounds} rounds in turn; medians, or p95 where said")
    _line("", "desk", "floor", "ratio", "limit", "")
    _windows(folder, args.rounds)
    _reading(folder)
    _figures(folder)
    _lists(folder)
    _stalls(folder)
    _stepping(folder)
    _board(folder)
    _panning(folder)
    _filling(folder)
    _paper(folder)
    _ledger(folder)
    _taking_in(folder)
    _import_window(folder)
    return 0


def _windows(folder: Path, rounds: int) -> None:
    bare, desk = in_turn(rounds, lambda: run("bare_window"), lambda: run("desk_window", str(folder)))
    _ratio("window visible, s", desk[0], bare[0], 1.15)
    _ratio("first page of the ledger, s", desk[1], bare[0], 3.0)
    more = desk[2] - bare[1]
    _line("memory, MB", f"{desk[2]:.0f}", f"{bare[1]:.0f}", f"+{more:.0f}", "+120", _kept(more <= 120))


def _reading(folder: Path) -> None:
    from tests.bench import reading

    desk = reading.open_for_reading(folder)
    try:
        ours, raw = reading.windows(desk, reading.all_keys(desk))
        _ratio("random window of 200 rows, p95 ms", ours * 1000, raw * 1000, 4.0)
        ours, raw = reading.searches(desk)
        _ratio("two-character search, p95 ms", ours * 1000, raw * 1000, 2.0)
        _line("two-character search, p95 ms", f"{ours * 1000:.2f}", "", "", "30", _kept(ours * 1000 <= 30))
    finally:
        desk.close()


def _figures(folder: Path) -> None:
    from tests.bench import figures, reading

    desk = reading.open_for_reading(folder)
    try:
        for is_one_park, name in ((True, "one park"), (False, "all parks")):
            found = figures.measure(desk, is_one_park=is_one_park)
            _line(f"a year of appeals, {name}, s", f"{found.year:.2f}", "", "", "1", _kept(found.year <= 1))
            _ratio(f"… beside last year, {name}, s", found.whole, found.raw, 1.0)
    finally:
        desk.close()


def _lists(folder: Path) -> None:
    from tests.bench import lists, reading

    desk = reading.open_for_reading(folder)
    try:
        officer = lists.busiest(desk)
        _bound("slowest chip and sort, first rows, ms", *lists.worst(desk, lists.whole_views(desk)), 150)
        _bound("slowest filter and sort, first rows, ms", *lists.worst(desk, lists.narrowed_views(desk)), 150)
        _bound("Today, ms", *lists.todays(desk, ""), 300)
        _bound("Today of one officer, ms", *lists.todays(desk, officer), 300)
        _line("all keys and the count, ms", f"{lists.every_key(desk) * 1000:.0f}", "", "", "", "")
    finally:
        desk.close()


def _stepping(folder: Path) -> None:
    median, _ = run("stepping", str(folder))
    _line("a state changed, to the repaint, ms", f"{median:.1f}", "", "", "50", _kept(median <= 50))


def _bound(what: str, ours: float, floor: float, limit_ms: int) -> None:
    ms = ours * 1000
    _line(what, f"{ms:.1f}", f"{floor * 1000:.1f}", f"{ours / floor:.2f}", str(limit_ms), _kept(ms <= limit_ms))


def _stalls(folder: Path) -> None:
    worst = run("stalls", str(folder))
    for name, ms in zip(("scrolling", "sorting", "searching"), worst, strict=True):
        _line(f"longest stall while {name}, ms", f"{ms:.1f}", "", "", "60", _kept(ms <= 60))


def _board(folder: Path) -> None:
    for (what, limit), ms in zip(LIMITS.items(), run("board", str(folder)), strict=True):
        _line(what, f"{ms:.1f}", "", "", str(limit), _kept(ms <= limit))


def _panning(folder: Path) -> None:
    frames, slowest, reading = run("panning", str(folder))
    name = "timeline, 5,000 projects × 10: frames/s"
    _line(name, f"{frames:.0f}", "", "", "30", _kept(frames >= 30))
    _line("slowest frame while panning, ms", f"{slowest:.1f}", "", "", "60", _kept(slowest <= 60))
    _line("timeline read, ms", f"{reading:.0f}", "", "", "1000", _kept(reading <= 1000))


def _filling(folder: Path) -> None:
    from tests.bench import filling

    known, new, bare = filling.all_of_it(folder)
    _line("a template filled in again, ms", f"{known * 1000:.1f}", "", "", "20", _kept(known <= 0.02))
    _ratio("… one just changed, by Jinja alone, s", new, bare, 2.0)


def _paper(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as here:
        seconds, peak, _ = run("paper", "10000", here)
        floor = run("libreoffice", "10000", here)
        if floor:
            _ratio("10,000 × 12 as PDF, by LibreOffice, s", seconds, floor[0], 0.4)
        else:
            print("LibreOffice is not installed: no ratio for the PDF of a ledger")
        _line("… its memory, MB", f"{peak:.0f}", "", "", "100", _kept(peak <= 100))
        seconds, peak, longest = run("paper", "100000", here)
        _line("100,000 × 12 as PDF, s", f"{seconds:.1f}", "", "", "", "")
        _line("… its memory, MB", f"{peak:.0f}", "", "", "250", _kept(peak <= 250))
        _line("… longest until it is given up, ms", f"{longest:.0f}", "", "", "200", _kept(longest <= 200))
        ours, bare = run("workbooks", "100000", here)
        _ratio("100,000 × 20 as workbook, s", ours, bare, 1.1)
    first, pages, counting, writing, given_up = run("previewing", str(folder))
    _line(f"first page of {pages:,.0f} and more, ms", f"{first:.0f}", "", "", "200", _kept(first <= 200))
    for name, ms in (("counting pages", counting), ("a PDF is written", writing)):
        _line(f"longest stall while {name}, ms", f"{ms:.1f}", "", "", "60", _kept(ms <= 60))
    _line("a PDF under way given up, ms", f"{given_up:.0f}", "", "", "200", _kept(given_up <= 200))


def _ledger(folder: Path) -> None:
    from tests.bench import ledger_reading

    ours, bare = ledger_reading.both(100_000, folder)
    _ratio("ledger of 100,000 × 20 read, s", ours[0], bare[0], 3.0)
    _line("… both processes, MB", f"{ours[1]:.0f}", f"{bare[1]:.0f}", "", "500", _kept(ours[1] <= 500))
    _line("… first 100 rows, ms", f"{ours[2]:.0f}", "", "", "1000", _kept(ours[2] <= 1000))
    _line("… given up, ms", f"{ours[3]:.0f}", "", "", "200", _kept(ours[3] <= 200))


def _taking_in(folder: Path) -> None:
    from tests.bench import taking_in

    ours, bare, given_up = taking_in.all_of_it(100_000, folder)
    whole, peak, undone, undo_peak, first, *phases = ours
    _ratio("ledger of 100,000 × 20 taken in, s", whole, bare[0], 3.0)
    parts = ("reading", "understanding", "planning", "writing", "taking back")
    for name, seconds in zip(parts, phases, strict=False):
        _line(f"… of which {name}, s", f"{seconds:.2f}", "", "", "", "")
    _line("… both processes, MB", f"{peak:.0f}", "", "", "500", _kept(peak <= 500))
    _line("… first 100 rows planned, ms", f"{first:.0f}", "", "", "1000", _kept(first <= 1000))
    for name, ms in zip(parts, given_up, strict=True):
        _line(f"… {name} given up, ms", f"{ms:.0f}", "", "", "200", _kept(ms <= 200))
    _line("… taken back, s", f"{undone:.2f}", "", "", "", "")
    _line("… its memory, MB", f"{undo_peak:.0f}", "", "", "500", _kept(undo_peak <= 500))


def _import_window(folder: Path) -> None:
    from tests.bench import taking_in

    ledger = folder / "enterprises-window.xlsx"
    if not ledger.exists():
        taking_in.write_ledger(ledger, 100_000)
    with tempfile.TemporaryDirectory() as empty:
        open_desk_file(Path(empty), seeds=bundled("seeds")).close()
        first, whole, *stalls = run("import_window", empty, str(ledger))
    _line("ledger of 100,000 × 20 shown, first rows, ms", f"{first:.0f}", "", "", "1000", _kept(first <= 1000))
    _line("… all rows, ms", f"{whole:.0f}", "", "", "", "")
    for name, ms in zip(IN_WINDOW, stalls, strict=True):
        _line(f"… stall while {name}, ms", f"{ms:.1f}", "", "", "60", _kept(ms <= 60))


def _ratio(what: str, ours: float, floor: float, limit: float) -> None:
    _line(what, f"{ours:.3f}", f"{floor:.3f}", f"{ours / floor:.2f}", f"{limit:.2f}", _kept(ours / floor <= limit))


def _line(what: str, ours: str, floor: str, ratio: str, limit: str, kept: str) -> None:
    print(f"{what:40}{ours:>10}{floor:>10}{ratio:>8}{limit:>8}  {kept}", flush=True)


def _kept(is_kept: bool) -> str:
    return "kept" if is_kept else "MISSED"


def _fill(folder: Path, requests: int) -> None:
    from hkdesk.work.practice import fill_practice

    print(f"filling {folder} once …", flush=True)
    fill_practice(folder, requests=requests, projects=5000, seed=1)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
