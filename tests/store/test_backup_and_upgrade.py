"""Backups are whole or not there; an upgrade backs up first and keeps everything, or changes nothing."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from hkdesk.domain.errors import DeskError
from hkdesk.store import migrate
from hkdesk.store.backup import back_up
from hkdesk.store.desk_file import open_desk_file
from hkdesk.store.migrate import REVISIONS
from hkdesk.store.search_index import SEARCHABLE
from hkdesk.work.commands.enterprises import edit_enterprise
from hkdesk.work.commands.wording import set_wording
from hkdesk.work.queries.records import records, resolve
from hkdesk.work.queries.search import find

NEXT = f"{int(REVISIONS[-1]) + 1:04}"
ADD_A_FIELD = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = NEXT, LAST
def upgrade():
    op.add_column("park", sa.Column("motto", sa.String(), nullable=False, server_default="实干"))
    with op.batch_alter_table("enterprise", recreate="always") as rebuilt:  # a rebuild, to which others refer
        rebuilt.add_column(sa.Column("website", sa.String(), nullable=False, server_default=""))
"""
BREAK_A_REFERENCE = """
from alembic import op
revision, down_revision = NEXT, LAST
def upgrade():
    op.execute("DELETE FROM enterprise WHERE name='恒光科技'")
"""
FAIL = """
from alembic import op
revision, down_revision = NEXT, LAST
def upgrade():
    op.execute("DELETE FROM citation")
    op.execute("this is no SQL")
"""


@pytest.fixture
def upgrade_by(monkeypatch, tmp_path):
    """This version of the desk has a revision more."""

    def script(text):
        here = tmp_path / "migrations %1"
        shutil.copytree(migrate.HERE, here, ignore=shutil.ignore_patterns("__pycache__"))
        named = text.replace("NEXT", repr(NEXT)).replace("LAST", repr(REVISIONS[-1]))
        (here / "versions" / f"{NEXT}_next.py").write_text(named, "utf-8")
        monkeypatch.setattr(migrate, "HERE", here)
        for module in ("migrate", "desk_file"):
            monkeypatch.setattr(f"hkdesk.store.{module}.REVISIONS", (*REVISIONS, NEXT))

    return script


def query(database: Path, sql: str):
    with closing(sqlite3.connect(database)) as raw:
        return raw.execute(sql).fetchall()


def everything(database: Path):
    tables = [n for (n,) in query(database, "SELECT name FROM sqlite_master WHERE type='table' AND sql NOT NULL")]
    return {t: sorted(map(repr, query(database, f'SELECT * FROM "{t}"'))) for t in tables if t != "search_fts"}


def test_a_backup_is_a_whole_desk_that_opens(desk, tmp_path, open_at):
    to = tmp_path / "stick" / "hkdesk.db"
    desk.do(edit_enterprise, desk.read(resolve, "Enterprise", "恒光科技"), {"note": "刚改"})  # not brought home yet
    back_up(desk.database, to)
    assert everything(to) == everything(desk.database)
    assert [p.name for p in to.parent.iterdir()] == ["hkdesk.db"]
    restored = open_at(to.parent)
    assert "刚改" in {r.values["note"] for r in restored.stream(records, "Enterprise")}


def test_a_backup_takes_the_place_of_the_one_before(desk, tmp_path):
    to = tmp_path / "copy.db"
    to.write_text("old")
    to.with_suffix(".part").write_text("of a backup that was killed")
    back_up(desk.database, to)
    assert query(to, "PRAGMA integrity_check") == [("ok",)]
    assert not to.with_suffix(".part").exists()


def test_a_backup_that_is_not_whole_does_not_appear_and_the_old_one_stays(desk_folder, tmp_path):
    database, to = desk_folder / "hkdesk.db", tmp_path / "copy.db"
    to.write_text("the good one of yesterday")
    page = query(database, "SELECT rootpage FROM sqlite_master WHERE name='citation'")[0][0]
    with database.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(OSError, match="damaged"):
        back_up(database, to)
    assert to.read_text() == "the good one of yesterday"
    assert [p.name for p in tmp_path.glob("copy*")] == ["copy.db"]


def test_a_backup_that_cannot_be_written_says_so(desk, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError, match=r"exists|directory"):
        back_up(desk.database, tmp_path / "file" / "copy.db")


def test_an_upgrade_backs_up_first_keeps_every_row_and_goes_on_indexing(desk_folder, upgrade_by, open_at):
    before = everything(desk_folder / "hkdesk.db")
    upgrade_by(ADD_A_FIELD)
    desk = open_at(desk_folder)
    assert query(desk.database, "SELECT version_num FROM alembic_version") == [(NEXT,)]
    assert {motto for (motto,) in query(desk.database, "SELECT motto FROM park")} == {"实干"}
    after = everything(desk.database)
    assert {t: len(rows) for t, rows in after.items()} == {t: len(rows) for t, rows in before.items()}
    assert {t for t in after if after[t] != before[t]} == {"park", "enterprise", "alembic_version"}
    (backup,) = (desk_folder / "backups").iterdir()
    assert backup.name.startswith(f"before-{NEXT}-")
    assert everything(backup) == before
    triggers = query(desk.database, "SELECT count(*) FROM sqlite_master WHERE type='trigger'")
    assert triggers == [(3 * len(SEARCHABLE) + 2,)]
    desk.do(edit_enterprise, desk.read(resolve, "Enterprise", "恒光科技"), {"short_name": "升级后"})
    assert {h.kind for h in desk.read(find, "升级后")} >= {"Enterprise"}


def test_a_new_folder_needs_no_backup_and_an_upgraded_one_no_second(tmp_path, desk_folder, upgrade_by):
    upgrade_by(ADD_A_FIELD)
    open_desk_file(tmp_path / "new").close()
    assert not (tmp_path / "new" / "backups").exists()
    for _ in range(2):
        open_desk_file(desk_folder).close()
    assert len(list((desk_folder / "backups").iterdir())) == 1


@pytest.mark.parametrize("script", [BREAK_A_REFERENCE, FAIL], ids=["breaks a reference", "fails half way"])
def test_an_upgrade_that_goes_wrong_leaves_the_database_as_it_was_and_opens_with_the_old_version(
    desk_folder, upgrade_by, script, monkeypatch, open_at
):
    before = everything(desk_folder / "hkdesk.db")
    upgrade_by(script)
    with pytest.raises((DBAPIError, DeskError)):
        open_desk_file(desk_folder)
    assert everything(desk_folder / "hkdesk.db") == before
    monkeypatch.undo()
    assert not open_at(desk_folder).is_read_only


def test_no_upgrade_is_begun_where_the_backup_cannot_be_written(desk_folder, upgrade_by):
    (desk_folder / "backups").write_text("in the way")
    upgrade_by(ADD_A_FIELD)
    with pytest.raises(DeskError, match="backups cannot be written"):
        open_desk_file(desk_folder)
    assert query(desk_folder / "hkdesk.db", "SELECT version_num FROM alembic_version") == [(REVISIONS[-1],)]


def test_an_old_desk_that_is_only_looked_at_is_upgraded_first(desk_folder, upgrade_by):
    upgrade_by(ADD_A_FIELD)
    open_desk_file(desk_folder, to_write=False).close()
    assert query(desk_folder / "hkdesk.db", "SELECT version_num FROM alembic_version") == [(NEXT,)]


def test_alembic_is_not_even_imported_where_there_is_nothing_to_do(desk_folder, monkeypatch):
    monkeypatch.setattr(migrate, "_upgrade", lambda database: pytest.fail("upgraded"))
    open_desk_file(desk_folder).close()


def test_a_desk_from_before_its_documents_had_own_wording_is_upgraded_and_keeps_all(desk_folder, open_at):
    database = desk_folder / "hkdesk.db"
    with closing(sqlite3.connect(database)) as raw:
        raw.executescript(
            "DROP TABLE office; DROP TABLE own_template; DROP TABLE ledger_import;"
            "DROP TABLE ledger_shape; DROP TABLE ledger_word;"
            "UPDATE alembic_version SET version_num = '0007'"
        )
    before = everything(database)
    desk = open_at(desk_folder)
    after = everything(database)
    assert {t for t in after if after[t] != before.get(t)} == {
        "office",
        "own_template",
        "ledger_import",
        "ledger_shape",
        "ledger_word",
        "alembic_version",
    }
    (backup,) = (desk_folder / "backups").iterdir()
    assert everything(backup) == before
    desk.do(set_wording, {None: {"issuing_unit": "办公室"}}, {})
    assert query(database, "SELECT issuing_unit, version FROM office") == [("办公室", 1)]


def test_a_desk_from_before_imports_were_kept_is_upgraded_and_keeps_all(desk_folder, open_at):
    database = desk_folder / "hkdesk.db"
    with closing(sqlite3.connect(database)) as raw:
        raw.executescript(
            "DROP TABLE ledger_import; DROP TABLE ledger_shape; DROP TABLE ledger_word;"
            "UPDATE alembic_version SET version_num = '0008'"
        )
    before = everything(database)
    open_at(desk_folder)
    after = everything(database)
    assert {t for t in after if after[t] != before.get(t)} == {
        "ledger_import",
        "ledger_shape",
        "ledger_word",
        "alembic_version",
    }
    (backup,) = (desk_folder / "backups").iterdir()
    assert everything(backup) == before
