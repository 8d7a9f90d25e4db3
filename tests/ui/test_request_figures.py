"""The figures of appeals: counted step by step, beside last year's, and the same as table, picture and data."""

from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog, QMenu, QTableWidget

from hkdesk.domain.request import Category
from hkdesk.store.desk_file import open_desk_file
from hkdesk.ui.page_name import PageName
from hkdesk.ui.theme import theme_named
from hkdesk.ui.widgets.heat_map import cell_color
from hkdesk.work.commands.requests import log_request
from hkdesk.work.desk import Desk
from hkdesk.work.practice import fill_practice
from hkdesk.work.queries.request_sums import Measure
from tests.ui.driving import click, press, said, wait_idle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="module")
def practice_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("practice")
    fill_practice(folder, requests=900, projects=3, seed=2)
    return folder


@pytest.fixture
def desk(practice_folder):
    opened = Desk(open_desk_file(practice_folder, officer="李敏", clock=lambda: datetime(2026, 11, 24, 3, tzinfo=UTC)))
    yield opened
    opened.close()


@pytest.fixture
def part(window):
    page = window.go_to(PageName.FIGURES)
    wait_idle(window)
    click(page, "Appeals")
    wait_idle(window)
    return page.requests


def rows_of(table):
    return [[table.item(r, c).text() for c in range(table.columnCount())] for r in range(table.rowCount())]


def choose(window, chart, text):
    chart.more.click()
    (menu,) = [m for m in chart.findChildren(QMenu) if m.isVisible()]
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()
    wait_idle(window)


def pick(window, combo, code):
    combo.setFocus()
    combo.setCurrentIndex(combo.findData(code))
    wait_idle(window)


def test_the_tiles_tell_the_rates_and_the_difference_by_arrow_and_sign(part):
    view = part._view
    assert view.is_whole
    tiles = part.tiles.tiles
    assert tiles["response"].figure == f"{view.total.rates.response * 100:.1f}%"
    assert tiles["overall"].figure == f"{view.total.rates.overall:.1f}"
    assert tiles["on_time"].accessibleName().startswith("On-time rate: ")
    feet = [tile.accessibleDescription() for tile in tiles.values()]
    assert all(foot.split()[0] in ("▲", "▼", "＝") and "(was " in foot for foot in feet), feet
    assert "2026-01-01 – 2026-11-24, beside 2025-01-01 – 2025-11-24" in said(part.window())


def test_only_the_part_in_view_is_counted(window):
    page = window.go_to(PageName.FIGURES)
    wait_idle(window)
    assert page.requests._view is None
    click(page, "Appeals")
    wait_idle(window)
    counted = page.requests._view
    assert counted is not None
    click(page, "Projects")
    click(page, "Appeals")
    wait_idle(window)
    assert page.requests._view is counted
    window.context.runner.run(log_request, {"enterprise": "新来的企业", "title": "用电", "category": "utilities"})
    wait_idle(window)
    assert page.requests._view.total.received == counted.total.received + 1


def test_every_cell_of_the_heat_map_says_its_number_and_the_keys_walk_over_it(window, part):
    view, heat = part._view, part.map
    first = view.cells[view.period.first][Category.FINANCING].received
    assert heat.text_at(QPointF(heat._names + 10, 30)) == f"Financing, 2026-01: Received {first}"
    assert heat.text_at(QPointF(5, 30)) == ""
    heat.setFocus()
    press(heat, Key.Key_Down)
    press(heat, Key.Key_Right)
    second = view.cells[view.period.first.replace(month=2)].get(Category.LABOUR)
    assert heat.accessibleName().endswith(f"Labour, 2026-02: Received {second.received if second else 0}")
    choose(window, part.heat, "Show as a table")
    (table,) = [t for t in part.heat.findChildren(QTableWidget) if t.isVisible()]
    assert rows_of(table)[0][:2] == ["Financing", str(first)]
    assert rows_of(table)[-1][-1] == str(view.total.received)
    choose(window, part.heat, "Show the picture")


@pytest.mark.parametrize("measure", Measure)
def test_the_charts_show_what_is_chosen(window, part, measure):
    pick(window, part.bar.shows, measure.value)
    assert part._view.is_whole
    total = {
        Measure.RECEIVED: lambda s: f"{s.received:,}",
        Measure.LATE: lambda s: f"{s.late_rate * 100:.1f}%",
        Measure.MEDIAN_DAYS: lambda s: f"{s.median:f}".removesuffix(".0"),
        Measure.OVERALL: lambda s: f"{s.rates.overall:.1f}",
    }[measure](part._view.total)
    assert part.heat._table.rows[-1][-1] == total
    first = part.trend._table.rows[0]
    plot = part.trend.picture
    at = plot.mapFromScene(plot.getPlotItem().vb.mapViewToScene(QPointF(0, 0.01)))
    assert plot.text_at(QPointF(at)) == f"{first[0]}: {first[1]}, the year before {first[2]}"


def test_alt_and_the_arrows_go_from_period_to_period(window, part):
    pick(window, part.bar.kind, "half_year")
    assert "2026, second half" in said(part)
    press(window, Key.Key_Left, ALT)
    wait_idle(window)
    assert "2026, first half" in said(part)
    assert (part._view.period.first.isoformat(), part._view.period.last.isoformat()) == ("2026-01-01", "2026-06-30")
    press(window, Key.Key_Right, ALT)
    press(window, Key.Key_Right, ALT)  # no further than today
    wait_idle(window)
    assert "2026, second half" in said(part)
    assert part._view.period.last.isoformat() == "2026-11-24"


def test_two_days_are_typed_and_a_wrong_one_says_why(window, part):
    pick(window, part.bar.kind, "free")
    part.bar.first.setText("2025-03-10")
    press(part.bar.first, Key.Key_Return)
    part.bar.last.setText("2025-02-30")
    press(part.bar.last, Key.Key_Return)
    wait_idle(window)
    assert "“2025-02-30” is no day" in said(part)
    part.bar.last.setText("2025-03-01")
    press(part.bar.last, Key.Key_Return)
    assert "The last day is before the first, 2025-03-10." in said(part)
    part.bar.last.setText("2025-06-17")
    press(part.bar.last, Key.Key_Return)
    wait_idle(window)
    assert part._view.period.last.isoformat() == "2025-06-17"
    assert "before the first" not in said(part)


def test_category_and_provider_narrow_what_is_counted(window, part):
    everything = part._view.total.received
    pick(window, part.bar.category, Category.LABOUR.value)
    labour = part._view.total.received
    assert 0 < labour < everything
    assert [row[0] for row in part.heat._table.rows] == ["Labour", "All"]
    pick(window, part.bar.provider, part.bar.provider.itemData(2))
    assert part._view.total.received <= labour
    assert part.bar.provider.currentText() in part.providers._table.rows[0]


def test_the_outcomes_have_their_sum_and_that_of_the_year_before(window, part):
    view = part._view
    for by in ("category", "provider", "month"):
        pick(window, part.by, by)
        rows = rows_of(part.outcome_table)
        assert [row[0] for row in rows[-2:]] == ["Sum", "The year before"]
        closed = [int(row[1].replace(",", "")) for row in rows]
        assert sum(closed[:-2]) == closed[-2] == view.total.closed
        assert closed[-1] == view.last.closed


def test_enter_on_an_enterprise_opens_it(window, part):
    name = part.enterprise_table.item(0, 0).text()
    part.enterprise_table.setFocus()
    part.enterprise_table.setCurrentCell(0, 0)
    press(part.enterprise_table, Key.Key_Return)
    wait_idle(window)
    assert window.page_name is PageName.ENTERPRISES
    assert name in said(window.pages[PageName.ENTERPRISES])


def test_counting_can_be_stopped_and_taken_up_again(window, part):
    part.refresh()
    part.stop()
    wait_idle(window)
    assert "these figures are not whole" in said(part)
    click(part, "Count again")
    wait_idle(window)
    assert part._view.is_whole
    assert "not whole" not in said(part)


@pytest.mark.parametrize("name", ["heat", "trend", "providers", "enterprises", "outcomes"])
def test_every_chart_is_saved_as_picture_and_as_data(window, part, name, tmp_path, monkeypatch):
    chart, to = getattr(part, name), tmp_path / "图"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(to), ""))
    choose(window, chart, "Save the picture…")
    picture = QImage(str(to) + ".png")
    assert (picture.width(), picture.height()) == (chart.picture.width() * 2, chart.picture.height() * 2)
    assert len({picture.pixel(x, y) for x in range(0, picture.width(), 5) for y in range(0, picture.height(), 5)}) > 3
    choose(window, chart, "Save the data…")
    cells = {cell for row in load_workbook(str(to) + ".xlsx").active.iter_rows(values_only=True) for cell in row}
    view = part._view
    wanted = {
        "heat": view.total.received,
        "trend": view.months[view.period.first].received,
        "providers": max(sums.received for sums in view.by_provider.values()),
        "enterprises": view.enterprises[0].name,
        "outcomes": view.total.workers,
    }[name]
    assert wanted in cells


def luminance(color: QColor) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("name", ["light", "dark"])
@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("share", [None, 0.0, 0.5, 1.0])
def test_the_number_can_be_read_on_every_colour(name, measure, share):
    theme = theme_named(name)
    text = luminance(theme["faint" if share is None else "text"])
    low, high = sorted((text, luminance(cell_color(theme, measure, share))))
    assert (high + 0.05) / (low + 0.05) >= 4.5
