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
_FILLED_IN = re.compile(
    r"(?:填报|填表|制表|报送|上报|统计)(?:时间|日期)[:：]?(20\d\d)[年.\-/](1[0-2]|0?[1-9])[月.\-/](\d{1,2})"
)
OF_THE_MONTH_BEFORE = 10  # the day up to which a form is filled in for the month before: then it is asked for
_DIGITS = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?!\d)")
_MONTH = re.compile(rf"(?<!\d){_FIRST_MONTH}(1[0-2]|0?[1-9])月")
_EVERY_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|(?!\d))")
_UNIT = re.compile(r"单位[:：]?((?:(?!单位)[^)）\]】]){1,24})")  # 填报单位 may stand before it
_TWO_YEARS = re.compile(r"(?<!\d)(20\d\d)(?:年度?|[-./_])?(?:\d{1,2}月?)?[-–—~～至到]+(?!\1)20\d\d(?!\d)")


@dataclass(frozen=True)
class Clues:
    """What is said of the whole ledger.

    Args:
        month: its number; None where none is named.
        unit: of amounts whose heading names none; empty where none is named.
        filled_in: the year and month in which the form was, where it says that, and late enough in it; or None.
    """

    year: int | None
    month: int | None
    unit: str
    filled_in: tuple[int, int] | None = None

    @property
    def month_text(self) -> str:
        """The month as the desk's commands take it: the one named, else that in which the form was filled in."""
        if self.year and self.month:
            return f"{self.year:04d}-{self.month:02d}"
        return "{:04d}-{:02d}".format(*self.filled_in) if self.is_month_of_form and self.filled_in else ""

    @property
    def is_month_of_form(self) -> bool:
        """Whether no month is named but that in which the form was filled in."""
        return self.month is None and self.filled_in is not None


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
    filled_in = next((f for text in above if (f := _FILLED_IN.search(without_spaces(text)))), None)
    when = (int(filled_in[1]), int(filled_in[2])) if filled_in and int(filled_in[3]) > OF_THE_MONTH_BEFORE else None
    year = year or (int(filled_in[1]) if filled_in else None)
    return Clues(year, month, next(_units([*above, *names]), ""), when)


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
