"""What an officer is told before a ledger is taken in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkdesk.domain.duplicates import is_slip, one_left_out
from hkdesk.domain.errors import DeskError
from hkdesk.work.commands.contacts import reveal_phone
from hkdesk.work.commands.enterprises import add_enterprise, edit_enterprise, save_qualification
from hkdesk.work.commands.projects import add_project, edit_project
from hkdesk.work.commands.providers import save_provider
from hkdesk.work.commands.reports import enter_reports
from hkdesk.work.commands.requests import edit_request, log_request
from hkdesk.work.commands.visits import save_visit
from hkdesk.work.importing.rows import Mark, RowState
from hkdesk.work.queries.import_plan import plan_import
from hkdesk.work.queries.records import load, resolve
from tests.work.ledgers import ledger

GOOD = "91350100M000100Y43"
NEW, CHANGES, SAME = RowState.NEW, RowState.CHANGES, RowState.SAME
REFUSED, ASKED, CONFLICT = RowState.REFUSED, RowState.ASKED, RowState.CONFLICT


@pytest.fixture
def park(desk):
    return desk.read(resolve, "Park", "HJS")


def plan(desk, table, park=None, **more):
    return desk.read(plan_import, table, park, desk.today, **more)


def states(found):
    return [row.state for row in found.rows]


def reasons(row):
    return {reason.field: str(reason.error) for reason in row.reasons}


def test_rows_are_told_apart_as_new_changed_the_same_and_refused(desk, park):
    desk.do(add_enterprise, {"name": "云溪新材料有限公司", "address": "一号路", "head_name": "张三"})
    found = plan(
        desk,
        ledger(
            "Enterprise",
            {"name": "岭南食品有限公司", "address": "九号路"},
            {"name": "云溪新材料有限公司", "address": "二号路", "head_name": "张三", "note": ""},
            {"name": "云溪新材料有限公司", "address": "一号路"},
            {"name": "岷江机械有限公司", "settled_on": "2026-13-01"},
        ),
        park,
    )
    assert states(found) == [NEW, CHANGES, REFUSED, REFUSED]
    changed = found.rows[1]
    assert [(c.field, c.old, c.new) for c in changed.changes] == [("address", "一号路", "二号路")]
    assert dict(changed.typed) == {"address": "二号路"}
    assert "row 3" in reasons(found.rows[2])[""]
    assert "no day 2026-13-01" in reasons(found.rows[3])["settled_on"]
    assert found.counts[REFUSED] == 2


def test_an_empty_cell_changes_nothing(desk, park):
    desk.do(add_enterprise, {"name": "云溪新材料有限公司", "address": "一号路", "contact_phone": "13812345678"})
    empty = {"name": "云溪新材料有限公司", "address": "", "contact_phone": " ", "uscc": ""}
    assert states(plan(desk, ledger("Enterprise", empty), park)) == [SAME]


def test_a_credit_code_finds_the_enterprise_whatever_it_is_called(desk, park):
    key = desk.do(add_enterprise, {"name": "云溪新材料有限公司", "uscc": GOOD}).result
    (row,) = plan(desk, ledger("Enterprise", {"name": "云溪集团", "uscc": GOOD}), park).rows
    assert (row.state, row.key) == (CHANGES, key)
    assert [(c.field, c.old, c.new) for c in row.changes] == [("name", "云溪新材料有限公司", "云溪集团")]


@pytest.mark.parametrize("typed", ["云溪新村料有限公司", "湖南云溪新材料有限责任公司", "云溪材新料有限公司"])
def test_a_likely_slip_is_asked_about_and_the_answer_holds_for_every_row(desk, park, typed):
    key = desk.do(add_enterprise, {"name": "云溪新材料有限公司"}).result
    table = ledger("Enterprise", {"name": typed, "address": "一号路"})
    (row,) = plan(desk, table, park).rows
    assert row.state is ASKED
    assert [c.id for c in row.question.candidates] == [key]
    (meant,) = plan(desk, table, park, answers={typed: key}).rows
    assert (meant.state, meant.key) == (CHANGES, key)
    assert dict(meant.typed) == {"address": "一号路"}, "the slip must not rename the enterprise"
    (other,) = plan(desk, table, park, answers={typed: None}).rows
    assert other.state is NEW


@pytest.mark.parametrize(
    ("typed", "is_asked"),
    [
        ("湖南云溪科技股份有限公司", False),
        ("湖南云溪科技\u3000股份有限公司 ", False),
        ("云溪科技", False),
        ("云溪 科技", False),
        (GOOD, False),
        (GOOD.lower(), False),
        (f"{GOOD[:8]} {GOOD[8:]}", False),
        ("云溪科技有限责任公司", True),
        ("云溪科技公司", True),
        ("湖南云西科技股份有限公司", True),
        ("云溪科技术有限公司", True),
        ("云科溪技", True),
        ("云科技", True),
        ("点", None),
        ("有限公司", None),
        ("全新电子", None),
    ],
)
def test_an_enterprise_that_is_named_is_found_by_all_that_it_is_called(desk, park, typed, is_asked):
    key = desk.do(add_enterprise, {"name": "湖南云溪科技股份有限公司", "short_name": "云溪科技", "uscc": GOOD}).result
    (row,) = plan(desk, ledger("Qualification", {"enterprise": typed, "name": "瞪羚企业"}), park).rows
    assert row.state is (ASKED if is_asked else NEW)
    assert row.named == ({"enterprise"} if is_asked is None else frozenset())
    if is_asked is False:
        assert row.typed["enterprise"] == str(key)
    elif is_asked:
        assert [c.id for c in row.question.candidates] == [key]


@given(st.text("立点恒光久日桐诚双阳金益", min_size=4, max_size=9), st.integers(0, 8), st.sampled_from("鑫磊淼"))
def test_a_name_with_one_wrong_character_is_found_again(core, place, wrong):
    place %= len(core)
    typed = f"{core[:place]}{wrong}{core[place + 1 :]}"
    assert is_slip(core, typed)
    assert is_slip(typed, core)
    assert set(one_left_out(core)) & set(one_left_out(typed))


def test_of_two_of_one_name_the_park_tells_and_without_it_the_officer(desk, park):
    other = desk.read(resolve, "Park", "HJQ")
    keys = [desk.do(add_enterprise, {"name": "双阳高科有限公司", "park": str(p)}).result for p in (park, other)]
    table = ledger("Qualification", {"enterprise": "双阳高科有限公司", "name": "瞪羚企业"})
    (row,) = plan(desk, table, other).rows
    assert row.typed["enterprise"] == str(keys[1])
    (row,) = plan(desk, table).rows
    assert (row.state, set(reasons(row))) == (REFUSED, {"enterprise"})


def test_an_appeal_s_enterprise_is_asked_about_too_and_an_unknown_one_is_new(desk, park):
    desk.do(add_enterprise, {"name": "云溪新材料有限公司"})
    found = plan(
        desk,
        ledger(
            "ServiceRequest",
            {"enterprise": "云溪新村料有限公司", "title": "缺资金", "received_on": "2026-11-02"},
            {"enterprise": "全新电子有限公司", "title": "缺工", "received_on": "2026-11-02"},
        ),
        park,
    )
    assert states(found) == [ASKED, NEW]
    assert found.rows[1].typed["enterprise"] == "全新电子有限公司"


def test_two_rows_of_one_new_record_are_one_the_second_naming_the_first(desk, park):
    one = {"name": "岭南食品有限公司", "uscc": GOOD}
    found = plan(desk, ledger("Enterprise", one, {"name": "岭南食品", "uscc": GOOD}, {"name": "别家"}), park)
    assert states(found) == [NEW, REFUSED, NEW]
    assert "row 2" in reasons(found.rows[1])[""]


@pytest.mark.parametrize(
    ("kind", "typed", "field", "says"),
    [
        ("Enterprise", {"name": "甲企业", "contact_phone": "138****5678"}, "contact_phone", "masked"),
        ("Enterprise", {"name": "甲" * 201}, "name", "201 characters"),
        ("Enterprise", {"address": "一号路"}, "name", "may not stay empty"),
        ("Enterprise", {"name": "甲企业", "uscc": "91350100M000100Y44"}, "uscc", "check characters"),
        ("Enterprise", {"name": "甲企业", "park": "火星高新区"}, "park", "no park"),
        ("Project", {"name": "甲项目", "total_investment_fen": "-3万元"}, "total_investment_fen", "below zero"),
        ("Project", {"name": "甲项目", "nature": "moon"}, "nature", "these are"),
        ("Project", {"name": "甲项目", "signed_on": "2027-01-01"}, "signed_on", "still to come"),
        ("ServiceRequest", {"enterprise": "立点科技", "received_on": "2026-11-02"}, "title", "may not stay empty"),
        (
            "ServiceRequest",
            {"enterprise": "湖南立点科技有限公司", "title": "甲", "received_on": "2027-01-01"},
            "received_on",
            "still to come",
        ),
        (
            "ServiceRequest",
            {
                "enterprise": "湖南立点科技有限公司",
                "title": "甲",
                "received_on": "2026-11-02",
                "lead_provider": "部" * 201,
            },
            "lead_provider",
            "201 characters",
        ),
        (
            "Qualification",
            {
                "enterprise": "湖南立点科技有限公司",
                "name": "甲",
                "granted_on": "2026-01-02",
                "expires_on": "2026-01-01",
            },
            "expires_on",
            "before it was granted",
        ),
        (
            "Visit",
            {"enterprise": "湖南立点科技有限公司", "visited_on": "2026-11-02"},
            "purpose",
            "what the visit was for",
        ),
        ("Dispatch", {"name": "甲项目", "month": "2027-01", "construction_fen": "1万元"}, "month", "not begun"),
        ("Dispatch", {"name": "甲项目", "construction_fen": "1万元"}, "month", "which month"),
    ],
)
def test_what_a_form_refuses_is_refused_here(still, kind, typed, field, says):
    (row,) = plan(still, ledger(kind, typed), still.read(resolve, "Park", "HJS")).rows
    assert row.state is REFUSED
    assert says in reasons(row)[field]


def test_a_masked_phone_of_the_desk_s_own_export_changes_nothing(desk, park):
    key = desk.do(add_enterprise, {"name": "云溪新材料有限公司", "contact_phone": "13812345678"}).result
    found = plan(desk, ledger("Enterprise", {"name": "云溪新材料有限公司", "contact_phone": "138****5678"}), park)
    assert states(found) == [SAME]
    assert desk.do(reveal_phone, "Enterprise", key).result == "13812345678"


def test_the_faults_of_reading_refuse_a_row(desk, park):
    found = plan(desk, ledger("Enterprise", {"name": "甲企业"}, faults={0: ("settled_on", "not a day")}), park)
    assert reasons(found.rows[0]) == {"settled_on": "not a day"}


def test_a_month_s_reports_are_compared_cell_by_cell(desk, park):
    key = desk.do(add_project, {"name": "云溪树脂项目", "project_code": "2401-431281-04-01-123456"}).result
    month = desk.today.replace(month=10, day=1)
    desk.do(enter_reports, month, {key: {"construction_fen": "100", "problems": "缺水"}})
    row = {
        "project_code": "2401-431281-04-01-123456",
        "month": "2026-10",
        "construction_fen": "120万元",
        "problems": "缺水",
        "plan_of_year_fen": "5000万元",
    }
    (found,) = plan(desk, ledger("Dispatch", row), park).rows
    assert {(c.field, c.old, c.new) for c in found.changes} == {
        ("construction_fen", "100万元", "120万元"),
        ("plan_of_year_fen", "", "5000万元"),
    }
    assert (dict(found.report), dict(found.typed)) == (
        {"construction_fen": "120万元"},
        {"plan_of_year_fen": "5000万元"},
    )


def test_a_project_is_moved_on_by_the_days_that_are_new_and_the_rest_is_pointed_out(desk, park):
    (row,) = plan(
        desk,
        ledger(
            "Project",
            {"name": "甲项目", "signed_on": "2026-01-05", "started_on": "2026-03-05", "in_production_on": "2026-02-01"},
        ),
        park,
    ).rows
    assert (row.state, dict(row.steps)) == (NEW, {"started_on": "2026-03-05"})
    assert [r.field for r in row.remarks] == ["in_production_on"]


def test_the_sums_of_the_rows_stand_beside_the_sheet_s_own(desk, park):
    rows = [{"name": f"项目{n}", "total_investment_fen": f"{n}万元"} for n in (10, 20, 30)]
    (fits,) = plan(desk, ledger("Project", *rows, sums={"total_investment_fen": "60万元"}), park).sums
    (off,) = plan(desk, ledger("Project", *rows, sums={"total_investment_fen": "61万元"}), park).sums
    assert (fits.fits, off.fits, off.of_rows, off.of_sheet) == (True, False, "60万元", "61万元")


def test_what_was_edited_on_the_desk_meanwhile_is_pointed_out_with_both_values(desk, park):
    key = desk.do(add_enterprise, {"name": "云溪新材料有限公司", "address": "一号路", "head_name": "张三"}).result
    mark = Mark(key, desk.read(load, "Enterprise", key).values["version"])
    desk.do(edit_enterprise, key, {"address": "二号路"})
    desk.do(edit_enterprise, key, {"business": "树脂"})

    def again(**edited):
        said = {"name": "云溪新材料有限公司", "address": "一号路", "head_name": "张三"} | edited
        (row,) = plan(desk, ledger("Enterprise", said), park, marks={2: mark}).rows
        return row

    assert again().state is SAME, "only the desk's was edited: it stays"
    other = again(head_name="李四")
    assert (other.state, dict(other.typed)) == (CHANGES, {"head_name": "李四"})
    both = again(address="三号路", head_name="李四")
    assert both.state is CONFLICT
    assert [(c.field, c.old, c.new) for c in both.conflicts] == [("address", "二号路", "三号路")]
    assert dict(both.with_the_ledgers().typed) == {"head_name": "李四", "address": "三号路"}
    assert dict(both.with_the_desks().typed) == {"head_name": "李四"}


def test_a_record_that_is_gone_is_not_entered_again(desk, park):
    mark = Mark(park, 1)  # of no enterprise
    (row,) = plan(desk, ledger("Enterprise", {"name": "甲企业"}), park, marks={2: mark}).rows
    assert row.state is REFUSED
    assert "deleted" in reasons(row)[""]


def test_the_parts_of_an_enterprise_are_found_by_it_and_their_own_name_or_day(desk, park):
    key = desk.do(add_enterprise, {"name": "云溪新材料有限公司"}).result
    desk.do(save_qualification, key, None, {"name": "高新技术企业", "level": "国家级"})
    desk.do(save_visit, None, {"enterprise": "云溪新材料有限公司", "visited_on": "2026-11-02", "purpose": "走访"})
    of = {"enterprise": "云溪新材料有限公司"}
    qualified = plan(desk, ledger("Qualification", {**of, "name": "高新技术企业", "level": "省级"}), park)
    visited = plan(desk, ledger("Visit", {**of, "visited_on": "2026-11-02", "summary": "好"}), park)
    assert (states(qualified), states(visited)) == ([CHANGES], [CHANGES])


def test_an_appeal_is_found_by_its_number_or_by_enterprise_day_and_title(desk, park):
    desk.do(add_enterprise, {"name": "云溪新材料有限公司"})
    said = {"enterprise": "云溪新材料有限公司", "title": "缺资金", "received_on": "2026-11-02"}
    key = desk.do(log_request, said).result
    number = desk.read(load, "ServiceRequest", key).values["number"]
    assert states(plan(desk, ledger("ServiceRequest", said), park)) == [SAME]
    assert states(plan(desk, ledger("ServiceRequest", {**said, "number": number, "title": "缺水"}), park)) == [CHANGES]
    desk.do(edit_request, key, {"title": "缺电"})
    assert states(plan(desk, ledger("ServiceRequest", {**said, "number": "旧〔2026〕1号"}), park)) == [NEW]


def test_an_appeal_is_not_given_to_an_enterprise_of_another_park(desk, park):
    key = desk.do(
        log_request, {"enterprise": "湖南立点科技有限公司", "title": "缺工", "received_on": "2026-11-02"}
    ).result
    number = desk.read(load, "ServiceRequest", key).values["number"]
    desk.do(add_enterprise, {"name": "同园企业", "park": str(park)})
    rows = [{"number": number, "enterprise": name, "title": "缺工"} for name in ("同园企业", "恒光科技")]
    for said, state in zip(rows, (CHANGES, REFUSED), strict=True):
        (row,) = plan(desk, ledger("ServiceRequest", said)).rows
        assert row.state is state, row
    assert "register it anew" in reasons(row)["enterprise"]


def test_helpers_are_compared_by_name_in_any_order(desk, park):
    for name in ("甲局", "乙局"):
        desk.do(save_provider, None, {"kind": "platform", "name": name, "park": "HJS"})
    desk.do(add_enterprise, {"name": "云溪新材料有限公司"})
    said = {"enterprise": "云溪新材料有限公司", "title": "缺资金", "received_on": "2026-11-02"}
    desk.do(log_request, {**said, "assistants": "甲局、乙局", "lead_provider": ""})
    assert states(plan(desk, ledger("ServiceRequest", {**said, "assistants": "乙局、甲局"}), park)) == [SAME]
    assert states(plan(desk, ledger("ServiceRequest", {**said, "assistants": "乙局"}), park)) == [CHANGES]


def test_an_unknown_kind_is_refused(still):
    with pytest.raises(DeskError, match="these are"):
        plan(still, ledger("Moon"))


def test_a_project_of_a_name_that_another_has_is_refused(desk, park):
    one = desk.do(add_project, {"name": "甲项目", "project_code": "2401-431281-04-01-123456"}).result
    desk.do(add_project, {"name": "乙工程"})
    desk.do(edit_project, one, {"note": "x"})
    (row,) = plan(desk, ledger("Project", {"project_code": "2401-431281-04-01-123456", "name": "乙工程"}), park).rows
    assert row.state is REFUSED
    assert "of this name already" in reasons(row)["name"]


def test_departments_that_a_ledger_names_and_the_desk_does_not_have_are_no_reason_to_refuse(desk, park):
    typed = {"enterprise": "湖南立点科技有限公司", "title": "缺工", "received_on": "2026-11-02"}
    found = plan(
        desk, ledger("ServiceRequest", typed | {"lead_provider": "人社局、工信局", "assistants": "人社局，园区"})
    )
    assert states(found) == [NEW]
    assert (found.rows[0].typed["lead_provider"], found.rows[0].typed["assistants"]) == ("人社局", "工信局、园区")


def test_an_enterprise_of_a_project_that_the_desk_does_not_have_stands_as_its_builder(desk, park):
    first, second = plan(
        desk,
        ledger(
            "Project",
            {"name": "甲项目", "enterprise": "无此企业电子"},
            {"name": "乙项目", "enterprise": "无此企业电子", "builder": "城建公司"},
        ),
        park,
    ).rows
    assert (first.state, first.typed["builder"], "enterprise" in first.typed) == (NEW, "无此企业电子", False)
    assert second.typed["builder"] == "城建公司"
    assert "kept as the builder" in str(first.remarks[0].error)


def test_a_park_may_be_said_by_the_beginning_of_its_name_where_one_alone_begins_so(desk, park):
    rows = [{"name": f"{n}企业", "park": said} for n, said in enumerate(("洪江区", "洪江市 ", "洪江", "洪江高新区"))]
    found = plan(desk, ledger("Enterprise", *rows))
    assert states(found) == [NEW, NEW, REFUSED, REFUSED]
    assert found.rows[1].typed["park"] == str(park)


def test_a_deadline_of_a_ledger_that_is_a_day_off_ends_with_the_working_day_after_it(desk):
    typed = {"enterprise": "湖南立点科技有限公司", "title": "缺工", "received_on": "2026-05-08", "due_on": "2026-05-30"}
    (row,) = plan(desk, ledger("ServiceRequest", typed)).rows
    assert (row.state, row.typed["due_on"]) == (NEW, "2026-06-01")
    assert "2026-05-30" in str(row.remarks[0].error)


@pytest.mark.parametrize("kind", ["ServiceRequest", "Visit", "Qualification"])
def test_what_stands_is_not_given_to_an_enterprise_that_nobody_knows(desk, park, kind):
    enterprise = desk.read(resolve, "Enterprise", "湖南立点科技有限公司")
    key = {
        "ServiceRequest": lambda: desk.do(log_request, {"enterprise": enterprise, "title": "用工"}),
        "Visit": lambda: desk.do(save_visit, None, {"enterprise_id": enterprise, "purpose": "走访"}),
        "Qualification": lambda: desk.do(save_qualification, enterprise, None, {"name": "瞪羚企业"}),
    }[kind]().result
    (row,) = plan(desk, ledger(kind, {"enterprise": "无此企业电子"}), park, marks={2: Mark(key, 1)}).rows
    assert list(reasons(row)) == ["enterprise"]
    assert "enter the enterprise first" in reasons(row)["enterprise"]


def test_who_is_named_by_a_beginning_or_with_a_remark_behind_is_asked_about(desk):
    names = ["湖南立点科技有限公司（二厂）", "立点", "立点集装箱"]
    visits = [{"enterprise": name, "visited_on": "2026-11-02", "summary": "正常"} for name in names]
    found = plan(desk, ledger("Visit", *visits))
    assert states(found) == [ASKED, ASKED, NEW]
    for row in found.rows[:2]:
        assert [each.name for each in row.question.candidates] == ["湖南立点科技有限公司"]


def test_a_start_that_is_still_to_come_is_a_planned_one(desk, park):
    both = {"started_on": "2027-03-01", "in_production_on": "2028-06-30", "planned_production_on": "2028-05-31"}
    (row,) = plan(desk, ledger("Project", {"name": "甲项目", "signed_on": "2026-03-01", **both}), park).rows
    assert row.state is NEW
    assert row.typed["planned_start_on"] == "2027-03-01"
    assert row.typed["planned_production_on"] == "2028-05-31"
    assert row.steps == {}
    said = {remark.field: str(remark.error) for remark in row.remarks}
    assert "taken as the planned day" in said["started_on"]
    assert "still to come: a step bears" in said["in_production_on"]


def test_of_several_officers_in_a_cell_the_first_is_kept_unless_one_is_called_so(desk, park):
    visit = {"enterprise": "湖南立点科技有限公司", "visited_on": "2026-11-02", "purpose": "走访"}
    (row,) = plan(desk, ledger("Visit", {**visit, "officer": "陈一、赵强"}), park).rows
    assert (row.state, row.typed["officer"]) == (NEW, "陈一")
    assert "赵强" in str(row.remarks[0].error)
    desk.do(save_visit, None, {**visit, "officer": "陈一、赵强"})
    (row,) = plan(desk, ledger("Visit", {**visit, "officer": "陈一、赵强"}), park).rows
    assert (row.state, row.remarks) == (SAME, ())


def test_an_appeal_without_a_day_comes_in_today_and_cannot_be_due_before(desk, park):
    said = {"enterprise": "湖南立点科技有限公司", "title": "用工"}
    late, soon = plan(
        desk, ledger("ServiceRequest", {**said, "due_on": "2026-11-20"}, {**said, "title": "用电"}), park
    ).rows
    assert list(reasons(late)) == ["due_on"]
    assert soon.state is NEW


def test_an_appeal_without_a_category_is_checked_as_one_of_the_rest(desk, park):
    said = {"enterprise": "湖南立点科技有限公司", "title": "用工", "lead_provider": "惠企政策兑现工作领导小组"}
    (row,) = plan(desk, ledger("ServiceRequest", said), park).rows
    assert "policy" in reasons(row)["lead_provider"]
