"""Everything about one enterprise on its page, and what can be done from there."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from hkdesk.tables.enterprise import Enterprise
from hkdesk.tables.service_request import ServiceRequest
from hkdesk.ui.page_name import PageName
from hkdesk.ui.pages.enterprises.points import ENTRY_ROLE
from hkdesk.work.changes import history_of
from hkdesk.work.commands.enterprises import edit_enterprise, save_qualification
from hkdesk.work.commands.requests import log_request
from hkdesk.work.queries.enterprise_timeline import WINDOW
from hkdesk.work.queries.records import load, resolve
from tests.ui.driving import CTRL, button_of, click, dialog, open_dialogs, press, said, texts, turn, type_in, wait_idle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
LEAF, GOOD, WRONG = "湖南立点科技有限公司", "91350100M000100Y43", "91350100MO00100Y43"
PHONE = "13812345678"


@pytest.fixture
def firm(window):
    return window.context.runner.desk.read(resolve, "Enterprise", LEAF)


def shown(window, firm):
    page = window.go_to(PageName.ENTERPRISES)
    wait_idle(window)
    page.show_record(firm)
    wait_idle(window)
    return page


def do(window, command, *arguments):
    window.context.runner.run(command, *arguments)
    wait_idle(window)


def values(window, firm):
    return window.context.runner.desk.read(load, "Enterprise", firm).values


def latest(window, firm):
    return window.context.runner.desk.read(history_of, "Enterprise", firm)[0].command


def test_the_phone_is_shown_in_full_only_when_asked_for_and_the_history_says_so(window, firm):
    do(window, edit_enterprise, firm, {"contact_phone": PHONE})
    page = shown(window, firm)
    assert "138****5678" in texts(page.detail)
    assert PHONE not in said(page.detail)
    press(button_of(page.detail, "Show the phone"), Key.Key_Space)
    wait_idle(window)
    assert PHONE in texts(page.detail)
    assert "history" in window.messages.text
    click(page.detail, "History")
    wait_idle(window)
    assert texts(page.detail).count("Show a phone in full") == 1
    page.detail.back.emit()
    shown(window, firm)
    page.detail.show_tab(0)
    assert PHONE not in said(page.detail)


def test_the_editor_keeps_a_masked_phone_and_refuses_half_of_one(window, firm):
    do(window, edit_enterprise, firm, {"contact_phone": PHONE})
    page = shown(window, firm)
    click(page.detail, "Edit")
    entry = dialog(window)
    assert entry.form.values()["contact_phone"] == "138****5678"
    entry.form.set_value("contact_phone", "138****5679")
    entry.submit()
    wait_idle(window)
    assert "type the whole number" in entry.form.error_of("contact_phone")
    entry.form.set_value("contact_phone", "138****5678")
    entry.form.set_value("note", "改")
    entry.submit()
    wait_idle(window)
    assert open_dialogs(window) == []
    assert (values(window, firm)["contact_phone"], values(window, firm)["note"]) == (PHONE, "改")


def test_a_wrong_code_gets_its_sentence_while_it_is_typed_and_one_press_takes_the_correction(window, firm, qtbot):
    page = shown(window, firm)
    assert "No credit code yet." in texts(page.detail)
    click(page.detail, "Enter it")
    entry = dialog(window)
    field = entry.form.editor("uscc")
    assert QApplication.focusWidget() is field
    qtbot.keyClicks(field, WRONG[:10])
    wait_idle(window)
    assert entry.form.error_of("uscc") == ""
    qtbot.keyClicks(field, WRONG[10:])
    wait_idle(window)
    assert entry.form.error_of("uscc").endswith(f"is {GOOD} meant?")
    press(field, Key.Key_Return, CTRL)  # refused with the same sentence, said once
    wait_idle(window)
    assert entry.form.error_of("uscc").count("is not a unified social credit code") == 1
    press(field, Key.Key_Tab)
    assert QApplication.focusWidget() is button_of(entry, f"Take {GOOD}")
    press(QApplication.focusWidget(), Key.Key_Space)
    wait_idle(window)
    assert entry.form.values()["uscc"] == GOOD
    assert entry.form.error_of("uscc") == ""
    press(field, Key.Key_Return, CTRL)
    wait_idle(window)
    assert values(window, firm)["uscc"] == GOOD
    assert "✓ Its check characters fit." in said(page.detail)


def test_a_short_code_is_judged_once_it_is_left(window, firm, qtbot):
    page = shown(window, firm)
    click(page.detail, "Enter it")
    entry = dialog(window)
    qtbot.keyClicks(entry.form.editor("uscc"), "913501")
    wait_idle(window)
    assert entry.form.error_of("uscc") == ""
    press(entry.form.editor("uscc"), Key.Key_Return)
    assert "18 characters" in entry.form.error_of("uscc")
    entry.form.fill({})
    entry.reject()


def test_a_wrong_code_on_file_is_pointed_out_and_put_right_by_one_press(window, firm):
    def spoil(uow):
        uow.session.get(Enterprise, firm).uscc = WRONG

    do(window, spoil)
    page = shown(window, firm)
    assert f"is {GOOD} meant?" in said(page.detail)
    click(page.detail, f"Take {GOOD}")
    wait_idle(window)
    assert values(window, firm)["uscc"] == GOOD
    assert latest(window, firm) == "edit_enterprise"


def test_qualifications_are_kept_here_and_what_expires_is_pointed_out(window, firm):
    page = shown(window, firm)
    click(page.detail, "Add a qualification")
    entry = dialog(window)
    type_in(entry.form.editor("name"), "高新")
    entry.form.set_value("expires_on", "2026-11-26")
    press(entry.form.editor("name"), Key.Key_Return, CTRL)
    wait_idle(window)
    assert "◆ expires in 2 days, on 2026-11-26" in texts(page.detail)
    click(page.detail, "Edit 高新")
    entry = dialog(window)
    entry.form.set_value("expires_on", "2026-11-23")
    entry.submit()
    wait_idle(window)
    assert "▲ expired on 2026-11-23" in texts(page.detail)
    click(page.detail, "Delete 高新")
    wait_idle(window)
    assert "高新" not in texts(page.detail)
    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert "高新" in texts(page.detail)


def test_ctrl_n_on_an_enterprise_logs_an_appeal_of_it(window, firm):
    page = shown(window, firm)
    press(window, Key.Key_N, CTRL)
    entry = dialog(window)
    assert entry.form.values()["enterprise"] == LEAF
    entry.reject()
    page.detail.back.emit()
    wait_idle(window)
    press(window, Key.Key_N, CTRL)
    entry = dialog(window)
    assert entry.form.values()["enterprise"] == ""
    entry.reject()


def test_the_line_is_narrowed_walked_and_opened_by_keys(window, firm):
    do(window, log_request, {"enterprise": LEAF, "title": "缺工", "received_on": "2026-11-02"})
    do(window, save_qualification, firm, None, {"name": "高新", "granted_on": "2023-12-01"})
    page = shown(window, firm)
    click(page.detail, "One time line")
    wait_idle(window)
    line = page.detail.timeline
    told = [line.points.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(line.points.rowCount())]
    assert any("Appeal received, 缺工" in one for one in told)
    assert told == sorted(told, reverse=True)
    press(button_of(line, "Appeals 2"), Key.Key_Space)
    wait_idle(window)
    assert [e.kind for e in line.points.entries] == ["ServiceRequest"] * 2
    assert line.points.entries[0].title == "缺工"
    line.list.setFocus()
    press(line.list, Key.Key_Return)
    wait_idle(window)
    assert window.page_name is PageName.REQUESTS
    assert window.pages[PageName.REQUESTS].ledger.current_row().title == "缺工"


def test_of_very_many_points_only_what_is_looked_at_is_read(window, firm):
    def add(uow):
        park = uow.session.get(Enterprise, firm).park_id
        for n in range(3 * WINDOW - 1):  # the articles have one already
            uow.session.add(
                ServiceRequest(
                    park_id=park,
                    number=f"T-{n}",
                    received_on=date(2026, 1, 1),
                    channel="phone",
                    enterprise_id=firm,
                    category="labour",
                    title=f"诉求{n}",
                )
            )

    do(window, add)
    page = shown(window, firm)
    click(page.detail, f"All {3 * WINDOW} on the time line ›")
    wait_idle(window)
    line = page.detail.timeline
    assert line.points.rowCount() == WINDOW
    for windows in (2, 3):
        line.list.scrollToBottom()
        turn()
        wait_idle(window)
        assert line.points.rowCount() == windows * WINDOW
    assert len({e.id for e in line.points.entries}) == 3 * WINDOW
    first = line.list.indexAt(QPoint(10, 10)).data(ENTRY_ROLE)
    assert first in line.points.entries
    do(window, edit_enterprise, firm, {"note": "改"})
    assert WINDOW <= line.points.rowCount() < 3 * WINDOW


def test_an_enterprise_without_anything_says_what_will_come_here(window):
    window.context.bus.entry_wanted.emit("Enterprise", {"name": "新企业"})
    entry = dialog(window)
    entry.submit()
    wait_idle(window)
    page = window.pages[PageName.ENTERPRISES]
    page.detail.show_tab(1)
    wait_idle(window)
    assert "Nothing on this line yet" in texts(page.detail)
