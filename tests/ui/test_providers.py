"""The service network as an officer works it: providers, rules, liaison officers; by keys where there are keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox

from hkdesk.ui.page_name import PageName
from hkdesk.ui.pages.providers.balance import BalanceDialog
from hkdesk.ui.pages.providers.ones import OneCard
from hkdesk.ui.widgets.form_dialog import FormDialog
from hkdesk.work.changes import history_of
from hkdesk.work.commands.officers import assign_liaison, save_officer
from hkdesk.work.commands.providers import save_provider
from hkdesk.work.commands.requests import log_request
from hkdesk.work.commands.routing import save_routing_rule
from hkdesk.work.queries.records import records, resolve
from tests.ui.driving import CTRL, SHIFT, button_of, cells, click, dialog, open_dialogs, press, said, type_in, wait_idle
from tests.ui.test_accessible import nameless

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
LEAF, SPACE = "湖南立点科技有限公司", "众创空间"


@pytest.fixture
def page(window):
    return shown(window)


def shown(window, view=0):
    page = window.go_to(PageName.PROVIDERS)
    page.show_view(view)
    wait_idle(window)
    page.focus_content()
    return page


def do(window, command, *arguments):
    """Something that was done elsewhere, told to the window."""
    window.context.runner.run(command, *arguments)
    wait_idle(window)


def found(window, kind, **wanted):
    return window.context.runner.desk.read(lambda reader: list(records(reader, kind, wanted)))


def key_of(window, kind, name):
    return window.context.runner.desk.read(resolve, kind, name)


def column_of(table, n):
    return [row[n] for row in cells(table.model)]


def focused():
    return QApplication.focusWidget()


def test_the_two_ones_stand_above_the_n_with_their_load(window, page):
    cards = page.findChildren(OneCard)
    assert [card.provider.name for card in cards] == ["企业服务中心", "企业家联合会"]
    assert column_of(page.network.table, 0) == [
        "企业联络员",
        "惠企政策兑现工作领导小组",
        SPACE,
        "潇湘要素大市场",
        "安全环保专业管家",
        "驻企专班（四维）",
    ]
    assert page.counts.text() == "2 take in and co-ordinate · 6 handle"
    typed = {
        "enterprise": LEAF,
        "title": "旧的",
        "category": "market",
        "lead_provider": SPACE,
        "received_on": "2026-06-01",
    }
    do(window, log_request, typed)
    row = cells(page.network.table.model)[2]
    assert row[2:6] == ["Market, Technology", "—", "1", "▲ 1"]
    assert row[6] == "0"


def test_a_provider_is_entered_by_keys_with_its_categories(window, page):
    click(page, "New provider")
    entry = dialog(window)
    press(entry.form.editor("kind"), Key.Key_Return)
    assert focused() is entry.form.editor("name")
    type_in(focused(), "供电服务站")
    for _ in range(3):
        press(focused(), Key.Key_Return)
    boxes = entry.form.editor("categories").boxes
    assert focused() is boxes[0]
    press(focused(), Key.Key_Space)
    press(focused(), Key.Key_Tab)
    assert focused() is boxes[1]
    press(focused(), Key.Key_Space)
    press(focused(), Key.Key_Return)
    assert focused() is entry.form.editor("note")
    press(focused(), Key.Key_Return, CTRL)
    wait_idle(window)
    (made,) = found(window, "Provider", name="供电服务站")
    assert (made.values["kind"], made.values["categories"]) == ("department", "financing labour")
    assert page.network.table.current().id == made.id


def test_a_second_centre_is_refused_beside_its_field_and_what_was_typed_stays(window, page):
    click(page, "New provider")
    entry = dialog(window)
    entry.form.set_value("kind", "centre")
    type_in(entry.form.editor("name"), "又一个中心")
    press(entry.form.editor("name"), Key.Key_Return, CTRL)
    wait_idle(window)
    assert "企业服务中心" in entry.form.error_of("kind")
    assert entry.form.values()["name"] == "又一个中心"
    entry.form.fill({})
    entry.reject()


def test_enter_edits_and_delete_deletes_and_ctrl_z_brings_it_back(window, page):
    page.network.choose(key_of(window, "Provider", SPACE))
    press(page.network.table.table, Key.Key_Return)
    entry = dialog(window)
    assert entry.form.values()["name"] == SPACE
    box = next(b for b in entry.findChildren(QCheckBox) if b.text() == "Legal")
    press(box, Key.Key_Space)
    press(entry.form.editor("name"), Key.Key_Return, CTRL)
    wait_idle(window)
    assert found(window, "Provider", name=SPACE)[0].values["categories"] == "market technology legal"
    press(page.network.table.table, Key.Key_Delete)
    wait_idle(window)
    assert SPACE not in column_of(page.network.table, 0)
    assert SPACE in window.messages.text
    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert SPACE in column_of(page.network.table, 0)


def test_a_provider_that_a_rule_names_stays_and_the_sentence_says_why(window, page):
    do(window, save_routing_rule, None, {"category": "market", "provider": SPACE})
    page.network.choose(key_of(window, "Provider", SPACE))
    click(page.network, "Delete")
    wait_idle(window)
    assert "1 routing rules name it" in window.messages.text
    assert SPACE in column_of(page.network.table, 0)


def test_a_phone_is_masked_until_it_is_asked_for_which_the_history_keeps(window, page):
    do(window, save_provider, key_of(window, "Provider", SPACE), {"contact_name": "王", "contact_phone": "13812345678"})
    page.network.choose(key_of(window, "Provider", SPACE))
    assert "138****5678" in said(page)
    assert "13812345678" not in said(page)
    click(page.network, "Show the phone of 王")
    wait_idle(window)
    assert page.network.phone.text.text() == "王  13812345678"
    key = key_of(window, "Provider", SPACE)
    assert window.context.runner.desk.read(history_of, "Provider", key)[0].command == "reveal_phone"
    page.network.focus_content()
    press(page.network.table.table, Key.Key_Up)
    press(page.network.table.table, Key.Key_Down)
    assert page.network.phone.text.text() == "王  138****5678"
    press(page.network.table.table, Key.Key_Return)
    entry = dialog(window)
    assert entry.form.values()["contact_phone"] == "138****5678"
    entry.form.set_value("note", "改")
    entry.submit()
    wait_idle(window)
    assert found(window, "Provider", name=SPACE)[0].values["contact_phone"] == "13812345678"


def test_a_park_without_its_two_ones_says_so_and_offers_to_enter_them(window):
    window.choose_park("HJQ")
    page = shown(window)
    assert "No Service centre yet" in said(page)
    click(page, "Enter the Service centre")
    entry = dialog(window)
    assert entry.form.values()["kind"] == "centre"
    type_in(entry.form.editor("name"), "区企业服务中心")
    entry.submit()
    wait_idle(window)
    (made,) = found(window, "Provider", name="区企业服务中心")
    assert made.names["park_id"] == "洪江区高新区"
    assert [card.provider and card.provider.name for card in page.findChildren(OneCard) if card.isVisible()] == [
        "区企业服务中心",
        None,
    ]


def test_a_rule_is_entered_refused_for_the_wrong_provider_and_deleted(window):
    page = shown(window, 1)
    assert "No routing rules yet" in said(page)
    button_of(page.rules, "New routing rule").click()
    entry = dialog(window)
    choice = entry.form.editor("category")
    choice.setFocus()
    entry.form.set_value("category", "market")
    offered = entry.form.editor("provider")
    assert offered.itemText(0).startswith(SPACE)  # who handles it is offered first
    assert offered.itemText(2).endswith("not this category")
    offered.setCurrentIndex(offered.findData(str(key_of(window, "Provider", "安全环保专业管家"))))
    entry.submit()
    wait_idle(window)
    assert "it handles Safety and environment" in entry.form.error_of("provider")
    offered.setCurrentIndex(0)
    entry.submit()
    wait_idle(window)
    assert cells(page.rules.table.model)[0][:4] == ["Market", "any enterprise", SPACE, "Platform"]
    assert "No rule sends these anywhere: Financing" in said(page)
    press(page.rules.table.table, Key.Key_Return)
    entry = dialog(window)
    entry.form.set_value("category", "")
    entry.submit()
    wait_idle(window)
    assert cells(page.rules.table.model)[0][:2] == ["any category", "any enterprise"]
    assert "No rule sends" not in said(page)
    press(page.rules.table.table, Key.Key_Delete)
    wait_idle(window)
    assert found(window, "RoutingRule") == []


def officers(window, *names):
    for name in names:
        do(window, save_officer, None, {"name": name, "is_liaison": "yes"})
    return [key_of(window, "Officer", name) for name in names]


def test_enterprises_are_chosen_by_keys_and_assigned_in_one_go(window):
    officers(window, "李", "杨")
    page = shown(window, 2)
    assert page.liaisons.said.text() == "2 liaison officers for 4 enterprises · 4 without a liaison"
    assert "bulletin: 26 people for 43 enterprises" in said(page)  # the articles', which name nobody
    table = page.liaisons.ledger.table
    table.setFocus()
    press(table, Key.Key_Home, CTRL)
    press(table, Key.Key_Down, SHIFT)
    press(table, Key.Key_Down, SHIFT)
    assert button_of(page, "Assign…").text() == "Assign 3…"
    press(table, Key.Key_Return)
    entry = dialog(window)
    assert entry.windowTitle() == "Assign 3 enterprises"
    entry.form.set_value("liaison_officer", str(key_of(window, "Officer", "杨")))
    press(entry.form.editor("liaison_officer"), Key.Key_Return, CTRL)
    wait_idle(window)
    assert open_dialogs(window) == []
    assert {row[0]: row[2] for row in cells(page.liaisons.officers.model)} == {"李": "0", "杨": "3"}
    assert page.liaisons.said.text().endswith("1 without a liaison")
    page.liaisons.officers.choose(key_of(window, "Officer", "杨"))
    click(page, "Their enterprises ›")
    wait_idle(window)
    assert [row[1] for row in cells(page.liaisons.ledger.model)] == ["杨"] * 3
    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert all(e.values["liaison_officer_id"] is None for e in found(window, "Enterprise"))


def test_a_balance_is_proposed_shown_and_made_only_once_it_is_confirmed(window):
    li, yang = officers(window, "李", "杨")
    park = key_of(window, "Park", "HJS")
    firms = [e.id for e in found(window, "Enterprise") if e.values["park_id"] == park]
    do(window, assign_liaison, firms, yang)
    page = shown(window, 2)
    click(page, "Balance…")
    proposal = dialog(window, BalanceDialog)
    assert "Nothing to move" in said(proposal)
    assert not proposal.confirm.isEnabled()
    button_of(proposal, "Even all out, moving as few as can be").click()
    wait_idle(window)
    assert [row[1:] for row in cells(proposal.moves.model)] == [["杨", "李"]] * 2
    assert cells(proposal.loads.model) == [["李", "0", "2"], ["杨", "4", "2"]]
    assert {e.names.get("liaison_officer_id") for e in found(window, "Enterprise") if e.id in firms} == {"杨"}
    do(window, assign_liaison, [proposal.found.moves[0].move.enterprise], li)
    press(proposal, Key.Key_Return, CTRL)
    wait_idle(window)
    assert "have it proposed anew" in said(proposal)
    assert len(cells(proposal.moves.model)) == 1
    press(proposal, Key.Key_Return, CTRL)
    wait_idle(window)
    assert {row[0]: row[2] for row in cells(page.liaisons.officers.model)} == {"李": "2", "杨": "2"}


def test_an_officer_with_enterprises_is_not_deleted(window):
    (yang,) = officers(window, "杨")
    do(window, assign_liaison, [key_of(window, "Enterprise", LEAF)], yang)
    page = shown(window, 2)
    press(page.liaisons.officers.table, Key.Key_Delete)
    wait_idle(window)
    assert "Give those to somebody else first" in window.messages.text
    assert column_of(page.liaisons.officers, 0) == ["杨"]


def test_a_provider_that_is_wanted_is_shown_on_its_page(window):
    page = shown(window, 2)
    window.context.bus.record_wanted.emit("Provider", key_of(window, "Provider", "驻企专班（四维）"))
    wait_idle(window)
    assert page.view is page.network
    assert page.network.table.current().name == "驻企专班（四维）"


@pytest.mark.parametrize("view", [1, 2])
def test_everything_that_takes_the_focus_has_a_name(window, view):
    officers(window, "李")
    do(window, save_routing_rule, None, {"category": "market", "provider": SPACE})
    page = shown(window, view)
    assert nameless(page) == []


def test_everything_in_the_forms_has_a_name(window):
    officers(window, "李")
    page = shown(window, 2)
    for open_one, kind in (
        (page.network.add, FormDialog),
        (page.rules.add, FormDialog),
        (page.liaisons.add, FormDialog),
        (page.liaisons.assign, FormDialog),
        (page.liaisons.balance, BalanceDialog),
    ):
        open_one()
        opened = dialog(window, kind)
        assert nameless(opened) == []
        opened.close()
        wait_idle(window)


def test_on_a_desk_that_is_only_read_nothing_can_be_changed(window, monkeypatch):
    monkeypatch.setattr(type(window.context), "is_read_only", property(lambda self: True))
    page = shown(window)
    for text in ("New provider", "Edit", "Delete"):
        assert not button_of(page, text).isEnabled()
    press(page.network.table.table, Key.Key_Delete)
    press(page.network.table.table, Key.Key_Return)
    wait_idle(window)
    assert open_dialogs(window) == []
    assert len(found(window, "Provider")) == 8
    page.show_view(2)
    wait_idle(window)
    assert not button_of(page, "Assign…").isEnabled()


def test_a_click_on_a_header_sorts_by_load_then_the_other_way_then_as_it_was(window, page):
    for title, provider in (("一", SPACE), ("二", SPACE), ("三", "安全环保专业管家")):
        category = "market" if provider == SPACE else "safety_and_environment"
        do(window, log_request, {"enterprise": LEAF, "title": title, "category": category, "lead_provider": provider})
    as_it_was = column_of(page.network.table, 0)
    page.network.choose(key_of(window, "Provider", "安全环保专业管家"))
    header = page.network.table.table.horizontalHeader()
    header.sectionClicked.emit(4)
    assert column_of(page.network.table, 4) == ["2", "1", "0", "0", "0", "0"]
    assert page.network.table.current().name == "安全环保专业管家"
    header.sectionClicked.emit(4)
    assert column_of(page.network.table, 4) == ["0", "0", "0", "0", "1", "2"]
    header.sectionClicked.emit(4)
    assert column_of(page.network.table, 0) == as_it_was
    header.sectionClicked.emit(0)
    assert column_of(page.network.table, 0) == sorted(as_it_was)


def test_ctrl_f_searches_the_enterprises_to_assign(window):
    page = shown(window, 2)
    press(window, Key.Key_F, CTRL)
    assert focused() is page.liaisons.ledger.search
