"""An appeal's states and what may be done in each (RULES.md, Appeals)."""

from dataclasses import dataclass
from enum import StrEnum

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
    ASK_EXTENSION = "ask_extension"
    DENY_EXTENSION = "deny_extension"


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
        RequestAction.ASK_EXTENSION,
        RequestAction.DENY_EXTENSION,
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
        RequestAction.ASK_EXTENSION: RequestState.ACCEPTED,
        RequestAction.EXTEND: RequestState.ACCEPTED,
        RequestAction.DENY_EXTENSION: RequestState.ACCEPTED,
        RequestAction.SUSPEND: RequestState.SUSPENDED,
        RequestAction.ESCALATE: RequestState.ESCALATED,
    },
    RequestState.ASSIGNED: {
        RequestAction.START: RequestState.IN_PROGRESS,
        RequestAction.RETURN: RequestState.RETURNED,
        RequestAction.ASK_EXTENSION: RequestState.ASSIGNED,
        RequestAction.EXTEND: RequestState.ASSIGNED,
        RequestAction.DENY_EXTENSION: RequestState.ASSIGNED,
        RequestAction.SUSPEND: RequestState.SUSPENDED,
        RequestAction.ESCALATE: RequestState.ESCALATED,
    },
    RequestState.IN_PROGRESS: {
        RequestAction.REPLY: RequestState.REPLIED,
        RequestAction.RETURN: RequestState.RETURNED,
        RequestAction.ASK_EXTENSION: RequestState.IN_PROGRESS,
        RequestAction.EXTEND: RequestState.IN_PROGRESS,
        RequestAction.DENY_EXTENSION: RequestState.IN_PROGRESS,
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
        RequestAction.ASK_EXTENSION: RequestState.ESCALATED,
        RequestAction.EXTEND: RequestState.ESCALATED,
        RequestAction.DENY_EXTENSION: RequestState.ESCALATED,
        RequestAction.SUSPEND: RequestState.SUSPENDED,
    },
    RequestState.SUSPENDED: {RequestAction.RESUME: RequestState.SUSPENDED},
    RequestState.CLOSED: {},
    RequestState.NOT_ACCEPTED: {},
}
_NO_HANDLER = frozenset({RequestState.ACCEPTED, RequestState.RETURNED})
_NEED_HANDLER = frozenset({RequestAction.START, RequestAction.REPLY})
_ANSWERS_TO_ASKING = frozenset({RequestAction.EXTEND, RequestAction.DENY_EXTENSION})
_SUSPENDABLE = frozenset(state for state, ways in _WAYS.items() if RequestAction.SUSPEND in ways)


def next_state(
    state: RequestState,
    action: RequestAction,
    *,
    before: RequestState | None = None,
    is_extension_asked: bool = False,
) -> RequestState:
    """The state to which an action leads: nothing skips a state in silence (RULES.md, Appeals).

    Args:
        state: where the appeal stands.
        action: what is done.
        before: the state before the suspension or the escalation in which it stands.
        is_extension_asked: whether an extension waits for its answer.

    Raises:
        DeskError: naming the action and the state, where the one is not possible in the other.
    """
    if action in _ANSWERS_TO_ASKING and action in _WAYS[state] and not is_extension_asked:
        raise DeskError("No extension was asked for: {action} is not possible.", action=action)
    if action is RequestAction.ASK_EXTENSION and action in _WAYS[state] and is_extension_asked:
        raise DeskError("An extension was asked for already: grant or refuse it first.", action=action)
    if action not in actions_from(state, before=before, is_extension_asked=is_extension_asked):
        raise DeskError("{action} is not possible while the appeal is {state}.", action=action, state=state)
    if action is RequestAction.RESUME:
        if before not in _SUSPENDABLE:
            raise DeskError("The state to resume is not known: it was never suspended from one.", before=before)
        return before
    return _WAYS[state][action]


def actions_from(
    state: RequestState, *, before: RequestState | None = None, is_extension_asked: bool = False
) -> tuple[RequestAction, ...]:
    """What may be done in a state, the main action first.

    Escalated before it had a handler, it is assigned first; an extension is asked for, then granted or refused.
    """
    hidden = {RequestAction.ASK_EXTENSION} if is_extension_asked else set(_ANSWERS_TO_ASKING)
    if state is RequestState.ESCALATED and before in _NO_HANDLER:
        hidden |= _NEED_HANDLER
    return tuple(action for action in _WAYS[state] if action not in hidden)


def main_action(state: RequestState, *, before: RequestState | None = None) -> RequestAction | None:
    """The one action that carries an appeal on from a state; None where it has ended."""
    return next(iter(actions_from(state, before=before)), None)
