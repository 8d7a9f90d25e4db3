"""Charts, photographs, filters and lists of a workbook: Excel's own, and none over a cell that says something."""

import re
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from hkdesk.documents.dispatch_table import dispatch_table
from hkdesk.documents.model import Cell, Chart, ChartKind, Column, PageKind, Paragraph, Photo, Photos, Table
from hkdesk.domain.codes import KeyLevel, Nature
from hkdesk.exchange.save import save_document
from hkdesk.wording import use_language, word
from hkdesk.work.queries.dispatch import dispatch
from tests.documents.test_charts import chart
from tests.exchange.test_docx_chart import every_kind, picture
from tests.exchange.test_docx_out import made

RANGE = re.compile(r"'?([^'!]+)'?!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?")


@pytest.fixture
def saved(tmp_path):
    def save(*blocks, **values):
        save_document(made(blocks=blocks, **values), tmp_path / "d.xlsx")
        return openpyxl.load_workbook(tmp_path / "d.xlsx").active

    return save


def parts(tmp_path, begins):
    with zipfile.ZipFile(tmp_path / "d.xlsx") as file:
        return [file.read(name).decode() for name in sorted(file.namelist()) if name.startswith(begins)]


def values_at(sheet, reference):
    name, left, top, right, bottom = RANGE.fullmatch(reference).groups()
    assert name == sheet.title
    return [cell.value for row in sheet[f"{left}{top}:{right or left}{bottom or top}"] for cell in row]


def of(tag, xml):
    return re.findall(f"<c:{tag}><c:(?:num|str)Ref><c:f>([^<]*)</c:f>", xml)


def test_a_chart_is_drawn_from_the_cells_of_its_table(saved, tmp_path):
    drawn = chart(ChartKind.CURVE, ["1月", "2月", "3月"], ("当月", [3, None, 5]), ("累计", [3, 3, Decimal("8.5")]))
    sheet = saved(Paragraph("before"), drawn, title="it's [a] sheet")
    (xml,) = parts(tmp_path, "xl/charts/chart")
    assert [values_at(sheet, found) for found in of("tx", xml)] == [["当月"], ["累计"]]
    assert [values_at(sheet, found) for found in of("cat", xml)] == [["1月", "2月", "3月"]] * 2
    assert [values_at(sheet, found) for found in of("val", xml)] == [[3, None, 5], [3, 3, 8.5]]
    assert "dispBlanksAs" not in xml  # then Excel leaves a gap
    assert ("<c:barChart>" in xml, "<c:lineChart>" in xml) == (True, True)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (ChartKind.FUNNEL, 'barDir val="bar"'),
        (ChartKind.BARS, 'barDir val="col"'),
        (ChartKind.CURVE, 'barDir val="col"'),
        (ChartKind.MILESTONES, None),
    ],
)
def test_each_kind_has_its_form_and_milestones_are_a_table(saved, tmp_path, kind, says):
    cells = [date(2026, 3, 5), None] if kind is ChartKind.MILESTONES else [3, 1]
    sheet = saved(chart(kind, ["a", "b"], ("x", cells)))
    found = parts(tmp_path, "xl/charts/chart")
    assert [says in xml for xml in found] == ([] if says is None else [True])
    if kind is ChartKind.MILESTONES:
        assert any(cell.is_date and cell.number_format == "yyyy-mm-dd" for row in sheet.iter_rows() for cell in row)


def test_series_of_bars_are_told_apart_without_colour(saved, tmp_path):
    saved(chart(ChartKind.BARS, "ab", ("x", [1, 2]), ("y", [3, 4])))
    (xml,) = parts(tmp_path, "xl/charts/chart")
    assert xml.count("<a:pattFill") == 1


def test_what_begins_like_a_formula_is_none(saved, tmp_path):
    saved(chart(ChartKind.BARS, ["=A1"], ("=1+1", [1]), note="=2"), Chart(ChartKind.BARS, "=3", (), ()))
    (xml,) = parts(tmp_path, "xl/charts/chart")
    assert all(RANGE.fullmatch(found) for found in re.findall(r"<c:f>([^<]*)</c:f>", xml))
    assert "<f>" not in parts(tmp_path, "xl/worksheets/sheet")[0]


def test_an_empty_chart_says_so_and_draws_nothing(saved, tmp_path):
    sheet = saved(Chart(ChartKind.BARS, "t", ("1月",), ()))
    assert "Nothing is known yet that this chart could show." in {cell.value for cell in sheet["A"]}
    assert parts(tmp_path, "xl/charts/chart") == []


def covered(tmp_path):
    (xml,) = parts(tmp_path, "xl/drawings/drawing")
    rows = [int(row) for row in re.findall(r"<xdr:row>(\d+)</xdr:row>", xml)]
    return sorted(
        (range(a + 1, b + 2) for a, b in zip(rows[::2], rows[1::2], strict=True)), key=lambda rows: rows.start
    )


def test_nothing_is_hidden_behind_a_chart_or_a_photograph(saved, tmp_path):
    pictures = Photos(tuple(Photo(picture(tmp_path / f"{n}.jpg", orientation=n), f"caption {n}") for n in (1, 6)))
    sheet = saved(*every_kind(), pictures, Paragraph("after"), *every_kind())
    areas = covered(tmp_path)
    assert len(areas) == 8
    said = [cell.row for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [row for row in said for area in areas if row in area] == []
    assert all(a.stop <= b.start for a, b in pairwise(areas))


def test_photographs_are_scaled_upright_and_told_in_words(saved, tmp_path):
    found = Photo(picture(tmp_path / "a.jpg", (4000, 3000), 6), "开工")
    sheet = saved(Photos((found, Photo(tmp_path / "no.jpg", "封顶"))))
    values = [cell.value for cell in sheet["A"] if cell.value]
    assert values[-2:] == [
        "This photograph cannot be shown: its file is missing, damaged or of a kind that the desk does not read.",
        "封顶",
    ]
    assert "开工" in values
    (xml,) = parts(tmp_path, "xl/drawings/drawing")
    assert 'descr="开工"' in xml
    wide, high = map(int, re.search(r'<a:ext cx="(\d+)" cy="(\d+)"', xml).groups())
    assert pytest.approx(wide / high, rel=0.01) == 3 / 4
    assert high <= 75.5 * 36000
    assert (tmp_path / "d.xlsx").stat().st_size < 150_000


def ledger(**values):
    columns = (Column("项目"), Column("级别", choices=("市重大", "区重点")), Column("金额"))
    rows = tuple((Cell(f"p{n}", f"p{n}"), Cell("市重大", "市重大"), Cell("1", 1)) for n in range(3))
    return replace(Table("", columns, rows, total=(Cell("合计"), Cell(""), Cell("3", 3)), note="注"), **values)


def test_a_ledger_is_filtered_to_its_last_row_and_its_codes_are_chosen(saved):
    sheet = saved(ledger(), page=PageKind.LEDGER_A3)
    left, top, right, bottom = range_boundaries(sheet.auto_filter.ref)
    assert [sheet.cell(top, n).value for n in range(left, right + 1)] == ["项目", "级别", "金额"]
    assert [sheet.cell(n, 1).value for n in (bottom, bottom + 1)] == ["p2", "合计"]
    (choice,) = sheet.data_validations.dataValidation
    assert (choice.type, choice.formula1) == ("list", '"市重大,区重点"')
    assert str(choice.sqref) == f"B{top + 1}:B{bottom}"
    assert sheet.freeze_panes == f"A{top + 1}"


@pytest.mark.parametrize("blocks", [(ledger(), ledger()), (ledger(rows=()),)], ids=["two", "none"])
def test_two_tables_or_none_have_no_filter(saved, blocks):
    assert saved(*blocks, page=PageKind.LEDGER_A3).auto_filter.ref is None


def test_a_list_that_excel_cannot_hold_is_left_out(saved):
    columns = (Column("a"), Column("b", choices=tuple(f"code number {n}" for n in range(40))), Column("c"))
    assert saved(ledger(columns=columns)).data_validations.dataValidation == []


def test_what_is_frozen_leaves_the_screen_free(saved):
    assert saved(chart(ChartKind.BARS, "ab", ("x", [1, 2])), ledger()).freeze_panes is None


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_dispatch_table_offers_the_words_of_its_codes(desk, tmp_path, language):
    use_language(language)
    found = desk.read(dispatch, None, date(2026, 10, 1), date(2026, 11, 24))
    document = dispatch_table(found, "园区", date(2026, 11, 24), "李敏", is_practice=False)
    save_document(document, tmp_path / "d.xlsx")
    lists = openpyxl.load_workbook(tmp_path / "d.xlsx").active.data_validations.dataValidation
    said = {choice.formula1.strip('"') for choice in lists}
    assert said == {",".join(map(word, KeyLevel)), ",".join(map(word, Nature))}


def test_libreoffice_opens_it_and_draws_the_charts(tmp_path):
    path = tmp_path / "d.xlsx"
    save_document(made(blocks=(*every_kind(), ledger()), page=PageKind.LEDGER_LANDSCAPE), path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    said = subprocess.run(["pdftotext", tmp_path / "d.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert said.replace(" ", "").count("12月") >= 5  # in each table, and beneath each chart
    assert "2026-01-01" in said
