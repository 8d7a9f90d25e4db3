"""What is shown is whole where there is room for it, and says itself elsewhere where there is not."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from hkdesk.domain.lights import Light
from hkdesk.ui.page_name import PageName
from hkdesk.ui.pages.figures.lags import LagTable
from hkdesk.ui.pages.overview.due import DueLine
from hkdesk.ui.theme import desk_font
from hkdesk.ui.widgets.paint import two_lines
from hkdesk.ui.widgets.pill import Pill
from hkdesk.ui.widgets.short_line import ShortLine
from hkdesk.ui.widgets.states import StateView
from hkdesk.ui.widgets.text import button
from hkdesk.work.commands.enterprises import add_enterprise
from hkdesk.work.commands.projects import add_project, edit_project
from hkdesk.work.queries.request_entry import Category, suggested
from tests.ui.driving import button_of, cells, click, press, wait_idle
from tests.ui.test_pages import go
from tests.ui.test_today_page import log

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key


def column_of(ledger, name):
    return next(n for n, c in enumerate(ledger.columns.columns) if c.name == name)


def widths(window, *names):
    ledger = window.go_to(PageName.REQUESTS).ledger
    wait_idle(window)
    return [ledger.table.columnWidth(column_of(ledger, name)) for name in names]


def test_what_the_long_column_can_spare_goes_to_the_others(window):
    window.resize(1100, 700)
    assert widths(window, "enterprise") == [180]
    window.resize(1366, 768)
    assert widths(window, "enterprise") == [202]
    window.resize(1920, 1080)
    assert widths(window, "enterprise", "category", "provider") == [202, 176, 190]


def test_a_width_that_the_officer_has_set_stays(window):
    ledger = window.go_to(PageName.REQUESTS).ledger
    at = column_of(ledger, "enterprise")
    ledger.table.setColumnWidth(at, 140)
    window.resize(1920, 1080)
    assert widths(window, "enterprise", "category") == [140, 176]
    assert ledger.columns.look.widths == {"enterprise": 140}, "room that is shared is nobody's choice"
    ledger.columns.reset()
    assert widths(window, "enterprise") == [202]


def test_a_line_that_is_cut_is_whole_in_its_tip(qtbot):
    line = ShortLine("7 of 23 reported · closed on 2026-11-24 by 李敏", "sub")
    qtbot.addWidget(line)
    line.show()
    line.resize(line.sizeHint())
    assert line.toolTip() == ""
    line.resize(80, 20)
    assert "closed on 2026-11-24" in line.toolTip()
    line.setText("short")
    assert line.toolTip() == ""
    assert line.minimumSizeHint().width() == 0


@pytest.mark.usefixtures("window")
def test_a_long_name_takes_two_lines_and_no_more():
    font, name = desk_font(10, bold=True), "年产2278台机械臂智能制造及配套关键零部件项目（远峻智能装备）"
    metrics = QFontMetricsF(font)
    assert two_lines("短", font, 170) == ["短"]
    assert "".join(two_lines(name, font, metrics.horizontalAdvance(name) * 0.6)) == name
    upper, lower = two_lines(name, font, metrics.horizontalAdvance(name) * 0.3)
    assert name.startswith(upper)
    assert lower.endswith("…")
    assert max(map(metrics.horizontalAdvance, (upper, lower))) <= metrics.horizontalAdvance(name) * 0.3
    assert two_lines("𠮷" * 40, font, 100)[0].strip("𠮷") == "", "a character beyond the first plane is not cut through"


def test_the_names_of_the_month_are_told_whole(window):
    name = "年产2278台机械臂智能制造项目（远峻智能装备）"
    window.context.runner.desk.do(add_project, {"name": name, "signed_on": "2026-01-05"})
    page = window.go_to(PageName.MONTHS)
    page.refresh()
    wait_idle(window)
    names = page.grid.verticalHeader()
    at = [row.name for row in page.table.rows].index(name)
    picture = names.grab().toImage()
    top = names.sectionViewportPosition(at)
    upper, lower = (
        {picture.pixel(x, y) for x in range(9, 180) for y in range(first, first + 7)} for first in (top + 5, top + 31)
    )
    assert len(upper) > 2, "above the middle, where a single line would not reach"
    assert len(lower) > 2, "the second line"
    assert page.counts.text().endswith("reported")


def test_an_overdue_appeal_is_as_late_on_the_overview_as_in_its_ledger(window):
    log(window, "晚了的", "2026-11-09")
    page = go(window, PageName.OVERVIEW)
    page.refresh()
    wait_idle(window)
    (line,) = page.findChildren(DueLine)
    late = line.findChild(Pill).accessibleName()
    assert late == "11 days late", "working days"
    ledger = go(window, PageName.REQUESTS).ledger
    ledger.choose_chip("overdue")
    wait_idle(window)
    assert cells(ledger.model)[0][-1] == late


def test_the_headings_of_the_largest_lags_are_not_cut(window):
    page = window.go_to(PageName.FIGURES)
    wait_idle(window)
    (lags,) = page.findChildren(LagTable)
    header = lags.table.horizontalHeader()
    assert all(header.sectionSize(n) >= header.sectionSizeHint(n) for n in range(1, header.count()))


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_a_button_is_pressed_by_the_keys_that_press_buttons(qtbot, key):
    made = button("Save")
    qtbot.addWidget(made)
    made.show()
    heard = []
    made.clicked.connect(lambda: heard.append(1))
    press(made, key)
    assert heard == [1]
    press(made, key, Qt.KeyboardModifier.ControlModifier)
    assert heard == [1] * (1 + (key == Key.Key_Space)), "Ctrl+Enter is the dialog's"


def test_giving_up_is_not_what_an_officer_wants_most(window, qtbot):
    states = StateView(window.theme)
    qtbot.addWidget(states)
    states.show_state("inbox", "Choose a ledger", "", "Choose a file…", lambda: None)
    assert states._button.objectName() == "primary"
    states.show_state("", "Reading…", "", "Give up", lambda: None, is_way_on=False)
    assert states._button.objectName() == ""


def test_nobody_is_meant_by_no_name(window):
    desk = window.context.runner.desk
    desk.do(add_enterprise, {"name": "无简称公司", "contact_name": "王强"})
    park = window.context.park_id
    assert desk.read(suggested, park, Category.OTHER, "无简称公司").contact_name == "王强"
    nobody = desk.read(suggested, park, Category.OTHER, "")
    assert (nobody.is_known, nobody.contact_name) == (False, "")


def test_the_board_shows_the_cards_of_a_light_alone(window):
    desk = window.context.runner.desk
    late = desk.do(add_project, {"name": "滞后的", "signed_on": "2025-01-05", "planned_start_on": "2025-06-01"}).result
    page = go(window, PageName.PIPELINE)
    page.refresh()
    wait_idle(window)

    def shown():
        return [row.id for lane in page.lanes.values() for row in lane.cards.rows]

    many = len(shown())
    (red,) = [row for lane in page.lanes.values() for row in lane.cards.rows if row.light is Light.RED]
    assert red.id == late
    assert not button_of(page, "Yellow").isEnabled(), "there is none"
    press(button_of(page, "Red"), Key.Key_Return)
    assert shown() == [late]
    assert "▲ Red 1" in button_of(page, "Red").text()
    window.context.runner.run(edit_project, late, {"planned_start_on": "2027-06-01"}, owner=page)
    wait_idle(window)
    assert len(shown()) == many, "the last red one has gone: all are looked at"
    click(page, "All")
    page.show_record(late)
    wait_idle(window)
    assert len(shown()) == many
