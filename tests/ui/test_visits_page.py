"""The page of visits and services, worked by mouse and keys."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from hkdesk.domain.stage import Stage
from hkdesk.ui.page_name import PageName
from hkdesk.work.commands.cases import close_case, save_case
from hkdesk.work.commands.fields import get
from hkdesk.work.commands.requests import log_request
from hkdesk.work.commands.visits import delete_visit, save_visit
from hkdesk.work.queries.today import Part
from tests.ui.driving import CTRL, button_of, click, dialog, open_dialogs, press, said, type_in, wait_idle
from tests.ui.test_accessible import nameless
from tests.ui.test_pages import LEAF, fill, found, go

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key


def shown(view):
    table = view.table.model
    return [[table.index(r, c).data() for c in range(table.columnCount())] for r in range(table.rowCount())]


def test_each_empty_view_says_what_it_is_for(window):
    desk = window.context.runner.desk
    for visit in found(window, "Visit"):
        desk.do(delete_visit, visit.id)
    page = go(window, PageName.VISITS)
    for n, sentence in ((0, "No visits yet"), (3, "No services yet")):
        view = page.show_view(n)
        wait_idle(window)
        assert sentence in said(view)
        assert nameless(page) == []


def test_a_visit_is_entered_found_and_leads_to_an_appeal(window):
    page = go(window, PageName.VISITS)
    click(page, "New visit")
    entry = dialog(window)
    fill(entry.form, enterprise=LEAF, summary="缺工二十名", next_visit_on="2026-11-01")
    entry.submit()
    wait_idle(window)
    assert "after this one" in entry.form.error_of("next_visit_on")
    assert entry.form.values()["summary"] == "缺工二十名"
    fill(entry.form, next_visit_on="2026-12-08", purpose="例行走访")
    entry.submit()
    wait_idle(window)
    assert open_dialogs(window) == []
    assert shown(page.view)[0][2:4] == [LEAF, "例行走访"]  # before that of the articles
    assert "2 visits" in page.counts.text()
    assert "缺工二十名" in said(page.view.pane)
    type_in(page.view.search, "无此词")
    wait_idle(window)
    assert "No visit fits." in said(page.view)
    page.view.search.clear()
    wait_idle(window)
    click(page.view.pane, "Log an appeal")
    appeal = dialog(window)
    assert (appeal.form.values()["enterprise"], appeal.form.values()["channel"]) == (LEAF, "visit")
    appeal.reject()
    wait_idle(window)
    click(page.view.pane, "Delete the visit")
    wait_idle(window)
    assert len(found(window, "Visit")) == 1
    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert len(found(window, "Visit")) == 2


def test_whoever_was_not_visited_is_visited_from_the_list(window):
    page = go(window, PageName.VISITS)
    view = page.show_view(1)
    wait_idle(window)
    before = len(shown(view))
    assert before > 3
    name = view.table.current().name
    click(view, "Visit")
    entry = dialog(window)
    assert entry.form.values()["enterprise"] == name
    fill(entry.form, purpose="首次走访")
    entry.submit()
    wait_idle(window)
    page.show_view(1)
    wait_idle(window)
    assert name not in [row[0] for row in shown(view)]
    assert len(shown(view)) == before - 1


def test_a_first_shipment_is_kept_from_the_list_of_those_in_production(window):
    (project, *_) = [p for p in found(window, "Project") if p.values["stage"] is Stage.IN_PRODUCTION]

    def set_day(uow):
        get(uow.session, "Project", project.id).in_production_on = date(2026, 9, 1)

    window.context.runner.desk.do(set_day)
    page = go(window, PageName.VISITS)
    view = page.show_view(2)
    wait_idle(window)
    one = view.table.current()
    click(view, "First shipment…")
    entry = dialog(window)
    fill(entry.form, first_shipment_on="2027-01-01")
    entry.submit()
    wait_idle(window)
    assert "still to come" in entry.form.error_of("first_shipment_on")
    fill(entry.form, first_shipment_on=one.in_production_on.isoformat())
    entry.submit()
    wait_idle(window)
    (project,) = [p for p in found(window, "Project") if p.id == one.id]
    assert project.values["first_shipment_on"] == one.in_production_on
    assert project.values["stage"] is Stage.IN_PRODUCTION


def test_a_service_is_opened_goes_its_chain_spans_an_appeal_and_is_closed(window):
    desk = window.context.runner.desk
    desk.do(log_request, {"enterprise": LEAF, "title": "安全隐患"})
    (request,) = found(window, "ServiceRequest", title="安全隐患")
    page = go(window, PageName.VISITS)
    view = page.show_view(3)
    wait_idle(window)
    page.new.click()
    entry = dialog(window)
    fill(entry.form, kind="chain_steward", title="安全环保管家", enterprise=LEAF)
    entry.submit()
    wait_idle(window)
    assert view.table.current().title == "安全环保管家"
    click(view.pane, "Add a step")
    step = dialog(window)
    assert step.form.values()["kind"] == "consult"  # the chain's first link
    fill(step.form, said="现场咨询", next_on="2026-12-01")
    step.submit()
    wait_idle(window)
    click(view.pane, "Add a step")
    step = dialog(window)
    assert step.form.values()["kind"] == "remedy"
    step.reject()
    wait_idle(window)
    click(view.pane, "Link an appeal")
    link = dialog(window)
    fill(link.form, request=request.values["number"])
    link.submit()
    wait_idle(window)
    click(view.pane, "Appeals")
    wait_idle(window)
    assert any(request.values["number"] in text for text in said(view.pane).split("\n"))
    click(view.pane, "Close")
    closing = dialog(window)
    closing.submit()
    wait_idle(window)
    assert "still open (1)" in closing.form.error_of("reason")
    fill(closing.form, reason="企业搬迁")
    closing.submit()
    wait_idle(window)
    assert shown(view) == []
    view.closed.click()
    wait_idle(window)
    assert view.table.current().closed_on == date(2026, 11, 24)
    assert button_of(view.pane, "Reopen").isEnabled()


def test_a_visit_that_is_due_stands_on_the_day_and_opens_in_place(window):
    desk = window.context.runner.desk
    key = desk.do(
        save_visit,
        None,
        {"enterprise": LEAF, "visited_on": "2026-11-02", "purpose": "例行走访", "next_visit_on": "2026-11-20"},
    ).result
    page = go(window, PageName.TODAY)
    page.refresh()
    wait_idle(window)
    assert page.counters[Part.VISITS_DUE].figure == "1"
    page.day_list.go_to_part(Part.VISITS_DUE)
    wait_idle(window)
    assert page.day_list.current.id == key
    assert "例行走访" in said(page.pane)
    window.context.bus.record_wanted.emit("Visit", key)
    wait_idle(window)
    assert window.page_name is PageName.VISITS
    assert window.pages[PageName.VISITS].view.table.current().id == key


def test_a_closed_service_that_somebody_wants_to_see_comes_into_the_list(window):
    desk = window.context.runner.desk
    whole = {"kind": "task_force", "title": "驻企专班", "enterprise": LEAF, "opened_on": "2026-10-08"}
    closed, going_on = (desk.do(save_case, None, whole).result for _ in range(2))
    desk.do(close_case, closed, {"closed_on": "2026-11-02"})
    for key, with_closed in ((going_on, False), (closed, True)):
        window.context.bus.record_wanted.emit("ServiceCase", key)
        wait_idle(window)
        view = window.pages[PageName.VISITS].view
        assert view.table.current().id == key
        assert view.closed.isChecked() is with_closed
