"""The figures of a quarter, against sums made by hand: as its end saw them, not as today does."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hkdesk.domain.lights import Light
from hkdesk.domain.periods import Period, parse_period
from hkdesk.domain.stage import Stage, Step
from hkdesk.work.commands.milestones import save_milestone
from hkdesk.work.commands.projects import Move, add_project, edit_project, move_project
from hkdesk.work.commands.reports import enter_reports
from hkdesk.work.queries.half_year import half_year
from hkdesk.work.queries.parks import parks
from hkdesk.work.queries.plans import plans_of_year
from hkdesk.work.queries.review import quarter_review

WAN = 1_000_000
Q2, Q3, Q4 = (parse_period(f"2026-Q{n}")[1] for n in (2, 3, 4))


def add(desk, name, **typed):
    return desk.do(add_project, {"name": name, "signed_on": "2026-01-05", **typed}).result


def move(desk, key, stage, on):
    desk.do(move_project, key, stage, Move(on, "补录", is_override=True))


def report(desk, key, month, **cells):
    desk.do(enter_reports, date(2026, month, 1), {key: {k: str(v) for k, v in cells.items()}})


def review(desk, quarter, park=None):
    return desk.read(quarter_review, park, quarter, desk.today)


def of(view, key):
    return next(p for p in view.projects if p.id == key)


@pytest.fixture
def busy(desk):
    """One project that started in July and went into production in October; one that only signed, in August."""
    first = add(desk, "甲", plan_of_year_fen="1200万", total_investment_fen="1亿")
    move(desk, first, Stage.STARTED, date(2026, 7, 20))
    for month, wan in ((3, 50), (4, 100), (7, 200), (8, 300), (10, 150)):
        report(desk, first, month, construction_fen=wan, funds_in_place_fen=wan)
    report(desk, first, 8, problems="缺电", next_step="接电", next_step_on="2026-10-10")
    move(desk, first, Stage.IN_PRODUCTION, date(2026, 10, 15))
    second = add(desk, "乙", signed_on="2026-08-08", planned_start_on="2026-09-01")
    return desk, first, second


def test_a_project_stands_where_it_stood_at_the_end_of_the_quarter(busy):
    desk, first, second = busy
    assert [of(review(desk, q), first).stage for q in (Q2, Q3, Q4)] == [
        Stage.SIGNED,
        Stage.STARTED,
        Stage.IN_PRODUCTION,
    ]
    assert second not in {p.id for p in review(desk, Q2).projects}
    found = review(desk, Q3)
    assert (of(found, first).since, of(found, first).days_in_stage) == (date(2026, 7, 20), 72)
    assert found.stages[Stage.STARTED].count == 2  # and the one whose trial production proves that it had started
    assert of(found, second).light is Light.YELLOW
    assert of(review(desk, Q4), second).light is Light.YELLOW
    assert Step.IN_PRODUCTION not in of(found, first).days


def test_what_is_not_known_of_that_day_is_not_guessed(desk):
    found = review(desk, Q3)
    assert (len(found.on_board), len(found.unknown)) == (1, 7)
    assert all(p.light is Light.GREY for p in found.unknown)
    now = review(desk, Q4)  # which is not over: today is known
    assert (len(now.on_board), len(now.unknown)) == (8, 0)


def test_investment_is_of_its_quarter_and_of_the_year_up_to_its_end(busy):
    desk, first, _ = busy
    found = review(desk, Q3)
    assert [found.invested(p) for p in (found.period, found.before, found.last_year)] == [500 * WAN, 100 * WAN, None]
    one = of(found, first)
    assert (one.year_fen, one.reports.funds_fen) == (650 * WAN, 650 * WAN)
    assert one.completion == Decimal(650) / 1200
    assert one.lead_points == Decimal("-20.83")  # 54.17 % after nine months
    assert one.light is Light.YELLOW
    assert (one.reports.problems, one.reports.next_step) == ("缺电", "接电")
    assert of(review(desk, Q2), first).reports.problems == ""


@pytest.mark.parametrize("said", ["无", "无。", " 暂无 ", "None"])
def test_a_report_that_states_no_problem_states_none(busy, said):
    desk, first, _ = busy
    report(desk, first, 9, problems=said)
    assert of(review(desk, Q3), first).reports.problems == ""


def test_what_was_said_in_another_quarter_is_not_said_again(busy):
    desk, _, second = busy
    report(desk, second, 8, problems="缺地", next_step="供地")
    assert of(review(desk, Q3), second).reports.problems == "缺地"
    assert (of(review(desk, Q4), second).reports.problems, of(review(desk, Q4), second).reports.next_step) == ("", "")


def test_milestones_are_told_as_the_end_of_the_quarter_saw_them(busy):
    desk, first, _ = busy
    for kind, planned, done in (
        ("filing", "2026-05-01", "2026-07-02"),
        ("environmental_review", "2026-06-01", "2026-10-20"),
        ("completion", "2026-11-01", ""),
        ("entry_above_scale", "2027-02-01", ""),
    ):
        desk.do(save_milestone, first, None, {"kind": kind, "planned_on": planned, "done_on": done})
    found = [(m.kind.value, m.done_on) for m in review(desk, Q3).milestones if m.project_id == first]
    assert found == [("filing", date(2026, 7, 2)), ("environmental_review", None), ("completion", None)]


def test_a_terminated_project_is_off_the_board_and_its_plan_no_longer_counts(busy):
    desk, *_ = busy
    third = add(desk, "丙", plan_of_year_fen="900万")
    report(desk, third, 7, land_fen=40)
    desk.do(move_project, third, Stage.TERMINATED, Move(date(2026, 9, 9), "撤资"))
    found = review(desk, Q3)
    assert found.invested(found.period) == 540 * WAN
    assert (of(found, third).stage, of(found, third).plan_fen) == (Stage.TERMINATED, None)
    assert of(review(desk, Q2), third).plan_fen == 900 * WAN


def test_the_plan_of_last_year_is_what_stood_there_when_the_year_ended(open_at, desk_folder):
    december = open_at(desk_folder, now=datetime(2026, 12, 20, 3, tzinfo=UTC))
    key = add(december, "甲", plan_of_year_fen="1200万")
    kept = add(december, "乙", plan_of_year_fen="500万")
    report(december, key, 12, construction_fen=600)
    december.close()
    january = open_at(desk_folder, now=datetime(2027, 1, 20, 3, tzinfo=UTC))
    new = add(january, "丙", signed_on="2027-01-06", plan_of_year_fen="70万")
    for typed in ("2000万", "2500万"):
        january.do(edit_project, key, {"plan_of_year_fen": typed})
    assert january.read(plans_of_year, None, 2026, january.today) == {key: 1200 * WAN, kept: 500 * WAN}
    assert january.read(plans_of_year, None, 2027, january.today) == {
        key: 2500 * WAN,
        kept: 500 * WAN,
        new: 70 * WAN,
    }
    assert january.read(plans_of_year, None, 2025, january.today) == {}
    assert of(review(january, Q4), key).completion == Decimal("0.5")


def test_each_park_has_its_own_and_a_quarter_to_come_has_nothing(busy):
    desk, first, _ = busy
    here, other = (p.id for p in desk.read(parks))
    assert first in {p.id for p in review(desk, Q3, here).projects}
    assert first not in {p.id for p in review(desk, Q3, other).projects}
    assert review(desk, Period(date(2027, 1, 1), date(2027, 3, 31))).projects == ()


def test_the_half_year_holds_the_articles_figures_with_all_that_is_said_of_their_standing(desk):
    found = desk.read(half_year, None, parse_period("2024-H1")[1], desk.today)
    said = {p.code: (p.published, p.recorded, [(c.field, c.locator) for c in p.cited]) for p in found.published}
    assert said == {
        "requests_resolved": (157, 2, [("", "A2.4–5")]),
        "financing_arranged": (5630 * WAN, 0, [("", "A2.5")]),
        "subsidies_paid": (91_530_000, 0, [("", "A2.5")]),
        "workers_secured": (387, 0, [("", "A2.5")]),
        "liaison_officers": (26, 0, [("", "A2.4"), ("period", "A2.4")]),
        "enterprises_served": (43, 0, [("", "A2.4"), ("period", "A2.4")]),
    }
    assert {c.title for c in found.cited} == {"外贸登记备案", "重整脱困"}
    assert desk.read(half_year, None, parse_period("2023-H1")[1], desk.today).published == []
    assert desk.read(half_year, desk.read(parks)[1].id, parse_period("2024-H1")[1], desk.today).published == []
    first_quarter = parse_period("2024-Q1")[1]  # the published figures are of another time
    assert desk.read(half_year, None, first_quarter, desk.today).published == []
