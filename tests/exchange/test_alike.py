"""The same content, order and figures, whichever way a document leaves the desk."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from hkdesk.documents.all_reports import BY_NAME
from hkdesk.documents.charts.words import chart_table, chart_words
from hkdesk.documents.model import (
    Cell,
    Chart,
    ChartKind,
    ChartSeries,
    Document,
    Heading,
    Paragraph,
    Photo,
    Photos,
    Signature,
    Table,
)
from hkdesk.documents.morning_list import morning_list
from hkdesk.documents.park_summary import park_summary
from hkdesk.documents.photos import cannot_be_shown
from hkdesk.documents.phrases import with_note
from hkdesk.documents.report import Asked
from hkdesk.documents.supervision import supervision_list, supervision_slip
from hkdesk.domain.periods import PeriodKind, parse_period, period_around
from hkdesk.domain.request import RequestAction, RequestState
from hkdesk.exchange.save import save_document
from hkdesk.wording import use_language
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import log_request
from hkdesk.work.commands.wording import set_wording
from hkdesk.work.queries.clocks import calendar
from hkdesk.work.queries.overview import overview
from hkdesk.work.queries.parks import parks
from hkdesk.work.queries.records import load, resolve
from hkdesk.work.queries.requests import request_file, supervision_rows
from hkdesk.work.queries.today import today_parts

TODAY = date(2026, 11, 24)
MOST_ROWS = 20
CONTENTS = ("toc", "Contents")  # of a long Word document: they repeat its headings
OFFICE = {
    "letterhead": "洪江市高新区管理委员会文件",
    "document_number": "洪高新发〔2026〕1号",
    "signed_by": "项目办",
    "contact_line": "=电话",
}


@pytest.fixture
def late(desk):
    """Three late appeals, one of them with a text that means something elsewhere, and one escalated."""
    typed = {"enterprise": "湖南立点科技有限公司", "received_on": "2026-10-12", "due_on": "2026-10-21"}
    for title in ("=1+1", "<b>厂房&漏水</b>😀", "逾期"):
        key = desk.do(log_request, {**typed, "title": title}).result
    for action in (RequestAction.ACCEPT, RequestAction.ESCALATE):
        desk.do(act_on_request, key, action, Act(reason="久拖不决"))
    return desk


def of_summary(desk):
    return park_summary(desk.read(overview, None, TODAY), ["洪江市高新区"], "李敏", True)


def of_morning(desk):
    found = desk.read(today_parts, None, TODAY, "", MOST_ROWS)
    return morning_list(found, "两个园区", "", "李敏", is_practice=True)


def of_supervision(desk):
    return supervision_list(desk.read(supervision_rows, None, TODAY), TODAY, "两个园区", "李敏", is_practice=False)


def of_slip(desk):
    row = next(r for r in desk.read(supervision_rows, None, TODAY) if r.state is RequestState.ESCALATED)
    record, file = desk.read(load, "ServiceRequest", row.id), desk.read(request_file, row.id)
    return supervision_slip(record, file, TODAY, desk.read(calendar), "李敏", is_practice=True)


def of_pictures(_desk):
    """Every kind of chart, with what is not known and what means something elsewhere, and photographs."""
    cells = (Cell("3", 3), Cell("—"), Cell("0.5", Decimal("0.5")), Cell("-4", -4))
    days = (Cell("2026-03-05", date(2026, 3, 5)), Cell("—"), Cell("—"), Cell("2026-05-05", date(2026, 5, 5)))
    labels = ("1月", "=1+1", "<b>&", "4月")
    charts = [
        Chart(kind, f"={kind.name}", labels, (ChartSeries("受理", cells), ChartSeries("@x", cells[::-1])), "件", "注")
        for kind in (ChartKind.FUNNEL, ChartKind.BARS, ChartKind.CURVE)
    ]
    milestones = Chart(ChartKind.MILESTONES, "节点", labels, (ChartSeries("计划", days),), today=TODAY)
    empty = Chart(ChartKind.BARS, "空", (), ())
    photos = Photos((Photo(Path("no"), "=开工"), Photo(Path("no"), "封顶"), Photo(Path("no"), "投产")))
    table = Table("表", chart_table(charts[0]).columns, chart_table(charts[0]).rows)
    blocks = (Heading(1, "图"), *charts, milestones, empty, table, photos, Signature("李敏", "今天"))
    return Document("图册", "样张", "zh_CN", "园区", "今天", True, "李敏", TODAY, blocks)


def of_report(name, period, office=None):
    def make(desk):
        here = desk.read(parks)[0]
        if office:
            desk.do(set_wording, {here.id: office}, {})
        span = parse_period(period)[1]
        return BY_NAME[name].make(Asked(desk.read, here.id, (here.name,), TODAY, "李敏", False, span))

    make.__name__ = name
    return make


def of_named(name, kind="", named=""):
    """A document by its name, about the record of this name where it is about one."""

    def make(desk):
        key = desk.read(resolve, kind, named) if named else None
        year = period_around(PeriodKind.YEAR, TODAY)
        asked = Asked(desk.read, None, ("两个园区",), TODAY, "李敏", True, year, key)
        return BY_NAME[name].make(asked)

    make.__name__ = name
    return make


MAKERS = [
    of_summary,
    of_morning,
    of_supervision,
    of_slip,
    of_pictures,
    of_named("appeals-ledger"),
    of_named("work-slip", "ServiceRequest", "HJS-2026-A0001"),
    of_named("return-visit", "ServiceRequest", "HJS-2026-A0002"),
    of_named("enterprise-card", "Enterprise", "湖南立点科技有限公司"),
    of_named("project-card", "Project", "年产3000吨镍盐、钴盐系列产品及1万吨新能源废旧动力电池拆解利用项目"),
    of_report("quarterly-review", "2026-Q4"),
    of_report("half-year", "2026-H2"),
    of_report("half-year", "2024-H1", OFFICE),
]


def told(document, shown, picture):
    """What a document says in its order, each cell as `shown` and each chart or photograph as `picture` gives it.

    The band, the title and what stands under it come first.
    """
    head = [document.letterhead.unit, document.letterhead.number] if document.letterhead else []
    said = [document.band, *head, document.title, *dict.fromkeys((document.subtitle, document.period))]
    for block in document.blocks:
        match block:
            case Heading() | Paragraph():
                said.append(block.text)
            case Signature():
                said += [block.by, block.on, block.contact]
            case Table():
                said += told_table(block, shown)
            case Chart() | Photos():
                said += picture(block)
    return [text for text in said if text != ""]


def told_table(table, shown):
    said = [table.title, *(shown(None, column) for column in table.columns)]
    for row in [*table.rows, *([table.total] if table.total else [])]:
        said += [shown(*pair) for pair in zip(row, table.columns, strict=True)]
    return said + table.note_without(0).split("\n")


def pictured_in_word(block):
    """A chart in words; a photograph that cannot be shown, and its caption."""
    if isinstance(block, Chart):
        return [block.title, chart_words(block), block.note]
    pairs = [(f"{cannot_be_shown()}\n{photo.caption}") for photo in block.photos[:2]]
    return [*pairs, cannot_be_shown(), block.photos[2].caption]


def pictured_in_excel(block):
    if isinstance(block, Photos):
        return [text for photo in block.photos for text in (cannot_be_shown(), photo.caption)]
    unknown = lambda cell, column: "" if cell and cell.value is None else calculated(cell, column)  # noqa: E731
    return told_table(chart_table(block), unknown)


def pictured_in_text(block):
    if isinstance(block, Photos):
        return [photo.caption for photo in block.photos]
    return told_table(chart_table(block), lambda cell, c: cell.text if cell else with_note(c.title, c.unit))


def printed(cell, column):
    return cell.text if cell else column.title


def calculated(cell, column):
    if cell is None:
        return with_note(column.title, column.unit)
    match cell.value:
        case Decimal() | int():
            return float(cell.value)
        case date():
            return datetime(*cell.value.timetuple()[:3])  # noqa: DTZ001
        case str():
            return cell.value
    return cell.text


def in_word(path):
    word = docx.Document(str(path))
    said = [word.sections[0].header.paragraphs[0].text]
    for block in word.iter_inner_content():
        if isinstance(block, WordTable):
            said += [cell.text for row in block.rows for cell in row.cells]
        elif not block.style.name.startswith(CONTENTS):
            said.append(block.text)
            said += [about.get("descr") for about in block._p.iter(qn("wp:docPr"))]
    return [text for text in said if text]


def in_excel(path):
    values = [v for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True) for v in row]
    return [float(v) if isinstance(v, int) else v for v in values if v not in (None, "")]


def in_text(path):
    lines = path.read_text("utf-8-sig").split("\n")
    return [text for line in lines for text in line.split("\t") if text]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("make", MAKERS)
def test_a_document_says_the_same_in_word_excel_and_text(late, tmp_path, make, language):
    use_language(language)
    document = make(late)
    assert any(isinstance(block, Table) and block.rows for block in document.blocks)
    for ending in (".docx", ".xlsx", ".txt"):
        save_document(document, tmp_path / f"d{ending}")
    assert in_word(tmp_path / "d.docx") == told(document, printed, pictured_in_word)
    assert in_text(tmp_path / "d.txt") == told(document, printed, pictured_in_text)
    assert in_excel(tmp_path / "d.xlsx") == told(document, calculated, pictured_in_excel)
