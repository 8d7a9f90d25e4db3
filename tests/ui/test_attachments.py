"""Files on a record's pane: added, dropped, refused, given up, opened, taken off and brought back."""

import os
import threading

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from hkdesk.ui import copying
from hkdesk.ui.page_name import PageName
from hkdesk.ui.widgets.attachments import Attachments
from hkdesk.work.queries.attachments import attachments_of
from tests.ui.driving import CTRL, SHIFT, click, press, said, turn, wait_idle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Key = Qt.Key


@pytest.fixture
def files(window):
    """The files of the first project, in view."""
    page = window.go_to(PageName.PROJECTS)
    wait_idle(window)
    click(page.detail, "Files")
    wait_idle(window)
    assert page.detail.files.isVisible()
    return page.detail.files


def make(tmp_path, name, content=b"text"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def listed(files):
    return [files.list.files.item(n).text() for n in range(files.list.files.rowCount())]


def kept(window, files, kind="Project"):
    return [a.name for a in window.context.runner.desk.read(attachments_of, kind, files.key)]


def drop(files, paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    actions, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), actions, data, button, keys)
    QApplication.sendEvent(files, enter)
    if enter.isAccepted():
        QApplication.sendEvent(files, QDropEvent(QPointF(9, 9), actions, data, button, keys))
    return enter.isAccepted()


def test_files_are_added_by_the_button_opened_by_enter_and_taken_off_and_brought_back_by_keys(
    window, files, tmp_path, monkeypatch
):
    assert "No files yet" in said(files)
    chosen = [make(tmp_path, "立项批复.pdf", b"%PDF"), make(tmp_path, "合同.docx", b"PK" * 3000)]
    monkeypatch.setattr(files, "ask_files", lambda: chosen)
    click(files, "Add files…")
    wait_idle(window)
    assert listed(files) == ["合同.docx", "立项批复.pdf"]
    assert "Files 2" in said(window.pages[PageName.PROJECTS].detail)

    opened = []
    monkeypatch.setattr(files, "open_file", lambda path: opened.append(path) or True)
    files.list.setFocus()
    press(files.list, Key.Key_Down)
    press(files.list, Key.Key_Return)
    wait_idle(window)
    (copy,) = opened
    assert (copy.name, copy.read_bytes()) == ("立项批复.pdf", b"%PDF")
    assert copy.stat().st_mode & 0o222 == 0

    press(files.list, Key.Key_Delete)
    wait_idle(window)
    assert listed(files) == kept(window, files) == ["合同.docx"]
    assert "“立项批复.pdf” has been taken off" in window.messages.text
    assert QApplication.focusWidget() is files.list
    press(window, Key.Key_Z, CTRL)
    wait_idle(window)
    assert listed(files) == ["合同.docx", "立项批复.pdf"]
    press(window, Key.Key_Z, CTRL | SHIFT)
    wait_idle(window)
    assert listed(files) == ["合同.docx"]


def test_dropped_files_are_added_and_what_is_refused_is_told_by_name(window, files, tmp_path):
    (tmp_path / "资料").mkdir()
    dropped = [make(tmp_path, "a.txt"), tmp_path / "资料", make(tmp_path, "空.txt", b""), make(tmp_path, "b.txt", b"b")]
    assert drop(files, dropped)
    wait_idle(window)
    assert listed(files) == ["b.txt", "a.txt"]
    assert "“资料” is a folder" in said(files)
    assert "“空.txt” is empty" in said(files)
    drop(files, [make(tmp_path, "c.txt")])
    wait_idle(window)
    assert "attached already, as “a.txt”" in said(files)
    assert "is a folder" not in said(files)


def test_what_is_no_file_is_not_taken(files):
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.pdf")])
    event = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(files, event)
    assert not event.isAccepted()


def test_a_copy_shows_how_far_it_is_and_can_be_given_up(window, files, tmp_path, monkeypatch, qtbot):
    half, go_on, real = threading.Event(), threading.Event(), copying.store_file

    def slowly(report, folder, path):
        def tell(done):
            report(done)
            half.set()
            assert go_on.wait(10)

        return real(tell, folder, path)

    monkeypatch.setattr(copying, "store_file", slowly)
    files.add([make(tmp_path, "video.mp4", os.urandom(4 << 20)), make(tmp_path, "next.txt")])
    assert half.wait(10)
    qtbot.waitUntil(lambda: files.bar.value() > 0)
    assert files.bar.value() == 250
    assert "Copying “video.mp4”; 1 more wait…" in said(files)
    assert window.rail.isEnabled(), "the desk works on meanwhile"
    window.close()
    (box,) = [b for b in window.findChildren(QMessageBox) if b.isVisible()]
    assert "2 files are still being copied" in box.text()
    next(b for b in box.buttons() if b.text() == "Cancel").click()
    assert window.isVisible(), "what is being copied keeps the desk open"
    click(files, "Stop copying")
    go_on.set()
    wait_idle(window)
    assert not files.cancel_button.isVisible()
    assert kept(window, files) == []
    assert [p for p in window.context.runner.desk.attachments.rglob("*") if p.is_file()] == []


def test_a_copy_goes_to_the_record_it_was_meant_for_though_another_is_looked_at(window, files, tmp_path):
    first = files.key
    files.add([make(tmp_path, "a.txt")])
    press(window.pages[PageName.PROJECTS].ledger.table, Key.Key_Down)
    wait_idle(window)
    assert files.key != first
    assert listed(files) == []
    assert [a.name for a in window.context.runner.desk.read(attachments_of, "Project", first)] == ["a.txt"]


def test_pictures_get_a_small_picture_and_broken_ones_none(window, files, tmp_path):
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(tmp_path / "现场.png"))
    files.add([tmp_path / "现场.png", make(tmp_path, "坏.jpg", b"no picture"), make(tmp_path, "a.txt")])
    wait_idle(window)
    shown = {
        files.list.files.item(n).text(): files.list.files.item(n).data(Qt.ItemDataRole.DecorationRole)
        for n in range(files.list.files.rowCount())
    }
    assert shown["坏.jpg"] is None
    assert shown["a.txt"] is None
    small = shown["现场.png"].toImage()
    assert small.height() == 80
    assert small.pixelColor(5, 5) == Qt.GlobalColor.red


def test_a_damaged_file_is_told_and_not_opened(window, files, tmp_path, monkeypatch):
    files.add([make(tmp_path, "a.txt")])
    wait_idle(window)
    (lies,) = [p for p in window.context.runner.desk.attachments.rglob("*") if p.is_file()]
    lies.write_bytes(b"evil")
    monkeypatch.setattr(files, "open_file", lambda path: pytest.fail("opened"))
    click(files, "Open")
    wait_idle(window)
    assert "“a.txt” is damaged" in said(files)


def test_a_file_that_no_program_opens_is_told_with_its_place(window, files, tmp_path, monkeypatch):
    files.add([make(tmp_path, "a.cad")])
    wait_idle(window)
    monkeypatch.setattr(files, "open_file", lambda path: False)
    click(files, "Open")
    wait_idle(window)
    assert "No program opens “a.cad”" in said(files)


def test_an_enterprise_has_files_too(window, tmp_path):
    page = window.go_to(PageName.ENTERPRISES)
    wait_idle(window)
    press(page.ledger.table, Key.Key_Return)
    wait_idle(window)
    click(page.detail, "Files")
    page.detail.files.add([make(tmp_path, "执照.jpg")])
    wait_idle(window)
    assert kept(window, page.detail.files, "Enterprise") == ["执照.jpg"]
    click(page.detail, "History")
    wait_idle(window)
    assert "Add attachment · Attachment" in said(page.detail)


def test_where_photographs_alone_are_taken_others_are_refused(window, files, tmp_path, qtbot):
    around = QWidget()
    qtbot.addWidget(around)
    only = Attachments(window.context, "Project", pictures_only=True)
    only.setParent(around)
    around.show()
    only.show_record(files.key)
    only.add([make(tmp_path, "a.pdf"), make(tmp_path, "b.jpg", b"jpg")])
    wait_idle(window)
    assert "“a.pdf” is no picture" in said(only)
    assert listed(only) == listed(files) == ["b.jpg"]
    only.setParent(None)
    only.deleteLater()
    turn()
