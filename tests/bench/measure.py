"""How the benchmark measures: whole processes in turn, ratios of medians, percentiles."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

import psutil


def since_start(started: float) -> float:
    """Seconds since whoever started this process said so."""
    return time.time() - started


def memory_mb() -> float:
    """What this process holds of its own, in MB."""
    return float(psutil.Process().memory_info().rss) / 1e6


def run(module: str, *arguments: str) -> list[float]:
    """Run a module of this folder as a process of its own; gives the numbers that it prints."""
    command = [sys.executable, "-m", f"tests.bench.{module}", str(time.time()), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    return [float(n) for n in done.stdout.split()]


def in_turn(rounds: int, *runs: Callable[[], list[float]]) -> list[list[float]]:
    """Run each in turn, A B A B …, after one round that does not count; gives the medians of each one's numbers."""
    found: list[list[list[float]]] = [[] for _ in runs]
    for turn in range(rounds + 1):
        for n, one in enumerate(runs):
            numbers = one()
            if turn:
                found[n].append(numbers)
    return [[statistics.median(column) for column in zip(*numbers, strict=True)] for numbers in found]


def timed(one: Callable[[], object]) -> float:
    """Seconds that something takes."""
    before = time.perf_counter()
    one()
    return time.perf_counter() - before


def percentile(values: Sequence[float], percent: float) -> float:
    """A percentile of some values, by nearest rank."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, round(percent / 100 * len(ranked)))]
