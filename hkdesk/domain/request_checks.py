"""What a step of an appeal must not lack, and may not ask for (RULES.md, Appeals)."""

from datetime import date

from hkdesk.domain.days import DayCalendar
from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import NEEDS_REASON, RequestAction, RequestState, ReturnVisit, Satisfaction

MOST_EXTENSION_WORKDAYS = 10  # all together (RULES.md, Appeals)


def check_reason(action: RequestAction, reason: str) -> None:
    """Refuse an action without the reason that it needs (RULES.md, Appeals).

    Raises:
        DeskError: with `field` "reason".
    """
    if action in NEEDS_REASON and not reason.strip():
        raise DeskError("{action} needs a reason.", field="reason", action=action)


def check_closing(visit: ReturnVisit | None, leaders_reason: str) -> None:
    """Refuse to strike off an appeal before a good return visit, unless a leader gives a reason (RULES.md, 销号).

    Args:
        visit: the latest return visit, if there was one.
        leaders_reason: why a leader has it closed all the same; blank if none does.

    Raises:
        DeskError: with `field` "leaders_reason", saying what the visit lacks.
    """
    if leaders_reason.strip():
        return
    if visit is None:
        raise _not_closed("There was no return visit yet: make one, or give a leader's reason for closing.")
    if not visit.contacted:
        raise _not_closed("The enterprise was not reached: visit again, or give a leader's reason for closing.")
    if not visit.solved:
        raise _not_closed("The enterprise says it is not solved: have it redone, or give a leader's reason.")
    if visit.satisfaction is Satisfaction.NOT_SATISFIED:
        raise _not_closed("The enterprise is not satisfied: have it redone, or give a leader's reason.")


def _not_closed(message: str) -> DeskError:
    return DeskError(message, field="leaders_reason")


def check_finding(state: RequestState, visit: ReturnVisit | None) -> None:
    """Refuse a return visit that says nothing, or more than can be known (RULES.md, 待回访).

    A replied appeal may be put down for its visit without a finding as yet; one that waits for it may not.

    Raises:
        DeskError: with `field` "was_contacted".
    """
    if visit is None:
        if state is RequestState.RETURN_VISIT:
            raise DeskError("Say what the visit found: was the enterprise reached?", field="was_contacted")
        return
    if not visit.contacted and (visit.solved or visit.satisfaction is not None):
        raise DeskError("Not reached, yet an answer: one of the two is wrong.", field="was_contacted")


def check_extension(
    due_on: date,
    asked_on: date,
    extra_workdays: int,
    calendar: DayCalendar,
    *,
    ahead: int = 1,
    granted: int = 0,
    most: int = MOST_EXTENSION_WORKDAYS,
) -> None:
    """Refuse an extension asked too late or for too long (RULES.md, Appeals).

    Args:
        due_on: the day on which the appeal is due as yet.
        asked_on: the day on which the extension is asked for.
        extra_workdays: the working days asked for.
        calendar: what counts as a working day.
        ahead: how many working days before it is due an extension must be asked for.
        granted: the working days that it was given beyond its deadline before.
        most: the most working days that can be had, all together.

    Raises:
        DeskError: with `field` "on" or "extra_workdays".
    """
    if not 1 <= extra_workdays <= most:
        raise DeskError("An extension is of 1 to {most} working days.", field="extra_workdays", most=most)
    if granted + extra_workdays > most:
        raise DeskError(
            "It was given {granted} working days more already; {most} are the most that can be had, all together.",
            field="extra_workdays",
            granted=granted,
            most=most,
        )
    if calendar.workdays_between(asked_on, due_on) < ahead:
        raise DeskError(
            "An extension is asked for at least {ahead} working days before {due_on}; {asked_on} is too late.",
            field="on",
            ahead=ahead,
            due_on=due_on,
            asked_on=asked_on,
        )


def check_due_day(due_on: date, calendar: DayCalendar, field: str = "due_on") -> None:
    """Refuse a deadline that an officer sets on a day off, naming the working days around it.

    Raises:
        DeskError: with the `field`.
    """
    if calendar.is_workday(due_on):
        return
    raise DeskError(
        "{on} is a day off: the working day before it is {before}, the one after it {after}.",
        field=field,
        on=due_on,
        before=calendar.workday_before(due_on),
        after=calendar.add_workdays(due_on, 1).on,
    )
