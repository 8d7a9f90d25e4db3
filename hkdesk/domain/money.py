"""Money as an exact integer of fen, read as officers type it and shown by magnitude (RULES.md, Money, dates)."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum

from hkdesk.domain.errors import DeskError
from hkdesk.domain.halfwidth import without_spaces

FEN_PER_YUAN = 100
FEN_PER_WAN = 10_000 * FEN_PER_YUAN
FEN_PER_YI = 100_000_000 * FEN_PER_YUAN
MOST_FEN = 10**18

_FACTORS = {
    "": FEN_PER_YUAN,
    "百万": 100 * FEN_PER_WAN,
    "千万": 1000 * FEN_PER_WAN,
    "万": FEN_PER_WAN,
    "亿": FEN_PER_YI,
    "wan": FEN_PER_WAN,
    "yi": FEN_PER_YI,
}
# Groups of three as on a ledger, or of four as 万 and 亿 are counted.
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,4}(?:,[0-9]{4})+|[0-9]+"
_MONEY = re.compile(
    rf"(?:¥|人民币|cny|rmb)?((?:{_DIGITS})(?:\.[0-9]*)?|\.[0-9]+)(e[+-]?[0-9]{{1,3}})?"
    r"(百万|千万|万|亿|wan|yi)?(?:元|yuan|cny|rmb)?"
)
_LONGEST = 100
# Wide enough that no sum of that length is ever rounded.
_EXACT = Context(prec=2 * _LONGEST)


class MoneyUnit(StrEnum):
    """The unit in which a sum is shown."""

    WAN = "wan"
    YI = "yi"


def parse_money(text: str, field: str | None = None) -> int:
    """The fen in a sum as typed: 11.8亿, 1.18e9, 118000万, 91.53万元, 1,180 (a plain number is yuan).

    Raises:
        DeskError: saying what can be typed.
    """
    plain = without_spaces(text).lower()
    if not plain:
        raise DeskError("Type an amount, such as 91.53万元, 11.8亿 or 1,180 (yuan).", field=field)
    if plain.lstrip("¥").startswith(("-", "\N{MINUS SIGN}", "–")):
        raise DeskError("{text} is below zero: type an amount of zero or more.", field=field, text=text)
    match = _MONEY.fullmatch(plain) if len(plain) <= _LONGEST else None
    if match is None:
        raise DeskError(
            "{text} is not an amount: type one such as 91.53万元, 11.8亿 or 1,180 (yuan).", field=field, text=text
        )
    number = Decimal(match[1].replace(",", "") + (match[2] or ""))
    return _whole_fen(_EXACT.multiply(number, Decimal(_FACTORS[match[3] or ""])), text, field)


def parse_wan(text: str, field: str | None = None) -> int:
    """The fen in a sum typed under a heading that says 万元: a plain number is 万元, a unit that is typed wins.

    Raises:
        DeskError: saying what can be typed.
    """
    plain = without_spaces(text)
    return parse_money(f"{plain}万" if plain and plain[-1] in "0123456789." else text, field)


def wan_text(fen: int, *, grouped: bool = True) -> str:
    """A sum in 万元 without its unit, to the fen: what stands under a heading that says 万元."""
    return _trimmed(Decimal(fen) / FEN_PER_WAN, grouped=grouped)


def _whole_fen(fen: Decimal, text: str, field: str | None) -> int:
    if fen > MOST_FEN:
        raise DeskError(
            "{text} is more than the desk can hold: type an amount of at most {most}亿元.",
            field=field,
            text=text,
            most=MOST_FEN // FEN_PER_YI,
        )
    if fen != fen.to_integral_value():
        raise DeskError("{text} goes below one fen: type at most two decimals of a yuan.", field=field, text=text)
    return int(fen)


def split_money(fen: int) -> tuple[str, MoneyUnit]:
    """A sum as shown, and its unit: from 1 亿元 on in 亿元 with two decimals, below that in 万元.

    Under 0.01 万元 it is shown to the fen, so that a small sum never reads as nothing.
    """
    if abs(fen) >= FEN_PER_YI:
        return f"{_rounded(fen, FEN_PER_YI):,f}", MoneyUnit.YI
    if abs(fen) < FEN_PER_WAN // 100:
        return _trimmed(Decimal(fen) / FEN_PER_WAN), MoneyUnit.WAN
    return _trimmed(_rounded(fen, FEN_PER_WAN)), MoneyUnit.WAN


def plain_money(fen: int) -> str:
    """A sum for an edit field: text that parse_money reads back to exactly the same fen."""
    for unit, factor in (("亿元", FEN_PER_YI), ("万元", FEN_PER_WAN)):
        if fen >= factor and fen * 10_000 % factor == 0:
            return f"{_trimmed(Decimal(fen) / factor, grouped=False)}{unit}"
    return f"{_trimmed(Decimal(fen) / FEN_PER_YUAN, grouped=False)}元"


def _rounded(fen: int, factor: int) -> Decimal:
    return (Decimal(fen) / factor).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _trimmed(amount: Decimal, *, grouped: bool = True) -> str:
    text = f"{amount:,f}" if grouped else f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
