"""A name that stands is pointed out while it is typed; two records are made one by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton

from hkdesk.ui.merging import MergeDialog
from hkdesk.ui.page_name import PageName
from hkdesk.work.commands.projects import add_project
from hkdesk.work.queries.records import records
from tests.ui.driving import CTRL, click, dialog, open_dialogs, press, said, type_in, wait_idle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
LEAF = "湖南立点科技有限公司"


def found(window, kind, **wanted):
    return window.context.runner.desk.read(lambda reader: list(records(reader, kind, wanted)))


def new_form(window, page, word):
    click(window.go_to(page), word)
    return dialog(window)


def test_a_name_that_stands_is_told_while_it_is_typed_and_goes_when_it_differs(window):
    entry = new_form(window, PageName.ENTERPRISES, "New enterprise")
    name = entry.form.editor("name")
    type_in(name, "立点科技")
    wait_idle(window)
    assert "Much the same name stands already" in said(entry)
    assert f"Open “{LEAF}” (洪江市高新区)" in said(entry)
    press(name, Key.Key_Return)
    assert QApplication.focusWidget() is entry.form.editor("short_name"), "Enter passes the link over"
    entry.form.set_value("name", LEAF)
    wait_idle(window)
    assert "will not be taken twice" in said(entry)
    entry.form.set_value("name", "完全不同的企业")
    wait_idle(window)
    assert "▲" not in said(entry)
    press(name, Key.Key_Return, CTRL)
    wait_idle(window)
    assert len(found(window, "Enterprise", name="完全不同的企业")) == 1


def test_it_warns_and_does_not_forbid(window):
    entry = new_form(window, PageName.ENTERPRISES, "New enterprise")
    entry.form.set_value("name", "立点科技")
    wait_idle(window)
    press(entry.form.editor("name"), Key.Key_Return, CTRL)
    wait_idle(window)
    assert open_dialogs(window) == []
    assert len(found(window, "Enterprise", name="立点科技")) == 1


def test_the_link_leads_by_keys_to_the_record_that_stands_and_asks_before_what_was_typed_goes(window, monkeypatch):
    entry = new_form(window, PageName.ENTERPRISES, "New enterprise")
    name = entry.form.editor("name")
    type_in(name, "立点科技")
    wait_idle(window)
    press(name, Key.Key_Tab)
    link = QApplication.focusWidget()
    assert link.accessibleName().startswith("Open “")
    monkeypatch.setattr(entry, "_is_given_up", lambda: False)
    press(link, Key.Key_Space)
    wait_idle(window)
    assert entry.isVisible()
    monkeypatch.setattr(entry, "_is_given_up", lambda: True)
    press(link, Key.Key_Space)
    wait_idle(window)
    assert window.pages[PageName.ENTERPRISES].detail.key == found(window, "Enterprise", name=LEAF)[0].id


def test_a_project_code_that_stands_is_told_beneath_its_field(window):
    desk = window.context.runner.desk
    desk.do(add_project, {"name": "石墨项目", "project_code": "2409-431281-04-01-123456"})
    entry = new_form(window, PageName.PROJECTS, "New project")
    entry.form.set_value("project_code", "2409-431281-04-01-123456")
    wait_idle(window)
    assert "This Project code belongs to a record that stands already." in said(entry)
    entry.form.set_value("project_code", "")
    wait_idle(window)
    assert "▲" not in said(entry)


def test_a_changed_name_is_compared_with_the_others_and_not_with_itself(window):
    do = window.context.runner.desk.do
    key = do(add_project, {"name": "石墨负极材料项目", "signed_on": "2026-03-01"}).result
    do(add_project, {"name": "钠电池电芯项目", "signed_on": "2026-03-01"})
    page = window.go_to(PageName.PROJECTS)
    page.show_record(key)
    wait_idle(window)
    click(page.detail, "Edit")
    entry = dialog(window)
    assert "▲" not in said(entry)
    entry.form.set_value("name", "石墨负极材料 项目")
    wait_idle(window)
    assert "▲" not in said(entry), "it is no duplicate of itself"
    entry.form.set_value("name", "钠电池电芯项目")
    wait_idle(window)
    assert "will not be taken twice" in said(entry)
    entry.form.set_value("name", "石墨负极材料项目")
    wait_idle(window)
    assert "▲" not in said(entry)
    entry.reject()


def test_two_enterprises_are_merged_by_keys_and_taken_apart_again(window, qtbot):
    page = window.go_to(PageName.ENTERPRISES)
    wait_idle(window)
    entry = new_form(window, PageName.ENTERPRISES, "New enterprise")
    entry.form.set_value("name", "立点")
    entry.form.set_value("business", "电子")
    press(entry.form.editor("name"), Key.Key_Return, CTRL)
    wait_idle(window)
    (kept,) = found(window, "Enterprise", name="立点")
    (leaf,) = found(window, "Enterprise", name=LEAF)
    assert page.detail.key == kept.id
    click(page.detail, "Merge with…")
    merging = dialog(window, MergeDialog)
    assert not merging.merge_button.isEnabled()
    other = merging.form.editor("other")
    assert QApplication.focusWidget() is other
    type_in(other, LEAF)
    wait_idle(window)
    assert "These go over:" in said(merging)
    name = [b for b in merging.findChildren(QRadioButton) if b.isVisible() and b.accessibleName().endswith(LEAF)]
    assert len(name) == 1
    name[0].setFocus()
    press(name[0], Key.Key_Space)
    press(name[0], Key.Key_Return, CTRL)
    wait_idle(window)
    assert not merging.isVisible()
    assert "They are one now" in window.messages.text
    assert [r.id for r in found(window, "Enterprise", name=LEAF)] == [kept.id]
    assert page.detail.key == kept.id
    assert LEAF in said(page.detail)
    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert [r.id for r in found(window, "Enterprise", name=LEAF)] == [leaf.id]
    assert [r.id for r in found(window, "Enterprise", name="立点")] == [kept.id]


def test_enter_in_the_name_shows_what_would_be_merged_and_merges_nothing(window):
    do = window.context.runner.desk.do
    key = do(add_project, {"name": "石墨负极材料项目", "signed_on": "2026-03-01"}).result
    do(add_project, {"name": "钠电池电芯项目", "signed_on": "2026-03-01"})
    page = window.go_to(PageName.PROJECTS)
    page.show_record(key)
    wait_idle(window)
    click(page.detail, "Merge with…")
    merging = dialog(window, MergeDialog)
    other = merging.form.editor("other")
    other.setText("钠电池电芯项目")
    wait_idle(window)
    assert merging.merge_button.isEnabled()
    press(other, Key.Key_Return)
    wait_idle(window)
    assert merging.isVisible()
    assert isinstance(QApplication.focusWidget(), QRadioButton), "Enter goes on to the choices"
    assert len(found(window, "Project", name="钠电池电芯项目")) == 1
    merging.reject()


def test_a_project_reaches_the_merge_from_its_pane(window):
    page = window.go_to(PageName.PROJECTS)
    wait_idle(window)
    name = page.ledger.current_row().name
    click(page.detail, "Merge with…")
    merging = dialog(window, MergeDialog)
    assert f"Merge with “{name}”" in said(merging)
    press(merging, Key.Key_Escape)
    wait_idle(window)
    assert not merging.isVisible()
