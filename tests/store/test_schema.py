"""The migrated database is the one that the tables describe, and it keeps what they promise."""

import sqlite3
from contextlib import closing
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Enum, create_engine, inspect
from sqlmodel import SQLModel

from hkdesk.store.engine import PRAGMAS, pragmas_in_force
from hkdesk.tables.all import RECORDS, UNSHARED

INDEX_TABLES = {"search_doc", "search_dirty", "search_fts"}  # plain SQL: no class stands for them
TABLES = [kind.__table__ for kind in (*RECORDS.values(), *UNSHARED)]


@pytest.fixture(scope="module")
def migrated(seeded_folder):
    engine = create_engine(f"sqlite:///{seeded_folder / 'hkdesk.db'}")
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def described():
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def raw(desk_folder):
    with closing(sqlite3.connect(desk_folder / "hkdesk.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        yield connection


def is_ours(_object, name, kind, _reflected, _compared):
    return not (kind == "table" and (name in INDEX_TABLES or name.startswith("search_fts_")))


def test_alembic_sees_nothing_left_to_migrate(migrated):
    with migrated.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours, "compare_type": False})
        assert compare_metadata(context, SQLModel.metadata) == []


def shape(engine, table):
    """All that a table promises, as the database itself tells it."""
    found = inspect(engine)
    return {
        "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(table)},
        "key": found.get_pk_constraint(table)["constrained_columns"],
        "references": sorted(
            (f["constrained_columns"], f["referred_table"], sorted(f["options"].items()))
            for f in found.get_foreign_keys(table)
        ),
        "unique": sorted(u["column_names"] for u in found.get_unique_constraints(table)),
        "checks": sorted(" ".join(c["sqltext"].split()) for c in found.get_check_constraints(table)),
        "indexes": sorted((i["name"], i["column_names"], i["unique"]) for i in found.get_indexes(table)),
    }


@pytest.mark.parametrize("table", [t.name for t in TABLES])
def test_a_migrated_table_is_the_described_one_to_the_last_check(migrated, described, table):
    assert shape(migrated, table) == shape(described, table)


ENUMERATIONS = [(t, c.name) for t in TABLES for c in t.c if isinstance(c.type, Enum)]


@pytest.mark.parametrize(("table", "column"), ENUMERATIONS, ids=lambda x: getattr(x, "name", x))
def test_the_database_itself_refuses_a_code_that_does_not_exist(raw, table, column):
    values = {c.name: "x" for c in table.c if not c.nullable} | {column: "no_such_code"}
    names, marks = ", ".join(f'"{n}"' for n in values), ", ".join("?" * len(values))
    with pytest.raises(sqlite3.IntegrityError, match=f"ck_{table.name}_"):
        raw.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', list(values.values()))


def test_every_reference_waits_for_the_commit_and_is_checked_there(migrated):
    found = [f for t in TABLES for f in inspect(migrated).get_foreign_keys(t.name)]
    assert len(found) > 20
    assert {(f["options"].get("deferrable"), f["options"].get("initially")) for f in found} == {(True, "DEFERRED")}


def test_a_record_may_come_before_what_it_refers_to_within_a_transaction_and_not_beyond(raw):
    enterprise, qualification, park = uuid4().bytes, uuid4().bytes, raw.execute("SELECT id FROM park").fetchone()[0]
    say = "INSERT INTO qualification (id, version, enterprise_id, name, level, note) VALUES (?,1,?,'高新','','')"
    blank = ("short_name", "legacy_registration_number", "industry_code", "business", "address", "head_name")
    blank += ("contact_name", "contact_phone", "note")
    raw.execute("BEGIN")
    raw.execute(say, (qualification, enterprise))
    raw.execute(
        f"INSERT INTO enterprise (id, version, park_id, name, {', '.join(blank)}) VALUES (?,1,?,'甲'{', ?' * 9})",
        (enterprise, park, *[""] * 9),
    )
    raw.execute("COMMIT")
    raw.execute("BEGIN")
    raw.execute(say, (uuid4().bytes, uuid4().bytes))
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        raw.execute("COMMIT")


def test_what_others_refer_to_is_not_deleted(raw):
    raw.execute("BEGIN")
    raw.execute("DELETE FROM enterprise WHERE name='恒光科技'")
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        raw.execute("COMMIT")


def test_keys_take_sixteen_bytes_and_money_and_instants_are_whole_numbers(raw):
    assert raw.execute("SELECT DISTINCT typeof(id), length(id) FROM project").fetchall() == [("blob", 16)]
    (kinds,) = raw.execute("SELECT DISTINCT typeof(at), typeof(serial) FROM change").fetchall()
    assert kinds == ("integer", "integer")
    paid = raw.execute("SELECT DISTINCT typeof(amount_fen) FROM indicator WHERE amount_fen IS NOT NULL").fetchall()
    assert paid == [("integer",)]


def test_the_pragmas_that_were_measured_are_in_force(desk):
    reading = desk.read(pragmas_in_force)
    assert reading == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "temp_store": 2,
        "query_only": 1,
        "user_version": 0,
    }
    with desk._file.writer.begin() as connection:
        writing = pragmas_in_force(connection)
        assert connection.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar() == 1000
    assert writing == reading | {"query_only": 0}
    assert desk.read(lambda c: c.exec_driver_sql("PRAGMA wal_autocheckpoint").scalar()) == 0, "readers checkpoint"
    assert "foreign_keys=ON" in PRAGMAS


def test_a_reader_cannot_write(desk):
    with pytest.raises(Exception, match="readonly"):
        desk.read(lambda c: c.exec_driver_sql("UPDATE park SET name='x'"))


def test_two_writers_never_both_begin(desk):
    with desk._file.writer.begin(), closing(sqlite3.connect(desk.database, timeout=0, isolation_level=None)) as other:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        assert other.execute("SELECT count(*) FROM park").fetchone() == (2,), "readers go on"
