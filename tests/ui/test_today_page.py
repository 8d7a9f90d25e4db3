"""The page that the desk opens on, its reminder in the tray, and the day that turns while it is open."""

from datetime import UTC, datetime

import pytest
import time_machine
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hkdesk.app import furnish
from hkdesk.domain.request import RequestAction
from hkdesk.settings import Settings
from hkdesk.store.desk_file import open_desk_file
from hkdesk.ui.day_watch import DayWatch
from hkdesk.ui.main_window import MainWindow
from hkdesk.ui.page_name import PageName
from hkdesk.ui.pages.today.day_list import Head, More
from hkdesk.ui.print_preview import Preview
from hkdesk.ui.tray import Tray
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import log_request
from hkdesk.work.desk import Desk
from hkdesk.work.queries.today import Part, TodayLine
from tests.ui.driving import CTRL, click, dialog, press, said, turn, wait_idle
from tests.ui.test_accessible import nameless
from tests.ui.test_pages import LEAF, focused, found, go

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key


def log(window, title, due, *, is_accepted=True):
    desk = window.context.runner.desk
    typed = {"enterprise": LEAF, "title": title, "received_on": "2026-11-02", "due_on": due}
    key = desk.do(log_request, typed).result
    if is_accepted:
        desk.do(act_on_request, key, RequestAction.ACCEPT, Act())
    return key


def opened(window):
    page = go(window, PageName.TODAY)
    page.refresh()
    wait_idle(window)
    return page


def lines(page):
    return [row for row in page.day_list.day.rows if isinstance(row, TodayLine)]


def test_the_desk_opens_on_the_day(window):
    assert window.page_name is PageName.TODAY
    assert "2026-11-24 Tuesday · working day" in window.pages[PageName.TODAY].counts.text()


def test_what_waits_is_counted_listed_and_opened_in_place(window):
    key = log(window, "今日的", "2026-11-24")
    page = opened(window)
    assert nameless(page) == []
    assert page.counters[Part.DUE_TODAY].figure == "1"
    QTest.mouseClick(page.counters[Part.DUE_TODAY], Qt.MouseButton.LeftButton)
    wait_idle(window)
    assert (page.day_list.current.id, page.day_list.current.part) == (key, Part.DUE_TODAY)
    assert focused(window) is page.day_list
    assert window.page_name is PageName.TODAY
    assert "今日的" in said(page.pane)
    click(page.pane, "Assign")
    step = dialog(window)
    step.form.set_value("provider", "企业服务中心")
    step.submit()
    wait_idle(window)
    (request,) = found(window, "ServiceRequest", title="今日的")
    assert request.values["state"].value == "assigned"
    assert window.focusWidget().accessibleName() == "Start"  # the next step is at hand


def test_arrows_walk_over_headings_and_enter_opens_the_page_of_its_kind(window):
    log(window, "今日的", "2026-11-24")
    page = opened(window)
    page.day_list.setFocus()
    page.day_list.setCurrentIndex(page.day_list.day.index(1))
    seen = []
    for _ in range(len(page.day_list.day.rows)):
        seen.append(page.day_list.current)
        press(page.day_list, Key.Key_Down)
    assert [row for row in dict.fromkeys(seen) if row is not None] == lines(page)
    chosen = next(row for row in lines(page) if row.kind == "ServiceRequest")
    page.day_list.setCurrentIndex(page.day_list.day.index(page.day_list.day.rows.index(chosen)))
    press(page.day_list, Key.Key_Return)
    wait_idle(window)
    assert window.page_name is PageName.REQUESTS
    assert window.pages[PageName.REQUESTS].ledger.current_key() == chosen.id


def test_what_is_done_leaves_the_list_and_the_next_line_is_current(window):
    first, second = log(window, "其一", "2026-11-24"), log(window, "其二", "2026-11-24")
    page = opened(window)
    page.day_list.go_to_part(Part.DUE_TODAY)
    wait_idle(window)
    assert page.day_list.current.id == first
    window.context.runner.run(
        act_on_request, first, RequestAction.SUSPEND, Act(reason="待补材料"), owner=page, then=lambda _: None
    )
    wait_idle(window)
    assert page.day_list.current.id == second
    assert page.counters[Part.DUE_TODAY].figure == "1"


def test_a_long_part_says_how_many_more_and_leads_to_the_ledger(window):
    for n in range(32):
        log(window, f"逾期{n}", "2026-11-20")
    page = opened(window)
    more = next(row for row in page.day_list.day.rows if isinstance(row, More))
    assert more.part is Part.OVERDUE
    at = page.day_list.day.index(page.day_list.day.rows.index(more))
    page.day_list.scrollTo(at)
    QTest.mouseClick(page.day_list.viewport(), Qt.MouseButton.LeftButton, pos=page.day_list.visualRect(at).center())
    wait_idle(window)
    assert window.page_name is PageName.REQUESTS
    assert window.pages[PageName.REQUESTS].ledger.view.chip == "overdue"


def test_a_long_part_that_no_ledger_shows_is_listed_here_to_its_end(window):
    for n in range(33):
        log(window, f"今日{n}", "2026-11-24")
    page = opened(window)
    more = next(row for row in page.day_list.day.rows if isinstance(row, More))
    assert more.part is Part.DUE_TODAY
    page.day_list.setCurrentIndex(page.day_list.day.index(page.day_list.day.rows.index(more)))
    press(page.day_list, Key.Key_Return)
    wait_idle(window)
    assert len([row for row in lines(page) if row.part is Part.DUE_TODAY]) == 33
    assert not [row for row in page.day_list.day.rows if isinstance(row, More)]


def test_unfinished_entries_stand_on_top_and_are_gone_on_with(window):
    press(window, Key.Key_N, CTRL)
    entry = dialog(window)
    entry.form.set_value("title", "说到一半")
    entry.reject()
    wait_idle(window)
    page = opened(window)
    head, draft, *_ = page.day_list.day.rows
    assert (isinstance(head, Head), head.count, draft.typed["title"]) == (True, 1, "说到一半")
    page.day_list.setCurrentIndex(page.day_list.day.index(1))
    press(page.day_list, Key.Key_Return)
    entry = dialog(window)
    assert entry.form.values()["title"] == "说到一半"
    click(entry, "Start anew")
    entry.reject()
    wait_idle(window)
    assert "Unfinished" not in str(page.day_list.day.rows[:1])


def test_only_mine_are_those_whose_liaison_i_am(window):
    log(window, "别人的", "2026-11-24")
    page = opened(window)
    page.mine.click()
    wait_idle(window)
    assert lines(page) == []
    assert "Nothing waits today" in said(page)
    assert "“Mine” is chosen" in said(page)
    page.mine.click()
    wait_idle(window)
    assert [row.title for row in lines(page) if row.part is Part.DUE_TODAY] == ["别人的"]


def test_ctrl_p_shows_the_morning_list_before_it_is_printed(window):
    log(window, "今日的", "2026-11-24")
    opened(window)
    press(window, Key.Key_P, CTRL)
    preview = dialog(window, Preview)
    assert "Morning list" in said(preview)
    preview.reject()
    go(window, PageName.OVERVIEW)
    press(window, Key.Key_P, CTRL)
    preview = dialog(window, Preview)
    assert "summary of operations" in said(preview)
    preview.reject()


def test_the_tray_tells_what_waits_once_and_whenever_it_grows(window, qtbot):
    log(window, "今日的", "2026-11-24")
    tray = Tray(window, window.context)
    wait_idle(window)
    assert "1 appeal is due today." in tray.said
    late_before = tray.icon.toolTip()
    assert "due today" in late_before
    tray.said = ""
    tray.look()
    wait_idle(window)
    assert tray.said == ""  # told already
    key = log(window, "又一件", "2026-11-24")
    tray.look()
    wait_idle(window)
    assert "2 appeals are due today." in tray.said
    tray.said = ""
    window.context.runner.run(
        act_on_request, key, RequestAction.SUSPEND, Act(reason="待补"), owner=window, then=lambda _: None
    )
    qtbot.waitUntil(lambda: "1 appeal is due today." in tray.icon.toolTip(), timeout=6000)  # by itself
    assert tray.said == ""


def test_the_tray_leads_to_the_day_and_to_a_new_entry(window):
    go(window, PageName.PROJECTS)
    tray = Tray(window, window.context)
    wait_idle(window)
    tray.icon.activated.emit(tray.icon.ActivationReason.Trigger)
    assert window.page_name is PageName.TODAY
    tray.menu.actions()[1].trigger()
    dialog(window).reject()
    assert [a.text() for a in tray.menu.actions()] == ["Today", "Log an appeal", "Close the desk"]


def test_another_day_begins_while_the_desk_is_open(desk_folder, qtbot):
    """The desk runs by the machine's own clock here, which is moved past midnight."""
    with time_machine.travel(datetime(2026, 11, 24, 15, 59, tzinfo=UTC), tick=True) as clock:
        desk = Desk(open_desk_file(desk_folder, officer="李敏"))
        made = MainWindow(Settings(language="en", officer="李敏"))
        context = furnish(made, desk)
        made.show()
        made.activateWindow()
        qtbot.waitExposed(made)
        log(made, "明日到期", desk.today.replace(day=desk.today.day + 1).isoformat())
        watch = DayWatch(made, context)
        page = made.pages[PageName.TODAY]
        page.refresh()
        qtbot.waitUntil(lambda: context.runner.is_idle)
        turn(50)
        assert page.counters[Part.DUE_TODAY].figure == "0"
        clock.shift(24 * 3600)
        watch.look()
        qtbot.waitUntil(lambda: page.counters[Part.DUE_TODAY].figure == "1")
        assert str(desk.today) in page.counts.text()
        turn(50)
        context.runner.stop()
        made.forget_desk()
        made.close()
        made.deleteLater()
        turn()
        desk.close()
