from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hkdesk.domain.days import PLAIN
from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import (
    ENDED,
    NEEDS_REASON,
    PATH,
    RequestAction,
    RequestState,
    ReturnVisit,
    Satisfaction,
    actions_from,
    main_action,
    next_state,
)
from hkdesk.domain.request_checks import check_closing, check_due_day, check_extension, check_finding, check_reason

S, A = RequestState, RequestAction


def test_the_main_buttons_lead_the_straight_way_to_closing():
    walked = [PATH[0]]
    while (action := main_action(walked[-1])) is not None:
        walked.append(next_state(walked[-1], action))
    assert tuple(walked) == PATH


@pytest.mark.parametrize(
    ("state", "action", "reached"),
    [
        (S.REGISTERED, A.NOT_ACCEPT, S.NOT_ACCEPTED),
        (S.ASSIGNED, A.RETURN, S.RETURNED),
        (S.IN_PROGRESS, A.RETURN, S.RETURNED),
        (S.RETURNED, A.ASSIGN, S.ASSIGNED),
        (S.IN_PROGRESS, A.ASK_EXTENSION, S.IN_PROGRESS),
        (S.ASSIGNED, A.SUSPEND, S.SUSPENDED),
        (S.RETURN_VISIT, A.REDO, S.IN_PROGRESS),
        (S.RETURN_VISIT, A.RETURN_VISIT, S.RETURN_VISIT),
        (S.RETURN_VISIT, A.ESCALATE, S.ESCALATED),
        (S.IN_PROGRESS, A.ESCALATE, S.ESCALATED),
        (S.ESCALATED, A.START, S.IN_PROGRESS),
        (S.ESCALATED, A.REPLY, S.REPLIED),
    ],
)
def test_the_branches_lead_where_the_rules_say(state, action, reached):
    assert next_state(state, action) is reached


@pytest.mark.parametrize(
    ("state", "action"),
    [
        (S.REGISTERED, A.ASSIGN),
        (S.ACCEPTED, A.START),
        (S.ASSIGNED, A.REPLY),
        (S.IN_PROGRESS, A.CLOSE),
        (S.REPLIED, A.ASK_EXTENSION),
        (S.REPLIED, A.EXTEND),
        (S.REPLIED, A.CLOSE),
        (S.SUSPENDED, A.REPLY),
        (S.CLOSED, A.REDO),
        (S.NOT_ACCEPTED, A.ACCEPT),
        (S.REGISTERED, A.REGISTER),
    ],
)
def test_what_would_skip_a_state_is_refused_by_name(state, action):
    with pytest.raises(DeskError, match=f"{action} is not possible while the appeal is {state}") as refused:
        next_state(state, action)
    assert refused.value.values == {"action": action, "state": state}


@pytest.mark.parametrize("before", [state for state in S if A.SUSPEND in actions_from(state)])
def test_a_suspended_appeal_resumes_where_it_stood(before):
    assert next_state(next_state(before, A.SUSPEND), A.RESUME, before=before) is before


@pytest.mark.parametrize("before", [None, S.CLOSED, S.SUSPENDED])
def test_what_was_never_suspended_does_not_resume(before):
    with pytest.raises(DeskError, match="not known"):
        next_state(S.SUSPENDED, A.RESUME, before=before)


def test_what_was_escalated_before_it_had_a_handler_is_assigned_first():
    assert main_action(S.ESCALATED, before=S.ACCEPTED) is A.ASSIGN
    assert main_action(S.ESCALATED, before=S.RETURN_VISIT) is A.START
    with pytest.raises(DeskError):
        next_state(S.ESCALATED, A.REPLY, before=S.RETURNED)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.integers(0, 11), max_size=40))
def test_no_walk_skips_a_state_or_leaves_an_ended_one(choices):
    state, suspended_from, escalated_from = S.REGISTERED, None, None
    seen = [state]
    for choice in choices:
        before = suspended_from if state is S.SUSPENDED else escalated_from
        if not (actions := actions_from(state, before=before)):
            assert state in ENDED
            break
        reached = next_state(state, actions[choice % len(actions)], before=before)
        if reached is S.SUSPENDED:
            suspended_from = state
        if reached is S.ESCALATED and state not in (S.SUSPENDED, S.ESCALATED):
            escalated_from = state
        state = reached
        seen.append(state)
    handled = [state for state in seen if state in PATH]
    assert all(PATH[: PATH.index(state)] for state in handled[1:])
    for place, state in enumerate(handled):
        if state is S.CLOSED:
            assert handled[place - 1] is S.RETURN_VISIT
        if state is S.RETURN_VISIT:
            assert handled[place - 1] in (S.REPLIED, S.RETURN_VISIT)
        if state in (S.IN_PROGRESS, S.REPLIED):
            assert {S.ACCEPTED, S.ASSIGNED} <= set(handled[:place])


@pytest.mark.parametrize("action", list(A))
def test_a_reason_is_asked_for_where_the_rules_want_one(action):
    check_reason(action, "because")
    if action in NEEDS_REASON:
        with pytest.raises(DeskError) as refused:
            check_reason(action, " \n")
        assert refused.value.field == "reason"
    else:
        check_reason(action, "")


@pytest.mark.parametrize(
    ("visit", "why"),
    [
        (None, "no return visit"),
        (ReturnVisit(False, False, None), "not reached"),
        (ReturnVisit(True, False, Satisfaction.SATISFIED), "not solved"),
        (ReturnVisit(True, True, Satisfaction.NOT_SATISFIED), "not satisfied"),
    ],
)
def test_only_a_good_return_visit_or_a_leader_closes_an_appeal(visit, why):
    with pytest.raises(DeskError, match=why):
        check_closing(visit, " ")
    check_closing(visit, "withdrawn by the enterprise")


@pytest.mark.parametrize("satisfaction", [Satisfaction.SATISFIED, Satisfaction.BASICALLY_SATISFIED, None])
def test_a_good_return_visit_closes_an_appeal(satisfaction):
    check_closing(ReturnVisit(True, True, satisfaction), "")


FRIDAY, DUE_MONDAY = date(2024, 9, 6), date(2024, 9, 9)


def test_an_extension_is_asked_for_a_working_day_before_it_is_due():
    check_extension(DUE_MONDAY, FRIDAY, 10, PLAIN)
    with pytest.raises(DeskError, match="too late") as refused:
        check_extension(DUE_MONDAY, DUE_MONDAY, 5, PLAIN)
    assert refused.value.field == "on"


@pytest.mark.parametrize("workdays", [0, -1, 11])
def test_an_extension_is_of_ten_working_days_at_most(workdays):
    with pytest.raises(DeskError, match="1 to 10") as refused:
        check_extension(DUE_MONDAY, FRIDAY, workdays, PLAIN)
    assert refused.value.field == "extra_workdays"


def test_extensions_are_of_ten_working_days_at_most_all_together():
    check_extension(DUE_MONDAY, FRIDAY, 4, PLAIN, granted=6)
    with pytest.raises(DeskError, match="6 working days more already") as refused:
        check_extension(DUE_MONDAY, FRIDAY, 5, PLAIN, granted=6)
    assert refused.value.field == "extra_workdays"


@pytest.mark.parametrize("state", [S.ACCEPTED, S.ASSIGNED, S.IN_PROGRESS, S.ESCALATED])
def test_an_extension_is_asked_for_then_granted_or_refused_and_keeps_the_state(state):
    assert A.ASK_EXTENSION in actions_from(state)
    assert A.EXTEND not in actions_from(state)
    with pytest.raises(DeskError, match="No extension was asked for"):
        next_state(state, A.EXTEND)
    with pytest.raises(DeskError, match="No extension was asked for"):
        next_state(state, A.DENY_EXTENSION)
    assert next_state(state, A.ASK_EXTENSION) is state
    with pytest.raises(DeskError, match="asked for already"):
        next_state(state, A.ASK_EXTENSION, is_extension_asked=True)
    for answer in (A.EXTEND, A.DENY_EXTENSION):
        assert next_state(state, answer, is_extension_asked=True) is state


NOBODY, UNSOLVED = ReturnVisit(False, False, None), ReturnVisit(True, False, Satisfaction.NOT_SATISFIED)


@pytest.mark.parametrize("visit", [NOBODY, UNSOLVED, ReturnVisit(True, True, None)])
def test_a_return_visit_says_what_it_found(visit):
    check_finding(S.RETURN_VISIT, visit)
    check_finding(S.REPLIED, visit)
    check_finding(S.REPLIED, None)  # put down for a visit
    with pytest.raises(DeskError, match="Say what the visit found") as refused:
        check_finding(S.RETURN_VISIT, None)
    assert refused.value.field == "was_contacted"


@pytest.mark.parametrize("visit", [ReturnVisit(False, True, None), ReturnVisit(False, False, Satisfaction.SATISFIED)])
def test_whoever_was_not_reached_has_said_nothing(visit):
    with pytest.raises(DeskError, match="Not reached, yet an answer"):
        check_finding(S.RETURN_VISIT, visit)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (date(2024, 10, 1), date(2024, 9, 30), date(2024, 10, 8)),
        (date(2024, 9, 28), date(2024, 9, 27), date(2024, 9, 29)),  # the Sunday after it is worked
    ],
)
def test_a_deadline_set_on_a_day_off_is_refused_with_the_working_days_around_it(day, before, after):
    check_due_day(before, PLAIN)
    check_due_day(after, PLAIN)
    with pytest.raises(DeskError, match=f"{day} is a day off") as refused:
        check_due_day(day, PLAIN)
    assert (refused.value.values["before"], refused.value.values["after"]) == (before, after)
    assert refused.value.field == "due_on"
