"""Ledgers as offices really write them, each with another mess; all names and numbers are invented."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msoffcrypto.format.ooxml
import openpyxl
import xlsxwriter
import xlwt

PASSWORD = "洪江2026"
PHONE = 13807451234
AT = dt.datetime(2026, 3, 5, 9, 30)  # noqa: DTZ001 (a cell has no zone)
SERIAL = 46086  # 2026-03-05, counted from 1900
LONG = "该企业反映的问题涉及多个部门。" * 2184  # 32,760 characters; a cell of Excel holds 32,767


def title_two_headers_and_sums(path: Path) -> None:
    """A dispatch table: a title over all columns, the unit in a row of its own, two header rows, sums below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "重点项目调度表"
    sheet.append(["2026年3月重点项目调度表"])
    sheet.append([None, None, None, None, None, "单位：万元"])
    sheet.append(["序号", "项目名称", "建设单位", "投资情况", None, None])
    sheet.append([None, None, None, "总投资\n（亿元）", "年度计划", "本年完成"])
    for area in ("A1:F1", "A3:A4", "B3:B4", "C3:C4", "D3:F3"):
        sheet.merge_cells(area)
    sheet.append([1, "年产５万吨竹材加工项目", "洪江竹业有限公司", 1.18, 6000, 1500.5])
    sheet.append([None] * 6)
    sheet.append([2, "电子元件生产线", "湖南黔城电子有限公司", 0.9, 3000, 800])
    sheet.append(["合计", None, None, 2.08, 9000, 2300.5])
    book.save(path)


def hidden_rows_and_sheets(path: Path) -> None:
    """Filtered by hand: rows hidden, last year's sheet hidden, the days as days."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet, old = book.add_worksheet("诉求台账"), book.add_worksheet("2025年")
    sheet.write_row(0, 0, ["编号", "受理日期", "企业名称", "是否办结"])
    for n in range(1, 9):
        sheet.write_string(n, 0, f"HJ-{n:03}")
        sheet.write_datetime(n, 1, dt.date(2026, 3, n))
        sheet.write_string(n, 2, f"第{n}家企业")
        sheet.write_boolean(n, 3, n % 2 == 0)
        if n in (3, 4, 7):
            sheet.set_row(n, None, None, {"hidden": True})
    old.write_string(0, 0, "编号")
    old.hide()
    book.close()


def phones_as_numbers(path: Path) -> None:
    """Phones, codes and serial numbers typed as numbers, errors from deleted columns, a very long text."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["企业名称", "联系电话", "占地（亩）", "税收", "诉求内容"])
    sheet.append(["甲公司", float(PHONE), 12.5, None, LONG])
    sheet.append(["乙公司", PHONE + 1, 30.0, None, "  两头有空格 "])
    for cell, error in (("D2", "#REF!"), ("D3", "#N/A")):
        sheet[cell] = error
        sheet[cell].data_type = "e"
    book.save(path)


def days_in_every_form(path: Path) -> None:
    """Days as days, as text in three ways, as bare serials, at a time of day, and a zero that looks like a day."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["日期"])
    for value, look in (
        (dt.date(2026, 3, 5), "yyyy-mm-dd"),
        (SERIAL, 'yyyy"年"m"月"d"日"'),
        ("2026.3.5", "@"),
        ("2026年3月", "@"),
        ("２０２６－３－５", "@"),
        (SERIAL, "General"),
        (AT, "yyyy-mm-dd hh:mm"),
        (dt.time(9, 30), "hh:mm"),
        (0, "yyyy-mm-dd"),
    ):
        sheet.append([value])
        sheet.cell(sheet.max_row, 1).number_format = look
    book.save(path)


def days_from_1904(path: Path) -> None:
    """From an old Macintosh: a day counts 1,462 less."""
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.append(["开工日期", "序列号"])
    sheet.append([dt.date(2026, 3, 5), SERIAL - 1462])
    sheet["A2"].number_format = "yyyy-mm-dd"
    book.save(path)


def written_by_a_system(path: Path) -> None:
    """Out of another program: a prefix on every element, cells without places, a hidden row without number."""
    namespace = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    row = "<x:row{}>{}</x:row>"
    text = '<x:c t="inlineStr"><x:is><x:t>{}</x:t></x:is></x:c>'
    rows = [
        row.format("", "".join(text.format(t) for t in ("企业名称", "用工人数"))),
        row.format(' hidden="1"', text.format("停产企业") + "<x:c><x:v>0</x:v></x:c>"),
        row.format("", text.format("洪江&amp;黔城") + "<x:c><x:v>35</x:v></x:c>"),
    ]
    sheet = f"<x:worksheet {namespace}><x:sheetData>{''.join(rows)}</x:sheetData></x:worksheet>"
    path.write_bytes(package(sheet, namespace=namespace, prefix="x:"))


def package(sheet: str, *, namespace: str = "", prefix: str = "", more: dict[str, str] | None = None) -> bytes:
    """An xlsx of one sheet, written by hand."""
    main = namespace or 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    p = prefix
    parts = {
        "[Content_Types].xml": f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{relations}"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<{p}workbook {main} xmlns:r="{office}"><{p}sheets>'
        f'<{p}sheet name="台账" sheetId="1" r:id="rId1"/></{p}sheets></{p}workbook>',
        "xl/_rels/workbook.xml.rels": f'{head}<Relationships xmlns="{relations}"><Relationship Id="rId1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": head + sheet,
        **(more or {}),
    }
    return zipped(parts)


def zipped(parts: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def old_workbook(path: Path) -> None:
    """Excel 97: merged cells, a hidden row, a hidden sheet, an error, an amount that is a float."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet, lists = book.add_sheet("走访记录"), book.add_sheet("参数")
    sheet.write_merge(0, 0, 0, 4, "企业走访记录")
    for column, name in enumerate(["走访日期", "企业名称", "联系电话", "满意", "完成率"]):
        sheet.write(1, column, name)
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for row in (2, 3):
        sheet.write(row, 0, dt.date(2026, 3, row), day)
        sheet.write(row, 1, f"第{row}家企业")
        sheet.write(row, 2, float(PHONE))
        sheet.write(row, 3, row == 2)
        sheet.row(row).set_cell_error(4, "#DIV/0!")
    sheet.row(3).hidden = True
    lists.write(0, 0, "走访")
    lists.visibility = 1
    book.save(str(path))


def old_workbook_from_1904(path: Path) -> None:
    """Excel 97 with the days of 1904."""
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = True
    sheet = book.add_sheet("一")
    sheet.write(0, 0, SERIAL - 1462, xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    sheet.write(0, 1, SERIAL - 1462)
    book.save(str(path))


def open_document(path: Path) -> None:
    """LibreOffice: repeated rows, a filtered row, merged cells, an error."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    spaces += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    text = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    number = '<table:table-cell office:value-type="float" office:value="{}"/>'
    error = (
        '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<text:p>#REF!</text:p></table:table-cell>"
    )
    day = '<table:table-cell office:value-type="date" office:date-value="2026-03-05"/>'
    wide = ' table:number-columns-spanned="3" table:number-rows-spanned="1"'
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    names = ("企业名称", "有效期", "数量")
    rows = [
        f"<table:table-row>{text.format(wide, '资质台账')}{covered}</table:table-row>",
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>',
        f"<table:table-row>{''.join(text.format('', name) for name in names)}</table:table-row>",
        f'<table:table-row table:visibility="filter">{text.format("", "甲公司")}{day}{number.format(3)}'
        "</table:table-row>",
        f"<table:table-row>{text.format('', '乙公司')}{error}{number.format(2.5)}</table:table-row>",
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
    ]
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.3"><office:body>'
        f'<office:spreadsheet><table:table table:name="资质">{"".join(rows)}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    path.write_bytes(zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content}))


def text_of_the_office(path: Path) -> None:
    """Saved as CSV by Excel in China: GB18030, a header over two lines, phones guarded as formulas, rare characters."""
    lines = [
        '企业名称,"联系电话\r\n（手机）",备注',
        f'甲公司,="{PHONE}",',
        '乙公司,"0745-7312345","他说""同意"", 已办"',
        f"{chr(0x20BB7)}野家,\t{PHONE},㙍",
        "",
        "合计,,",
    ]
    path.write_bytes("\r\n".join(lines).encode("gb18030"))


def text_with_semicolons(path: Path) -> None:
    """From another system: UTF-8 with its mark, semicolons, decimal commas left as they are."""
    path.write_bytes("\ufeff名称;金额;日期\n甲公司;1,5;2026-03-05\n乙公司;2,5;2026-03-06\n".encode())


def text_with_a_wide_header(path: Path) -> None:
    """The header typed by hand with full-width commas over an export with plain ones."""
    path.write_bytes('企业名称，联系人，电话\n甲公司,李敏,0745\n乙公司,王强,0746\n丙公司,"张三,李四",0747\n'.encode())


def text_with_an_open_quote(path: Path) -> None:
    """An inch sign at the beginning of a cell is no quotation mark."""
    path.write_bytes('名称,规格\n管一,"12寸管\n管二,8寸管\n管三,"6寸"\n'.encode())


def tabs_in_utf_16(path: Path) -> None:
    """Excel's "Unicode text"."""
    path.write_bytes("企业名称\t用工\r\n甲公司\t35\r\n".encode("utf-16"))


def tabs_in_utf_16_without_mark(path: Path) -> None:
    """The same from a program that forgets the mark."""
    path.write_bytes("企业名称\t用工\r\n甲公司\t35\r\n".encode("utf-16-le"))


def tabs_called_xls(path: Path) -> None:
    """Many systems write tabs and call them .xls."""
    path.write_bytes("订单号\t企业名称\t金额\r\n001\t甲公司\t1,234.50\r\n".encode("gb18030"))


def page_called_xls(path: Path) -> None:
    """Others write a web page: spans, line breaks, hidden rows, numbers that Excel would show in powers of ten."""
    path.write_bytes(
        f"""<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><style>td {{ color: red }}</style></head><body>
<table border=1>
<tr><td colspan=3>企业用工&nbsp;台账</td></tr>
<tr><th rowspan=2>企业名称</th><th colspan=2>联系<br>方式</th></tr>
<tr><th>联系人</th><th>电话</th></tr>
<tr><td>甲&amp;乙公司</td><td>李敏</td><td x:num="{PHONE}">1.38E+10</td></tr>
<tr style='display:none'><td>丙公司<td>王强<td>0745</tr>
</table></body></html>""".encode("gb18030")
    )


def workbook_in_xml(path: Path) -> None:
    """And others the XML of Excel 2003: places left out, merged cells, a hidden row, a comment, a hidden sheet."""
    path.write_text(
        f"""<?xml version="1.0" encoding="gb2312"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Worksheet ss:Name="项目"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">项目台账</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">名称</Data><Comment><ss:Data>填全称</ss:Data></Comment></Cell>
<Cell ss:Index="3"><Data ss:Type="String">开工&#10;日期</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="String">旧项目</Data></Cell>
<Cell><Data ss:Type="Number">{PHONE}</Data></Cell></Row>
<Row><Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell>
<Cell><Data ss:Type="DateTime">2026-03-05T00:00:00.000</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="参数"><Table><Row><Cell><Data ss:Type="Number">1.5</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>""",
        "gb18030",
    )


def behind_a_password(path: Path) -> None:
    """Protected by the office's usual password."""
    plain = path.with_suffix(".plain.xlsx")
    title_two_headers_and_sums(plain)
    encrypt(plain, path, PASSWORD)
    plain.unlink()


def encrypt(plain: Path, path: Path, password: str) -> None:
    with plain.open("rb") as file, path.open("wb") as out:
        msoffcrypto.format.ooxml.OOXMLFile(file).encrypt(password, out)


OFFICES: dict[str, Callable[[Path], None]] = {
    "调度表.xlsx": title_two_headers_and_sums,
    "诉求.xlsx": hidden_rows_and_sheets,
    "电话.xlsx": phones_as_numbers,
    "日期.xlsx": days_in_every_form,
    "苹果.xlsx": days_from_1904,
    "系统.xlsx": written_by_a_system,
    "走访.xls": old_workbook,
    "旧苹果.xls": old_workbook_from_1904,
    "资质.ods": open_document,
    "导出.csv": text_of_the_office,
    "分号.csv": text_with_semicolons,
    "全角.csv": text_with_a_wide_header,
    "引号.csv": text_with_an_open_quote,
    "统一码.tsv": tabs_in_utf_16,
    "无标记.tsv": tabs_in_utf_16_without_mark,
    "文本.xls": tabs_called_xls,
    "网页.xls": page_called_xls,
    "标记.xls": workbook_in_xml,
    "加密.xlsx": behind_a_password,
}


def make(folder: Path, name: str) -> Path:
    """One of them in a folder."""
    path = folder / name
    OFFICES[name](path)
    return path
