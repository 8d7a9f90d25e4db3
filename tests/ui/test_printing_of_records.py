"""What is in view is printed: a record's own documents, those of several, the ledger as it is shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from hkdesk.documents.model import Table
from hkdesk.domain.errors import DeskError
from hkdesk.ui import print_menu
from hkdesk.ui.page_name import PageName
from hkdesk.ui.print_preview import Preview, preview_report
from hkdesk.wording import refusal
from hkdesk.work.commands.requests import log_request
from tests.ui.driving import CTRL, click, dialog, press, wait_idle
from tests.ui.test_pages import go

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
KINDS = {PageName.REQUESTS: "ServiceRequest", PageName.PROJECTS: "Project", PageName.ENTERPRISES: "Enterprise"}
CARDS = [(PageName.PROJECTS, "Project card"), (PageName.ENTERPRISES, "Enterprise card")]


def log(window, title, due_on, **more):
    typed = {"enterprise": "湖南立点科技有限公司", "title": title, "received_on": "2026-11-02", "due_on": due_on}
    return window.context.runner.desk.do(log_request, {**typed, **more}).result


def at(window, name, key):
    """A page with a record current."""
    page = go(window, name)
    window.context.bus.record_wanted.emit(
        {"projects": "Project", "enterprises": "Enterprise"}.get(name, "ServiceRequest"), key
    )
    wait_idle(window)
    return page


def menu_of(widget):
    (menu,) = [m for m in widget.findChildren(QMenu) if m.isVisible()]
    return {action.text(): action for action in menu.actions()}


def documents_of(window):
    preview = dialog(window, Preview)
    documents = list(preview._source.documents())
    preview.reject()
    wait_idle(window)
    return documents


def test_an_appeal_offers_its_documents_and_a_late_one_the_supervision_slip_too(window):
    late, other = log(window, "逾期的", "2026-11-05"), log(window, "不急的", "2026-12-15")
    page = at(window, PageName.REQUESTS, other)
    click(page.detail, "Print")
    assert list(menu_of(page)) == ["Appeal work slip…", "Return-visit form…"]
    menu_of(page)["Return-visit form…"].trigger()
    (document,) = documents_of(window)
    assert document.title == "Return-visit form"
    at(window, PageName.REQUESTS, late)
    click(page.detail, "Print")
    entries = menu_of(page)
    assert list(entries) == ["Appeal work slip…", "Return-visit form…", "Supervision slip…"]
    entries["Supervision slip…"].trigger()
    (document,) = documents_of(window)
    assert document.title == "Supervision slip"


@pytest.mark.parametrize(
    ("name", "title"), [(PageName.PROJECTS, "Project card"), (PageName.ENTERPRISES, "Enterprise card")]
)
def test_a_project_and_an_enterprise_have_one_document_which_opens_at_once(window, name, title):
    page = go(window, name)
    key = page.ledger.current_key()
    at(window, name, key)
    click(page.detail, "Print")
    (document,) = documents_of(window)
    assert document.title == title
    if name is PageName.ENTERPRISES:  # its page fills the window: it is what Ctrl+P prints
        press(window, Key.Key_P, CTRL)
        assert [d.title for d in documents_of(window)] == [title]


@pytest.mark.parametrize("name", [PageName.REQUESTS, PageName.PROJECTS, PageName.ENTERPRISES])
def test_several_chosen_rows_are_printed_in_the_ledger_s_order(window, name):
    log(window, "甲", "2026-12-10")
    log(window, "乙", "2026-12-15")
    page = go(window, name)
    wait_idle(window)
    press(page.ledger.table, Key.Key_A, CTRL)
    wait_idle(window)
    count = page.ledger.table.chosen_count()
    assert count > 1
    click(page, "Print…")
    if name is PageName.REQUESTS:
        menu_of(page)["Appeal work slip…"].trigger()
    documents = documents_of(window)
    assert len(documents) == count
    assert len({d.title for d in documents}) == 1
    shown = [page.ledger.model.index(n, 1).data() for n in range(count)]
    if name is PageName.REQUESTS:
        assert [d.subtitle for d in documents] == [f"No. {number}" for number in shown]


def test_more_than_are_printed_at_once_are_refused_in_a_sentence(window, monkeypatch):
    log(window, "甲", "2026-12-10")
    page = go(window, PageName.REQUESTS)
    monkeypatch.setattr(print_menu, "MOST_RECORDS", 1)
    press(page.ledger.table, Key.Key_A, CTRL)
    wait_idle(window)
    click(page, "Print…")
    assert "at most 1 are printed at once" in window.context.messages.text
    assert [m for m in page.findChildren(QMenu) if m.isVisible()] == []


def test_ctrl_p_prints_what_the_ledger_of_appeals_shows(window):
    log(window, "逾期的", "2026-11-05")
    log(window, "不急的", "2026-12-15")
    page = go(window, PageName.REQUESTS)
    page.ledger.search.setText("不急")
    wait_idle(window)
    press(window, Key.Key_P, CTRL)
    (document,) = documents_of(window)
    (table,) = [b for b in document.blocks if isinstance(b, Table)]
    assert [row[7].text for row in table.rows] == ["不急的"]
    assert "“不急”" in document.subtitle
    page.ledger.search.clear()
    page.show_chip("overdue")
    wait_idle(window)
    press(window, Key.Key_P, CTRL)
    (document,) = documents_of(window)
    assert document.title == "Supervision list"
    page.print_button.click()
    menu_of(page)["Ledger of appeals, as it is shown…"].trigger()
    (document,) = documents_of(window)
    assert document.subtitle.startswith("Filter: Overdue; ")


def test_a_document_that_cannot_be_made_says_why(window):
    park = window.context.parks[0].id
    preview_report(window, window.context, "enterprise-card", records=[park])
    preview = dialog(window, Preview)
    assert preview.said.text() == refusal(DeskError("This record has been deleted meanwhile."))
    preview.reject()
