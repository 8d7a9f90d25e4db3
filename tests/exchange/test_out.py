import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest

from hkdesk.documents.model import (
    Align,
    Cell,
    CellKind,
    Column,
    Document,
    Heading,
    PageKind,
    Paragraph,
    Signature,
    Table,
)
from hkdesk.documents.park_summary import park_summary
from hkdesk.domain.errors import DeskError
from hkdesk.exchange import xlsx_out
from hkdesk.exchange.save import save_document
from hkdesk.exchange.text_out import document_text
from hkdesk.exchange.xlsx_sheet import Sheet
from tests.documents.views import PARK, usual_view

TYPED = [
    "=1+1",
    "+86",
    "-5",
    "@SUM(A1)",
    "<b>&</b>",
    "007",
    "1e5",
    "http://a.b",
    "mailto:x",
    "😀𠮷㙍",
    "{=1}",
]


def ledger(rows, **values):
    columns = (
        Column("Name"),
        Column("Sum", Align.RIGHT, CellKind.MONEY, unit="万元"),
        Column("Count", Align.RIGHT, CellKind.NUMBER),
        Column("Day", Align.CENTRE, CellKind.DATE),
    )
    table = Table("", columns, rows, note="a note")
    return Document(
        title="Ledger: [1/2]?",
        subtitle="all",
        language="en",
        park=PARK,
        period="as of today",
        is_practice=values.get("is_practice", False),
        prepared_by="张三",
        prepared_on=date(2026, 3, 5),
        blocks=(Heading(1, "1. One"), Paragraph("Text"), table, Signature("by", "on")),
        page=PageKind.LEDGER_LANDSCAPE,
    )


def row(name, fen="1.5", count=3, on=date(2026, 3, 5)):
    return Cell(name, name), Cell("as printed", Decimal(fen)), Cell("3", count), Cell("day", on)


def read(path):
    return openpyxl.load_workbook(path).active


def body(sheet):
    head = next(cell for cell in sheet["A"] if cell.value == "Name").row
    return list(sheet.iter_rows(min_row=head + 1, max_col=4))


@pytest.mark.parametrize("text", TYPED)
def test_typed_text_stays_text(tmp_path, text):
    save_document(ledger([row(text)]), tmp_path / "l.xlsx")
    cell = body(read(tmp_path / "l.xlsx"))[0][0]
    assert (cell.value, cell.data_type) == (text, "s")
    assert bool(cell.quotePrefix) is text.startswith(("=", "+", "-", "@"))


def test_what_looks_like_excels_own_escape_is_escaped(tmp_path):
    save_document(ledger([row("_x0041_")]), tmp_path / "l.xlsx")
    with zipfile.ZipFile(tmp_path / "l.xlsx") as parts:
        assert b">_x005F_x0041_<" in parts.read("xl/worksheets/sheet1.xml")


def test_numbers_are_numbers_and_days_are_days(tmp_path):
    save_document(ledger([row("a", "12345.6789", 1234)]), tmp_path / "l.xlsx")
    _, money, count, on = body(read(tmp_path / "l.xlsx"))[0]
    assert (money.value, count.value, on.value) == (12345.6789, 1234, datetime(2026, 3, 5))  # noqa: DTZ001
    assert on.is_date
    assert count.number_format == "#,##0"


def test_a_number_that_excel_would_round_goes_as_text(tmp_path):
    save_document(ledger([row("a", "1234567890123456.78", 12_345_678_901_234_567)]), tmp_path / "l.xlsx")
    _, money, count, _ = body(read(tmp_path / "l.xlsx"))[0]
    assert (money.data_type, count.data_type) == ("s", "s")


def test_the_header_is_frozen_repeated_and_states_the_unit(tmp_path):
    save_document(ledger([row("a")], is_practice=True), tmp_path / "l.xlsx")
    sheet = read(tmp_path / "l.xlsx")
    head = next(cell for cell in sheet["A"] if cell.value == "Name").row
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.cell(head, 2).value == "Sum (万元)"
    assert sheet.page_setup.orientation == "landscape"
    assert "Practice" in sheet["A1"].value
    assert "Practice" in sheet.oddHeader.center.text
    assert sheet.title == "Ledger   1 2"


def test_a_cell_that_is_too_long_is_cut_and_not_lost(tmp_path):
    save_document(ledger([row("长" * 40_000)]), tmp_path / "l.xlsx")
    value = body(read(tmp_path / "l.xlsx"))[0][0].value
    assert value.startswith("长长长")
    assert value.endswith("…")


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_out, "MOST_ROWS", 100)
    with pytest.raises(DeskError, match="filter"):
        save_document(ledger([row("a")] * 101), tmp_path / "l.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_park_summary_goes_out_with_every_list_in_full(tmp_path):
    view = usual_view()
    save_document(park_summary(view, PARK, "张三", False), tmp_path / "s.xlsx")
    values = {cell.value for line in read(tmp_path / "s.xlsx").iter_rows() for cell in line}
    assert {f"HJS-2026-A{n:04d}" for n in range(6)} <= values
    assert {12, 1_353_067, 5630} <= values


@pytest.mark.parametrize("name", ["l.docx", "l.xlsx", "l.txt"])
def test_nothing_half_written_where_the_folder_is_missing(tmp_path, name):
    with pytest.raises(DeskError, match="nowhere"):
        save_document(ledger([row("a")]), tmp_path / "nowhere" / name)
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_fails_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "l.xlsx"
    save_document(ledger([row("a")]), path)
    before = path.read_bytes()

    def fail(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Sheet, "_row", fail)
    with pytest.raises(DeskError, match="No space left"):
        save_document(ledger([row("b")]), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_workbook_is_sound_and_holds_no_formula(tmp_path):
    save_document(ledger([row(text) for text in TYPED]), tmp_path / "l.xlsx")
    with zipfile.ZipFile(tmp_path / "l.xlsx") as parts:
        assert parts.testzip() is None
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_an_ending_that_is_not_written_is_refused(tmp_path):
    with pytest.raises(DeskError, match=r"\.txt"):
        save_document(ledger([]), tmp_path / "l.odt")


def test_text_has_its_cells_apart_by_tabs(tmp_path):
    text = document_text(ledger([row("a\tb\nc"), row("=1+1")], is_practice=True))
    lines = text.splitlines()
    assert lines[0].startswith("Practice")
    assert "Name\tSum\tCount\tDay" in lines
    assert "a b c\tas printed\t3\tday" in lines
    assert "=1+1\tas printed\t3\tday" in lines
    save_document(ledger([row("汉字")]), tmp_path / "l.txt")
    assert "汉字" in (tmp_path / "l.txt").read_text(encoding="utf-8-sig")
