"""Days and months as ledgers have them: typed in any manner, or counted by a spreadsheet."""

import re
from datetime import date, datetime, time, timedelta

from hkdesk.domain.days import FIRST_YEAR, LAST_YEAR, parse_day
from hkdesk.domain.errors import DeskError
from hkdesk.domain.halfwidth import without_spaces
from hkdesk.domain.months import last_of_month
from hkdesk.exchange.ledgers.amounts import Found
from hkdesk.exchange.ledgers.cells import number_text

DAY_0, DAY_0_OF_1904 = date(1899, 12, 30), date(1904, 1, 1)
SERIALS = range(18264, 73416)  # 1950 to 2100, as days from 1900
EMPTY_BEFORE = date(1904, 1, 2)  # a spreadsheet's zero, shown as a day
_TIME = re.compile(r"[T ]\s*(?:[上下]午)?\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?(?:\+00:00|Z)?$")
_SEPARATOR = "[-./年,，、·—–_\\\\]"
_FULL = re.compile(rf"(\d{{4}}){_SEPARATOR}+(\d{{1,2}})[-./月,，、·—–_\\]+(\d{{1,2}})[日号.]?")
_MONTH = re.compile(rf"(\d{{4}}){_SEPARATOR}+(\d{{1,2}})(?:月份?)?([底末初]?)")
_MONTH_DIGITS = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])")
_DAY_OF_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?|(\d{1,2})[-./](\d{1,2})")
_SHORT_YEAR = re.compile(r"['’]?(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?")
_YEAR = re.compile(r"((?:19|20)\d{2})年?")
_MONTH_ALONE = re.compile(r"(\d{1,2})月份?")
_BEFORE = re.compile(r"(?:之?前|止|起|完成|日期[:：]?)$")
_NUMERALS = str.maketrans("〇零○Ｏ一二三四五六七八九", "0000123456789")
_TENS = re.compile(r"([二三])?十([一二三四五六七八九])?")


def read_day(cell: object, year: int | None, *, is_1904: bool, field: str) -> Found | None:
    """A day in ISO form; None for a spreadsheet's zero.

    Args:
        year: of the ledger, for a day that names none.

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
            return _number(cell, is_1904=is_1904, field=field)
    return _text(str(cell), year, is_1904=is_1904, field=field)


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


def _number(cell: float, *, is_1904: bool, field: str) -> Found | None:
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
        return _first_of(_day(int(found[1]), int(found[2]), 1, said, field), said, "", field)
    return _text(said, None, is_1904=is_1904, field=field, is_number=True)


def _text(cell: str, year: int | None, *, is_1904: bool, field: str, is_number: bool = False) -> Found:
    said = cell.strip()
    plain = _BEFORE.sub("", without_spaces(_TIME.sub("", said)).rstrip("。.；;"))
    if not plain.isascii() and any(mark in plain for mark in "〇零○一二三四五六七八九十"):
        plain = _TENS.sub(_ten, plain).translate(_NUMERALS)
    if found := _FULL.fullmatch(plain):
        return Found(_day(int(found[1]), int(found[2]), int(found[3]), said, field).isoformat())
    if found := _MONTH.fullmatch(plain) or _MONTH_DIGITS.fullmatch(plain):
        at = found[3] if found.re is _MONTH else ""
        return _first_of(_day(int(found[1]), int(found[2]), 1, said, field), said, at, field)
    if plain.isdecimal() and not is_number and int(plain[:9]) + (1462 if is_1904 else 0) in SERIALS:
        return _number(int(plain), is_1904=is_1904, field=field) or Found("")
    if (found := _DAY_OF_YEAR.fullmatch(plain)) and not is_number:
        return _in_year(found, year, said, field)
    if found := _SHORT_YEAR.fullmatch(plain):
        day = _day(2000 + int(found[1]), int(found[2]), int(found[3]), said, field)
        return Found(day.isoformat(), remark=_taken(said, day, field))
    if _YEAR.fullmatch(plain):
        raise DeskError("{text} names only a year: type a day such as 2026-03-05.", field=field, text=said)
    return Found(parse_day(plain, field).isoformat()) if plain.isdecimal() else _refuse(said, field)


def _in_year(found: re.Match[str], year: int | None, said: str, field: str) -> Found:
    if year is None:
        raise _no_year(said, field)
    day = _day(year, int(found[1] or found[3]), int(found[2] or found[4]), said, field)
    return Found(
        day.isoformat(),
        remark=DeskError(
            "{text} has no year: it is taken as {taken}, as the title or the file says.",
            field=field,
            text=said,
            taken=day,
        ),
    )


def _first_of(day: date, said: str, at: str, field: str) -> Found:
    taken = last_of_month(day) if at in ("底", "末") else day
    return Found(taken.isoformat(), remark=_taken(said, taken, field))


def _taken(said: str, day: date, field: str) -> DeskError:
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
        "{text} has no year, and neither the title nor the file says one: type a day such as 2026-03-05.",
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
