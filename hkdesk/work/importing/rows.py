"""What is planned for each row of a ledger; and what of a ledger the planning looks at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from hkdesk.domain.errors import DeskError


class SaidFault(Protocol):
    """What is wrong with a cell, as the ledger's reading found it."""

    @property
    def field(self) -> str: ...
    @property
    def error(self) -> DeskError: ...


class SaidRow(Protocol):
    """A row of a ledger: `values` as the desk's commands take them; `for_new` only a new record takes."""

    @property
    def number(self) -> int: ...
    @property
    def values(self) -> Mapping[str, str]: ...
    @property
    def faults(self) -> Sequence[SaidFault]: ...
    @property
    def is_hidden(self) -> bool: ...
    @property
    def for_new(self) -> Mapping[str, str]: ...


class SaidLedger(Protocol):
    """A ledger of one kind: Project, ServiceRequest, Enterprise, Qualification, Visit or Dispatch."""

    @property
    def kind(self) -> str: ...
    @property
    def rows(self) -> Sequence[SaidRow]: ...
    @property
    def sums(self) -> Mapping[str, str]: ...


class RowState(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGES = "changes"
    SAME = "same"
    REFUSED = "refused"
    ASKED = "asked"  # a name may be a slip of one that the desk has: the officer says
    CONFLICT = "conflict"  # edited in the ledger, and otherwise on the desk meanwhile


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is refused, asked about, or not taken in full.

    Args:
        field: as the ledger's kinds name it; empty where the row as a whole is meant.
    """

    field: str
    error: DeskError


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field from what it says to what it would say, both as texts that the commands take."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a name may mean."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """A name that is likely a slip of another one: which is meant?

    Args:
        text: the name as the ledger has it; an answer holds for every row that has it.
    """

    field: str
    text: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Which record a row was when the desk wrote it out, and its version then."""

    id: UUID
    version: int


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What is planned for a row.

    Args:
        number: of the sheet's row, from 1.
        key: of the record that it means; None for a new one.
        version: of that record when this was planned.
        label: its number or name.
        typed: {field: text} that the commands are given: only what changes, or all that is said of a new record.
        values: {column: value} of `typed` of a new record, as it was read; a NewName for an officer to be entered.
        report: {field: text} of a month's report, for a dispatch table.
        named: fields of `typed` that name what is entered with the row.
        steps: {step's field: day} that a project is moved on by; of a new record, where its ledger says it stands.
        month: the first day of the month of `report`.
        changes: what `typed`, `report` and `steps` change on a record that stands, field by field.
        conflicts: edited in the ledger and on the desk: `old` is the desk's, `new` the ledger's.
        reasons: why it is refused or asked about.
        remarks: what of it is not taken, and why.
    """

    number: int
    state: RowState
    key: UUID | None = None
    version: int = 0
    label: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict, repr=False)
    report: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    month: date | None = None
    named: frozenset[str] = frozenset()
    changes: tuple[FieldChange, ...] = ()
    conflicts: tuple[FieldChange, ...] = ()
    reasons: tuple[Reason, ...] = ()
    remarks: tuple[Reason, ...] = ()
    question: Question | None = None
    is_hidden: bool = False

    def with_the_ledgers(self) -> "PlannedRow":
        """The same with the ledger's values where the desk's had been changed meanwhile."""
        typed = {**self.typed, **{c.field: c.new for c in self.conflicts}}
        return replace(self, state=RowState.CHANGES, typed=typed, changes=self.changes + self.conflicts, conflicts=())

    def with_the_desks(self) -> "PlannedRow":
        """The same with what the desk says where both were changed."""
        state = RowState.CHANGES if self.changes else RowState.SAME
        return replace(self, state=state, conflicts=())


@dataclass(frozen=True, slots=True)
class SumCheck:
    """The sum of a column beside that of the sheet's own sum row, as texts."""

    field: str
    of_rows: str
    of_sheet: str

    @property
    def fits(self) -> bool:
        return self.of_rows == self.of_sheet


@dataclass(frozen=True)
class ImportPlan:
    """What a ledger would change.

    Args:
        park: to which new records go that name none.
    """

    kind: str
    park: UUID
    rows: tuple[PlannedRow, ...]
    sums: tuple[SumCheck, ...] = ()

    @property
    def counts(self) -> dict[RowState, int]:
        """How many rows there are of each state."""
        found = Counter(row.state for row in self.rows)
        return {state: found[state] for state in RowState}

    @property
    def writable(self) -> tuple[PlannedRow, ...]:
        """The rows that can be written as they are."""
        return tuple(row for row in self.rows if row.state in (RowState.NEW, RowState.CHANGES))
