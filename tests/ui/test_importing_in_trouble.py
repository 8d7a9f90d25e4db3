"""A ledger is taken in by somebody in a hurry, who changes his mind, and from files that change beneath him."""

import threading

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from hkdesk.domain.errors import DeskError
from hkdesk.ui.importing import pipeline
from hkdesk.ui.importing.dialog import ImportDialog
from tests.ui.driving import CTRL, cells, click, said, turn, wait_idle
from tests.ui.test_importing import (
    BEFORE,
    HEAD,
    LING,
    YUN,
    Key,
    answer,
    book,
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
    keys(made.close_button, Key.Key_Return)
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
