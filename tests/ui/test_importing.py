"""A colleague's ledger is taken in: looked at, put right, written; and taken back."""

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from hkdesk.ui.importing.columns_table import FIELD, READ_AS, UNIT
from hkdesk.ui.importing.dialog import ImportDialog, open_import
from hkdesk.ui.importing.past import open_past
from hkdesk.ui.importing.rows_table import BEFORE
from hkdesk.ui.page_name import PageName
from hkdesk.work.commands.enterprises import add_enterprise, edit_enterprise
from hkdesk.work.commands.projects import add_project
from hkdesk.work.commands.reports import close_month, enter_reports
from hkdesk.work.importing.rows import RowState
from hkdesk.work.queries.imports import imports
from hkdesk.work.queries.records import load, records
from tests.exchange.ledgers.offices import PASSWORD, behind_a_password
from tests.ui.driving import CTRL, cells, click, dialog, press, said, texts, turn, type_in, wait_idle
from tests.ui.test_accessible import nameless

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
HEAD = ("企业名称", "统一社会信用代码", "地址", "联系人")
YUN, LING = "云溪新材料有限公司", "岭南食品有限公司"
GOOD, OTHER = "91350100M000100Y43", "9143990000019DGN63"


@pytest.fixture
def book(tmp_path):
    """Writes a workbook of one sheet."""

    def write(*rows, name="台账.xlsx"):
        made = openpyxl.Workbook()
        for row in rows:
            made.active.append(row)
        made.save(tmp_path / name)
        return tmp_path / name

    return write


def opened(window, path, kind=""):
    wait_idle(window)
    made = open_import(window, window.context, kind, path)
    settled(window, made)
    return made


def settled(window, made):
    while made.incoming.is_busy:
        turn()
    wait_idle(window)


def chip(made, name):
    made.rows.show_chip(name)
    return [row[BEFORE:] for row in cells(made.rows.table.model())]


def found(window, kind, **wanted):
    return window.context.runner.desk.read(lambda reader: list(records(reader, kind, wanted)))


def answer(made, text):
    """Press a button of the question that is asked."""
    box = made.findChild(QMessageBox)
    next(b for b in box.buttons() if b.text() == text).click()
    turn()


def look(made, number):
    made.rows.show_row(number)
    turn()


def keys(widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
    """A key, pressed where the officer is: no window manager sees to that here."""
    for _ in range(100):
        widget.window().activateWindow()
        widget.setFocus()
        turn()
        if widget.hasFocus():
            break
    press(widget, key, modifiers)
    turn()


def change_cell(made, number, name, text):
    """Type over a cell, as F2 or a double click lets one."""
    model = made.rows.table.model()
    column = BEFORE + [field for _, field in model.fields].index(name)
    index = model.index(model.place_of(number), column)
    made.rows.table.setCurrentIndex(index)
    made.rows.table.edit(index)
    editor = QApplication.focusWidget()
    editor.setText(text)
    press(editor, Key.Key_Return)


def test_rows_are_looked_at_put_right_left_out_and_written_as_one_step(window, book):
    window.context.runner.desk.do(add_enterprise, {"name": YUN, "address": "一号路"})
    path = book(
        HEAD,
        (YUN, "", "二号路", ""),
        (LING, GOOD[:-1] + "4", "九号路", "张三"),
        ("岷江机械有限公司", OTHER, "", "李四"),
    )
    made = opened(window, path)
    assert made.rows.isVisible(), "a ledger that is sure is shown row by row at once"
    states = [row[1] for row in cells(made.rows.table.model())]
    assert states == ["Changes", "Refused", "New"]
    look(made, 2)
    assert "一号路 → 二号路" in said(made.rows.pane)
    assert "changes Address" in cells(made.rows.table.model())[0][2]
    look(made, 3)
    assert "check character" in said(made.rows.pane).lower() or "18" in said(made.rows.pane)
    assert cells(made.rows.table.model())[1][BEFORE + 1].startswith("！")
    change_cell(made, 3, "uscc", GOOD)
    settled(window, made)
    assert [row[1] for row in cells(made.rows.table.model())] == ["Changes", "New", "New"]
    look(made, 4)
    keys(made.rows.table, Key.Key_Delete)
    assert cells(made.rows.table.model())[2][1] == "Left out"
    assert made.write_button.text() == "Write 2 rows"
    click(made, "Write the rows")
    settled(window, made)
    assert "1 new, 1 changed" in said(made)
    assert "1 row was not taken" in said(made)
    assert [e.values["address"] for e in found(window, "Enterprise", name=YUN)] == ["二号路"]
    assert [e.values["uscc"] for e in found(window, "Enterprise", name=LING)] == [GOOD]
    assert found(window, "Enterprise", name="岷江机械有限公司") == []
    click(made, "Close")
    keys(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert found(window, "Enterprise", name=LING) == []
    assert [e.values["address"] for e in found(window, "Enterprise", name=YUN)] == ["一号路"]


def test_a_name_that_may_be_a_slip_is_asked_about_and_the_answer_holds(window, book):
    key = window.context.runner.desk.do(add_enterprise, {"name": YUN}).result
    made = opened(window, book(HEAD, ("云溪新村料有限公司", "", "二号路", "")))
    assert [row[1] for row in cells(made.rows.table.model())] == ["Who is meant?"]
    assert not made.write_button.isEnabled()
    click(made.rows.pane, YUN)
    settled(window, made)
    assert [row[1] for row in cells(made.rows.table.model())] == ["Changes"]
    keys(made, Key.Key_Return, CTRL)
    settled(window, made)
    record = window.context.runner.desk.read(load, "Enterprise", key)
    assert (record.values["name"], record.values["address"]) == (YUN, "二号路"), "its name stays: the ledger has a slip"


def test_what_was_edited_on_both_sides_is_decided_row_by_row(window, tmp_path):
    desk = window.context.runner.desk
    key = desk.do(add_enterprise, {"name": YUN, "address": "一号路"}).result
    path = exported(window, tmp_path / "企业.xlsx")
    made = openpyxl.load_workbook(path)
    at = [[c.value for c in row] for row in made.active.iter_rows()]
    head = next(n for n, row in enumerate(at) if "Address" in row)
    line = next(n for n, row in enumerate(at) if YUN in row)
    made.active.cell(line + 1, at[head].index("Address") + 1).value = "三号路"
    made.save(path)
    desk.do(edit_enterprise, key, {"address": "二号路"})
    shown = opened(window, path, "Enterprise")
    assert len(chip(shown, RowState.CONFLICT.value)) == 1
    turn()
    assert {"The desk: 二号路", "The ledger: 三号路"} <= set(texts(shown.rows.pane))
    click(shown.rows.pane, "Keep the desk's")
    turn()
    assert shown.incoming.count_to_write() == 0
    click(shown.rows.pane, "Take the ledger's")
    assert shown.incoming.count_to_write() == 1
    click(shown, "Write the rows")
    settled(window, shown)
    assert desk.read(load, "Enterprise", key).values["address"] == "三号路"


def exported(window, path):
    from hkdesk.exchange.ledgers.export import Asked, export_ledger
    from hkdesk.work.queries.ledger import View

    desk = window.context.runner.desk
    export_ledger(Asked(desk.read, "Enterprise", View(None), desk.today, "", "", False), path)
    return path


def test_columns_are_put_right_from_a_list_by_drag_and_for_every_row_and_remembered(window, book):
    rows = (("甲", "乙", "丙"), ("云溪", "二号路", "李敏"), ("岭南", "九号路", "李敏"))
    made = opened(window, book(*rows), "Enterprise")
    assert made.columns.isVisible(), "what it lacks is asked for"
    assert "has no column for Name" in said(made)
    assert not made.write_button.isEnabled()
    made.columns.first.setValue(1)
    made.columns.first.editingFinished.emit()
    settled(window, made)
    model, table = made.columns.model, made.columns.table
    index = model.index(0, READ_AS)
    table.setCurrentIndex(index)
    table.edit(index)
    editor = QApplication.focusWidget()
    editor.setCurrentIndex(editor.findData("name"))
    editor.activated.emit(editor.currentIndex())
    settled(window, made)
    assert made.incoming.known.mapping.columns[0] == "name"
    dropped(model, 1, "address")
    settled(window, made)
    assert made.incoming.known.mapping.columns == {0: "name", 1: "address"}
    table.setCurrentIndex(model.index(1, READ_AS))
    keys(table, Key.Key_Delete)
    settled(window, made)
    assert made.incoming.known.mapping.columns == {0: "name"}
    dropped(model, 1, "address")
    settled(window, made)
    fields = [made.columns.fields.item(n).text() for n in range(made.columns.fields.count())]
    made.columns.fields.setCurrentRow(fields.index("What it does"))
    type_in(made.columns.given, "竹材加工")
    keys(made.columns.given, Key.Key_Return)
    settled(window, made)
    assert [r.values["business"] for r in made.incoming.known.taken.table.rows] == ["竹材加工"] * 2
    click(made, "Row by row")
    click(made, "Write the rows")
    settled(window, made)
    assert {e.values["business"] for e in found(window, "Enterprise") if e.values["name"] in ("云溪", "岭南")} == {
        "竹材加工"
    }
    click(made, "Close")
    again = opened(window, book(*rows, name="四月.xlsx"))
    assert again.incoming.known.guess.is_remembered
    assert again.incoming.known.mapping.columns == {0: "name", 1: "address"}
    again.reject()


def dropped(model, row, name):
    data = QMimeData()
    data.setData(FIELD, name.encode())
    assert model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.index(row, READ_AS))
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.index(row, READ_AS))


def test_a_unit_that_no_heading_says_is_chosen(window, book):
    made = opened(window, book(("项目名称", "总投资"), ("竹材加工", 6000)), "Project")
    assert "Neither the headings nor the title say the unit" in said(made)
    model = made.columns.model
    model.setData(model.index(1, UNIT), "元")
    settled(window, made)
    assert made.incoming.known.taken.table.rows[0].values["total_investment_fen"] == "6000元"
    made.columns.first.setValue(0)
    made.columns.first.editingFinished.emit()
    settled(window, made)
    assert made.incoming.known.mapping.header_rows == (), "the officer says where the header stands"
    made.incoming.decisions.corrections.clear()
    made._is_done = True
    made.reject()


def test_a_table_that_is_something_else_and_a_file_that_is_none_are_refused_in_sentences(window, book, tmp_path):
    made = opened(window, book(("姓名", "工资"), ("张三", 5000), ("李四", 6000)))
    assert "is not a ledger that the desk knows" in said(made)
    assert not made.write_button.isEnabled()
    made.reject()
    picture = tmp_path / "照片.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    made = opened(window, picture)
    assert "照片.xlsx is a picture" in said(made)
    assert "Choose a file…" in texts(made)
    made.reject()


def test_a_password_is_asked_for_until_it_fits(window, tmp_path):
    path = tmp_path / "台账.xlsx"
    behind_a_password(path)
    made = opened(window, path)
    assert "is protected by a password" in said(made)
    field = made._password.field
    assert QApplication.focusWidget() is field
    for typed, answer in (("falsch", "does not open"), (PASSWORD, "")):
        field.setText(typed)
        press(field, Key.Key_Return)
        settled(window, made)
        assert answer in said(made)
    assert made.incoming.known is not None
    made.reject()


def test_a_block_copied_from_a_spreadsheet_is_pasted_into_its_ledger(window):
    page = window.go_to(PageName.ENTERPRISES)
    wait_idle(window)
    QApplication.clipboard().setText(f'企业名称\t地址\n{YUN}\t"二号路\n三楼"\n{LING}\t九号路\n')
    page.ledger.table.setFocus()
    keys(page.ledger.table, Key.Key_V, CTRL)
    made = dialog(window, ImportDialog)
    settled(window, made)
    assert [row[1] for row in cells(made.rows.table.model())] == ["New", "New"]
    click(made, "Write the rows")
    settled(window, made)
    assert [e.values["address"] for e in found(window, "Enterprise", name=LING)] == ["九号路"]
    click(made, "Close")
    QApplication.clipboard().setText("一句话")
    keys(page.ledger.table, Key.Key_V, CTRL)
    assert "What was copied is no table" in window.messages.text


def test_what_was_put_right_is_not_lost_by_esc(window, book):
    made = opened(window, book(HEAD, (YUN, "", "二号路", "")))
    look(made, 2)
    keys(made.rows.table, Key.Key_Delete)
    assert made.incoming.decisions.left_out == {2}
    keys(made, Key.Key_Escape)
    assert "has not been written" in made.findChild(QMessageBox).text()
    answer(made, "Cancel")
    assert made.isVisible()
    keys(made.rows.table, Key.Key_Delete)
    keys(made, Key.Key_Escape)
    assert window.findChildren(ImportDialog) == [], "taken after all: nothing would be lost"


def test_several_rows_are_left_out_and_taken_after_all_by_the_same_key(window, book):
    made = opened(window, book(HEAD, *((f"云溪{n}号新材料有限公司", "", "", "") for n in range(4))))
    click(made, "Row by row")
    made.rows.table.selectAll()
    keys(made.rows.table, Key.Key_Delete)
    assert made.incoming.decisions.left_out == {2, 3, 4, 5}
    keys(made.rows.table, Key.Key_Delete)
    assert made.incoming.decisions.left_out == set()
    made.reject()


def test_the_sheets_own_sums_are_checked(window, book):
    rows = (("项目名称", "总投资（万元）"), ("甲项目", 100), ("乙项目", 50), ("合计", 160))
    made = opened(window, book(*rows), "Project")
    assert "！Total investment: the rows come to 150万元, but the sheet's own sum says 160万元." in texts(made.rows)
    made.reject()


def test_rows_that_were_not_taken_are_saved_with_their_reasons(window, book, tmp_path, monkeypatch):
    made = opened(window, book(HEAD, (YUN, GOOD[:-1] + "4", "二号路", ""), (LING, "", "", "")))
    to = tmp_path / "退回.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(to), ""))
    click(made, "Save the rows not taken…")
    settled(window, made)
    wait_idle(window)
    sheet = openpyxl.load_workbook(to).active
    values = [[c.value for c in row] for row in sheet.iter_rows()]
    assert any(YUN in row and any("USCC" in str(c) for c in row) for row in values)
    assert not any(LING in row for row in values)
    made.reject()


def test_a_closed_month_is_changed_only_if_the_officer_says_so(window, book):
    desk = window.context.runner.desk
    key = desk.do(add_project, {"name": "竹材加工", "signed_on": "2026-01-05", "total_investment_fen": "1亿"}).result
    month = desk.today.replace(month=9, day=1)
    desk.do(enter_reports, month, {key: {"construction_fen": "100万"}})
    desk.do(close_month, desk.read(load, "Project", key).values["park_id"], month)
    made = opened(
        window,
        book(("2026年9月重点项目调度表",), ("项目名称", "本月完成投资（建安，万元）"), ("竹材加工", 300)),
        "Dispatch",
    )
    made._show_view("columns")
    made.columns.model.mapped.emit(1, "construction_fen")
    settled(window, made)
    assert made.incoming.count_to_write() == 1
    click(made, "Write the rows")
    settled(window, made)
    answer(made, "Change it all the same")
    settled(window, made)
    assert "1 changed" in said(made)
    made.accept()


def test_an_import_is_taken_back_later_and_what_was_edited_since_is_kept_and_told(window, book):
    made = opened(window, book(HEAD, (YUN, "", "二号路", ""), (LING, "", "九号路", "")))
    click(made, "Write the rows")
    settled(window, made)
    click(made, "Close")
    (ling,) = found(window, "Enterprise", name=LING)
    window.context.runner.desk.do(edit_enterprise, ling.id, {"address": "十号路"})
    past = open_past(window, window.context)
    wait_idle(window)
    assert cells(past.table.model)[0][1:4] == ["台账.xlsx", "Ledger of enterprises", "李敏"]
    click(past, "Take it back…")
    answer(past, "Take it back")
    wait_idle(window)
    assert "1 row was kept" in past.said.text()
    assert [past.kept.item(n).text() for n in range(past.kept.count())] == [f"Enterprise {LING}: Address"]
    assert found(window, "Enterprise", name=YUN) == []
    assert len(found(window, "Enterprise", name=LING)) == 1
    assert window.context.runner.desk.read(imports) == []
    past.accept()


def test_the_taking_back_of_a_long_import_is_given_up_and_changes_nothing(window, book):
    made = opened(window, book(HEAD, *((f"云溪{n}号新材料有限公司", "", "", "") for n in range(1500))))
    click(made, "Write the rows")
    settled(window, made)
    click(made, "Close")
    past = open_past(window, window.context)
    wait_idle(window)
    past.back_button.click()
    box = past.findChild(QMessageBox)
    next(b for b in box.buttons() if b.text() == "Take it back").click()
    past.back_button.click()
    wait_idle(window)
    assert past.said.text() == "Given up; nothing was changed."
    assert len(window.context.runner.desk.read(imports)) == 1
    assert len(found(window, "Enterprise", name="云溪7号新材料有限公司")) == 1
    past.accept()


def test_a_ledger_that_is_dropped_on_the_window_is_shown(window, book):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book(HEAD, (YUN, "", "二号路", ""))))])
    about = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (QDragEnterEvent(QPoint(600, 400), *about), QDropEvent(QPointF(600, 400), *about)):
        QApplication.sendEvent(window, event)
    made = dialog(window, ImportDialog)
    settled(window, made)
    assert chip(made, "")[0][0] == YUN
    made.reject()


def test_reading_is_given_up_and_another_file_can_be_chosen(window, book):
    wait_idle(window)
    made = open_import(window, window.context, "", book(HEAD, *((f"企业{n}", "", "", "") for n in range(3000))))
    turn(30)
    if made.incoming.known is None:
        click(made, "Give up")
        assert "Choose a ledger, or drop it here." in said(made)
    settled(window, made)
    assert not made.write_button.isVisible()
    made.reject()


def test_everything_that_can_be_focused_has_a_name(window, book):
    made = opened(window, book(HEAD, (YUN, "", "二号路", "")))
    for name in ("columns", "rows"):
        made._show_view(name)
        assert nameless(made) == []
    made.reject()
    past = open_past(window, window.context)
    wait_idle(window)
    assert nameless(past) == []
    assert "No ledger has been taken in yet." in said(past)
    past.accept()
