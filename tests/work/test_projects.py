"""What an officer relies on when a project is entered, edited and moved on the pipeline."""

from datetime import date
from uuid import uuid4

import pytest

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.stage import Gate, Stage, Step
from hkdesk.work.commands.milestones import delete_milestone, save_milestone
from hkdesk.work.commands.projects import (
    GatesUnmet,
    Move,
    add_project,
    edit_project,
    move_project,
)
from hkdesk.work.queries.gates import gates_missing
from hkdesk.work.queries.projects import milestones, steps_taken
from hkdesk.work.queries.records import load, records, resolve

MARCH, MAY, JULY, AUGUST = (date(2026, m, 1) for m in (3, 5, 7, 8))
DAYS = ("signed_on", "landed_on", "started_on", "trial_production_on", "in_production_on", "terminated_on")


def add(desk, **typed):
    return desk.do(add_project, {"name": "新项目", "signed_on": "2026-03-01", **typed}).result


def move(desk, key, to, on, reason="", override=False, **answers):
    desk.do(move_project, key, to, Move(on, reason, override, answers))
    return values(desk, key)


def values(desk, key):
    return desk.read(load, "Project", key).values


def days(desk, key):
    return tuple(values(desk, key)[f] for f in DAYS)


def ready(desk):
    """A project that meets every gate."""
    key = add(desk, enterprise="恒光科技", project_code="2603-431281-04-01-000001")
    for kind in ("construction_permit", "completion"):
        desk.do(save_milestone, key, None, {"kind": kind, "done_on": "2026-04-01"})
    return key


def in_production(desk):
    key = ready(desk)
    move(desk, key, Step.LANDED, date(2026, 4, 1))
    move(desk, key, Stage.STARTED, MAY)
    move(desk, key, Step.TRIAL_PRODUCTION, JULY)
    move(desk, key, Stage.IN_PRODUCTION, AUGUST)
    return key


# Entry and editing.


def test_a_project_is_entered_as_signed_today_for_this_years_list(desk):
    key = desk.do(add_project, {"name": "新项目"}).result
    found = values(desk, key)
    assert (found["stage"], found["signed_on"], found["key_year"]) == (Stage.SIGNED, desk.today, 2026)
    assert found["park_id"] == desk.read(resolve, "Park", "HJS")
    (step,) = desk.read(steps_taken, key)
    assert (step.from_stage, step.to_stage, step.step, step.on, step.actor) == (
        None,
        Stage.SIGNED,
        Step.SIGNED,
        desk.today,
        "李敏",
    )


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("11.8亿", 118_000_000_000),
        ("1.18e9", 118_000_000_000),
        ("118000万", 118_000_000_000),
        ("1,180", 118_000),
        ("0", 0),
        ("", None),
    ],
)
def test_an_amount_is_taken_as_officers_type_it(desk, typed, fen):
    assert values(desk, add(desk, total_investment_fen=typed))["total_investment_fen"] == fen


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "", "may not stay empty"),
        ("name", "甲" * 201, "201 characters"),
        ("name", "孵化基地项目", "project of this name already"),
        ("signed_on", "2026-11-25", "still to come"),
        ("signed_on", "x", "not a date"),
        ("stage", "started", "entered as signed"),
        ("stage", "sold", "not known here"),
        ("started_on", "2026-05-01", "no field"),
        ("total_investment_fen", "lots", "not an amount"),
        ("key_level", "top", "city_major"),
        ("key_year", "this", "not a whole number"),
        ("enterprise", "无此企业", "none of the name"),
        ("park", "火星", "none of the name"),
        ("note", "甲" * 4001, "4001 characters"),
    ],
)
def test_a_wrong_field_gets_its_own_sentence_and_nothing_is_written(still, field, typed, says):
    before = len(list(still.stream(records, "Project")))
    with pytest.raises(FieldErrors) as refusal:
        add(still, **{field: typed})
    (error,) = refusal.value.errors
    assert error.field.removesuffix("_id") == field
    assert says in str(error)
    assert len(list(still.stream(records, "Project"))) == before


def test_the_same_name_in_the_other_park_is_another_project(desk):
    add(desk)
    assert add(desk, park="HJQ")
    with pytest.raises(FieldErrors, match="already"):
        add(desk, park="HJQ")


def test_an_edit_does_not_take_a_name_that_another_project_has(desk):
    key = add(desk)
    with pytest.raises(DeskError, match="of this name already") as refusal:
        desk.do(edit_project, key, {"name": "孵化基地项目"})
    assert refusal.value.field == "name"
    desk.do(edit_project, key, {"name": "新项目", "industry": "化工"})
    assert values(desk, key)["industry"] == "化工"


def test_two_projects_do_not_share_a_filing_code(desk):
    add(desk, project_code="2603-431281-04-01-000001")
    with pytest.raises(DeskError, match="Another record has this") as refusal:
        add(desk, name="又一项目", project_code="2603-431281-04-01-000001")
    assert refusal.value.field == "project_code"


@pytest.mark.parametrize("field", ["stage", *DAYS])
def test_no_edit_moves_a_project(desk, field):
    key = add(desk)
    with pytest.raises(FieldErrors, match="no field"):
        desk.do(edit_project, key, {field: "2026-05-01"})


def test_a_project_may_lose_its_enterprise_but_not_its_name(desk):
    key = add(desk, enterprise="恒光科技")
    desk.do(edit_project, key, {"enterprise": ""})
    assert values(desk, key)["enterprise_id"] is None
    with pytest.raises(FieldErrors, match="may not stay empty"):
        desk.do(edit_project, key, {"name": ""})


# Going on.


def test_a_project_that_meets_its_gates_goes_all_the_way(desk):
    key = in_production(desk)
    assert days(desk, key) == (MARCH, date(2026, 4, 1), MAY, JULY, AUGUST, None)
    assert [(s.from_stage, s.to_stage, s.step, s.unmet_gates) for s in desk.read(steps_taken, key)] == [
        (None, Stage.SIGNED, Step.SIGNED, ()),
        (Stage.SIGNED, Stage.SIGNED, Step.LANDED, ()),
        (Stage.SIGNED, Stage.STARTED, Step.STARTED, ()),
        (Stage.STARTED, Stage.STARTED, Step.TRIAL_PRODUCTION, ()),
        (Stage.STARTED, Stage.IN_PRODUCTION, Step.IN_PRODUCTION, ()),
    ]


START = {Gate.ENTERPRISE_NAMED, Gate.PROJECT_CODE, Gate.CONSTRUCTION_PERMIT}


def test_gates_that_are_not_met_ask_for_what_is_missing(desk):
    key = add(desk)
    assert desk.read(gates_missing, key) == set(Gate)
    for step, missing in ((Step.LANDED, {Gate.ENTERPRISE_NAMED}), (Step.STARTED, START)):
        with pytest.raises(GatesUnmet) as refusal:
            move(desk, key, step, MAY)
        assert set(refusal.value.gates) == missing
    assert (values(desk, key)["stage"], len(desk.read(steps_taken, key))) == (Stage.SIGNED, 1)


def test_what_is_missing_is_filled_in_there_and_then(desk):
    key = add(desk)
    found = move(
        desk, key, Stage.STARTED, MAY, enterprise="恒光科技", project_code="2603-01", permit_on="2026年4月20日"
    )
    assert (found["stage"], found["project_code"]) == (Stage.STARTED, "2603-01")
    assert found["enterprise_id"] == desk.read(resolve, "Enterprise", "恒光科技")
    (permit,) = desk.read(milestones, key)
    assert (permit.kind, permit.done_on) == (MilestoneKind.CONSTRUCTION_PERMIT, date(2026, 4, 20))
    found = move(desk, key, Stage.IN_PRODUCTION, AUGUST, completed_on="2026-07-30")
    assert (found["stage"], found["in_production_on"]) == (Stage.IN_PRODUCTION, AUGUST)
    assert desk.read(gates_missing, key) == set()


def test_an_answer_reaches_the_milestone_that_was_planned(desk):
    key = ready(desk)
    move(desk, key, Stage.STARTED, MAY)
    planned = desk.do(save_milestone, key, None, {"kind": "completion", "planned_on": "2026-06-30"}).result
    desk.do(
        delete_milestone, next(m.id for m in desk.read(milestones, key) if m.id != planned and m.kind == "completion")
    )
    move(desk, key, Stage.IN_PRODUCTION, AUGUST, completed_on="2026-07-30")
    (done,) = [m for m in desk.read(milestones, key) if m.kind is MilestoneKind.COMPLETION]
    assert (done.id, done.planned_on, done.done_on) == (planned, date(2026, 6, 30), date(2026, 7, 30))


def test_answers_that_are_left_blank_are_no_answers(desk):
    key = add(desk, enterprise="恒光科技")
    with pytest.raises(GatesUnmet) as refusal:
        move(desk, key, Step.STARTED, MAY, enterprise="  ", project_code="", permit_on=" ")
    assert set(refusal.value.gates) == {Gate.PROJECT_CODE, Gate.CONSTRUCTION_PERMIT}
    assert values(desk, key)["enterprise_id"] is not None


@pytest.mark.parametrize(
    ("answers", "field", "says"),
    [
        ({"enterprise": "无此企业"}, "enterprise_id", "none of the name"),
        ({"permit_on": "x"}, "permit_on", "not a date"),
        ({"permit_on": "2026-11-25"}, "permit_on", "still to come"),
        ({"completed_on": "2026-02-30"}, "completed_on", "no day"),
        ({"colour": "red"}, "colour", "these can be set: enterprise"),
    ],
)
def test_a_wrong_answer_gets_its_sentence_beside_its_field_and_nothing_is_kept(desk, answers, field, says):
    key = add(desk)
    before = values(desk, key)
    with pytest.raises(DeskError) as refusal:
        move(desk, key, Step.STARTED, MAY, project_code="2603-01", **answers)
    (error,) = getattr(refusal.value, "errors", [refusal.value])
    assert error.field == field
    assert says in str(error)
    assert (values(desk, key), desk.read(milestones, key)) == (before, [])


def test_an_override_needs_a_reason_which_is_kept_with_what_was_missing(desk):
    key = add(desk)
    with pytest.raises(DeskError, match="Say why") as refusal:
        move(desk, key, Stage.STARTED, MAY, reason="  ", override=True)
    assert refusal.value.field == "reason"
    move(desk, key, Stage.STARTED, MAY, reason="市里要求先行开工", override=True, project_code="2603-01")
    last = desk.read(steps_taken, key)[-1]
    assert last.reason == "市里要求先行开工"
    assert set(last.unmet_gates) == {Gate.ENTERPRISE_NAMED, Gate.CONSTRUCTION_PERMIT}


def test_an_override_where_nothing_is_missing_leaves_no_mark(desk):
    key = ready(desk)
    move(desk, key, Stage.STARTED, MAY, override=True)
    assert desk.read(steps_taken, key)[-1].unmet_gates == ()


def test_a_milestone_that_is_only_planned_meets_no_gate(desk):
    key = add(desk, enterprise="恒光科技", project_code="2603-01")
    milestone = desk.do(save_milestone, key, None, {"kind": "construction_permit", "planned_on": "2026-04-01"}).result
    with pytest.raises(GatesUnmet):
        move(desk, key, Step.STARTED, MAY)
    desk.do(save_milestone, key, milestone, {"done_on": "2026-04-02"})
    assert move(desk, key, Step.STARTED, MAY)["stage"] is Stage.STARTED


@pytest.mark.parametrize(
    ("to", "on", "says", "field"),
    [
        (Step.STARTED, date(2026, 2, 28), "earlier than signed", "on"),
        (Step.STARTED, date(2026, 11, 25), "still to come", "on"),
        (Step.IN_PRODUCTION, AUGUST, "started comes before in_production", None),
        (Step.TRIAL_PRODUCTION, AUGUST, "started comes before trial_production", None),
    ],
)
def test_a_step_out_of_order_still_to_come_or_skipping_one_is_refused(desk, to, on, says, field):
    key = ready(desk)
    with pytest.raises(DeskError, match=says) as refusal:
        move(desk, key, to, on, "先行", override=True)
    assert refusal.value.field == field
    assert days(desk, key) == (MARCH, None, None, None, None, None)


def test_a_day_can_be_corrected_within_its_neighbours(desk):
    key = in_production(desk)
    for step, on, says in (
        (Step.IN_PRODUCTION, date(2026, 6, 30), "earlier than trial_production"),
        (Step.IN_PRODUCTION, date(2026, 9, 1), None),
    ):
        if says:
            with pytest.raises(DeskError, match=says):
                move(desk, key, step, on)
        else:
            assert move(desk, key, step, on)["in_production_on"] == on


# Going back, ending, taking up again.


@pytest.mark.parametrize(
    ("to", "kept"),
    [
        (Step.SIGNED, (MARCH, None, None, None, None, None)),
        (Step.LANDED, (MARCH, date(2026, 4, 1), None, None, None, None)),
        (Step.STARTED, (MARCH, date(2026, 4, 1), MAY, None, None, None)),
        (Step.TRIAL_PRODUCTION, (MARCH, date(2026, 4, 1), MAY, JULY, None, None)),
    ],
)
def test_going_back_clears_the_later_days_and_keeps_why(desk, to, kept):
    key = in_production(desk)
    with pytest.raises(DeskError, match="needs a reason"):
        move(desk, key, to, date(2026, 9, 1))
    found = move(desk, key, to, date(2026, 9, 1), "误报")
    assert days(desk, key) == kept
    assert found["stage"] is to.stage
    last = desk.read(steps_taken, key)[-1]
    assert (last.from_stage, last.to_stage, last.on, last.reason) == (
        Stage.IN_PRODUCTION,
        to.stage,
        date(2026, 9, 1),
        "误报",
    )


def test_nothing_goes_back_or_ends_or_starts_again_on_a_day_to_come(desk):
    key, tomorrow = in_production(desk), date(2026, 11, 25)
    for to in (Step.STARTED, Stage.TERMINATED):
        with pytest.raises(DeskError, match="still to come"):
            move(desk, key, to, tomorrow, "误报")
    move(desk, key, Stage.TERMINATED, AUGUST, "停建")
    with pytest.raises(DeskError, match="still to come"):
        move(desk, key, Stage.IN_PRODUCTION, tomorrow, "恢复")


def test_a_project_that_went_back_goes_on_again(desk):
    key = in_production(desk)
    move(desk, key, Step.SIGNED, AUGUST, "误报")
    assert move(desk, key, Stage.STARTED, date(2026, 10, 1))["started_on"] == date(2026, 10, 1)


@pytest.mark.parametrize("make", [add, ready, in_production])
def test_a_project_ends_from_anywhere_with_a_reason_and_a_day_that_follows(desk, make):
    key = make(desk)
    stood, reached = values(desk, key)["stage"], days(desk, key)[:-1]
    for on, reason, says in ((AUGUST, " ", "needs a reason"), (date(2026, 2, 1), "停建", "earlier than signed")):
        with pytest.raises(DeskError, match=says):
            move(desk, key, Stage.TERMINATED, on, reason)
    found = move(desk, key, Stage.TERMINATED, AUGUST, "停建")
    assert (found["stage"], days(desk, key)) == (Stage.TERMINATED, (*reached, AUGUST))
    last = desk.read(steps_taken, key)[-1]
    assert (last.from_stage, last.step, last.reason) == (stood, None, "停建")
    with pytest.raises(DeskError, match="terminated already"):
        move(desk, key, Stage.TERMINATED, AUGUST, "停建")


def test_a_project_that_ended_is_taken_up_where_it_stood_with_a_reason(desk):
    key = in_production(desk)
    before = days(desk, key)
    move(desk, key, Stage.TERMINATED, AUGUST, "停产")
    with pytest.raises(DeskError, match="Say why"):
        move(desk, key, Stage.IN_PRODUCTION, AUGUST)
    assert move(desk, key, Stage.IN_PRODUCTION, AUGUST, "复产")["stage"] is Stage.IN_PRODUCTION
    assert days(desk, key) == before


def test_taken_up_earlier_it_loses_the_days_of_the_later_stages(desk):
    key = in_production(desk)
    move(desk, key, Stage.TERMINATED, AUGUST, "停产")
    assert move(desk, key, Stage.STARTED, AUGUST, "续建")["stage"] is Stage.STARTED
    assert days(desk, key) == (MARCH, date(2026, 4, 1), MAY, JULY, None, None)


def test_it_is_not_taken_up_where_it_never_stood(desk):
    key = ready(desk)
    move(desk, key, Stage.TERMINATED, AUGUST, "停建")
    with pytest.raises(DeskError, match="had not reached"):
        move(desk, key, Stage.STARTED, AUGUST, "恢复")
    assert move(desk, key, Stage.SIGNED, AUGUST, "恢复")["stage"] is Stage.SIGNED


def test_a_project_of_the_articles_whose_days_are_not_known_comes_back_to_its_stage(desk):
    key = desk.read(resolve, "Project", "中药材精深加工项目")
    assert days(desk, key)[:-1] == (None,) * 5
    move(desk, key, Stage.TERMINATED, AUGUST, "停产")
    assert move(desk, key, Stage.IN_PRODUCTION, AUGUST, "复产")["stage"] is Stage.IN_PRODUCTION


# Milestones.


def test_a_milestone_is_added_changed_and_taken_off(desk):
    key = add(desk)
    milestone = desk.do(save_milestone, key, None, {"kind": "main_structure", "planned_on": "2026-12-31"}).result
    desk.do(save_milestone, key, milestone, {"done_on": "2026-11-20", "note": "封顶"})
    (row,) = desk.read(milestones, key)
    assert (row.kind, row.planned_on, row.done_on, row.note) == (
        MilestoneKind.MAIN_STRUCTURE,
        date(2026, 12, 31),
        date(2026, 11, 20),
        "封顶",
    )
    desk.do(delete_milestone, milestone)
    assert desk.read(milestones, key) == []
    with pytest.raises(DeskError, match="deleted meanwhile"):
        desk.do(delete_milestone, milestone)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "kind"),
        ({"kind": ""}, "kind"),
        ({"kind": "party"}, "kind"),
        ({"kind": "completion", "done_on": "2026-11-25"}, "done_on"),
        ({"kind": "completion", "planned_on": "x"}, "planned_on"),
        ({"kind": "completion", "project_id": str(uuid4())}, "project_id"),
    ],
)
def test_a_wrong_milestone_gets_its_sentence(still, typed, field):
    key = still.read(resolve, "Project", "孵化基地项目")
    with pytest.raises(FieldErrors) as refusal:
        still.do(save_milestone, key, None, typed)
    assert [e.field for e in refusal.value.errors] == [field]


def test_milestones_stand_in_the_order_of_the_way(desk):
    key = add(desk)
    for kind in reversed(MilestoneKind):
        desk.do(save_milestone, key, None, {"kind": kind.value})
    assert [m.kind for m in desk.read(milestones, key)] == list(MilestoneKind)


def test_an_officer_is_entered_by_being_named_and_found_by_name_from_then_on(desk):
    first = desk.do(add_project, {"name": "甲", "lead_officer": "赵 倩<b>", "park": "HJQ"}).result
    second = desk.do(add_project, {"name": "乙", "lead_officer": "赵 倩<b>"}).result
    one, two = (desk.read(load, "Project", key) for key in (first, second))
    assert one.names["lead_officer_id"] == "赵 倩<b>"
    assert one.values["lead_officer_id"] == two.values["lead_officer_id"]
    (officer,) = desk.read(lambda c: list(records(c, "Officer")))
    assert officer.values["park_id"] == one.values["park_id"]


def test_a_refused_project_leaves_no_officer_behind(desk):
    with pytest.raises(FieldErrors):
        desk.do(add_project, {"name": "", "lead_officer": "赵倩"})
    assert not desk.read(lambda c: list(records(c, "Officer")))
