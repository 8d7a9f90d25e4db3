"""What officers do with projects (RULES.md, Pipeline)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.errors import DeskError, FieldErrors
from hkdesk.domain.stage import (
    Gate,
    Stage,
    Step,
    check_going_back,
    check_step,
    check_termination,
    is_going_back,
)
from hkdesk.store.unit_of_work import UnitOfWork
from hkdesk.tables.project import Milestone, Project, ProjectStep
from hkdesk.work.commands.fields import AsRead, Entry, default_park, edit, get, read_code, same_name
from hkdesk.work.commands.names_taken import NamesTaken
from hkdesk.work.queries.gates import gates_ahead
from hkdesk.work.steps import note_project_step

MOVED = frozenset({"stage", "terminated_on"})
FIXED = frozenset({f"{step}_on" for step in Step} | MOVED)
ANSWERS = ("enterprise", "enterprise_id", "project_code", "permit_on", "completed_on")
FIXED_NEW = MOVED | {f"{step}_on" for step in Step if step is not Step.SIGNED}


@dataclass(frozen=True)
class Move:
    """A move on the pipeline as the officer answers it.

    Args:
        on: the day on which the step was reached.
        reason: why it goes back, ends, or passes gates that are not met.
        answers: what was filled in for gates there and then: project_code, enterprise, permit_on, completed_on.
    """

    on: date
    reason: str = ""
    is_override: bool = False
    answers: Mapping[str, object] = field(default_factory=dict)


class GatesUnmet(DeskError):
    """Gates stand before the step: what they are, for the form that asks for them."""

    def __init__(self, gates: tuple[Gate, ...]) -> None:
        super().__init__(
            "Before this stage, these are missing: {gates}. Fill them in, or go on with a reason.", gates=gates
        )
        self.gates = gates


def add_project(uow: UnitOfWork, typed: Mapping[str, object], *, names: NamesTaken | None = None) -> UUID:
    """Enter a project on the day that it was signed.

    Args:
        names: those that are taken, where they have been asked for already.

    Raises:
        FieldErrors: a sentence for each wrong field.
    """
    rest = typed if isinstance(typed, AsRead) else {name: value for name, value in typed.items() if name != "stage"}
    stage = typed.get("stage", Stage.SIGNED)
    entry = Entry(uow.session, Project, FIXED_NEW).take(rest).require("name")
    try:
        _check_first_stage(stage)
    except DeskError as error:
        entry.errors.append(error)
    values = entry.values
    if "park_id" not in values:
        values["park_id"] = default_park(uow.session)
    values.setdefault("signed_on", uow.today)
    values.setdefault("key_year", uow.today.year)
    if values["signed_on"] and values["signed_on"] > uow.today:
        entry.errors.append(DeskError("{on} is still to come.", field="signed_on", on=values["signed_on"]))
    if name := values.get("name"):
        taken = names or NamesTaken(uow.session, Project, [name])
        if not taken.take(name, values["park_id"]):
            entry.errors.append(DeskError("The park has a project of this name already.", field="name"))
    key = uow.insert(Project, entry.check())
    note_project_step(uow, key, (None, Stage.SIGNED), Step.SIGNED, values["signed_on"] or uow.today)
    return key


def edit_project(uow: UnitOfWork, project_id: UUID, typed: Mapping[str, object]) -> None:
    """Change a project's fields; its stage moves by `move_project`."""
    project: Project = get(uow.session, "Project", project_id)
    before = project.name
    edit(uow.session, project, typed, FIXED, "name")
    if project.name != before and same_name(uow.session, Project, project.name, project.park_id, but_for=project_id):
        raise DeskError("The park has a project of this name already.", field="name")


def move_project(uow: UnitOfWork, project_id: UUID, to: Step | Stage, move: Move) -> None:
    """Move a project to a step of the pipeline, on or back, or end it.

    Raises:
        GatesUnmet: what is missing, unless it is overridden with a reason.
        DeskError: if the rules refuse the day or the step.
    """
    project = get(uow.session, "Project", project_id)
    if to is Stage.TERMINATED:
        _terminate(uow, project, move)
    elif project.stage is Stage.TERMINATED:
        _reopen(uow, project, Step(to.value), move)
    elif is_going_back(project.stage, Step(to.value).stage):
        _go_back(uow, project, Step(to.value), move)
    else:
        _go_on(uow, project, Step(to.value), move)


def _check_first_stage(stage: object) -> None:
    if isinstance(stage, str) and stage and read_code(Stage, stage, "stage") is not Stage.SIGNED:
        raise DeskError("A project is entered as signed and moves on from there, stage by stage.", field="stage")


def _go_on(uow: UnitOfWork, project: Project, step: Step, move: Move) -> None:
    _fill_in(uow, project, move)
    check_step(project.stage, project.dates(), step, move.on, uow.today)
    uow.session.flush()
    ahead = gates_ahead(uow.session.connection(), project.id)
    unmet = ahead.unmet(step)
    if unmet and not move.is_override:
        raise GatesUnmet(unmet)
    if unmet and not move.reason.strip():
        raise DeskError("Say why the project goes on although something is missing.", field="reason")
    before, project.stage = project.stage, step.stage
    setattr(project, f"{step}_on", move.on)
    note_project_step(uow, project.id, (before, project.stage), step, move.on, move.reason, unmet)


def _go_back(uow: UnitOfWork, project: Project, step: Step, move: Move) -> None:
    check_going_back(project.stage, step.stage, move.reason)
    _not_to_come(move.on, uow.today)
    before, project.stage = project.stage, step.stage
    for later in list(Step)[list(Step).index(step) + 1 :]:
        setattr(project, f"{later}_on", None)
    note_project_step(uow, project.id, (before, project.stage), step, move.on, move.reason)


def _terminate(uow: UnitOfWork, project: Project, move: Move) -> None:
    check_termination(project.stage, move.reason)
    _not_to_come(move.on, uow.today)
    for step, since in project.dates().items():
        if move.on < since:
            raise DeskError("{on} is earlier than {other}, {since}.", field="on", on=move.on, other=step, since=since)
    before, project.stage, project.terminated_on = project.stage, Stage.TERMINATED, move.on
    note_project_step(uow, project.id, (before, project.stage), None, move.on, move.reason)


def _reopen(uow: UnitOfWork, project: Project, step: Step, move: Move) -> None:
    if not move.reason.strip():
        raise DeskError("Say why the project is taken up again.", field="reason")
    _not_to_come(move.on, uow.today)
    if is_going_back(step.stage, _stage_at_end(uow, project)):
        raise DeskError("It had not reached {step} when it ended: take it up where it stood.", field="stage", step=step)
    for later in Step:
        if is_going_back(later.stage, step.stage):
            setattr(project, f"{later}_on", None)
    project.stage, project.terminated_on = step.stage, None
    note_project_step(uow, project.id, (Stage.TERMINATED, project.stage), step, move.on, move.reason)


def _stage_at_end(uow: UnitOfWork, project: Project) -> Stage:
    """Where a terminated project stood: as its last move says, or else as its days do."""
    steps = select(ProjectStep.from_stage).where(
        col(ProjectStep.project_id) == project.id, col(ProjectStep.to_stage) == Stage.TERMINATED
    )
    ended = uow.session.exec(steps.order_by(col(ProjectStep.at).desc(), col(ProjectStep.id).desc())).first()
    reached = [Stage.SIGNED, *(step.stage for step in project.dates())]
    return Stage(ended) if ended else reached[-1]


def _fill_in(uow: UnitOfWork, project: Project, move: Move) -> None:
    """Set what the officer answered to the gates, each answer with its own refusal."""
    answers = {k: v for k, v in move.answers.items() if v is not None and str(v).strip()}
    if unknown := sorted(answers.keys() - set(ANSWERS)):
        raise DeskError(
            "There is no field “{name}” to set here; these can be set: {known}.",
            field=unknown[0],
            name=unknown[0],
            known=list(ANSWERS),
        )
    named: dict[str, object] = {k: answers[k] for k in ("project_code", "enterprise", "enterprise_id") if k in answers}
    edit(uow.session, project, named, FIXED)
    errors: list[DeskError] = []
    for answer, kind in (("permit_on", MilestoneKind.CONSTRUCTION_PERMIT), ("completed_on", MilestoneKind.COMPLETION)):
        if answer in answers:
            try:
                _reach(uow, project, kind, answers[answer], answer)
            except DeskError as error:
                errors.append(error)
    if errors:
        raise FieldErrors(errors)


def _reach(uow: UnitOfWork, project: Project, kind: MilestoneKind, typed: object, answer: str) -> None:
    on = Entry(uow.session, Milestone).take({"done_on": typed})
    if on.errors:
        raise DeskError(on.errors[0].message, field=answer, **on.errors[0].values)
    _not_to_come(on.values["done_on"], uow.today, answer)
    stands = uow.session.exec(
        select(Milestone).where(col(Milestone.project_id) == project.id, col(Milestone.kind) == kind)
    ).first()
    milestone = stands or Milestone(project_id=project.id, kind=kind)
    milestone.done_on = on.values["done_on"]
    uow.session.add(milestone)


def _not_to_come(on: date, today: date, field_name: str = "on") -> None:
    if on > today:
        raise DeskError("{on} is still to come.", field=field_name, on=on)
