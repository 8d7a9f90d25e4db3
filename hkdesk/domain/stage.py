"""The pipeline's stages, the steps inside them, their dates and their gates (RULES.md, Pipeline)."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from hkdesk.domain.errors import DeskError


class Stage(StrEnum):
    """A column of the pipeline, in its order; terminated stands off the board."""

    SIGNED = "signed"
    STARTED = "started"
    IN_PRODUCTION = "in_production"
    TERMINATED = "terminated"


BOARD = (Stage.SIGNED, Stage.STARTED, Stage.IN_PRODUCTION)


class Step(StrEnum):
    """A dated step of a project, in its order: landed is a gate inside signed, trial production inside started."""

    SIGNED = "signed"
    LANDED = "landed"
    STARTED = "started"
    TRIAL_PRODUCTION = "trial_production"
    IN_PRODUCTION = "in_production"

    @property
    def stage(self) -> Stage:
        """The column in which the step is taken."""
        return _STAGES[self]

    @property
    def before(self) -> "Step | None":
        """The step that comes before, if any."""
        place = _ORDER.index(self)
        return _ORDER[place - 1] if place else None


class Gate(StrEnum):
    """What must be there before a step; the officer may override it with a reason, which is kept."""

    ENTERPRISE_NAMED = "enterprise_named"
    PROJECT_CODE = "project_code"
    CONSTRUCTION_PERMIT = "construction_permit"
    COMPLETION = "completion"


_ORDER = tuple(Step)
_STAGES = {
    Step.SIGNED: Stage.SIGNED,
    Step.LANDED: Stage.SIGNED,
    Step.STARTED: Stage.STARTED,
    Step.TRIAL_PRODUCTION: Stage.STARTED,
    Step.IN_PRODUCTION: Stage.IN_PRODUCTION,
}
_STEPS_GATES = {
    Step.LANDED: (Gate.ENTERPRISE_NAMED,),
    Step.STARTED: (Gate.ENTERPRISE_NAMED, Gate.PROJECT_CODE, Gate.CONSTRUCTION_PERMIT),
    Step.IN_PRODUCTION: (Gate.COMPLETION,),
}


def gates_to_step(step: Step) -> tuple[Gate, ...]:
    """The gates to meet before a step (RULES.md, Pipeline)."""
    return _STEPS_GATES.get(step, ())


def gates_to(stage: Stage, from_: Stage) -> tuple[Gate, ...]:
    """The gates to meet when moving on from one board stage to another; none when going back or terminating."""
    if stage not in BOARD or from_ not in BOARD:
        return ()
    passed = BOARD[BOARD.index(from_) + 1 : BOARD.index(stage) + 1]
    return tuple(gate for entered in passed for gate in gates_to_step(Step(entered.value)))


def is_going_back(stage: Stage, to: Stage) -> bool:
    """Whether a move goes back; reopening what was terminated is a going back too."""
    order = list(Stage)
    return order.index(to) < order.index(stage)


def check_step(stage: Stage, dates: Mapping[Step, date], step: Step, on: date, today: date) -> None:
    """Refuse a step that skips a stage, goes back, or bears a date out of order (RULES.md, Pipeline).

    Args:
        stage: where the project stands, whether or not the date of that is known.
        dates: the steps whose dates are known.
        step: the step to take, or whose missing date is filled in.
        on: its date.
        today: the day on which this is entered.

    Raises:
        DeskError: saying what stands in the way; `field` is "on" where it is the date.
    """
    if stage is Stage.TERMINATED:
        raise DeskError("The project is terminated: reopen it first.")
    if on > today:
        raise DeskError("{on} is still to come: a step bears the date on which it was taken.", field="on", on=on)
    _check_no_skip(stage, step)
    _check_order(dates, step, on)
    _check_not_back(stage, dates, step)


def _check_no_skip(stage: Stage, step: Step) -> None:
    ahead = BOARD[BOARD.index(stage) + 1 : BOARD.index(step.stage) + 1]
    if ahead and Step(ahead[0].value) is not step:
        raise DeskError("{missing} comes before {step}: take that step first.", missing=ahead[0], step=step)


def _check_order(dates: Mapping[Step, date], step: Step, on: date) -> None:
    place = _ORDER.index(step)
    for other in _ORDER[:place]:
        if other in dates and on < dates[other]:
            raise DeskError(
                "{on} is earlier than {other}, {since}.", field="on", on=on, other=other, since=dates[other]
            )
    for other in _later(step):
        if other in dates and on > dates[other]:
            raise DeskError("{on} is later than {other}, {since}.", field="on", on=on, other=other, since=dates[other])


def _check_not_back(stage: Stage, dates: Mapping[Step, date], step: Step) -> None:
    # A date before that of a later step corrects the past; with no later date it would be a return to the step.
    corrects = any(other in dates for other in _later(step))
    if is_going_back(stage, step.stage) and step in dates and not corrects:
        raise DeskError("{step} lies behind {stage}: going back to it needs a reason.", step=step, stage=stage)


def _later(step: Step) -> tuple[Step, ...]:
    return _ORDER[_ORDER.index(step) + 1 :]


def check_going_back(stage: Stage, to: Stage, reason: str) -> None:
    """Refuse a going back that does not go back, or has no reason (RULES.md, Pipeline).

    Raises:
        DeskError: `field` is "reason" where that is missing.
    """
    if not is_going_back(stage, to):
        raise DeskError("{to} does not lie behind {stage}.", to=to, stage=stage)
    if not reason.strip():
        raise DeskError("Going back from {stage} to {to} needs a reason.", field="reason", stage=stage, to=to)


def check_termination(stage: Stage, reason: str) -> None:
    """Refuse to terminate without a reason, or twice (RULES.md, Pipeline).

    Raises:
        DeskError: `field` is "reason" where that is missing.
    """
    if stage is Stage.TERMINATED:
        raise DeskError("The project is terminated already.")
    if not reason.strip():
        raise DeskError("Terminating a project needs a reason.", field="reason")


def substate(stage: Stage, dates: Mapping[Step, date]) -> Step | None:
    """The furthest step within the stage where the project stands; None for a terminated one."""
    if stage is Stage.TERMINATED:
        return None
    within = [step for step in _ORDER if step.stage is stage]
    reached = [step for step in within if step in dates]
    return reached[-1] if reached else within[0]
