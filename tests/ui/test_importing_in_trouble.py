"""A ledger is taken in by somebody in a hurry, who changes his mind, and from files that change beneath him."""

import threading

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

from hkdesk.domain.errors import DeskError
from hkdesk.ui.importing import pipeline
from hkdesk.ui.importing.dialog import ImportDialog
from hkdesk.work.commands.enterprises import add_enterprise
from tests.ui.driving import CTRL, cells, click, press, said, turn, wait_idle
from tests.ui.test_importing import (
    BEFORE,
    GOOD,
    HEAD,
    LING,
    YUN,
    Key,
    answer,
    book,
    change_cell,
    found,
    keys,
    opened,
    settled,
)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
__all__ = ["book"]


def test_who_puts_a_cell_right_while_the_rest_is_read_still_takes_all_of_it_in(window, book, monkeypatch):
    monkeypatch.setattr(pipeline, "LONG_BYTES", 0)
    monkeypatch.setattr(pipeline, "FIRST_ROWS", 5)
    made = opened(window, book(HEAD, *((f"第{n}号材料有限公司", "", f"{n}号路", "") for n in range(40))))
    made.incoming.open(made.incoming.path)
    while made.incoming.known is None:
        turn(1)
    assert not made.incoming.known.is_whole
    made.incoming.correct(2, 2, "零号路")
    settled(window, made)
    assert made.incoming.known.is_whole
    assert made.incoming.count_to_write() == 40
    assert made.rows.table.model().rowCount() == 40
    assert cells(made.rows.table.model())[0][BEFORE + 2] == "零号路"
    made.incoming.decisions.corrections.clear()
    made.reject()


def test_who_thinks_again_about_esc_goes_on_while_it_is_understood_anew(window, book):
    made = opened(window, book(HEAD, (YUN, "", "二号路", "")))
    made.incoming.correct(2, 2, "三号路")
    keys(made, Key.Key_Escape)
    answer(made, "Cancel")
    settled(window, made)
    assert made.write_button.isEnabled()
    assert cells(made.rows.table.model())[0][BEFORE + 2] == "三号路"
    keys(made, Key.Key_Escape)
    answer(made, "Give up")
    assert window.findChildren(ImportDialog) == []


def test_the_refusal_of_a_file_that_was_given_up_is_not_told_of_the_next(window):
    told, may_go = [], threading.Event()

    def refuses(_report):
        may_go.wait(5)
        raise DeskError("This file is broken.")

    runner = window.context.runner
    runner.refused.connect(lambda _: told.append("signal"))
    task = runner.job(refuses, owner=window, refused=told.append)
    task.cancel()
    may_go.set()
    wait_idle(window)
    assert told == []


def test_another_kind_or_header_keeps_the_cells_that_were_put_right(window, book):
    made = opened(
        window, book(("旧表头", "", "", ""), HEAD, (YUN, "", "二号路", ""), (LING, "", "九号路", "")), "Enterprise"
    )
    made.incoming.correct(3, 2, "三号路")
    settled(window, made)
    made.incoming.leave_out([4], is_left_out=True)
    made.incoming.choose(kind="Enterprise", header=(1,))
    settled(window, made)
    assert cells(made.rows.table.model())[0][BEFORE + 2] == "三号路"
    assert made.incoming.decisions.left_out == {4}
    made.incoming.decisions = type(made.incoming.decisions)()
    made._is_done = True
    made.reject()


def test_a_sheet_without_a_table_leaves_all_as_it_was(window, tmp_path):
    made_book = openpyxl.Workbook()
    made_book.active.title = "企业"
    for row in (HEAD, (YUN, "", "二号路", "")):
        made_book.active.append(row)
    made_book.create_sheet("空表")
    made_book.save(tmp_path / "两表.xlsx")
    made = opened(window, tmp_path / "两表.xlsx")
    made.incoming.correct(2, 2, "三号路")
    settled(window, made)
    made.incoming.choose(sheet="空表")
    settled(window, made)
    assert "no table in this file" in said(made)
    assert made.head.sheet.currentText() == "企业"
    made.incoming.correct(2, 3, "张三")
    settled(window, made)
    assert cells(made.rows.table.model())[0][BEFORE + 2 : BEFORE + 4] == ["三号路", "张三"]
    made._is_done = True
    made.reject()


def test_another_file_is_asked_about_where_something_would_be_lost_and_is_taken_for_what_it_is(
    window, book, tmp_path, monkeypatch
):
    made = opened(window, book(HEAD, (YUN, "", "二号路", "")))
    made.incoming.map_as(made.incoming.known.mapping.with_column(3, None))
    settled(window, made)
    projects = book(("项目名称", "总投资（万元）", "建设性质"), ("竹材加工项目", 100, "新建"), name="项目.xlsx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(projects), ""))
    click(made, "Another file…")
    assert "has not been written" in made.findChild(QMessageBox).text()
    answer(made, "Cancel")
    assert made.incoming.name == "台账.xlsx"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(projects))])
    about = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (QDragEnterEvent(QPoint(60, 40), *about), QDropEvent(QPointF(60, 40), *about)):
        QApplication.sendEvent(made, event)
    answer(made, "Give up")
    settled(window, made)
    assert made.incoming.name == "项目.xlsx"
    assert made.incoming.known.mapping.kind == "Project"
    assert made.incoming.known.plan is not None
    made.reject()


def test_enter_closes_what_is_written_and_then_ctrl_z_takes_it_back(window, book):
    made = opened(window, book(HEAD, (YUN, "", "二号路", "")))
    keys(made, Key.Key_Return, CTRL)
    settled(window, made)
    assert "Once this is closed, Ctrl+Z takes it back" in said(made)
    assert [b.text() for b in made.findChildren(QPushButton) if b.isVisible()] == ["Close"]
    assert made.focusWidget().text() == "Close"
    keys(made.focusWidget(), Key.Key_Return)
    assert window.findChildren(ImportDialog) == []
    keys(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert found(window, "Enterprise", name=YUN) == []


def test_rows_say_that_the_columns_come_first_where_they_do(window, book):
    made = opened(window, book(HEAD, (YUN, "", "二号路", "")))
    made.incoming.map_as(made.incoming.known.mapping.with_column(0, None))
    settled(window, made)
    made._show_view("rows")
    assert "Its columns have to be put right first." in said(made.rows)
    click(made.rows, "Columns and fields")
    assert made.columns.isVisible()
    made._is_done = True
    made.reject()


def test_what_is_being_typed_stays_while_the_rows_are_understood_anew(window, book):
    made = opened(window, book(HEAD, (YUN, "", "二号路", ""), (LING, "", "九号路", "")))
    made.incoming.correct(2, 2, "三号路")
    model = made.rows.table.model()
    index = model.index(1, BEFORE + 2)
    made.rows.table.setCurrentIndex(index)
    made.rows.table.edit(index)
    editor = QApplication.focusWidget()
    editor.setText("十号")
    settled(window, made)
    assert QApplication.focusWidget() is editor
    assert editor.text() == "十号"
    editor.setText("十号路")
    press(editor, Key.Key_Return)
    settled(window, made)
    assert [row[BEFORE + 2] for row in cells(made.rows.table.model())] == ["三号路", "十号路"]
    made._is_done = True
    made.reject()


def test_a_value_for_every_row_that_is_being_typed_stays(window, book):
    made = opened(window, book(HEAD, (YUN, "", "二号路", "")))
    made._show_view("columns")
    QTest.keyClicks(made.columns.given, "abc")
    QTest.keyClicks(made.columns.last.lineEdit(), "2")
    made.incoming.correct(2, 2, "三号路")
    settled(window, made)
    assert made.columns.given.text() == "abc"
    assert made.columns.last.text() == "21"
    made._is_done = True
    made.reject()


def test_rows_that_were_left_out_are_saved_too_and_what_cannot_be_saved_is_told_in_the_dialog(
    window, book, tmp_path, monkeypatch
):
    made = opened(window, book(HEAD, (YUN, "", "二号路", ""), (LING, "", "九号路", "")))
    made.incoming.leave_out([3], is_left_out=True)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "没有" / "退回.xlsx"), ""))
    click(made, "Save the rows not taken…")
    settled(window, made)
    assert "退回" in made._error.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "退回.xlsx"), ""))
    click(made, "Save the rows not taken…")
    settled(window, made)
    values = [[c.value for c in row] for row in openpyxl.load_workbook(tmp_path / "退回.xlsx").active.iter_rows()]
    assert any(LING in row and "Left out" in row for row in values)
    assert not any(YUN in row for row in values)
    made._is_done = True
    made.reject()


def test_the_phone_that_the_desk_has_stays_masked(window, book):
    window.context.runner.desk.do(add_enterprise, {"name": YUN, "contact_phone": "13807451234"})
    made = opened(window, book(("企业名称", "联系人", "联系电话"), (YUN, "张三", "13907455678")))
    shown = said(made) + str(cells(made.rows.table.model()))
    assert "138****1234 → 13907455678" in shown
    assert "13807451234" not in shown
    made.reject()


def test_rows_that_were_saved_come_in_again_once_they_are_put_right_in_their_file(window, book, tmp_path, monkeypatch):
    made = opened(window, book(("企业台账",), HEAD, (YUN, GOOD[:-1] + "4", "二号路", "张三"), (LING, "", "九号路", "")))
    to = tmp_path / "退回.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(to), ""))
    click(made, "Save the rows not taken…")
    settled(window, made)
    made.reject()
    saved = openpyxl.load_workbook(to)
    (cell,) = [c for row in saved.active.iter_rows() for c in row if c.value == GOOD[:-1] + "4"]
    cell.value = GOOD
    saved.save(to)
    again = opened(window, to)
    assert again.rows.isVisible()
    assert [row[BEFORE:] for row in cells(again.rows.table.model())] == [[YUN, GOOD, "二号路", "张三"]]
    assert again.incoming.count_to_write() == 1
    again.reject()


def test_of_several_columns_of_notes_the_first_is_put_right(window, book):
    head = ("企业名称", "地址", "备注", "备注")
    made = opened(window, book(head, (YUN, "二号路", "甲", "乙")), "Enterprise")
    mapping = made.incoming.known.mapping
    made.incoming.map_as(mapping.with_column(2, "note").with_column(3, "note"))
    settled(window, made)
    assert made.rows.current().typed("note") == "甲", "what is put right is what is shown to be"
    change_cell(made, 2, "note", "丙")
    settled(window, made)
    assert dict(made.rows.current().said.values)["note"] == "丙\n乙"
    made._is_done = True
    made.reject()


def test_the_cell_that_a_key_would_edit_is_marked(window, book):
    made = opened(window, book(HEAD, (YUN, "", "二号路", "")))
    table = made.rows.table
    keys(table, Key.Key_Home)
    look = {}
    for column in (BEFORE, BEFORE + 1):
        index = table.model().index(0, column)
        table.setCurrentIndex(index)
        turn()
        box = table.visualRect(table.model().index(0, BEFORE))
        look[column] = table.viewport().grab(box).toImage()
    assert look[BEFORE] != look[BEFORE + 1]
    made.reject()


def test_who_gives_writing_up_goes_on_by_keys(window, book):
    made = opened(window, book(HEAD, *((f"第{n}号材料有限公司", "", f"{n}号路", "") for n in range(2000))))
    keys(made.rows.table, Key.Key_Return, CTRL)
    while made.progress.value() < 1:
        turn(1)
    keys(made, Key.Key_Escape)
    settled(window, made)
    assert "Given up; nothing was written." in said(made)
    assert made.rows.table.hasFocus()
    assert found(window, "Enterprise", name="第1号材料有限公司") == []
    made.reject()


def test_no_heading_and_no_tab_is_cut(window, book):
    made = opened(window, book(HEAD, (YUN, "", "二号路", "")))
    made.resize(1320, 716)
    for tab in made.head._views.buttons():
        made._show_view(tab.property("view"))
        turn()
        assert tab.fontMetrics().horizontalAdvance(tab.text()) <= tab.width(), tab.text()
    for table in (made.rows.table, made.columns.table):
        header = table.horizontalHeader()
        for n in range(header.count()):
            assert header.sectionSizeHint(n) <= header.sectionSize(n), n
    made.reject()


def test_f2_opens_the_cell_that_is_wrong_and_the_keys_are_told(window, book):
    made = opened(window, book(HEAD, (YUN, GOOD[:-1] + "9", "二号路", "")))
    click(made, "Row by row")
    assert "F2 put a cell right   Delete leave a row out" in said(made)
    table = made.rows.table
    table.choose(0)
    keys(table, Key.Key_F2)
    assert table.state() is table.State.EditingState
    assert table.currentIndex().column() == BEFORE + 1, "the code"
    keys(made.focusWidget(), Key.Key_Escape)
    table.setCurrentIndex(table.model().index(0, BEFORE + 2))
    keys(table, Key.Key_F2)
    assert table.currentIndex().column() == BEFORE + 2, "the one that was chosen"
    keys(made.focusWidget(), Key.Key_Escape)
    made.reject()
