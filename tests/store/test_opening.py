"""A data folder that cannot be had is refused in one sentence and left as it was."""

import hashlib
import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from hkdesk.domain.errors import DeskError
from hkdesk.store.desk_file import open_desk_file
from hkdesk.store.engine import pragmas_in_force
from hkdesk.store.migrate import REVISIONS
from hkdesk.work.queries.records import records

LOCK = "hkdesk.lock"


def digests(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.name != LOCK}


def raw(path):
    return closing(sqlite3.connect(path, isolation_level=None))


def newer(database):
    with raw(database) as c:
        c.execute("UPDATE alembic_version SET version_num='9999'")


def another_programs(database):
    database.unlink()
    with raw(database) as c:
        c.execute("CREATE TABLE notes(text)")


def another_alembic_programs(database):
    another_programs(database)
    with raw(database) as c:
        c.execute("CREATE TABLE alembic_version(version_num)")
        c.execute("INSERT INTO alembic_version VALUES ('0001')")


def another_alembic_programs_unfinished(database):
    another_programs(database)
    with raw(database) as c:
        c.execute("CREATE TABLE alembic_version(version_num)")


def no_database(database):
    database.write_text("项目台账\n" * 1000, "utf-8")


def a_single_byte(database):
    database.write_bytes(b"\n")


def cut_short_in_its_header(database):
    os.truncate(database, 50)


def cut_short_by_half(database):
    os.truncate(database, database.stat().st_size // 2)


def cut_short_by_a_page(database):
    os.truncate(database, database.stat().st_size - 4096)


def overwritten_with_zeros(database):
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(bytes(database.stat().st_size - 8192))


def its_own_row_is_damaged(database):
    with raw(database) as c:
        page = c.execute("SELECT rootpage FROM sqlite_master WHERE name='desk'").fetchone()[0]
    with database.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(random.Random(1).randbytes(4096))


def a_folder_of_that_name(database):
    database.unlink()
    database.mkdir()


SPOILT = [
    (newer, "newer version"),
    (another_programs, "not one of this desk"),
    (another_alembic_programs, "not one of this desk"),
    (another_alembic_programs_unfinished, "not one of this desk"),
    (no_database, "no database"),
    (a_single_byte, "not one of this desk"),
    (cut_short_in_its_header, "damaged"),
    (cut_short_by_half, "damaged"),
    (cut_short_by_a_page, "damaged"),
    (overwritten_with_zeros, "damaged"),
    (its_own_row_is_damaged, "damaged"),
    (a_folder_of_that_name, "cannot be opened"),
]


@pytest.mark.parametrize("to_write", [True, False], ids=["to write", "to look"])
@pytest.mark.parametrize(("spoil", "why"), SPOILT, ids=[f.__name__ for f, _ in SPOILT])
def test_a_database_that_cannot_be_had_is_refused_and_not_touched(desk_folder, spoil, why, to_write):
    spoil(desk_folder / "hkdesk.db")
    before = digests(desk_folder) if (desk_folder / "hkdesk.db").is_file() else None
    with pytest.raises(DeskError, match=why) as refusal:
        open_desk_file(desk_folder, to_write=to_write)
    assert "hkdesk.db" in str(refusal.value)
    assert before is None or digests(desk_folder) == before, "a byte was changed, or a file left behind"


def test_the_refusal_of_a_newer_database_says_which_and_what_to_do(desk_folder):
    newer(desk_folder / "hkdesk.db")
    with pytest.raises(DeskError, match=rf"9999.*{REVISIONS[-1]}.*update the desk.*not touched"):
        open_desk_file(desk_folder)


def test_a_refused_folder_is_not_left_locked(desk_folder, open_at):
    newer(desk_folder / "hkdesk.db")
    with pytest.raises(DeskError):
        open_desk_file(desk_folder)
    with raw(desk_folder / "hkdesk.db") as c:
        c.execute("UPDATE alembic_version SET version_num=?", (REVISIONS[-1],))
    assert not open_at(desk_folder).is_read_only


def test_what_a_killed_desk_left_beside_a_newer_database_stays_too(desk_folder):
    newer(desk_folder / "hkdesk.db")
    connection = sqlite3.connect(desk_folder / "hkdesk.db", isolation_level=None)
    connection.execute("UPDATE park SET name='甲'")
    shutil.copytree(desk_folder, desk_folder.with_name("killed"))  # the log has not been brought home
    connection.close()
    killed = desk_folder.with_name("killed")
    before = digests(killed)
    assert (killed / "hkdesk.db-wal").stat().st_size > 0
    with pytest.raises(DeskError, match="newer"):
        open_desk_file(killed)
    after = digests(killed)
    assert {n: after[n] for n in ("hkdesk.db", "hkdesk.db-wal")} == {
        n: before[n] for n in ("hkdesk.db", "hkdesk.db-wal")
    }


@pytest.mark.parametrize("place", ["a file", "below a file", "/proc/hkdesk", "/dev/null/hkdesk"])
def test_a_folder_that_cannot_be_written_is_refused_with_its_name_and_a_way_out(tmp_path, place):
    (tmp_path / "file").write_text("x")
    root = {"a file": tmp_path / "file", "below a file": tmp_path / "file" / "desk"}.get(place, Path(place))
    with pytest.raises(DeskError, match=r"cannot be written.*--data") as refusal:
        open_desk_file(root)
    assert str(root) in str(refusal.value)
    assert (tmp_path / "file").read_text() == "x"


@pytest.mark.parametrize("name", [LOCK, "hkdesk.holder"])
def test_a_lock_that_cannot_be_written_is_refused(tmp_path, name):
    (tmp_path / name).mkdir()
    with pytest.raises(DeskError, match="cannot be written"):
        open_desk_file(tmp_path)


def test_a_network_drive_is_refused_and_told_what_serves_instead(tmp_path, monkeypatch):
    monkeypatch.setattr("hkdesk.store.desk_file._file_system", lambda root: "cifs")
    with pytest.raises(DeskError, match=r"network drive \(cifs\).*PostgreSQL"):
        open_desk_file(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_new_folder_becomes_a_desk_wherever_it_lies(tmp_path):
    root = tmp_path / "深" / "桌 面 %20 #1?" / "desk"
    open_desk_file(root, officer="李敏").close()
    file = open_desk_file(root)
    assert (file.author.actor, file.author.letter, file.is_practice) == ("李敏", "A", False)
    file.close()


@pytest.mark.parametrize("left", ["nothing in the file", "no table yet", "no row of the desk"])
def test_a_desk_that_was_killed_while_it_set_up_is_set_up_at_the_next_start(desk_folder, left, open_at):
    database = desk_folder / "hkdesk.db"
    if left != "no row of the desk":
        database.write_bytes(b"")
    with raw(database) as c:
        c.execute("PRAGMA journal_mode=WAL" if left == "no table yet" else "PRAGMA user_version")
        if left == "no row of the desk":
            c.execute("DELETE FROM desk")
    looking = open_desk_file(desk_folder, to_write=False)
    with looking.reader.begin() as connection:
        assert pragmas_in_force(connection)["journal_mode"] == "wal"
    looking.close()
    assert not open_at(desk_folder).is_read_only


def test_after_closing_the_folder_holds_one_file_of_data_which_can_be_copied(desk, tmp_path, open_at):
    from hkdesk.work.commands.enterprises import add_enterprise

    key = desk.do(add_enterprise, {"name": "新企业"}).result
    desk.close()
    assert sorted(p.name for p in desk.folder.iterdir()) == ["hkdesk.db", LOCK]
    (tmp_path / "stick").mkdir()
    shutil.copy(desk.database, tmp_path / "stick")
    copied = open_at(tmp_path / "stick")
    assert key in {r.id for r in copied.stream(records, "Enterprise")}


def test_the_file_alone_is_whole_after_closing_even_while_another_desk_still_reads(desk, tmp_path, open_at):
    from hkdesk.work.commands.enterprises import add_enterprise

    reading = open_at(desk.folder)
    key = desk.do(add_enterprise, {"name": "新企业"}).result
    assert key in {r.id for r in reading.stream(records, "Enterprise")}
    desk.close()
    (tmp_path / "stick").mkdir()
    shutil.copy(desk.database, tmp_path / "stick")
    assert key in {r.id for r in open_at(tmp_path / "stick").stream(records, "Enterprise")}


def test_looking_leaves_no_file_behind_and_changes_none(desk_folder):
    (desk_folder / LOCK).unlink(missing_ok=True)
    before = digests(desk_folder)
    open_desk_file(desk_folder, to_write=False).close()
    assert digests(desk_folder) == before
    assert not (desk_folder / LOCK).exists()


def test_a_change_that_nobody_signed_bears_the_systems_user(desk_folder, open_at, monkeypatch):
    from hkdesk.work.changes import history
    from hkdesk.work.commands.enterprises import add_enterprise

    monkeypatch.setattr("getpass.getuser", lambda: "limin")
    desk = open_at(desk_folder, officer="")
    key = desk.do(add_enterprise, {"name": "新企业"}).result
    assert [e.actor for e in desk.read(history, [key])] == ["limin"]
    desk.sit_down("王芳")
    key = desk.do(add_enterprise, {"name": "又一家"}).result
    assert [e.actor for e in desk.read(history, [key])] == ["王芳"]
