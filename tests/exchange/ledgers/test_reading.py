"""Ledgers as offices write them come in as they stand, whatever their format and whatever they are called."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from hkdesk.exchange.ledgers.child import first_rows, first_rows_ods
from hkdesk.exchange.ledgers.child.packages import Package
from hkdesk.exchange.ledgers.packed_rows import PackedRows
from hkdesk.exchange.ledgers.reading import NeedsPassword, Reader, read_book, read_first
from hkdesk.exchange.ledgers.sheets import Merged, RawBook
from tests.exchange.ledgers import offices
from tests.exchange.ledgers.offices import PHONE

DAY = dt.date(2026, 3, 5)


def read(folder: Path, name: str, password: str = "") -> RawBook:
    return read_book(offices.make(folder, name), password=password)


def rows(book: RawBook, sheet: int = 0) -> list[list[object]]:
    return [list(row) for row in book.sheets[sheet].rows]


def test_titles_headers_blank_rows_and_sums_stand_where_they_stood(tmp_path: Path) -> None:
    book = read(tmp_path, "调度表.xlsx")
    (sheet,) = book.sheets
    assert (book.format, book.remarks, sheet.name) == ("xlsx", (), "重点项目调度表")
    assert rows(book)[0] == ["2026年3月重点项目调度表"]
    assert rows(book)[3] == [None, None, None, "总投资\n（亿元）", "年度计划", "本年完成"]
    assert rows(book)[4] == [1, "年产５万吨竹材加工项目", "洪江竹业有限公司", 1.18, 6000, 1500.5]
    assert rows(book)[5] == []
    assert rows(book)[7] == ["合计", None, None, 2.08, 9000, 2300.5]
    assert sheet.merged[0] == Merged(0, 0, 0, 5)
    assert Merged(2, 3, 2, 5) in sheet.merged


def test_hidden_rows_and_sheets_are_pointed_out(tmp_path: Path) -> None:
    book = read(tmp_path, "诉求.xlsx")
    shown, old = book.sheets
    assert shown.hidden_rows == {3, 4, 7}
    assert rows(book)[3] == ["HJ-003", dt.date(2026, 3, 3), "第3家企业", False]
    assert (shown.is_hidden, old.is_hidden, old.name) == (False, True, "2025年")


def test_phones_are_whole_numbers_and_errors_are_seen(tmp_path: Path) -> None:
    found = rows(read(tmp_path, "电话.xlsx"))
    assert found[1][:4] == ["甲公司", PHONE, 12.5, "#REF!"]
    assert type(found[1][1]) is int
    assert found[2] == ["乙公司", PHONE + 1, 30, "#N/A", "  两头有空格 "]
    assert found[1][4] == offices.LONG


def test_days_are_days_and_texts_stay_texts(tmp_path: Path) -> None:
    found = [row[0] for row in rows(read(tmp_path, "日期.xlsx"))[1:]]
    assert found[:7] == [DAY, DAY, "2026.3.5", "2026年3月", "２０２６－３－５", offices.SERIAL, offices.AT]
    assert found[7:] == [dt.time(9, 30), dt.time(0, 0)]


@pytest.mark.parametrize("name", ["苹果.xlsx", "旧苹果.xls"])
def test_days_counted_from_1904_are_right_and_bare_numbers_are_said_to_count_so(tmp_path: Path, name: str) -> None:
    book = read(tmp_path, name)
    assert rows(book)[-1] == [DAY, offices.SERIAL - 1462]
    assert book.sheets[0].is_1904


def test_a_workbook_of_another_system_needs_neither_places_nor_numbers(tmp_path: Path) -> None:
    book = read(tmp_path, "系统.xlsx")
    assert rows(book) == [["企业名称", "用工人数"], ["停产企业", 0], ["洪江&黔城", 35]]
    assert book.sheets[0].hidden_rows == {1}


def test_an_old_workbook_tells_as_much_as_a_new_one(tmp_path: Path) -> None:
    book = read(tmp_path, "走访.xls")
    visits, lists = book.sheets
    assert book.format == "xls"
    assert visits.merged == (Merged(0, 0, 0, 4),)
    assert rows(book)[2] == [dt.date(2026, 3, 2), "第2家企业", PHONE, True, "#DIV/0!"]
    assert visits.hidden_rows == {3}
    assert (visits.is_hidden, lists.is_hidden, visits.is_1904) == (False, True, False)


def test_an_open_document_tells_as_much_too(tmp_path: Path) -> None:
    book = read(tmp_path, "资质.ods")
    assert book.format == "ods"
    assert book.sheets[0].merged == (Merged(0, 0, 0, 2),)
    assert rows(book) == [
        ["资质台账"],
        [],
        [],
        ["企业名称", "有效期", "数量"],
        ["甲公司", DAY, 3],
        ["乙公司", "#REF!", 2.5],
    ]
    assert book.sheets[0].hidden_rows == {4}


def test_text_of_a_chinese_office_keeps_phones_lines_and_rare_characters(tmp_path: Path) -> None:
    book = read(tmp_path, "导出.csv")
    assert (book.format, book.encoding, book.remarks) == ("csv", "gb18030", ())
    assert rows(book) == [
        ["企业名称", "联系电话\n（手机）", "备注"],
        ["甲公司", str(PHONE)],
        ["乙公司", "0745-7312345", '他说"同意", 已办'],
        ["𠮷野家", str(PHONE), "㙍"],
        [],
        ["合计"],
    ]


def test_what_stands_between_cells_is_found(tmp_path: Path) -> None:
    assert rows(read(tmp_path, "分号.csv"))[1] == ["甲公司", "1,5", "2026-03-05"]


def test_a_header_with_full_width_commas_fits_its_rows_and_is_remarked_upon(tmp_path: Path) -> None:
    book = read(tmp_path, "全角.csv")
    assert rows(book)[0] == ["企业名称", "联系人", "电话"]
    assert rows(book)[3] == ["丙公司", "张三,李四", "0747"]
    assert [remark[:20] for remark in book.remarks] == ["The header in line 1"]


def test_a_quotation_mark_that_is_never_closed_costs_no_rows(tmp_path: Path) -> None:
    book = read(tmp_path, "引号.csv")
    assert rows(book)[1:] == [["管一", '"12寸管'], ["管二", "8寸管"], ["管三", "6寸"]]
    assert "line 2" in book.remarks[0]


@pytest.mark.parametrize("name", ["统一码.tsv", "无标记.tsv"])
def test_utf_16_is_read_with_its_mark_and_without(tmp_path: Path, name: str) -> None:
    book = read(tmp_path, name)
    assert (book.format, book.encoding) == ("tsv", "utf-16-le")
    assert rows(book) == [["企业名称", "用工"], ["甲公司", "35"]]


def test_text_that_calls_itself_a_workbook_is_read_and_said_to_be_text(tmp_path: Path) -> None:
    book = read(tmp_path, "文本.xls")
    assert (book.format, book.encoding) == ("tsv", "gb18030")
    assert rows(book)[1] == ["001", "甲公司", "1,234.50"]
    assert ".xls" in book.remarks[0]


def test_a_web_page_that_calls_itself_a_workbook_is_read_as_it_looks(tmp_path: Path) -> None:
    book = read(tmp_path, "网页.xls")
    assert book.format == "html"
    assert rows(book) == [
        ["企业用工 台账"],
        ["企业名称", "联系\n方式"],
        [None, "联系人", "电话"],
        ["甲&乙公司", "李敏", PHONE],
        ["丙公司", "王强", "0745"],
    ]
    assert book.sheets[0].merged == (Merged(0, 0, 0, 2), Merged(1, 0, 2, 0), Merged(1, 1, 1, 2))
    assert book.sheets[0].hidden_rows == {4}


def test_a_workbook_in_xml_is_read_with_its_places_and_not_its_comments(tmp_path: Path) -> None:
    book = read(tmp_path, "标记.xls")
    projects, lists = book.sheets
    assert (book.format, projects.name) == ("xml", "项目")
    assert rows(book) == [
        ["项目台账"],
        [],
        ["名称", None, "开工\n日期"],
        ["旧项目", PHONE],
        [True, "#REF!", DAY],
    ]
    assert projects.merged == (Merged(0, 0, 0, 2),)
    assert projects.hidden_rows == {3}
    assert (projects.is_hidden, lists.is_hidden) == (False, True)


def test_a_protected_workbook_asks_for_its_password_and_opens_with_it(tmp_path: Path) -> None:
    path = offices.make(tmp_path, "加密.xlsx")
    with pytest.raises(NeedsPassword, match="enter the password"):
        read_book(path)
    with pytest.raises(NeedsPassword, match="does not open"):
        read_book(path, password="洪江2025")
    assert rows(read_book(path, password=offices.PASSWORD)) == rows(read(tmp_path, "调度表.xlsx"))


def test_a_workbook_that_only_guards_against_changes_asks_for_nothing(tmp_path: Path) -> None:
    path = tmp_path / "保护.xlsx"
    offices.encrypt(offices.make(tmp_path, "诉求.xlsx"), path, "VelvetSweatshop")
    assert rows(read_book(path))[0] == ["编号", "受理日期", "企业名称", "是否办结"]


@pytest.mark.parametrize("name", [name for name in offices.OFFICES if name != "加密.xlsx"])
def test_the_first_rows_are_those_of_the_whole(tmp_path: Path, name: str) -> None:
    path = offices.make(tmp_path, name)
    whole, first = read_book(path), read_first(path, 2)
    assert (first.format, first.encoding) == (whole.format, whole.encoding)
    for some, every in zip(first.sheets, whole.sheets, strict=True):
        wanted = list(every.rows[:2])
        assert list(some.rows) == (wanted if wanted[-1] else wanted[:-1])  # nothing empty stands at the end
        assert some.hidden_rows == {row for row in every.hidden_rows if row < 2}
        assert set(some.merged) == {area for area in every.merged if area.first_row < 2}


def test_the_first_rows_of_a_long_workbook_come_without_the_rest_and_with_all_that_belongs_to_them(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    sheet, other = book.active, book.create_sheet("说明")
    sheet.append(["台账", None, None])
    sheet.merge_cells("A1:C1")
    for n in range(1, 20_001):
        sheet.append([f"第{n}家企业", f"{n}号", n])
    sheet.row_dimensions[7].hidden = True
    sheet.merge_cells("A6000:B6000")
    other.append(["最后的字符串"])
    path = tmp_path / "长.xlsx"
    book.save(path)
    with zipfile.ZipFile(path) as parts:
        assert parts.getinfo("xl/worksheets/sheet1.xml").file_size > first_rows.SMALL
    short = first_rows.cut(Package(path.read_bytes()), path.read_bytes(), 100)
    with zipfile.ZipFile(io.BytesIO(short)) as parts:
        assert parts.getinfo("xl/worksheets/sheet1.xml").file_size < 20_000
    whole, first = read_book(path), read_first(path, 100)
    assert [len(sheet.rows) for sheet in first.sheets] == [100, 1]
    assert list(first.sheets[0].rows) == list(whole.sheets[0].rows[:100])
    assert list(first.sheets[1].rows) == list(whole.sheets[1].rows) == [["最后的字符串"]]
    assert first.sheets[0].merged == (Merged(0, 0, 0, 2),)
    assert first.sheets[0].hidden_rows == {6}


def test_the_first_rows_of_a_long_open_document_come_without_the_rest_too(tmp_path: Path) -> None:
    short = offices.make(tmp_path, "资质.ods")
    with zipfile.ZipFile(short) as parts:
        made = {name: parts.read(name).decode() for name in parts.namelist()}
    row = '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="float" office:value="{}"/>'
    more = "".join(f"{row.format(n)}</table:table-row>" for n in range(20_000))
    end = "</table:table>"
    table, after = made["content.xml"].replace("1048570", "1").split(end)
    group = f"<table:table-row-group>{more}</table:table-row-group>"
    other = (
        '<table:table table:name="二"><table:table-row><table:table-cell office:value-type="float" office:value="7"/>'
    )
    made["content.xml"] = f"{table}{group}{end}{other}</table:table-row>{end}{after}"
    path = tmp_path / "长.ods"
    path.write_bytes(offices.zipped(made))
    cut = first_rows_ods.cut(Package(path.read_bytes()), path.read_bytes(), 100)
    with zipfile.ZipFile(io.BytesIO(cut)) as parts:
        assert parts.getinfo("content.xml").file_size < 30_000
    whole, first = read_book(path), read_first(path, 100)
    assert [len(sheet.rows) for sheet in whole.sheets] == [20_007, 1]
    assert [len(sheet.rows) for sheet in first.sheets] == [100, 1]
    assert list(first.sheets[0].rows) == list(whole.sheets[0].rows[:100])
    assert list(first.sheets[1].rows) == [[7]]
    assert first.sheets[0].hidden_rows == {n for n in whole.sheets[0].hidden_rows if n < 100} == {4, *range(7, 100)}


def test_one_process_reads_several_files(tmp_path: Path) -> None:
    with Reader() as reader:
        found = {reader.read(offices.make(tmp_path, name)).format for name in ("诉求.xlsx", "走访.xls", "导出.csv")}
    assert found == {"xlsx", "xls", "csv"}


def test_what_stands_under_merged_cells_is_not_taken_for_a_value(tmp_path: Path) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>3</v></c><c r="C2"><v>4</v></c></row></sheetData>'
        '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>'
    )
    path = tmp_path / "合并.xlsx"
    path.write_bytes(offices.package(sheet))
    assert rows(read_book(path)) == [[1], [None, None, 4]]


def test_formulas_without_results_are_remarked_upon(tmp_path: Path) -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1"><v>1</v></c><c r="B1"><f>A1+1</f><v></v></c></row></sheetData></worksheet>'
    )
    path = tmp_path / "公式.xlsx"
    path.write_bytes(offices.package(sheet))
    book = read_book(path)
    assert rows(book) == [[1]]
    assert "without results" in book.remarks[0]
    path.write_bytes(offices.package(sheet.replace("<v></v>", "<v>2</v>")))
    assert read_book(path).remarks == ()


def test_long_sheets_are_kept_packed_and_give_any_row(tmp_path: Path) -> None:
    path = tmp_path / "长.csv"
    path.write_text("序号,名称\n" + "".join(f"{n},第{n}家\n" * (n % 7 != 0) for n in range(1, 3001)), "utf-8")
    found = read_book(path).sheets[0].rows
    assert isinstance(found, PackedRows)
    every = list(found)
    assert len(found) == len(every) > 2500
    assert [found[n] for n in (0, 499, 500, 1733, -1)] == [every[n] for n in (0, 499, 500, 1733, -1)]
    assert found[998:1003] == every[998:1003]
    with pytest.raises(IndexError):
        found[len(found)]
