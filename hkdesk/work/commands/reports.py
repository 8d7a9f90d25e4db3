"""Monthly reports: a sheet of cells is entered as a whole, or not at all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.report import FIELDS, INVESTED, check_cumulative, check_month, invested_fen, read_cell
from hkdesk.store.characters import characters
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.project import ProgressReport, Project
from hkdesk.tables.project_rules import ClosedMonth
from hkdesk.work.commands.fields import get

Typed = Mapping[UUID, Mapping[str, str]]


class MonthIsClosed(DeskError):
    """The month is closed: it takes a confirmation to change it."""

    def __init__(self, closed: ClosedMonth) -> None:
        super().__init__(
            "{month} was closed on {on} by {actor}: its figures may have been reported already.",
            month=f"{closed.month:%Y-%m}",
            on=closed.closed_on,
            actor=closed.actor or "?",
        )


class CellError(DeskError):
    """What is wrong with one cell of the sheet."""

    def __init__(self, project_id: UUID, field: str, error: DeskError) -> None:
        super().__init__(error.message, field=field, **error.values)
        self.project_id = project_id


def enter_reports(uow: UnitOfWork, month: date, typed: Typed, *, may_change_closed: bool = False) -> None:
    """Enter cells of a month, as typed: {project: {field: text}}; amounts in 万元, an empty text clears the cell.

    Raises:
        MonthIsClosed: if it is, and that was not confirmed.
        FieldErrors: a CellError for each wrong cell; nothing is entered then.
        DeskError: if the month has not begun.
    """
    check_month(month, uow.today)
    projects = {p.id: p for p in _of(uow.session, Project, col(Project.id), typed)}
    if not may_change_closed:
        _check_open(uow.session, {p.park_id for p in projects.values()}, month)
    reports: dict[UUID, dict[date, ProgressReport]] = defaultdict(dict)
    for report in _of(uow.session, ProgressReport, col(ProgressReport.project_id), typed):
        reports[report.project_id][report.month] = report
    errors: list[DeskError] = []
    for project_id, cells in typed.items():
        if project_id not in projects:
            raise DeskError("This record has been deleted meanwhile.")
        errors += _enter(uow, projects[project_id], reports[project_id], month, cells)
    if errors:
        raise FieldErrors(errors)


def close_month(uow: UnitOfWork, park_id: UUID, month: date) -> None:
    """From now on, changing the month's reports asks first."""
    check_month(month, uow.today)
    if _closed(uow.session, {park_id}, month):
        raise DeskError("{month} is closed already.", month=f"{month:%Y-%m}")
    uow.session.add(ClosedMonth(park_id=park_id, month=month, closed_on=uow.today, actor=uow.author.actor))


def reopen_month(uow: UnitOfWork, closed_month_id: UUID) -> None:
    """The month's reports can be changed again without asking."""
    uow.session.delete(get(uow.session, "ClosedMonth", closed_month_id))


def _enter(
    uow: UnitOfWork, project: Project, reports: Mapping[date, ProgressReport], month: date, cells: Mapping[str, str]
) -> list[DeskError]:
    values, errors = _read(project.id, cells)
    stands = reports.get(month)
    whole: dict[str, Any] = {f: getattr(stands, f) if stands else None for f in FIELDS} | values
    if values.keys() & set(INVESTED):
        before = sum(invested_fen(_amounts(r)) for m, r in reports.items() if m != month)
        try:
            check_cumulative(before, invested_fen(whole), project.total_investment_fen)
        except DeskError as error:
            at = next(f for f in INVESTED if f in values)
            errors.append(CellError(project.id, at, error))
    if not errors:
        _keep(uow.session, project.id, stands, month, values, whole)
    return errors


def _read(project_id: UUID, cells: Mapping[str, str]) -> tuple[dict[str, Any], list[DeskError]]:
    values: dict[str, Any] = {}
    errors: list[DeskError] = []
    for field, text in cells.items():
        try:
            if field not in FIELDS:
                raise DeskError(
                    "There is no field “{name}” to set here; these can be set: {known}.", name=field, known=list(FIELDS)
                )
            values[field] = read_cell(field, characters(text))
        except DeskError as error:
            errors.append(CellError(project_id, field, error))
    return values, errors


def _keep(
    session: Session,
    project_id: UUID,
    stands: ProgressReport | None,
    month: date,
    values: Mapping[str, Any],
    whole: Mapping[str, Any],
) -> None:
    if all(value in (None, "") for value in whole.values()):
        if stands is not None:
            session.delete(stands)  # a report that says nothing is none: the light must tell so
        return
    report = stands or ProgressReport(project_id=project_id, month=month)
    for field, value in values.items():
        if getattr(report, field) != value:
            setattr(report, field, value)
    session.add(report)


def _amounts(report: ProgressReport) -> dict[str, int | None]:
    return {field: getattr(report, field) for field in INVESTED}


def _check_open(session: Session, parks: set[UUID], month: date) -> None:
    if closed := _closed(session, parks, month):
        raise MonthIsClosed(closed[0])


def _closed(session: Session, parks: set[UUID], month: date) -> list[ClosedMonth]:
    found = select(ClosedMonth).where(col(ClosedMonth.month) == month, col(ClosedMonth.park_id).in_(parks))
    return list(session.exec(found))


def _of(session: Session, kind: Any, column: Any, keys: Iterable[UUID]) -> list[Any]:
    wanted = list(keys)
    found: list[Any] = []
    for at in range(0, len(wanted), 500):
        found += session.exec(select(kind).where(column.in_(wanted[at : at + 500]))).all()
    return found
