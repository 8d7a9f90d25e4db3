"""The clocks and the working days that a park sets, worked in the settings, seen in the next entry."""

import pytest
from PySide6.QtCore import Qt

from hkdesk.domain.days import PROFILES
from hkdesk.domain.request import Category
from hkdesk.ui.sections.clocks import ClocksSection
from hkdesk.ui.sections.own_days import OwnDaysSection
from hkdesk.ui.settings_dialog import SettingsDialog
from hkdesk.work.queries.clocks import clocks, own_days
from tests.ui.driving import CTRL, click, dialog, press, said, wait_idle
from tests.ui.test_accessible import nameless

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key


def opened(window, kind):
    press(window, Key.Key_Comma, CTRL)
    settings = dialog(window, SettingsDialog)
    at = next(n for n, section in enumerate(settings.sections) if isinstance(section, kind))
    settings.list.setCurrentRow(at)
    wait_idle(window)
    return settings, settings.sections[at]


def is_open(window):
    return any(d.isVisible() for d in window.findChildren(SettingsDialog))


def read(window, query):
    return window.context.runner.desk.read(query)


def test_a_profile_fills_both_clocks_and_the_next_appeal_is_due_by_them(window):
    settings, section = opened(window, ClocksSection)
    assert nameless(settings) == []
    profile = section.profiles[Category.LABOUR]
    profile.setCurrentIndex(list(PROFILES).index("complex"))
    profile.activated.emit(profile.currentIndex())
    assert section.fields["solution_workdays.labour"].text() == "25"
    section.fields["response_workdays.labour"].setText("3")
    assert profile.currentData() is None  # it is no profile any more
    press(settings, Key.Key_Return, CTRL)
    wait_idle(window)
    assert not is_open(window)
    assert {c: (p.response_workdays, p.solution_workdays) for c, p in read(window, clocks).own.items()} == {
        Category.LABOUR: (3, 25)
    }
    press(window, Key.Key_N, CTRL)
    entry = dialog(window)
    entry.form.set_value("category", "labour")
    wait_idle(window)
    assert entry.form.values()["due_on"] == "2026-12-29"
    assert "25 working days" in said(entry)
    entry.reject()
    wait_idle(window)
    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert not read(window, clocks).own


def test_a_wrong_clock_is_framed_and_nothing_is_saved(window):
    settings, section = opened(window, ClocksSection)
    wrong = section.fields["solution_workdays.legal"]
    wrong.setText("soon")
    section.fields["solution_workdays.labour"].setText("3")
    click(settings, "Save")
    wait_idle(window)
    assert is_open(window)
    assert wrong.property("wrong") == "true"
    assert "not “soon”" in said(settings)
    assert not read(window, clocks).own
    click(settings, "As the rules have it")
    assert not section.is_touched
    settings.reject()


def test_own_days_are_typed_as_lines_and_kept(window):
    settings, section = opened(window, OwnDaysSection)
    assert "Published so far: to 2026" in said(section)
    section.lines.setPlainText("2026-11-27 休 园区停电检修\n2026-11-30 holiday")
    click(settings, "Save")
    wait_idle(window)
    assert "Line 2" in said(settings)
    assert section.lines.property("wrong") == "true"
    assert read(window, own_days) == []
    section.lines.setPlainText("2026-11-27 休 园区停电检修\n2026-11-28~2026-11-29 班")
    click(settings, "Save")
    wait_idle(window)
    assert not is_open(window)
    assert [(d.day.day, d.is_worked) for d in read(window, own_days)] == [(27, False), (28, True), (29, True)]
    press(window, Key.Key_N, CTRL)
    entry = dialog(window)
    assert entry.form.values()["due_on"] == "2026-12-02"  # one day off, two worked
    entry.reject()
    wait_idle(window)
    settings, section = opened(window, OwnDaysSection)
    assert section.lines.toPlainText() == "2026-11-27 休 园区停电检修\n2026-11-28~2026-11-29 班"
    settings.reject()
