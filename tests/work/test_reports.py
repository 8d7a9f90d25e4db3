"""What an officer relies on when the month's reports are entered: all that was typed, or a sentence for each cell."""

from datetime import date

import pytest

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.stage import Stage
from hkdesk.work.changes import history_of, redo, undo
from hkdesk.work.commands.projects import Move, add_project, move_project
from hkdesk.work.commands.reports import CellError, MonthIsClosed, close_month, enter_reports, reopen_month
from hkdesk.work.queries.parks import parks
from hkdesk.work.queries.reports import month_sheet

WAN = 1_000_000
SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, m, 1) for m in (9, 10, 11))


def add(desk, name="新项目", **typed):
    return desk.do(add_project, {"name": name, "signed_on": "2026-03-01", **typed}).result


def enter(desk, month, typed, **named):
    desk.do(enter_reports, month, typed, **named)


def line(desk, key, month=NOVEMBER):
    return next(row for row in desk.read(month_sheet, None, month).rows if row.id == key)


def test_a_month_is_entered_and_stands_beside_the_next(desk):
    key = add(desk, plan_of_year_fen="1亿", total_investment_fen="3亿")
    enter(desk, SEPTEMBER, {key: {"construction_fen": "500", "equipment_fen": "300"}})
    enter(desk, OCTOBER, {key: {"construction_fen": "1200", "physical_progress": "主体封顶", "progress_percent": "40"}})
    enter(desk, NOVEMBER, {key: {"land_fen": "80.5", "next_step_on": "2026-12-10"}})
    row = line(desk, key)
    assert (row.this["land_fen"], row.this["construction_fen"]) == (80_500_000, None)
    assert (row.last["construction_fen"], row.last["physical_progress"]) == (1200 * WAN, "主体封顶")
    assert (row.year_before_fen, row.plan_fen, row.total_fen) == (2000 * WAN, 10_000 * WAN, 30_000 * WAN)


def test_cells_change_one_by_one_and_an_empty_report_is_none(desk):
    key = add(desk)
    enter(desk, NOVEMBER, {key: {"construction_fen": "5", "problems": "缺电"}})
    enter(desk, NOVEMBER, {key: {"construction_fen": ""}})
    assert (line(desk, key).this["construction_fen"], line(desk, key).this["problems"]) == (None, "缺电")
    enter(desk, NOVEMBER, {key: {"problems": " "}})
    assert line(desk, key).report_id is None
    assert desk.read(month_sheet, None, NOVEMBER).reported == 0


def test_nothing_is_half_entered_and_each_wrong_cell_has_its_sentence(desk):
    good, bad = add(desk), add(desk, "又一项目", total_investment_fen="100万")
    with pytest.raises(FieldErrors) as refusal:
        enter(
            desk,
            NOVEMBER,
            {
                good: {"construction_fen": "5"},
                bad: {"equipment_fen": "200", "progress_percent": "全部", "colour": "红"},
            },
        )
    wrong = {(e.project_id, e.field): str(e) for e in refusal.value.errors if isinstance(e, CellError)}
    assert set(wrong) == {(bad, "equipment_fen"), (bad, "progress_percent"), (bad, "colour")}
    assert "200万元 have been completed" in wrong[bad, "equipment_fen"]
    assert line(desk, good).report_id is None


def test_what_was_completed_in_years_before_counts_against_the_total(desk):
    key = add(desk, total_investment_fen="1000万", signed_on="2025-01-05")
    enter(desk, date(2025, 12, 1), {key: {"construction_fen": "900"}})
    enter(desk, NOVEMBER, {key: {"construction_fen": "200"}})
    with pytest.raises(FieldErrors):
        enter(desk, OCTOBER, {key: {"land_fen": "1"}})
    assert line(desk, key).year_before_fen == 0, "last year's investment is none of this year's"


def test_a_closed_month_asks_first(desk):
    key, park = add(desk), desk.read(parks)[0].id
    desk.do(close_month, park, OCTOBER)
    with pytest.raises(MonthIsClosed, match="2026-10 was closed on 2026-11-24 by 李敏"):
        enter(desk, OCTOBER, {key: {"construction_fen": "5"}})
    enter(desk, NOVEMBER, {key: {"construction_fen": "5"}})
    enter(desk, OCTOBER, {key: {"construction_fen": "6"}}, may_change_closed=True)
    closing = desk.read(month_sheet, park, OCTOBER).closing
    assert (closing.actor, closing.on) == ("李敏", desk.today)
    with pytest.raises(DeskError, match="closed already"):
        desk.do(close_month, park, OCTOBER)
    desk.do(reopen_month, closing.id)
    assert desk.read(month_sheet, park, OCTOBER).closing is None
    enter(desk, OCTOBER, {key: {"construction_fen": "7"}})


def test_a_month_that_has_not_begun_takes_nothing(desk):
    with pytest.raises(DeskError, match="has not begun"):
        enter(desk, date(2026, 12, 1), {add(desk): {"construction_fen": "5"}})


def test_a_month_is_taken_back_and_brought_back(desk):
    key = add(desk)
    enter(desk, NOVEMBER, {key: {"construction_fen": "5"}})
    enter(desk, NOVEMBER, {key: {"construction_fen": "6", "problems": "<b>=1+1"}})
    assert desk.do(undo).result == "enter_reports"
    assert (line(desk, key).this["construction_fen"], line(desk, key).this["problems"]) == (5 * WAN, "")
    desk.do(redo)
    assert line(desk, key).this["problems"] == "<b>=1+1"
    told = desk.read(history_of, "Project", key)
    assert sum(entry.command == "enter_reports" for entry in told) == 2


def test_the_sheet_has_what_is_under_way_and_whatever_has_reported(desk):
    running, ended, later = add(desk, "在建"), add(desk, "终止"), add(desk, "后签", signed_on="2026-11-02")
    enter(desk, OCTOBER, {ended: {"problems": "停工"}})
    desk.do(move_project, ended, Stage.TERMINATED, Move(date(2026, 11, 20), "资金断裂"))
    shown = {month: {row.name for row in desk.read(month_sheet, None, month).rows} for month in (OCTOBER, NOVEMBER)}
    assert {"在建", "终止"} <= shown[OCTOBER]
    assert "后签" not in shown[OCTOBER]
    assert "终止" not in shown[NOVEMBER]
    assert {"在建", "后签"} <= shown[NOVEMBER]
    assert running != later
