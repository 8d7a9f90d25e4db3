"""What the officer decided about the rows of a plan before it is written (issue 6, Preview)."""

from bisect import bisect_left
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from hkdesk.work.importing.rows import ImportPlan, PlannedRow, RowState

WRITTEN = frozenset({RowState.NEW, RowState.CHANGES})


class Side(StrEnum):
    """Whose value stays where a field was edited in the ledger and on the desk."""

    LEDGER = "ledger"
    DESK = "desk"


@dataclass
class Decisions:
    """The officer's decisions; rows are meant by their numbers in the sheet.

    Args:
        answers: {name as the ledger has it: the record that is meant, or None for a new one}.
        left_out: rows that are not to be written.
        sides: {row: whose values stay}.
        corrections: {(row, column), both from 0: what the cell says instead}.
    """

    answers: dict[str, UUID | None] = field(default_factory=dict)
    left_out: set[int] = field(default_factory=set)
    sides: dict[int, Side] = field(default_factory=dict)
    corrections: dict[tuple[int, int], str] = field(default_factory=dict)

    def as_they_stand(self) -> "Decisions":
        """A copy, for a thread that works by them while the officer decides on."""
        return Decisions(dict(self.answers), set(self.left_out), dict(self.sides), dict(self.corrections))

    def decided(self, row: PlannedRow) -> PlannedRow:
        """A row as it is once its conflict has been decided."""
        if row.state is not RowState.CONFLICT or row.number not in self.sides:
            return row
        return row.with_the_ledgers() if self.sides[row.number] is Side.LEDGER else row.with_the_desks()

    def writable(self, plan: ImportPlan) -> Iterator[PlannedRow]:
        """The rows that are to be written, in the ledger's order: looked for by the thread that takes them."""
        rows = map(self.decided, plan.rows)
        return (r for r in rows if r.state in WRITTEN and r.number not in self.left_out)

    def count_writable(self, plan: ImportPlan, undecided: Set[int]) -> int:
        """How many rows are to be written.

        Args:
            undecided: the numbers of those that are new or changed before any decision.
        """
        count = len(undecided) - len(undecided & self.left_out)
        for number in self.sides.keys() - self.left_out - undecided:
            place = bisect_left(plan.rows, number, key=lambda row: row.number)
            row = plan.rows[place] if place < len(plan.rows) else None
            count += row is not None and row.number == number and self.decided(row).state in WRITTEN
        return count
