"""The monthly report of a project: what its cells take, and how its sums are checked (RULES.md, Pipeline)."""

from collections.abc import Mapping
from datetime import date

from hkdesk.domain.days import parse_day
from hkdesk.domain.errors import DeskError
from hkdesk.domain.halfwidth import without_spaces
from hkdesk.domain.money import parse_wan, wan_text
from hkdesk.domain.months import month_after

INVESTED = ("construction_fen", "equipment_fen", "land_fen")
AMOUNTS = (*INVESTED, "funds_in_place_fen")
TEXTS = ("physical_progress", "problems", "next_step")
FIELDS = (*AMOUNTS, "progress_percent", *TEXTS, "next_step_on")
TOLERANCE_PERCENT = 10
TEXT_LIMIT = 4000
NEW_MONTH_FROM_DAY = 20


def read_cell(field: str, text: str) -> int | str | date | None:
    """The value of a cell as it was typed; an empty one is None, or an empty text. Amounts are in 万元.

    Raises:
        DeskError: saying what is wrong and what can be typed.
    """
    if field in TEXTS:
        return _text(field, text)
    if not text.strip():
        return None
    if field in AMOUNTS:
        return parse_wan(text, field)
    return _percent(text) if field == "progress_percent" else parse_day(text, field)


def invested_fen(values: Mapping[str, object]) -> int:
    """What a report says was invested in its month: construction, equipment and land."""
    return sum(amount for field in INVESTED if isinstance(amount := values.get(field), int))


def check_cumulative(
    before_fen: int, month_fen: int, total_fen: int | None, *, tolerance_percent: int = TOLERANCE_PERCENT
) -> None:
    """Refuse a month that brings what was completed above the total investment by more than the tolerance.

    Raises:
        DeskError: with the sums.
    """
    if total_fen is None or (before_fen + month_fen) * 100 <= total_fen * (100 + tolerance_percent):
        return
    raise DeskError(
        "With this month {completed}万元 have been completed, over {tolerance}% more than the total investment of "
        "{total}万元: check the amount, or change the project's total first.",
        field=INVESTED[0],
        completed=wan_text(before_fen + month_fen),
        total=wan_text(total_fen),
        tolerance=tolerance_percent,
    )


def month_to_report(today: date) -> date:
    """The first day of the month whose reports are due: this month's from the 20th on, until then the last one's."""
    return today.replace(day=1) if today.day >= NEW_MONTH_FROM_DAY else month_after(today, -1)


def check_month(month: date, today: date) -> None:
    """Refuse a month that has not begun.

    Raises:
        DeskError: saying so.
    """
    if month.day != 1:
        raise DeskError("A month is named by its first day, not {day}.", day=month)
    if month > today:
        raise DeskError("{month} has not begun: a report tells what was done.", month=f"{month:%Y-%m}")


def _text(field: str, text: str) -> str:
    plain = text.strip().replace("\r\n", "\n").replace("\x00", "")
    if len(plain) > TEXT_LIMIT:
        raise DeskError(
            "This is {length} characters long; {limit} fit here.", field=field, length=len(plain), limit=TEXT_LIMIT
        )
    return plain


def _percent(text: str) -> int:
    plain = without_spaces(text).removesuffix("%")
    if not plain.isascii() or not plain.isdigit() or not 0 <= int(plain[:9]) <= 100:
        raise DeskError(
            "{text} is no progress: type a whole number from 0 to 100.", field="progress_percent", text=text
        )
    return int(plain)
