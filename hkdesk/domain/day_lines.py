"""Own working days as lines that can be typed or pasted: 2027-02-05~2027-02-11 休 春节 (RULES.md, Appeals)."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from hkdesk.domain.days import parse_day
from hkdesk.domain.errors import DeskError, FieldErrors

OFF, WORKED = "休", "班"
_OFF_WORDS = {OFF, "休息", "放假", "off"}
_WORKED_WORDS = {WORKED, "上班", "补班", "worked", "work"}
_LONGEST_RANGE_DAYS = 31
_TO = re.compile(r"\s*(?:~|～|—+|–|至|到)\s*")
_LINE = re.compile(r"(?P<days>.+?)[\s,，]+(?P<what>[^\s,，]+)(?:[\s,，]+(?P<note>.*))?")
_DAY = timedelta(days=1)


class OwnDay(NamedTuple):
    """A day that is off, or worked, beside what is published."""

    day: date
    is_worked: bool
    note: str


def parse_day_lines(text: str) -> list[OwnDay]:
    """The days of some lines; blank lines are passed over.

    Raises:
        FieldErrors: a sentence a wrong line, with `field` "line.<number, from 1>".
    """
    days: dict[date, OwnDay] = {}
    errors: list[DeskError] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            for found in _days_of(line.strip(), number):
                if found.day in days:
                    raise DeskError("Line {line}: {on} stands here twice.", line=number, on=found.day)
                days[found.day] = found
        except DeskError as error:
            errors.append(DeskError(error.message, field=f"line.{number}", **error.values))
    if errors:
        raise FieldErrors(errors)
    return list(days.values())


def day_lines(days: Iterable[OwnDay]) -> str:
    """The days as lines, neighbours of one kind and note in one."""
    lines: list[str] = []
    run: list[OwnDay] = []
    for one in [*sorted(days), None]:
        if run and (one is None or one != (run[-1].day + _DAY, run[-1].is_worked, run[-1].note)):
            lines.append(_line_of(run))
            run = []
        if one is not None:
            run.append(one)
    return "\n".join(lines)


def _line_of(run: list[OwnDay]) -> str:
    first, last = run[0], run[-1]
    days = first.day.isoformat() if len(run) == 1 else f"{first.day.isoformat()}~{last.day.isoformat()}"
    return f"{days} {WORKED if first.is_worked else OFF} {first.note}".rstrip()


def _days_of(line: str, number: int) -> list[OwnDay]:
    match = _LINE.fullmatch(line)
    what = match["what"].lower() if match else ""
    if match is None or what not in _OFF_WORDS | _WORKED_WORDS:
        raise DeskError(
            "Line {line}: a day, or two with ~ between them, then 休 (off) or 班 (worked), then a note.", line=number
        )
    ends = _TO.split(match["days"])
    try:
        first, last = parse_day(ends[0]), parse_day(ends[-1])
    except DeskError as error:
        raise DeskError("Line {line}: {text} is not a date.", line=number, text=match["days"]) from error
    if len(ends) > 2 or not 0 <= (last - first).days < _LONGEST_RANGE_DAYS:
        raise DeskError("Line {line}: a range is of 1 to {most} days.", line=number, most=_LONGEST_RANGE_DAYS)
    note = (match["note"] or "").strip()
    return [OwnDay(first + _DAY * n, what in _WORKED_WORDS, note) for n in range((last - first).days + 1)]
