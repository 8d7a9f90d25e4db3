"""What a ledger says, understood: its rows as the desk's own commands take them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hkdesk.domain.errors import DeskError


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell.

    Args:
        column: of the sheet, from 0.
        field: of the kind.
        error: what is wrong, and what to do.
    """

    column: int
    field: str
    error: DeskError


@dataclass(frozen=True)
class LedgerRow:
    """A row of a ledger.

    Args:
        number: of the sheet's row, from 1, as Excel counts them.
        values: {field: text}, as the desk's forms and commands take them: days ISO, sums with their unit, codes by
            value; a field whose cell is empty is "" and one without a column is not there.
        said: {field: text} as it stood in the cell.
        faults: empty where the row can be taken.
        is_hidden: whether the sheet hides it.
    """

    number: int
    values: Mapping[str, str]
    said: Mapping[str, str]
    faults: tuple[Fault, ...] = ()
    is_hidden: bool = False


@dataclass(frozen=True)
class LedgerTable:
    """A ledger of one kind.

    Args:
        kind: of a record, as work.queries.records names it: Project, ServiceRequest, Enterprise, Qualification, Visit;
            or Dispatch, the monthly table of projects.
        rows: its data rows, without titles, headers, blank rows and sums.
        columns: {sheet's column: field}.
        sums: {field: text} of the sheet's own sum row, where it has one.
    """

    kind: str
    rows: tuple[LedgerRow, ...]
    columns: Mapping[int, str]
    sums: Mapping[str, str] = field(default_factory=dict)
