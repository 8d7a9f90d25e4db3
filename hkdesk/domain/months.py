"""Calendar months, each by its first day."""

from datetime import date, timedelta


def month_after(day: date, months: int) -> date:
    """The first day of the month so many months after (or, below zero, before) that of a day."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def last_of_month(day: date) -> date:
    """The last day of the month that a day lies in."""
    return month_after(day, 1) - timedelta(days=1)


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the month's last where it has no such day."""
    first = month_after(day, months)
    return first.replace(day=min(day.day, last_of_month(first).day))
