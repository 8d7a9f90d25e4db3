"""A month's reports entered as in a spreadsheet: by keys alone, by blocks, with good and bad input."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from hkdesk.ui.page_name import PageName
from hkdesk.ui.pages.months.photographs import Photographs
from hkdesk.work.commands.projects import add_project
from hkdesk.work.commands.reports import close_month, enter_reports
from hkdesk.work.queries.attachments import attachments_of
from hkdesk.work.queries.reports import month_sheet
from tests.ui.driving import CTRL, press, said, type_in, wait_idle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
WAN = 1_000_000
NOVEMBER, OCTOBER = date(2026, 11, 1), date(2026, 10, 1)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(window):
    """The sheet of November with fifteen projects more than the articles name, in one park."""
    desk = window.context.runner.desk
    for n in range(15):
        desk.do(add_project, {"name": f"项目{n:02}", "signed_on": "2026-03-01", "total_investment_fen": "5000万"})
    page = window.go_to(PageName.MONTHS)
    page.refresh()
    wait_idle(window)
    return page


class Keys:
    """Presses keys on whatever has the focus, and counts those that are no figures."""

    def __init__(self, window):
        self.window, self.count = window, 0

    def figures(self, text):
        for character in text:
            QTest.keyClicks(QApplication.focusWidget(), character)

    def key(self, *keys, modifiers=Qt.KeyboardModifier.NoModifier):
        for key in keys:
            press(QApplication.focusWidget(), key, modifiers)
            self.count += 1
        wait_idle(self.window)


def sheet(window, month=NOVEMBER):
    return window.context.runner.desk.read(month_sheet, window.context.park_id, month)


def line(window, name, month=NOVEMBER):
    return next(row for row in sheet(window, month).rows if row.name == name)


def stand_on(window, page, name, field="construction_fen"):
    row = next(n for n, r in enumerate(page.table.rows) if r.name == name)
    column = next(n for n, c in enumerate(page.table.columns) if c.field == field)
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.table.index(row, column))
    wait_idle(window)
    return page.table.index(row, column)


def test_fifteen_projects_take_four_keys_each_beside_their_figures(window, page):
    first = stand_on(window, page, "项目00")
    keys = Keys(window)
    for n in range(15):
        for figure in (f"{100 + n}", "20", "3"):
            keys.figures(figure)
            keys.key(Key.Key_Tab)
        type_in(QApplication.focusWidget(), f"封顶{n}")
        keys.key(Key.Key_Return)
    assert keys.count <= 4 * 15
    assert page.grid.currentIndex().column() == first.column()
    wait_idle(window)
    for n in range(15):
        row = line(window, f"项目{n:02}")
        assert (row.this["construction_fen"], row.this["land_fen"]) == ((100 + n) * WAN, 3 * WAN)
        assert row.this["physical_progress"] == f"封顶{n}"
    assert page.table.draft_count == 0
    assert "15 of" in said(page)


def test_the_last_month_stands_beside_and_sums_follow_the_typing(window, page):
    desk = window.context.runner.desk
    key = line(window, "项目03").id
    desk.do(enter_reports, OCTOBER, {key: {"construction_fen": "500", "physical_progress": "基础"}})
    page.refresh()
    wait_idle(window)
    at = stand_on(window, page, "项目03")
    from hkdesk.ui.pages.months.table import LAST_ROLE

    assert at.data(LAST_ROLE) == "500"
    Keys(window).figures("70")
    press(QApplication.focusWidget(), Key.Key_Right)
    assert (at.siblingAtColumn(5).data(), at.siblingAtColumn(6).data()) == ("70", "570  —")


def test_a_wrong_cell_says_why_keeps_its_text_and_holds_back_only_its_own_row(window, page):
    at = stand_on(window, page, "项目00")
    keys = Keys(window)
    keys.figures("-5")
    keys.key(Key.Key_Return)
    keys.figures("12")
    keys.key(Key.Key_Return)
    wait_idle(window)
    assert line(window, "项目00").report_id is None
    assert line(window, "项目01").this["construction_fen"] == 12 * WAN
    assert at.data() == "-5"
    assert "1 cell is wrong" in said(page)
    press(page.grid, Key.Key_Up)
    press(page.grid, Key.Key_Up)
    assert "-5" in said(page)
    assert "below zero" in said(page)
    press(page.grid, Key.Key_Escape)
    assert (at.data(), page.table.draft_count) == ("", 0)


def test_more_than_the_total_is_refused_on_its_cell(window, page):
    at = stand_on(window, page, "项目00")
    keys = Keys(window)
    keys.figures("9000")
    keys.key(Key.Key_Down)
    wait_idle(window)
    press(page.grid, Key.Key_Up)
    assert "9000万元 have been completed" in said(page).replace(",", "")
    keys.figures("90")
    keys.key(Key.Key_Down)
    wait_idle(window)
    assert at.data() == "90"
    assert line(window, "项目00").this["construction_fen"] == 90 * WAN


def paste(window, page, text):
    QApplication.clipboard().setText(text)
    press(page.grid, Key.Key_V, CTRL)
    wait_idle(window)


def test_a_block_from_a_spreadsheet_is_pasted_and_its_wrong_cells_wait(window, page):
    stand_on(window, page, "项目00")
    paste(window, page, '1,200\t300\t-\t"主体\n封顶"\t40%\r\n多少\t1\t2\t\t\r\n7\t8\t9\t=1+1\t100\r\n')
    page.save()
    wait_idle(window)
    first, third = line(window, "项目00").this, line(window, "项目02").this
    assert (first["construction_fen"], first["land_fen"], first["progress_percent"]) == (1200 * WAN, None, 40)
    assert first["physical_progress"] == "主体\n封顶"
    assert third["physical_progress"] == "=1+1"
    assert line(window, "项目01").report_id is None
    assert (page.table.wrong_count, page.table.draft_count) == (1, 3)
    page.grid.selectAll()
    press(page.grid, Key.Key_C, CTRL)
    assert "1200\t300\t\t" in QApplication.clipboard().text()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1\t2\n3", "no rectangle"),
        ("\n".join("1" for _ in range(99)), "does not fit"),
        ("\t".join("1" for _ in range(12)), "does not fit"),
    ],
)
def test_a_block_of_the_wrong_shape_is_refused_whole(window, page, text, says):
    stand_on(window, page, "项目00")
    paste(window, page, text)
    assert says in said(page)
    assert page.table.draft_count == 0


def test_one_value_fills_the_selection_and_delete_clears_it(window, page):
    stand_on(window, page, "项目00")
    for _ in range(3):
        press(page.grid, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    paste(window, page, "5")
    page.save()
    wait_idle(window)
    assert sheet(window).reported == 4
    press(page.grid, Key.Key_Delete)
    page.save()
    wait_idle(window)
    assert sheet(window).reported == 0


def answer(window, text):
    wait_idle(window)
    (box,) = [b for b in window.findChildren(QMessageBox) if b.isVisible()]
    (button,) = [b for b in box.buttons() if b.text() == text]
    button.click()
    wait_idle(window)


def test_a_closed_month_asks_once_and_gives_up_on_no(window, page):
    window.context.runner.desk.do(close_month, window.context.park_id, NOVEMBER)
    page.refresh()
    wait_idle(window)
    assert "closed on 2026-11-24 by 李敏" in said(page)
    stand_on(window, page, "项目00")
    keys = Keys(window)
    for text in ("Cancel", "Change it"):
        keys.figures("12")
        press(QApplication.focusWidget(), Key.Key_Return)
        answer(window, text)
        stand_on(window, page, "项目00")
    assert line(window, "项目00").this["construction_fen"] == 12 * WAN
    keys.figures("13")
    keys.key(Key.Key_Return)
    assert line(window, "项目00").this["construction_fen"] == 13 * WAN, "it asks once"


def test_months_are_turned_by_keys_and_a_month_to_come_is_not_there(window, page):
    stand_on(window, page, "项目00")
    Keys(window).figures("12")
    press(QApplication.focusWidget(), Key.Key_Return)
    page.grid.setFocus()
    press(page.grid, Key.Key_Left, ALT)
    wait_idle(window)
    assert page.month == OCTOBER
    assert "October 2026" in said(page)
    press(page.grid, Key.Key_Right, ALT)
    press(page.grid, Key.Key_Right, ALT)
    wait_idle(window)
    assert page.month == NOVEMBER
    assert line(window, "项目00").this["construction_fen"] == 12 * WAN


def test_what_is_typed_is_saved_when_another_page_is_looked_at_and_can_be_taken_back(window, page):
    stand_on(window, page, "项目00")
    Keys(window).figures("12")
    press(QApplication.focusWidget(), Key.Key_Tab)
    window.go_to(PageName.PROJECTS)
    wait_idle(window)
    assert line(window, "项目00").this["construction_fen"] == 12 * WAN
    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert line(window, "项目00").report_id is None


def test_arrows_leave_a_cell_at_the_ends_of_its_text(window, page):
    at = stand_on(window, page, "项目00")
    Keys(window).figures("12")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    press(editor, Key.Key_Left)
    assert QApplication.focusWidget() is editor
    press(editor, Key.Key_Right)
    press(editor, Key.Key_Right)
    assert page.grid.currentIndex() == at.siblingAtColumn(1)


def test_a_report_takes_photographs_and_one_that_is_not_there_none(window, page, tmp_path):
    stand_on(window, page, "项目00")
    assert not page._photographs.isEnabled()
    Keys(window).figures("12")
    press(QApplication.focusWidget(), Key.Key_Return)
    stand_on(window, page, "项目00")
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0xFF336699)
    assert picture.save(str(tmp_path / "现场.png"), "PNG")
    (tmp_path / "表.txt").write_text("no picture")
    press(page.grid, Key.Key_G, CTRL)
    wait_idle(window)
    (shown,) = [d for d in window.findChildren(Photographs) if d.isVisible()]
    shown.files.add([tmp_path / "现场.png", tmp_path / "表.txt"])
    wait_idle(window)
    assert "“表.txt” is no picture" in said(shown)
    report = line(window, "项目00").report_id
    kept = window.context.runner.desk.read(attachments_of, "ProgressReport", report)
    assert [file.name for file in kept] == ["现场.png"]
    shown.close()


def test_closing_saves_what_is_being_typed_and_asks_before_a_wrong_cell_is_lost(window, page):
    window.forget_desk()
    stand_on(window, page, "项目00")
    keys = Keys(window)
    keys.figures("x")
    keys.key(Key.Key_Return)
    stand_on(window, page, "项目05")
    keys.figures("12")
    window.close()
    answer(window, "Cancel")
    assert window.isVisible(), "a wrong cell keeps the desk open"
    assert page.table.wrong_count == 1
    assert line(window, "项目05").this["construction_fen"] == 12 * WAN
    window.close()
    wait_idle(window)
    assert "1 cell is wrong" in next(b for b in window.findChildren(QMessageBox) if b.isVisible()).text()
    answer(window, "Close all the same")
    assert not window.isVisible()


def test_closing_saves_the_row_that_is_stood_on_without_asking(window, page):
    window.forget_desk()
    stand_on(window, page, "项目00")
    Keys(window).figures("7")
    window.close()
    wait_idle(window)
    assert not window.isVisible()
    assert line(window, "项目00").this["construction_fen"] == 7 * WAN


def test_a_wrong_cell_outlives_another_language_and_another_light(window, page):
    page.choose_month(OCTOBER)
    wait_idle(window)
    stand_on(window, page, "项目00")
    keys = Keys(window)
    keys.figures("-5")
    keys.key(Key.Key_Return)
    for switch in (window.switch_theme, window.switch_language, window.switch_language):
        switch()
        wait_idle(window)
    made = window.pages[PageName.MONTHS]
    assert made is not page
    assert made.month == OCTOBER
    assert stand_on(window, made, "项目00").data() == "-5"
    assert made.table.wrong_count == 1
    window.go_to(PageName.TODAY)
    window.switch_theme()
    wait_idle(window)
    assert "1 cell is wrong" in window.pages[PageName.MONTHS].unfinished(), "asked about though it is not looked at"
    window.pages[PageName.MONTHS].give_up()
