"""A window on a seeded desk, as an officer has it in front of them."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from hkdesk.app import furnish
from hkdesk.settings import Settings
from hkdesk.ui.application import make_application
from hkdesk.ui.main_window import MainWindow
from hkdesk.work.desk import Desk
from tests.ui.driving import turn, wait_idle


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    """The furnished window; that it comes to rest is part of every test."""
    settings = Settings(language="en", theme="light", officer="李敏")
    make_application(settings)
    import pyqtgraph  # noqa: F401 - so that the figures are drawn at once

    made = MainWindow(settings)
    made.resize(1366, 768)
    context = furnish(made, desk)
    context.has_figures = True
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    wait_idle(made)
    yield made
    wait_idle(made)
    is_idle = context.runner.is_idle
    context.runner.stop()
    made.forget_desk()
    made.close()
    made.deleteLater()
    turn()
    assert is_idle
