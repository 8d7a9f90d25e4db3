"""The two clocks of an appeal: deadlines, extensions, suspensions and the days of the desk."""

from datetime import UTC, date, datetime

import pytest

from hkdesk.domain.days import PLAIN, PROFILES
from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.request import (
    Category,
)
from hkdesk.work.changes import undo
from hkdesk.work.commands.clocks import set_clocks, set_own_days
from hkdesk.work.commands.requests import edit_request
from hkdesk.work.queries.clocks import clocks
from hkdesk.work.queries.requests import request_steps
from tests.work.appeals import A, S, act, brought_to, log, values


def test_an_extension_is_asked_for_and_granted_and_puts_the_day_off_by_working_days(desk):
    key = brought_to(desk, S.ACCEPTED)
    asked = act(desk, key, A.ASK_EXTENSION, on=date(2026, 11, 10), reason="情况复杂", extra_workdays=5)
    assert (asked["due_on"], asked["extension_asked_workdays"]) == (date(2026, 11, 11), 5)
    found = act(desk, key, A.EXTEND, on=date(2026, 11, 12))  # a leader may answer after the day
    assert (found["due_on"], found["state"], found["extended_workdays"]) == (date(2026, 11, 18), S.ACCEPTED, 5)
    assert (found["extension_asked_on"], found["extension_asked_workdays"]) == (None, None)
    assert [s.action for s in desk.read(request_steps, key)][-2:] == [A.ASK_EXTENSION, A.EXTEND]


def test_less_than_was_asked_for_can_be_granted_and_no_more(desk):
    key = brought_to(desk, S.ACCEPTED)
    act(desk, key, A.ASK_EXTENSION, on=date(2026, 11, 10), reason="情况复杂", extra_workdays=5)
    with pytest.raises(DeskError, match="no more can be granted") as refusal:
        act(desk, key, A.EXTEND, on=date(2026, 11, 11), extra_workdays=6)
    assert refusal.value.field == "extra_workdays"
    with pytest.raises(DeskError, match="before the day on which it was asked for"):
        act(desk, key, A.EXTEND, on=date(2026, 11, 9))
    assert act(desk, key, A.EXTEND, on=date(2026, 11, 11), extra_workdays=2)["due_on"] == date(2026, 11, 13)
    with pytest.raises(DeskError, match="2 working days more already"):
        act(desk, key, A.ASK_EXTENSION, on=date(2026, 11, 11), reason="情况复杂", extra_workdays=9)


def test_a_refused_extension_leaves_the_day_and_says_why(desk):
    key = brought_to(desk, S.IN_PROGRESS)
    act(desk, key, A.ASK_EXTENSION, on=date(2026, 11, 10), reason="情况复杂", extra_workdays=5)
    with pytest.raises(DeskError, match="needs a reason"):
        act(desk, key, A.DENY_EXTENSION)
    found = act(desk, key, A.DENY_EXTENSION, reason="可以按期")
    assert (found["due_on"], found["extended_workdays"], found["extension_asked_on"]) == (date(2026, 11, 11), 0, None)
    assert desk.read(request_steps, key)[-1].reason == "可以按期"


@pytest.mark.parametrize(
    ("on", "days", "field"),
    [
        (date(2026, 11, 11), 5, "on"),
        (date(2026, 11, 20), 5, "on"),
        (date(2026, 11, 3), 0, "extra_workdays"),
        (date(2026, 11, 3), 11, "extra_workdays"),
    ],
)
def test_an_extension_is_asked_in_time_and_within_bounds(desk, on, days, field):
    key = brought_to(desk, S.ACCEPTED)
    with pytest.raises(DeskError) as refusal:
        act(desk, key, A.ASK_EXTENSION, on=on, reason="情况复杂", extra_workdays=days)
    assert refusal.value.field == field
    assert values(desk, key)["due_on"] == date(2026, 11, 11)


def test_an_appeal_without_a_deadline_is_not_extended_and_resumes_without_one(desk):
    key = brought_to(desk, S.ACCEPTED)
    desk.do(edit_request, key, {"due_on": ""})
    with pytest.raises(DeskError, match="no due date to extend"):
        act(desk, key, A.ASK_EXTENSION, reason="情况复杂", extra_workdays=3)
    act(desk, key, A.SUSPEND, reason="待补材料")
    assert act(desk, key, A.RESUME)["due_on"] is None


@pytest.mark.parametrize(
    ("suspended", "resumed"),
    [
        (date(2026, 11, 3), date(2026, 11, 10)),
        (date(2026, 11, 3), date(2026, 11, 3)),
        (date(2026, 11, 6), date(2026, 11, 8)),  # over a weekend: no working day is lost
        (date(2026, 11, 10), date(2026, 11, 5)),  # told the wrong way round: nothing is taken away
        (date(2026, 11, 20), date(2026, 11, 24)),  # after it was due
    ],
)
def test_the_clock_stands_for_the_working_days_of_a_suspension(desk, suspended, resumed):
    key = brought_to(desk, S.IN_PROGRESS)
    act(desk, key, A.SUSPEND, on=suspended, reason="待补材料")
    found = act(desk, key, A.RESUME, on=resumed)
    stood = max(0, PLAIN.workdays_between(suspended, resumed))
    assert PLAIN.workdays_between(date(2026, 11, 11), found["due_on"]) == stood
    assert (found["state"], found["state_before"]) == (S.IN_PROGRESS, None)


def test_a_second_suspension_counts_from_its_own_day(desk):
    key = brought_to(desk, S.ACCEPTED)
    for suspended, resumed in ((3, 4), (9, 11)):
        act(desk, key, A.SUSPEND, on=date(2026, 11, suspended), reason="待补材料")
        found = act(desk, key, A.RESUME, on=date(2026, 11, resumed))
    assert found["due_on"] == date(2026, 11, 16)


def test_an_escalated_appeal_that_never_had_a_handler_is_assigned_before_it_is_handled(desk):
    key = brought_to(desk, S.ESCALATED)
    for action in (A.START, A.REPLY):
        with pytest.raises(DeskError, match="not possible"):
            act(desk, key, action, handling="x")
    assert act(desk, key, A.ASSIGN, provider="企业服务中心")["state"] is S.ASSIGNED


def test_not_even_a_suspension_lets_it_pass_without_a_handler(desk):
    key = brought_to(desk, S.ESCALATED)
    act(desk, key, A.SUSPEND, reason="待补材料")
    assert act(desk, key, A.RESUME)["state"] is S.ESCALATED
    with pytest.raises(DeskError, match="not possible"):
        act(desk, key, A.START)
    act(desk, key, A.ASSIGN, provider="企业服务中心")
    act(desk, key, A.ESCALATE, reason="仍未办")
    act(desk, key, A.SUSPEND, reason="待补材料")
    act(desk, key, A.RESUME)
    assert act(desk, key, A.START)["state"] is S.IN_PROGRESS


def test_the_two_clocks_are_the_categorys_own_where_the_park_has_set_them(desk):
    desk.do(set_clocks, {Category.LABOUR: (1, 3)})
    found = values(desk, log(desk, category="labour", received_on="2026-11-02"))
    assert (found["response_due_on"], found["due_on"]) == (date(2026, 11, 3), date(2026, 11, 5))
    other = values(desk, log(desk, received_on="2026-11-02"))
    assert (other["response_due_on"], other["due_on"]) == (date(2026, 11, 3), date(2026, 11, 11))


def test_the_first_answer_stops_the_first_clock(desk):
    key = log(desk, received_on="2026-11-02")
    assert act(desk, key, A.ACCEPT, on=date(2026, 11, 3))["responded_on"] == date(2026, 11, 3)
    assert act(desk, key, A.ASSIGN, on=date(2026, 11, 4), provider="企业服务中心")["responded_on"] == date(2026, 11, 3)


def test_the_officers_own_days_count_and_make_an_unknown_year_certain(desk_folder, open_at):
    """The State Council publishes a year's holidays in the November before it: until then they are typed in."""
    desk = open_at(desk_folder, now=datetime(2026, 12, 30, 2, tzinfo=UTC))
    log(desk, title="先前登记")
    before = values(desk, log(desk))
    assert (before["due_on"], before["due_is_certain"]) == (date(2027, 1, 8), False)
    days = [(date(2027, 1, 1), False, "元旦"), *((date(2027, 10, d), False, "国庆") for d in (1, 2, 3))]
    assert desk.do(set_own_days, days).result == 2  # the two that were not certain were counted anew
    after = values(desk, before["id"])
    assert (after["due_on"], after["due_is_certain"]) == (date(2027, 1, 11), True)
    desk.do(undo)
    assert values(desk, before["id"])["due_on"] == date(2027, 1, 8)


@pytest.mark.parametrize(
    ("days", "says", "field"),
    [
        ([("2027-13-01", False, "")], "no day 2027-13-01", "day.0"),
        ([("2027-01-01", False, ""), ("2027.1.1", True, "")], "stands here twice", "day.1"),
    ],
)
def test_a_wrong_day_of_ones_own_is_refused_beside_it(desk, days, says, field):
    with pytest.raises(FieldErrors, match=says) as refusal:
        desk.do(set_own_days, days)
    assert [e.field for e in refusal.value.errors] == [field]


@pytest.mark.parametrize(
    ("clock", "field"),
    [
        (("0", "7"), "response_workdays.labour"),
        (("1", "七"), "solution_workdays.labour"),
        (("", "7"), "response_workdays.labour"),
        (("9", "7"), "response_workdays.labour"),
        (("1", "251"), "solution_workdays.labour"),
    ],
)
def test_a_wrong_clock_is_refused_beside_its_category(desk, clock, field):
    with pytest.raises(FieldErrors) as refusal:
        desk.do(set_clocks, {Category.LABOUR: clock, Category.LEGAL: ("2", "10")})
    assert [e.field for e in refusal.value.errors] == [field]
    assert not desk.read(clocks).own


def test_a_clock_set_back_to_the_rules_follows_them_again(desk):
    desk.do(set_clocks, {Category.LABOUR: ("2", "10"), Category.LEGAL: (2, 25)})
    assert desk.read(clocks).own == {Category.LABOUR: PROFILES["resolve"], Category.LEGAL: PROFILES["complex"]}
    desk.do(set_clocks, {Category.LABOUR: ("", ""), Category.LEGAL: (1, 7)})
    assert not desk.read(clocks).own


def test_a_suspension_puts_both_clocks_off(desk):
    key = log(desk, received_on="2026-11-02", response_due_on="2026-11-06")
    desk.do(edit_request, key, {"response_due_on": "2026-11-20"})
    act(desk, key, A.ACCEPT, on=date(2026, 11, 2))
    act(desk, key, A.SUSPEND, on=date(2026, 11, 3), reason="待补材料")
    found = act(desk, key, A.RESUME, on=date(2026, 11, 5))
    assert found["due_on"] == date(2026, 11, 13)
    assert found["response_due_on"] == date(2026, 11, 20)  # it was answered before


def test_a_deadline_on_a_day_off_is_refused_where_it_is_typed(desk):
    with pytest.raises(FieldErrors, match="is a day off"):
        log(desk, due_on="2026-11-29")
    key = brought_to(desk, S.ACCEPTED)
    with pytest.raises(DeskError, match="is a day off") as refusal:
        act(desk, key, A.ASSIGN, provider="企业服务中心", due_on=date(2026, 11, 29))
    assert refusal.value.field == "due_on"
    assert values(desk, key)["state"] is S.ACCEPTED
