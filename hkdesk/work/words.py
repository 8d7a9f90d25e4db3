"""Words that need the domain's rules: values as they are typed and as they are read, amounts by their magnitude."""

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from hkdesk.domain.codes import Unit
from hkdesk.domain.identity import mask_phone
from hkdesk.domain.money import plain_money, split_money
from hkdesk.domain.periods import MONTHS_OF, Period, PeriodKind, period_around
from hkdesk.wording import language_in_use, long_day, long_month, mark, say, tr, word

DASH = "—"
_QUARTERS = (
    mark("Quarter 1 of {year}"),
    mark("Quarter 2 of {year}"),
    mark("Quarter 3 of {year}"),
    mark("Quarter 4 of {year}"),
)


def money(fen: int | None) -> str:
    """An amount by its magnitude, e.g. 11.80 亿元, 5,630 万元; — where it is not known."""
    if fen is None:
        return DASH
    number, unit = split_money(fen)
    return f"{number} {word(unit)}"


def typed_text(field: str, value: Any) -> str:
    """A field's value as an officer would type it, and as the commands take it; references are named elsewhere."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case date():
            return value.isoformat()
        case int() if field.endswith("_fen"):
            return plain_money(value)
        case _:
            return str(value)


def shown_text(field: str, value: Any) -> str:
    """A field's value as it is read: amounts by their magnitude, phones masked."""
    if field.endswith("_fen"):
        return money(value)
    if field == "contact_phone" and value:
        return mask_phone(str(value))
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, int) and "year" not in field:
        return f"{value:,}"
    return say(value)


def quantity(value_thousandths: int | None, amount_fen: int | None, unit: Unit) -> str:
    """A published figure with its unit, e.g. 15 个, 10.7%, 5,630 万元."""
    if amount_fen is not None:
        return money(amount_fen)
    if value_thousandths is None:
        return DASH
    exact = Decimal(value_thousandths) / 1000
    number = f"{exact:,f}".rstrip("0").rstrip(".") if value_thousandths % 1000 else f"{value_thousandths // 1000:,}"
    gap = "" if unit is Unit.PERCENT else " "
    return f"{number}{gap}{word(unit)}"


def name_gap() -> str:
    """What stands between a label and its value in running text."""
    return "：" if language_in_use() == "zh_CN" else ": "


def name_of_period(period: Period) -> str:
    """2026年, 2026年上半年, 2026年第三季度, 2026年9月; of any other its first and last day."""
    year = period.first.year
    whole = (kind for kind in MONTHS_OF if period_around(kind, period.first) == period)
    match next(whole, None):
        case PeriodKind.MONTH:
            return long_month(period.first)
        case PeriodKind.QUARTER:
            return tr(_QUARTERS[(period.first.month - 1) // 3], year=year)
        case PeriodKind.HALF_YEAR:
            is_first = period.first.month == 1
            return tr("{year}, first half", year=year) if is_first else tr("{year}, second half", year=year)
        case PeriodKind.YEAR:
            return tr("Year {year}", year=year)
    return tr("{first} to {last}", first=long_day(period.first), last=long_day(period.last))
