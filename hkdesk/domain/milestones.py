"""A project's milestones: the template they come from, and when one is late or near (issue 3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hkdesk.domain.codes import MilestoneKind
from hkdesk.domain.errors import DeskError

STANDARD = "standard"  # the name under which the desk's own template is kept, and kept changed
MOST_DAYS_AFTER_SIGNING, MOST_REMIND_DAYS = 3650, 365


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A milestone of a template.

    Args:
        days_after_signing: when it is planned, in calendar days after the project is signed.
        remind_days: how many calendar days before the planned day its reminder begins.
    """

    kind: MilestoneKind
    days_after_signing: int
    remind_days: int


# The articles name the milestones and give no days: these are the desk's own, for the officer to change.
DEFAULT_TEMPLATE = (
    TemplateRow(MilestoneKind.FILING, 15, 7),
    TemplateRow(MilestoneKind.LAND_OR_WORKSHOP, 45, 15),
    TemplateRow(MilestoneKind.ENVIRONMENTAL_REVIEW, 90, 30),
    TemplateRow(MilestoneKind.ENERGY_REVIEW, 90, 30),
    TemplateRow(MilestoneKind.CONSTRUCTION_PERMIT, 120, 15),
    TemplateRow(MilestoneKind.START, 135, 15),
    TemplateRow(MilestoneKind.MAIN_STRUCTURE, 300, 15),
    TemplateRow(MilestoneKind.EQUIPMENT, 390, 15),
    TemplateRow(MilestoneKind.TRIAL_PRODUCTION, 450, 30),
    TemplateRow(MilestoneKind.COMPLETION, 510, 30),
    TemplateRow(MilestoneKind.ENTRY_ABOVE_SCALE, 570, 60),
)
DEFAULT_REMIND_DAYS = {row.kind: row.remind_days for row in DEFAULT_TEMPLATE}


def planned_days(template: Iterable[TemplateRow], signed_on: date) -> dict[MilestoneKind, date]:
    """The day on which each milestone of a template is planned for a project signed that day."""
    return {row.kind: signed_on + timedelta(days=row.days_after_signing) for row in template}


def is_late(planned_on: date | None, done_on: date | None, today: date) -> bool:
    """Whether a milestone should have been reached before today and has not been."""
    return done_on is None and planned_on is not None and planned_on < today


def days_late(planned_on: date | None, done_on: date | None, today: date) -> int:
    """How many days after its plan it was reached, or is still not; 0 where it is in time or unplanned."""
    return 0 if planned_on is None else max(0, ((done_on or today) - planned_on).days)


def is_due_soon(planned_on: date | None, done_on: date | None, remind_days: int, today: date) -> bool:
    """Whether its reminder has begun and its planned day has not gone by."""
    return done_on is None and planned_on is not None and 0 <= (planned_on - today).days <= remind_days


def check_planned(planned_on: date | None, signed_on: date | None) -> None:
    """Refuse a plan before the day of signing.

    Raises:
        DeskError: for the field planned_on.
    """
    if planned_on is not None and signed_on is not None and planned_on < signed_on:
        raise DeskError(
            "{on} is before the project was signed, {signed}: plan it for that day or later.",
            field="planned_on",
            on=planned_on,
            signed=signed_on,
        )


def check_remind_days(days: int | None) -> None:
    """Refuse a reminder that begins longer than a year before.

    Raises:
        DeskError: for the field remind_days.
    """
    if days is not None and not 0 <= days <= MOST_REMIND_DAYS:
        raise DeskError(
            "A reminder begins 0 to {most} days before, not {count}.",
            field="remind_days",
            most=MOST_REMIND_DAYS,
            count=days,
        )


def check_days_after_signing(days: int) -> None:
    """Refuse a plan further away than ten years.

    Raises:
        DeskError: for the field days_after_signing.
    """
    if not 0 <= days <= MOST_DAYS_AFTER_SIGNING:
        raise DeskError(
            "A milestone is planned 0 to {most} days after signing, not {count}.",
            field="days_after_signing",
            most=MOST_DAYS_AFTER_SIGNING,
            count=days,
        )
