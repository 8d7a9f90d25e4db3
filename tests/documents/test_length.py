from dataclasses import replace
from datetime import date

import pytest

from hkdesk.documents.length import heading_pages, printed_pages
from hkdesk.documents.model import (
    Cell,
    ChartKind,
    Column,
    Document,
    Heading,
    PageKind,
    Paragraph,
    Photo,
    Photos,
    Signature,
    Table,
)
from tests.documents.test_charts import chart


def document(*blocks, page=PageKind.OFFICIAL, language="zh_CN"):
    return Document("题", "", language, "园区", "今天", False, "李敏", date(2026, 3, 5), blocks, page)


def prose(lines):
    return Paragraph("园" * (27 * lines - 2))  # in Word's lines, which have no room for the twenty-eighth


def test_a_page_of_the_standard_holds_twenty_two_lines():
    assert printed_pages(document(prose(19))) == 1
    assert printed_pages(document(prose(19 + 22))) == 2
    assert printed_pages(document(prose(19 + 22 * 9))) == 10


def test_a_document_of_nothing_has_a_page():
    assert printed_pages(document()) == 1


def test_rows_fill_pages_by_their_highest_cell():
    columns = (Column("a"), Column("b", weight=3))
    short = tuple((Cell("a"), Cell("b")) for _ in range(1000))
    long = tuple((Cell("a"), Cell("园" * 60)) for _ in range(1000))
    pages = [printed_pages(document(Table("", columns, rows), page=PageKind.FORM)) for rows in (short, long)]
    assert 22 <= pages[0] <= 30
    assert pages[1] >= 1.7 * pages[0]


def test_a_chart_and_photographs_are_not_split():
    drawn = chart(ChartKind.BARS, "abc", ("x", [1, 2, 3]))
    assert printed_pages(document(*[drawn] * 3, page=PageKind.FORM)) == 2
    photos = Photos(tuple(Photo(None, "") for _ in range(8)))
    assert printed_pages(document(photos, page=PageKind.FORM)) == 2


@pytest.mark.parametrize("page", PageKind)
def test_headings_are_found_on_pages_that_only_grow(page):
    blocks = [block for n in range(20) for block in (Heading(1, f"{n}"), prose(9))]
    made = document(*blocks, Signature("a", "b"), page=page)
    pages = heading_pages(made)
    assert len(pages) == 20
    assert pages[0] == 1
    assert pages == sorted(pages)
    assert pages[-1] <= printed_pages(made)
    later = heading_pages(made, lines_before=100)
    assert all(a < b for a, b in zip(pages, later, strict=True))


def test_a_heading_does_not_stand_alone_at_a_pages_end():
    made = document(prose(19), Heading(1, "一、概况"), prose(5))
    assert heading_pages(made) == [2]
    assert heading_pages(replace(made, blocks=(prose(16), *made.blocks[1:]))) == [1]
