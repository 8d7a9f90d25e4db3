"""The papers of the day: the morning list on one page, the supervision list, the slip with room to sign."""

import subprocess
from datetime import date

import pytest

from hkdesk.documents.model import Table
from hkdesk.documents.morning_list import MOST_ROWS, morning_list
from hkdesk.documents.supervision import supervision_list, supervision_slip
from hkdesk.domain.request import RequestAction, RequestState
from hkdesk.printing.pdf import write_pdf
from hkdesk.wording import use_language
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import log_request
from hkdesk.work.queries.clocks import calendar
from hkdesk.work.queries.records import load
from hkdesk.work.queries.requests import request_file, supervision_rows
from hkdesk.work.queries.today import today_parts

TODAY = date(2026, 11, 24)
A = RequestAction


@pytest.fixture
def late(desk):
    """Sixty late appeals, and one that is not late but was escalated."""
    for n in range(60):
        typed = {
            "enterprise": "湖南立点科技有限公司",
            "title": f"逾期第{n}件",
            "received_on": "2026-10-12",
            "due_on": "2026-10-21",
            "contact_name": "王厂长",
            "contact_phone": "13812345678",
        }
        key = desk.do(log_request, typed).result
    desk.do(act_on_request, key, A.ACCEPT, Act())
    typed |= {"title": "提级的", "due_on": "2026-12-01"}
    key = desk.do(log_request, typed).result
    for action in (A.ACCEPT, A.ESCALATE):
        desk.do(act_on_request, key, action, Act(reason="久拖不决"))
    return desk


def tables(document):
    return [block for block in document.blocks if isinstance(block, Table)]


def pages(path):
    said = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    return int(next(line.split()[1] for line in said.splitlines() if line.startswith("Pages")))


def text(path):
    return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_morning_list_is_one_page_and_says_what_it_leaves_out(late, tmp_path, qapp, language):
    use_language(language)
    found = late.read(today_parts, None, TODAY, "", MOST_ROWS)
    document = morning_list(found, "两个园区", "", "李敏", is_practice=False)
    path = tmp_path / "morning.pdf"
    write_pdf(document, path)
    assert pages(path) == 1
    said = text(path)
    assert "逾期第0件" in said
    assert "李敏" in said
    left_out = "另有" if language == "zh_CN" else "more are not listed here"
    assert left_out in said


def test_the_morning_list_of_a_day_without_anything_says_so(desk):
    found = desk.read(today_parts, None, date(2020, 1, 1))
    document = morning_list(found, "洪江市高新区", "李敏", "李敏", is_practice=False)
    assert "matters of 李敏" in document.subtitle
    sums = [block.text for block in document.blocks if hasattr(block, "text")]
    assert any("day off" in said for said in sums)


def test_the_supervision_list_holds_the_late_and_the_escalated_the_longest_late_first(late):
    rows = late.read(supervision_rows, None, TODAY)
    assert [r.title for r in rows if r.state is RequestState.ESCALATED] == ["提级的"]
    assert rows[-1].title == "提级的"
    (table,) = tables(supervision_list(rows, TODAY, "两个园区", "李敏", is_practice=False))
    assert len(table.rows) == len(rows) == 61
    by_title = {row[4].text: row for row in table.rows}
    assert by_title["逾期第0件"][8].value == 24  # working days from 21 October to 24 November
    assert by_title["提级的"][8].value is None


def test_an_empty_supervision_list_says_so(desk):
    document = supervision_list([], TODAY, "两个园区", "李敏", is_practice=False)
    assert tables(document) == []
    assert "No appeal is overdue or escalated." in [b.text for b in document.blocks if hasattr(b, "text")]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_slip_says_how_late_it_is_and_leaves_room_to_sign_on_one_page(late, tmp_path, qapp, language):
    use_language(language)
    row = next(r for r in late.read(supervision_rows, None, TODAY) if r.title == "逾期第59件")
    record, file = late.read(load, "ServiceRequest", row.id), late.read(request_file, row.id)
    document = supervision_slip(record, file, TODAY, late.read(calendar), "李敏", is_practice=False)
    path = tmp_path / "slip.pdf"
    write_pdf(document, path)
    assert pages(path) == 1
    said = text(path)
    assert row.number in said
    assert "24" in said
    assert "138****5678" in said
    assert "13812345678" not in said
    assert tables(document)[-1].least_lines == 3
    assert ("受理" if language == "zh_CN" else "Accept") in said


def test_the_slip_of_an_escalated_appeal_that_is_not_late_says_so(late):
    row = next(r for r in late.read(supervision_rows, None, TODAY) if r.title == "提级的")
    record, file = late.read(load, "ServiceRequest", row.id), late.read(request_file, row.id)
    document = supervision_slip(record, file, TODAY, late.read(calendar), "李敏", is_practice=True)
    assert "It is not overdue; it was escalated." in [b.text for b in document.blocks if hasattr(b, "text")]
    assert "Practice data" in document.band
