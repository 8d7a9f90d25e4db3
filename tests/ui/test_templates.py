"""Milestone templates: changed in the settings, applied on a project, told of in its pane."""

import pytest
from PySide6.QtCore import Qt

from hkdesk.domain.codes import MilestoneKind
from hkdesk.ui.page_name import PageName
from hkdesk.ui.settings_dialog import SettingsDialog
from hkdesk.work.commands.milestones import save_milestone
from hkdesk.work.commands.projects import add_project
from hkdesk.work.queries.milestones import templates
from hkdesk.work.queries.projects import milestones
from tests.ui.driving import CTRL, button_of, click, dialog, press, said, wait_idle
from tests.ui.test_accessible import nameless

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key
FILING, START = MilestoneKind.FILING, MilestoneKind.START


def add(window, **typed):
    return window.context.runner.desk.do(add_project, {"name": "<b>新项目", **typed}).result


def kept(window):
    return {t.name: t for t in window.context.runner.desk.read(templates)}


def section_of(window):
    press(window, Key.Key_Comma, CTRL)
    settings = dialog(window, SettingsDialog)
    settings.list.setCurrentRow(1)
    wait_idle(window)
    return settings, settings.sections[1]


def milestones_tab(window, key):
    window.go_to(PageName.PROJECTS).show_record(key)
    wait_idle(window)
    detail = window.pages[PageName.PROJECTS].detail
    click(detail, "Milestones")
    wait_idle(window)
    return detail


def test_a_template_is_changed_made_anew_and_deleted(window):
    settings, section = section_of(window)
    assert nameless(settings) == []
    assert not section.is_touched
    assert not section.delete.isEnabled(), "the desk's own, unchanged, is nothing to delete"
    section.names.setEditText("小<b>项目")
    for kind, box in section.boxes.items():
        box.setChecked(kind in (FILING, START))
    section.days[FILING].setText("10")
    section.reminders[FILING].setText("3")
    click(settings, "Save")
    wait_idle(window)
    rows = {row.kind: (row.days_after_signing, row.remind_days) for row in kept(window)["小<b>项目"].rows}
    assert set(rows) == {FILING, START}
    assert rows[FILING] == (10, 3)
    settings, section = section_of(window)
    section.names.setCurrentIndex(section.names.findText("小<b>项目"))
    section.names.activated.emit(section.names.currentIndex())
    assert section.days[FILING].text() == "10"
    click(section, "Delete the template")
    wait_idle(window)
    assert set(kept(window)) == {"standard"}
    click(settings, "Cancel")
    wait_idle(window)


def test_a_wrong_day_is_refused_on_its_field_and_nothing_is_lost(window):
    settings, section = section_of(window)
    section.days[START].setText("很久")
    section.reminders[FILING].setText("999")
    click(settings, "Save")
    wait_idle(window)
    assert settings.isVisible()
    assert section.days[START].property("wrong") == "true"
    assert section.reminders[FILING].property("wrong") == "true"
    assert section.days[FILING].property("wrong") == "false"
    assert "not a whole number" in said(settings)
    assert section.days[START].text() == "很久"
    assert not kept(window)["standard"].is_saved
    settings.reject()
    wait_idle(window)


def test_a_template_is_applied_and_what_is_near_or_late_is_told_in_words(window):
    key = add(window, signed_on="2026-10-15")
    window.context.runner.desk.do(save_milestone, key, None, {"kind": "filing", "done_on": "2026-10-20"})
    detail = milestones_tab(window, key)
    click(detail, "Apply template…")
    form = dialog(window)
    click(form, "Plan")
    wait_idle(window)
    found = {m.kind: m for m in window.context.runner.desk.read(milestones, key)}
    assert len(found) == len(MilestoneKind)
    assert found[FILING].planned_on is None, "what has a day stays"
    told = said(detail)
    assert "◆ due soon" in told  # land, 45 days after signing: five days away
    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert len(window.context.runner.desk.read(milestones, key)) == 1


def test_a_reminder_of_its_own_is_entered_with_the_milestone(window):
    key = add(window, signed_on="2026-03-01")
    detail = milestones_tab(window, key)
    click(detail, "Add a milestone")
    form = dialog(window)
    form.form.set_value("planned_on", "2027-01-20")
    form.form.set_value("remind_days", "400")
    click(form, "Save")
    wait_idle(window)
    assert "0 to 365 days before, not 400" in said(form)
    form.form.set_value("remind_days", "90")
    click(form, "Save")
    wait_idle(window)
    assert window.context.runner.desk.read(milestones, key)[0].remind_days == 90
    assert "◆ due soon" in said(detail)
    assert button_of(detail, "Apply template…").isEnabled()
