"""Visits, and what is watched after production (FACTS.md: the articles' case took under one month)."""

from datetime import date, timedelta

from hkdesk.domain.errors import DeskError
from hkdesk.domain.lights import Light

NOT_VISITED_DAYS = 90  # a quarter
SOON_DAYS = 7
FIRST_SHIPMENT_DAYS = 30  # green up to here, yellow up to twice as long, red beyond


def check_visit_days(visited_on: date | None, next_visit_on: date | None, today: date) -> list[DeskError]:
    """What is wrong with a visit's days, each with its `field`."""
    errors: list[DeskError] = []
    if visited_on is not None and visited_on > today:
        errors.append(DeskError("{on} is still to come.", field="visited_on", on=visited_on))
    if visited_on is not None and next_visit_on is not None and next_visit_on <= visited_on:
        errors.append(DeskError("The next visit comes after this one, {on}.", field="next_visit_on", on=visited_on))
    return errors


def next_visit_light(next_visit_on: date | None, is_followed: bool, today: date) -> Light:
    """Red once the next visit is overdue, yellow within a week; grey where none is planned or it was made."""
    if next_visit_on is None or is_followed:
        return Light.GREY
    if next_visit_on < today:
        return Light.RED
    return Light.YELLOW if next_visit_on <= today + timedelta(days=SOON_DAYS) else Light.GREEN


def shipment_light(days: int, is_shipped: bool) -> Light:
    """How a project's way from production to its first shipment stands.

    Args:
        days: from production to the shipment, or to today where there was none yet.
    """
    if days <= FIRST_SHIPMENT_DAYS:
        return Light.GREEN
    if is_shipped or days <= 2 * FIRST_SHIPMENT_DAYS:
        return Light.YELLOW
    return Light.RED
