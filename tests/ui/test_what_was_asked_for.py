"""What was asked for is what comes: the chosen row, the typed name, a form that closes unasked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from hkdesk.ui.page_name import PageName
from tests.ui.driving import dialog, type_in, wait_idle
from tests.ui.test_accessible import nameless
from tests.ui.test_pages import found, go, log_appeal

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key


@pytest.mark.parametrize("kind", ["ServiceRequest", "Project"])
def test_a_form_in_which_nothing_was_typed_closes_without_asking(window, kind):
    window.context.bus.entry_wanted.emit(kind, {})
    entry = dialog(window)
    is_touched = entry.form.is_touched
    entry.form.fill({})
    entry.reject()
    assert not is_touched


def test_what_is_logged_on_the_open_ledger_becomes_the_current_row(window, qtbot):
    page = go(window, PageName.REQUESTS)
    log_appeal(window, qtbot, "No power")
    (request,) = found(window, "ServiceRequest", title="No power")
    assert page.ledger.current_key() == request.id


def test_a_record_that_a_filter_hides_is_shown_when_it_is_wanted(window):
    page = go(window, PageName.REQUESTS)
    wanted = page.ledger.current_key()
    type_in(page.ledger.search, "四维")
    wait_idle(window)
    assert page.ledger.current_key() != wanted
    window.context.bus.record_wanted.emit("ServiceRequest", wanted)
    wait_idle(window)
    assert page.ledger.current_key() == wanted


def test_the_page_of_an_enterprise_has_a_name(window):
    page = go(window, PageName.ENTERPRISES)
    page.show_record(page.ledger.current_key())
    wait_idle(window)
    assert nameless(page) == []


def test_a_record_of_the_other_park_is_shown_when_it_is_wanted(window, qtbot):
    page = go(window, PageName.PROJECTS)
    other = window.context.parks[1]
    (wanted, *_) = [p for p in found(window, "Project") if p.values["park_id"] == other.id]
    window.context.bus.record_wanted.emit("Project", wanted.id)
    wait_idle(window)
    assert page.ledger.current_key() == wanted.id or wanted.values["name"] in str(window.messages.text)


def test_qts_own_buttons_change_language_with_the_desk(window):
    def cancel():
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        return box.buttons()[0].text().replace("&", "")

    assert cancel() == "Cancel"
    window.switch_language()
    wait_idle(window)
    assert cancel() == "取消"
    window.switch_language()
    wait_idle(window)
    assert cancel() == "Cancel"
