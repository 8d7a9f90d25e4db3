"""The year's figures of the projects, against sums made by hand."""

from datetime import date
from decimal import Decimal

import pytest

from hkdesk.domain.lights import Light
from hkdesk.domain.stage import Stage
from hkdesk.work.commands.projects import Move, add_project, move_project
from hkdesk.work.commands.reports import enter_reports
from hkdesk.work.queries.parks import parks
from hkdesk.work.queries.progress import progress

WAN = 1_000_000


def add(desk, name, plan="1200万", **typed):
    typed = {"name": name, "signed_on": "2026-01-05", "plan_of_year_fen": plan, **typed}
    return desk.do(add_project, typed).result


def invest(desk, key, **months):
    for month, wan in months.items():
        number = ("jan", "feb", "mar", "oct", "nov").index(month)
        desk.do(enter_reports, date(2026, (1, 2, 3, 10, 11)[number], 1), {key: {"construction_fen": str(wan)}})


def figures(desk):
    return desk.read(progress, None, desk.today)


def test_completion_and_lead_are_those_of_the_projects_with_a_plan(desk):
    first, second = add(desk, "甲"), add(desk, "乙", plan="800万")
    without = add(desk, "丙", plan="")
    invest(desk, first, jan=100, nov=500)
    invest(desk, second, feb=200)
    invest(desk, without, mar=999)
    found = figures(desk)
    assert (found.planned, found.plan_fen, found.completed_fen) == (2, 2000 * WAN, 800 * WAN)
    assert found.completion == Decimal("0.4")
    assert found.lead_points == Decimal("-43.33")  # 10 of 12 months are over on 24 November
    by_month = {m.first.month: m.invested_fen for m in found.months}
    assert (by_month[1], by_month[2], by_month[3], by_month[11], by_month[12]) == (
        100 * WAN,
        200 * WAN,
        0,
        500 * WAN,
        None,
    )
    assert [m.planned_fen for m in found.months][::11] == [2000 * WAN // 12, 2000 * WAN]


def test_the_ten_largest_lags_come_first_and_what_is_ahead_is_none(desk):
    for n in range(12):
        invest(desk, add(desk, f"项目{n:02}"), nov=50 * n)
    ahead = add(desk, "超前")
    invest(desk, ahead, oct=600, nov=550)
    lags = figures(desk).lags
    assert [lag.name for lag in lags] == [f"项目{n:02}" for n in range(10)]
    assert lags[0].lead_points == Decimal("-83.33")
    assert lags[3].lead_points == Decimal("-70.83")
    assert (lags[3].completion, lags[3].plan_fen) == (Decimal("0.125"), 1200 * WAN)


def test_money_in_place_is_counted_against_known_totals(desk):
    key, unknown = add(desk, "甲", total_investment_fen="1亿"), add(desk, "乙")
    for month, wan in ((10, "1000"), (11, "1500")):
        desk.do(enter_reports, date(2026, month, 1), {key: {"funds_in_place_fen": wan}})
    desk.do(enter_reports, date(2026, 11, 1), {unknown: {"funds_in_place_fen": "99"}})
    found = figures(desk)
    assert (found.funds_fen, found.contracted_fen, found.funding) == (2500 * WAN, 10_000 * WAN, Decimal("0.25"))


def test_lights_are_counted_and_the_terminated_are_left_out(desk):
    before = figures(desk)
    key = add(desk, "甲", planned_start_on="2026-05-01")
    found = figures(desk)
    assert found.lights[Light.RED] == before.lights.get(Light.RED, 0) + 1
    desk.do(move_project, key, Stage.TERMINATED, Move(date(2026, 11, 20), "撤资"))
    assert figures(desk).lights == before.lights


def test_a_desk_without_plans_has_no_rates_but_dashes(desk):
    found = figures(desk)
    assert (found.completion, found.lead_points, found.funding, found.lags) == (None, None, None, [])
    assert sum(m.planned_fen for m in found.months) == 0


def test_each_park_has_its_own(desk):
    other = desk.read(parks)[1]
    invest(desk, add(desk, "甲", park=other.code), nov=60)
    assert desk.read(progress, other.id, desk.today).completed_fen == 60 * WAN
    assert desk.read(progress, desk.read(parks)[0].id, desk.today).completed_fen == 0


@pytest.mark.parametrize(("wan", "points"), [(74, "7.33"), (66.67, "0.00")])
def test_the_published_lead_comes_out_of_the_reports(open_at, desk_folder, wan, points):
    from datetime import UTC, datetime

    august = open_at(desk_folder, now=datetime(2026, 8, 31, 3, 0, tzinfo=UTC))
    key = add(august, "甲", plan="100万")
    august.do(enter_reports, date(2026, 8, 1), {key: {"equipment_fen": str(wan)}})
    assert august.read(progress, None, august.today).lead_points == Decimal(points)
