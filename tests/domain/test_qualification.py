"""When a qualification is about to expire."""

from datetime import date

import pytest

from hkdesk.domain.errors import DeskError
from hkdesk.domain.lights import Light
from hkdesk.domain.qualification import check_qualification_days, qualification_light

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("expires_on", "light"),
    [
        (None, Light.GREY),
        (date(2026, 11, 23), Light.RED),
        (date(2026, 11, 24), Light.YELLOW),  # its last day
        (date(2027, 2, 22), Light.YELLOW),  # 90 days on
        (date(2027, 2, 23), Light.GREEN),
    ],
)
def test_the_light_of_a_qualification(expires_on, light):
    assert qualification_light(expires_on, TODAY) is light


@pytest.mark.parametrize(
    ("granted_on", "expires_on", "field", "says"),
    [
        (date(2026, 11, 25), None, "granted_on", "still to come"),
        (date(2026, 11, 24), date(2026, 11, 23), "expires_on", "before it was granted on 2026-11-24"),
    ],
)
def test_days_that_cannot_be_are_refused(granted_on, expires_on, field, says):
    with pytest.raises(DeskError, match=says) as refusal:
        check_qualification_days(granted_on, expires_on, TODAY)
    assert refusal.value.field == field
    check_qualification_days(TODAY, TODAY, TODAY)
    check_qualification_days(None, date(2020, 1, 1), TODAY)
