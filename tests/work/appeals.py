"""Appeals at hand: logged, brought to a state, looked at."""

from datetime import date

from hkdesk.domain.request import (
    NEEDS_REASON,
    RequestAction,
    RequestState,
    ReturnVisit,
    Satisfaction,
)
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import log_request
from hkdesk.work.queries.records import load, records

A, S = RequestAction, RequestState
LIDIAN = "湖南立点科技有限公司"
GOOD = ReturnVisit(contacted=True, solved=True, satisfaction=Satisfaction.SATISFIED)
MONDAY = date(2026, 11, 2)


def log(desk, **typed):
    return desk.do(log_request, {"enterprise": LIDIAN, "title": "用工", **typed}).result


def values(desk, key):
    return desk.read(load, "ServiceRequest", key).values


def act(desk, key, *actions, **given_act):
    for action in actions:
        desk.do(act_on_request, key, action, Act(**given_act))
    return values(desk, key)


def how_many(desk):
    return len(list(desk.stream(records, "ServiceRequest")))


def brought_to(desk, state, on=MONDAY):
    """A new appeal taken straight to a state."""
    key = log(desk, received_on=on.isoformat())
    way = {
        S.REGISTERED: [],
        S.NOT_ACCEPTED: [A.NOT_ACCEPT],
        S.ACCEPTED: [A.ACCEPT],
        S.ASSIGNED: [A.ACCEPT, A.ASSIGN],
        S.RETURNED: [A.ACCEPT, A.ASSIGN, A.RETURN],
        S.SUSPENDED: [A.ACCEPT, A.SUSPEND],
        S.ESCALATED: [A.ACCEPT, A.ESCALATE],
        S.IN_PROGRESS: [A.ACCEPT, A.ASSIGN, A.START],
        S.REPLIED: [A.ACCEPT, A.ASSIGN, A.START, A.REPLY],
        S.RETURN_VISIT: [A.ACCEPT, A.ASSIGN, A.START, A.REPLY, A.RETURN_VISIT],
        S.CLOSED: [A.ACCEPT, A.ASSIGN, A.START, A.REPLY, A.RETURN_VISIT, A.CLOSE],
    }[state]
    for action in way:
        found = act(
            desk,
            key,
            action,
            on=on,
            reason="因故" if action in NEEDS_REASON else "",
            provider="企业服务中心" if action is A.ASSIGN else None,
            handling="已对接" if action is A.REPLY else "",
            visit=GOOD if action is A.RETURN_VISIT else None,
        )
        assert found["state"] is not None
    assert values(desk, key)["state"] is state
    return key
