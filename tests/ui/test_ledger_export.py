"""Ledgers written out from their pages: as shown or all, masked or in full, given up, refused; empty ones."""

import csv
import threading
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from hkdesk.exchange.ledgers.kinds import KINDS
from hkdesk.exchange.ledgers.taking_in import take_in
from hkdesk.ui import ledger_export
from hkdesk.ui.ledger_export import FORMATS, LedgerExport
from hkdesk.ui.ledger_menu import Shown
from hkdesk.ui.page_name import PageName
from hkdesk.wording import field_name
from hkdesk.work.changes import history_of
from hkdesk.work.commands.enterprises import add_enterprise, save_qualification
from hkdesk.work.commands.projects import add_project
from hkdesk.work.commands.requests import log_request
from hkdesk.work.commands.visits import save_visit
from hkdesk.work.queries.import_plan import plan_import
from hkdesk.work.queries.ledger import View
from hkdesk.work.queries.ledger_export import can_be_exported
from tests.ui.driving import CTRL, click, press, said, type_in, wait_idle
from tests.ui.test_accessible import nameless
from tests.ui.test_ledger_tools import ledger_of, projects, shown

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
PHONE = "13812345678"


@pytest.fixture
def to(monkeypatch, tmp_path):
    """The folder that the file dialog leads to."""

    def ask(_parent, _title, name, kinds):
        (tmp_path / "proposed").write_text(f"{name}|{kinds}", "utf-8")
        return str(tmp_path / f"ledger{Path(name).suffix}"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return tmp_path


def menu_of(page):
    (made,) = [b for b in page.findChildren(QPushButton) if b.accessibleName() == "Take in or write out"]
    made.menu().aboutToShow.emit()
    return made.menu()


def choose(menu, text):
    next(a for a in menu.actions() if a.text() == text).trigger()


def export(window, page, menu=None):
    choose(menu or menu_of(page), "Write this ledger out…")
    return the_dialog(window)


def the_dialog(window):
    wait_idle(window)
    (found,) = [d for d in window.findChildren(LedgerExport) if d.isVisible()]
    return found


def write(window, dialog):
    press(dialog, Qt.Key.Key_Return, CTRL)
    wait_idle(window)


def read_back(path):
    """The headings without their units, and the rows without the mark."""
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    at = next(n for n, row in enumerate(rows) if row[1] is not None)
    return [str(v).split("（")[0].split(" (")[0] for v in rows[at][:-1]], [list(row[:-1]) for row in rows[at + 1 :]]


def named(*fields):
    return [field_name(field) for field in fields]


def test_as_shown_is_what_search_chip_filter_order_and_columns_leave(window, to):
    ledger = ledger_of(window)
    projects(window, "乙项目", "甲项目", builder="恒光建设", total_investment_fen="5000万")
    projects(window, "丙项目", builder="另一家")
    desk = window.context.runner.desk
    desk.do(add_project, {"name": "丁项目", "signed_on": "2026-03-01", "builder": "恒光建设", "park": "HJQ"})
    ledger.choose_chip("signed")
    ledger.search.setText("项目")
    ledger.filters.set_all({"builder": "恒光"}, is_mine=False)
    wait_idle(window)
    header = ledger.table.horizontalHeader()
    header.sectionClicked.emit(next(n for n, c in enumerate(ledger.model.columns) if c.order == "name"))
    wait_idle(window)
    enterprise = next(n for n, c in enumerate(ledger.model.columns) if c.fields == ("enterprise",))
    ledger.columns.show_column(enterprise, is_shown=False)
    stage = next(n for n, c in enumerate(ledger.model.columns) if c.fields == ("stage",))
    ledger.columns.move(stage, -2)
    wait_idle(window)
    dialog = export(window, window.pages[PageName.PROJECTS])
    assert nameless(dialog) == []
    assert "2 rows" in said(dialog)
    assert not dialog.phones.isVisible()  # a project has none
    write(window, dialog)
    assert "2 rows have been written" in said(dialog)
    headings, rows = read_back(to / "ledger.xlsx")
    assert headings == named("stage", "name", "total_investment_fen")
    assert [row[1] for row in rows] == shown(ledger)
    assert {row[1] for row in rows} == {"甲项目", "乙项目"}
    assert (to / "proposed").read_text("utf-8") == "Ledger of projects 2026-11-24.xlsx|Excel workbook (*.xlsx)"


def test_all_of_it_is_every_field_and_every_record_of_the_park_and_comes_in_again_unchanged(window, to):
    ledger = ledger_of(window)
    projects(window, "乙项目", "甲项目", builder="恒光建设")
    ledger.search.setText("甲")
    wait_idle(window)
    dialog = export(window, window.pages[PageName.PROJECTS])
    dialog.all.setChecked(True)
    write(window, dialog)
    headings, rows = read_back(to / "ledger.xlsx")
    assert set(named("name", "project_code", "builder", "note", "in_production_on")) < set(headings)
    assert {"甲项目", "乙项目"} < {row[0] for row in rows}
    assert f"{len(rows)} rows have been written" in said(dialog)
    desk = window.context.runner.desk
    found = take_in(to / "ledger.xlsx", parks=[park.name for park in window.context.parks])
    plan = desk.read(plan_import, found.table, None, desk.today, marks=found.marks)
    assert {row.state.value for row in plan.rows} == {"same"}
    assert len(plan.rows) == len(rows)


def test_phones_are_masked_unless_asked_for_which_is_noted(window, to):
    desk = window.context.runner.desk
    with_phone = desk.do(add_enterprise, {"name": "甲企业", "contact_name": "王新", "contact_phone": PHONE}).result
    without = desk.do(add_enterprise, {"name": "乙企业"}).result
    ledger = ledger_of(window, PageName.ENTERPRISES)
    ledger.search.setText("企业")
    wait_idle(window)
    dialog = export(window, window.pages[PageName.ENTERPRISES])
    assert dialog.phones.isVisible()
    assert "noted in the history" in said(dialog)
    write(window, dialog)
    headings, rows = read_back(to / "ledger.xlsx")
    at = headings.index(field_name("contact_phone"))
    masked = next(row[at] for row in rows if row[0] == "甲企业")
    assert "*" in masked
    assert PHONE not in masked
    assert all(e.command != "reveal_phones" for e in desk.read(history_of, "Enterprise", with_phone))
    dialog.phones.setChecked(True)
    write(window, dialog)
    assert next(row[at] for row in read_back(to / "ledger.xlsx")[1] if row[0] == "甲企业") == PHONE
    assert desk.read(history_of, "Enterprise", with_phone)[0].command == "reveal_phones"
    assert all(e.command != "reveal_phones" for e in desk.read(history_of, "Enterprise", without))


def test_phones_are_asked_for_only_where_their_column_is_written(window):
    ledger = ledger_of(window, PageName.ENTERPRISES)
    contact = next(n for n, c in enumerate(ledger.model.columns) if "contact_phone" in c.fields)
    ledger.columns.show_column(contact, is_shown=False)
    dialog = export(window, window.pages[PageName.ENTERPRISES])
    assert not dialog.phones.isVisible()
    dialog.all.setChecked(True)
    assert dialog.phones.isVisible()
    dialog.reject()


@pytest.mark.parametrize(("place", "encoding"), [(1, "utf-8-sig"), (2, "gb18030")])
def test_text_files_are_written_in_the_encoding_that_is_chosen(window, to, place, encoding):
    projects(window, "甲项目")
    ledger_of(window)
    dialog = export(window, window.pages[PageName.PROJECTS])
    assert FORMATS[place][1] == ".csv"
    dialog.format.setCurrentIndex(place)
    write(window, dialog)
    text = (to / "ledger.csv").read_bytes()
    assert text.startswith("\ufeff".encode()) == (encoding == "utf-8-sig")
    assert "甲项目" in {cell for row in csv.reader(text.decode(encoding).splitlines()) for cell in row}


def test_appeals_as_shown_are_those_of_the_chip(window, to):
    desk = window.context.runner.desk
    said_of = {"category": "labour", "content": "招工", "received_on": "2026-11-20"}
    for name in ("甲企业", "乙企业"):
        desk.do(log_request, {"enterprise": name, "title": f"{name}招工", **said_of})
    ledger = ledger_of(window, PageName.REQUESTS)
    ledger.choose_chip("to_accept")
    ledger.search.setText("甲企业")
    wait_idle(window)
    write(window, export(window, window.pages[PageName.REQUESTS]))
    headings, rows = read_back(to / "ledger.xlsx")
    assert headings == named("number", "enterprise", "title", "state", "due_on")
    assert [row[1:4] for row in rows] == [["甲企业", "甲企业招工", "Registered"]]


def test_visits_as_shown_are_those_of_the_log(window, to):
    desk = window.context.runner.desk
    desk.do(add_enterprise, {"name": "甲企业"})
    for on, purpose, following in (("2026-11-02", "看厂房", ""), ("2026-11-05", "看设备", "2026-12-01")):
        visit = {"enterprise": "甲企业", "visited_on": on, "purpose": purpose, "next_visit_on": following}
        desk.do(save_visit, None, visit)
    page = window.go_to(PageName.VISITS)
    wait_idle(window)
    dialog = export(window, page)
    write(window, dialog)
    headings, rows = read_back(to / "ledger.xlsx")
    assert headings == named("visited_on", "enterprise", "purpose", "summary", "next_step", "next_visit_on")
    assert [row[2] for row in rows if row[1] == "甲企业"] == ["看设备", "看厂房"]
    dialog.reject()
    wait_idle(window)
    type_in(page.view.search, "看")
    page.view.due.setChecked(True)
    wait_idle(window)
    write(window, export(window, page))
    assert [row[2] for row in read_back(to / "ledger.xlsx")[1]] == ["看设备"]


def test_a_month_s_sheet_is_written_as_a_dispatch_table(window, to):
    projects(window, "甲项目")
    page = window.go_to(PageName.MONTHS)
    wait_idle(window)
    names = [row.name for row in page.table.rows]
    grid_at = names.index("甲项目")
    page.table.setData(page.table.index(grid_at, 0), "12.5")
    dialog = export(window, page)
    assert f"{len(names)} row" in said(dialog)
    write(window, dialog)
    headings, rows = read_back(to / "ledger.xlsx")
    assert headings[:4] == named("month", "name", "stage", "construction_fen")
    assert [row[1] for row in rows] == names
    assert rows[grid_at][0] == f"{page.month:%Y-%m}"
    assert rows[grid_at][3] == 12.5


def test_qualifications_are_written_from_the_enterprises_page(window, to):
    desk = window.context.runner.desk
    key = desk.do(add_enterprise, {"name": "甲企业"}).result
    desk.do(save_qualification, key, None, {"name": "高新技术企业", "granted_on": "2025-01-31"})
    ledger_of(window, PageName.ENTERPRISES)
    menu = menu_of(window.pages[PageName.ENTERPRISES])
    (inner,) = menu.findChildren(QMenu)
    dialog = export(window, None, inner)
    assert not dialog.as_shown.isVisible()
    write(window, dialog)
    _, rows = read_back(to / "ledger.xlsx")
    assert ["甲企业", "高新技术企业"] in [row[:2] for row in rows]


def test_an_empty_ledger_is_written_where_the_officer_says(window, to):
    ledger_of(window, PageName.REQUESTS)
    choose(menu_of(window.pages[PageName.REQUESTS]), "An empty ledger to fill in…")
    wait_idle(window)
    assert "has been written" in window.context.messages.text
    headings, _ = read_back(to / "ledger.xlsx")
    assert field_name("enterprise") in headings


def test_what_is_given_up_leaves_nothing_behind_and_the_dialog_ready(window, to, monkeypatch):
    going, let = threading.Event(), threading.Event()
    really = ledger_export.export_ledger

    def slowly(asked, path, *, encoding, report):
        going.set()
        assert let.wait(10)
        return really(asked, path, encoding=encoding, report=report)

    monkeypatch.setattr(ledger_export, "export_ledger", slowly)
    ledger_of(window)
    dialog = export(window, window.pages[PageName.PROJECTS])
    click(dialog, "Write…")
    assert going.wait(10)
    assert dialog.progress.isVisible()
    assert not dialog.write.isEnabled()
    click(dialog, "Stop writing")
    let.set()
    wait_idle(window)
    assert "nothing was written" in said(dialog)
    assert sorted(path.name for path in to.iterdir() if path.is_file()) == ["proposed"]
    assert dialog.write.isEnabled()
    monkeypatch.setattr(ledger_export, "export_ledger", really)
    write(window, dialog)
    assert (to / "ledger.xlsx").exists()


def test_a_file_that_cannot_be_written_is_refused_in_the_dialog(window, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "such"), ""))
    ledger_of(window)
    dialog = export(window, window.pages[PageName.PROJECTS])
    write(window, dialog)
    assert "such.xlsx could not be written" in said(dialog)
    assert not dialog.folder.isVisible()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    write(window, dialog)
    assert dialog.isVisible()


def test_the_folder_of_what_was_written_can_be_opened(window, to, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True)
    ledger_of(window)
    dialog = export(window, window.pages[PageName.PROJECTS])
    write(window, dialog)
    click(dialog, "Open the folder")
    assert [Path(one) for one in opened] == [to]


def test_a_ledger_of_which_no_column_can_be_written_offers_all_of_it(window):
    dialog = LedgerExport(window, window.context, Shown("Project", View(), ("light",)))
    dialog.open()
    wait_idle(window)
    assert not dialog.as_shown.isVisible()
    assert dialog.all.isChecked()
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "kind"),
    [(PageName.PROJECTS, "Project"), (PageName.ENTERPRISES, "Enterprise"), (PageName.REQUESTS, "ServiceRequest")],
)
def test_every_field_that_a_column_names_is_one_that_is_written(window, name, kind):
    fields = [field for column in ledger_of(window, name).model.columns for field in column.fields]
    assert fields
    assert len(set(fields)) == len(fields)
    assert set(fields) <= set(KINDS[kind].by_name)
    assert all(can_be_exported(kind, field) for field in fields)
