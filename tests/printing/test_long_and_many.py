"""Long ledgers and many documents: read and painted in parts, given up at once, and never half a file."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

import pytest

from hkdesk.documents.model import Heading, Paragraph
from hkdesk.domain.errors import Cancelled, DeskError
from hkdesk.printing.fonts import Fonts
from hkdesk.printing.pages import Pages
from hkdesk.printing.pdf import write_pdf, write_pdf_of_all
from hkdesk.printing.sheet import own_paper, sheet_for
from tests.printing.test_official_page import official
from tests.printing.test_pdf import ledger, row, said_by

pytestmark = pytest.mark.usefixtures("qapp")


class Lazy(Sequence):
    """Rows that are made when they are asked for."""

    def __init__(self, count):
        self.count, self.most_at_once, self.read = count, 0, 0

    def __len__(self):
        return self.count

    def __getitem__(self, place):
        numbers = range(self.count)[place]
        if isinstance(numbers, int):
            return row(numbers)
        self.most_at_once, self.read = max(self.most_at_once, len(numbers)), self.read + len(numbers)
        return [row(n) for n in numbers]


def pages_of(document):
    return Pages(document, sheet_for(document, own_paper(document)), Fonts(document.language))


def test_rows_are_read_in_parts_and_all_of_them_are_printed(tmp_path):
    rows = Lazy(1500)
    write_pdf(ledger(rows), tmp_path / "l.pdf")
    assert rows.most_at_once <= 1000
    said = said_by(tmp_path / "l.pdf", "-raw")
    assert [n for n in range(1500) if f"91431281MA4L{n:06d}" not in said] == []


def test_the_first_page_needs_only_the_first_rows():
    rows = Lazy(1_000_000)
    pages = pages_of(ledger(rows))
    assert len(pages.page(0)) > 10
    assert rows.read < 2000
    assert (pages.known, pages.is_whole) == (1, False) or pages.known <= 2


def test_pages_may_be_asked_for_in_any_order():
    pages = pages_of(ledger([row(n) for n in range(300)]))
    last = pages.page(4)
    assert pages_of(ledger([row(n) for n in range(300)])).count() == pages.count()
    assert [p.y for p in pages.page(4)] == [p.y for p in last]
    with pytest.raises(IndexError):
        pages.page(pages.count())


@pytest.mark.parametrize("after", [1, 3, 12])
def test_what_is_given_up_leaves_no_file(tmp_path, after):
    told = []

    def step(pages):
        told.append(pages)
        if len(told) == after:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_pdf(ledger([row(n) for n in range(300)]), tmp_path / "l.pdf", step)
    assert list(tmp_path.iterdir()) == []


def test_several_documents_are_one_file_and_each_counts_its_own_pages(tmp_path):
    documents = [ledger([row(n) for n in range(60)], title=f"Ledger {n}") for n in range(3)]
    made = []

    def one_by_one():
        for document in documents:
            made.append(document.title)
            yield document

    count = write_pdf_of_all(one_by_one(), tmp_path / "l.pdf")
    assert made == ["Ledger 0", "Ledger 1", "Ledger 2"]
    said = said_by(tmp_path / "l.pdf")
    assert said.count("Page 1 of 2") == 3
    assert count == 6


def outline_of(path):
    """As a reader of PDFs shows it, each line indented by its level."""
    told = subprocess.run(["pdfinfo", "-dests", str(path)], capture_output=True, text=True, check=True).stdout
    html = subprocess.run(
        ["pdftohtml", "-xml", "-stdout", "-i", str(path)], capture_output=True, text=True, check=True
    ).stdout
    return told, html[html.index("<outline>") :] if "<outline>" in html else ""


def test_the_outline_leads_to_every_heading(tmp_path):
    text = Paragraph("全市重点项目建设工作。" * 60)
    blocks = (Heading(1, "一、总体情况"), text, Heading(2, "（一）签约"), text, Heading(1, "二、问题"), text)
    pages = write_pdf(official(*blocks, title="讲评", prepared_by="李敏"), tmp_path / "o.pdf")
    _, outline = outline_of(tmp_path / "o.pdf")
    found = [line.strip() for line in outline.splitlines() if "<item" in line]
    assert pages >= 3
    assert [line.split(">")[1].split("<")[0] for line in found] == ["讲评", "一、总体情况", "（一）签约", "二、问题"]
    assert [int(line.split('page="')[1].split('"')[0]) for line in found] == [1, 1, 2, 3]
    assert outline.count("<outline>") == 3  # within each other


def test_the_file_names_its_author_and_its_language(tmp_path):
    for language, written in (("zh_CN", b"/Lang (zh-CN)"), ("en", b"/Lang (en)")):
        write_pdf(official(Paragraph("短"), language=language), tmp_path / "o.pdf")
        assert written in (tmp_path / "o.pdf").read_bytes()
    told = subprocess.run(["pdfinfo", str(tmp_path / "o.pdf")], capture_output=True, text=True, check=True).stdout
    assert "李敏" in told.split("Author:")[1].splitlines()[0]


def test_a_full_disk_is_a_sentence_and_the_old_file_stays(tmp_path):
    """A process may not write more than it is allowed to: what a full disk is to Qt."""
    code = f"""
import os, resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
from pathlib import Path
from hkdesk.domain.errors import DeskError
from hkdesk.printing.pdf import write_pdf
from tests.printing.test_pdf import ledger, row
try:
    write_pdf(ledger([row(n) for n in range(900)]), Path({str(tmp_path / "l.pdf")!r}))
except DeskError as error:
    print("refused:", error)
"""
    (tmp_path / "l.pdf").write_bytes(b"old")
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "refused: l.pdf could not be written" in told
    assert (tmp_path / "l.pdf").read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [tmp_path / "l.pdf"]


def test_the_sum_is_not_alone_on_the_last_page(tmp_path):
    """Whatever the number of rows, the last of them stands with the sum."""
    counts = range(30, 60)
    for count in counts:
        pages = pages_of(ledger([row(n) for n in range(count)]))
        last = pages.page(pages.count() - 1)
        assert len(last) >= 4 or pages.count() == 1  # the header, a row, the sum, the note


def test_a_document_without_rows_has_a_page(tmp_path):
    assert write_pdf(ledger([]), tmp_path / "e.pdf") == 1
    assert write_pdf(ledger([], blocks=()), tmp_path / "e.pdf") == 1


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(DeskError, match="could not be written"):
        write_pdf(official(Paragraph("短")), tmp_path / "no" / "o.pdf")


@pytest.mark.parametrize("before", range(8, 40))
def test_no_row_of_a_table_stands_alone_on_a_page(before):
    """With each further line above it the table of six rows moves over the end of the page."""
    table = ledger([row(n) for n in range(6)]).blocks[0]
    document = official(*(Paragraph("短") for _ in range(before)), replace(table, total=None, note=""))
    pages = pages_of(document)
    rows = [sum(placed.piece.header is not None for placed in pages.page(n)) for n in range(pages.count())]
    assert sum(rows) == 6
    assert 1 not in rows
