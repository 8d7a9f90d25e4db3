"""What the officer sets in the window is in the file of their settings once it is closed."""

import gc

import pytest

from hkdesk.app import _furnish_and_keep
from hkdesk.settings import Settings, load_settings
from hkdesk.ui.application import make_application
from hkdesk.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_a_choice_is_kept_when_the_window_has_closed(qtbot, desk, tmp_path):
    settings = Settings(language="en", theme="light")
    make_application(settings)
    window = MainWindow(settings)
    _furnish_and_keep(window, desk, tmp_path)
    gc.collect()
    window.show()
    qtbot.waitExposed(window)
    window.choose_park("*")
    window.switch_theme()
    qtbot.waitUntil(lambda: window.context.has_figures and window.context.runner.is_idle)
    window.close()
    assert not window.isVisible()
    kept = load_settings(tmp_path / "settings.json")
    assert (kept.park, kept.theme) == ("*", "dark")
    window.deleteLater()
