"""Words that need the domain's rules: amounts by their magnitude."""

from decimal import Decimal

from hkdesk.domain.codes import Unit
from hkdesk.domain.money import split_money
from hkdesk.domain.periods import Period, PeriodKind
from hkdesk.wording import language_in_use, long_month, tr, word

DASH = "—"


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


def period_name(kind: PeriodKind, period: Period) -> str:
    """A whole period as a heading shows it."""
    year = period.first.year
    match kind:
        case PeriodKind.MONTH:
            return long_month(period.first)
        case PeriodKind.QUARTER:
            return tr("{year}, quarter {n}", year=year, n=(period.first.month + 2) // 3)
        case PeriodKind.HALF_YEAR:
            return (
                tr("{year}, first half", year=year) if period.first.month == 1 else tr("{year}, second half", year=year)
            )
        case _:
            return tr("Year {year}", year=year)
