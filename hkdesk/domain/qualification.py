"""How long a qualification is still good for."""

from datetime import date, timedelta

from hkdesk.domain.errors import DeskError
from hkdesk.domain.lights import Light

AHEAD_DAYS = 90  # an application for renewal takes about a quarter


def qualification_light(expires_on: date | None, today: date, ahead_days: int = AHEAD_DAYS) -> Light:
    """Red once it has expired, yellow while it expires within `ahead_days`; grey where the day is not known."""
    if expires_on is None:
        return Light.GREY
    if expires_on < today:
        return Light.RED
    return Light.YELLOW if expires_on <= today + timedelta(days=ahead_days) else Light.GREEN


def check_qualification_days(granted_on: date | None, expires_on: date | None, today: date) -> None:
    """Refuse days that cannot be.

    Raises:
        DeskError: with `field` "granted_on" or "expires_on".
    """
    if granted_on is not None and granted_on > today:
        raise DeskError("{on} is still to come.", field="granted_on", on=granted_on)
    if granted_on is not None and expires_on is not None and expires_on < granted_on:
        raise DeskError(
            "It would expire on {expires_on}, before it was granted on {granted_on}.",
            field="expires_on",
            expires_on=expires_on,
            granted_on=granted_on,
        )
