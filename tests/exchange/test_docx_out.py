"""Word files: the page, real styles, text that stays text, and nothing half written."""

import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

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
from hkdesk.domain.errors import DeskError
from hkdesk.exchange import docx_out
from hkdesk.exchange.save import save_document
from hkdesk.wording import use_language

ROOT = Path(__file__).parent.parent.parent
TYPED = ["=1+1", "<b>&amp;</b>", "{{ x }}", "PAGE \\* MERGEFORMAT", "http://a.b", " spaced ", "😀𠮷㙍", "a\tb\nc"]


def made(rows=(("甲", "1.5"),), page=PageKind.FORM, **values):
    columns = (Column("名称", weight=3), Column("金额", Align.RIGHT, CellKind.MONEY, weight=1))
    cells = tuple((Cell(name), Cell(fen, Decimal(fen))) for name, fen in rows)
    table = Table("表一", columns, cells, total=(Cell("合计"), Cell("9", 9)), note="注", least_lines=3)
    blocks = (
        Heading(1, "一、概况"),
        Heading(2, "（一）项目"),
        Paragraph("正文"),
        table,
        replace(table, title="", note=""),
        replace(table, title="", note=""),
        Signature("洪江市高新区", "2026年3月5日"),
    )
    usual = {"title": "季度讲评", "subtitle": "一季度", "language": "zh_CN", "period": "一季度", "is_practice": True}
    facts = {"park": "园区", "prepared_by": "李敏", "prepared_on": date(2026, 3, 5), "blocks": blocks, "page": page}
    return Document(**{**usual, **facts, **values})


@pytest.fixture
def saved(tmp_path):
    def save(document):
        save_document(document, tmp_path / "d.docx")
        return docx.Document(str(tmp_path / "d.docx"))

    return save


def codes(part):
    return [field.text.strip() for field in part._element.iter(qn("w:instrText"))]


def shown(part):
    return "".join(text.text for text in part._element.iter(qn("w:t")))


@pytest.mark.parametrize("text", TYPED)
def test_typed_text_stays_text(saved, text):
    word = saved(made([(text, "1")], title=text.replace("\n", " "), blocks=made([(text, "1")]).blocks))
    assert word.tables[0].cell(1, 0).text == text
    assert list(word.element.body.iter(qn("w:instrText"), qn("w:fldSimple"), qn("w:hyperlink"))) == []


def test_what_xml_refuses_is_dropped_and_the_rest_kept(saved):
    word = saved(made([("a\x00b\x0bc\ud800d\ufffee\r\nf", "1")], title="t\x01", prepared_by="x\x02" * 300))
    assert word.tables[0].cell(1, 0).text == "abcde\nf"
    assert word.paragraphs[0].text == "t"
    assert word.core_properties.author == ("x" * 300)[:255]


def test_the_official_page_is_that_of_the_standard(saved):
    word = saved(made(page=PageKind.OFFICIAL))
    section = word.sections[0]
    assert [round(side.mm, 1) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(side.mm) for side in margins] == [37, 28, 26, 35]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert [shown(foot) for foot in (section.footer, section.even_page_footer)] == ["— 1 —"] * 2
    assert [codes(foot) for foot in (section.footer, section.even_page_footer)] == [["PAGE"]] * 2
    sides = [f._element.find(f".//{qn('w:jc')}").get(qn("w:val")) for f in (section.footer, section.even_page_footer)]
    assert sides == ["right", "left"]
    assert word.settings.odd_and_even_pages_header_footer
    assert all("Practice" in head.paragraphs[0].text for head in (section.header, section.even_page_header))


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Body Text", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_the_styles_are_real_and_name_their_fonts_for_chinese_too(saved, style, font, points):
    word = saved(made(page=PageKind.OFFICIAL))
    look = word.styles[style].element.rPr
    fonts = look.find(qn("w:rFonts"))
    assert {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia")} == {font}
    assert [kind for kind in fonts.keys() if "Theme" in kind] == []  # noqa: SIM118 (an element, no mapping)
    assert word.styles[style].font.size.pt == points
    if style != "Footer":
        assert style in {paragraph.style.name for paragraph in word.paragraphs}
        assert word.styles[style].paragraph_format.line_spacing.pt == 28.95


def test_a_form_has_the_page_of_the_standard_and_the_sizes_that_it_is_painted_in(saved):
    word = saved(made())
    section = word.sections[0]
    assert [round(side.mm) for side in (section.top_margin, section.left_margin)] == [37, 28]
    assert section._sectPr.find(qn("w:docGrid")) is None
    sizes = {name: word.styles[name].font.size.pt for name in ("Title", "Subtitle", "Body Text", "Heading 1")}
    assert sizes == {"Title": 22, "Subtitle": 12, "Body Text": 12, "Heading 1": 12}
    sizes = {name: word.styles[name].font.size.pt for name in ("Table Text", "Caption", "Note", "Footer")}
    assert sizes == {"Table Text": 10.5, "Caption": 9.5, "Note": 9, "Footer": 14}
    assert word.styles["Body Text"].paragraph_format.line_spacing.pt == 18


def test_a_ledger_is_landscape_and_counts_its_pages(saved):
    use_language("zh_CN")
    word = saved(made(page=PageKind.LEDGER_LANDSCAPE, is_practice=False))
    section = word.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [297, 210]
    assert (shown(section.footer), codes(section.footer)) == ("第 1 页 共 1 页", ["PAGE", "NUMPAGES"])
    assert section.header.paragraphs[0].text == ""


def test_a_table_repeats_its_header_splits_no_row_and_keeps_its_widths(saved):
    table = saved(made([("甲", "1"), ("乙", "2")])).tables[0]
    flags = [(row._tr.trPr.find(qn("w:tblHeader")), row._tr.trPr.find(qn("w:cantSplit"))) for row in table.rows]
    assert [(head is not None, whole is not None) for head, whole in flags] == [(True, True)] + [(False, True)] * 3
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
    assert abs(sum(widths) - 156 / 25.4 * 1440) < 3
    assert abs(widths[0] - 3 * widths[1]) < 5
    assert table.rows[1].height.pt > 3 * 10.5
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [0, 2]
    assert table.rows[0].cells[0].paragraphs[0].style.name == table.rows[3].cells[0].paragraphs[0].style.name


def test_a_code_of_eighteen_characters_has_the_room_it_needs(saved):
    columns = (Column("统一社会信用代码", kind=CellKind.CODE, weight=0.1), Column("名称", weight=9))
    table = Table("", columns, [(Cell("91431281MA4L1B2C3X"), Cell("企业" * 40))])
    grid = saved(made(blocks=(table,))).tables[0]._tbl.tblGrid
    widths = [int(column.get(qn("w:w"))) / 20 for column in grid]
    assert 18 * 10.5 / 2 < widths[0] < 18 * 10.5 * 0.7
    assert abs(sum(widths) - 156 / 25.4 * 72) < 1


def test_tables_do_not_run_together(saved):
    kinds = [child.tag for child in saved(made()).element.body]
    table = qn("w:tbl")
    assert kinds.count(table) == 3
    assert (table, table) not in pairwise(kinds)


def test_the_properties_are_the_documents(saved):
    about = saved(made()).core_properties
    assert (about.title, about.author, about.language, about.comments) == ("季度讲评", "李敏", "zh-CN", "")
    assert about.created.date() == date(2026, 3, 5)


def test_a_file_that_fails_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "d.docx"
    save_document(made(), path)
    before = path.read_bytes()

    def fail(*_args):
        yield "<w:tbl>"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(docx_out, "table_markup", fail)
    with pytest.raises(DeskError, match="No space left"):
        save_document(made(), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_libreoffice_opens_it_and_shows_the_same(tmp_path):
    path = tmp_path / "d.docx"
    save_document(made([(text, "1234.5") for text in TYPED[:4]]), path)
    with zipfile.ZipFile(path) as parts:
        assert parts.testzip() is None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", tmp_path, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    said = (tmp_path / "d.txt").read_text("utf-8-sig")
    assert [text for text in (*TYPED[:4], "1234.5", "季度讲评", "一、概况", "合计") if text not in said] == []


MEASURED = """
import sys
from pathlib import Path
from hkdesk.exchange.save import save_document
from tests.exchange.test_docx_out import made

def highest():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])

document = made([(f"第{n}个企业", str(n)) for n in range(60_000)])
before = highest()
save_document(document, Path(sys.argv[1]))
print(highest() - before)
"""


def test_a_long_table_takes_little_memory(tmp_path):
    command = [sys.executable, "-c", MEASURED, tmp_path / "d.docx"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert int(done.stdout) < 40_000  # kB; as a tree in memory it took 400 MB
    assert len(docx.Document(str(tmp_path / "d.docx")).tables[0]._tbl.tr_lst) == 60_002


def test_text_that_looks_like_a_kept_place_is_text(saved):
    typed = "<?hkdesk-table 0?>"
    word = saved(made([(typed, "1")], title=typed))
    assert word.paragraphs[0].text == typed
    assert word.tables[0].cell(1, 0).text == typed
    assert len(word.tables) == 3


def test_lists_that_give_up_rows_for_a_page_keep_them_all_and_their_notes_say_so(saved):
    notes = tuple(f"{n} more" if n else "" for n in range(4))
    rows = [(Cell(f"p{n}"),) for n in range(3)]
    word = saved(made(blocks=(Table("", (Column("a"),), rows, note="usual", cut_notes=notes),)))
    assert len(word.tables[0].rows) == 4
    assert [p.text for p in word.paragraphs if p.style.name == "Note"] == ["usual"]
