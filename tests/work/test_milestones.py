"""What an officer relies on when milestones are planned, re-planned, templated and reminded of."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.milestones import DEFAULT_TEMPLATE, STANDARD
from hkdesk.domain.stage import Stage
from hkdesk.tables.project import Project
from hkdesk.work.changes import redo, undo
from hkdesk.work.commands.milestones import (
    apply_template,
    delete_milestone,
    delete_template,
    plan_milestone,
    save_milestone,
    save_template,
)
from hkdesk.work.commands.projects import Move, add_project, move_project
from hkdesk.work.queries.milestones import KINDS, remind_days_by_kind, template_rows, templates, timeline
from hkdesk.work.queries.overview import milestones_due
from hkdesk.work.queries.projects import milestones
from hkdesk.work.queries.records import resolve

MARCH = date(2026, 3, 1)
K = MilestoneKind
SHORT = [
    {"kind": "filing", "days_after_signing": "10", "remind_days": "3"},
    {"kind": "start", "days_after_signing": "100", "remind_days": "20"},
]


def add(desk, **typed):
    return desk.do(add_project, {"name": "新项目", "signed_on": "2026-03-01", **typed}).result


def plan(desk, project, kind="start", on="2026-12-31", **typed):
    return desk.do(save_milestone, project, None, {"kind": kind, "planned_on": on, **typed}).result


def days(desk, project):
    return {m.kind: (m.planned_on, m.done_on, m.remind_days) for m in desk.read(milestones, project)}


def back_and_forth(desk, see):
    """Undo and redo the last command; gives what is seen before, after undo, after redo."""
    now = see()
    assert desk.do(undo).result
    before = see()
    assert desk.do(redo).result
    return now, before, see()


# Re-planning.


def test_a_milestone_is_planned_for_another_day_and_ctrl_z_takes_it_back(desk):
    project = add(desk)
    key = plan(desk, project)
    desk.do(plan_milestone, key, date(2027, 1, 15))
    now, before, again = back_and_forth(desk, lambda: days(desk, project)[K.START][0])
    assert (now, before, again) == (date(2027, 1, 15), date(2026, 12, 31), date(2027, 1, 15))


def test_planning_for_the_same_day_changes_nothing(desk):
    key = plan(desk, add(desk))
    assert not desk.do(plan_milestone, key, date(2026, 12, 31)).changes.ids


def test_a_day_before_signing_is_refused_by_hand_and_by_drag(desk):
    project = add(desk)
    key = plan(desk, project, on="2026-03-01")
    with pytest.raises(DeskError, match="before the project was signed") as refusal:
        desk.do(plan_milestone, key, date(2026, 2, 28))
    assert refusal.value.field == "planned_on"
    for milestone in (None, key):
        with pytest.raises(FieldErrors) as refused:
            desk.do(save_milestone, project, milestone, {"kind": "start", "planned_on": "2026-02-28"})
        assert [e.field for e in refused.value.errors] == ["planned_on"]
    assert days(desk, project)[K.START][0] == MARCH


def test_a_project_without_a_day_of_signing_may_be_planned_for_any_day(desk):
    seeded = desk.read(resolve, "Project", "孵化基地项目")
    key = plan(desk, seeded, kind="equipment", on="2001-01-01")
    desk.do(plan_milestone, key, date(2000, 1, 1))
    assert days(desk, seeded)[K.EQUIPMENT][0] == date(2000, 1, 1)


def test_a_plan_that_stands_before_signing_hinders_no_other_field(desk):
    seeded = desk.read(resolve, "Project", "孵化基地项目")
    key = plan(desk, seeded, kind="equipment", on="2001-01-01")
    with desk._file.unit_of_work("signing") as uow:  # the day of signing comes by an import
        uow.session.get(Project, seeded).signed_on = MARCH
        uow.commit()
    desk.do(save_milestone, seeded, key, {"note": "改", "planned_on": "2001-01-01"})
    with pytest.raises(FieldErrors, match="before the project was signed"):
        desk.do(save_milestone, seeded, key, {"planned_on": "2001-01-02"})


def test_what_has_been_reached_is_not_planned_again(desk):
    project = add(desk)
    key = plan(desk, project, done_on="2026-11-01")
    with pytest.raises(DeskError, match="reached on 2026-11-01"):
        desk.do(plan_milestone, key, date(2027, 1, 1))


def test_the_milestones_of_a_terminated_project_stay_where_they_are(desk):
    project = add(desk)
    key = plan(desk, project)
    desk.do(move_project, project, Stage.TERMINATED, Move(desk.today, "停"))
    with pytest.raises(DeskError, match="terminated"):
        desk.do(plan_milestone, key, date(2027, 1, 1))


def test_a_milestone_that_is_gone_cannot_be_planned(desk):
    key = plan(desk, add(desk))
    desk.do(delete_milestone, key)
    with pytest.raises(DeskError, match="deleted meanwhile"):
        desk.do(plan_milestone, key, date(2027, 1, 1))


@pytest.mark.parametrize(("typed", "field"), [("366", "remind_days"), ("-1", "remind_days"), ("soon", "remind_days")])
def test_a_reminder_out_of_range_gets_its_sentence(still, typed, field):
    key = still.read(resolve, "Project", "孵化基地项目")
    with pytest.raises(FieldErrors) as refusal:
        still.do(save_milestone, key, None, {"kind": "start", "remind_days": typed})
    assert [e.field for e in refusal.value.errors] == [field]


# Templates.


def test_the_standard_template_plans_what_is_missing_and_one_undo_takes_all_of_it_back(desk):
    project = add(desk)
    assert desk.do(apply_template, project, STANDARD).result == len(DEFAULT_TEMPLATE)
    wanted = {r.kind: (MARCH + timedelta(days=r.days_after_signing), None, r.remind_days) for r in DEFAULT_TEMPLATE}
    assert back_and_forth(desk, lambda: days(desk, project)) == (wanted, {}, wanted)


def test_a_template_never_writes_over_a_day_that_stands(desk):
    project = add(desk)
    plan(desk, project, kind="start", on="2026-12-31")
    desk.do(save_milestone, project, None, {"kind": "filing", "done_on": "2026-03-05"})
    desk.do(save_milestone, project, None, {"kind": "equipment", "note": "进口", "remind_days": "5"})
    assert desk.do(apply_template, project, STANDARD).result == len(DEFAULT_TEMPLATE) - 2
    found = days(desk, project)
    assert found[K.START] == (date(2026, 12, 31), None, None)
    assert found[K.FILING] == (None, date(2026, 3, 5), None)
    assert found[K.EQUIPMENT] == (MARCH + timedelta(days=390), None, 5)
    assert len(desk.read(milestones, project)) == len(DEFAULT_TEMPLATE)
    assert desk.do(apply_template, project, STANDARD).result == 0


def test_a_template_needs_a_day_of_signing_and_says_so(desk):
    seeded = desk.read(resolve, "Project", "孵化基地项目")
    with pytest.raises(DeskError, match="no day of signing"):
        desk.do(apply_template, seeded, STANDARD)


def test_a_template_that_is_gone_is_not_applied(desk):
    with pytest.raises(DeskError, match="“急件”"):
        desk.do(apply_template, add(desk), "急件")


def test_a_template_is_saved_under_a_new_name_changed_and_deleted(desk):
    assert desk.do(save_template, "  小 项目 ", SHORT).result == "小 项目"
    assert [t.name for t in desk.read(templates)] == [STANDARD, "小 项目"]
    assert [(r.kind, r.days_after_signing, r.remind_days) for r in desk.read(template_rows, "小 项目")] == [
        (K.FILING, 10, 3),
        (K.START, 100, 20),
    ]
    desk.do(save_template, "小 项目", [SHORT[1] | {"days_after_signing": "5"}, SHORT[0]])
    now, before, again = back_and_forth(
        desk, lambda: [r.days_after_signing for r in desk.read(template_rows, "小 项目")]
    )
    assert (now, before, again) == ([5, 10], [10, 100], [5, 10])
    desk.do(save_template, "小 项目", SHORT[:1])
    assert [r.kind for r in desk.read(template_rows, "小 项目")] == [K.FILING]
    desk.do(delete_template, "小 项目")
    now, before, again = back_and_forth(desk, lambda: [t.name for t in desk.read(templates)])
    assert (now, before, again) == ([STANDARD], [STANDARD, "小 项目"], [STANDARD])


def test_the_standard_template_may_be_changed_and_comes_back_when_it_is_deleted(desk):
    desk.do(save_template, STANDARD, SHORT)
    (standard,) = desk.read(templates)
    assert (standard.is_saved, len(standard.rows)) == (True, 2)
    reminders = desk.read(remind_days_by_kind)
    assert (reminders[K.START], reminders[K.COMPLETION]) == (20, 30)
    desk.do(delete_template, STANDARD)
    (standard,) = desk.read(templates)
    assert (standard.is_saved, standard.rows) == (False, DEFAULT_TEMPLATE)


@pytest.mark.parametrize(
    ("name", "rows", "fields"),
    [
        ("", SHORT, ["template"]),
        ("甲" * 201, SHORT, ["template"]),
        ("甲", [], ["template"]),
        ("甲", [SHORT[0], {}], ["kind.1", "days_after_signing.1", "remind_days.1"]),
        ("甲", [SHORT[0], SHORT[0]], ["kind.1"]),
        ("甲", [SHORT[0] | {"days_after_signing": "soon"}], ["days_after_signing.0"]),
        ("甲", [SHORT[0] | {"days_after_signing": "-1"}], ["days_after_signing.0"]),
        ("甲", [SHORT[0] | {"days_after_signing": "3651"}], ["days_after_signing.0"]),
        ("甲", [SHORT[0], SHORT[1] | {"remind_days": "400"}], ["remind_days.1"]),
        ("甲", [SHORT[0] | {"kind": "party"}], ["kind.0"]),
        ("甲", [SHORT[0] | {"remind_days": ""}], ["remind_days.0"]),
    ],
)
def test_each_wrong_row_gets_its_own_sentence_and_nothing_is_saved(still, name, rows, fields):
    with pytest.raises(FieldErrors) as refusal:
        still.do(save_template, name, rows)
    assert [e.field for e in refusal.value.errors] == fields
    assert [t.name for t in still.read(templates)] == [STANDARD]


# Reminders and the timeline.


@pytest.mark.parametrize(
    ("kind", "typed", "ahead", "is_due"),
    [
        ("filing", {}, 7, True),  # the standard template reminds of a filing a week before
        ("filing", {}, 8, False),
        ("completion", {}, 30, True),
        ("completion", {}, 31, False),
        ("filing", {"remind_days": "60"}, 60, True),
        ("filing", {"remind_days": "60"}, 61, False),
        ("completion", {"remind_days": "0"}, 0, True),
        ("completion", {"remind_days": "0"}, 1, False),
        ("filing", {}, -400, True),
    ],
)
def test_a_milestone_is_due_from_the_day_on_which_its_reminder_begins(desk, kind, typed, ahead, is_due):
    on = desk.today + timedelta(days=ahead)
    plan(desk, add(desk, signed_on="2025-01-01"), kind=kind, on=on.isoformat(), **typed)
    assert bool(desk.read(milestones_due, None, desk.today, 100)) is is_due


def test_a_changed_standard_template_changes_when_reminders_begin(desk):
    plan(desk, add(desk), kind="start", on=(desk.today + timedelta(days=20)).isoformat())
    assert desk.read(milestones_due, None, desk.today, 100) == []
    desk.do(save_template, STANDARD, SHORT)
    assert len(desk.read(milestones_due, None, desk.today, 100)) == 1


def rows(desk, park=None):
    return {r.name: r for r in desk.read(timeline, park, desk.today)}


def test_the_timeline_has_every_project_with_its_days_and_milestones(desk):
    project = add(desk, planned_start_on="2026-06-01")
    late = plan(desk, project, kind="start", on="2026-11-14")
    plan(desk, project, kind="completion", on="2027-05-01", remind_days="9")
    desk.do(save_milestone, project, None, {"kind": "filing", "planned_on": "2026-03-10", "done_on": "2026-03-20"})
    row = rows(desk)["新项目"]
    assert (row.key, row.stage, row.started) == (project.bytes, Stage.SIGNED, None)
    assert (row.signed, row.planned_start) == (MARCH.toordinal(), date(2026, 6, 1).toordinal())
    assert [(KINDS[m.kind], m.remind_days) for m in row.marks] == [(K.FILING, 7), (K.START, 15), (K.COMPLETION, 9)]
    assert row.marks[1].key == late.bytes
    assert (row.late_days, row.late_count) == (10, 1)
    assert (row.first, row.last) == (MARCH.toordinal(), date(2027, 5, 1).toordinal())


def test_nothing_of_a_terminated_project_is_late(desk):
    project = add(desk)
    plan(desk, project, on="2026-11-14")
    desk.do(move_project, project, Stage.TERMINATED, Move(desk.today, "停"))
    row = rows(desk)["新项目"]
    assert (row.late_days, row.late_count, row.terminated) == (0, 0, desk.today.toordinal())


def test_the_timeline_of_a_park_has_no_project_of_another(desk):
    here, there = (desk.read(resolve, "Park", code) for code in ("HJS", "HJQ"))
    project = add(desk, park="HJQ")
    plan(desk, project)
    assert "新项目" not in rows(desk, here)
    assert len(rows(desk, there)["新项目"].marks) == 1
    assert set(rows(desk)) == set(rows(desk, here)) | set(rows(desk, there))


def test_a_project_without_any_day_is_on_the_timeline_too(desk):
    desk.read(resolve, "Project", "孵化基地项目")
    undated = [r for r in rows(desk).values() if r.first is None]
    assert all(r.last is None and r.marks == () for r in undated)
    assert "孵化基地项目" in rows(desk)


def test_an_unknown_project_gets_no_template(desk):
    with pytest.raises(DeskError, match="deleted meanwhile"):
        desk.do(apply_template, uuid4(), STANDARD)
