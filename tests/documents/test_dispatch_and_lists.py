"""The dispatch table and the review's lists: every column, and the figures that the database says."""

import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from hkdesk.cli import report as report_command
from hkdesk.cli.main import run
from hkdesk.documents.all_reports import BY_NAME, REPORTS
from hkdesk.documents.dispatch_table import dispatch_table
from hkdesk.documents.model import Paragraph, Table
from hkdesk.documents.report import Asked, documents_of
from hkdesk.domain.lights import Light
from hkdesk.domain.periods import Period, PeriodKind
from hkdesk.domain.request import Category
from hkdesk.domain.stage import Stage
from hkdesk.exchange.save import save_document
from hkdesk.printing.pdf import write_pdf
from hkdesk.store.desk_file import open_desk_file
from hkdesk.wording import use_language, word
from hkdesk.work.commands.projects import edit_project
from hkdesk.work.commands.reports import enter_reports
from hkdesk.work.desk import Desk
from hkdesk.work.practice import fill_practice
from hkdesk.work.queries.dispatch import Dispatch, dispatch
from hkdesk.work.queries.projects import lane
from hkdesk.work.queries.records import records
from tests.conftest import NOW

TODAY, MONTH = date(2026, 11, 24), date(2026, 10, 1)
WAN = 10_000 * 100


@pytest.fixture
def reported(desk):
    """Two started projects with reports of August and October, one with a plan."""
    first, second = [p for p in desk.stream(records, "Project") if p.values["stage"] is Stage.STARTED][:2]
    desk.do(
        edit_project,
        first.id,
        {
            "plan_of_year_fen": "1000万",
            "total_investment_fen": "1.2亿",
            "project_code": "2026-431281-20-03-000010",
            "responsible_unit": "招商局",
            "lead_officer": "包干部",
            "key_level": "city_major",
            "nature": "new_build",
        },
    )
    for month, amount in ((date(2026, 8, 1), "100"), (MONTH, "200.5")):
        cells = {"construction_fen": amount, "equipment_fen": "50", "land_fen": "10"}
        desk.do(enter_reports, month, {first.id: cells})
    said = {"physical_progress": "主体封顶", "problems": "缺电", "next_step": "接电", "next_step_on": "2026-11-30"}
    desk.do(enter_reports, MONTH, {first.id: said | {"funds_in_place_fen": "300"}})
    return desk, first, second


def test_a_row_holds_what_was_reported_summed_over_the_year(reported):
    desk, first, second = reported
    found = desk.read(dispatch, None, MONTH, TODAY)
    row = next(r for r in found.rows if r.id == first.id)
    assert found.reported == 1
    assert (row.month_fen, row.year_fen) == (Decimal("260.5") * WAN, Decimal("420.5") * WAN)
    assert (row.construction_fen, row.equipment_fen, row.land_fen) == (Decimal("300.5") * WAN, 100 * WAN, 20 * WAN)
    assert row.completion == Decimal("0.4205")
    assert (row.physical, row.problems, row.next_step_on) == ("主体封顶", "缺电", date(2026, 11, 30))
    assert row.light is Light.RED  # 42 % of the plan, ten months gone
    other = next(r for r in found.rows if r.id == second.id)
    assert (other.month_fen, other.year_fen, other.completion) == (None, 0, None)


def test_a_month_counts_the_year_up_to_its_own_end(reported):
    desk, first, _ = reported
    (row,) = [r for r in desk.read(dispatch, None, date(2026, 9, 1), TODAY).rows if r.id == first.id]
    assert (row.month_fen, row.year_fen) == (None, 160 * WAN)


def test_the_table_has_every_column_its_units_and_a_sum(reported):
    desk, first, _ = reported
    document = dispatch_table(desk.read(dispatch, None, MONTH, TODAY), "两个园区", TODAY, "李敏", is_practice=False)
    (table,) = [b for b in document.blocks if isinstance(b, Table)]
    titles = [c.title for c in table.columns]
    assert len(titles) == len(set(titles)) == 25
    assert sum("100 million yuan" in t for t in titles) == 1
    assert sum("10,000 yuan" in t for t in titles) == 7
    row = next(r for r in table.rows if r[1].text == first.values["name"])
    assert [row[n].text for n in (8, 9, 11, 12, 13, 16)] == ["1.20", "1,000", "260.50", "420.50", "300.50", "42.0%"]
    total = table.total
    assert total is not None
    assert total[12].value == sum(r[12].value or 0 for r in table.rows) == Decimal("420.5")
    assert total[16].value == Decimal("0.4205")


def test_paper_and_workbook_say_the_same_and_a_month_without_projects_says_so(reported, tmp_path, qapp):
    desk, first, _ = reported
    use_language("zh_CN")
    document = dispatch_table(desk.read(dispatch, None, MONTH, TODAY), "两个园区", TODAY, "李敏", is_practice=False)
    write_pdf(document, tmp_path / "d.pdf")
    save_document(document, tmp_path / "d.xlsx")
    info = subprocess.run(["pdfinfo", tmp_path / "d.pdf"], check=True, capture_output=True, text=True).stdout
    assert "(A3)" in info
    cells = [c.value for r in load_workbook(tmp_path / "d.xlsx").active.iter_rows() for c in r if c.value is not None]
    assert first.values["name"] in cells
    assert 420.5 in [float(c) for c in cells if isinstance(c, int | float)]
    assert date(2026, 10, 1) not in cells
    nothing = dispatch_table(Dispatch(MONTH, []), "x", TODAY, "", is_practice=False)
    assert [b for b in nothing.blocks if isinstance(b, Table)] == []
    assert "没有在推进的项目" in nothing.subtitle


@pytest.mark.parametrize("stage", [Stage.SIGNED, Stage.STARTED])
def test_a_list_holds_its_stage_the_longest_there_first(desk, stage):
    name = "signed-not-started" if stage is Stage.SIGNED else "started-not-in-production"
    asked = Asked(desk.read, None, ("甲园", "乙园"), TODAY, "李敏", False, Period(MONTH, TODAY))
    document = BY_NAME[name].make(asked)
    tables = [b for b in document.blocks if isinstance(b, Table)]
    rows = desk.read(lane, stage, None, TODAY)
    assert [r[1].text for t in tables for r in t.rows] == [r.name for r in rows]


def test_every_document_is_made_of_an_empty_day_too(desk):
    early = date(1990, 1, 1)
    for one in REPORTS:
        asked = Asked(desk.read, None, ("甲园",), early, "", True, one.usual_period(early))
        for document in documents_of(one, asked):
            assert document.title
            assert document.is_practice


def test_a_document_about_records_says_so_where_there_is_none(desk):
    asked = Asked(desk.read, None, ("甲园",), TODAY, "", True, Period(MONTH, TODAY))
    (document,) = documents_of(replace(BY_NAME["supervision-slip"], records=lambda _: []), asked)
    assert document.title == "Supervision slip"
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["No record waits for this document."]


def test_a_period_becomes_the_document_s_own(desk):
    today, year = date(2026, 11, 24), Period(date(2026, 1, 1), date(2026, 12, 31))
    monthly = BY_NAME["dispatch-table"]
    assert monthly.period_of(PeriodKind.YEAR, year, today) == Period(date(2026, 11, 1), date(2026, 11, 30))
    last = Period(date(2024, 1, 1), date(2024, 3, 31))
    assert monthly.period_of(PeriodKind.QUARTER, last, today) == Period(date(2024, 3, 1), date(2024, 3, 31))
    assert monthly.usual_period(today) == Period(date(2026, 11, 1), date(2026, 11, 30))


def test_the_command_line_knows_every_document(capsys):
    assert tuple(r.name for r in REPORTS) == report_command.NAMES
    assert run(["report", "--list"]) == 0
    said = capsys.readouterr().out
    assert [name for name in report_command.NAMES if name not in said] == []


def test_a_document_is_written_by_the_command_line(desk_folder, tmp_path, capsys):
    to = tmp_path / "d.txt"
    data = ["--data", str(desk_folder), "--language", "en"]
    assert run(["report", "dispatch-table", *data, "--period", "2026-09", "--to", str(to)]) == 0
    assert "2026" in to.read_text("utf-8")
    assert run(["report", "dispatch-table", *data, "--period", "2026-13", "--to", str(to)]) == 1
    assert "is not a period" in capsys.readouterr().err
    assert run(["report", *data]) == 2
    assert "say which document" in capsys.readouterr().err


@pytest.mark.parametrize("name", [r.name for r in REPORTS if r.filter])
def test_a_document_is_narrowed_by_each_value_of_its_filter_and_says_so(name, tmp_path):
    fill_practice(tmp_path / "desk", requests=300, projects=20, seed=3, clock=lambda: NOW)
    desk = Desk(open_desk_file(tmp_path / "desk", officer="李敏", clock=lambda: NOW))
    report = BY_NAME[name]
    asked = Asked(desk.read, None, ("甲园",), TODAY, "李敏", True, report.usual_period(TODAY))
    values = [*report.filter.values(asked)]
    assert values

    def rows(narrowed):
        document = report.make(replace(asked, narrowed=narrowed))
        assert not narrowed or narrowed in document.subtitle or word(Category(narrowed)) in document.subtitle
        return [row for b in document.blocks if isinstance(b, Table) for row in b.rows]

    everything = rows("")
    parts = [rows(value) for value in values]
    assert any(parts)
    if name == "morning-list":  # one page: its lists give up rows
        assert max(map(len, parts)) < len(everything)
    else:
        assert 0 < sum(map(len, parts)) <= len(everything)
    desk.close()


def test_the_command_line_narrows_and_says_what_there_is(desk_folder, tmp_path, capsys):
    data = ["--data", str(desk_folder), "--language", "en", "--to", str(tmp_path / "d.txt")]
    assert run(["report", "appeals-ledger", "--period", "2024", "--filter", "financing", *data]) == 0
    assert "Financing" in (tmp_path / "d.txt").read_text("utf-8")
    assert run(["report", "appeals-ledger", "--filter", "nonsense", *data]) == 1
    assert "there are: financing" in capsys.readouterr().err
    assert run(["report", "park-summary", "--filter", "x", *data]) == 1
    assert "has no filter" in capsys.readouterr().err
