"""Whole, checked copies of the database."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path


def back_up(database: Path, to: Path) -> None:
    """Copy a database through SQLite's own backup; the copy appears only when it is whole.

    Raises:
        OSError: if the copy cannot be written or does not pass its check.
    """
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_suffix(".part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            verdict = copy.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        verdict = error
    if verdict != "ok":
        part.unlink(missing_ok=True)
        raise OSError(f"the copy is damaged: {verdict}")
    with part.open("r+b") as file:  # Windows flushes only what may be written
        os.fsync(file.fileno())
    part.replace(to)
