"""Files that belong to records: their bytes lie in the data folder under their own hash, two letters a folder.

A file that no record names any more stays: undo brings the record back, and its file must be there. Backups of the
database do not hold these files yet; whoever copies the whole data folder has them.
"""

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from errno import EDQUOT, ENOSPC
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO
from uuid import uuid4

from hkdesk.domain.errors import DeskError
from hkdesk.domain.file_names import safe_file_name
from hkdesk.store.characters import characters

LIMIT_BYTES = 200 * 1024 * 1024
BLOCK_BYTES = 1024 * 1024
ABANDONED_S = 24 * 3600  # a part as old as this was left by a desk that was killed
FULL = {ENOSPC, EDQUOT}

Report = Callable[[tuple[int, int]], None]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file whose bytes are in the data folder, on the disk for good."""

    name: str
    sha256: str
    size_bytes: int


def path_of(attachments: Path, sha256: str) -> Path:
    """Where the bytes of a hash lie."""
    return attachments / sha256[:2] / sha256


def store_file(report: Report, attachments: Path, source: Path) -> StoredFile:
    """Copy a file under its hash; the copy appears only when it is whole and on the disk.

    Args:
        report: gets (bytes done, bytes in all) after each block, and may raise to give the copy up.

    Raises:
        DeskError: in one sentence, with nothing left behind.
    """
    name = characters(source.name)
    part = attachments / f"{uuid4().hex}.part"
    try:
        size = _check(source, name)
        with source.open("rb") as file:
            _make(attachments)
            sha256 = _copy(report, file, part, name, size)
        _put(part, path_of(attachments, sha256))
    except OSError as error:
        raise _refused(error, attachments, name) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return StoredFile(name, sha256, size)


def open_copy(attachments: Path, stored: StoredFile, into: Path) -> Path:
    """A read-only copy under the file's own name, in a new folder within `into`; its bytes are verified.

    Raises:
        DeskError: if the file is gone or damaged, or cannot be copied.
    """
    folder = into / uuid4().hex
    copy = folder / safe_file_name(stored.name)
    try:
        with path_of(attachments, stored.sha256).open("rb") as file:
            folder.mkdir(parents=True)
            with copy.open("xb") as to:
                sha256 = _pour(file, to, lambda _done: None)
    except FileNotFoundError as error:
        raise DeskError(
            "“{name}” is no longer in the data folder: bring it back from a backup, or add the file again.",
            name=stored.name,
        ) from error
    except OSError as error:
        _drop(copy)
        raise DeskError("“{name}” cannot be opened ({why}).", name=stored.name, why=error.strerror or error) from error
    if sha256 != stored.sha256:
        _drop(copy)
        raise DeskError(
            "“{name}” is damaged: its bytes are no longer those that were added. Bring it back from a backup, or add "
            "the file again.",
            name=stored.name,
        )
    copy.chmod(0o400)
    return copy


def _check(source: Path, name: str) -> int:
    """The size of a file that may be added."""
    found = source.stat()
    if source.is_dir():
        raise DeskError("“{name}” is a folder: add the files in it.", name=name)
    if not S_ISREG(found.st_mode):
        raise DeskError("“{name}” is not a file that can be copied.", name=name)
    if found.st_size == 0:
        raise DeskError("“{name}” is empty: look whether it has been saved.", name=name)
    if found.st_size > LIMIT_BYTES:
        raise DeskError(
            "“{name}” has {size} MB; up to {limit} MB can be added.",
            name=name,
            size=-(-found.st_size // 1024**2),
            limit=LIMIT_BYTES // 1024**2,
        )
    return found.st_size


def _make(attachments: Path) -> None:
    attachments.mkdir(parents=True, exist_ok=True)
    for left in attachments.glob("*.part"):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - ABANDONED_S:
                left.unlink()


def _copy(report: Report, file: BinaryIO, part: Path, name: str, size: int) -> str:
    before = os.fstat(file.fileno())
    with part.open("xb") as to:

        def tell(done: int) -> None:
            if done > size:
                raise _changed(name)
            report((done, size))

        sha256 = _pour(file, to, tell)
        after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or to.tell() != size:
            raise _changed(name)
        to.flush()
        os.fsync(to.fileno())
    return sha256


def _pour(file: BinaryIO, to: BinaryIO, tell: Callable[[int], None]) -> str:
    """Copy block by block; gives the hash of what went over."""
    digest, done = hashlib.sha256(), 0
    while block := file.read(BLOCK_BYTES):
        to.write(block)
        digest.update(block)
        done += len(block)
        tell(done)
    return digest.hexdigest()


def _put(part: Path, to: Path) -> None:
    """Give a whole copy its name, for good; the same bytes are not kept twice, and damaged ones are replaced."""
    if to.exists() and _hash_of(to) == to.name:
        return
    is_new = not to.parent.exists()
    to.parent.mkdir(exist_ok=True)
    part.replace(to)
    _sync_folder(to.parent)
    if is_new:
        _sync_folder(to.parent.parent)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(folder: Path) -> None:
    """Have the name itself on the disk; Windows has no such call and does it by itself."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _drop(copy: Path) -> None:
    with suppress(OSError):
        copy.unlink(missing_ok=True)
        copy.parent.rmdir()


def _changed(name: str) -> DeskError:
    return DeskError("“{name}” changed while it was copied: close it in the other program and add it again.", name=name)


def _refused(error: OSError, attachments: Path, name: str) -> DeskError:
    if error.errno in FULL:
        return DeskError(
            "The disk is full: “{name}” was not added. Make room on the disk of {folder} and try again.",
            name=name,
            folder=attachments.parent,
        )
    return DeskError("“{name}” cannot be copied ({why}).", name=name, why=error.strerror or error)
