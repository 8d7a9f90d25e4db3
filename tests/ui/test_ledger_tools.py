"""What an officer does with a ledger besides reading it: narrowing, saving, arranging, changing several lines."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QInputDialog, QPushButton

from hkdesk.ui.page_name import PageName
from hkdesk.ui.widgets.columns_dialog import ColumnsDialog
from hkdesk.work.commands.projects import add_project
from hkdesk.work.queries.records import load, records
from tests.ui.driving import CTRL, SHIFT, button_of, cells, click, dialog, press, said, texts, turn, wait_idle
from tests.ui.test_accessible import nameless

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key


def ledger_of(window, name=PageName.PROJECTS):
    page = window.go_to(name)
    wait_idle(window)
    return page.ledger


def projects(window, *names, **typed):
    desk = window.context.runner.desk
    keys = [desk.do(add_project, {"name": name, "signed_on": "2026-03-01", **typed}).result for name in names]
    window.context.bus.park_chosen.emit()
    wait_idle(window)
    return keys


def shown(ledger):
    at = next(n for n, c in enumerate(ledger.model.columns) if ledger.columns.name(n) == "name")
    return [row[at] for row in cells(ledger.model)]


def tokens(ledger):
    return [b.text().strip() for b in ledger.findChildren(QPushButton) if b.objectName() == "token" and b.isVisible()]


def test_the_lists_of_what_waits_show_the_longest_first_and_what_is_unknown_last(window):
    ledger = ledger_of(window)
    desk = window.context.runner.desk
    for name, on in (("young", "2026-11-01"), ("old", "2020-01-01"), ("middle", "2024-01-01")):
        desk.do(add_project, {"name": name, "signed_on": on})
    desk.do(add_project, {"name": "unknown", "signed_on": ""})
    window.context.bus.park_chosen.emit()
    wait_idle(window)
    (chip,) = [b for b in ledger.findChildren(QPushButton) if b.property("chip") == "signed_not_started"]
    chip.click()
    wait_idle(window)
    ours = [name for name in shown(ledger) if name in ("old", "middle", "young", "unknown")]
    assert ours == ["old", "middle", "young", "unknown"]
    header = ledger.table.horizontalHeader()
    assert header.isSortIndicatorShown()
    assert ledger.columns.name(header.sortIndicatorSection()) == "days_in_stage"
    (every,) = [b for b in ledger.findChildren(QPushButton) if b.property("chip") == ""]
    every.click()
    wait_idle(window)
    assert not header.isSortIndicatorShown()


def test_a_filter_is_shown_as_a_token_that_takes_it_off(window):
    ledger = ledger_of(window)
    projects(window, "here", builder="恒光建设", lead_officer="王新")
    projects(window, "there", builder="恒光建设")
    click(ledger, "Filter…")
    ask = dialog(window)
    assert nameless(ask) == []
    ask.form.set_value("builder", "光建")
    ask.form.set_value("lead_officer", "王新")
    click(ask, "Show")
    wait_idle(window)
    assert shown(ledger) == ["here"]
    assert tokens(ledger) == ["Builder: 光建", "Lead officer: 王新"]
    click(ledger, "Take the filter off: Lead officer: 王新")
    wait_idle(window)
    assert sorted(shown(ledger)) == ["here", "there"]
    click(ledger, "Take the filter off: Builder: 光建")
    wait_idle(window)
    assert tokens(ledger) == []
    assert len(shown(ledger)) > 2


def test_nothing_fits_and_show_all_takes_every_filter_off(window):
    ledger = ledger_of(window)
    many = len(shown(ledger))
    ledger.filters.set_all({"builder": "nobody", "gone": "x"}, is_mine=True)
    ledger.refresh()
    wait_idle(window)
    assert "Nothing fits." in said(ledger)
    assert ledger.filters.where == {"builder": "nobody"}
    click(ledger, "Show all")
    wait_idle(window)
    assert len(shown(ledger)) == many
    assert not ledger.filters.is_on


@pytest.mark.parametrize("name", [PageName.PROJECTS, PageName.REQUESTS, PageName.ENTERPRISES])
def test_mine_asks_who_is_at_the_desk_only_if_nobody_has_said(window, monkeypatch, name):
    ledger = ledger_of(window, name)
    asked = []
    monkeypatch.setattr(QInputDialog, "getText", lambda *a, **k: asked.append(1) or ("王新", True))
    click(ledger, "Mine")
    wait_idle(window)
    assert (ledger.view.officer, asked) == ("李敏", [])
    click(ledger, "Mine")
    window.settings.officer = ""
    click(ledger, "Mine")
    wait_idle(window)
    assert (ledger.view.officer, asked) == ("王新", [1])
    assert cells(ledger.model) == []
    click(ledger, "Mine")
    window.settings.officer = ""
    monkeypatch.setattr(QInputDialog, "getText", lambda *a, **k: ("", False))
    click(ledger, "Mine")
    wait_idle(window)
    assert not ledger.filters.mine.isChecked()
    assert cells(ledger.model)


def test_a_filter_is_saved_chosen_renamed_and_deleted(window, monkeypatch):
    kept = []
    window.settings_changed.connect(lambda s: kept.append([f.name for f in s.ledger("Project").filters]))
    ledger = ledger_of(window)
    projects(window, "here", builder="恒光建设")
    ledger.filters.set_all({"builder": "恒光"}, is_mine=False)
    ledger.choose_chip("signed")
    ledger.search.setText("here")
    wait_idle(window)
    monkeypatch.setattr(QInputDialog, "getText", lambda *a, **k: (" my list ", True))
    ledger.saved.save_as()
    ledger.saved.save_as()
    assert kept == [["my list"], ["my list"]]
    ledger._show_all()
    wait_idle(window)
    assert len(shown(ledger)) > 1
    ledger.saved.fill()
    actions = {a.text(): a for a in ledger.saved.menu_of_filters.actions()}
    actions["my list"].trigger()
    wait_idle(window)
    assert shown(ledger) == ["here"]
    assert (ledger.chip, ledger.search.text(), tokens(ledger)) == ("signed", "here", ["Builder: 恒光"])
    monkeypatch.setattr(QInputDialog, "getText", lambda *a, **k: ("another", True))
    actions["Rename"].menu().actions()[0].trigger()
    assert kept[-1] == ["another"]
    ledger.saved.fill()
    actions = {a.text(): a for a in ledger.saved.menu_of_filters.actions()}
    actions["Delete"].menu().actions()[0].trigger()
    assert kept[-1] == []


def test_columns_are_arranged_by_keys_and_stay_so(window):
    ledger = ledger_of(window)
    click(ledger, "Columns")
    ask = dialog(window, ColumnsDialog)
    assert nameless(ask) == []
    names = [ask.list.item(n).text() for n in range(ask.list.count())]
    assert names[:3] == ["Light", "Project", "Enterprise"]
    ask.list.setCurrentRow(names.index("Builder"))
    press(ask.list, Key.Key_Space)
    for _ in range(names.index("Builder")):
        press(ask.list, Key.Key_Up, CTRL)
    ask.list.setCurrentRow(2)
    press(ask.list, Key.Key_Space)  # the project's name
    ask.accept()
    wait_idle(window)
    look = window.settings.ledger("Project")
    assert (look.order[:2], look.shown, look.hidden) == (["builder", "light"], ["builder"], ["name"])
    window.rail.light.click()  # builds the page anew
    wait_idle(window)
    again = ledger_of(window)
    seen = [again.columns.name(n) for n in again.columns.in_order() if not again.table.isColumnHidden(n)]
    assert seen[0] == "builder"
    assert "name" not in seen
    again.columns.reset()
    seen = [again.columns.name(n) for n in again.columns.in_order() if not again.table.isColumnHidden(n)]
    assert seen[:2] == ["light", "name"]
    assert "builder" not in seen
    wait_idle(window)


def test_a_dragged_column_and_its_width_are_remembered(window):
    kept = []
    window.settings_changed.connect(kept.append)
    ledger = ledger_of(window)
    header = ledger.table.horizontalHeader()
    at = [ledger.columns.name(n) for n in range(header.count())].index("stage")
    header.moveSection(header.visualIndex(at), 0)
    header.resizeSection(at, 177)
    wait_idle(window)
    look = window.settings.ledger("Project")
    assert look.order[0] == "stage"
    assert look.widths == {"stage": 177}
    assert kept


def test_the_last_column_stays(window):
    ledger = ledger_of(window)
    for n in range(len(ledger.columns.columns)):
        ledger.columns.show_column(n, is_shown=False)
    assert sum(not ledger.table.isColumnHidden(n) for n in range(len(ledger.columns.columns))) == 1
    wait_idle(window)


def test_narrow_windows_hide_what_was_not_asked_for(window):
    ledger = ledger_of(window)
    names = [ledger.columns.name(n) for n in range(len(ledger.columns.columns))]
    assert ledger.table.isColumnHidden(names.index("industry"))
    ledger.columns.show_column(names.index("industry"), is_shown=True)
    window.resize(1700, 800)
    wait_idle(window)
    assert not ledger.table.isColumnHidden(names.index("signed_on"))
    window.resize(1366, 768)
    wait_idle(window)
    assert ledger.table.isColumnHidden(names.index("signed_on"))
    assert not ledger.table.isColumnHidden(names.index("industry"))


def test_several_are_chosen_by_keys_changed_and_taken_back(window):
    ledger = ledger_of(window)
    page = window.pages[PageName.PROJECTS]
    keys = projects(window, "one", "two", "three", total_investment_fen="2亿")
    ledger.search.setFocus()
    ledger.filters.set_all({}, is_mine=False)
    ledger.table.setFocus()
    ledger.table.selectRow(0)
    press(ledger.table, Key.Key_Down, SHIFT)
    press(ledger.table, Key.Key_Down, SHIFT)
    wait_idle(window)
    assert "3 selected" in texts(page.several)
    assert "6.00 yi CNY" in said(page.several)
    assert not page.detail.isVisible()
    click(page.several, "Change all…")
    form = dialog(window)
    assert nameless(form) == []
    click(form, "Change all")
    wait_idle(window)
    assert "Fill in what is to change" in said(form)
    form.form.set_value("responsible_unit", "二科")
    press(form.form.editor("responsible_unit"), Key.Key_Return, CTRL)
    wait_idle(window)
    desk = window.context.runner.desk
    assert {desk.read(load, "Project", k).values["responsible_unit"] for k in keys} == {"二科"}
    assert ledger.table.chosen_count() == 3
    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert {desk.read(load, "Project", k).values["responsible_unit"] for k in keys} == {""}
    press(ledger.table, Key.Key_Down)
    wait_idle(window)
    assert page.detail.isVisible()


def test_ctrl_a_chooses_all_of_the_view(window):
    for name in (PageName.ENTERPRISES, PageName.REQUESTS):
        ledger = ledger_of(window, name)
        ledger.table.setFocus()
        press(QApplication.focusWidget(), Key.Key_A, CTRL)
        wait_idle(window)
        assert ledger.table.chosen_count() == ledger.model.rowCount()
        assert ledger.table.chosen_keys() == ledger.model.keys
        assert f"{ledger.model.rowCount()} selected" in said(window.pages[name])
    click(ledger_page := window.go_to(PageName.ENTERPRISES), "Change all…")
    form = dialog(window)
    form.form.set_value("liaison_officer", "王新")
    form.submit()
    wait_idle(window)
    assert {r.names.get("liaison_officer_id") for r in in_park(window)} == {"王新"}
    assert button_of(ledger_page, "New enterprise")


def in_park(window):
    every = window.context.runner.desk.read(lambda r: list(records(r, "Enterprise")))
    return [r for r in every if r.values["park_id"] == window.context.park_id]


def test_who_only_looks_can_choose_several_but_change_none(window, monkeypatch):
    monkeypatch.setattr(type(window.context.runner.desk), "is_read_only", property(lambda _: True))
    ledger = ledger_of(window)
    ledger.table.selectAll()
    turn()
    wait_idle(window)
    several = window.pages[PageName.PROJECTS].several
    assert several.isVisible()
    assert not several.change.isVisible()
