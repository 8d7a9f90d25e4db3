"""What heads and signs a document, the park's own template of it, and what happens where that has gone wrong."""

from datetime import date

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from hkdesk.cli.main import run
from hkdesk.documents.all_reports import BY_NAME
from hkdesk.documents.model import Heading, Letterhead, Paragraph, Signature, Table
from hkdesk.documents.report import Asked
from hkdesk.domain.periods import parse_period
from hkdesk.exchange.save import save_document
from hkdesk.exchange.text_out import document_text
from hkdesk.wording import use_language
from hkdesk.work.commands.wording import set_wording
from hkdesk.work.queries.parks import parks

OFFICE = {
    "issuing_unit": "洪江市高新区管理委员会",
    "letterhead": "洪江市高新区管理委员会文件",
    "document_number": "洪高新发〔2026〕1号",
    "contact_line": "联系人：<李敏>",
    "has_red_header": True,
}
REVIEW = ("quarterly-review", "zh_CN")
OWN = "# 一、概况\n{{ 季度 }}，登记诉求{{ 登记诉求数 }}件。\n[[诉求表]]\n"


@pytest.fixture(autouse=True)
def _chinese():
    use_language("zh_CN")


def review(desk, period="2024-Q1"):
    here = desk.read(parks)[0]
    span = parse_period(period)[1]
    return BY_NAME["quarterly-review"].make(Asked(desk.read, here.id, (here.name,), desk.today, "李敏", False, span))


def set_office(desk, **values):
    desk.do(set_wording, {desk.read(parks)[0].id: OFFICE | values}, {})


def kinds(document):
    return [type(b) for b in document.blocks]


def test_without_an_office_nothing_heads_the_document_and_who_prepared_it_signs(desk):
    document = review(desk)
    assert document.letterhead is None
    assert document.blocks[-1] == Signature("制表人：李敏", "2026年11月24日")


def test_an_office_heads_and_signs(desk):
    set_office(desk)
    document = review(desk)
    assert document.letterhead == Letterhead("洪江市高新区管理委员会文件", "洪高新发〔2026〕1号", is_red=True)
    assert document.blocks[-1] == Signature("洪江市高新区管理委员会", "2026年11月24日", "（联系人：<李敏>）")
    set_office(desk, letterhead="", signed_by="项目办", has_red_header=False, contact_line="")
    document = review(desk)
    assert document.letterhead == Letterhead("洪江市高新区管理委员会", "洪高新发〔2026〕1号")
    assert document.blocks[-1] == Signature("项目办", "2026年11月24日")


def test_a_page_that_says_that_there_is_nothing_is_headed_and_signed_too(desk):
    set_office(desk)
    document = review(desk, "1990-Q1")
    assert kinds(document) == [Paragraph, Signature]
    assert document.letterhead is not None


def test_text_word_and_excel_show_the_head_above_the_title_and_the_contact_beneath_the_day(desk, tmp_path):
    set_office(desk)
    document = review(desk)
    lines = document_text(document).rstrip().split("\n")
    assert lines[:3] == [OFFICE["letterhead"], OFFICE["document_number"], document.title]
    assert lines[-2:] == ["洪江市高新区管理委员会\t2026年11月24日", "（联系人：<李敏>）"]
    save_document(document, tmp_path / "d.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").active
    assert [sheet.cell(n, 1).value for n in (1, 2, 3)] == lines[:3]
    assert sheet.cell(1, 1).font.color.rgb == "FFC00000"
    assert sheet.cell(sheet.max_row, 1).value == "（联系人：<李敏>）"
    save_document(document, tmp_path / "d.docx")
    word = docx.Document(str(tmp_path / "d.docx"))
    assert [p.text for p in word.paragraphs[:3]] == lines[:3]
    assert [p.text for p in word.paragraphs[-3:]] == [
        "洪江市高新区管理委员会",
        "2026年11月24日",
        "（联系人：<李敏>）",
    ]


@pytest.mark.parametrize("is_red", [True, False])
def test_a_red_head_is_red_in_word_with_a_red_rule_and_fits_on_its_line(desk, tmp_path, is_red):
    set_office(desk, has_red_header=is_red, document_number="")
    save_document(review(desk), tmp_path / "d.docx")
    word = docx.Document(str(tmp_path / "d.docx"))
    head, number = word.paragraphs[0].style, word.paragraphs[1].style
    assert (head.name, number.name, word.paragraphs[1].text) == ("Letterhead", "Document Number", "")
    assert str(head.font.color.rgb) == ("C00000" if is_red else "000000")
    assert head.font.size.pt * len(OFFICE["letterhead"]) <= 156 / 25.4 * 72
    assert head.font.size.pt > 30
    rules = [bottom.get(qn("w:color")) for bottom in number.element.iter(qn("w:bottom"))]
    assert rules == (["C00000"] if is_red else [])
    order = [child.tag.split("}")[1] for child in number.element.find(qn("w:pPr"))]
    wanted = ["keepNext", "widowControl", "pBdr", "snapToGrid", "spacing", "ind", "jc"]
    assert order == [name for name in wanted if name in order]  # the order that Word asks for


def test_the_park_s_own_template_writes_the_document(desk):
    desk.do(set_wording, {}, {REVIEW: OWN})
    document = review(desk)
    assert kinds(document) == [Heading, Paragraph, Table, Signature]
    assert document.blocks[1] == Paragraph("2024年第一季度，登记诉求2件。")
    assert document.remark == ""
    use_language("en")
    assert kinds(review(desk)).count(Heading) == 5  # each language has its own


@pytest.mark.parametrize(
    "wrong", ["# 一\n{{ 已取消的数据 }}", "{% if 项目 %}", "{% for x in 季度 %}{% endfor %}{{ 登记诉求数 > '1' }}"]
)
def test_a_stored_template_that_has_gone_wrong_gives_way_to_the_one_as_delivered_and_the_officer_is_told(
    desk, wrong, tmp_path
):
    good = review(desk)
    desk.do(set_wording, {}, {REVIEW: wrong})
    document = review(desk)
    assert document.blocks == good.blocks
    assert "已改用系统自带的模板" in document.remark
    assert "第" in document.remark
    assert "行" in document.remark
    for ending in (".txt", ".docx", ".xlsx"):
        save_document(document, tmp_path / f"d{ending}")
    assert "系统自带" not in (tmp_path / "d.txt").read_text("utf-8-sig")


def test_the_command_line_tells_it_beside_the_file(desk, tmp_path, capsys):
    desk.do(set_wording, {}, {REVIEW: "{{ 已取消的数据 }}"})
    folder = str(desk.folder)
    desk.close()
    to = tmp_path / "d.txt"
    asked = [
        "report",
        "quarterly-review",
        "--data",
        folder,
        "--language",
        "zh_CN",
        "--period",
        "2024-Q1",
        "--to",
        str(to),
    ]
    assert run(asked) == 0
    assert "没有名为“已取消的数据”的数据" in capsys.readouterr().out
    assert "一、总体情况" in to.read_text("utf-8-sig")


def test_a_head_of_any_length_and_kind_is_text(desk, tmp_path):
    set_office(desk, letterhead="=1+1<b>&" * 12, document_number="=2+2", contact_line="{{ 季度 }}")
    document = review(desk)
    for ending in (".txt", ".docx", ".xlsx"):
        save_document(document, tmp_path / f"d{ending}")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").active
    assert [(sheet.cell(n, 1).value, sheet.cell(n, 1).data_type) for n in (1, 2)] == [
        ("=1+1<b>&" * 12, "s"),
        ("=2+2", "s"),
    ]
    assert docx.Document(str(tmp_path / "d.docx")).paragraphs[0].style.font.size.pt == 18
    assert document.blocks[-1].contact == "（{{ 季度 }}）"
    assert document.prepared_on == date(2026, 11, 24)
