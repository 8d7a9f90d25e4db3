"""What the park sets for its deadlines: the clocks of a category, and its own days (RULES.md, Appeals)."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import col, select

from hkdesk.domain.days import DayCalendar, DeadlineProfile, parse_day
from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.request import Category
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.request_rules import CalendarDay, CategoryClock
from hkdesk.tables.service_request import ServiceRequest
from hkdesk.work.queries.clocks import DEFAULT_CLOCK, calendar
from hkdesk.work.queries.requests import OPEN_STATES

MOST_WORKDAYS = 250  # a year of them
TypedClock = tuple[str | int, str | int]
TypedDay = tuple[str | date, bool, str]


def set_clocks(uow: UnitOfWork, typed: Mapping[Category, TypedClock]) -> None:
    """Give these categories their working days to a first answer and to a solution; the others keep theirs.

    Appeals that are there already keep their days. Two blanks, or the default's own, follow the rules again.

    Raises:
        FieldErrors: with `field` "response_workdays.<category>" or "solution_workdays.<category>".
    """
    errors: list[DeskError] = []
    wanted = {category: _clock(category, clock, errors) for category, clock in typed.items()}
    if errors:
        raise FieldErrors(errors)
    stands = {Category(c.category): c for c in uow.session.exec(select(CategoryClock)).all()}
    for category, clock in wanted.items():
        _set(uow, stands.get(category), category, clock)


def set_own_days(uow: UnitOfWork, typed: Sequence[TypedDay]) -> int:
    """Make these the desk's own days, and count open deadlines anew that were not certain for want of them.

    Args:
        typed: (day, is_worked, note) each.

    Returns:
        How many deadlines were counted anew.

    Raises:
        FieldErrors: with `field` "day.<place>".
    """
    wanted = _days(typed)
    before = calendar(uow.session.connection())
    stands = {d.day: d for d in uow.session.exec(select(CalendarDay)).all()}
    for day, kept in stands.items():
        if day not in wanted:
            uow.session.delete(kept)
    for day, (is_worked, note) in wanted.items():
        if day not in stands:
            uow.session.add(CalendarDay(day=day, is_worked=is_worked, note=note))
        elif (stands[day].is_worked, stands[day].note) != (is_worked, note):
            stands[day].is_worked, stands[day].note = is_worked, note
    uow.session.flush()
    return _count_anew(uow, before, calendar(uow.session.connection()))


def _count_anew(uow: UnitOfWork, before: DayCalendar, after: DayCalendar) -> int:
    """The same number of working days, on the calendar as it is now; a day that an officer has set stands."""
    found = uow.session.exec(
        select(ServiceRequest).where(
            col(ServiceRequest.due_is_certain).is_(False), col(ServiceRequest.state).in_(OPEN_STATES)
        )
    )
    counted = 0
    for request in found.all():
        if request.due_on is None:
            continue
        deadline = after.add_workdays(request.received_on, before.workdays_between(request.received_on, request.due_on))
        counted += (deadline.on, deadline.certain) != (request.due_on, request.due_is_certain)
        request.due_on, request.due_is_certain = deadline.on, deadline.certain
    return counted


def _days(typed: Sequence[TypedDay]) -> dict[date, tuple[bool, str]]:
    errors: list[DeskError] = []
    wanted: dict[date, tuple[bool, str]] = {}
    for place, (text, is_worked, note) in enumerate(typed):
        field = f"day.{place}"
        try:
            day = text if isinstance(text, date) else parse_day(text, field)
        except DeskError as error:
            errors.append(error)
            continue
        if day in wanted:
            errors.append(DeskError("{on} stands here twice.", field=field, on=day))
        wanted[day] = (is_worked, note.strip())
    if errors:
        raise FieldErrors(errors)
    return wanted


def _clock(category: Category, clock: TypedClock, errors: list[DeskError]) -> DeadlineProfile | None:
    if not any(str(part).strip() for part in clock):
        return None
    first = _workdays(clock[0], f"response_workdays.{category.value}", errors)
    last = _workdays(clock[1], f"solution_workdays.{category.value}", errors)
    if first is not None and last is not None and first > last:
        errors.append(
            DeskError("The first answer cannot be due after the solution.", field=f"response_workdays.{category.value}")
        )
    return None if first is None or last is None else DeadlineProfile(first, last)


def _workdays(text: str | int, field: str, errors: list[DeskError]) -> int | None:
    plain = str(text).strip()
    if plain.isdecimal() and 1 <= int(plain) <= MOST_WORKDAYS:
        return int(plain)
    errors.append(DeskError("Working days are 1 to {most}, not “{text}”.", field=field, most=MOST_WORKDAYS, text=plain))
    return None


def _set(uow: UnitOfWork, stands: CategoryClock | None, category: Category, clock: DeadlineProfile | None) -> None:
    if clock is None or clock == DEFAULT_CLOCK:
        if stands is not None:
            uow.session.delete(stands)
    elif stands is None:
        uow.session.add(
            CategoryClock(
                category=category,
                response_workdays=clock.response_workdays,
                solution_workdays=clock.solution_workdays,
            )
        )
    elif (stands.response_workdays, stands.solution_workdays) != (clock.response_workdays, clock.solution_workdays):
        stands.response_workdays, stands.solution_workdays = clock.response_workdays, clock.solution_workdays
