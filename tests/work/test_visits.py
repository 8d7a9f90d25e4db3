"""Visits, what is watched after production, and services that go on for months."""

from datetime import date, timedelta

import pytest

from hkdesk.domain.codes import CaseStepKind
from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.lights import Light
from hkdesk.domain.request import RequestAction
from hkdesk.domain.stage import Stage
from hkdesk.domain.visits import next_visit_light, shipment_light
from hkdesk.work.changes import redo, undo
from hkdesk.work.commands.cases import (
    add_case_step,
    close_case,
    link_request,
    reopen_case,
    save_case,
    unlink_request,
)
from hkdesk.work.commands.enterprises import add_enterprise
from hkdesk.work.commands.fields import get
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import log_request
from hkdesk.work.commands.visits import delete_visit, record_first_shipment, save_visit
from hkdesk.work.queries.cases import case_file, cases
from hkdesk.work.queries.records import load, records, resolve
from hkdesk.work.queries.visits import tracked, unvisited, visit_log, visits_due

LIDIAN, HENGGUANG = "湖南立点科技有限公司", "恒光科技"
TODAY = date(2026, 11, 24)


def visit(desk, on="2026-11-02", firm=LIDIAN, **typed):
    return desk.do(save_visit, None, {"enterprise": firm, "visited_on": on, "purpose": "走访", **typed}).result


def log(desk, park=None, text="", *, only_due=False):
    """The visits of this year: the articles tell of one of 2024."""
    found = desk.read(visit_log, park, TODAY, text, only_due)
    return [r for r in found.rows if r.visited_on.year == TODAY.year]


def refused(desk, command, *arguments):
    with pytest.raises(DeskError) as refusal:
        desk.do(command, *arguments)
    error = refusal.value
    return [e.field for e in error.errors] if isinstance(error, FieldErrors) else [error.field]


# The log.


def test_a_visit_lies_in_its_enterprises_park_and_the_log_tells_the_latest_first(desk):
    first, second = visit(desk, "2026-10-08"), visit(desk, "2026-11-02", HENGGUANG, officer="张联络")
    found = log(desk)
    assert [r.id for r in found] == [second, first]
    assert (found[0].enterprise, found[0].officer) == (HENGGUANG, "张联络")
    assert desk.read(visit_log, None, TODAY).count == 3
    there = desk.read(resolve, "Park", "HJQ")
    assert [r.id for r in log(desk, there)] == [second]
    assert desk.read(load, "Visit", second).values["park_id"] == there


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"visited_on": "2026-11-25"}, ["visited_on"]),
        ({"next_visit_on": "2026-11-02"}, ["next_visit_on"]),
        ({"next_visit_on": "2026-10-01"}, ["next_visit_on"]),
        ({"enterprise": "无此企业"}, ["enterprise_id"]),
        ({"enterprise": ""}, ["enterprise_id"]),
        ({"purpose": " ", "summary": ""}, ["purpose"]),
        ({"visited_on": "昨天"}, ["visited_on"]),
    ],
)
def test_a_wrong_visit_is_refused_beside_its_field_and_nothing_is_kept(desk, typed, fields):
    whole = {"enterprise": LIDIAN, "visited_on": "2026-11-02", "purpose": "走访"} | typed
    assert [f.removesuffix("_id") for f in refused(desk, save_visit, None, whole)] == [
        f.removesuffix("_id") for f in fields
    ]
    assert log(desk) == []


def test_a_visit_is_changed_deleted_and_brought_back(desk):
    key = visit(desk)
    desk.do(save_visit, key, {"summary": "产线满负荷", "next_visit_on": "2026-12-01"})
    assert desk.read(load, "Visit", key).values["summary"] == "产线满负荷"
    assert refused(desk, save_visit, key, {"visited_on": "2026-12-02"}) == ["visited_on", "next_visit_on"]
    desk.do(delete_visit, key)
    assert log(desk) == []
    desk.do(undo)
    assert desk.read(load, "Visit", key).values["next_visit_on"] == date(2026, 12, 1)
    desk.do(redo)
    assert log(desk) == []


def test_a_search_finds_what_was_said_to_the_letter(desk):
    visit(desk, summary="缺工100%的车间_二")
    visit(desk, "2026-11-03", summary="一切正常")
    assert [r.summary for r in log(desk, text="100%")] == ["缺工100%的车间_二"]
    assert log(desk, text="_三") == []
    assert len(log(desk, text=LIDIAN[:4])) == 2


@pytest.mark.parametrize(
    ("planned", "light"),
    [
        ("2026-11-23", Light.RED),
        ("2026-11-24", Light.YELLOW),
        ("2026-12-01", Light.YELLOW),
        ("2026-12-02", Light.GREEN),
        ("", Light.GREY),
    ],
)
def test_a_planned_visit_has_a_light_until_it_is_made(desk, planned, light):
    visit(desk, "2026-11-02", next_visit_on=planned)
    (row,) = log(desk)
    assert row.light is light
    visit(desk, "2026-11-24")
    assert [r.light for r in log(desk) if r.id == row.id] == [Light.GREY]
    assert next_visit_light(date(2020, 1, 1), True, TODAY) is Light.GREY


def test_the_visits_due_are_those_planned_up_to_today_and_not_made(desk):
    due = visit(desk, "2026-11-02", next_visit_on="2026-11-20", officer="张联络")
    visit(desk, "2026-11-02", HENGGUANG, next_visit_on="2026-12-20")
    rows, count = desk.read(visits_due, None, TODAY, "", 10)
    assert ([r.id for r in rows], count) == ([due], 1)
    assert desk.read(visits_due, None, TODAY, "张联络", 10)[1] == 1
    assert desk.read(visits_due, None, TODAY, "李敏", 10)[1] == 0
    visit(desk, "2026-11-21")
    assert desk.read(visits_due, None, TODAY, "", 10) == ([], 0)


def test_whom_nobody_visited_for_long_those_never_visited_first(desk):
    visit(desk, "2026-08-26")  # 90 days before
    visit(desk, "2026-08-25", HENGGUANG)
    found = desk.read(unvisited, None, TODAY, 90)
    names = [r.name for r in found]
    assert LIDIAN not in names
    assert (names[-1], found[-1].days) == (HENGGUANG, 91)
    assert all(r.last_on is None and r.days is None for r in found[:-1])
    assert len(found) == len(list(desk.stream(records, "Enterprise"))) - 1


# After production.


def in_production(desk, since=date(2026, 9, 1)):
    """A project that went into production on a day: the articles name none."""
    found = [p for p in desk.stream(records, "Project") if p.values["stage"] is Stage.IN_PRODUCTION]

    def set_day(uow):
        get(uow.session, "Project", found[0].id).in_production_on = since

    desk.do(set_day)
    return desk.read(load, "Project", found[0].id)


@pytest.mark.parametrize(
    ("days", "is_shipped", "light"),
    [(0, False, Light.GREEN), (30, True, Light.GREEN), (31, True, Light.YELLOW), (31, False, Light.YELLOW),
     (60, False, Light.YELLOW), (61, False, Light.RED), (200, True, Light.YELLOW)],
)  # fmt: skip
def test_a_first_shipment_within_a_month_is_green(days, is_shipped, light):
    assert shipment_light(days, is_shipped) is light


def test_the_days_from_production_to_the_first_shipment_are_counted(desk):
    project = in_production(desk)
    since = project.values["in_production_on"]
    (row,) = [r for r in desk.read(tracked, None, TODAY) if r.id == project.id]
    assert (row.days, row.first_shipment_on) == ((TODAY - since).days, None)
    on = since + timedelta(days=26)
    desk.do(record_first_shipment, project.id, {"first_shipment_on": on.isoformat()})
    (row,) = [r for r in desk.read(tracked, None, TODAY) if r.id == project.id]
    assert (row.days, row.first_shipment_on, row.light) == (26, on, Light.GREEN)
    desk.do(record_first_shipment, project.id, {"first_shipment_on": ""})
    assert desk.read(load, "Project", project.id).values["first_shipment_on"] is None


def test_a_project_whose_day_of_production_is_not_known_is_listed_without_days(desk):
    rows = desk.read(tracked, None, TODAY)
    assert rows
    assert {(r.days, r.light) for r in rows} == {(None, Light.GREY)}


def test_nothing_is_shipped_before_production_nor_in_the_future(desk):
    project = in_production(desk)
    before = project.values["in_production_on"] - timedelta(days=1)
    other = next(p for p in desk.stream(records, "Project") if p.values["stage"] is Stage.STARTED)
    for key, on in ((project.id, before.isoformat()), (project.id, "2026-11-25"), (other.id, "2026-11-01")):
        assert refused(desk, record_first_shipment, key, {"first_shipment_on": on}) == ["first_shipment_on"]


# Services.


def chain(desk, **typed):
    whole = {"kind": "chain_steward", "title": "安全环保管家", "enterprise": LIDIAN, "opened_on": "2026-10-08"}
    return desk.do(save_case, None, whole | typed).result


def test_a_chain_goes_from_consult_to_remedy_to_operate(desk):
    key = chain(desk)
    assert refused(desk, add_case_step, key, {"kind": "remedy", "said": "整改", "on": "2026-10-09"}) == ["kind"]
    for kind, on in (("consult", "2026-10-09"), ("remedy", "2026-10-20"), ("operate", "2026-11-02")):
        desk.do(add_case_step, key, {"kind": kind, "said": kind, "on": on, "next_on": "2026-11-23"})
    assert [s.kind for s in desk.read(case_file, key).steps] == list(CaseStepKind)[:3]
    assert {s.actor for s in desk.read(case_file, key).steps} == {"李敏"}
    (row,) = desk.read(cases, None, TODAY)
    assert (row.last, row.light, row.enterprise) == (CaseStepKind.OPERATE, Light.RED, LIDIAN)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"on": "2026-10-07"}, "on"),
        ({"on": "2026-11-25"}, "on"),
        ({"said": ""}, "said"),
        ({"next_on": "2026-10-01"}, "next_on"),
        ({"kind": "operate"}, "kind"),
    ],
)
def test_a_wrong_step_is_refused_beside_its_field(desk, typed, field):
    key = chain(desk)
    assert refused(desk, add_case_step, key, {"kind": "consult", "said": "咨询", "on": "2026-10-09"} | typed) == [field]
    assert desk.read(case_file, key).steps == []


@pytest.mark.parametrize(
    ("typed", "field"), [({"title": ""}, "title"), ({"opened_on": "2026-11-25"}, "opened_on"), ({"kind": "x"}, "kind")]
)
def test_a_wrong_service_is_refused(desk, typed, field):
    assert field in refused(desk, save_case, None, {"kind": "task_force", "title": "驻点", "opened_on": ""} | typed)
    assert desk.read(cases, None, TODAY, True) == []


def test_a_task_force_spans_several_appeals_of_its_park_and_closes_with_a_reason_while_they_are_open(desk):
    key = desk.do(save_case, None, {"kind": "task_force", "title": "驻企专班", "enterprise": LIDIAN}).result
    numbers = []
    for firm in (LIDIAN, LIDIAN, HENGGUANG):
        request = desk.do(log_request, {"enterprise": firm, "title": "缺工"}).result
        numbers.append((request, desk.read(load, "ServiceRequest", request).values["number"]))
    for _, number in (*numbers[:2], numbers[0]):  # one twice
        desk.do(link_request, key, {"request": number})
    assert refused(desk, link_request, key, {"request": numbers[2][1]}) == ["request"]
    assert refused(desk, link_request, key, {"request": "HJS-1"}) == ["request"]
    assert {r.number for r in desk.read(case_file, key).requests} == {n for _, n in numbers[:2]}
    (row,) = desk.read(cases, None, TODAY)
    assert (row.requests, row.open_requests) == (2, 2)
    assert refused(desk, close_case, key, {}) == ["reason"]
    desk.do(unlink_request, key, numbers[0][0])
    desk.do(act_on_request, numbers[1][0], RequestAction.NOT_ACCEPT, Act(reason="重复"))
    desk.do(close_case, key, {})
    assert desk.read(cases, None, TODAY) == []
    assert refused(desk, close_case, key, {}) == ["closed_on"]
    assert refused(desk, add_case_step, key, {"kind": "other", "said": "x"}) == [None]
    desk.do(reopen_case, key)
    assert [r.id for r in desk.read(cases, None, TODAY)] == [key]
    desk.do(link_request, key, {"request": numbers[0][1]})
    desk.do(close_case, key, {"reason": "企业停产"})
    assert desk.read(case_file, key).steps[-1].said == "企业停产"
    for _ in range(3):
        desk.do(undo)
    assert desk.read(cases, None, TODAY) == []  # closed, as before it was reopened


def test_only_a_stewards_chain_has_an_order_and_the_days_keep_it(desk):
    key = chain(desk)
    desk.do(add_case_step, key, {"kind": "consult", "said": "咨询", "on": "2026-11-02"})
    assert refused(desk, add_case_step, key, {"kind": "remedy", "said": "治理", "on": "2026-10-20"}) == ["kind"]
    desk.do(add_case_step, key, {"kind": "remedy", "said": "治理", "on": "2026-11-02"})
    free = chain(desk, kind="task_force")
    desk.do(add_case_step, free, {"kind": "operate", "said": "驻点", "on": "2026-10-20"})
    assert len(desk.read(case_file, free).steps) == 1


def test_the_days_of_a_closed_service_stay_in_order_and_it_takes_no_appeal(desk):
    key = chain(desk)
    request = desk.do(log_request, {"enterprise": LIDIAN, "title": "缺工"}).result
    number = desk.read(load, "ServiceRequest", request).values["number"]
    desk.do(add_case_step, key, {"kind": "consult", "said": "咨询", "on": "2026-11-02"})
    assert refused(desk, close_case, key, {"closed_on": "2026-11-01"}) == ["closed_on"]
    desk.do(close_case, key, {"closed_on": "2026-11-02"})
    assert refused(desk, link_request, key, {"request": number}) == ["request"]
    empty = chain(desk)
    desk.do(close_case, empty, {"closed_on": "2026-11-02"})
    assert refused(desk, save_case, empty, {"opened_on": "2026-11-03"}) == ["opened_on"]
    desk.do(save_case, empty, {"opened_on": "2026-11-02"})


def test_a_service_and_whom_it_serves_lie_in_one_park(desk):
    key = chain(desk)
    assert refused(desk, save_case, key, {"enterprise": HENGGUANG}) == ["enterprise_id"]
    project = in_production(desk)
    whole = {"kind": "tracking", "title": "投产跟踪", "project": str(project.id)}
    assert refused(desk, save_case, None, whole | {"enterprise": HENGGUANG}) == ["project_id"]
    tracking = desk.do(save_case, None, whole | {"enterprise": LIDIAN}).result
    assert desk.read(load, "ServiceCase", tracking).values["park_id"] == project.values["park_id"]
    values = desk.read(load, "ServiceCase", key).values
    assert values["park_id"] == desk.read(resolve, "Park", "HJS")


def test_of_two_enterprises_of_one_name_the_one_of_the_park_is_meant(desk):
    first, other = (desk.do(add_enterprise, {"name": "同名企业", "park": park}).result for park in ("HJS", "HJQ"))
    key = visit(desk, firm="同名企业", park="HJQ")
    assert desk.read(load, "Visit", key).values["enterprise_id"] == other
    served = chain(desk, enterprise="同名企业", park="HJS")
    assert desk.read(load, "ServiceCase", served).values["enterprise_id"] == first
    whole = {"enterprise": "同名企业", "purpose": "走访"}
    assert refused(desk, save_visit, None, whole) == ["enterprise_id"]  # without a park nobody knows which
