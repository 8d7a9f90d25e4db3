"""The quarterly review and the half-year report: every sentence is made of what is on the desk, and of nothing else."""

import re
from datetime import UTC, date, datetime

import pytest

from hkdesk.documents.all_reports import BY_NAME
from hkdesk.documents.half_year import HALF_YEAR
from hkdesk.documents.model import Chart, ChartKind, Heading, PageKind, Paragraph, Signature, Table
from hkdesk.documents.prose import blocks_of, check
from hkdesk.documents.quarterly_review import QUARTERLY_REVIEW
from hkdesk.documents.report import Asked
from hkdesk.domain.periods import parse_period
from hkdesk.domain.stage import Stage
from hkdesk.store.desk_file import open_desk_file
from hkdesk.wording import LANGUAGES, use_language
from hkdesk.work.commands.projects import Move, add_project, move_project
from hkdesk.work.commands.reports import enter_reports
from hkdesk.work.desk import Desk
from hkdesk.work.practice import fill_practice
from hkdesk.work.queries.parks import parks
from hkdesk.work.queries.review import quarter_review

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
PROSES = {"quarterly-review": QUARTERLY_REVIEW, "half-year": HALF_YEAR}
HOSTILE = ("# 假标题项目", "[[阶段表]]", "{{ 总投资 }}", "{% if 1 %}项目{% endif %}", "=1+1", "<b>甲</b>&😀")


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    folder = tmp_path_factory.mktemp("prose")
    fill_practice(folder, requests=900, projects=60, seed=7)
    desk = Desk(open_desk_file(folder, officer="李敏", clock=lambda: NOW))
    yield desk
    desk.close()


def asked(desk, period, park=None, officer="李敏"):
    found = [p for p in desk.read(parks) if park in (None, p.id)]
    names = tuple(p.name for p in found)
    return Asked(desk.read, park, names, desk.today, officer, desk.is_practice, parse_period(period)[1])


def made(desk, name, period, park=None):
    return BY_NAME[name].make(asked(desk, period, park))


def prose_of(document):
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def tables_of(document):
    return {b.title: b for b in document.blocks if isinstance(b, Table)}


def cells_of(table):
    return [[cell.text for cell in row] for row in table.rows]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PROSES)
def test_the_delivered_templates_use_what_there_is_in_both_languages(practice, name, language):
    use_language(language)
    prose = PROSES[name]
    check(prose, prose.delivered(language))
    gathered = prose.gather(asked(practice, "2026-Q3" if prose is QUARTERLY_REVIEW else "2026-H1"))
    assert set(gathered.values) == set(prose.values)
    assert set(gathered.places) == set(prose.places)
    assert len(set(prose.values.values())) == len(prose.values)
    for place in prose.places:  # each is placed once
        shown = prose.places[place] if language == "zh_CN" else place
        assert prose.delivered(language).count(f"[[{shown}]]") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "period"), [("quarterly-review", "2026-Q3"), ("half-year", "2026-H1")])
def test_a_document_is_an_official_page_with_five_headings_tables_charts_and_no_gap(practice, name, period, language):
    use_language(language)
    document = made(practice, name, period)
    assert document.page is PageKind.OFFICIAL
    headings = [b.text for b in document.blocks if isinstance(b, Heading)]
    assert [h[:2] for h in headings] == (
        ["一、", "二、", "三、", "四、", "五、"] if language == "zh_CN" else ["1.", "2.", "3.", "4.", "5."]
    )
    said = "\n".join(prose_of(document))
    assert not re.search(r"None|\(\)|（）|，。|：。|  |\{|\}|，，|: \.|\[\[", said)
    assert isinstance(document.blocks[-1], Signature)
    kinds = {b.kind for b in document.blocks if isinstance(b, Chart)}
    assert kinds == ({ChartKind.FUNNEL, ChartKind.CURVE} if name == "quarterly-review" else {ChartKind.BARS})
    assert all(len(t.rows) <= 15 for t in tables_of(document).values())
    if language == "zh_CN":
        assert not re.search("[A-Za-z]", re.sub(r"[(（].*?[)）]|1\+1\+N", "", said))


@pytest.mark.parametrize(("name", "period"), [("quarterly-review", "2026-Q3"), ("half-year", "2026-H1")])
def test_what_a_chart_draws_stands_in_a_table(practice, name, period):
    document = made(practice, name, period)
    columns = [
        [row[n].text for row in table.rows] for table in tables_of(document).values() for n in range(len(table.columns))
    ]
    charts = [b for b in document.blocks if isinstance(b, Chart)]
    for chart in charts:
        assert chart.labels
        for series in chart.series:
            assert [cell.text for cell in series.cells] in columns


def test_the_review_says_what_the_desk_has(practice):
    use_language("zh_CN")
    park = practice.read(parks)[0].id
    document = made(practice, "quarterly-review", "2026-Q3", park)
    view = practice.read(quarter_review, park, parse_period("2026-Q3")[1], practice.today)
    said = "\n".join(prose_of(document))
    counts = [view.stages[s].count for s in (Stage.SIGNED, Stage.STARTED, Stage.IN_PRODUCTION)]
    assert f"在册重点项目{len(view.on_board)}个" in said
    assert f"签约未开工{counts[0]}个、开工在建{counts[1]}个、建成投产{counts[2]}个" in said
    started = sorted(p.days["started"] for p in view.on_board if p.days.get("started", date.min) >= date(2026, 7, 1))
    assert f"新开工项目{len(started)}个" in said
    assert f"（{started[0].month}月{started[0].day}日）" in said
    red = [p for p in view.on_board if p.light == "red"]
    assert f"亮红灯项目{len(red)}个" in said
    assert f"登记企业诉求{view.appeals.received}件，上季度为{view.appeals_before.received}件" in said
    assert re.search(r"落后序时进度[0-9.]+个百分点|超序时进度[0-9.]+个百分点", said)
    stages = tables_of(document)["各阶段项目情况"]
    assert [row[1].value for row in stages.rows] == counts
    assert stages.total[1].value == sum(counts)


def test_the_table_of_investment_says_how_many_it_leaves_out_and_adds_up_all(practice):
    document = made(practice, "quarterly-review", "2026-Q3")
    table = tables_of(document)["Investment of the quarter by project"]
    view = practice.read(quarter_review, None, parse_period("2026-Q3")[1], practice.today)
    listed = [
        p for p in view.projects if p.reports.invested(view.period.first, view.period.last) is not None or p.plan_fen
    ]
    assert len(listed) > 15 == len(table.rows)
    assert table.note == f"{len(listed) - 15} more are not listed, but in the total."
    assert table.total[1].value * 1_000_000 == view.invested(view.period)
    amounts = [row[1].value for row in table.rows]
    assert amounts == sorted(amounts, reverse=True)


def test_two_parks_added_together_are_said_to_be(practice):
    use_language("zh_CN")
    for name, period in (("quarterly-review", "2026-Q3"), ("half-year", "2026-H1")):
        assert "2个园区合计" in made(practice, name, period).subtitle
        assert "合计" not in made(practice, name, period, practice.read(parks)[0].id).subtitle


def test_a_running_period_says_up_to_which_day_and_compares_no_part_with_a_whole(practice):
    use_language("zh_CN")
    document = made(practice, "quarterly-review", "2026-Q4", practice.read(parks)[0].id)
    assert document.subtitle == document.period == "2026年第四季度（截至2026年11月24日）"
    assert "上季度为" not in next(text for text in prose_of(document) if text.startswith("本季度完成投资"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "period", "said"),
    [
        (
            "quarterly-review",
            "1990-Q1",
            ("系统没有1990年第一季度的记录。", "Nothing is on record of Quarter 1 of 1990."),
        ),
        ("half-year", "1990-H2", ("系统没有1990年下半年的记录。", "Nothing is on record of 1990, second half.")),
        ("quarterly-review", "2027-Q1", ("2027年第一季度尚未开始。", "Quarter 1 of 2027 has not begun yet.")),
        ("half-year", "2027-H1", ("2027年上半年尚未开始。", "2027, first half has not begun yet.")),
    ],
)
def test_a_period_without_data_gives_a_page_that_says_so(practice, name, period, said, language):
    use_language(language)
    document = made(practice, name, period)
    assert prose_of(document) == [said[language == "en"]]
    assert [type(b) for b in document.blocks] == [Paragraph, Signature]


def test_the_articles_figures_stand_against_the_recorded_ones_with_their_locators(desk):
    use_language("zh_CN")
    document = made(desk, "half-year", "2024-H1", desk.read(parks)[0].id)
    table = tables_of(document)["公开数据与系统同期记录对照"]
    assert cells_of(table) == [
        ["协调解决诉求（件）", "157", "2", "1.3%", "A2.4–5，原文载明"],
        ["帮助融资（万元）", "5,630", "0", "0.0%", "A2.5，原文载明"],
        ["兑现补贴（万元）", "91.53", "0", "0.0%", "A2.5，原文载明"],
        ["保障用工（人）", "387", "0", "0.0%", "A2.5，原文载明"],
        ["联络员（人）", "26", "0*", "0.0%", "A2.4，原文载明；时段：A2.4，推断"],
        ["联络员服务企业（家）", "43", "0*", "0.0%", "A2.4，原文载明；时段：A2.4，推断"],
    ]
    assert "截至2026年11月24日" in table.note
    assert "未限上半年" in table.note
    said = "\n".join(prose_of(document))
    assert "其中2件为公开报道所载：重整脱困（A2.5，存疑；日期：A2.4–5，推断）" in said
    assert "没有回访记录，响应率、解决率、满意率无从计算。" in said
    assert "成效" not in said  # nobody recorded any


def test_the_review_of_the_articles_quarter_counts_nothing_that_is_not_known(desk):
    use_language("zh_CN")
    document = made(desk, "quarterly-review", "2024-Q1", desk.read(parks)[0].id)
    said = "\n".join(prose_of(document))
    assert "5个项目的环节日期未记录，当日所处阶段不详，未计入阶段统计（目前：开工2个、投产3个）" in said
    assert "2024年通报：重点项目15个，在册4个" in said
    assert "A1.2，原文载明" in said
    assert "在册重点项目" not in said
    assert "本季度没有项目报送投资完成情况。" in said
    assert "各阶段项目情况" not in tables_of(document)


def test_a_day_that_is_inferred_says_so(desk):
    use_language("zh_CN")
    document = made(desk, "quarterly-review", "2024-Q3", desk.read(parks)[1].id)
    said = "\n".join(prose_of(document))
    assert (
        "进入试生产项目1个：年产3000吨镍盐、钴盐系列产品及1万吨新能源废旧动力电池拆解利用项目（8月1日；B3.2，推断）。"
        in said
    )
    assert cells_of(tables_of(document)["本季度项目推进情况"])[0][-1] == "B3.2，推断"


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_from_the_desk_make_no_structure(desk, language):
    use_language(language)
    plain = made(desk, "quarterly-review", "2026-Q3")
    for n, name in enumerate(HOSTILE):
        key = desk.do(add_project, {"name": name, "signed_on": f"2026-07-0{n + 1}", "plan_of_year_fen": "100万"}).result
        desk.do(move_project, key, Stage.STARTED, Move(date(2026, 7, 20), "补录", is_override=True))
        text = "# 一、问题\n[[阶段表]]\n{{ 总投资 }}"
        desk.do(enter_reports, date(2026, 9, 1), {key: {"construction_fen": "1", "problems": text, "next_step": text}})
    document = made(desk, "quarterly-review", "2026-Q3")
    assert [b for b in document.blocks if isinstance(b, Heading)] == [b for b in plain.blocks if isinstance(b, Heading)]
    titles = [b.title for b in document.blocks if isinstance(b, Table)]
    assert len(titles) == len(set(titles))
    said = "\n".join(prose_of(document))
    listed = [cell.text for table in tables_of(document).values() for row in table.rows for cell in row]
    for name in HOSTILE:
        assert name in listed
    assert "{{ 总投资 }}" in said
    assert "# 假标题项目" in said
    source = "{% for 项 in problem_list %}\n{{ 项 }}\n{% endfor %}"
    blocks = blocks_of(QUARTERLY_REVIEW, QUARTERLY_REVIEW.gather(asked(desk, "2026-Q3")), source)
    assert len(blocks) == len(HOSTILE)
    assert all(isinstance(b, Paragraph) and "# 一、问题 [[阶段表]] {{ 总投资 }}" in b.text for b in blocks)
