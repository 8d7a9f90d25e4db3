"""Where a project stood on an earlier day, as far as its days tell (RULES.md, Pipeline)."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from hkdesk.domain.stage import BOARD, Stage, Step

_ORDER = tuple(Step)


class StageThen(NamedTuple):
    """The stage of a project on a day: None where it was not there yet, or where nobody knows."""

    stage: Stage | None
    is_known: bool = True


def reached_by(step: Step, days: Mapping[Step, date], then: date) -> bool | None:
    """Whether a step that a project has taken was taken by a day; None where the days do not tell.

    Args:
        days: of the steps whose day is known.
    """
    place = _ORDER.index(step)
    if any(on <= then for other, on in days.items() if _ORDER.index(other) >= place):
        return True
    if any(on > then for other, on in days.items() if _ORDER.index(other) <= place):
        return False
    return None


def stage_then(
    stage: Stage, days: Mapping[Step, date], terminated_on: date | None, then: date, today: date
) -> StageThen:
    """The stage in which a project was at the end of a day.

    Args:
        stage: its stage today.
        days: of its steps, as far as they are known.
        then: the day that is asked for.
    """
    if then >= today:
        return StageThen(stage)
    if stage is Stage.TERMINATED:
        if terminated_on is None:
            return StageThen(None, is_known=False)
        if terminated_on <= then:
            return StageThen(stage)
        stage = max((step.stage for step in days), key=BOARD.index, default=Stage.SIGNED)
    for place in reversed(BOARD[: BOARD.index(stage) + 1]):
        was = reached_by(Step(place.value), days, then)
        if was is not False:
            return StageThen(place if was else None, is_known=was is not None)
    return StageThen(None)
