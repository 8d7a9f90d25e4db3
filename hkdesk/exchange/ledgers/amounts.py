"""Sums, counts, shares and areas as ledgers have them, brought to the texts that the desk's commands take."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from hkdesk.domain.errors import DeskError
from hkdesk.domain.halfwidth import without_spaces
from hkdesk.domain.money import FEN_PER_WAN, FEN_PER_YI, FEN_PER_YUAN, MOST_FEN, parse_money, plain_money
from hkdesk.exchange.ledgers.cells import has_lost_digits, number_text
from hkdesk.exchange.ledgers.headings import AREA_UNITS

FEN_PER_UNIT = {
    "元": FEN_PER_YUAN,
    "千元": 1000 * FEN_PER_YUAN,
    "万元": FEN_PER_WAN,
    "百万元": 100 * FEN_PER_WAN,
    "千万元": 1000 * FEN_PER_WAN,
    "亿元": FEN_PER_YI,
}
POINTS, FRACTION = "%", "0–1"  # the units of a share: 74, or 0.74
MOST_NUMBER = 10**12
MOST_FRACTION = 2  # a share beyond is one of a hundred, even where the others are of one
_ROUNDED = 1e-15  # of a binary fraction, in parts of it
_NUMBER = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+"
_PLAIN = re.compile(rf"[¥]?(?:{_NUMBER})(?:e[+-]?[0-9]{{1,3}})?")
_NOT_EXACT = re.compile(
    r"约|近|左右|上下|以上|以下|以内|余|[0-9]多|超|不足|不低于|不少于|预计|估|>|<|≥|≤|[0-9][亿万元]*[~～至到–—-]+[0-9]"
)
_FOREIGN = re.compile(r"美元|美金|港元|港币|欧元|日元|英镑|[$€£]|usd|hkd|eur|jpy")
_YI_AND_WAN = re.compile(rf"({_NUMBER})亿元?(?:零)?({_NUMBER})万元?")
_BRACKETED_UNIT = re.compile(r"[(（]([^()（）]*元)[)）]")
_COUNTED = re.compile(rf"({_NUMBER})(万|亿)?([^0-9.,%+\-]{{0,6}})")
_QUANTITY = re.compile(rf"(?:年产|年产能|年|设计产能|产能|达产)*({_NUMBER})(万|亿)?([^0-9.,、;，；]{{0,12}})")
_AREA = re.compile(rf"({_NUMBER})({'|'.join(sorted(AREA_UNITS, key=len, reverse=True))})?")
_PER_YEAR = re.compile(r"(?:/年|每年|/a|年)$")
_TIMES = {None: 1, "": 1, "万": 10**4, "亿": 10**8}


class Found(NamedTuple):
    """What a cell says.

    Args:
        text: None where it says nothing of its own field, only of others.
        amount: of what can be added up, in its smallest unit.
        remark: what the officer should know of how it was read.
        more: {field: text} that it fills besides.
    """

    text: str | None
    amount: int = 0
    remark: DeskError | None = None
    more: tuple[tuple[str, str], ...] = ()


def read_money(cell: str | float, unit: str, field: str) -> Found:
    """A sum; a bare number is of the unit given, and one that the cell says itself wins.

    Raises:
        DeskError: for what is no exact sum of zero or more yuan.
    """
    if isinstance(cell, str):
        fen = _money_text(cell, unit, field)
        return Found(plain_money(fen), fen)
    factor = FEN_PER_UNIT[unit]
    product = cell * factor
    if not 0 <= product <= MOST_FEN:  # nan is neither
        return read_money(number_text(cell), unit, field)
    fen = round(product)
    text = plain_money(fen)
    if abs(product - fen) <= max(product * _ROUNDED, 1e-6):
        return Found(text, fen)
    said = number_text(cell)
    return Found(
        text, fen, DeskError("{text} goes below one fen: {taken} is taken.", field=field, text=said, taken=text)
    )


def _money_text(cell: str, unit: str, field: str) -> int:
    plain = without_spaces(cell).lower().removeprefix("人民币").removesuffix("人民币").removesuffix("整")
    if plain.startswith("(") and plain.endswith(")") and _PLAIN.fullmatch(plain[1:-1]):
        plain = f"-{plain[1:-1]}"  # as accountants write what is below zero
    plain = _BRACKETED_UNIT.sub(r"\1", plain)
    if _FOREIGN.search(plain):
        raise DeskError("{text} is in another currency: type it in yuan.", field=field, text=cell.strip())
    if _NOT_EXACT.search(plain):
        raise DeskError(
            "{text} is not exact: type the amount itself, such as 91.53万元.", field=field, text=cell.strip()
        )
    if found := _YI_AND_WAN.fullmatch(plain):
        return parse_money(f"{found[1]}亿", field) + parse_money(f"{found[2]}万", field)
    if plain.endswith("千元") or (unit == "千元" and _PLAIN.fullmatch(plain)):
        return _thousands(plain.removesuffix("千元"), cell, field)
    return parse_money(f"{plain}{unit}" if _PLAIN.fullmatch(plain) else plain, field)


def _thousands(plain: str, cell: str, field: str) -> int:
    if not _PLAIN.fullmatch(plain):
        return parse_money(cell, field)
    return parse_money(f"{Decimal(plain.lstrip('¥').replace(',', '')) * 1000:f}", field)


def read_number(cell: str | float, field: str) -> Found:
    """A whole number of zero or more, its unit left out: 387人, 1,200, 2026年.

    Raises:
        DeskError: for what is none.
    """
    text = cell.strip() if isinstance(cell, str) else number_text(cell)
    found = _COUNTED.fullmatch(_bare_number(text))
    if found is None or _NOT_EXACT.search(without_spaces(text)):
        raise DeskError("“{text}” is not a whole number.", field=field, text=text)
    number = Decimal(found[1].replace(",", "")) * _TIMES[found[2]]
    if number != number.to_integral_value():
        raise DeskError("“{text}” is not a whole number.", field=field, text=text)
    if number >= MOST_NUMBER:
        raise DeskError("“{text}” is out of range.", field=field, text=text)
    return Found(str(int(number)), int(number))


def read_quantity(cell: str | float, unit: str, field: str, unit_field: str) -> Found:
    """A number and what it counts: 10万吨/年 is 100000 and 吨.

    Raises:
        DeskError: for what is none, or several.
    """
    text = cell.strip() if isinstance(cell, str) else number_text(cell)
    found = _QUANTITY.fullmatch(_bare_number(text))
    if found is None or _NOT_EXACT.search(without_spaces(text)):
        raise DeskError("“{text}” is not a number and its unit, such as 3000吨.", field=field, text=text)
    count = _PER_YEAR.sub("", found[3] or unit)
    times = found[2]
    if not found[3] and count[:1] in ("万", "亿"):  # the heading counts in ten thousands
        times, count = count[0], count[1:]
    number = Decimal(found[1].replace(",", "")) * _TIMES[times]
    if number != number.to_integral_value() or number >= MOST_NUMBER:
        raise DeskError("“{text}” is not a whole number.", field=field, text=text)
    return Found(str(int(number)), more=((unit_field, count),) if count else ())


def read_area(cell: str | float, unit: str, field: str) -> Found:
    """An area with its unit, as said: 50亩, 30000㎡.

    Raises:
        DeskError: for what is none.
    """
    text = cell.strip() if isinstance(cell, str) else number_text(cell)
    found = _AREA.fullmatch(_bare_number(text))
    if found is None:
        raise DeskError("“{text}” is not an area, such as 50亩 or 3000㎡.", field=field, text=text)
    return Found(f"{_trimmed(Decimal(found[1].replace(',', '')))}{AREA_UNITS.get(found[2] or '', unit)}")


def read_percent(cell: str | float, unit: str, field: str, *, is_whole: bool) -> Found:
    """A share in per cent: of 0.74, 74 or 74 %.

    Args:
        unit: what the numbers of its column are: POINTS or FRACTION.

    Raises:
        DeskError: for what is none; for progress, beyond 100 too.
    """
    text = cell.strip() if isinstance(cell, str) else number_text(cell)
    plain = _bare_number(text)
    has_sign = plain.endswith("%")
    plain = plain.removesuffix("%")
    if not _PLAIN.fullmatch(plain) or plain.startswith("¥"):
        raise _no_share(text, field, is_whole=is_whole)
    number, remark = Decimal(plain.replace(",", "")), None
    if not has_sign and (0 < number < 1 or (unit == FRACTION and number <= MOST_FRACTION)):
        number *= 100
        if unit == POINTS:
            remark = DeskError("{text} was read as {taken}%.", field=field, text=text, taken=_trimmed(number))
    if is_whole:
        if number > 100:
            raise _no_share(text, field, is_whole=True)
        whole = number.quantize(Decimal(1), ROUND_HALF_UP)
        if whole != number:
            remark = DeskError("{text} was read as {taken}%.", field=field, text=text, taken=str(whole))
        number = whole
    return Found(_trimmed(number), remark=remark)


def _no_share(text: str, field: str, *, is_whole: bool) -> DeskError:
    if is_whole:
        return DeskError("{text} is no progress: type a whole number from 0 to 100.", field=field, text=text)
    return DeskError("“{text}” is not a share, such as 74%.", field=field, text=text)


def check_digits(cell: float, field: str) -> str:
    """The digits of a code that a spreadsheet holds as a number.

    Raises:
        DeskError: where some are lost.
    """
    if has_lost_digits(cell) or cell != int(cell):
        raise lost_digits(number_text(cell), field)
    return str(int(cell))


def lost_digits(text: str, field: str) -> DeskError:
    """What is to be done about a code that has become a number."""
    return DeskError(
        "{text} has lost digits, for a spreadsheet keeps 15 of a number: set the column to text, type the number "
        "again and read the file once more.",
        field=field,
        text=text,
    )


def _bare_number(text: str) -> str:
    return without_spaces(text).lower()


def _trimmed(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
