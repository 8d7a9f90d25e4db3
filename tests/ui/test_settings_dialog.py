"""The settings, worked by keys; what they set is asked for at the next move."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hkdesk.domain.stage import Gate, Step, gates_to_step
from hkdesk.ui.page_name import PageName
from hkdesk.ui.settings_dialog import SettingsDialog
from hkdesk.work.queries.gates import gates_in_force
from tests.ui.driving import CTRL, click, dialog, press, wait_idle
from tests.ui.test_accessible import nameless

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key


def opened(window):
    press(window, Key.Key_Comma, CTRL)
    return dialog(window, SettingsDialog)


def in_force(window):
    return window.context.runner.desk.read(gates_in_force)


def test_a_gate_is_set_by_keys_alone_and_taken_back(window):
    settings = opened(window)
    assert nameless(settings) == []
    boxes = settings.sections[0].boxes
    assert {at for at, box in boxes.items() if box.isChecked()} == {(s, g) for s in Step for g in gates_to_step(s)}
    boxes[Step.LANDED, Gate.ENTERPRISE_NAMED].setFocus()
    press(QApplication.focusWidget(), Key.Key_Up)  # there is nothing above
    press(QApplication.focusWidget(), Key.Key_Right)
    assert QApplication.focusWidget() is boxes[Step.LANDED, Gate.PROJECT_CODE]
    press(QApplication.focusWidget(), Key.Key_Down)
    press(QApplication.focusWidget(), Key.Key_Down)
    assert QApplication.focusWidget() is boxes[Step.TRIAL_PRODUCTION, Gate.PROJECT_CODE]
    press(QApplication.focusWidget(), Key.Key_Space)
    press(QApplication.focusWidget(), Key.Key_Return, CTRL)
    wait_idle(window)
    assert not [d for d in window.findChildren(SettingsDialog) if d.isVisible()]
    assert in_force(window)[Step.TRIAL_PRODUCTION] == (Gate.PROJECT_CODE,)
    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert in_force(window)[Step.TRIAL_PRODUCTION] == ()


def test_as_the_rules_have_it_resets_and_cancel_keeps_what_was(window):
    click(window.rail, "Settings")
    settings = dialog(window, SettingsDialog)
    boxes = settings.sections[0].boxes
    boxes[Step.LANDED, Gate.COMPLETION].click()
    click(settings, "Save")
    wait_idle(window)
    assert Gate.COMPLETION in in_force(window)[Step.LANDED]
    settings = opened(window)
    click(settings, "As the rules have it")
    assert not settings.sections[0].boxes[Step.LANDED, Gate.COMPLETION].isChecked()
    click(settings, "Cancel")
    wait_idle(window)
    assert Gate.COMPLETION in in_force(window)[Step.LANDED]
    settings = opened(window)
    click(settings, "As the rules have it")
    click(settings, "Save")
    wait_idle(window)
    assert in_force(window) == {step: gates_to_step(step) for step in Step}


def test_who_only_looks_cannot_set_anything(window, monkeypatch):
    monkeypatch.setattr(type(window.context.runner.desk), "is_read_only", property(lambda _: True))
    settings = opened(window)
    assert not any(box.isEnabled() for box in settings.sections[0].boxes.values())
    assert not settings.save_button.isEnabled()
    press(settings, Key.Key_Return, CTRL)
    wait_idle(window)
    assert settings.isVisible()
    settings.reject()


def test_the_move_asks_for_the_gates_in_force(window):
    settings = opened(window)
    boxes = settings.sections[0].boxes
    for gate in Gate:
        boxes[Step.STARTED, gate].setChecked(gate is Gate.COMPLETION)
    boxes[Step.LANDED, Gate.ENTERPRISE_NAMED].setChecked(False)
    click(settings, "Save")
    wait_idle(window)
    page = window.go_to(PageName.PROJECTS)
    window.context.bus.entry_wanted.emit("Project", {"name": "gated"})
    entry = dialog(window)
    entry.submit()
    wait_idle(window)
    click(page.detail, "Move on: Started")
    move = dialog(window)
    assert [f.name for f in move.form.fields] == ["on", "completed_on", "reason"]
    move.form.fill({})
    move.reject()
