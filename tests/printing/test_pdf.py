import re
import subprocess
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QFontDatabase, QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter

from hkdesk.documents.model import Align, Cell, CellKind, Column, Document, PageKind, Paragraph, Table
from hkdesk.documents.park_summary import park_summary
from hkdesk.domain.errors import DeskError
from hkdesk.printing import pdf as pdf_module
from hkdesk.printing.fonts import Fonts, Role, Style, say_replaced
from hkdesk.printing.lines import Lines
from hkdesk.printing.pdf import write_pdf
from hkdesk.printing.printer import print_on
from hkdesk.wording import use_language
from tests.documents.views import OTHER_PARK, PARK, due_request, empty_view, full_view, usual_view

LANGUAGES = ["zh_CN", "en"]
RADICALS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def _chinese(qapp):
    if not Fonts("zh_CN").has_chinese():
        pytest.skip("no Chinese font is installed here (fonts-noto-cjk, fonts-wqy-microhei): Chinese has no glyphs")


def said_by(path, *options):
    return subprocess.run(["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True).stdout


def facts_of(path):
    found = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    return {key: value.strip() for key, _, value in (line.partition(":") for line in found.splitlines())}


def ledger(rows, **values):
    columns = (
        Column("Code", kind=CellKind.CODE),
        Column("Name", weight=3),
        Column("Sum", Align.RIGHT, CellKind.MONEY),
        Column("Text", weight=4),
    )
    document = Document(
        title="Ledger of projects",
        subtitle="all, the newest first",
        language="en",
        park=PARK,
        period="5 March 2026",
        is_practice=False,
        prepared_by="张三",
        prepared_on=date(2026, 3, 5),
        blocks=(Table("", columns, rows, total=tuple(map(Cell, ("Total", "", "99.5", ""))), note="end of list"),),
        page=PageKind.LEDGER_LANDSCAPE,
    )
    return replace(document, **values)


def row(n, name="Guitar maker", text="some words"):
    return Cell(f"91431281MA4L{n:06d}"), Cell(name), Cell(f"{n}.50"), Cell(text)


@pytest.mark.usefixtures("_chinese")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_reads_back_with_its_numbers_and_without_radicals(tmp_path, language):
    use_language(language)
    path = tmp_path / "汇总.pdf"
    assert write_pdf(park_summary(usual_view(), PARK, "张三", False), path) == 1
    said = said_by(path)
    for wanted in (PARK, "135.31", "2,345", "45.67", "91.53", "157", "387", "A2.4–5", "HJS-2026-A0000", "张三"):
        assert wanted in said, wanted
    assert said.split()[-1] == "—1—"  # the reader puts spaces where it sees fit
    assert RADICALS.findall(said) == []


@pytest.mark.usefixtures("_chinese")
def test_characters_that_share_a_glyph_with_a_radical_are_found_as_typed(tmp_path):
    typed = "一人工大小金水力行见车长门风食首龟羽老至自西里青飞鼻齐"
    write_pdf(ledger([row(1, name=typed)]), tmp_path / "l.pdf")
    assert typed in said_by(tmp_path / "l.pdf").replace("\n", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_practice", [False, True])
@pytest.mark.parametrize("parks", [PARK, (PARK, OTHER_PARK)], ids=["one", "two"])
def test_a_full_summary_stands_on_one_page_and_says_what_it_leaves_out(tmp_path, language, is_practice, parks):
    use_language(language)
    path = tmp_path / "s.pdf"
    assert write_pdf(park_summary(full_view(), parks, "张三", is_practice), path) == 1
    facts = facts_of(path)
    assert facts["Pages"] == "1"
    assert facts["Page size"].endswith("(A4)")
    listed = said_by(path).count("HJS-2026-A")
    assert 1 <= listed < 12
    assert re.search(rf"\b{17 - 1 - listed}\b|另有{17 - 1 - listed}件", said_by(path))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_summary_stands_on_one_page(tmp_path, language):
    use_language(language)
    assert write_pdf(park_summary(empty_view(), PARK, "", True), tmp_path / "s.pdf") == 1


def test_practice_is_said_on_every_page(tmp_path):
    document = ledger([row(n) for n in range(80)], is_practice=True)
    pages = write_pdf(document, tmp_path / "l.pdf")
    assert pages > 1
    assert said_by(tmp_path / "l.pdf").count("Practice data") == pages


def test_a_ledger_repeats_its_header_and_counts_its_pages(tmp_path):
    path = tmp_path / "l.pdf"
    pages = write_pdf(ledger([row(n) for n in range(120)]), path)
    sheets = said_by(path, "-layout").split("\f")[:-1]
    assert len(sheets) == pages > 2
    for number, sheet in enumerate(sheets, 1):
        assert re.search(r"Code\s+Name\s+Sum\s+Text", sheet)
        assert f"Page {number} of {pages}" in sheet
    codes = re.findall(r"91431281MA4L(\d{6})", "".join(sheets))
    assert [int(code) for code in codes] == list(range(120))
    assert "99.5" in sheets[-1]
    assert facts_of(path)["Page size"] == "842 x 595 pts (A4)"


def test_a_row_is_never_split_between_pages(tmp_path):
    text = " ".join(f"word{n}" for n in range(40))
    write_pdf(ledger([row(n, text=f"begin{n} {text} end{n}") for n in range(60)]), tmp_path / "l.pdf")
    sheets = said_by(tmp_path / "l.pdf").split("\f")
    for n in range(60):
        assert [bool(re.search(rf"\bbegin{n}\b", s)) for s in sheets] == [
            bool(re.search(rf"\bend{n}\b", s)) for s in sheets
        ]


def test_a_row_that_no_page_could_hold_is_cut_and_the_next_one_follows(tmp_path):
    rows = [row(1), row(2, text="long " * 8000), row(3)]
    write_pdf(ledger(rows), tmp_path / "l.pdf")
    said = said_by(tmp_path / "l.pdf")
    assert "…" in said
    assert "91431281MA4L000003" in said


def test_long_prose_goes_on_overleaf(tmp_path):
    document = ledger([], page=PageKind.FORM, blocks=tuple(Paragraph(f"p{n} " + "word " * 200) for n in range(12)))
    pages = write_pdf(document, tmp_path / "p.pdf")
    said = said_by(tmp_path / "p.pdf")
    assert pages > 2
    assert all(f"—{n}—" in said.replace(" ", "") for n in range(1, pages + 1))
    assert said.count("word") == 12 * 200


@pytest.mark.parametrize(
    "text", ["=1+1", "<b>bold</b>", "a & b", "{park}", "%1 %n", "&amp;", "2026-0001 (1.18e9) fi ffi"]
)
def test_text_is_text(tmp_path, text):
    write_pdf(ledger([row(1, name=text)]), tmp_path / "l.pdf")
    assert text in said_by(tmp_path / "l.pdf")


@pytest.mark.parametrize("text", ["😀👨‍👩‍👧", "𠮷野家㙍", "\u202eabc", "\x00\x07", "a\u2028b", "\ud83d"])
def test_what_no_font_may_have_does_no_harm(tmp_path, text):
    assert write_pdf(ledger([row(1, name=text), row(2)]), tmp_path / "l.pdf") == 1
    assert "91431281MA4L000002" in said_by(tmp_path / "l.pdf")


def test_nothing_half_written_where_the_folder_is_missing(tmp_path):
    with pytest.raises(DeskError, match="nowhere"):
        write_pdf(ledger([row(1)]), tmp_path / "nowhere" / "l.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_document_that_cannot_be_painted_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "l.pdf"
    write_pdf(ledger([row(1)]), path)
    before = path.read_bytes()

    def fail(*_args):
        raise OSError("the device cannot be painted on")

    monkeypatch.setattr(pdf_module, "paint_documents", fail)
    with pytest.raises(DeskError, match="cannot be painted"):
        write_pdf(ledger([row(2)]), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_pdf_bears_its_title(tmp_path):
    write_pdf(ledger([row(1)]), tmp_path / "l.pdf")
    facts = facts_of(tmp_path / "l.pdf")
    assert (facts["Title"], facts["Creator"]) == ("Ledger of projects", "hkdesk")


@pytest.mark.parametrize("view", [usual_view(), full_view()], ids=["usual", "full"])
def test_a_printer_gets_the_same_page_as_the_pdf(tmp_path, view):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    document = park_summary(view, PARK, "张三", False)
    assert print_on(document, printer) == 1
    write_pdf(document, tmp_path / "written.pdf")
    words = [re.findall(r"[0-9][0-9.,-]*", said_by(tmp_path / name, "-raw")) for name in ("printed.pdf", "written.pdf")]
    assert words[0] == words[1]
    assert facts_of(tmp_path / "printed.pdf")["Page size"].endswith("(A4)")


def test_the_fonts_used_are_installed_and_named():
    installed = {name.split(" [")[0] for name in QFontDatabase.families()}
    for language in LANGUAGES:
        used = Fonts(language).used()
        assert set(used) == set(Role)
        assert {name for name in used.values() if name} <= installed


def test_a_font_that_is_wanting_is_named_with_the_one_drawn_instead():
    installed = {name.split(" [")[0] for name in QFontDatabase.families()}
    replaced = Fonts("zh_CN").replaced()
    assert set(replaced).isdisjoint(installed)
    assert set(replaced) | installed >= {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"} - {
        name for name in ("黑体", "宋体") if {"SimHei", "SimSun"} & installed
    }
    said = say_replaced({"仿宋_GB2312": "FandolFang"})
    assert "FandolFang" in said
    assert "仿宋_GB2312" in said
    assert say_replaced({}) == ""
    assert Fonts("en").replaced() == {}


def test_numbers_stand_in_line():
    lines = Lines(Fonts("zh_CN"))
    widths = {lines.width(digit * 10, Style(Role.NUMBER, 10.5)) for digit in "0123456789"}
    assert max(widths) - min(widths) < max(widths) / 50


def test_a_ledger_stays_on_the_a3_that_was_chosen(tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "l.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3))
    print_on(ledger([row(1)]), printer)
    assert printer.pageLayout().orientation() is QPageLayout.Orientation.Landscape
    assert facts_of(tmp_path / "l.pdf")["Page size"].startswith("1191 x 842")


def test_lines_hold_their_width_and_lose_nothing():
    lines, style = Lines(Fonts("zh_CN")), Style(Role.TEXT, 10.5)
    for text in ("申请协调解决外贸备案、用工短缺（含技工），以及厂房扩建用地指标等事项。" * 3, "𠮷😀" * 40, "x" * 300):
        broken = lines.broken(text, style, 2000)
        assert len(broken) > 2
        assert "".join(broken) == text
        assert all(lines.width(line, style) <= 2000 for line in broken)


def test_lines_that_are_too_many_end_in_an_ellipsis():
    lines, style = Lines(Fonts("en")), Style(Role.TEXT, 10.5)
    broken = lines.broken("one two three " * 50, style, 2000, 2)
    assert len(broken) == 2
    assert broken[-1].endswith("…")
    assert lines.broken("short", style, 2000, 2) == ("short",)


def test_a_long_appeal_does_not_take_the_page_from_the_others(tmp_path):
    view = usual_view(due=[due_request(0, title="长" * 2000), due_request(1)])
    write_pdf(park_summary(view, PARK, "张三", False), tmp_path / "s.pdf")
    assert said_by(tmp_path / "s.pdf").count("HJS-2026-A") == 2
