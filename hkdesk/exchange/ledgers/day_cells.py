"""Days and months as ledgers have them: typed in any manner, or counted by a spreadsheet."""

import re
from datetime import date, datetime, time, timedelta

from hkdesk.domain.days import FIRST_YEAR, LAST_YEAR, PLAIN, parse_day
from hkdesk.domain.errors import DeskError
from hkdesk.domain.halfwidth import without_spaces
from hkdesk.domain.months import last_of_month, months_later
from hkdesk.exchange.ledgers.amounts import Found
from hkdesk.exchange.ledgers.cells import number_text
from hkdesk.exchange.ledgers.fields import Told
from hkdesk.exchange.ledgers.spans import Breadth, Span, span_of

DAY_0, DAY_0_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)
SERIALS = range(18264, 73416)  # 1950 to 2100, as days from 1900
EMPTY_BEFORE = date(1904, 1, 2)  # a spreadsheet's zero, shown as a day
_TIME = re.compile(r"[T ]\s*(?:[上下]午)?\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?(?:\+00:00|Z)?$")
_SEPARATOR = "[-./年,，、·—–_\\\\]"
_FULL = re.compile(rf"(\d{{4}}){_SEPARATOR}+(\d{{1,2}})[-./月,，、·—–_\\]+(\d{{1,2}})[日号.]?")
_MONTH = re.compile(rf"(\d{{4}}){_SEPARATOR}+(\d{{1,2}})(?:月份?)?")
_MONTH_DIGITS = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])")
_DAY_OF_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?|(\d{1,2})[-./](\d{1,2})")
_SHORT_YEAR = re.compile(r"['’]?(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?")
_YEAR = re.compile(r"((?:19|20)\d{2})年?")
_MONTH_ALONE = re.compile(r"(\d{1,2})月份?")
_BEFORE = re.compile(
    r"(?:[((]?(?:周|星期)[一二三四五六日天][))]?|[上下中]午|晚上|左右|许|之?以?前|止|起|完成|开工|竣工|投产|日期[:：]?)+$"
)
_TERM = re.compile(
    r"(?:有效期|期限|自?受理后|收到后)?(?:为|[:：])?(\d{1,3})(周?年|个?自然年|个?月|个?工作日|个?星期|周|天|个?自然日|日)(?:内|之内|以内|有效)?"
)
_NUMERALS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
_TAKEN = {
    Told.ON: frozenset({Breadth.PART}),
    Told.FROM: frozenset({Breadth.PART, Breadth.RANGE}),
    Told.ABOUT: frozenset(Breadth),
}
_TENS = re.compile(r"([二三])?十([一二三四五六七八九])?")


def read_day(
    cell: object,
    year: int | None,
    *,
    is_1904: bool,
    field: str,
    told: Told = Told.ON,
    no_day: frozenset[str] = frozenset(),
) -> Found | None:
    """A day in ISO form; None for a spreadsheet's zero.

    Args:
        year: of the ledger, for a day that names none.
        no_day: texts that say something else.

    Raises:
        DeskError: for what is no day.
    """
    match cell:
        case datetime() | date():
            day = cell.date() if isinstance(cell, datetime) else cell
            return None if day < EMPTY_BEFORE else Found(_known(day, field).isoformat())
        case time():
            return None if cell == time() else _refuse(str(cell), field)
        case bool() | timedelta():
            return _refuse(str(cell), field)
        case int() | float():
            return _number(cell, told, is_1904=is_1904, field=field)
    if "".join(str(cell).split()) in no_day:
        return Found(None, remark=DeskError("“{text}” names no day: none is taken.", field=field, text=str(cell)))
    return _text(str(cell), year, told, is_1904=is_1904, field=field)


def term_after(said: str, start: date) -> date | None:
    """The last day of a term that counts from a day; None for anything else.

    三年 from 2025-11-08 ends on 2028-11-07, and 5个工作日 five working days after the day itself.
    """
    found = _TERM.fullmatch(_digits(without_spaces(said)))
    if found is None:
        return None
    count, unit = int(found[1]), found[2]
    if "年" in unit:
        ends = months_later(start, 12 * count)
        return ends - timedelta(days=1) if ends.day == start.day else ends  # of a leap day
    if "月" in unit:
        return months_later(start, count)
    if "工作" in unit:
        return PLAIN.add_workdays(start, count).on
    return start + timedelta(days=count * (7 if unit in ("周", "星期", "个星期") else 1))


def read_month(cell: object, year: int | None, *, is_1904: bool, field: str) -> Found | None:
    """A month as 2026-03; of a day, the one that it lies in.

    Raises:
        DeskError: for what is none.
    """
    if isinstance(cell, str) and (found := _MONTH_ALONE.fullmatch(without_spaces(cell))):
        if year is None:
            raise _no_year(cell, field)
        return Found(_day(year, int(found[1]), 1, cell, field).strftime("%Y-%m"))
    day = read_day(cell, year, is_1904=is_1904, field=field)
    return day and Found((day.text or "")[:7])


def _number(cell: float, told: Told, *, is_1904: bool, field: str) -> Found | None:
    if cell == 0:
        return None
    said = number_text(cell)
    whole = int(cell) if cell == cell and abs(cell) < 10**9 else -1  # nan is not itself
    if whole + (1462 if is_1904 else 0) in SERIALS:
        first = DAY_0_OF_1904 if is_1904 else DAY_0
        return Found((first + timedelta(days=whole)).isoformat())
    if found := re.fullmatch(r"((?:19|20)\d\d)\.(\d{1,2})", said):
        if found[2] == "1":  # 2026.10, once it is a number
            raise _either(said, f"{found[1]}-01", f"{found[1]}-10", field)
        return _of_span(_month(int(found[1]), int(found[2]), said, field), told, said, field)
    return _text(said, None, told, is_1904=is_1904, field=field, is_number=True)


def _text(cell: str, year: int | None, told: Told, *, is_1904: bool, field: str, is_number: bool = False) -> Found:
    said = cell.strip()
    plain = _BEFORE.sub("", without_spaces(_TIME.sub("", said)).rstrip("。.；;"))
    plain = _digits(plain)
    if found := _FULL.fullmatch(plain):
        return Found(_day(int(found[1]), int(found[2]), int(found[3]), said, field).isoformat())
    if found := _MONTH.fullmatch(plain) or _MONTH_DIGITS.fullmatch(plain):
        return _of_span(_month(int(found[1]), int(found[2]), said, field), told, said, field)
    if plain.isdecimal() and not is_number and int(plain[:9]) + (1462 if is_1904 else 0) in SERIALS:
        return _number(int(plain), told, is_1904=is_1904, field=field) or Found("")
    if (found := _DAY_OF_YEAR.fullmatch(plain)) and not is_number:
        return _in_year(found, year, said, field)
    if found := _SHORT_YEAR.fullmatch(plain):
        day = _day(2000 + int(found[1]), int(found[2]), int(found[3]), said, field)
        return Found(day.isoformat(), remark=taken_as(said, day, field))
    if span := _span(plain, year, said, field):
        return _of_span(span, told, said, field)
    return Found(parse_day(plain, field).isoformat()) if plain.isdecimal() else _refuse(said, field)


def _digits(plain: str) -> str:
    """A text with its Chinese numerals as digits."""
    if plain.isascii() or not any(mark in plain for mark in "〇零○一二三四五六七八九十"):
        return plain
    return _TENS.sub(_ten, plain).translate(_NUMERALS)


def _in_year(found: re.Match[str], year: int | None, said: str, field: str) -> Found:
    if year is None:
        raise _no_year(said, field)
    day = _day(year, int(found[1] or found[3]), int(found[2] or found[4]), said, field)
    return Found(
        day.isoformat(),
        remark=DeskError(
            "{text} has no year: it is taken as {taken}, as the title, the file or its other days say.",
            field=field,
            text=said,
            taken=day,
        ),
    )


def _span(plain: str, year: int | None, said: str, field: str) -> Span | None:
    try:
        found = span_of(plain, year)
        if found is None and year is None and span_of(plain, LAST_YEAR):
            raise _no_year(said, field)
    except ValueError:
        raise DeskError("There is no day {text} on the calendar.", field=field, text=said) from None
    return found


def _of_span(span: Span, told: Told, said: str, field: str) -> Found:
    """The day that is meant by a stretch; one that is too wide to mean one is refused."""
    if told is not Told.UNTIL and span.breadth not in _TAKEN[told]:
        if _YEAR.fullmatch(without_spaces(said)):
            raise DeskError("{text} names only a year: type a day such as 2026-03-05.", field=field, text=said)
        raise DeskError(
            "{text} names more than one day: type the one that is meant, such as 2026-03-05.", field=field, text=said
        )
    taken = _known(span.last if told is Told.UNTIL else span.first, field)
    return Found(taken.isoformat(), remark=taken_as(said, taken, field))


def _month(year: int, month: int, said: str, field: str) -> Span:
    first = _day(year, month, 1, said, field)
    return Span(first, last_of_month(first), Breadth.PART)


def taken_as(said: str, day: date, field: str) -> DeskError:
    """What is to be known of a day that is not said in full."""
    return DeskError("{text} was taken as {taken}.", field=field, text=said, taken=day)


def _day(year: int, month: int, day: int, said: str, field: str) -> date:
    try:
        return _known(date(year, month, day), field)
    except ValueError:
        raise DeskError("There is no day {text} on the calendar.", field=field, text=said) from None


def _known(day: date, field: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        parse_day(day.isoformat(), field)  # says so
    return day


def _ten(found: re.Match[str]) -> str:
    tens, ones = found[1] or "一", found[2] or "零"
    return f"{tens}{ones}"


def _no_year(said: str, field: str) -> DeskError:
    return DeskError(
        "{text} has no year, and neither the title, the file nor its other days say one: type a day such as "
        "2026-03-05.",
        field=field,
        text=said.strip(),
    )


def _either(said: str, one: str, other: str, field: str) -> DeskError:
    return DeskError(
        "{text} may be {one} or {other}: type it as text, such as 2026-03.",
        field=field,
        text=said,
        one=one,
        other=other,
    )


def _refuse(said: str, field: str) -> Found:
    raise DeskError("{text} is not a date: type one such as 2026-03-05 or 2026年3月5日.", field=field, text=said)
