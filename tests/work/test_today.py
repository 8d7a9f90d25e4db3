"""What the day holds, at known days: neither more nor less."""

from collections import Counter
from datetime import date, timedelta

import pytest

from hkdesk.domain.days import PLAIN
from hkdesk.domain.lights import Light, is_unreported, request_light
from hkdesk.domain.request import RequestAction, RequestState, ReturnVisit, Satisfaction
from hkdesk.domain.stage import Stage
from hkdesk.work.commands.clocks import set_own_days
from hkdesk.work.commands.enterprises import edit_enterprise
from hkdesk.work.commands.milestones import save_milestone
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import log_request
from hkdesk.work.queries.records import records, resolve
from hkdesk.work.queries.today import Part, today_parts, waiting_counts

A, S = RequestAction, RequestState
LIDIAN, HENGGUANG = "湖南立点科技有限公司", "恒光科技"
TODAY = date(2026, 11, 24)


def log(desk, title, due, firm=LIDIAN, **typed):
    return desk.do(
        log_request, {"enterprise": firm, "title": title, "received_on": "2026-11-02", "due_on": due, **typed}
    ).result


def taken(desk, key, *actions):
    for action in actions:
        visit = ReturnVisit(True, True, Satisfaction.SATISFIED) if action is A.RETURN_VISIT else None
        given = Act(reason="因故", provider="企业服务中心", handling="已对接", visit=visit)
        desk.do(act_on_request, key, action, given)


def titles(desk, part, park=None, officer=""):
    return [line.title for line in desk.read(today_parts, park, TODAY, officer).of(part).lines]


@pytest.fixture
def busy(desk):
    """Appeals on known days, over the few that the articles tell of."""
    for title, due in (("昨日到期", "2026-11-23"), ("今日到期", "2026-11-24"), ("明日到期", "2026-11-25")):
        taken(desk, log(desk, title, due), A.ACCEPT)
    waits = log(desk, "待回访", "2026-12-01")
    taken(desk, waits, A.ACCEPT, A.ASSIGN, A.START, A.REPLY)
    stands = log(desk, "挂起的", "2026-11-23")
    taken(desk, stands, A.ACCEPT, A.SUSPEND)
    closed = log(desk, "办结的", "2026-11-23")
    taken(desk, closed, A.ACCEPT, A.ASSIGN, A.START, A.REPLY, A.RETURN_VISIT, A.CLOSE)
    return desk


def test_each_appeal_stands_where_it_waits_and_what_stands_still_nowhere(busy):
    assert "昨日到期" in titles(busy, Part.OVERDUE)
    assert titles(busy, Part.DUE_TODAY) == ["今日到期"]
    assert "待回访" in titles(busy, Part.TO_VISIT)
    everywhere = Counter(t for part in Part for t in titles(busy, part))
    assert not {"明日到期", "挂起的", "办结的"} & set(everywhere)


def test_a_line_says_whose_it_is_who_handles_it_and_how_long_it_has(busy):
    (line,) = busy.read(today_parts, None, TODAY).of(Part.DUE_TODAY).lines
    assert (line.kind, line.who, line.on, line.days_left, line.light) == (
        "ServiceRequest",
        LIDIAN,
        TODAY,
        0,
        Light.YELLOW,
    )
    late = next(x for x in busy.read(today_parts, None, TODAY).of(Part.OVERDUE).lines if x.title == "昨日到期")
    assert (late.days_left, late.light) == (-1, Light.RED)


def test_a_first_answer_waits_until_it_is_accepted(desk):
    key = log(desk, "未受理", "2026-12-01")
    assert titles(desk, Part.TO_ANSWER) == ["未受理"]  # received on 2 November, one working day to answer
    taken(desk, key, A.ACCEPT)
    assert titles(desk, Part.TO_ANSWER) == []
    fresh = desk.do(log_request, {"enterprise": LIDIAN, "title": "刚来的"}).result
    assert fresh
    assert titles(desk, Part.TO_ANSWER) == []  # until tomorrow


def test_another_park_and_another_officer_have_their_own_day(busy):
    log(busy, "别处的", "2026-11-24", HENGGUANG)
    here, there = (busy.read(resolve, "Park", code) for code in ("HJS", "HJQ"))
    assert titles(busy, Part.DUE_TODAY, here) == ["今日到期"]
    assert titles(busy, Part.DUE_TODAY, there) == ["别处的"]
    (firm,) = [e for e in busy.stream(records, "Enterprise") if e.values["name"] == HENGGUANG]
    busy.do(edit_enterprise, firm.id, {"liaison_officer": "张联络"})
    assert titles(busy, Part.DUE_TODAY, None, "张联络") == ["别处的"]
    assert titles(busy, Part.DUE_TODAY, None, "李敏") == []


def test_the_milestones_of_this_week_are_those_from_monday_to_sunday(desk):
    (project, *_) = [p for p in desk.stream(records, "Project") if p.values["stage"] is Stage.STARTED]
    for kind, on in (
        ("filing", "2026-11-22"),
        ("equipment", "2026-11-23"),
        ("trial_production", "2026-11-29"),
        ("completion", "2026-11-30"),
    ):
        desk.do(save_milestone, project.id, None, {"kind": kind, "planned_on": on})
    lines = desk.read(today_parts, None, TODAY).of(Part.MILESTONES).lines
    assert [(line.milestone, line.days_left, line.light) for line in lines] == [
        ("equipment", -1, Light.RED),
        ("trial_production", 5, Light.YELLOW),
    ]
    assert {line.who for line in lines} == {project.values["name"]}


def test_started_projects_without_a_report_for_thirty_days_are_named(desk):
    started = [p for p in desk.stream(records, "Project") if p.values["stage"] is Stage.STARTED]
    part = desk.read(today_parts, None, TODAY).of(Part.UNREPORTED)
    assert part.count == len(part.lines) == len([p for p in started if is_unreported(None, TODAY)]) > 0
    assert all(line.light is Light.GREY and line.on is None for line in part.lines)


def test_counts_go_to_the_end_where_lines_do_not(busy):
    for n in range(5):
        taken(busy, log(busy, f"又一件{n}", "2026-11-24"), A.ACCEPT)
    part = busy.read(today_parts, None, TODAY, "", 2).of(Part.DUE_TODAY)
    assert (part.count, len(part.lines)) == (6, 2)
    assert busy.read(waiting_counts, None, TODAY)[0] == 6


def test_the_day_says_whether_it_is_worked(desk):
    assert desk.read(today_parts, None, TODAY).is_workday
    assert not desk.read(today_parts, None, date(2026, 11, 29)).is_workday
    desk.do(set_own_days, [("2026-11-24", False, "停电")])
    assert not desk.read(today_parts, None, TODAY).is_workday


def test_it_is_what_plain_python_finds_on_a_practice_desk(busy):
    rows = list(busy.stream(records, "ServiceRequest"))
    for day in (TODAY - timedelta(days=200), TODAY, TODAY + timedelta(days=9)):
        found = busy.read(today_parts, None, day, "", 1000)
        late = [r for r in rows if request_light(r.values["state"], r.values["due_on"], day, PLAIN) is Light.RED]
        assert {line.id for line in found.of(Part.OVERDUE).lines} == {r.id for r in late}
        assert busy.read(waiting_counts, None, day)[1] == len(late)
        waiting = {r.id for r in rows if r.values["state"] in (S.REPLIED, S.RETURN_VISIT)}
        assert {line.id for line in found.of(Part.TO_VISIT).lines} == waiting
