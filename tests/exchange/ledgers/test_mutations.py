"""A small run of the mutations; `python -m tests.fuzz.ledgers` does ten thousand."""

from pathlib import Path

import psutil

from tests.fuzz.ledgers import run


def test_two_hundred_mutated_ledgers_are_taken_in_and_taken_back_or_refused_and_nothing_else(tmp_path: Path) -> None:
    others = psutil.Process().children()
    found = run(range(200), 20261124, tmp_path)
    assert found.faults == []
    assert found.outcomes.total() == 200
    assert sum(count for said, count in found.outcomes.items() if said.startswith("taken in")) > 10
    assert sum(count for said, count in found.outcomes.items() if said.startswith("refused")) > 40
    assert psutil.Process().children() == others
