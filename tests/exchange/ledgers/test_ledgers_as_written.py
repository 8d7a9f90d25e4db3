"""Ledgers as offices really write them are understood: the kind, the header, every value, and what is wrong where."""

from collections.abc import Callable

import pytest

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.corrected import corrected
from hkdesk.exchange.ledgers.guess import Known, best_guess, check_guess, guess_book, guess_sheet
from hkdesk.exchange.ledgers.mapping import LedgerMapping
from hkdesk.exchange.ledgers.rows import LedgerRow, LedgerTable, Role
from hkdesk.exchange.ledgers.sheets import Merged, RawBook, RawCell, RawSheet
from hkdesk.exchange.ledgers.table import apply, read_rows
from tests.exchange.ledgers import made
from tests.exchange.ledgers.made import down

PARKS = Known(parks=("洪江市高新区", "洪江区高新区"))
EVERY = [(kind, make) for kind, makers in made.MADE.items() for make in makers]
HEADED = [(kind, make) for kind, make in EVERY if make is not made.visits_without_header]


def mapped(sheet: RawSheet, kind: str = "auto") -> LedgerMapping:
    return best_guess(made.book(sheet), kind, known=PARKS).mapping


def understood(sheet: RawSheet, kind: str = "auto") -> LedgerTable:
    return apply(mapped(sheet, kind), sheet)


def said(row: LedgerRow) -> dict[str, str]:
    """What a row says, without what is empty."""
    return {name: text for name, text in row.values.items() if text}


def faults(row: LedgerRow) -> dict[str, str]:
    return {fault.field: str(fault.error) for fault in row.faults}


def remarks(row: LedgerRow) -> dict[str, str]:
    return {remark.field: str(remark.error) for remark in row.remarks}


def others(table: LedgerTable) -> list[tuple[int, Role]]:
    return [(row.number, row.role) for row in table.others]


@pytest.mark.parametrize(("kind", "make"), HEADED, ids=lambda part: getattr(part, "__name__", part))
def test_the_kind_is_told_by_itself(kind: str, make: Callable[[], RawSheet]) -> None:
    first, second = guess_sheet(make(), known=PARKS)[:2]
    assert first.mapping.kind == kind
    assert first.score > second.score + 0.1


def test_every_kind_has_two_ledgers_or_more() -> None:
    assert {kind: len(makers) for kind, makers in made.MADE.items() if len(makers) < 2} == {}
    assert len(EVERY) >= 12


def test_projects_under_a_title_with_units_of_two_kinds() -> None:
    sheet = made.projects_with_title()
    table = understood(sheet)
    assert mapped(sheet).header_rows == (2,)
    one, two, three = table.rows
    assert said(one) == {
        "name": "年产3万吨树脂项目（一期）",
        "project_code": "2401-431281-04-01-123456",
        "enterprise": "云溪新材料有限公司",
        "nature": "new_build",
        "total_investment_fen": "11.8亿元",
        "plan_of_year_fen": "5000万元",
        "signed_on": "2025-06-18",
        "started_on": "2026-03-05",
        "stage": "started",
        "lead_officer": "张建国",
        "land_area": "120亩",
        "park": "洪江市高新区",
    }
    assert (one.number, one.said["total_investment_fen"], one.said["enterprise"]) == (4, "11.8", "云溪新材料\n有限公司")
    assert two.values["project_code"] == "2402-431281-04-01-654321"
    assert (two.values["total_investment_fen"], two.values["plan_of_year_fen"]) == ("1.2亿元", "3000万元")
    assert (two.values["signed_on"], two.values["started_on"]) == ("2026-01-01", "2026-03-01")
    assert two.values["lead_officer"] == "李敏（副区长）"
    assert "note" not in two.values  # a mark leaves what the desk has
    assert remarks(two) == {"started_on": "2026年3月 was taken as 2026-03-01."}
    assert faults(three) == {
        "total_investment_fen": "约2亿 is not exact: type the amount itself, such as 91.53万元.",
    }
    assert three.said["total_investment_fen"] == "约2亿"
    assert three.values["signed_on"] == ""  # a spreadsheet's zero
    assert "nature" not in three.values
    assert others(table) == [(8, Role.SUM), (9, Role.NOTE), (10, Role.NOTE)]
    assert table.sums == {"total_investment_fen": "13亿元", "plan_of_year_fen": "8800万元"}


def test_projects_saved_as_text_with_parts_and_a_header_that_comes_again() -> None:
    table = understood(made.projects_saved_as_text())
    one, two, three = table.rows
    assert said(one) == {
        "name": "竹木家具项目",
        "enterprise": "竹溪家居有限公司",
        "total_investment_fen": "5000万元",
        "planned_start_on": "2026-09-01",
        "planned_production_on": "2027-12-31",
        "key_level": "reserve",
        "capacity_per_year": "150000",
        "capacity_unit": "套",
        "stage": "signed",
        "contact_name": "张三",
        "contact_phone": "13812345678",
    }
    assert (two.values["total_investment_fen"], two.values["contact_phone"]) == ("1.2亿元", "13912345678")
    assert (two.values["capacity_per_year"], two.values["capacity_unit"]) == ("3000", "吨")
    assert three.values["total_investment_fen"] == "1.2亿元"
    assert set(faults(three)) == {"planned_start_on", "capacity_per_year"}
    assert "lost digits" in remarks(three)["contact_phone"]  # of what the desk does not take
    assert "not known here" in remarks(three)["stage"]
    assert others(table) == [
        (3, Role.BAND),
        (6, Role.SUM),
        (7, Role.HEADER),
        (9, Role.SUM),
        (10, Role.SUM),
    ]
    assert table.sums == {"total_investment_fen": "2.9亿元"}  # of the whole, not of a part


def test_a_dispatch_table_with_two_rows_of_headings_and_numbered_parts() -> None:
    sheet = made.dispatch_in_two_rows()
    table = understood(sheet)
    mapping = mapped(sheet)
    assert (mapping.header_rows, mapping.given, mapping.year) == ((2, 3), {"month": "2026-03"}, 2026)
    assert said(table.rows[0]) == {
        "name": "年产3万吨树脂项目",
        "enterprise": "云溪新材料有限公司",
        "nature": "new_build",
        "total_investment_fen": "11.8亿元",
        "plan_of_year_fen": "5000万元",
        "year_fen": "1800万元",
        "year_construction_fen": "800万元",
        "year_equipment_fen": "800万元",
        "year_land_fen": "200万元",
        "physical_progress": "主体施工",
        "responsible_unit": "发改局",
        "lead_officer": "张建国",
        "month": "2026-03",
    }
    assert table.rows[1].values["physical_progress"] == "35%"
    assert table.rows[1].values["responsible_unit"] == "建设局、住建局"
    assert faults(table.rows[2]) == {}
    assert remarks(table.rows[2]) == {"year_fen": "近500 is not exact: type the amount itself, such as 91.53万元."}
    assert [row.number for row in table.rows] == [7, 8, 10]
    assert others(table) == [(5, Role.SUM), (6, Role.BAND), (9, Role.BAND), (11, Role.NOTE), (12, Role.NOTE)]
    assert table.sums["total_investment_fen"] == "15.3亿元"
    assert table.sums["year_fen"] == "3500万元"


def test_a_dispatch_table_without_merged_cells_whose_sum_does_not_say_so() -> None:
    sheet = made.dispatch_without_merges()
    guess = best_guess(made.book(sheet))
    assert guess.mapping.header_rows == (0, 1)
    assert guess.missing == (("month",),)  # nothing says it: the officer is asked
    assert guess.mapping.units[8] == "0–1"
    assert [str(doubt) for doubt in guess.doubts] == [
        "Neither the headings nor the title say the unit of Plan of the year, Construction, Equipment, Land, Invested "
        "this year: 万元 is taken."
    ]
    table = apply(guess.mapping, sheet)
    one, two, three = table.rows
    assert {name: one.values[name] for name in ("construction_fen", "equipment_fen", "year_fen")} == {
        "construction_fen": "100.5万元",
        "equipment_fen": "200.3万元",
        "year_fen": "1800万元",
    }
    assert (one.values["completion"], one.values["progress_percent"], one.values["problems"]) == ("36", "40", "无")
    assert "has no year" in faults(one)["next_step_on"]
    assert two.is_hidden
    assert two.values["progress_percent"] == "100"
    assert remarks(two)["construction_fen"] == "33.3333333333333 goes below one fen: 333333.33元 is taken."
    assert "below zero" in faults(three)["construction_fen"]
    assert remarks(three)["progress_percent"] == "0.255 was read as 26%."
    assert others(table) == [(3, Role.HEADER), (7, Role.SUM)]  # and no line that is only numbered ahead
    assert table.sums["plan_of_year_fen"] == "1亿元"


def test_appeals_with_a_person_and_a_phone_in_one_cell() -> None:
    table = understood(made.appeals_with_contacts())
    one, two, three = table.rows
    assert said(one) == {
        "enterprise": "立点科技",
        "contact_name": "张三",
        "contact_phone": "13812345678",
        "category": "labour",
        "content": "缺普工30人，最迟下月到岗，请园区组织招聘会并与职校签订订单培养协议。",
        "received_on": "2026-03-05",
        "lead_provider": "人社局",
        "assistants": "园区、职校",
        "due_on": "2026-03-20",
        "handling": "已对接",
        "was_solved": "yes",
        "satisfaction": "satisfied",
    }
    assert (
        remarks(one)["due_on"]
        == "3月20日 has no year: it is taken as 2026-03-20, as the title, the file or its other days say."
    )
    assert (two.values["contact_name"], two.values["contact_phone"]) == ("李四", "0745-7621234")
    assert (two.values["received_on"], two.values["due_on"]) == ("2026-03-05", "2026-04-30")
    assert two.for_new == {"title": "流动资金紧张"}
    assert two.values["satisfaction"] == "basically_satisfied"
    assert three.values["received_on"] == "2026-03-08"
    assert "due_on" not in three.values  # 待定
    assert faults(three) == {}
    assert remarks(three) == {"was_solved": "“部分解决” is neither yes nor no."}
    assert others(table) == [(8, Role.SUM)]


def test_appeals_under_one_enterprise_with_days_from_1904_and_a_masked_phone() -> None:
    table = understood(made.appeals_merged_down())
    one, two, three = table.rows
    assert said(one) == {
        "number": "HJS-2026-A0001",
        "enterprise": "恒光科技",
        "channel": "hotline_12345",
        "category": "utilities",
        "title": "供电增容",
        "content": "二期需增容",
        "received_on": "2026-03-05",
        "lead_provider": "供电公司",
        "state": "closed",
        "closed_on": "2026-03-21",
    }
    assert "contact_phone" not in one.values
    assert remarks(one)["contact_phone"] == "138****5678 is masked: the desk keeps the number that it has."
    assert (two.values["enterprise"], two.values["content"]) == ("恒光科技", "贷款将到期\n望协调")
    assert (two.values["state"], two.values["financing_fen"]) == ("in_progress", "1200.5万元")
    assert three.values["content"] == "=1+1"
    assert set(faults(three)) == {"number", "category", "financing_fen"}
    assert others(table) == [(2, Role.NOTE), (6, Role.NOTE)]


def test_enterprises_with_codes_that_spreadsheets_have_spoilt_under_the_names_of_parks() -> None:
    table = understood(made.enterprises_with_codes())
    one, two, three, four = table.rows
    assert said(one) == {
        "name": "云溪新材料有限公司",
        "uscc": made.USCC,
        "head_name": "张建国",
        "contact_name": "李敏",
        "contact_phone": "13812345678",
        "is_above_scale": "yes",
        "settled_on": "2019-06-01",
        "business": "功能树脂",
        "park": "洪江市高新区",
    }
    (code,) = two.faults
    assert code.error.values["suggestion"] == made.USCC
    assert (two.values["is_above_scale"], two.values["business"]) == ("no", "电子元件\n封装测试")
    assert three.values["park"] == "洪江区高新区"
    assert "lost digits" in faults(three)["uscc"]
    assert (three.values["settled_on"], remarks(three)["settled_on"]) == ("2021-01-01", "2021 was taken as 2021-01-01.")
    assert remarks(three)["contact_phone"].startswith("1381234567 is not written as a phone")
    assert four.values["legacy_registration_number"] == "431281000012345"
    assert "uscc" not in four.values
    assert (four.values["settled_on"], four.said["settled_on"]) == ("2020-06-01", "43983")
    assert others(table) == [(3, Role.BAND), (6, Role.BAND)]


def test_enterprises_whose_codes_and_phones_have_no_heading() -> None:
    sheet = made.enterprises_half_headed()
    guess = best_guess(made.book(sheet), known=PARKS)
    assert guess.mapping.columns == {0: "name", 1: "uscc", 2: "address", 3: "contact_phone", 5: "business"}
    assert [each.heading for each in guess.unread] == ["注册资本（万元）"]
    assert guess.mapping.given == {"park": "洪江区高新区"}
    assert said(apply(guess.mapping, sheet).rows[1]) == {
        "name": "南浦纸业有限公司",
        "uscc": made.USCC,
        "address": "洪江区化工路\u3000１号",
        "contact_phone": "0745-7621234",
        "business": "造纸",
        "park": "洪江区高新区",
    }


def test_a_list_whose_title_says_what_all_in_it_have_been_recognised_as() -> None:
    table = understood(made.qualifications_by_title())
    assert said(table.rows[0]) == {
        "enterprise": "双阳高科",
        "name": "高新技术企业",
        "note": "GR202443001234",
        "granted_on": "2024-12-16",
        "expires_on": "2027-12-15",
        "level": "国家级",
        "park": "洪江区高新区",
    }
    assert (table.rows[1].values["granted_on"], table.rows[1].values["expires_on"]) == ("2024-01-01", "2027-12-31")
    assert others(table) == [(6, Role.NOTE)]


def test_a_term_of_years_ends_so_many_years_after_the_day_from_which_it_counts() -> None:
    rows = [["2025年11月8日", "三年"], ["2024-02-29", "有效期3年"], [None, "三年"], ["2025-11-08", "2028-11-07"]]
    sheet = RawSheet("高企", [["企业名称", "资质", "发证时间", "有效期"], *(["甲公司", "高企", *row] for row in rows)])
    table = understood(sheet)
    assert [row.values.get("expires_on") for row in table.rows] == ["2028-11-07", "2027-02-28", None, "2028-11-07"]
    assert [set(faults(row)) for row in table.rows] == [set(), set(), {"expires_on"}, set()]
    assert remarks(table.rows[0])["expires_on"] == "三年 was taken as 2028-11-07."


def test_recognitions_of_one_enterprise_under_two_rows_of_headings() -> None:
    sheet = made.qualifications_in_two_rows()
    table = understood(sheet)
    assert [said(row) for row in table.rows] == [
        {"enterprise": "恒光科技", "name": "绿色工厂", "level": "国家级", "granted_on": "2022-03-01"},
        {
            "enterprise": "恒光科技",
            "name": "专精特新中小企业",
            "level": "省级",
            "granted_on": "2023-01-01",
            "expires_on": "2025-12-31",
        },
        {"enterprise": "久日新材", "name": "科技型中小企业", "granted_on": "2024-10-08"},
    ]


def test_visits_of_a_month_whose_year_the_title_says() -> None:
    table = understood(made.visits_of_a_month())
    one, two, three = table.rows
    assert said(one) == {
        "visited_on": "2026-03-05",
        "enterprise": "立点科技",
        "officer": "张伟",
        "purpose": "用工摸底",
        "summary": "缺工30人\n订单充足",
        "next_step": "组织招聘会",
        "next_visit_on": "2026-04-01",
    }
    assert two.values["visited_on"] == "2026-03-12"
    assert faults(two) == {"next_visit_on": "There is no day 2月30日 on the calendar."}
    assert three.values["summary"] == "无"
    assert faults(three) == {"visited_on": "This may not stay empty."}


def test_a_pasted_block_without_a_header_is_known_by_its_values_once_its_kind_is() -> None:
    sheet = made.visits_without_header()
    assert said(understood(sheet, "Visit").rows[0]) == {
        "visited_on": "2026-03-05",
        "enterprise": "云溪新材料有限公司",
        "summary": "企业反映二期用地指标紧张，希望园区协调。",
    }
    with pytest.raises(DeskError, match="not a ledger that the desk knows"):
        mapped(sheet)


def test_a_table_that_is_something_else_is_refused_with_what_is_missing() -> None:
    salaries = RawSheet("工资", [["姓名", "基本工资", "奖金"], ["张三", 5000, 300], ["李四", 5200, 200]])
    with pytest.raises(DeskError, match="not a ledger that the desk knows; it knows: ledger of projects"):
        best_guess(made.book(salaries))
    with pytest.raises(DeskError) as refused:
        best_guess(made.book(salaries), "ServiceRequest")
    assert str(refused.value) == (
        "The sheet 工资 has no column for Enterprise, Details, and a ledger of appeals needs one. "
        "Choose it, or another sheet."
    )
    with pytest.raises(DeskError, match="no table in this file"):
        best_guess(RawBook((RawSheet("空", [[], [None, " "]]),), "xlsx"))


def test_of_several_sheets_the_ledger_is_found_and_hidden_ones_are_passed_over() -> None:
    cover = RawSheet("封面", [["洪江市高新区"], ["2026年3月"]])
    hidden = RawSheet("旧", made.appeals_with_contacts().rows, is_hidden=True)
    book = made.book(cover, hidden, made.appeals_merged_down())
    assert best_guess(book).mapping.sheet == "问题清单"
    assert guess_book(book, sheet="旧")[0].mapping.sheet == "旧"
    with pytest.raises(DeskError, match="no sheet “Sheet9”"):
        guess_book(book, sheet="Sheet9")


def test_a_kind_that_the_officer_says_is_taken_even_where_another_fits_better() -> None:
    sheet = made.dispatch_in_two_rows()
    guess = best_guess(made.book(sheet), "Project")
    assert guess.mapping.kind == "Project"
    check_guess(guess)


def test_rows_stream_one_by_one() -> None:
    sheet = made.appeals_with_contacts()
    rows = read_rows(mapped(sheet), sheet)
    assert next(rows).number == 3


def test_the_names_in_a_merged_cell_are_carried_down_and_no_further() -> None:
    sheet = RawSheet(
        "S",
        [["企业名称", "诉求内容"], ["甲公司", "缺工"], [None, "缺电"], [None, "缺水"], ["乙公司", "缺地"]],
        merged=(Merged(1, 0, 2, 0), Merged(500, 0, 10**6, 0)),
    )
    table = understood(sheet, "ServiceRequest")
    assert [row.values["enterprise"] for row in table.rows] == ["甲公司", "甲公司", "", "乙公司"]
    assert set(faults(table.rows[2])) == {"enterprise"}


def test_a_text_that_begins_like_a_note_or_a_sum_stays_a_record() -> None:
    sheet = RawSheet(
        "S",
        [
            ["序号", "企业名称", "诉求内容", "责任单位", "登记时间", "备注"],
            ["1", "合计科技有限公司", "说明：缺工", "人社局", "2026-03-05", "注：急"],
            ["2", "总部经济公司", "合计欠款200万元", "金融办", "2026-03-06", "小计"],
            ["3", "一建公司", "（一）用电；（二）用水", "供电公司", "2026-03-06", ""],
        ],
    )
    assert [row.number for row in understood(sheet).rows] == [2, 3, 4]


def test_lines_that_are_numbered_in_chinese_alone_are_records() -> None:
    rows = [["序号", "企业名称", "诉求内容"], ["一", "甲公司", "缺工"], ["二", "乙公司", "缺电"]]
    assert [row.number for row in understood(RawSheet("S", rows), "ServiceRequest").rows] == [2, 3]


def test_a_tick_box_of_a_sheet_is_told_from_a_number() -> None:
    rows = [["企业名称", "是否规上", "备注"], ["甲公司", 1, 1], ["乙公司", True, True], ["丙公司", False, 0]]
    said_of = [row.values for row in understood(RawSheet("S", rows), "Enterprise").rows]
    assert [(each["is_above_scale"], each["note"]) for each in said_of] == [("yes", "1"), ("yes", "TRUE"), ("no", "0")]


def test_a_header_begins_where_the_cells_that_reach_into_it_begin() -> None:
    sheet = RawSheet(
        "企业",
        [
            ["企业名称", "统计联系人", None, "入园时间"],
            [None, "姓名", "电话", None],
            ["甲公司", "张三", "13812345678", "2019-06-01"],
        ],
        merged=(down(0, 0, 1), down(3, 0, 1), Merged(0, 1, 0, 2)),
    )
    assert mapped(sheet).header_rows == (0, 1)
    assert said(understood(sheet).rows[0])["contact_name"] == "张三"


@pytest.mark.parametrize(
    ("row", "role"),
    [
        (["1", "数字合计", "新建", 300], None),
        (["2", "洪江合计", None, 300, "李四"], None),
        (["一", "新建项目小计", None, 300], Role.SUM),
        (["", "洪江市高新区合计", "/", 300], Role.SUM),
        (["合计", "2个项目", None, 300], Role.SUM),
        (["合计（2个）", None, None, 300], Role.SUM),
        (["总计：2个项目", None, None, 300], Role.SUM),
        (["", "共2个项目", None, 300], Role.SUM),
        (["共2个"], Role.NOTE),
    ],
)
def test_a_name_that_ends_like_a_sum_is_a_record_and_a_sum_says_nothing_else(
    row: list[RawCell], role: Role | None
) -> None:
    sheet = RawSheet(
        "项目",
        [["序号", "项目名称", "建设性质", "总投资（万元）", "包保领导"], ["1", "甲项目", "新建", 100, "张三"], row],
    )
    table = understood(sheet)
    assert [other.role for other in table.others] == ([role] if role else [])
    assert len(table.rows) == (1 if role else 2)


def test_several_columns_of_one_prose_follow_each_other() -> None:
    sheet = RawSheet(
        "走访",
        [
            ["走访时间", "走访企业", "生产经营情况", "存在困难", "办理情况", "下步打算"],
            ["2026-03-05", "甲公司", "订单饱满", "缺工30人", "已对接", "组织招聘会"],
            ["2026-03-06", "乙公司", "停产", "无", "", ""],
        ],
    )
    one, two = understood(sheet).rows
    assert (one.values["summary"], one.values["next_step"]) == ("订单饱满\n缺工30人", "已对接\n组织招聘会")
    assert two.values["summary"] == "停产"


def test_a_cell_that_the_officer_has_emptied_under_a_merged_one_stays_empty() -> None:
    sheet = RawSheet(
        "资质",
        [["企业名称", "资质", "级别"], ["甲公司", "绿色工厂", "省级"], [None, "高企", None]],
        merged=(down(0, 1, 2), down(2, 1, 2)),
    )
    mapping = mapped(sheet)
    assert apply(mapping, sheet).rows[1].values["level"] == "省级"
    assert apply(mapping, corrected(sheet, {(2, 2): ""})).rows[1].values["level"] == ""


def test_days_without_a_year_are_of_the_year_of_the_others() -> None:
    head = ["企业名称", "诉求内容", "登记时间", "办理期限"]
    rows = [
        ["甲", "缺工", "2026.3.5", "2027-01-04"],
        ["乙", "缺电", "2026-03-06", "4月5日"],
        ["丙", "缺水", "3月8日", ""],
    ]
    _one, two, three = understood(RawSheet("诉求", [head, *rows])).rows
    assert (two.values["due_on"], three.values["received_on"]) == ("2026-04-05", "2026-03-08")
    two_years = [["2025年12月至2026年1月诉求台账"], head, ["甲", "缺工", "1月5日", ""]]
    assert "received_on" in faults(understood(RawSheet("诉求", two_years)).rows[0])
    rows[0][2] = "2025.12.5"
    assert "received_on" in faults(understood(RawSheet("诉求", [head, *rows])).rows[2])


def test_notes_below_the_header_say_nothing_of_what_its_columns_are() -> None:
    header = ["企业名称", "统一社会信用代码", "入园时间"]
    notes = ["说明：必填；营业执照上的全称", "说明：18位代码", "说明：日期，如2026-03-05"]
    guess = best_guess(made.book(RawSheet("企业", [header, notes, ["甲公司", made.USCC, "2019-06-01"]])))
    assert (guess.doubts, {each.agreement for each in guess.columns}) == ((), {1.0})


def test_a_header_without_rows_is_refused_for_that() -> None:
    with pytest.raises(DeskError, match="no rows below a header"):
        best_guess(made.book(RawSheet("企业", [["企业名称", "统一社会信用代码", "入园时间"]])))


def test_of_several_months_the_last_one_is_meant_unless_the_title_says_another() -> None:
    header = ["项目名称", "9月完成投资", "10月完成投资", "1-9月累计完成投资", "1-10月累计完成投资", "形象进度"]
    row = ["甲项目", 9, 10, 90, 100, "主体施工"]
    for title, month, at in (
        ("2026年10月调度表", "2026-10", 0),
        ("2026年9月调度表", "2026-09", -1),
        ("2026年调度表", "2026-10", 0),
    ):
        guess = best_guess(made.book(RawSheet("S", [[title], header, row])))
        assert guess.mapping.given["month"] == month
        assert guess.mapping.columns == {0: "name", 2 + at: "month_fen", 4 + at: "year_fen", 5: "physical_progress"}
        assert "by its use: 10月" in str(guess.doubts[0]) or at


def test_a_column_of_yes_and_no_is_not_known_by_its_values() -> None:
    header = ["企业名称", "诉求内容", "是否首次"]
    guess = best_guess(made.book(RawSheet("诉求", [header, ["甲公司", "缺工", "是"], ["乙公司", "缺电", "否"]])))
    assert guess.mapping.columns == {0: "enterprise", 1: "content"}


@pytest.mark.parametrize(
    ("title", "said_so"),
    [
        ("规模以上工业企业名单", "yes"),
        ("2026年规上企业表", "yes"),
        ("拟入规上企业名单", None),
        ("规上企业培育库", None),
        ("企业名录", None),
    ],
)
def test_a_list_of_enterprises_above_scale_says_it_of_each(title: str, said_so: str | None) -> None:
    sheet = RawSheet("S", [[title], ["企业名称", "地址"], ["甲公司", "一号路"], ["乙公司", "二号路"]])
    assert understood(sheet).rows[0].values.get("is_above_scale") == said_so


def test_the_person_to_ask_goes_before_the_head_and_products_join_the_branch() -> None:
    header = ["企业名称", "法定代表人及电话", "联系人及手机", "所属行业", "主要产品"]
    row = ["甲公司", "周总13700010001", "小陈 13700010002", "建材", "砂浆"]
    (one,) = understood(RawSheet("企业名录", [header, row, ["乙公司"]])).rows[:1]
    assert said(one) == {
        "name": "甲公司",
        "contact_name": "小陈",
        "contact_phone": "13700010002",
        "business": "建材\n砂浆",
    }


def test_the_day_up_to_which_a_dispatch_table_counts_says_its_month() -> None:
    header = ["项目名称", "建安工程费", "设备购置费", "形象进度"]
    for above, month in (("调度时间：2026年10月31日", "2026-10"), ("填报时间：2026年11月3日", None)):
        guess = best_guess(made.book(RawSheet("S", [["项目调度表"], [above], header, ["甲项目", 120, 30, "主体"]])))
        assert guess.mapping.given.get("month") == month
        assert guess.mapping.columns == {0: "name", 1: "construction_fen", 2: "equipment_fen", 3: "physical_progress"}
