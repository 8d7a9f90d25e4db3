"""The figures of projects and their charts: figures, tables beside them, pictures and data to take along."""

from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QTableWidget, QToolTip

from hkdesk.ui.page_name import PageName
from hkdesk.work.commands.projects import add_project
from hkdesk.work.commands.reports import enter_reports
from tests.ui.driving import press, said, turn, wait_idle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key


@pytest.fixture
def page(window):
    desk = window.context.runner.desk
    typed = {"name": "<b>甲&乙", "signed_on": "2026-01-05", "plan_of_year_fen": "1200万", "total_investment_fen": "2亿"}
    key = desk.do(add_project, typed).result
    desk.do(enter_reports, date(2026, 11, 1), {key: {"construction_fen": "300", "funds_in_place_fen": "1000"}})
    page = window.go_to(PageName.FIGURES)
    wait_idle(window)
    return page.projects


def test_the_rates_are_told_and_labelled(page):
    assert {name: tile.figure for name, tile in page.tiles.items()} == {
        "plan": "25.0%",
        "start": "83.3%",
        "production": "50.0%",
        "funding": "5.0%",
    }
    told = said(page)
    assert "58.33 pp behind schedule" in told
    assert "step rate 60.0%: in production ÷ started" in told
    assert "▲ Red" in page.counts
    assert page.counts in said(page.window())


def test_the_curve_says_its_month_under_the_pointer(page):
    plot = page.curve.picture
    box = plot.getPlotItem().vb
    at = plot.mapFromScene(box.mapViewToScene(QPointF(10, 5)))
    assert plot.text_at(QPointF(at)) == (
        "2026-11: invested 300 wan CNY, so far 300 wan CNY, planned so far 1,100 wan CNY"
    )
    assert "2026-12, —, —, 1,200 wan CNY" in plot.accessibleDescription()


def test_the_tip_of_a_chart_is_read_in_the_colours_of_the_theme(window, page):
    plot = page.curve.picture
    at = plot.mapFromScene(plot.getPlotItem().vb.mapViewToScene(QPointF(10, 5)))
    QTest.mouseMove(plot.viewport(), at)
    turn(50)
    (shown,) = [w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel") and w.isVisible()]
    picture = shown.grab().toImage()
    assert picture.pixelColor(4, 4) == window.theme["card"]
    QToolTip.hideText()


def table_of(chart):
    (table,) = [t for t in chart.findChildren(QTableWidget) if t.isVisible()]
    return [[table.item(r, c).text() for c in range(table.columnCount())] for r in range(table.rowCount())]


def choose(window, chart, text):
    chart.more.click()
    (menu,) = [m for m in chart.findChildren(QMenu) if m.isVisible()]
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()
    wait_idle(window)


def test_a_chart_turns_into_the_table_that_says_the_same(window, page):
    choose(window, page.funnel, "Show as a table")
    assert table_of(page.funnel)[2] == ["Started", "5", "83%", "100%"]
    choose(window, page.funnel, "Show the picture")
    assert not page.funnel.is_table


@pytest.mark.parametrize("name", ["funnel", "curve", "lags"])
def test_a_chart_is_saved_as_picture_and_as_data(window, page, name, tmp_path, monkeypatch):
    chart = getattr(page, name)
    to = tmp_path / "图"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(to), ""))
    choose(window, chart, "Save the picture…")
    picture = QImage(str(to) + ".png")
    assert (picture.width(), picture.height()) == (chart.picture.width() * 2, chart.picture.height() * 2)
    assert len({picture.pixel(x, y) for x in range(0, picture.width(), 9) for y in range(0, picture.height(), 9)}) > 3
    choose(window, chart, "Save the data…")
    cells = [cell for row in load_workbook(str(to) + ".xlsx").active.iter_rows(values_only=True) for cell in row]
    assert {"funnel": 5, "curve": 300, "lags": "<b>甲&乙"}[name] in cells


def test_a_picture_that_cannot_be_written_is_refused_in_a_sentence(window, page, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "such.png"), ""))
    choose(window, page.curve, "Save the picture…")
    assert "cannot be written" in window.messages.text


def test_enter_on_a_lag_opens_its_project(window, page):
    table = page._lag_table.table
    assert table.item(0, 0).text() == "<b>甲&乙"
    table.setFocus()
    table.setCurrentCell(0, 0)
    press(table, Key.Key_Return)
    wait_idle(window)
    assert window.page_name is PageName.PROJECTS
    assert "<b>甲&乙" in said(window.pages[PageName.PROJECTS].detail)
