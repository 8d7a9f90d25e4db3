"""Brings a database to this version's tables; alembic is imported only when there is something to do."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from hkdesk.domain.errors import DeskError
from hkdesk.paths import DataFolder
from hkdesk.store.backup import back_up
from hkdesk.store.refusals import cannot_write
from hkdesk.store.search_index import create_triggers, drop_triggers

# In their order; this one needs the last.
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010")
OURS = {"alembic_version", "desk"}
SMALLEST = 512  # bytes: SQLite takes what is shorter for an empty database
HERE = Path(__file__).parent / "migrations"


def revision_of(database: Path) -> str | None:
    """The revision that a file stands at, read without touching it; None for a new or empty one.

    Raises:
        DeskError: if the file is no database of the desk.
    """
    if not database.exists() or database.stat().st_size == 0:
        return None
    try:
        with closing(_look_at(database)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")}
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone() if tables >= OURS else None
    except sqlite3.DatabaseError as error:
        raise refused(database, error) from error
    if row is None and (tables or database.stat().st_size < SMALLEST):
        raise DeskError("{file} is a database, but not one of this desk; nothing was changed.", file=database)
    return str(row[0]) if row else None  # without any table a desk was killed as it began to set up


def has_desk(database: Path) -> bool:
    """Whether the desk's own row is there: the last that setting up writes before the facts."""
    with closing(_look_at(database)) as connection:
        return connection.execute("SELECT 1 FROM desk").fetchone() is not None


def refused(database: Path, error: Exception) -> DeskError:
    """What SQLite says of a file, as a sentence."""
    if isinstance(error, sqlite3.OperationalError):
        return DeskError("{file} cannot be opened ({why}).", file=database, why=error)
    return DeskError("{file} is damaged or no database ({why}); nothing was changed.", file=database, why=error)


def _look_at(database: Path) -> sqlite3.Connection:
    """A connection that only reads, and takes along the files beside the database that it makes itself."""
    was_killed = database.with_name(
        f"{database.name}-wal"
    ).exists()  # then what it left is not this one's to bring home
    connection = sqlite3.connect(f"{database.as_uri()}?mode={'ro' if was_killed else 'rw'}", uri=True)
    connection.execute("PRAGMA query_only=ON")
    return connection


def check_revision(found: str | None, database: Path) -> None:
    """Refuse a database that a newer version has written.

    Raises:
        DeskError: saying so; the file is untouched.
    """
    if found is not None and found not in REVISIONS:
        raise DeskError(
            "{file} was written by a newer version of the desk (its tables are at {found}, this version knows "
            "{known}); update the desk to open it. The file was not touched.",
            file=database,
            found=found,
            known=REVISIONS[-1],
        )


def migrate(folder: DataFolder, found: str | None) -> None:
    """Upgrade the folder's database to the last revision, with a backup first if it holds anything."""
    if found == REVISIONS[-1]:
        return
    if found is not None:
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        try:
            back_up(folder.database, folder.backups / f"before-{REVISIONS[-1]}-{stamp}.db")
        except OSError as error:
            raise cannot_write(folder.backups, error) from error
    _upgrade(folder.database)


def _upgrade(database: Path) -> None:
    from alembic import command
    from alembic.config import Config

    from hkdesk.store.engine import open_engine

    engine = open_engine(database)
    try:
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is None:
                raise RuntimeError("the connection was closed")
            raw.execute(
                "PRAGMA foreign_keys=OFF"
            )  # a rebuilt table must not cascade; it only works outside a transaction
            with connection.begin():
                drop_triggers(connection)
                config = Config()
                config.set_main_option("script_location", str(HERE).replace("%", "%%"))
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                create_triggers(connection)
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                    raise DeskError(
                        "{file} cannot be brought to this version: {count} of its records refer to others that would "
                        "be gone. Nothing was changed; the version that wrote it opens it still.",
                        file=database,
                        count=len(broken),
                    )
    finally:
        engine.dispose()
