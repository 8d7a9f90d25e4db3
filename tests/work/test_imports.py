"""What an officer relies on when a ledger is written, and when that is taken back."""

from datetime import date

import pytest
from sqlalchemy import select

from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.tables.all import table_of
from hkdesk.tables.change import Change
from hkdesk.work.changes import history_of, redo, undo
from hkdesk.work.commands.enterprises import add_enterprise, edit_enterprise
from hkdesk.work.commands.imports import import_ledger, undo_import
from hkdesk.work.commands.reports import close_month
from hkdesk.work.commands.requests import edit_request, log_request
from hkdesk.work.commands.visits import save_visit
from hkdesk.work.importing.rows import RowState
from hkdesk.work.importing.writing import Source
from hkdesk.work.queries.import_plan import plan_import
from hkdesk.work.queries.imports import imports
from hkdesk.work.queries.records import KINDS, load, records, resolve
from tests.work.ledgers import ledger

FILE = Source("二季度台账.xlsx", why="从台账导入")
GOOD = "91350100M000100Y43"


@pytest.fixture
def park(desk):
    return desk.read(resolve, "Park", "HJS")


def plan(desk, table, park):
    return desk.read(plan_import, table, park, desk.today)


def take_in(desk, table, park, source=FILE):
    found = plan(desk, table, park)
    return desk.do(import_ledger, found, found.writable, source)


def all_records(desk):
    kept = {kind: [dict(r.values) for r in desk.stream(records, kind)] for kind in KINDS.values()}
    return {kind: [{f: v for f, v in row.items() if f != "version"} for row in rows] for kind, rows in kept.items()}


def values(desk, kind, named):
    return desk.read(load, kind, desk.read(resolve, kind, named)).values


def appeals(desk):
    return {r.values["title"]: r for r in desk.stream(records, "ServiceRequest")}


LEDGERS = {
    "Enterprise": [{"name": "岭南食品有限公司", "uscc": GOOD, "liaison_officer": "陈一"}, {"name": "岷江机械有限公司"}],
    "Project": [
        {"name": "甲项目", "signed_on": "2026-01-05", "started_on": "2026-03-05", "total_investment_fen": "1.2亿元"},
        {"name": "乙工程", "lead_officer": "陈一"},
    ],
    "Dispatch": [{"name": "丙基地", "month": "2026-10", "construction_fen": "120万元", "problems": "缺水"}],
    "ServiceRequest": [
        {"enterprise": "全新电子有限公司", "title": "缺工", "received_on": "2026-11-02"},
        {"enterprise": "全新电子有限公司", "title": "缺水", "received_on": "2026-11-03", "category": "utilities"},
    ],
    "Qualification": [{"enterprise": "湖南立点科技有限公司", "name": "瞪羚企业", "granted_on": "2026-03-05"}],
    "Visit": [{"enterprise": "湖南立点科技有限公司", "visited_on": "2026-11-02", "purpose": "走访", "officer": "陈一"}],
}


@pytest.mark.parametrize("kind", LEDGERS)
def test_a_ledger_is_written_in_one_step_and_taken_in_again_it_is_the_same(desk, park, kind):
    before = all_records(desk)
    done = take_in(desk, ledger(kind, *LEDGERS[kind]), park)
    assert done.result.new == len(LEDGERS[kind])
    assert {row.state for row in plan(desk, ledger(kind, *LEDGERS[kind]), park).rows} == {RowState.SAME}
    with_it = all_records(desk)
    desk.do(undo)
    assert all_records(desk) == before
    desk.do(redo)
    assert all_records(desk) == with_it


@pytest.mark.parametrize("kind", LEDGERS)
def test_an_import_is_taken_back_later_in_one_step(desk, park, kind):
    before = all_records(desk)
    take_in(desk, ledger(kind, *LEDGERS[kind]), park)
    (one,) = desk.read(imports)
    desk.do(add_enterprise, {"name": "后来企业"})
    desk.do(undo)
    assert desk.do(undo_import, one.id).result == []
    assert all_records(desk) == before


def test_every_change_of_an_import_stands_under_one_transaction(desk, park):
    done = take_in(desk, ledger("Project", *LEDGERS["Project"]), park)
    changes = Change.__table__
    said = desk.read(lambda r: r.execute(select(changes).where(changes.c.transaction == done.result.transaction)).all())
    assert {line.command for line in said} == {"import_ledger"}
    assert {line.kind for line in said} == {"Project", "ProjectStep", "Officer", "LedgerImport"}
    key = desk.read(resolve, "Project", "甲项目")
    assert {entry.command for entry in desk.read(history_of, "Project", key)} == {"import_ledger"}
    steps = [r.values for r in desk.stream(records, "ProjectStep", {"project": str(key)})]
    assert [s["reason"] for s in steps] == ["", "从台账导入"]


def test_an_import_is_recorded_with_its_file_and_what_came_of_the_rows(desk, park):
    desk.do(add_enterprise, {"name": "云溪新材料有限公司", "address": "一号路"})
    rows = [
        {"name": "云溪新材料有限公司", "address": "二号路"},
        {"name": "湖南立点科技有限公司"},
        {"name": "新一企业"},
        {"name": "新二企业", "uscc": "1"},
    ]
    take_in(desk, ledger("Enterprise", *rows), park)
    (one,) = desk.read(imports)
    assert (one.file_name, one.kind, one.actor) == ("二季度台账.xlsx", "Enterprise", "李敏")
    assert (one.rows_new, one.rows_changed, one.rows_same, one.rows_left) == (1, 1, 1, 1)


def test_refused_rows_are_not_written_and_the_others_only_when_the_officer_says_so(desk, park):
    rows = [{"name": f"企业{n}号电子", "settled_on": "" if n % 2 else "一九"} for n in range(10)]
    found = plan(desk, ledger("Enterprise", *rows), park)
    before = all_records(desk)
    with pytest.raises(DeskError, match="cannot be written"):
        desk.do(import_ledger, found, found.rows, FILE)
    with pytest.raises(DeskError, match="No row"):
        desk.do(import_ledger, found, [], FILE)
    assert all_records(desk) == before
    assert desk.do(import_ledger, found, found.writable, FILE).result.new == 5


def test_a_fault_in_the_middle_writes_nothing(desk, park):
    desk.do(add_enterprise, {"name": "云溪新材料有限公司", "address": "一号路"})
    rows = [{"name": f"企业{n}号电子", "uscc": GOOD if n == 900 else ""} for n in range(1200)]
    found = plan(desk, ledger("Enterprise", *rows, {"name": "云溪新材料有限公司", "address": "二号路"}), park)
    key = desk.read(resolve, "Enterprise", "云溪新材料有限公司")
    desk.do(edit_enterprise, key, {"address": "三号路"})
    before = all_records(desk)
    with pytest.raises(FieldErrors, match="changed on the desk meanwhile") as refusal:
        desk.do(import_ledger, found, found.writable, FILE)
    assert refusal.value.errors[0].row == 1202
    desk.do(edit_enterprise, key, {"uscc": GOOD})
    with pytest.raises(DeskError, match="uscc already"):
        desk.do(import_ledger, found, found.writable[:-1], FILE)
    desk.do(undo)
    assert all_records(desk) == before


def test_taking_an_import_back_keeps_what_was_edited_since_and_tells_it(desk, park):
    desk.do(add_enterprise, {"name": "云溪新材料有限公司", "address": "一号路"})
    rows = [
        {"name": "云溪新材料有限公司", "address": "二号路"},
        {"name": "甲企业"},
        {"name": "乙企业"},
        {"name": "丙企业"},
    ]
    take_in(desk, ledger("Enterprise", *rows), park)
    desk.do(edit_enterprise, desk.read(resolve, "Enterprise", "甲企业"), {"note": "改"})
    desk.do(save_visit, None, {"enterprise": "乙企业", "visited_on": "2026-11-02", "purpose": "走访"})
    (one,) = desk.read(imports)
    kept = desk.do(undo_import, one.id).result
    assert {(k.label, k.field) for k in kept} == {("甲企业", "note"), ("乙企业", "")}
    names = {r.values["name"] for r in desk.stream(records, "Enterprise")}
    assert names & {"甲企业", "乙企业", "丙企业"} == {"甲企业", "乙企业"}
    assert values(desk, "Enterprise", "云溪新材料有限公司")["address"] == "一号路"
    assert desk.read(imports) == []
    with pytest.raises(DeskError, match="deleted meanwhile"):
        desk.do(undo_import, one.id)


def test_an_appeal_that_is_kept_keeps_its_enterprise_and_its_first_step(desk, park):
    take_in(desk, ledger("ServiceRequest", *LEDGERS["ServiceRequest"]), park)
    desk.do(edit_request, appeals(desk)["缺工"].id, {"note": "改"})
    kept = desk.do(undo_import, desk.read(imports)[0].id).result
    assert {k.kind for k in kept} == {"ServiceRequest", "ServiceStep", "Enterprise"}
    assert set(appeals(desk)) >= {"缺工"}
    assert "缺水" not in appeals(desk)
    steps = list(desk.stream(records, "ServiceStep", {"request": str(appeals(desk)["缺工"].id)}))
    assert len(steps) == 1


def test_what_took_an_import_back_is_itself_taken_back_in_its_turn(desk, park):
    take_in(desk, ledger("Enterprise", {"name": "甲企业"}, {"name": "乙企业"}), park)
    desk.do(edit_enterprise, desk.read(resolve, "Enterprise", "甲企业"), {"note": "改"})
    before = all_records(desk)
    desk.do(undo_import, desk.read(imports)[0].id)
    after = all_records(desk)
    assert desk.do(undo).result == "undo_import"
    assert all_records(desk) == before
    assert desk.do(redo).result == "undo_import"
    assert all_records(desk) == after


def test_a_closed_month_asks_first(desk, park):
    desk.do(close_month, park, desk.today.replace(month=10, day=1))
    table = ledger("Dispatch", *LEDGERS["Dispatch"])
    with pytest.raises(DeskError, match="was closed"):
        take_in(desk, table, park)
    take_in(desk, table, park, Source("a.xlsx", may_change_closed=True))
    assert [r.values["problems"] for r in desk.stream(records, "ProgressReport", {"month": "2026-10-01"})] == ["缺水"]


def test_appeals_get_numbers_that_follow_each_other(desk, park):
    desk.do(log_request, {"enterprise": "湖南立点科技有限公司", "title": "早", "received_on": "2026-11-01"})
    take_in(desk, ledger("ServiceRequest", *LEDGERS["ServiceRequest"]), park)
    numbers = [int(appeals(desk)[t].values["number"][-4:]) for t in ("早", "缺工", "缺水")]
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]


@pytest.mark.parametrize(
    "text", ["=1+1", "<b>&amp;</b>", "%s {name} \\", "'; DROP TABLE enterprise; --", "😀𠮷", "甲\n乙", "\ud83d"]
)
def test_hostile_texts_are_kept_as_they_are(desk, park, text):
    table = ledger("Enterprise", {"name": "甲企业", "business": text, "address": text})
    take_in(desk, table, park)
    kept = values(desk, "Enterprise", "甲企业")["business"]
    assert kept == text.replace("\ud83d", "�")
    assert [row.state for row in plan(desk, table, park).rows] == [RowState.SAME]


def test_two_officers_of_one_name_are_not_made_of_two_rows(desk, park):
    rows = [{"name": f"企业{n}号电子", "liaison_officer": "从未见过"} for n in range(3)]
    take_in(desk, ledger("Enterprise", *rows), park)
    officer = table_of("Officer")
    named = desk.read(lambda r: r.execute(select(officer.c.id).where(officer.c.name == "从未见过")).all())
    assert len(named) == 1


def test_departments_are_entered_with_the_appeals_that_name_them_and_taken_back_with_them(desk, park):
    before = all_records(desk)
    typed = {
        "enterprise": "湖南立点科技有限公司",
        "received_on": "2026-11-02",
        "lead_provider": "人社局、工信局",
        "assistants": "园区",
    }
    table = ledger("ServiceRequest", typed | {"title": "缺工"}, typed | {"title": "缺电"})
    take_in(desk, table, park)
    assert {"人社局", "工信局", "园区"} <= {r.values["name"] for r in desk.stream(records, "Provider")}
    assert {row.state for row in plan(desk, table, park).rows} == {RowState.SAME}
    (one,) = desk.read(imports)
    assert desk.do(undo_import, one.id).result == []
    assert all_records(desk) == before


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("Visit", [{"visited_on": "2026-11-02", "purpose": "走访"}, {"visited_on": "2026-11-03", "purpose": "回访"}]),
        ("Qualification", [{"name": "瞪羚企业"}, {"name": "绿色工厂"}]),
    ],
)
def test_an_enterprise_that_nobody_knows_is_entered_once_with_the_rows_that_name_it(desk, park, kind, more):
    before = all_records(desk)
    rows = [{"enterprise": name, **said} for name, said in zip(("全新电子公司", "全新 电子公司"), more, strict=True)]
    take_in(desk, ledger(kind, *rows, {"enterprise": "湖南立点科技有限公司", **more[0]}), park)
    new = desk.read(load, "Enterprise", desk.read(resolve, "Enterprise", "全新电子公司"))
    assert new.values["park_id"] == park
    found = [r.values for r in desk.stream(records, kind) if r.values["enterprise_id"] == new.id]
    assert len(found) == 2
    assert all(visit.get("park_id", park) == park for visit in found)
    (one,) = desk.read(imports)
    assert desk.do(undo_import, one.id).result == []
    assert all_records(desk) == before


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ({"state": "closed"}, {"state": "closed", "closed_on": None, "replied_on": None}),
        (
            {"state": "closed", "replied_on": "2026-11-05", "closed_on": "2026-11-10", "satisfaction": "satisfied"},
            {"state": "closed", "replied_on": date(2026, 11, 5), "closed_on": date(2026, 11, 10)},
        ),
        ({"closed_on": "2026-11-10"}, {"state": "closed", "closed_on": date(2026, 11, 10)}),
        ({"replied_on": "2026-11-05"}, {"state": "replied", "replied_on": date(2026, 11, 5)}),
        ({"replied_on": "2026-11-05", "satisfaction": "satisfied"}, {"state": "return_visit"}),
        ({"satisfaction": "satisfied"}, {"state": "return_visit", "satisfaction": "satisfied"}),
        ({"state": "in_progress", "closed_on": "2026-11-10"}, {"state": "in_progress", "closed_on": None}),
        ({"state": "closed", "closed_on": "2026-12-10"}, {"state": "closed", "closed_on": None}),
        ({"state": "closed", "closed_on": "2026-10-10"}, {"state": "closed", "closed_on": None}),
        ({"state": "suspended"}, {"state": "suspended", "state_before": "accepted"}),
        ({"state": "registered"}, {"state": "registered"}),
    ],
)
def test_a_new_appeal_stands_where_its_ledger_says_and_no_day_is_made_up(desk, park, said, stands):
    typed = {"enterprise": "湖南立点科技有限公司", "title": "缺工", "received_on": "2026-11-02", "category": "labour"}
    take_in(desk, ledger("ServiceRequest", typed | said), park)
    request = appeals(desk)["缺工"]
    assert {name: request.values[name] for name in stands} == stands
    steps = [step.values for step in desk.stream(records, "ServiceStep", {"request": str(request.id)})]
    assert steps[0]["action"] == "register"
    assert [step["state"] for step in steps[1:]] == ([stands["state"]] if stands["state"] != "registered" else [])
    assert all(step["reason"] == FILE.why and step["actor"] == "李敏" for step in steps[1:])
    assert plan(desk, ledger("ServiceRequest", typed | said), park).counts[RowState.SAME] == 1


def test_what_a_return_visit_found_comes_with_a_closed_appeal(desk, park):
    typed = {"enterprise": "湖南立点科技有限公司", "title": "缺工", "received_on": "2026-11-02", "state": "closed"}
    found = {"was_contacted": "yes", "was_solved": "yes", "satisfaction": "satisfied"}
    take_in(desk, ledger("ServiceRequest", typed | found | {"return_visited_on": "2026-11-09"}), park)
    request = appeals(desk)["缺工"].values
    assert (request["was_contacted"], request["was_solved"], request["satisfaction"]) == (True, True, "satisfied")
    assert request["return_visited_on"] == date(2026, 11, 9)


@pytest.mark.parametrize(
    ("said", "stage", "steps"),
    [
        ({"stage": "started"}, "started", [("signed", "signed"), ("started", "started")]),
        ({"stage": "in_production"}, "in_production", [("signed", "signed"), ("in_production", "in_production")]),
        (
            {"stage": "in_production", "started_on": "2026-03-05"},
            "in_production",
            [("signed", "signed"), ("started", "started"), ("in_production", "in_production")],
        ),
        ({"stage": "signed", "started_on": "2026-03-05"}, "started", [("signed", "signed"), ("started", "started")]),
        ({"stage": "terminated"}, "terminated", [("signed", "signed"), (None, "terminated")]),
    ],
)
def test_a_new_project_stands_at_the_stage_that_its_ledger_says(desk, park, said, stage, steps):
    take_in(desk, ledger("Project", {"name": "甲项目", "signed_on": "2026-01-05"} | said), park)
    project = desk.read(load, "Project", desk.read(resolve, "Project", "甲项目"))
    assert project.values["stage"] == stage
    assert project.values["in_production_on"] is None
    found = [s.values for s in desk.stream(records, "ProjectStep", {"project": str(project.id)})]
    assert [(s["step"], s["to_stage"]) for s in found] == steps
    assert all(s["reason"] == FILE.why for s in found[1:])
    (one,) = desk.read(imports)
    assert desk.do(undo_import, one.id).result == []
