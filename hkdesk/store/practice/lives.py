"""What becomes of an invented appeal: its steps with their days, and the fields that follow from them."""

from dataclasses import dataclass
from random import Random

from hkdesk.domain.days import PROFILES
from hkdesk.domain.request import RequestAction, RequestState, Satisfaction
from hkdesk.store.practice.days import PROFILE_NAMES, Span

_NOT_ACCEPTED, _STUCK_AT_MOST, _LATE = 0.04, 0.24, 0.1  # those that stick grow in number towards today
_PROFILES = (0,) * 5 + (1,) * 8 + (2,) * 4 + (3,) * 2 + (4,)  # of days.PROFILE_NAMES, as often as each comes
_WORKDAYS = [PROFILES[name].solution_workdays for name in PROFILE_NAMES]
_EXTENDED, _REDONE, _LEADER = 0.05, 0.03, 0.02
# By value and bound once: an enumeration's member costs a call of Python each time that it is named.
(
    _REGISTER,
    _ACCEPT,
    _NOT_ACCEPT,
    _ASSIGN,
    _RETURN,
    _START,
    _REPLY,
    _VISIT,
    _CLOSE,
    _EXTEND,
    _SUSPEND,
    _,
    _REDO,
    _ESCALATE,
    _ASK,
    _,
) = (action.value for action in RequestAction)
Steps = list[tuple[str, int]]
_STUCK = (_START,) * 7 + (_VISIT,) * 4 + (_SUSPEND,) * 2 + (_ESCALATE,) * 3 + (_RETURN,) * 2 + (
    _ASSIGN, _REPLY,
)  # fmt: skip
STATE_AFTER = {
    _REGISTER: RequestState.REGISTERED.value,
    _ACCEPT: RequestState.ACCEPTED.value,
    _NOT_ACCEPT: RequestState.NOT_ACCEPTED.value,
    _ASSIGN: RequestState.ASSIGNED.value,
    _RETURN: RequestState.RETURNED.value,
    _START: RequestState.IN_PROGRESS.value,
    _ASK: RequestState.IN_PROGRESS.value,
    _EXTEND: RequestState.IN_PROGRESS.value,
    _REDO: RequestState.IN_PROGRESS.value,
    _REPLY: RequestState.REPLIED.value,
    _VISIT: RequestState.RETURN_VISIT.value,
    _CLOSE: RequestState.CLOSED.value,
    _SUSPEND: RequestState.SUSPENDED.value,
    _ESCALATE: RequestState.ESCALATED.value,
}
_SATISFIED, _BASICALLY, _NOT = (s.value for s in Satisfaction)
Finding = tuple[int | None, int | None, str | None]  # contacted, solved, satisfaction
_NO_FINDING: Finding = (None, None, None)
_BAD: Finding = (1, 0, _NOT)


@dataclass(slots=True)
class Life:
    """How an appeal went; days by number, None where it has not come to that.

    Args:
        steps: each action with its day, in order.
        finding: of the latest return visit that found anything.
        extended_workdays: those granted beyond its deadline.
        by_leader: whether a leader had it closed without a good return visit.
    """

    steps: Steps
    due: int
    state: str
    state_before: str | None
    assigned: bool
    replied: int | None
    visited: int | None
    finding: Finding
    closed: int | None
    by_leader: bool
    extended_workdays: int


def live(rng: Random, span: Span, received: int, how_late: float) -> Life:
    """The life up to today of an appeal.

    Args:
        received: the day on which it came in.
        how_late: where that lies in the span, 0 its beginning and 1 today.
    """
    draw = rng.random
    which = _PROFILES[int(draw() * len(_PROFILES))]
    due, workdays = span.dues[which][received], _WORKDAYS[which]
    fate = draw()
    if fate < _NOT_ACCEPTED:
        steps = [(_REGISTER, received), (_NOT_ACCEPT, span.plus(received, 1))]
        return _up_to_today(span, steps, due, _NO_FINDING)
    steps, extended = _beginning(rng, span, received), 0
    if draw() < _EXTENDED and steps[-1][1] < due:
        more = 2 + int(draw() * 9)
        steps += [(_ASK, steps[-1][1]), (_EXTEND, steps[-1][1])]
        if steps[-1][1] <= span.today:
            due, extended = span.plus(due, more), more
    if fate < _NOT_ACCEPTED + _STUCK_AT_MOST * how_late * how_late:
        found = _NO_FINDING if draw() < 0.5 else (0, 0, None)
        return _up_to_today(span, _stuck(rng, span, steps, received, workdays), due, found, extended)
    taken = 1 + int(workdays * (0.8 * draw() if draw() > _LATE else 1 + draw()))
    steps.append((_REPLY, max(steps[-1][1], span.plus(received, taken))))
    if draw() < _REDONE:
        steps.append((_VISIT, span.plus(steps[-1][1], 1)))
        steps.append((_REDO, steps[-1][1]))
        steps.append((_REPLY, span.plus(steps[-1][1], 2 + int(draw() * 5))))
    steps.append((_VISIT, span.plus(steps[-1][1], 1 + int(draw() * 3))))
    steps.append((_CLOSE, span.plus(steps[-1][1], int(draw() * 2))))
    return _up_to_today(span, steps, due, _last_finding(draw()), extended)


def _beginning(rng: Random, span: Span, received: int) -> Steps:
    accepted = span.plus(received, int(rng.random() * 1.5))
    assigned = span.plus(accepted, int(rng.random() * 1.3))
    started = span.plus(assigned, int(rng.random() * 1.7))
    return [(_REGISTER, received), (_ACCEPT, accepted), (_ASSIGN, assigned), (_START, started)]


def _last_finding(part: float) -> Finding:
    if part < _LEADER:
        return _BAD if part < _LEADER / 2 else (0, 0, None)
    return (1, 1, _SATISFIED if part < 0.8 else _BASICALLY)


def _stuck(rng: Random, span: Span, steps: Steps, received: int, workdays: int) -> Steps:
    """The steps of an appeal that came to a stop, or was pressed, on its way."""
    at = rng.choice(_STUCK)
    if at == _ASSIGN:
        return steps[:3]
    if at == _START:
        return steps
    if at in (_SUSPEND, _RETURN):
        return [*steps, (at, span.plus(steps[-1][1], 1))]
    if at == _ESCALATE:
        return [*steps, (at, max(steps[-1][1], span.plus(received, workdays + 3)))]
    steps = [*steps, (_REPLY, max(steps[-1][1], span.plus(received, workdays)))]
    return steps if at == _REPLY else [*steps, (_VISIT, span.plus(steps[-1][1], 2))]


def _up_to_today(span: Span, steps: Steps, due: int, last: Finding, extended: int = 0) -> Life:
    """Cut what is still to come, and read the fields off what is left; the last return visit finds `last`."""
    while steps[-1][1] > span.today:
        steps.pop()
    replied = visited = closed = None
    assigned, finding = False, _NO_FINDING
    for action, day in steps:
        if action == _ASSIGN:
            assigned = True
        elif action == _REPLY:
            replied = day
        elif action == _REDO:
            replied, finding = None, _BAD
        elif action == _VISIT:
            if last[0] is not None:
                finding, visited = last, day
        elif action == _CLOSE:
            closed = day
    state = STATE_AFTER[steps[-1][0]]
    before = STATE_AFTER[steps[-2][0]] if steps[-1][0] in (_SUSPEND, _ESCALATE) else None
    by_leader = closed is not None and (not finding[1])
    return Life(steps, due, state, before, assigned, replied, visited, finding, closed, by_leader, extended)
