"""Headings are compared by what they say; the list of them is whole, and an office may add its own."""

import tomllib
from pathlib import Path

import pytest

from hkdesk.bundled import bundled
from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers.clues import clues_of
from hkdesk.exchange.ledgers.fields import FieldType
from hkdesk.exchange.ledgers.guess import Known, best_guess, guess_sheet
from hkdesk.exchange.ledgers.header import headings_in
from hkdesk.exchange.ledgers.headings import heading_of, unit_of
from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.exchange.ledgers.sheets import Merged, RawCell, RawSheet
from hkdesk.exchange.ledgers.synonyms import SHIPPED, load_synonyms, shipped_synonyms
from hkdesk.wording import LANGUAGES, speaking, word
from tests.exchange.ledgers import made

LIST = tomllib.loads(bundled(SHIPPED).read_text("utf-8"))
# Of which an office writes whatever it likes: at least six headings are known for each.
COMMON = {
    "Project": "name project_code enterprise total_investment_fen plan_of_year_fen stage signed_on started_on "
    "in_production_on planned_start_on planned_production_on completed_on responsible_unit lead_officer nature "
    "key_level industry capacity_per_year contact_name contact_phone contact note",
    "Dispatch": "month_fen year_fen since_start_fen construction_fen equipment_fen land_fen year_construction_fen "
    "completion physical_progress progress_percent problems next_step next_step_on is_started month",
    "ServiceRequest": "number enterprise received_on channel category title content lead_provider assistants due_on "
    "handling replied_on was_solved satisfaction closed_on state liaison_officer financing_fen subsidy_fen",
    "Enterprise": "name uscc business address head_name is_above_scale settled_on legacy_registration_number",
    "Qualification": "enterprise name level granted_on expires_on note",
    "Visit": "enterprise visited_on officer purpose summary next_step next_visit_on",
}


@pytest.mark.parametrize(
    ("text", "key", "unit"),
    [
        ("总投资（万元）", "总投资", "万元"),
        ("总投资\n(亿元)", "总投资", "亿元"),
        ("总 投 资：万元", "总投资", "万元"),
        ("总投资/万元", "总投资", "万元"),
        ("总投资（单位：万元）", "总投资", "万元"),
        ("＊统一社会信用代码\n（18位）", "统一社会信用代码", ""),
        ("1.项目名称", "项目名称", ""),
        ("（一）项目名称", "项目名称", ""),
        ("①项目名称", "项目名称", ""),
        ("★项目名称：", "项目名称", ""),
        ("1-3月累计完成投资", "1n月累计完成投资", ""),
        ("1—12月累计完成投资", "1n月累计完成投资", ""),
        ("３月份完成投资", "n月完成投资", ""),
        ("2026年计划投资", "n年计划投资", ""),
        ("2026年度计划投资", "n年计划投资", ""),
        ("用地面积（㎡）", "用地面积", "㎡"),
        ("年产能（万吨/年）", "年产能", "万吨/年"),
        ("完成率（%）", "完成率", "%"),
        ("Total investment (100 million yuan)", "totalinvestment", "亿元"),
    ],
)
def test_a_heading_is_what_it_says_without_its_dress(text: str, key: str, unit: str) -> None:
    heading = heading_of(text)
    assert key in heading.keys
    assert heading.unit == unit


def test_units_are_known_by_their_usual_names() -> None:
    assert [unit_of(text) for text in ("单位：万元", "万元、%", "m²", "平方米", "人民币万元", "吨", "备注")] == [
        *("万元", "万元", "㎡", "㎡", "万元", "吨", "")
    ]


def test_parts_of_a_sum_are_headed_by_the_heading_before_them() -> None:
    sheet = RawSheet(
        "S", [["项目名称", "本年累计（万元）", "其中：建安", "其中：设备", "本月完成", "其中：土地（元）"]]
    )
    found = headings_in(sheet, [0])
    fields = [shipped_synonyms().fields_headed("Dispatch", heading.keys)[:1] for heading in found]
    assert fields == [
        *(("name",), ("year_fen",), ("year_construction_fen",), ("year_equipment_fen",), ("month_fen",), ("land_fen",))
    ]
    assert [heading.unit for heading in found] == ["", "万元", "万元", "万元", "", "元"]


@pytest.mark.parametrize("kind", COMMON)
def test_common_fields_have_six_headings_or_more(kind: str) -> None:
    known = shipped_synonyms().headings[kind]
    counts = {name: sum(name in fields for fields in known.values()) for name in COMMON[kind].split()}
    assert {name: count for name, count in counts.items() if count < 6} == {}


@pytest.mark.parametrize(
    ("kind", "field", "headings"),
    [
        ("Enterprise", "name", "企业名称 单位名称 公司名称 企业全称 市场主体名称 入园企业名称"),
        ("Project", "enterprise", "企业名称 项目业主 业主单位 投资方 建设单位 实施主体"),
        ("Project", "project_code", "项目代码 赋码 投资项目代码 项目备案代码"),
        ("Project", "total_investment_fen", "总投资（万元） 总投资(亿元) 计划总投资 投资总额 项目总投资（亿元）"),
        ("Project", "plan_of_year_fen", "年度计划投资 2026年计划投资 2026年度计划投资（万元） 今年计划投资 年度目标"),
        ("Dispatch", "month_fen", "本月完成 3月完成投资 当月完成投资（万元） 3月份 2026年3月完成投资"),
        ("Dispatch", "year_fen", "1-3月累计完成 1—11月完成投资 今年累计完成投资 本年累计 截至3月底累计完成投资"),
        ("Dispatch", "physical_progress", "形象进度 工程形象进度 目前形象进度 进展情况 工作进展"),
        ("Enterprise", "uscc", "统一社会信用代码 信用代码 社会信用代码 统一社会信用代码（18位） 纳税人识别号"),
        ("ServiceRequest", "content", "诉求内容 问题 困难 存在的困难和问题 企业反映的问题 企业目前的主要诉求"),
        ("ServiceRequest", "received_on", "登记时间 受理日期 提出时间 反映时间 收集时间"),
        ("ServiceRequest", "lead_provider", "承办单位 责任部门 牵头单位 主办单位 责任单位"),
        ("ServiceRequest", "due_on", "办理期限 办结时限 完成时限 要求办结时间"),
        ("ServiceRequest", "handling", "办理结果 办理情况 处理结果 落实情况"),
        ("ServiceRequest", "satisfaction", "满意度 企业满意度 是否满意 满意度评价"),
    ],
)
def test_what_offices_write_is_known(kind: str, field: str, headings: str) -> None:
    synonyms = shipped_synonyms()
    for text in headings.split():
        keys = heading_of(text).keys
        fields = synonyms.fields_headed(kind, keys) or synonyms.fields_ending(kind, keys[0])
        assert field in fields, text


def test_the_list_names_no_kind_field_or_value_that_there_is_not() -> None:
    tables = {table for kind in KINDS.values() for table in kind.headings}
    assert set(LIST["headings"]) == tables
    for table, headings in LIST["headings"].items():
        fields = {f.name for kind in KINDS.values() if table in kind.headings for f in kind.fields}
        assert set(headings) - fields == set(), table
    assert set(LIST["titles"]) == set(KINDS)
    codes = {f.codes.__name__: {c.value for c in f.codes} for k in KINDS.values() for f in k.fields if f.codes}
    assert set(LIST["words"]) == {*codes, "yes_no"}
    for name, values in codes.items():
        assert set(LIST["words"][name]) - {"none"} == values, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_known_by_the_desk_s_own_word(language: str) -> None:
    synonyms = shipped_synonyms()
    with speaking(language):
        for kind in KINDS.values():
            for field in kind.fields:
                for code in field.codes or ():
                    assert synonyms.value_of(type(code).__name__, word(code)) == code.value


def test_no_word_means_two_values() -> None:
    for name, values in LIST["words"].items():
        every = [text for texts in values.values() for text in texts]
        assert sorted({text for text in every if every.count(text) > 1}) == [], name


def test_an_office_s_own_list_is_added_and_goes_first(tmp_path: Path) -> None:
    own = tmp_path / "headings.toml"
    own.write_text(
        '[headings.ServiceRequest]\ncontent = ["企业心声"]\nhandling = ["困难"]\n'
        '[words.Category]\nlabour = ["招人"]\nlegal = ["融资"]\n',
        "utf-8",
    )
    synonyms = load_synonyms(own)
    assert synonyms.fields_headed("ServiceRequest", ["企业心声"]) == ("content",)
    assert synonyms.fields_headed("ServiceRequest", ["困难"]) == ("handling", "content")
    assert synonyms.fields_headed("ServiceRequest", ["诉求内容"]) == ("content",)
    assert synonyms.value_of("Category", "招人") == "labour"
    sheet = RawSheet("S", [["企业名称", "企业心声", "类别"], ["甲公司", "缺工", "招人"]])
    assert best_guess(made.book(sheet), synonyms=synonyms).mapping.columns[1] == "content"


@pytest.mark.parametrize(
    "text",
    [
        "[headings",
        "headings = 3",
        '[headings.Project]\nname = "项目"',
        "[words.Stage]\nsigned = [3]",
        "[groups]\nx = 1",
    ],
)
def test_a_list_that_is_spoilt_is_refused_naming_the_file(tmp_path: Path, text: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, "utf-8")
    with pytest.raises(DeskError, match=r"own\.toml"):
        load_synonyms(own)
    with pytest.raises(DeskError, match=r"missing\.toml cannot be read"):
        load_synonyms(tmp_path / "missing.toml")


@pytest.mark.parametrize(
    ("above", "names", "month"),
    [
        (["2026年3月重点项目调度表"], [], "2026-03"),
        (["2026年1-3月重点项目进展情况"], [], "2026-03"),
        (["重点项目调度表（2026.3）"], [], "2026-03"),
        (["截至2026年3月31日"], [], "2026-03"),
        (["2026年重点项目调度表", "填报日期：2026年4月2日"], ["3月"], "2026-03"),
        (["重点项目调度表"], ["Sheet1", "2026年3月调度表"], "2026-03"),
        (["重点项目调度表"], ["202603"], "2026-03"),
        (["2026年重点项目调度表"], ["Sheet1", "台账"], ""),
        (["2026年重点项目调度表", "填报单位：园区  填报时间：2026年11月20日"], [], "2026-11"),
        (["重点项目调度表", "填表日期：2026.11.20"], [], "2026-11"),
        (["重点项目调度表", "填表日期：2026.11.3"], [], ""),
        (["重点项目调度表", "打印时间：2026年11月20日"], [], ""),
    ],
)
def test_titles_and_names_say_the_month(above: list[str], names: list[str], month: str) -> None:
    assert clues_of(above, [], names).month_text == month


def test_the_unit_of_a_title_is_that_of_amounts_whose_heading_says_none() -> None:
    assert clues_of(["单位：万元、亩"], [], []).unit == "万元"
    assert clues_of(["（金额单位：亿元）"], [], []).unit == "亿元"
    assert clues_of(["填报单位：发改局"], [], []).unit == ""
    assert clues_of(["填报单位：园区 填报时间：2026年11月20日 单位：万元"], [], []).unit == "万元"


def test_a_form_says_its_year_and_its_month_only_where_nothing_else_does() -> None:
    named = clues_of(["2026年3月调度表", "填报时间：2027年1月25日"], [], [])
    assert (named.year, named.month_text, named.is_month_of_form) == (2026, "2026-03", False)
    form = clues_of(["调度表", "填报时间：2027年1月25日"], [], [])
    assert (form.year, form.month_text, form.is_month_of_form) == (2027, "2027-01", True)
    sheet = RawSheet(
        "S", [["调度表"], ["填报时间：2027年1月25日"], ["项目名称", "本月完成投资", "形象进度"], ["甲", 3, "一层"]]
    )
    (guess, *_) = guess_sheet(sheet)
    assert (guess.mapping.kind, guess.mapping.given["month"]) == ("Dispatch", "2027-01")
    assert any("No month is named: 2027-01" in str(doubt) for doubt in guess.doubts)


def test_every_way_of_reading_is_used_by_some_field() -> None:
    assert {f.read_as for kind in KINDS.values() for f in kind.fields} == set(FieldType)


@pytest.mark.parametrize(
    ("title", "parks", "park"),
    [
        ("洪江区高新区项目台账", ("洪江市高新区", "洪江区高新区"), "洪江区高新区"),
        ("洪江区2026年重点项目台账", ("洪江市高新区", "洪江区高新区"), "洪江区高新区"),
        ("洪江市、洪江区项目台账", ("洪江市高新区", "洪江区高新区"), ""),
        ("怀化市项目台账", ("洪江市高新区", "洪江区高新区"), ""),
        ("洪江市项目台账", ("洪江市高新区",), "洪江市高新区"),
        ("甲乙园区项目台账", ("甲乙园", "甲乙园二期"), "甲乙园"),
    ],
)
def test_a_title_says_the_park_by_its_name_or_by_how_it_alone_begins(
    title: str, parks: tuple[str, ...], park: str
) -> None:
    sheet = RawSheet("S", [[title], ["项目名称", "总投资"], ["甲", 3]])
    (guess, *_) = guess_sheet(sheet, "Project", Known(parks=parks))
    assert guess.mapping.given.get("park", "") == park


def test_a_merged_heading_may_reach_beyond_every_row() -> None:
    rows: list[list[RawCell]] = [["企业名称", "联系电话"], ["甲公司", "问老王"], ["乙公司", "问老李"]]
    (guess, *_) = guess_sheet(RawSheet("S", rows, (Merged(0, 1, 0, 4),)), "Enterprise")
    assert guess.mapping.columns[0] == "name"
