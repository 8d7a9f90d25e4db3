"""The way of an appeal: which steps there are, what they ask for, and how it is closed."""

from datetime import date
from uuid import uuid4

import pytest

from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import (
    ReturnVisit,
    Satisfaction,
    actions_from,
)
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.queries.records import resolve
from hkdesk.work.queries.requests import request_steps
from tests.conftest import NOW
from tests.work.appeals import GOOD, MONDAY, A, S, act, brought_to, log, values


def test_an_appeal_goes_its_whole_way_and_every_step_says_who_when_and_why(desk):
    key = log(desk, received_on="2026-11-02")
    way = [
        (A.ACCEPT, Act(on=date(2026, 11, 3), reason="属园区职责"), S.ACCEPTED),
        (A.ASSIGN, Act(on=date(2026, 11, 4), provider="企业服务中心"), S.ASSIGNED),
        (A.START, Act(on=date(2026, 11, 4)), S.IN_PROGRESS),
        (A.REPLY, Act(on=date(2026, 11, 9), handling="已对接银行"), S.REPLIED),
        (A.RETURN_VISIT, Act(on=date(2026, 11, 10), visit=GOOD), S.RETURN_VISIT),
        (A.CLOSE, Act(on=date(2026, 11, 11)), S.CLOSED),
    ]
    for action, given_act, state in way:
        desk.do(act_on_request, key, action, given_act)
        assert values(desk, key)["state"] is state
    found = values(desk, key)
    assert (found["handling"], found["replied_on"]) == ("已对接银行", date(2026, 11, 9))
    assert (found["return_visited_on"], found["closed_on"]) == (date(2026, 11, 10), date(2026, 11, 11))
    assert (found["was_contacted"], found["was_solved"]) == (True, True)
    assert found["satisfaction"] is Satisfaction.SATISFIED
    steps = desk.read(request_steps, key)
    assert [(s.action, s.on, s.state) for s in steps] == [
        (A.REGISTER, date(2026, 11, 2), S.REGISTERED),
        *((action, a.on, state) for action, a, state in way),
    ]
    assert {(s.actor, s.at) for s in steps} == {("李敏", NOW)}
    assert [(s.reason, s.provider) for s in steps][1:3] == [("属园区职责", None), ("", "企业服务中心")]


@pytest.mark.parametrize("state", list(S))
def test_no_step_is_possible_where_the_rules_have_none_and_nothing_is_kept_of_it(desk, state):
    key = brought_to(desk, state)
    before, steps = values(desk, key), desk.read(request_steps, key)
    for action in set(A) - set(actions_from(state, before=before["state_before"])):
        with pytest.raises(DeskError, match=r"not possible while|No extension was asked for") as refusal:
            act(desk, key, action, on=MONDAY, reason="因故", provider="企业服务中心", handling="x", visit=GOOD)
        assert refusal.value.values["action"] is action
        assert (values(desk, key), desk.read(request_steps, key)) == (before, steps)


@pytest.mark.parametrize(
    ("state", "action"),
    [
        (S.REGISTERED, A.NOT_ACCEPT),
        (S.ASSIGNED, A.RETURN),
        (S.ACCEPTED, A.ASK_EXTENSION),
        (S.ACCEPTED, A.SUSPEND),
        (S.RETURN_VISIT, A.REDO),
        (S.IN_PROGRESS, A.ESCALATE),
    ],
)
def test_a_branch_asks_why(desk, state, action):
    key = brought_to(desk, state)
    with pytest.raises(DeskError, match="needs a reason") as refusal:
        act(desk, key, action, on=MONDAY, reason="  ", extra_workdays=3)
    assert refusal.value.field == "reason"


@pytest.mark.parametrize(
    ("given_act", "action", "state", "field"),
    [
        (Act(on=MONDAY), A.ASSIGN, S.ACCEPTED, "provider"),
        (Act(on=MONDAY, provider=" "), A.ASSIGN, S.ACCEPTED, "provider"),
        (Act(on=MONDAY, handling=" "), A.REPLY, S.IN_PROGRESS, "handling"),
        (Act(on=date(2026, 11, 25)), A.ACCEPT, S.REGISTERED, "on"),
        (Act(on=date(2026, 11, 1)), A.ACCEPT, S.REGISTERED, "on"),
    ],
)
def test_a_step_asks_for_what_it_needs(desk, given_act, action, state, field):
    key = brought_to(desk, state)
    with pytest.raises(DeskError) as refusal:
        desk.do(act_on_request, key, action, given_act)
    assert refusal.value.field == field
    assert values(desk, key)["state"] is state


def test_an_unknown_handler_is_refused_by_name(desk):
    key = brought_to(desk, S.ACCEPTED)
    with pytest.raises(DeskError, match="none of the name “无此人”"):
        act(desk, key, A.ASSIGN, on=MONDAY, provider="无此人")
    with pytest.raises(DeskError, match="deleted meanwhile"):
        act(desk, key, A.ASSIGN, on=MONDAY, provider=uuid4())
    assert act(desk, key, A.ASSIGN, on=MONDAY, provider="企业家联合会")["state"] is S.ASSIGNED


def test_whoever_was_named_on_entry_handles_it(desk):
    key = log(desk, lead_provider="企业服务中心", received_on="2026-11-02")
    assert act(desk, key, A.ACCEPT, A.ASSIGN)["lead_provider_id"] == desk.read(resolve, "Provider", "企业服务中心")


def test_a_returned_appeal_is_assigned_anew(desk):
    key = brought_to(desk, S.RETURNED)
    found = act(desk, key, A.ASSIGN, provider="企业家联合会")
    assert (found["state"], found["lead_provider_id"]) == (S.ASSIGNED, desk.read(resolve, "Provider", "企业家联合会"))
    assert [s.reason for s in desk.read(request_steps, key)][-2:] == ["因故", ""]


def test_an_appeal_that_is_not_accepted_has_ended(desk):
    key = brought_to(desk, S.NOT_ACCEPTED)
    assert desk.read(request_steps, key)[-1].reason == "因故"
    assert values(desk, key)["closed_on"] is None


@pytest.mark.parametrize(
    ("visit", "says"),
    [
        (None, "no return visit"),
        (ReturnVisit(False, False, None), "not reached"),
        (ReturnVisit(True, False, Satisfaction.SATISFIED), "not solved"),
        (ReturnVisit(True, True, Satisfaction.NOT_SATISFIED), "not satisfied"),
    ],
)
def test_nothing_is_struck_off_without_a_good_return_visit_unless_a_leader_says_why(desk, visit, says):
    key = brought_to(desk, S.REPLIED)
    act(desk, key, A.RETURN_VISIT, visit=visit)
    with pytest.raises(DeskError, match=says) as refusal:
        act(desk, key, A.CLOSE, reason="我说了算")
    assert refusal.value.field == "leaders_reason"
    assert values(desk, key)["closed_on"] is None
    assert act(desk, key, A.CLOSE, leaders_reason="企业已停产")["state"] is S.CLOSED
    assert desk.read(request_steps, key)[-1].reason == "企业已停产"


@pytest.mark.parametrize("how", [Satisfaction.SATISFIED, Satisfaction.BASICALLY_SATISFIED, None])
def test_a_good_return_visit_closes_it(desk, how):
    key = brought_to(desk, S.REPLIED)
    act(desk, key, A.RETURN_VISIT, visit=ReturnVisit(False, False, None))
    act(desk, key, A.RETURN_VISIT, visit=ReturnVisit(True, True, how))
    assert act(desk, key, A.CLOSE)["state"] is S.CLOSED


def test_what_is_redone_needs_a_visit_of_its_own_and_keeps_what_the_first_one_found(desk):
    key = brought_to(desk, S.REPLIED)
    bad = ReturnVisit(True, False, Satisfaction.NOT_SATISFIED)
    act(desk, key, A.RETURN_VISIT, visit=bad)
    found = act(desk, key, A.REDO, reason="企业说没办好", due_on=date(2026, 12, 1))
    assert (found["state"], found["replied_on"], found["due_on"]) == (S.IN_PROGRESS, None, date(2026, 12, 1))
    assert found["satisfaction"] is Satisfaction.NOT_SATISFIED  # until it is visited again
    act(desk, key, A.REPLY, handling="重新办理")
    act(desk, key, A.RETURN_VISIT)
    with pytest.raises(DeskError, match="no return visit"):
        act(desk, key, A.CLOSE)
    act(desk, key, A.RETURN_VISIT, visit=GOOD)
    assert act(desk, key, A.CLOSE)["state"] is S.CLOSED
    visits = [s for s in desk.read(request_steps, key) if s.action is A.RETURN_VISIT]
    assert [(v.was_contacted, v.was_solved, v.satisfaction) for v in visits] == [
        (True, False, Satisfaction.NOT_SATISFIED),
        (None, None, None),
        (True, True, Satisfaction.SATISFIED),
    ]


def test_a_return_visit_that_waits_says_what_it_found(desk):
    key = brought_to(desk, S.REPLIED)
    assert act(desk, key, A.RETURN_VISIT)["state"] is S.RETURN_VISIT
    with pytest.raises(DeskError, match="Say what the visit found") as refusal:
        act(desk, key, A.RETURN_VISIT)
    assert refusal.value.field == "was_contacted"
