"""The desk from its first start to the next morning, through app."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from hkdesk.app import furnish, open_desk
from hkdesk.domain.stage import Stage
from hkdesk.settings import Settings
from hkdesk.ui.application import make_application
from hkdesk.ui.main_window import MainWindow
from hkdesk.ui.moving import _MoveDialog
from hkdesk.ui.page_name import PageName
from hkdesk.ui.print_preview import Preview
from hkdesk.ui.snapshots import settle_down
from hkdesk.ui.widgets.form_dialog import FormDialog
from hkdesk.work.changes import history_of
from hkdesk.work.queries.records import records

TITLE = "<b>&amp; =1+1 %_'\" 😀 㵲"


def dialog_of(window, kind=FormDialog):
    settle_down(window)
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def start(folder):
    desk = open_desk(folder, "李敏")
    make_application(Settings(language="en"))
    window = MainWindow(Settings(language="en", officer="李敏"))
    window.resize(1366, 768)
    furnish(window, desk)
    window.show()
    settle_down(window)
    return window, desk


def test_a_day_at_the_desk_is_there_again_the_next_morning(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder = tmp_path / "new"
    window, desk = start(folder)
    qtbot.addWidget(window)

    window.context.bus.entry_wanted.emit("ServiceRequest", {})
    entry = dialog_of(window)
    entry.form.set_value("enterprise", "湖南立点科技有限公司")
    entry.form.set_value("title", TITLE)
    entry.form.set_value("received_on", "2026-13-45")
    entry.submit()
    settle_down(window)
    assert "2026-13-45" in entry.form.error_of("received_on")
    assert entry.form.values()["title"] == TITLE
    entry.form.set_value("received_on", "2026.3.5")
    entry.submit()
    settle_down(window)
    assert window.page_name is PageName.REQUESTS

    board = window.go_to(PageName.PIPELINE)
    settle_down(window)
    lane = board.lanes[Stage.STARTED]
    moved = lane.cards.rows[0]
    lane.choose(moved.id)
    ctrl, press = Qt.KeyboardModifier.ControlModifier, QEvent.Type.KeyPress
    lane.keyPressEvent(QKeyEvent(press, Qt.Key.Key_Right, ctrl))
    move = dialog_of(window, _MoveDialog)
    move.submit()
    settle_down(window)
    assert move.isVisible()
    assert move.override.isVisible()
    move.form.set_value("completed_on", desk.today.isoformat())
    move.submit()
    settle_down(window)
    assert moved.id in [row.id for row in board.lanes[Stage.IN_PRODUCTION].cards.rows]

    pdf = tmp_path / "summary.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(pdf), ""))
    window._print()
    preview = dialog_of(window, Preview)
    preview.save_pdf()
    settle_down(window)
    assert pdf.read_bytes().startswith(b"%PDF")
    preview.close()
    window.close()
    assert [p.name for p in folder.glob("hkdesk.db*")] == ["hkdesk.db"]

    again, desk = start(folder)
    qtbot.addWidget(again)
    (request,) = desk.read(lambda c: list(records(c, "ServiceRequest", {"title": TITLE})))
    assert request.values["received_on"] == date(2026, 3, 5)
    (project,) = desk.read(lambda c: list(records(c, "Project", {"id": str(moved.id)})))
    assert project.values["stage"] is Stage.IN_PRODUCTION
    commands = [e.command for e in desk.read(history_of, "Project", moved.id)]
    assert commands[0] == "move_project"
    assert commands[-1] == "seed"
    again.close()
