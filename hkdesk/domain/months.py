"""Calendar months, each by its first day."""

import re
from datetime import date, timedelta

from hkdesk.domain.errors import DeskError

_WRITTEN = re.compile(r"([0-9]{4})(?:-|\.|/|年)([0-9]{1,2})月?")


def month_after(day: date, months: int) -> date:
    """The first day of the month so many months after (or, below zero, before) that of a day."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def last_of_month(day: date) -> date:
    """The last day of the month that a day lies in."""
    return month_after(day, 1) - timedelta(days=1)


def parse_month(text: str, field: str | None = None) -> date:
    """The first day of a month: 2026-09, 2026.9 or 2026年9月.

    Raises:
        DeskError: saying what can be typed.
    """
    match = _WRITTEN.fullmatch("".join(text.split()))
    if match is None or not 1 <= int(match[2]) <= 12 or not 1949 <= int(match[1]) <= 2100:
        raise DeskError("{text} is not a month: type one such as 2026-09.", field=field, text=text)
    return date(int(match[1]), int(match[2]), 1)
