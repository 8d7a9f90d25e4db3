"""Stretches of days as ledgers have them: 2026年一季度, 3月上旬, 2027年底, 2026.3.20-21."""

import re
from collections.abc import Callable
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from hkdesk.domain.months import last_of_month

THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}
RELATIVE = {"去年": -1, "上年": -1, "今年": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1}
_YEAR = r"(?:(\d{4}|\d{2}(?=年))[-./年]+)?"
_OF_MONTH = re.compile(rf"{_YEAR}(1[0-2]|0?[1-9])月份?(?:([上中下])旬|([初底末]))?")
_MONTHS = re.compile(rf"{_YEAR}(1[0-2]|0?[1-9])月?份?[-~—–至到]+(1[0-2]|0?[1-9])月份?底?")
_QUARTER = re.compile(rf"{_YEAR}第?([1-4])季度?[初底末]?")
_HALF = re.compile(rf"{_YEAR}([上下])半年")
_WHOLE = re.compile(r"(?:(\d{4})年|年)([初底末]|内)|全年")
_BARE_YEAR = re.compile(r"((?:19|20)\d{2})年?度?")
_PARTED = re.compile(r"[~～至到]|(?<=[\d月日号])[-—–]+(?=\d)")
_FULL = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[日号]?")
_YEAR_AND_MONTH = re.compile(r"(\d{4})[-./年](\d{1,2})月?")
_IN_YEAR = re.compile(r"(\d{1,2})[./月](\d{1,2})[日号]?")
_IN_MONTH = re.compile(r"(\d{1,2})[日号]?")


class Breadth(Enum):
    """How wide a stretch is."""

    PART = auto()  # a month, or less of one
    COARSE = auto()  # a quarter, a half, a year
    RANGE = auto()  # from a day to another


class Span(NamedTuple):
    """A stretch, both ends in it."""

    first: date
    last: date
    breadth: Breadth


def span_of(plain: str, year: int | None) -> Span | None:
    """The stretch that a text names; None where it names none, or one of a year that is not known.

    Args:
        plain: without spaces, its numerals as digits.
        year: of the ledger.

    Raises:
        ValueError: where it names a day that is none.
    """
    for word, years in RELATIVE.items():
        if plain.startswith(word) and year is not None:
            plain = f"{year + years}年{plain.removeprefix(word)}"
            if found := _FULL.fullmatch(plain):
                return _one(date(int(found[1]), int(found[2]), int(found[3])))
    for pattern, made in _MADE:
        if found := pattern.fullmatch(plain):
            named = found[1]
            its = (int(named) if len(named) == 4 else 2000 + int(named)) if named else year
            return made(found, its) if its is not None else None
    return _range(plain, year)


def _of_month(found: re.Match[str], year: int) -> Span:
    first = date(year, int(found[2]), 1)
    last = last_of_month(first)
    if found[3]:
        begins, ends = THIRDS[found[3]]
        return Span(first.replace(day=begins), min(last, first.replace(day=min(ends, last.day))), Breadth.PART)
    if found[4]:
        return _one(first if found[4] == "初" else last)
    return Span(first, last, Breadth.PART)


def _one(day: date) -> Span:
    return Span(day, day, Breadth.PART)


def _months(found: re.Match[str], year: int) -> Span | None:
    first, last = date(year, int(found[2]), 1), last_of_month(date(year, int(found[3]), 1))
    return Span(first, last, Breadth.COARSE) if first < last else None


def _quarter(found: re.Match[str], year: int) -> Span:
    month = 3 * int(found[2])
    return Span(date(year, month - 2, 1), last_of_month(date(year, month, 1)), Breadth.COARSE)


def _half(found: re.Match[str], year: int) -> Span:
    if found[2] == "上":
        return Span(date(year, 1, 1), date(year, 6, 30), Breadth.COARSE)
    return Span(date(year, 7, 1), date(year, 12, 31), Breadth.COARSE)


def _whole(found: re.Match[str], year: int) -> Span:
    if found[2] in ("初", "底", "末"):
        return _one(date(year, 1, 1) if found[2] == "初" else date(year, 12, 31))
    return Span(date(year, 1, 1), date(year, 12, 31), Breadth.COARSE)


def _bare_year(_: re.Match[str], year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31), Breadth.COARSE)


def _range(plain: str, year: int | None) -> Span | None:
    ends = _PARTED.split(plain)
    if len(ends) != 2:
        return None
    first = _day(ends[0], year, None)
    last = _day(ends[1], first.year, first.month, is_last=True) if first else None
    return Span(first, last, Breadth.RANGE) if first and last and first < last else None


def _day(text: str, year: int | None, month: int | None, *, is_last: bool = False) -> date | None:
    if found := _FULL.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_AND_MONTH.fullmatch(text):
        first = date(int(found[1]), int(found[2]), 1)
        return last_of_month(first) if is_last else first
    if year is not None and (found := _IN_YEAR.fullmatch(text)):
        return date(year, int(found[1]), int(found[2]))
    if year is not None and month is not None and (found := _IN_MONTH.fullmatch(text)):
        return date(year, month, int(found[1]))
    return None


_MADE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], Span | None]], ...] = (
    (_OF_MONTH, _of_month),
    (_MONTHS, _months),
    (_QUARTER, _quarter),
    (_HALF, _half),
    (_WHOLE, _whole),
    (_BARE_YEAR, _bare_year),
)
