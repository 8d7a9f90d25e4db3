"""What the title, the sheet's and the file's name say of every row of a ledger: year, month, unit, and more."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from hkdesk.domain.halfwidth import without_spaces
from hkdesk.exchange.ledgers.headings import MONEY_UNITS, unit_of

_OF_THE_FORM = re.compile(
    r"(?:填报|填表|制表|报送|打印|审核|更新|导出|统计)?(?<!调度)(?<!截[止至])(?:时间|日期)[:：]|(?:填报|填表|制表|报送|打印)"
)
_FIRST_MONTH = r"(?:0?1月?份?[-–—~～至到]+)?"
_YEAR_AND_MONTH = re.compile(
    rf"(?<!\d)(20\d\d)(?:年度?|[-./_])[(（]?{_FIRST_MONTH}(1[0-2]|0?[1-9])(?:月|(?!\d|[-./_]\d))"
)
_DIGITS = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?!\d)")
_MONTH = re.compile(rf"(?<!\d){_FIRST_MONTH}(1[0-2]|0?[1-9])月")
_EVERY_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|(?!\d))")
_TWO_YEARS = re.compile(r"(?<!\d)(20\d\d)(?:年度?|[-./_])?(?:\d{1,2}月?)?[-–—~～至到]+(?!\1)20\d\d(?!\d)")
_UNIT = re.compile(r"单位[:：]?([^)）\]】]{1,24})")


@dataclass(frozen=True)
class Clues:
    """What is said of the whole ledger.

    Args:
        month: its number; None where none is named.
        unit: of amounts whose heading names none; empty where none is named.
    """

    year: int | None
    month: int | None
    unit: str

    @property
    def month_text(self) -> str:
        """The month as the desk's commands take it; empty where it or its year is not named."""
        return f"{self.year:04d}-{self.month:02d}" if self.year and self.month else ""


def clues_of(above: Sequence[str], headings: Iterable[str], names: Sequence[str]) -> Clues:
    """What titles, headings, and then the names of sheet and file say.

    Args:
        above: the texts above the header.
        names: of the sheet and of the file, without its ending.
    """
    titles = [plain for text in above if not _OF_THE_FORM.search(plain := without_spaces(text))]
    columns = [*map(without_spaces, headings)]
    said = [*titles, *sorted(columns, key=latest_month, reverse=True), *map(without_spaces, names)]
    if any(_TWO_YEARS.search(text) for text in titles):  # a day without a year may be of either
        return Clues(None, None, next(_units([*above, *names]), ""))
    year, month = next(_years_and_months(said), (None, None))
    if month is None:
        year = year or next((int(found[1]) for text in said if (found := _YEAR.search(text))), None)
        month = _last_month(said)
    return Clues(year, month, next(_units([*above, *names]), ""))


def latest_month(heading: str) -> int:
    """The last month that a heading names: 10 of 1-10月; 0 where it names none."""
    return max((int(month) for month in _EVERY_MONTH.findall(without_spaces(heading))), default=0)


def _years_and_months(said: Iterable[str]) -> Iterator[tuple[int, int]]:
    for text in said:
        if found := _YEAR_AND_MONTH.search(text) or _DIGITS.search(text):
            yield int(found[1]), int(found[2])


def _last_month(said: Iterable[str]) -> int | None:
    for text in said:
        if found := _MONTH.search(text):
            return int(found[1])
    return None


def _units(said: Iterable[str]) -> Iterator[str]:
    for text in said:
        for found in _UNIT.finditer(without_spaces(text)):
            unit = unit_of(found[1]) or next((unit_of(part) for part in re.split("[、,，/]", found[1])), "")
            if unit in MONEY_UNITS.values():
                yield unit
