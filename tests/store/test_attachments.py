"""Files as they come from an officer's disk into the data folder, and back out of it."""

import errno
import hashlib
import os
import time
from pathlib import Path

import pytest

from hkdesk.domain.errors import Cancelled, DeskError
from hkdesk.store import attachments as store
from hkdesk.store.attachments import BLOCK_BYTES, StoredFile, open_copy, path_of, store_file

TEXT = "立项批复".encode() * 1000


def quiet(_done):
    pass


def left(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "desk" / "attachments"


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "立项批复（正式）.pdf"
    path.write_bytes(TEXT)
    return path


def test_a_file_lies_under_its_hash_and_keeps_its_name(folder, source):
    digest = hashlib.sha256(TEXT).hexdigest()
    assert store_file(quiet, folder, source) == StoredFile("立项批复（正式）.pdf", digest, len(TEXT))
    assert left(folder) == [f"{digest[:2]}/{digest}"]
    assert path_of(folder, digest).read_bytes() == TEXT
    assert source.read_bytes() == TEXT


def test_progress_goes_up_block_by_block_to_the_whole(folder, tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(os.urandom(2 * BLOCK_BYTES + 5))
    told = []
    store_file(told.append, folder, path)
    whole = 2 * BLOCK_BYTES + 5
    assert told == [(BLOCK_BYTES, whole), (2 * BLOCK_BYTES, whole), (whole, whole)]


def test_the_same_bytes_are_kept_once_whatever_their_names(folder, source, tmp_path):
    first = store_file(quiet, folder, source)
    made = path_of(folder, first.sha256).stat()
    other = tmp_path / "again.pdf"
    other.write_bytes(TEXT)
    assert store_file(quiet, folder, other) == StoredFile("again.pdf", first.sha256, len(TEXT))
    assert path_of(folder, first.sha256).stat().st_ino == made.st_ino
    assert len(left(folder)) == 1


def test_adding_a_file_again_mends_its_damaged_bytes(folder, source):
    stored = store_file(quiet, folder, source)
    path_of(folder, stored.sha256).write_bytes(b"x" * len(TEXT))
    store_file(quiet, folder, source)
    assert path_of(folder, stored.sha256).read_bytes() == TEXT


def test_file_and_folder_are_on_the_disk_before_it_is_said_to_be_added(folder, source, monkeypatch):
    synced = []

    def fsync(fd):
        synced.append(Path(f"/proc/self/fd/{fd}").resolve() if Path("/proc/self/fd").exists() else fd)
        real(fd)

    real = os.fsync
    monkeypatch.setattr(os, "fsync", fsync)
    stored = store_file(quiet, folder, source)
    assert len(synced) == (3 if os.name != "nt" else 1)  # the file, the folder with its name, the folder of that folder
    if Path("/proc/self/fd").exists():
        assert synced[0].suffix == ".part"
        assert synced[1:] == [path_of(folder, stored.sha256).parent, folder]


def test_a_copy_that_is_given_up_leaves_nothing(folder, tmp_path):
    path = tmp_path / "long.bin"
    path.write_bytes(os.urandom(3 * BLOCK_BYTES))

    def give_up(done):
        if done[0] > BLOCK_BYTES:
            assert len(left(folder)) == 1, "the part is there while it is copied"
            raise Cancelled

    with pytest.raises(Cancelled):
        store_file(give_up, folder, path)
    assert left(folder) == []


def test_what_may_not_be_added_is_refused_in_a_sentence(folder, tmp_path):
    (tmp_path / "empty.txt").touch()
    (tmp_path / "sub").mkdir()
    big = tmp_path / "big.mov"
    with big.open("wb") as file:
        file.truncate(store.LIMIT_BYTES + 1)
    for name, says in (
        ("empty.txt", "is empty"),
        ("sub", "is a folder"),
        ("big.mov", "has 201 MB; up to 200 MB"),
        ("gone.pdf", "cannot be copied"),
    ):
        with pytest.raises(DeskError, match=says) as refusal:
            store_file(quiet, folder, tmp_path / name)
        assert name in str(refusal.value)
    assert not folder.exists()


def test_two_hundred_megabytes_are_taken(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(store, "LIMIT_BYTES", 10)
    path = tmp_path / "a.bin"
    path.write_bytes(b"0123456789")
    assert store_file(quiet, folder, path).size_bytes == 10
    path.write_bytes(b"0123456789a")
    with pytest.raises(DeskError, match="up to"):
        store_file(quiet, folder, path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever is root reads everything")
def test_an_unreadable_file_is_refused(folder, source):
    source.chmod(0)
    with pytest.raises(DeskError, match="cannot be copied"):
        store_file(quiet, folder, source)
    assert left(folder) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
def test_a_pipe_is_refused_and_not_waited_for(folder, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(DeskError, match="not a file that can be copied"):
        store_file(quiet, folder, tmp_path / "pipe")


@pytest.mark.parametrize("change", ["grows", "shrinks", "is written over"])
def test_a_file_that_changes_while_it_is_copied_is_refused(folder, tmp_path, change):
    path = tmp_path / "report.docx"
    path.write_bytes(os.urandom(3 * BLOCK_BYTES))

    def change_it(done):
        if done[0] != BLOCK_BYTES:
            return
        if change == "grows":
            with path.open("ab") as file:
                file.write(b"more" * BLOCK_BYTES)
        elif change == "shrinks":
            os.truncate(path, 2 * BLOCK_BYTES)
        else:
            with path.open("r+b") as file:
                file.write(b"other")
            os.utime(path, ns=(1, time.time_ns() + 1))

    with pytest.raises(DeskError, match="changed while it was copied"):
        store_file(change_it, folder, path)
    assert left(folder) == []


@pytest.mark.parametrize(("number", "says"), [(errno.ENOSPC, "The disk is full"), (errno.EIO, "cannot be copied")])
def test_a_full_or_failing_disk_is_told_and_leaves_nothing(folder, source, monkeypatch, number, says):
    def fail(_fd):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(DeskError, match=says):
        store_file(quiet, folder, source)
    assert left(folder) == []


def test_what_a_killed_desk_left_half_copied_goes_in_time(folder, source):
    folder.mkdir(parents=True)
    old, new = folder / "a.part", folder / "b.part"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))
    store_file(quiet, folder, source)
    assert (old.exists(), new.exists()) == (False, True)


def test_a_file_opens_as_a_read_only_copy_under_its_own_name(folder, source, tmp_path):
    stored = store_file(quiet, folder, source)
    first, second = (open_copy(folder, stored, tmp_path / "opened") for _ in range(2))
    assert first.name == source.name
    assert first.read_bytes() == TEXT
    assert first.stat().st_mode & 0o222 == 0
    assert first != second
    assert path_of(folder, stored.sha256).exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "CON", "a/b.txt", "..", "a" * 400 + ".pdf", "x:y?.txt"])
def test_a_copy_stays_in_its_folder_whatever_the_file_is_called(folder, source, tmp_path, name):
    stored = store_file(quiet, folder, source)
    copy = open_copy(folder, StoredFile(name, stored.sha256, stored.size_bytes), tmp_path / "opened")
    assert copy.parent.parent == tmp_path / "opened"
    assert copy.read_bytes() == TEXT


@pytest.mark.parametrize("damage", ["changed", "cut", "gone"])
def test_a_damaged_or_lost_file_is_told_and_not_opened(folder, source, tmp_path, damage):
    stored = store_file(quiet, folder, source)
    lies = path_of(folder, stored.sha256)
    if damage == "gone":
        lies.unlink()
    else:
        lies.write_bytes(TEXT[:-1] if damage == "cut" else b"x" + TEXT[1:])
    with pytest.raises(DeskError, match="no longer in the data folder" if damage == "gone" else "is damaged"):
        open_copy(folder, stored, tmp_path / "opened")
    assert not (tmp_path / "opened").exists() or left(tmp_path / "opened") == []
