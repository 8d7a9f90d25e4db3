"""Ctrl+Z and Ctrl+Shift+Z: whatever was done, in whatever order, is taken back to the letter and brought back."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select
from sqlmodel import select as pick
from uuid_utils.compat import uuid7

from hkdesk.domain.errors import DeskError
from hkdesk.domain.request import RequestAction, ReturnVisit, Satisfaction, actions_from
from hkdesk.domain.stage import Stage, Step
from hkdesk.store.desk_file import open_desk_file
from hkdesk.tables.all import RECORDS, table_of
from hkdesk.tables.enterprise import Enterprise
from hkdesk.tables.park import Park
from hkdesk.work.changes import Transaction, history_of, redo, stacks, undo, undo_state
from hkdesk.work.commands.enterprises import add_enterprise, edit_enterprise
from hkdesk.work.commands.milestones import delete_milestone, save_milestone
from hkdesk.work.commands.projects import (
    Move,
    add_project,
    edit_project,
    move_project,
)
from hkdesk.work.commands.request_steps import Act, act_on_request
from hkdesk.work.commands.requests import edit_request, log_request
from hkdesk.work.desk import Desk
from hkdesk.work.queries.records import load, records, resolve
from tests.conftest import NOW

TEXTS = st.sampled_from(["", "甲", "<b>&", "=1+1", "%_'\"\\", "😀𠮷", "第一行\n第二行"])
NAMES = st.sampled_from(["甲企业", "乙企业", "丙企业", "恒光科技", "湖南立点科技有限公司"])
PICKS = st.integers(0, 3)  # the newest is 0
DAYS = st.integers(0, 300).map(lambda n: NOW.date() - timedelta(days=n))


COLUMNS = {kind: [c.name for c in table_of(kind).c if c.name != "version"] for kind in RECORDS}


def dump(desk):
    """Every record, every field as it lies on the disk, but for the version."""

    def rows(connection, kind):
        names = ", ".join(f'"{name}"' for name in COLUMNS[kind])
        return connection.exec_driver_sql(f'SELECT {names} FROM "{table_of(kind).name}" ORDER BY id').fetchall()

    return desk.read(lambda c: {kind: [tuple(row) for row in rows(c, kind)] for kind in RECORDS})


def keys(desk, kind):
    t = table_of(kind)
    return desk.read(lambda c: list(c.execute(select(t.c.id).order_by(t.c.id)).scalars()))


class AnOfficersDay(RuleBasedStateMachine):
    """Commands at random, undo and redo between them, against remembered dumps of all that is kept."""

    template: ClassVar[Path]
    ticks = 0

    @initialize()
    def open_the_desk(self):
        self.folder = Path(tempfile.mkdtemp(prefix="hkdesk-undo-"))
        shutil.copytree(self.template, self.folder, dirs_exist_ok=True)
        self.desk = Desk(open_desk_file(self.folder, officer="李敏", clock=self.now))
        self.states = [dump(self.desk)]  # what stood before each thing done, and what stands now
        self.undone: list[Any] = []
        for title in ("缺工", "缺水"):
            self.do(log_request, {"enterprise": "甲企业", "title": title, "received_on": "2026-11-02"})

    def now(self):
        self.ticks += 1
        return NOW - timedelta(hours=1) + timedelta(milliseconds=self.ticks)

    def teardown(self):
        if hasattr(self, "desk"):
            self.desk.close()
            shutil.rmtree(self.folder)

    def do(self, command: Callable[..., Any], *arguments: Any):
        """Run it; a refusal must leave everything as it was."""
        try:
            changed = bool(self.desk.do(command, *arguments).changes.ids)
        except DeskError:
            changed = False
        if changed:
            self.states.append(dump(self.desk))
            self.undone.clear()

    def one_of(self, kind: str, pick: int):
        found = keys(self.desk, kind)
        return found[-1 - pick % len(found)]

    @rule(name=NAMES, note=TEXTS, scale=st.sampled_from(["是", "否", ""]), park=st.sampled_from(["HJS", "HJQ"]))
    def add_an_enterprise(self, name, note, scale, park):
        self.do(add_enterprise, {"name": name, "note": note, "is_above_scale": scale, "park": park})

    @rule(pick=PICKS, name=NAMES, note=TEXTS)
    def edit_an_enterprise(self, pick, name, note):
        self.do(edit_enterprise, self.one_of("Enterprise", pick), {"name": name, "note": note})

    @rule(name=TEXTS, enterprise=NAMES, on=DAYS, amount=st.sampled_from(["", "1.2亿", "91.53万元"]))
    def add_a_project(self, name, enterprise, on, amount):
        typed = {"name": f"项目{name}", "enterprise": enterprise, "signed_on": str(on), "total_investment_fen": amount}
        self.do(add_project, typed)

    @rule(pick=PICKS, industry=TEXTS, enterprise=NAMES | st.just(""), level=st.sampled_from(["", "reserve"]))
    def edit_a_project(self, pick, industry, enterprise, level):
        typed = {"industry": industry, "enterprise": enterprise, "key_level": level}
        self.do(edit_project, self.one_of("Project", pick), typed)

    @rule(
        pick=PICKS,
        to=st.sampled_from([*Step, Stage.TERMINATED]),
        on=DAYS,
        reason=TEXTS,
        override=st.booleans(),
        answers=st.fixed_dictionaries(
            {}, optional={"enterprise": NAMES, "permit_on": DAYS.map(str), "completed_on": DAYS.map(str)}
        ),
    )
    def move_a_project(self, pick, to, on, reason, override, answers):
        self.do(move_project, self.one_of("Project", pick), to, Move(on, reason, override, answers))

    @rule(pick=PICKS, kind=st.sampled_from(["completion", "start"]), on=DAYS, done=st.booleans())
    def add_a_milestone(self, pick, kind, on, done):
        typed = {"kind": kind, "done_on" if done else "planned_on": str(on)}
        self.do(save_milestone, self.one_of("Project", pick), None, typed)

    @precondition(lambda self: keys(self.desk, "Milestone"))
    @rule(pick=PICKS, note=TEXTS, is_deleted=st.booleans())
    def change_a_milestone(self, pick, note, is_deleted):
        milestone = self.one_of("Milestone", pick)
        if is_deleted:
            self.do(delete_milestone, milestone)
        else:
            self.do(save_milestone, self.one_of("Project", pick), milestone, {"note": note})

    @rule(enterprise=NAMES | st.just("一家没听过的"), title=TEXTS, on=DAYS, workers=st.sampled_from(["", "387"]))
    def log_an_appeal(self, enterprise, title, on, workers):
        typed = {"enterprise": enterprise, "title": title, "received_on": str(on), "workers": workers}
        self.do(log_request, typed)

    @rule(pick=PICKS, content=TEXTS, due=DAYS.map(str) | st.just(""))
    def edit_an_appeal(self, pick, content, due):
        self.do(edit_request, self.one_of("ServiceRequest", pick), {"content": content, "due_on": due})

    @rule(pick=PICKS, which=st.integers(0, 9), days=st.integers(0, 30), good=st.booleans())
    def take_an_appeal_on(self, pick, which, days, good):
        key = self.one_of("ServiceRequest", pick)
        request = self.desk.read(load, "ServiceRequest", key).values
        asked = request["extension_asked_on"] is not None
        ways = actions_from(request["state"], before=request["state_before"], is_extension_asked=asked)
        possible = ways or tuple(RequestAction)
        visit = ReturnVisit(contacted=good, solved=good, satisfaction=Satisfaction.SATISFIED if good else None)
        on = min(request["received_on"] + timedelta(days=days), NOW.date())
        act = Act(on, "因故", "企业服务中心", "已对接", visit, 3, "领导批示" if days % 2 else "")
        self.do(act_on_request, key, possible[which % len(possible)], act)

    @rule(back=st.integers(1, 4), forth=st.integers(0, 4))
    def undo_and_redo(self, back, forth):
        for _ in range(back):
            done = self.desk.do(undo).result
            assert (done is None) == (len(self.states) == 1)
            if done is not None:
                self.undone.append(self.states.pop())
            assert dump(self.desk) == self.states[-1]
        for _ in range(forth):
            done = self.desk.do(redo).result
            assert (done is None) == (not self.undone)
            if done is not None:
                self.states.append(self.undone.pop())
            assert dump(self.desk) == self.states[-1]

    @rule()
    def close_and_open_again(self):
        self.desk.close()
        self.desk = Desk(open_desk_file(self.folder, officer="李敏", clock=self.now))

    @invariant()
    def what_stands_is_what_is_remembered(self):
        if hasattr(self, "desk"):
            assert dump(self.desk) == self.states[-1]
            state = self.desk.read(undo_state, self.desk.desk_id)
            assert (state.undo is None, state.redo is None) == (len(self.states) == 1, not self.undone)

    @invariant()
    def no_record_refers_to_one_that_is_gone(self):
        if hasattr(self, "desk"):
            assert self.desk.read(lambda c: c.exec_driver_sql("PRAGMA foreign_key_check").fetchall()) == []


def test_whatever_an_officer_does_is_undone_and_redone_to_the_letter(seeded_folder):
    from hypothesis.stateful import run_state_machine_as_test

    AnOfficersDay.template = seeded_folder
    run_state_machine_as_test(
        AnOfficersDay,
        settings=settings(
            max_examples=8, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


# By example.


def values(desk, kind, key):
    found = desk.read(load, kind, key)
    return found and found.values


def other_desk(desk):
    """Another desk that writes to the same data, as changes from elsewhere will."""
    file = desk._file
    return Desk(replace(file, author=replace(file.author, desk=uuid7(), letter="B", actor="王芳")))


def test_undo_and_redo_say_what_they_would_do_and_did(desk):
    assert desk.read(undo_state, desk.desk_id).undo is None
    assert desk.do(undo).result is None
    key = desk.do(add_project, {"name": "新项目"}).result
    desk.do(edit_project, key, {"name": "另名"})
    assert desk.read(undo_state, desk.desk_id).undo.command == "edit_project"
    assert desk.do(undo).result == "edit_project"
    state = desk.read(undo_state, desk.desk_id)
    assert (state.undo.command, state.redo.command) == ("add_project", "edit_project")
    assert values(desk, "Project", key)["name"] == "新项目"
    assert desk.do(undo).result == "add_project"
    assert values(desk, "Project", key) is None
    for _ in range(2):
        assert desk.do(redo).result is not None
    assert values(desk, "Project", key)["name"] == "另名"
    assert desk.do(redo).result is None


def test_a_new_command_leaves_nothing_to_bring_back(desk):
    desk.do(add_project, {"name": "甲"})
    desk.do(undo)
    desk.do(add_project, {"name": "乙"})
    assert desk.do(redo).result is None
    assert desk.do(undo).result == "add_project"


def test_the_articles_facts_are_not_undone(desk):
    assert desk.do(undo).result is None
    assert len(list(desk.stream(records, "Project"))) == 8


def test_a_command_that_touches_a_record_more_than_once_is_undone_from_its_end(desk):
    def in_three_strokes(uow):
        firm = Enterprise(park_id=uow.session.exec(pick(Park)).first().id, name="一")
        uow.session.add(firm)
        for name in ("二", "三"):
            uow.session.flush()
            firm.name = name
        return firm.id

    before = dump(desk)
    key = desk.do(in_three_strokes).result
    after = dump(desk)
    assert values(desk, "Enterprise", key)["name"] == "三"
    for _ in range(2):
        desk.do(undo)
        assert dump(desk) == before
        desk.do(redo)
        assert dump(desk) == after


def test_undo_outlives_the_day(desk, open_at):
    key = desk.do(add_project, {"name": "新项目"}).result
    desk.close()
    again = open_at(desk.folder)
    assert again.do(undo).result == "add_project"
    assert values(again, "Project", key) is None


def test_an_undo_is_refused_naming_the_field_that_another_desk_has_changed_since(desk):
    key = desk.do(add_enterprise, {"name": "新企业"}).result
    desk.do(edit_enterprise, key, {"business": "化工", "note": "甲"})
    other_desk(desk).do(edit_enterprise, key, {"note": "乙"})
    before = dump(desk)
    with pytest.raises(DeskError, match="“note” has been changed since") as refusal:
        desk.do(undo)
    assert refusal.value.values == {"field_name": "note"}
    assert dump(desk) == before, "half of an undo was kept"
    other_desk(desk).do(edit_enterprise, key, {"head_name": "贾双意", "note": "甲"})
    assert desk.do(undo).result == "edit_enterprise"
    kept = values(desk, "Enterprise", key)
    assert (kept["business"], kept["note"], kept["head_name"]) == ("", "", "贾双意")


def test_a_new_record_is_not_taken_away_once_another_desk_has_filled_in_more(desk):
    key = desk.do(add_enterprise, {"name": "新企业"}).result
    other_desk(desk).do(edit_enterprise, key, {"uscc": "91350100M000100Y43"})
    with pytest.raises(DeskError, match="“uscc” has been changed since"):
        desk.do(undo)
    assert values(desk, "Enterprise", key) is not None


def test_a_new_record_is_not_taken_away_once_another_desk_refers_to_it(desk):
    key = desk.do(add_enterprise, {"name": "新企业"}).result
    other_desk(desk).do(log_request, {"enterprise": str(key), "title": "用工"})
    with pytest.raises(DeskError, match="Other records still refer to this one"):
        desk.do(undo)
    assert values(desk, "Enterprise", key) is not None
    assert desk.do(add_enterprise, {"name": "又一家"}).result, "the desk goes on"


def test_a_record_that_another_desk_has_deleted_says_so(desk):
    project = desk.do(add_project, {"name": "新项目"}).result
    key = desk.do(save_milestone, project, None, {"kind": "start"}).result
    desk.do(save_milestone, project, key, {"note": "改"})
    other_desk(desk).do(delete_milestone, key)
    with pytest.raises(DeskError, match="deleted since"):
        desk.do(undo)


def test_each_desk_undoes_its_own(desk):
    key = desk.do(add_enterprise, {"name": "我的"}).result
    theirs = other_desk(desk)
    theirs.do(add_enterprise, {"name": "别人的"})
    assert theirs.do(undo).result == "add_enterprise"
    assert {r.values["name"] for r in desk.stream(records, "Enterprise")} >= {"我的"}
    assert desk.do(undo).result == "add_enterprise"
    assert values(desk, "Enterprise", key) is None


def test_redo_is_refused_where_another_desk_was_there_meanwhile(desk):
    key = desk.do(add_enterprise, {"name": "新企业"}).result
    desk.do(edit_enterprise, key, {"note": "甲"})
    desk.do(undo)
    other_desk(desk).do(edit_enterprise, key, {"note": "乙"})
    with pytest.raises(DeskError, match="“note” has been changed since"):
        desk.do(redo)


def test_history_tells_all_that_happened_to_a_record_undo_included_the_latest_first(desk):
    key = desk.do(add_enterprise, {"name": "新企业", "settled_on": "2026-03-05"}).result
    desk.sit_down("王芳")
    desk.do(edit_enterprise, key, {"name": "另名"})
    desk.do(undo)
    told = desk.read(history_of, "Enterprise", key)
    assert [(e.command, e.op, e.actor) for e in told] == [
        ("undo", "update", "王芳"),
        ("edit_enterprise", "update", "王芳"),
        ("add_enterprise", "insert", "李敏"),
    ]
    assert told[0].fields == (("name", "另名", "新企业"),)
    assert ("settled_on", None, NOW.date().replace(month=3, day=5)) in told[2].fields, "days come as days"


def test_the_history_of_a_project_holds_its_milestones(desk):
    key = desk.do(add_project, {"name": "新项目"}).result
    desk.do(save_milestone, key, None, {"kind": "start"})
    assert [(e.kind, e.op) for e in desk.read(history_of, "Project", key)] == [
        ("Milestone", "insert"),
        ("Project", "insert"),
    ]


def test_the_history_of_a_fact_begins_with_the_seeds(desk):
    key = desk.read(resolve, "Enterprise", "恒光科技")
    (told,) = desk.read(history_of, "Enterprise", key)
    assert (told.command, told.actor, told.op) == ("seed", "seeds", "insert")


@pytest.mark.parametrize(
    ("log", "done", "undone"),
    [
        ("", "", ""),
        ("a b", "ab", ""),
        ("a b u:b", "a", "u"),
        ("a b u:b v:a", "", "uv"),
        ("a b u:b r:u", "ar", ""),
        ("a b u:b v:a r:v s:u", "rs", ""),
        ("a b u:b c", "ac", ""),
        ("a u:a r:u w:r", "", "w"),
    ],
)
def test_the_stacks_are_read_from_the_log_alone(log, done, undone):
    told = [part.partition(":") for part in log.split()]
    found = stacks([Transaction(name, "undo" if of else "edit", of or None) for name, _, of in told])
    assert ["".join(t.id for t in stack) for stack in found] == [done, undone]


def test_undo_looks_back_far_enough_for_a_day_and_not_over_bulk_work(desk):
    for n in range(30):
        desk.do(add_enterprise, {"name": f"企业{n}"})
    count = desk.read(lambda c: c.execute(select(func.count()).select_from(table_of("Enterprise"))).scalar())
    for _ in range(30):
        assert desk.do(undo).result == "add_enterprise"
    left = desk.read(lambda c: c.execute(select(func.count()).select_from(table_of("Enterprise"))).scalar())
    assert left == count - 30
    assert desk.do(undo).result is None
