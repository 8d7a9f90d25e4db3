"""Words that need the domain's rules: amounts by their magnitude."""

from decimal import Decimal

from hkdesk.domain.codes import Unit
from hkdesk.domain.money import split_money
from hkdesk.domain.periods import MONTHS_OF, Period, PeriodKind, period_around
from hkdesk.wording import language_in_use, long_day, long_month, mark, tr, word

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
