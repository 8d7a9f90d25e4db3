"""The contents of a long Word document: a field that is filled in, that asks nothing and that leads to its headings."""

import re
import subprocess
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from hkdesk.documents.model import Heading, PageKind, Paragraph
from hkdesk.exchange.save import save_document, save_documents
from hkdesk.wording import use_language
from tests.exchange.test_docx_chart import assert_in_order
from tests.exchange.test_docx_out import made

PARTS = ("一、概况", "二、进展", "三、<问题>与&建议", "四、打算")


def long_document(page=PageKind.OFFICIAL, paragraphs=6, **values):
    prose = Paragraph("今年以来，园区坚持以项目建设为抓手，强化要素保障，优化营商环境。" * 6)
    blocks = [block for part in PARTS for block in (Heading(1, part), Heading(2, "（一）项目"), *[prose] * paragraphs)]
    return made(page=page, blocks=tuple(blocks), **values)


def lines_of(word):
    return [paragraph for paragraph in word.paragraphs if paragraph.style.name.startswith("toc ")]


def words_of(paragraph):
    return "".join("\t" if e.tag == qn("w:tab") else e.text for e in paragraph._p.iter(qn("w:t"), qn("w:tab"))
                   if e.getparent().tag == qn("w:r"))  # fmt: skip


@pytest.fixture
def saved(tmp_path):
    def save(document):
        save_document(document, tmp_path / "d.docx")
        return docx.Document(str(tmp_path / "d.docx"))

    return save


def test_the_contents_are_filled_in_with_every_heading_and_its_page(saved):
    use_language("zh_CN")
    word = saved(long_document())
    said = [words_of(line) for line in lines_of(word)]
    assert [line.split("\t")[0] for line in said] == [text for part in PARTS for text in (part, "（一）项目")]
    pages = [int(line.split("\t")[1]) for line in said]
    assert pages == sorted(pages)
    assert pages[-1] > 3
    assert [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Contents Title"] == ["目录"]


def test_it_is_one_field_that_word_can_make_anew(saved):
    word = saved(long_document())
    kinds, depth = [], 0
    for mark in word.element.body.iter(qn("w:fldChar"), qn("w:instrText")):
        if mark.tag == qn("w:instrText"):
            kinds.append((depth, mark.text.split()[0]))
        else:
            depth += {"begin": 1, "separate": 0, "end": -1}[mark.get(qn("w:fldCharType"))]
    assert kinds == [(1, "TOC"), *[(2, "PAGEREF")] * 8]
    assert depth == 0
    assert_in_order(word.styles["toc 2"].element)


def test_the_contents_count_among_the_pages(saved):
    blocks = [block for n in range(30) for block in (Heading(1, f"{n}"), Paragraph("园" * 400))]
    pages = [
        int(words_of(line).split("\t")[1]) for line in lines_of(saved(made(page=PageKind.OFFICIAL, blocks=blocks)))
    ]
    assert pages[0] == 2  # they fill the first


def test_every_line_leads_to_the_heading_that_it_names(saved):
    word = saved(long_document())
    marks = {
        mark.get(qn("w:name")): "".join(t.text for t in mark.getparent().iter(qn("w:t")))
        for mark in word.element.body.iter(qn("w:bookmarkStart"))
    }
    ids = [mark.get(qn("w:id")) for mark in word.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]
    assert len(ids) == 2 * len(set(ids)) == 16
    for line in lines_of(word):
        (link,) = line._p.iter(qn("w:hyperlink"))
        (code,) = [c.text.split()[1] for c in link.iter(qn("w:instrText"))]
        assert code == link.get(qn("w:anchor"))
        assert marks[code] == words_of(line).split("\t")[0]


def test_nothing_is_asked_on_opening(saved, tmp_path):
    saved(long_document())
    with zipfile.ZipFile(tmp_path / "d.docx") as parts:
        assert b"updateFields" not in parts.read("word/settings.xml")
        assert b"w:dirty" not in parts.read("word/document.xml")


@pytest.mark.parametrize(
    "document",
    [long_document(paragraphs=1, page=PageKind.FORM), made(blocks=(Paragraph("园" * 5000), Heading(1, "一、概况")))],
    ids=["short", "one heading"],
)
def test_what_is_short_or_has_no_parts_has_no_contents(saved, document):
    assert lines_of(saved(document)) == []


def test_several_documents_in_a_file_have_none(tmp_path):
    save_documents([long_document()] * 2, tmp_path / "d.docx")
    assert lines_of(docx.Document(str(tmp_path / "d.docx"))) == []


@pytest.mark.parametrize("page", [PageKind.OFFICIAL, PageKind.FORM])
def test_the_pages_are_those_that_libreoffice_sets_give_or_take_one(tmp_path, page):
    path = tmp_path / "d.docx"
    save_document(long_document(page, paragraphs=9), path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    said = subprocess.run(["pdftotext", "-layout", tmp_path / "d.pdf", "-"], capture_output=True, text=True, check=True)
    sheets = said.stdout.split("\f")
    for part in PARTS[:2]:
        listed = int(re.search(rf"{part}\.+\s*(\d+)", said.stdout)[1])
        (found,) = [n for n, sheet in enumerate(sheets, 1) if re.search(rf"{part}\s*$", sheet, re.MULTILINE)]
        assert abs(listed - found) <= 1
