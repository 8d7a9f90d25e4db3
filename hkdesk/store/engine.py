"""Opens the desk's database with the pragmas that were measured (docs/decisions/0001-data-layer.md)."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event

PRAGMAS = ("foreign_keys=ON", "busy_timeout=5000", "temp_store=MEMORY", "cache_size=-4000")
WRITER_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=1000")
READER_PRAGMAS = ("query_only=ON", "wal_autocheckpoint=0")  # only the one writer checkpoints


def open_engine(path: Path, *, read_only: bool = False) -> Engine:
    """An engine whose transactions begin IMMEDIATE to write and plain to read."""
    engine = create_engine(f"sqlite:///{path}")
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (*(READER_PRAGMAS if read_only else WRITER_PRAGMAS), *PRAGMAS):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    @event.listens_for(engine, "reset")
    def _end(connection: sqlite3.Connection, _record: object, _state: object) -> None:
        if connection.in_transaction:  # a COMMIT that a reference refuses leaves it open; SQLAlchemy thinks it ended
            connection.rollback()

    return engine


def checkpoint(engine: Engine) -> None:
    """Bring the log home into the one file, so that the folder can be copied."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def pragmas_in_force(connection: Connection) -> dict[str, object]:
    """The pragmas that a connection really has."""
    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "temp_store", "query_only", "user_version")
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}
