"""The page of GB/T 9704-2012, measured from the PDF (RULES.md, Print)."""

import re
import subprocess
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkdesk.documents.model import Column, Document, Heading, PageKind, Paragraph, Signature, Table
from hkdesk.printing.fonts import Fonts, Role, style
from hkdesk.printing.pdf import write_pdf
from hkdesk.printing.prose import Prose

MM = 72 / 25.4
WITHIN_POINTS = 0.5 * MM
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, 37 * MM, (297 - 35) * MM
PITCH = 28.95
SENTENCE = "全市重点项目建设工作要坚持以项目论英雄的鲜明导向围绕签约落地开工投产压实责任"
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>')
pytestmark = pytest.mark.usefixtures("qapp", "_chinese")


@pytest.fixture
def _chinese(qapp):
    assert Fonts("zh_CN").has_chinese(), "make test installs a Chinese font (fonts-wqy-microhei)"


@dataclass(frozen=True)
class Word:
    left: float
    top: float
    right: float
    bottom: float
    text: str


def official(*blocks, **values):
    usual = {"title": "季度讲评", "subtitle": "", "language": "zh_CN", "park": "洪江市高新区", "period": ""}
    rest = {"is_practice": False, "prepared_by": "李敏", "prepared_on": date(2026, 11, 24), "page": PageKind.OFFICIAL}
    return Document(**{**usual, **rest, "blocks": blocks, **values})


def pages_of(document, tmp_path):
    path = tmp_path / "o.pdf"
    write_pdf(document, path)
    told = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return [
        [Word(*map(float, found[:4]), found[4]) for found in WORD.findall(page)] for page in told.split("<page ")[1:]
    ]


def text_of(page):
    """Without the page number."""
    return [word for word in page if word.bottom < BOTTOM + WITHIN_POINTS]


def test_a_page_has_22_lines_of_28_characters_within_its_margins(tmp_path):
    pages = pages_of(official(Paragraph(SENTENCE * 60)), tmp_path)
    lines = text_of(pages[1])
    assert len(lines) == 22
    assert {len(line.text) for line in lines} == {28}
    assert [line.left for line in lines] == pytest.approx([LEFT] * 22, abs=WITHIN_POINTS)
    assert [line.right for line in lines] == pytest.approx([RIGHT] * 22, abs=WITHIN_POINTS)
    steps = [b.top - a.top for a, b in pairwise(lines)]
    assert steps == pytest.approx([PITCH] * 21, abs=0.02)
    # The characters stand in the middle of their lines: 16 of 28.95 points.
    assert lines[0].top == pytest.approx(TOP + (PITCH - 16) / 2, abs=WITHIN_POINTS)
    assert lines[-1].bottom == pytest.approx(BOTTOM - (PITCH - 16) / 2, abs=WITHIN_POINTS)


def test_a_character_takes_15_79_points(tmp_path):
    line = text_of(pages_of(official(Paragraph(SENTENCE * 60)), tmp_path)[1])[0]
    assert (line.right - line.left) / len(line.text) == pytest.approx(15.79, abs=0.01)


def test_page_numbers_stand_outside_one_character_in(tmp_path):
    pages = pages_of(official(Paragraph(SENTENCE * 60)), tmp_path)
    for number, page in enumerate(pages[:2], 1):
        folio = sorted((word for word in page if word.top > BOTTOM), key=lambda word: word.left)
        assert "".join(word.text for word in folio) == f"—{number}—"
        if number == 1:
            assert folio[-1].right == pytest.approx(RIGHT - 14, abs=WITHIN_POINTS)
        else:
            assert folio[0].left == pytest.approx(LEFT + 14, abs=WITHIN_POINTS)
        # The dash lies about the middle of the character, 7 mm below the text.
        assert (folio[0].top + folio[0].bottom) / 2 == pytest.approx(BOTTOM + 7 * MM, abs=3)


def test_headings_and_paragraphs_begin_two_characters_in_and_stand_on_the_grid(tmp_path):
    document = official(
        Heading(1, "一、总体情况"), Paragraph("短句。"), Table("表", (Column("甲"),), []), Heading(2, "（一）项目")
    )
    words = {word.text: word for word in text_of(pages_of(document, tmp_path)[0])}
    for text in ("一、总体情况", "短句。", "（一）项目"):
        assert words[text].left == pytest.approx(LEFT + 2 * 15.79, abs=WITHIN_POINTS)
        line = (words[text].top - TOP - (PITCH - 16) / 2) / PITCH
        assert line == pytest.approx(round(line), abs=0.06)


def test_the_day_stands_two_characters_in_from_the_unit_and_both_from_the_edge(tmp_path):
    document = official(Paragraph("短句。"), Signature("洪江市高新区管委会", "2026年11月24日"))
    words = {word.text: word for word in text_of(pages_of(document, tmp_path)[0])}
    unit, day = words["洪江市高新区管委会"], words["2026年11月24日"]
    assert day.left == pytest.approx(unit.left + 32, abs=1)
    assert max(unit.right, day.right) == pytest.approx(RIGHT - 32, abs=1)
    assert day.top - unit.top == pytest.approx(PITCH, abs=0.1)


@pytest.mark.parametrize("before", range(36, 46))
def test_no_line_of_a_paragraph_stands_alone_on_a_page(tmp_path, before):
    """With each further line above it the paragraph of five moves over the end of the page."""
    ahead = tuple(Paragraph("短") for _ in range(before))
    parts = [text_of(page) for page in pages_of(official(*ahead, Paragraph("长" * 26 + "段" * 112)), tmp_path)]
    split = [sum(1 for word in page if set(word.text) <= {"长", "段"}) for page in parts]
    assert sum(split) == 5
    assert 1 not in split


def test_the_signature_is_not_alone_on_a_page(tmp_path):
    for before in (18, 19, 20):
        document = official(*(Paragraph("短句") for _ in range(before)), Signature("管委会", "2026年11月24日"))
        last = [word.text for word in text_of(pages_of(document, tmp_path)[-1])]
        assert "短句" in last
        assert last[-1] == "2026年11月24日"


def test_text_is_copied_as_typed_with_air_between_chinese_and_latin(tmp_path):
    said = "全年建设重点项目15个，总投资11.8亿元，其中年产10万吨再生纸项目（PAPER）等6个项目开工，同比增长10.7%。" * 3
    lines = text_of(pages_of(official(Paragraph(said)), tmp_path)[0])
    assert "".join(line.text for line in lines[1:]) == said
    fonts = Fonts("zh_CN")
    plain = fonts.metrics(style(Role.TEXT, 16)).horizontalAdvance("年15个")
    prose = Prose(fonts)
    aired = prose._natural("年15个", style(Role.TEXT, 16))
    assert aired == pytest.approx(plain + 2 * 0.095 * 320, abs=6)


@cache
def prose():
    return Prose(Fonts("zh_CN"))


CHUNK = st.from_regex(
    r"[（《「『“]?[项目建设]{1,4}([0-9]{1,3}%|PAPER|11\.8)?[项目]([，。、；：？！…]|[）》」』”][，。]?)?",
    fullmatch=True,
)


@given(st.lists(CHUNK, min_size=8, max_size=24).map("".join), st.integers(16, 28))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text, characters):
    said = [line.text for line in prose().lines(text, style(Role.TEXT, 16), characters * 320, 0)]
    assert "".join(said) == text
    assert [line for line in said[1:] if line[0] in "，。、；：？！…）》」』”%"] == []
    assert [line for line in said[:-1] if line[-1] in "（《「『“"] == []


def test_a_code_is_not_broken(tmp_path):
    code = "91431281MA4L5X2F3K"
    for before in range(1, 29):
        lines = text_of(pages_of(official(Paragraph("项" * before + code + "的企业")), tmp_path)[0])
        assert any(code in line.text for line in lines)
