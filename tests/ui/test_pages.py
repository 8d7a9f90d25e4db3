"""Every page, worked as an officer works it: by keys where there are keys."""

import re

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from hkdesk.domain.stage import Stage
from hkdesk.ui.moving import _MoveDialog
from hkdesk.ui.page_name import PageName
from hkdesk.ui.widgets.mark import Mark
from hkdesk.ui.widgets.search_popup import SearchPopup
from hkdesk.work.changes import history_of
from hkdesk.work.queries.records import records
from tests.ui.driving import (
    CTRL,
    SHIFT,
    button_of,
    cells,
    click,
    dialog,
    open_dialogs,
    press,
    said,
    texts,
    turn,
    type_in,
    wait_idle,
)

# The offscreen platform says so of every popup.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
NASTY = "<b>&amp;=1+1 %_'\" 😀 𠮷"
LEAF = "湖南立点科技有限公司"


def go(window, name):
    page = window.go_to(name)
    wait_idle(window)
    return page


def found(window, kind, **wanted):
    return window.context.runner.desk.read(lambda reader: list(records(reader, kind, wanted)))


def focused(window):
    return QApplication.focusWidget()


def primary_of(detail):
    """The button of the next step."""
    (found,) = [b for b in detail.findChildren(QPushButton) if b.isVisible() and b.objectName() == "primary"]
    return found


def fill(form, **values):
    for name, value in values.items():
        form.set_value(name, value)


def log_appeal(window, qtbot, title):
    """An appeal by the keyboard alone, from whatever page is shown."""
    press(window, Key.Key_N, CTRL)
    entry = dialog(window)
    enterprise = entry.form.editor("enterprise")
    assert focused(window) is enterprise
    qtbot.keyClicks(enterprise, "ldkj")
    popup = enterprise.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    press(popup, Key.Key_Return)
    assert entry.form.values()["enterprise"] == LEAF
    assert focused(window) is entry.form.editor("title")
    qtbot.keyClicks(focused(window), title)
    press(focused(window), Key.Key_Return, CTRL)
    wait_idle(window)
    assert open_dialogs(window) == []


@pytest.mark.parametrize("name", list(PageName))
def test_a_page_is_drawn_and_filled(window, name):
    page = go(window, name)
    assert page.isVisible()
    assert not page.grab().isNull()
    told = said(page)
    for waiting in ("Opening", "Drawing…", "cannot be"):
        assert waiting not in told
    if hasattr(page, "ledger"):
        assert len(cells(page.ledger.model)) >= 4
        assert page.ledger.current_key() is not None


def test_the_overview_says_what_the_seeds_hold_and_what_the_bulletin_counts(window):
    page = go(window, PageName.OVERVIEW)
    assert {name: tile.figure for name, tile in page.tiles.items()} == {
        "projects": "5",
        "producing": "3",
        "requests": "0",
        "overdue": "0",
    }
    assert "bulletin 15, recorded 4" in texts(page.tiles["projects"])
    assert "Projects recorded: 5" in page.tiles["projects"].accessibleName()
    assert page.tiles["projects"].findChildren(Mark)


def test_of_both_parks_each_published_figure_names_its_own(window):
    window.choose_park("*")
    page = go(window, PageName.OVERVIEW)
    wait_idle(window)
    assert "洪江市高新区 bulletin 15, recorded 4" in texts(page.tiles["projects"])


def test_the_overview_leads_to_what_is_late(window):
    click(go(window, PageName.OVERVIEW), "All that is late ›")
    wait_idle(window)
    page = window.pages[PageName.REQUESTS]
    assert (window.page_name, page.ledger.chip) == (PageName.REQUESTS, "overdue")
    assert "Nothing fits." in said(page)
    click(page, "Show all")
    wait_idle(window)
    assert len(cells(page.ledger.model)) == 4


def test_keys_lead_to_every_page(window):
    for number, name in enumerate(list(PageName)[:10], 1):
        press(window, Key(Key.Key_0 + number % 10), CTRL)
        wait_idle(window)
        assert window.page_name is name
        assert window.pages[name].isVisible()


def test_a_search_leaves_the_rows_that_fit(window):
    page = go(window, PageName.REQUESTS)
    press(window, Key.Key_F, CTRL)
    assert focused(window) is page.ledger.search
    type_in(page.ledger.search, "立点")
    wait_idle(window)
    (row,) = cells(page.ledger.model)
    assert LEAF in row
    assert LEAF in texts(page.detail)


def test_chips_count_and_narrow(window):
    page = go(window, PageName.REQUESTS)
    click(page.ledger, "Closed 4")
    wait_idle(window)
    assert len(cells(page.ledger.model)) == 4
    click(page.ledger, "To accept 0")
    wait_idle(window)
    assert cells(page.ledger.model) == []
    assert "Nothing fits." in said(page)
    assert "Nothing chosen" in said(page.detail)


def test_an_appeal_is_logged_by_keys_taken_back_and_brought_back(window, qtbot):
    log_appeal(window, qtbot, "No power since Monday")
    page = window.pages[PageName.REQUESTS]
    (request,) = found(window, "ServiceRequest", title="No power since Monday")
    assert window.page_name is PageName.REQUESTS
    assert page.ledger.current_key() == request.id
    assert page.ledger.current_row().title == "No power since Monday"
    assert "No power since Monday" in texts(page.detail)
    assert "5 in all" in page.counts.text()

    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert found(window, "ServiceRequest", title="No power since Monday") == []
    assert len(cells(page.ledger.model)) == 4
    assert page.ledger.current_key() != request.id
    assert "Undone" in window.messages.text

    press(window, Key.Key_Z, CTRL | SHIFT)
    wait_idle(window)
    assert [r.id for r in found(window, "ServiceRequest", title="No power since Monday")] == [request.id]
    assert any("No power since Monday" in row for row in cells(page.ledger.model))
    press(window, Key.Key_Z, CTRL | SHIFT)
    wait_idle(window)
    assert window.messages.text == "There is nothing to take back or bring back."


def test_a_wrong_day_is_told_beneath_its_field_and_stays(window, qtbot):
    press(window, Key.Key_N, CTRL)
    entry = dialog(window)
    fill(entry.form, enterprise=LEAF, title="No power", received_on="2026-13-45")
    press(entry.form.editor("title"), Key.Key_Return, CTRL)
    wait_idle(window)
    assert entry.isVisible()
    assert "2026-13-45" in entry.form.error_of("received_on")
    assert entry.form.error_of("title") == ""
    assert focused(window) is entry.form.editor("received_on")
    assert entry.form.values()["received_on"] == "2026-13-45"
    entry.form.set_value("received_on", "2026年11月20日")
    press(entry.form.editor("received_on"), Key.Key_Return, CTRL)
    wait_idle(window)
    (request,) = found(window, "ServiceRequest", title="No power")
    assert request.values["received_on"].isoformat() == "2026-11-20"


def test_an_appeal_goes_its_way_by_the_details_button(window, qtbot):
    log_appeal(window, qtbot, "No power")
    detail = window.pages[PageName.REQUESTS].detail
    steps = (
        ("Accept", {}, "Accepted"),
        ("Assign", {"provider": "驻企专班（四维）"}, "Assigned"),
        ("Start", {}, "In progress"),
        ("Reply", {"handling": "A new line was laid."}, "Replied"),
        ("Return visit", {"was_contacted": "yes", "was_solved": "yes", "satisfaction": "satisfied"}, "Return visit"),
        ("Close", {}, "Closed"),
    )
    for action, values, state in steps:
        primary = primary_of(detail)
        qtbot.mouseClick(primary, Qt.MouseButton.LeftButton)
        step = dialog(window)
        assert step.windowTitle() == primary.accessibleName()
        fill(step.form, **values)
        step.submit()
        wait_idle(window)
        assert open_dialogs(window) == [], action
        (request,) = found(window, "ServiceRequest", title="No power")
        assert request.values["state"].value == state.lower().replace(" ", "_")
    click(detail, "History")
    wait_idle(window)
    history = window.context.runner.desk.read(history_of, "ServiceRequest", request.id)
    assert len(history) == 7
    assert sum("李敏" in text for text in texts(detail)) == 7
    assert any("Registered → Accepted" in text for text in texts(detail))
    click(detail, "Time line")
    wait_idle(window)
    assert "A new line was laid." not in said(detail)


def test_a_step_without_what_it_needs_is_refused_beside_its_field(window, qtbot):
    log_appeal(window, qtbot, "No power")
    detail = window.pages[PageName.REQUESTS].detail
    click(detail, "Accept")
    dialog(window).submit()
    wait_idle(window)
    click(detail, "Assign")
    step = dialog(window)
    step.submit()
    wait_idle(window)
    assert step.isVisible()
    assert step.form.error_of("provider")
    step.reject()


def test_a_card_moves_by_keys_once_its_gate_is_met(window):
    page = go(window, PageName.PIPELINE)
    started, producing = page.lanes[Stage.STARTED], page.lanes[Stage.IN_PRODUCTION]
    card = started.cards.rows[0]
    started.choose(card.id)
    press(started, Key.Key_Right, CTRL)
    move = dialog(window, _MoveDialog)
    assert "completed_on" in move.form.values()
    assert not move.override.isVisible()
    move.submit()
    wait_idle(window)
    assert move.isVisible()
    assert "missing" in move.form.general.text()
    assert move.override.isVisible()
    assert card.id in [row.id for row in started.cards.rows]
    move.form.set_value("completed_on", "2026-11-20")
    move.submit()
    wait_idle(window)
    assert open_dialogs(window) == []
    assert card.id in [row.id for row in producing.cards.rows]
    assert card.id not in [row.id for row in started.cards.rows]
    assert focused(window) is producing
    assert producing.current_id == card.id


def test_a_gate_is_passed_over_only_with_a_reason(window):
    page = go(window, PageName.PIPELINE)
    card = page.lanes[Stage.STARTED].cards.rows[0]
    page.lanes[Stage.STARTED].choose(card.id)
    press(page.lanes[Stage.STARTED], Key.Key_Right, CTRL)
    move = dialog(window, _MoveDialog)
    move.submit()
    wait_idle(window)
    click(move, "Go on with this reason")
    wait_idle(window)
    assert move.form.error_of("reason")
    move.form.set_value("reason", "The permit is in the post.")
    move.submit()
    wait_idle(window)
    assert move.isVisible()
    click(move, "Go on with this reason")
    wait_idle(window)
    assert card.id in [row.id for row in page.lanes[Stage.IN_PRODUCTION].cards.rows]


def test_a_card_moves_where_it_is_dropped(window):
    page = go(window, PageName.PIPELINE)
    started, producing = page.lanes[Stage.STARTED], page.lanes[Stage.IN_PRODUCTION]
    card = started.cards.rows[0]
    carried = started.cards.mimeData([started.cards.index(0)])
    none = Qt.KeyboardModifier.NoModifier
    event = QDropEvent(
        QPointF(20, 20), Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, none, QEvent.Type.Drop
    )
    producing.dropEvent(event)
    assert event.isAccepted()
    turn()
    move = dialog(window, _MoveDialog)
    move.form.set_value("completed_on", "2026-11-20")
    move.submit()
    wait_idle(window)
    assert card.id in [row.id for row in producing.cards.rows]
    assert producing.current_id == card.id
    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert card.id in [row.id for row in started.cards.rows]


def test_a_card_dropped_on_its_own_lane_stays(window):
    page = go(window, PageName.PIPELINE)
    started = page.lanes[Stage.STARTED]
    started.dropped.emit(started.cards.rows[0].id)
    wait_idle(window)
    assert open_dialogs(window) == []


def test_going_back_needs_a_reason(window):
    page = go(window, PageName.PIPELINE)
    producing = page.lanes[Stage.IN_PRODUCTION]
    card = producing.cards.rows[0]
    producing.choose(card.id)
    press(producing, Key.Key_Left, CTRL)
    move = dialog(window, _MoveDialog)
    move.submit()
    wait_idle(window)
    assert move.form.error_of("reason")
    move.form.set_value("reason", "The line was taken down.")
    move.submit()
    wait_idle(window)
    assert card.id in [row.id for row in page.lanes[Stage.STARTED].cards.rows]


def test_arrows_go_from_lane_to_lane_and_enter_opens(window):
    page = go(window, PageName.PIPELINE)
    started, producing = page.lanes[Stage.STARTED], page.lanes[Stage.IN_PRODUCTION]
    started.choose(started.cards.rows[0].id)
    press(started, Key.Key_Right)
    assert focused(window) is producing
    chosen = producing.current_id
    press(producing, Key.Key_Return)
    wait_idle(window)
    assert window.page_name is PageName.PROJECTS
    assert window.pages[PageName.PROJECTS].ledger.current_key() == chosen


def test_a_project_is_entered_changed_and_given_a_milestone(window):
    page = go(window, PageName.PROJECTS)
    click(page, "New project")
    entry = dialog(window)
    fill(entry.form, name="年产五百套窑炉项目", total_investment_fen="1.2亿")
    entry.submit()
    wait_idle(window)
    (project,) = found(window, "Project", name="年产五百套窑炉项目")
    assert page.ledger.current_key() == project.id
    assert project.values["total_investment_fen"] == 12_000_000_000
    assert "6 recorded" in page.counts.text()

    click(page.detail, "Edit")
    entry = dialog(window)
    assert entry.form.values()["name"] == "年产五百套窑炉项目"
    assert not entry.form.is_touched
    fill(entry.form, industry="陶瓷", total_investment_fen="much")
    entry.submit()
    wait_idle(window)
    assert "much" in entry.form.error_of("total_investment_fen")
    fill(entry.form, total_investment_fen="1.5亿")
    entry.submit()
    wait_idle(window)
    assert "陶瓷" in texts(page.detail)

    click(page.detail, "Milestones")
    wait_idle(window)
    click(page.detail, "Add a milestone")
    entry = dialog(window)
    fill(entry.form, kind="completion", planned_on="2027-06-01", note=NASTY)
    entry.submit()
    wait_idle(window)
    assert NASTY in texts(page.detail)
    assert any("2027-06-01" in text for text in texts(page.detail))
    click(page.detail, "History")
    wait_idle(window)
    assert sum("李敏" in text for text in texts(page.detail)) == 3


def test_a_header_sorts_up_down_and_not_at_all(window):
    page = go(window, PageName.REQUESTS)
    as_it_was = [row[1] for row in cells(page.ledger.model)]
    seen = []
    for _ in range(3):
        page.ledger.table.horizontalHeader().sectionClicked.emit(1)
        wait_idle(window)
        seen.append([row[1] for row in cells(page.ledger.model)])
    assert seen == [sorted(as_it_was), sorted(as_it_was, reverse=True), as_it_was]


def test_everything_about_an_enterprise_stands_on_its_page(window):
    page = go(window, PageName.ENTERPRISES)
    at = [row[0] for row in cells(page.ledger.model)].index("湖南省美德乐器制造有限公司")
    page.ledger.table.setCurrentIndex(page.ledger.model.index(at, 0))
    press(page.ledger.table, Key.Key_Return)
    wait_idle(window)
    assert page.detail.isVisible()
    told = said(page.detail)
    for part in ("湖南省美德乐器制造有限公司", "贾双意", "年产15万把吉他和树脂工艺品项目", "外贸登记备案", "Source:"):
        assert part in told
    for heading in ("Projects", "Appeals", "Qualifications", "Visits", "Grants"):
        assert heading in texts(page.detail)
    press(focused(window), Key.Key_Escape)
    wait_idle(window)
    assert page.ledger.isVisible()
    assert focused(window) is page.ledger.table
    assert page.ledger.table.currentIndex().row() == at


def test_search_over_everything_finds_by_initials_and_opens(window, qtbot):
    press(window, Key.Key_K, CTRL)
    popup = dialog(window, SearchPopup)
    qtbot.keyClicks(popup.field, "hgkj")
    wait_idle(window)
    assert popup.hits.item(0).text() == "恒光科技"
    press(popup.field, Key.Key_Return)
    wait_idle(window)
    page = window.pages[PageName.ENTERPRISES]
    assert window.page_name is PageName.ENTERPRISES
    assert page.detail.isVisible()
    assert "恒光科技" in texts(page.detail)


def test_search_says_when_nothing_fits(window, qtbot):
    press(window, Key.Key_K, CTRL)
    popup = dialog(window, SearchPopup)
    qtbot.keyClicks(popup.field, "zzqqx")
    wait_idle(window)
    assert popup.hits.rowCount() == 0
    assert "Nothing fits “zzqqx”." in texts(popup)
    press(popup.field, Key.Key_Return)
    assert popup.isVisible()
    press(popup.field, Key.Key_Escape)


@pytest.mark.parametrize("name", list(PageName))
def test_language_and_light_change_at_once_and_keep_the_page(window, name):
    go(window, name)
    window.rail.language.click()
    wait_idle(window)
    page = window.pages[name]
    assert window.page_name is name
    assert page.isVisible()
    latin = re.compile(r"[A-Za-z]{2,}")
    titles = [w.text() for w in page.findChildren(QLabel) if w.objectName() in ("title", "heading")]
    assert titles
    assert [t for t in titles if latin.search(t)] == []
    if hasattr(page, "ledger"):
        model = page.ledger.model
        heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
        assert [h for h in heads if latin.search(h) and h != "USCC"] == []
    window.rail.light.click()
    wait_idle(window)
    assert window.theme.is_dark
    assert window.context.theme is window.theme
    assert window.page_name is name
    assert window.settings.theme == "dark"
    ground = window.pages[name].grab().toImage().pixelColor(2, 2)
    assert ground.lightness() < 60
    window.rail.light.click()
    window.rail.language.click()
    wait_idle(window)
    assert not window.theme.is_dark
    assert window.settings.language == "en"


def test_another_park_shows_other_projects(window):
    page = go(window, PageName.PROJECTS)
    here = cells(page.ledger.model)
    window.choose_park(window.context.parks[1].code)
    wait_idle(window)
    there = cells(page.ledger.model)
    assert {r[1] for r in here}.isdisjoint({r[1] for r in there})
    window.choose_park("*")
    wait_idle(window)
    assert len(cells(page.ledger.model)) == len(here) + len(there)


def test_what_is_typed_is_shown_as_it_was_typed(window):
    page = go(window, PageName.ENTERPRISES)
    click(page, "New enterprise")
    entry = dialog(window)
    type_in(entry.form.editor("name"), NASTY)
    assert entry.form.values()["name"] == NASTY
    entry.submit()
    wait_idle(window)
    (enterprise,) = found(window, "Enterprise", name=NASTY)
    shown = [w for w in page.detail.findChildren(QLabel) if w.text() == NASTY and w.isVisible()]
    assert shown
    assert {w.textFormat() for w in shown} == {Qt.TextFormat.PlainText}
    press(focused(window), Key.Key_Escape)
    wait_idle(window)
    assert page.ledger.current_key() == enterprise.id
    assert any(row[0] == NASTY for row in cells(page.ledger.model))

    for asked in ("%_", "<b>&amp;", "😀", "𠮷", NASTY):
        page.ledger.search.setText(asked)
        wait_idle(window)
        assert [row[0] for row in cells(page.ledger.model)] == [NASTY], asked
    page.ledger.search.setText("_%")
    wait_idle(window)
    assert cells(page.ledger.model) == []

    press(window, Key.Key_K, CTRL)
    popup = dialog(window, SearchPopup)
    type_in(popup.field, NASTY)
    wait_idle(window)
    assert popup.hits.item(0).text() == NASTY
    press(popup.field, Key.Key_Escape)


def test_one_who_only_looks_is_offered_no_change(window, monkeypatch):
    # What a second desk on the same folder sees is in tests/store; here only that the pages obey.
    monkeypatch.setattr(type(window.context.runner.desk), "is_read_only", property(lambda _: True))
    for name, text in ((PageName.REQUESTS, "Log an appeal"), (PageName.PROJECTS, "New project")):
        page = go(window, name)
        assert not button_of(page, text).isEnabled()
        assert not any(b == "Edit" for b in texts(page.detail))
