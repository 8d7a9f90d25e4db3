"""The rows of a ledger on their way onto the desk, through the commands that their forms use."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from sqlmodel import col, select

from hkdesk.domain.days import parse_day
from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.halfwidth import without_spaces
from hkdesk.domain.stage import Step
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.all import RECORDS
from hkdesk.work.commands.enterprises import add_enterprise, edit_enterprise, save_qualification
from hkdesk.work.commands.fields import AsRead, get
from hkdesk.work.commands.names_taken import NamesTaken
from hkdesk.work.commands.projects import Move, add_project, edit_project, move_project
from hkdesk.work.commands.reports import MonthIsClosed, enter_reports
from hkdesk.work.commands.requests import edit_request, log_request
from hkdesk.work.commands.visits import save_visit
from hkdesk.work.importing.decisions import WRITTEN
from hkdesk.work.importing.drafts import ASSISTANTS, LEAD
from hkdesk.work.importing.kinds import STEPS_OF_PROJECT, TakenKind, taken_as
from hkdesk.work.importing.rows import ImportPlan, PlannedRow
from hkdesk.work.importing.texts import CellTexts, NewName
from hkdesk.work.named_enterprises import enter_by_name
from hkdesk.work.standing_as_said import stand_project, stand_request

TOGETHER = 250  # rows written to the database at once, and told of
P = ParamSpec("P")
T = TypeVar("T")
ONE_BY_ONE = {"ServiceRequest"}  # each takes the number after the last one's


@dataclass(frozen=True)
class Source:
    """Where an import comes from.

    Args:
        file_name: without its folder.
        why: the reason that steps of projects keep, in the officer's language.
        may_change_closed: whether the officer has confirmed that closed months are changed.
    """

    file_name: str
    why: str = ""
    may_change_closed: bool = False


class RowError(DeskError):
    """What is wrong with a row, found as it was written."""

    def __init__(self, row: int, error: DeskError) -> None:
        super().__init__(error.message, field=error.field, **error.values)
        self.row = row


class Writing:
    """The rows of one import as the commands take them."""

    def __init__(self, uow: UnitOfWork, plan: ImportPlan, source: Source) -> None:
        self._uow, self._plan, self._source = uow, plan, source
        self._kind: TakenKind = taken_as(plan.kind)
        self._cells: dict[str, CellTexts] = {}
        self._reports: dict[date, dict[UUID, Mapping[str, str]]] = defaultdict(dict)
        self._rows_of: dict[UUID, int] = {}
        self._names: NamesTaken | None = None
        self._entered: dict[tuple[str, str], UUID] = {}
        self._write: Callable[[PlannedRow, dict[str, Any]], UUID] = {
            "Enterprise": self._enterprise,
            "Project": self._project,
            "ServiceRequest": self._request,
            "Qualification": self._qualification,
            "Visit": self._visit,
        }[self._kind.record]

    @property
    def _why(self) -> str:
        """The reason that steps keep."""
        return self._source.why or self._source.file_name

    def write(self, rows: Sequence[PlannedRow]) -> None:
        """Write some rows.

        Raises:
            FieldErrors: a RowError for each row that cannot be written.
        """
        for row in rows:
            if row.state not in WRITTEN:
                raise RowError(row.number, DeskError("Row {row} cannot be written as it stands.", row=row.number))
        if self._kind.record not in ONE_BY_ONE:
            self._enter_enterprises(rows)
        held = list(self._held(rows))
        versions = {record.id: record.version for record in held}
        typed = [_of_row(row, self._typed, row) for row in rows]
        if self._kind.park_is_typed:
            new = (values.get("name") for row, values in zip(rows, typed, strict=True) if row.key is None)
            self._names = NamesTaken(self._uow.session, RECORDS[self._kind.record], filter(None, new))
        for row, values in zip(rows, typed, strict=True):
            if row.key is not None and versions.get(row.key) != row.version:
                raise FieldErrors([RowError(row.number, _changed_meanwhile())])
            key = _of_row(row, self._write, row, values)
            if row.report:
                self._reports[row.month or self._uow.today][key] = row.report
                self._rows_of[key] = row.number

    def _enter_enterprises(self, rows: Sequence[PlannedRow]) -> None:
        """Enter those that rows name and the desk does not have, each once: an appeal enters its own."""
        entered = False
        for row in rows:
            if "enterprise" in row.named and (named := _named_by(row)) not in self._entered:
                name, park = named
                enterprise = _of_row(row, enter_by_name, self._uow, name, UUID(park))
                self._entered[named] = enterprise.id
                entered = True
        if entered:
            self._uow.session.flush()  # what is written next refers to them

    def write_reports(self) -> Iterator[None]:
        """Enter the reports of all projects, month by month, and some at a time."""
        for month, typed in self._reports.items():
            keys = list(typed)
            for at in range(0, len(keys), TOGETHER):
                self._enter(month, {key: typed[key] for key in keys[at : at + TOGETHER]})
                yield

    def _enter(self, month: date, typed: Mapping[UUID, Mapping[str, str]]) -> None:
        try:
            enter_reports(self._uow, month, typed, may_change_closed=self._source.may_change_closed)
        except MonthIsClosed:
            raise
        except FieldErrors as error:
            rows = [self._rows_of.get(getattr(one, "project_id", None), 0) for one in error.errors]  # type: ignore[arg-type]
            raise FieldErrors([RowError(n, one) for n, one in zip(rows, error.errors, strict=True)]) from error

    def _held(self, rows: Sequence[PlannedRow]) -> Iterator[Any]:
        """The records of some rows, so that they are not asked for one by one."""
        made = RECORDS[self._kind.record]
        keys = [row.key for row in rows if row.key is not None]
        yield from self._uow.session.exec(select(made).where(col(made.id).in_(keys))).all() if keys else ()

    def _typed(self, row: PlannedRow) -> dict[str, Any]:
        """What the commands are given: of a new record as it was read for the plan, so that it is read once."""
        if self._kind.record in ONE_BY_ONE:
            cells = self._cells_at(row)
            return {name: self._as_typed(cells, row, name, text) for name, text in row.typed.items()}
        if row.key is not None:
            cells = self._cells_at(row)
            return AsRead((cells.column(name) or name, cells.read(name, text)) for name, text in row.typed.items())
        typed = AsRead(row.values)
        for column, value in row.values.items():
            if isinstance(value, NewName):
                typed[column] = self._cells_at(row).read(column.removesuffix("_id"), value)
        if "enterprise" in row.named:
            typed["enterprise_id"] = self._entered[_named_by(row)]
        return typed

    def _cells_at(self, row: PlannedRow) -> CellTexts:
        """The texts of a row's park: each is read once for all rows that say the same."""
        park = row.typed.get("park", "")
        if park not in self._cells:
            self._cells[park] = self._cells_of(park)
        return self._cells[park]

    def _as_typed(self, cells: CellTexts, row: PlannedRow, name: str, text: str) -> Any:
        """A field as its form gives it: an enterprise that is entered with its appeal, or those that help, by name."""
        if name == ASSISTANTS:
            for helper in filter(None, text.split("、")):
                cells.read(LEAD, helper)  # enters it, where the desk does not have it
        if name in row.named or not text or cells.column(name) is None:
            return text
        value = cells.read(name, text)
        return text if isinstance(value, str) or value is None else value

    def _cells_of(self, park: str) -> CellTexts:
        session, record = self._uow.session, self._kind.record
        if self._kind.park_is_typed:
            named = CellTexts(session, record, frozenset(), self._plan.park)
            park_id = named.read("park", park) if park else self._plan.park
        else:
            park_id = UUID(park) if park else self._plan.park
        return CellTexts(session, record, self._kind.fixed, park_id, may_enter=True)

    def _enterprise(self, row: PlannedRow, typed: dict[str, Any]) -> UUID:
        if row.key is None:
            return add_enterprise(self._uow, typed, names=self._names)
        edit_enterprise(self._uow, row.key, typed)
        return row.key

    def _project(self, row: PlannedRow, typed: dict[str, Any]) -> UUID:
        if row.key is None:
            key = add_project(self._uow, typed, names=self._names)
            if row.steps:
                self._uow.flush()
        else:
            key = row.key
            if typed:
                edit_project(self._uow, key, typed)
        for name, text in row.steps.items():
            if name in STEPS_OF_PROJECT:
                move = Move(parse_day(text, name), self._why, is_override=True)
                move_project(self._uow, key, Step(name.removesuffix("_on")), move)
        if stands_as := {name: text for name, text in row.steps.items() if name not in STEPS_OF_PROJECT}:
            stand_project(self._uow, key, stands_as, self._why)
        return key

    def _request(self, row: PlannedRow, typed: dict[str, Any]) -> UUID:
        if row.key is None:
            key = log_request(self._uow, typed)
            if row.steps:
                stand_request(self._uow, key, row.steps, self._why)
            return key
        edit_request(self._uow, row.key, typed)
        return row.key

    def _qualification(self, row: PlannedRow, typed: dict[str, Any]) -> UUID:
        enterprise = typed.pop("enterprise_id", None)
        if enterprise is None and row.key is not None:
            enterprise = get(self._uow.session, "Qualification", row.key).enterprise_id
        return save_qualification(self._uow, enterprise, row.key, typed)

    def _visit(self, row: PlannedRow, typed: dict[str, Any]) -> UUID:
        return save_visit(self._uow, row.key, typed)


def _named_by(row: PlannedRow) -> tuple[str, str]:
    """The enterprise that is entered with a row, and the id of its park: two rows may name the same."""
    return without_spaces(row.typed["enterprise"]), row.typed["park"]


def _of_row(row: PlannedRow, write: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What a step gives for a row; what it refuses is told with the row."""
    try:
        return write(*args, **named)
    except FieldErrors as error:
        raise FieldErrors([RowError(row.number, one) for one in error.errors]) from error
    except DeskError as error:
        raise FieldErrors([RowError(row.number, error)]) from error


def _changed_meanwhile() -> DeskError:
    return DeskError("This record has been changed on the desk meanwhile: look at the ledger again.")
