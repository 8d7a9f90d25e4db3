"""One desk writes to a folder; a second one reads, and says who holds it."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from hkdesk.domain.errors import DeskError
from hkdesk.store.desk_file import open_desk_file
from hkdesk.work.changes import redo, undo
from hkdesk.work.commands.enterprises import add_enterprise
from hkdesk.work.queries.records import records

HOLD = """
import sys
from pathlib import Path
from hkdesk.store.desk_file import open_desk_file
from hkdesk.work.commands.enterprises import add_enterprise
from hkdesk.work.desk import Desk
desk = Desk(open_desk_file(Path(sys.argv[1]), officer="王芳"))
print("open", flush=True)
for line in sys.stdin:
    desk.do(add_enterprise, {"name": line.strip()})
    print("saved", flush=True)
desk.close()
"""


@contextmanager
def held(folder):
    """Another process has the folder open, and adds the enterprises that it is told."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"
        try:
            yield other
        finally:
            other.kill()


def names(desk):
    return {r.values["name"] for r in desk.stream(records, "Enterprise")}


def test_a_second_desk_reads_what_the_first_saves_and_refuses_to_write_naming_it(desk_folder, open_at):
    with held(desk_folder) as other:
        second = open_at(desk_folder)
        assert second.is_read_only
        assert second.holder.startswith("王芳 @ ")
        other.stdin.write("隔壁新增\n")
        other.stdin.flush()
        assert other.stdout.readline() == "saved\n"
        assert "隔壁新增" in names(second), "the second desk sees what the first has saved meanwhile"
        for command, arguments in ((add_enterprise, [{"name": "甲"}]), (undo, []), (redo, [])):
            with pytest.raises(DeskError, match="only reads: 王芳 @ "):
                second.do(command, *arguments)
        assert "甲" not in names(second)
        second.close()
        assert (desk_folder / "hkdesk.holder").exists(), "whoever only reads does not take the holder's name away"


def test_the_lock_is_free_again_once_the_first_desk_closes(desk_folder, open_at):
    with held(desk_folder) as other:
        other.stdin.close()
        assert other.wait(10) == 0
        assert not (desk_folder / "hkdesk.holder").exists()
        assert not open_at(desk_folder).is_read_only


def test_the_lock_heals_after_the_holder_was_killed(desk_folder, open_at):
    with held(desk_folder) as other:
        other.stdin.write("死前\n")
        other.stdin.flush()
        other.stdout.readline()
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        assert (desk_folder / "hkdesk.holder").read_text("utf-8").startswith("王芳")
        third = open_at(desk_folder, officer="李敏")
        assert not third.is_read_only
        assert "死前" in names(third)
        assert (desk_folder / "hkdesk.holder").read_text("utf-8").startswith("李敏 @ ")


def test_two_desks_in_one_process_do_not_both_write(desk, open_at):
    second = open_at(desk.folder)
    assert (desk.is_read_only, second.is_read_only) == (False, True)
    assert second.holder.startswith("李敏 @ ")


def test_a_desk_that_only_looks_leaves_the_lock_to_others(desk_folder, open_at):
    looking = open_desk_file(desk_folder, to_write=False)
    try:
        assert looking.writer is None
        assert not open_at(desk_folder).is_read_only
    finally:
        looking.close()


def test_a_folder_that_another_desk_is_just_setting_up_is_not_had_yet(tmp_path):
    from hkdesk.paths import DataFolder
    from hkdesk.store.lock import DeskLock

    lock = DeskLock(DataFolder(tmp_path))
    assert lock.take("王芳")
    try:
        for to_write in (True, False):
            with pytest.raises(DeskError, match=r"王芳 @ .* is just setting this folder up"):
                open_desk_file(tmp_path, to_write=to_write)
        assert not (tmp_path / "hkdesk.db").exists()
    finally:
        lock.release()


def test_nobody_needs_a_name_on_the_machine_to_hold_a_folder(tmp_path, monkeypatch):
    def nobody():
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    file = open_desk_file(tmp_path)
    try:
        assert file.folder.holder.read_text("utf-8").startswith("? @ ")
    finally:
        file.close()
