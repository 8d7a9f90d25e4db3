"""An appeal's states and what may be done in each (RULES.md, Appeals)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hkdesk.domain.days import DayCalendar
from hkdesk.domain.errors import DeskError


class RequestState(StrEnum):
    """Where an appeal stands: first the straight way in its order, then the branches."""

    REGISTERED = "registered"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    REPLIED = "replied"
    RETURN_VISIT = "return_visit"
    CLOSED = "closed"
    RETURNED = "returned"
    SUSPENDED = "suspended"
    NOT_ACCEPTED = "not_accepted"
    ESCALATED = "escalated"


class RequestAction(StrEnum):
    """What an officer does with an appeal."""

    REGISTER = "register"
    ACCEPT = "accept"
    NOT_ACCEPT = "not_accept"
    ASSIGN = "assign"
    RETURN = "return"
    START = "start"
    REPLY = "reply"
    RETURN_VISIT = "return_visit"
    CLOSE = "close"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    REDO = "redo"
    ESCALATE = "escalate"


class Channel(StrEnum):
    """The way by which an appeal came in."""

    VISIT = "visit"
    PHONE = "phone"
    WECHAT_GROUP = "wechat_group"
    COUNTER = "counter"
    FEDERATION = "federation"
    HOTLINE_12345 = "hotline_12345"
    LETTER = "letter"


class Category(StrEnum):
    """What an appeal is about."""

    FINANCING = "financing"
    LABOUR = "labour"
    LAND_AND_WORKSHOP = "land_and_workshop"
    POLICY_FULFILMENT = "policy_fulfilment"
    PERMITS_AND_REGISTRATION = "permits_and_registration"
    SAFETY_AND_ENVIRONMENT = "safety_and_environment"
    UTILITIES = "utilities"
    LOGISTICS = "logistics"
    MARKET = "market"
    TECHNOLOGY = "technology"
    LEGAL = "legal"
    OTHER = "other"


class Satisfaction(StrEnum):
    """What the enterprise says at the return visit."""

    SATISFIED = "satisfied"
    BASICALLY_SATISFIED = "basically_satisfied"
    NOT_SATISFIED = "not_satisfied"


@dataclass(frozen=True)
class ReturnVisit:
    """What a return visit found."""

    contacted: bool
    solved: bool
    satisfaction: Satisfaction | None


PATH = (
    RequestState.REGISTERED,
    RequestState.ACCEPTED,
    RequestState.ASSIGNED,
    RequestState.IN_PROGRESS,
    RequestState.REPLIED,
    RequestState.RETURN_VISIT,
    RequestState.CLOSED,
)
ENDED = frozenset({RequestState.CLOSED, RequestState.NOT_ACCEPTED})
NEEDS_REASON = frozenset(
    {
        RequestAction.NOT_ACCEPT,
        RequestAction.RETURN,
        RequestAction.EXTEND,
        RequestAction.SUSPEND,
        RequestAction.REDO,
        RequestAction.ESCALATE,
    }
)

# The first action of each state is its main one. RESUME's state is the one before the suspension.
_WAYS: dict[RequestState, dict[RequestAction, RequestState]] = {
    RequestState.REGISTERED: {
        RequestAction.ACCEPT: RequestState.ACCEPTED,
        RequestAction.NOT_ACCEPT: RequestState.NOT_ACCEPTED,
    },
    RequestState.ACCEPTED: {
        RequestAction.ASSIGN: RequestState.ASSIGNED,
        RequestAction.EXTEND: RequestState.ACCEPTED,
        RequestAction.SUSPEND: RequestState.SUSPENDED,
        RequestAction.ESCALATE: RequestState.ESCALATED,
    },
    RequestState.ASSIGNED: {
        RequestAction.START: RequestState.IN_PROGRESS,
        RequestAction.RETURN: RequestState.RETURNED,
        RequestAction.EXTEND: RequestState.ASSIGNED,
        RequestAction.SUSPEND: RequestState.SUSPENDED,
        RequestAction.ESCALATE: RequestState.ESCALATED,
    },
    RequestState.IN_PROGRESS: {
        RequestAction.REPLY: RequestState.REPLIED,
        RequestAction.RETURN: RequestState.RETURNED,
        RequestAction.EXTEND: RequestState.IN_PROGRESS,
        RequestAction.SUSPEND: RequestState.SUSPENDED,
        RequestAction.ESCALATE: RequestState.ESCALATED,
    },
    RequestState.REPLIED: {
        RequestAction.RETURN_VISIT: RequestState.RETURN_VISIT,
        RequestAction.ESCALATE: RequestState.ESCALATED,
    },
    RequestState.RETURN_VISIT: {
        RequestAction.CLOSE: RequestState.CLOSED,
        # Whoever was not reached is called again.
        RequestAction.RETURN_VISIT: RequestState.RETURN_VISIT,
        RequestAction.REDO: RequestState.IN_PROGRESS,
        RequestAction.ESCALATE: RequestState.ESCALATED,
    },
    RequestState.RETURNED: {
        RequestAction.ASSIGN: RequestState.ASSIGNED,
        RequestAction.ESCALATE: RequestState.ESCALATED,
    },
    RequestState.ESCALATED: {
        RequestAction.START: RequestState.IN_PROGRESS,
        RequestAction.REPLY: RequestState.REPLIED,
        RequestAction.ASSIGN: RequestState.ASSIGNED,
        RequestAction.EXTEND: RequestState.ESCALATED,
        RequestAction.SUSPEND: RequestState.SUSPENDED,
    },
    RequestState.SUSPENDED: {RequestAction.RESUME: RequestState.SUSPENDED},
    RequestState.CLOSED: {},
    RequestState.NOT_ACCEPTED: {},
}
_NO_HANDLER = frozenset({RequestState.ACCEPTED, RequestState.RETURNED})
_NEED_HANDLER = frozenset({RequestAction.START, RequestAction.REPLY})
_SUSPENDABLE = frozenset(state for state, ways in _WAYS.items() if RequestAction.SUSPEND in ways)


def next_state(state: RequestState, action: RequestAction, *, before: RequestState | None = None) -> RequestState:
    """The state to which an action leads: nothing skips a state in silence (RULES.md, Appeals).

    Args:
        state: where the appeal stands.
        action: what is done.
        before: the state before the suspension or the escalation in which it stands.

    Raises:
        DeskError: naming the action and the state, where the one is not possible in the other.
    """
    if action not in actions_from(state, before=before):
        raise DeskError("{action} is not possible while the appeal is {state}.", action=action, state=state)
    if action is RequestAction.RESUME:
        if before not in _SUSPENDABLE:
            raise DeskError("The state to resume is not known: it was never suspended from one.", before=before)
        return before
    return _WAYS[state][action]


def actions_from(state: RequestState, *, before: RequestState | None = None) -> tuple[RequestAction, ...]:
    """What may be done in a state, the main action first; escalated before it had a handler, it is assigned first."""
    actions = tuple(_WAYS[state])
    if state is RequestState.ESCALATED and before in _NO_HANDLER:
        return tuple(action for action in actions if action not in _NEED_HANDLER)
    return actions


def main_action(state: RequestState, *, before: RequestState | None = None) -> RequestAction | None:
    """The one action that carries an appeal on from a state; None where it has ended."""
    return next(iter(actions_from(state, before=before)), None)


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


def check_extension(
    due_on: date, asked_on: date, extra_workdays: int, calendar: DayCalendar, *, ahead: int = 1, most: int = 10
) -> None:
    """Refuse an extension asked too late or for too long (RULES.md, Appeals).

    Args:
        due_on: the day on which the appeal is due as yet.
        asked_on: the day on which the extension is asked for.
        extra_workdays: the working days asked for.
        calendar: what counts as a working day.
        ahead: how many working days before it is due an extension must be asked for.
        most: the most working days that can be had.

    Raises:
        DeskError: with `field` "asked_on" or "extra_workdays".
    """
    if not 1 <= extra_workdays <= most:
        raise DeskError("An extension is of 1 to {most} working days.", field="extra_workdays", most=most)
    if calendar.workdays_between(asked_on, due_on) < ahead:
        raise DeskError(
            "An extension is asked for at least {ahead} working days before {due_on}; {asked_on} is too late.",
            field="asked_on",
            ahead=ahead,
            due_on=due_on,
            asked_on=asked_on,
        )
