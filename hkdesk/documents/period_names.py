"""What a period is called in a document."""

from hkdesk.domain.periods import MONTHS_OF, Period, PeriodKind, period_around
from hkdesk.wording import long_day, long_month, tr


def name_of_period(period: Period) -> str:
    """2026年, 2026年上半年, 2026年第3季度, 2026年9月; of any other its first and last day."""
    year = period.first.year
    whole = (kind for kind in MONTHS_OF if period_around(kind, period.first) == period)
    match next(whole, None):
        case PeriodKind.MONTH:
            return long_month(period.first)
        case PeriodKind.QUARTER:
            return tr("{year}, quarter {n}", year=year, n=(period.first.month + 2) // 3)
        case PeriodKind.HALF_YEAR:
            is_first = period.first.month == 1
            return tr("{year}, first half", year=year) if is_first else tr("{year}, second half", year=year)
        case PeriodKind.YEAR:
            return tr("Year {year}", year=year)
    return tr("{first} to {last}", first=long_day(period.first), last=long_day(period.last))
