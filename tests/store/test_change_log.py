"""The change log: who changed what, from what to what, in the same transaction or not at all."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, col, select

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.errors import DeskError
from hkdesk.domain.stage import Stage
from hkdesk.store.change_log import fields_of, from_wire, to_wire
from hkdesk.tables.all import RECORDS
from hkdesk.tables.attachment import Attachment
from hkdesk.tables.change import Change
from hkdesk.tables.columns import Instant
from hkdesk.tables.enterprise import Enterprise
from hkdesk.tables.park import Park
from hkdesk.tables.project import Milestone, Project, ProjectStep
from hkdesk.work.commands.enterprises import add_enterprise, edit_enterprise
from hkdesk.work.commands.milestones import delete_milestone, save_milestone
from hkdesk.work.commands.projects import add_project
from tests.conftest import NOW


def log_of(desk, row):
    with Session(desk._file.reader) as session:
        return list(session.exec(select(Change).where(col(Change.row) == row).order_by(col(Change.serial))))


def rows(desk, table):
    return desk.read(lambda c: c.exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar())


def test_a_new_record_is_logged_field_by_field_without_what_is_not_known(desk):
    done = desk.do(add_enterprise, {"name": "新企业", "settled_on": "2026-03-05", "is_above_scale": "是"})
    (change,) = log_of(desk, done.result)
    park = desk.read(lambda c: c.exec_driver_sql("SELECT id FROM park WHERE code='HJS'").scalar())
    assert (change.kind, change.op, change.command, change.actor) == ("Enterprise", "insert", "add_enterprise", "李敏")
    assert (change.at, change.desk, change.transaction) == (NOW, desk.desk_id, done.changes.transaction)
    known = {f: pair for f, pair in change.fields.items() if pair[1] != ""}
    assert known == {
        "park_id": [None, UUID(bytes=park).hex],
        "name": [None, "新企业"],
        "settled_on": [None, "2026-03-05"],
        "is_above_scale": [None, True],
    }
    assert "uscc" not in change.fields


def test_an_edit_logs_what_changed_and_nothing_else(desk):
    key = desk.do(add_project, {"name": "新项目", "signed_on": "2026-03-05", "total_investment_fen": "1.2亿"}).result
    from hkdesk.work.commands.projects import edit_project

    desk.do(edit_project, key, {"name": "另名", "total_investment_fen": "", "industry": "", "nature": "expansion"})
    change = log_of(desk, key)[-1]
    assert (change.op, change.command) == ("update", "edit_project")
    assert change.fields == {
        "name": ["新项目", "另名"],
        "total_investment_fen": [12_000_000_000, None],
        "nature": [None, "expansion"],
    }


def test_a_deletion_logs_all_that_is_lost(desk):
    project = desk.do(add_project, {"name": "新项目"}).result
    key = desk.do(save_milestone, project, None, {"kind": "completion", "planned_on": "2026-12-31"}).result
    desk.do(delete_milestone, key)
    change = log_of(desk, key)[-1]
    assert change.op == "delete"
    assert change.fields == {
        "project_id": [project.hex, None],
        "kind": ["completion", None],
        "planned_on": ["2026-12-31", None],
        "note": ["", None],
    }


def test_what_changes_nothing_is_no_change(desk):
    key = desk.do(add_enterprise, {"name": "新企业"}).result
    done = desk.do(edit_enterprise, key, {"name": "新企业", "note": ""})
    assert done.changes.ids == {}
    assert len(log_of(desk, key)) == 1


def test_a_refused_command_leaves_neither_row_nor_log(desk):
    before = {t: rows(desk, t) for t in ("enterprise", "change", "search_dirty", "search_doc")}

    def half_a_command(uow):
        uow.session.add(Enterprise(park_id=uow.session.exec(select(Park)).first().id, name="半途"))
        uow.session.flush()
        raise DeskError("Not today.")

    with pytest.raises(DeskError, match="Not today"):
        desk.do(half_a_command)
    assert {t: rows(desk, t) for t in before} == before


def test_what_the_database_refuses_at_commit_leaves_neither_row_nor_log(desk):
    before = {t: rows(desk, t) for t in ("milestone", "change")}
    with pytest.raises(DeskError, match="refers to is gone: nothing was saved"):
        desk.do(save_milestone, uuid4(), None, {"kind": "completion"})
    assert {t: rows(desk, t) for t in before} == before
    assert desk.do(add_enterprise, {"name": "下一个"}).changes.touches("Enterprise"), (
        "the desk is stuck after a refusal"
    )


def test_serials_run_on_without_a_gap_over_transactions_and_restarts(desk, open_at):
    def mine(d):
        found = "SELECT serial FROM change WHERE desk=? ORDER BY serial"
        return [r[0] for r in d.read(lambda c: c.exec_driver_sql(found, (d.desk_id.bytes,)).fetchall())]

    start = len(mine(desk))
    desk.do(add_project, {"name": "甲项目"})
    with pytest.raises(DeskError):
        desk.do(add_project, {"name": "甲项目"})
    desk.close()
    again = open_at(desk.folder)
    again.do(add_enterprise, {"name": "乙企业"})
    assert mine(again) == list(range(1, start + 4))


def test_all_that_a_transaction_wrote_bears_its_number_and_a_change_set_names_it(desk):
    done = desk.do(add_project, {"name": "甲项目"})
    assert set(done.changes.ids) == {"Project", "ProjectStep"}
    assert done.changes.touches("ProjectStep", "Park")
    assert not done.changes.touches("Park")
    (step,) = done.changes.ids["ProjectStep"]
    assert {c.transaction for c in (*log_of(desk, done.result), *log_of(desk, step))} == {done.changes.transaction}


def test_a_stale_edit_is_refused_in_a_sentence_and_not_lost_in_silence(desk):
    key = desk.do(add_enterprise, {"name": "新企业"}).result

    def a_slow_edit(uow):
        enterprise = uow.session.get(Enterprise, key)
        enterprise.note = "慢"
        raw = uow.session.connection().connection.driver_connection
        raw.execute("UPDATE enterprise SET version = version + 1, note='快' WHERE id=?", (key.bytes,))

    with pytest.raises(DeskError, match="Somebody has changed this record meanwhile") as refusal:
        desk.do(a_slow_edit)
    assert isinstance(refusal.value.__cause__, StaleDataError)
    assert log_of(desk, key)[-1].op == "insert"


VALUES = {
    "stage": (Project, st.sampled_from(Stage)),
    "total_investment_fen": (Project, st.integers(0, 10**18)),
    "enterprise_id": (Project, st.uuids()),
    "signed_on": (Project, st.dates()),
    "note": (Project, st.text()),
    "is_above_scale": (Enterprise, st.booleans()),
    "kind": (Milestone, st.sampled_from(MilestoneKind)),
    "on": (ProjectStep, st.dates()),
    "added_at": (Attachment, st.datetimes(timezones=st.just(UTC))),
}


@settings(suppress_health_check=[HealthCheck.too_slow])  # the tables of Unicode are read once
@given(st.sampled_from(sorted(VALUES)).flatmap(lambda f: st.tuples(st.just(f), st.none() | VALUES[f][1])))
def test_a_value_comes_back_from_the_log_as_it_went_in(named):
    import json

    field, value = named
    back = from_wire(VALUES[field][0], field, json.loads(json.dumps(to_wire(value))))
    wanted = value.replace(microsecond=value.microsecond // 1000 * 1000) if isinstance(value, datetime) else value
    assert back == wanted
    assert type(back) is type(wanted)


def test_the_log_and_the_column_keep_the_same_instant():
    """Where they differ, undo takes the record for one that somebody has changed since."""
    column, dialect = Instant(), sqlite.dialect()
    for microseconds in range(0, 2_000_000, 997):
        at = NOW + timedelta(microseconds=microseconds)
        kept = column.process_result_value(column.process_bind_param(at, dialect), dialect)
        assert to_wire(kept) == to_wire(at)


def test_every_field_of_every_kind_is_logged_but_its_key_and_its_version():
    for kind in RECORDS.values():
        assert set(fields_of(kind)) == {c.name for c in kind.__table__.c} - {"id", "version"}
