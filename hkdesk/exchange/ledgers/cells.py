"""A cell's text as it stands, its number freed of what binary fractions add to it."""

import math
import re
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hkdesk.exchange.ledgers.sheets import RawCell

EXACT_DIGITS = 15  # Excel keeps no more of a number
_EXCEL_LINE_END = re.compile("_x000[dD]_")
_UNSEEN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\u2060]")


def text_of(cell: RawCell) -> str:
    """The text of a cell, days in ISO form, numbers as they were typed."""
    match cell:
        case None:
            return ""
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case int():
            return str(cell)
        case float():
            return number_text(cell)
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)


def is_said(cell: RawCell) -> bool:
    """Whether anything stands in a cell."""
    return cell is not None and (not isinstance(cell, str) or (bool(cell) and not cell.isspace()))


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column, from 0: A, B, … Z, AA."""
    letters, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def number_text(number: float) -> str:
    """A number as it was typed: 0.3 for 0.30000000000000004, 13812345678 for 13812345678.0."""
    if isinstance(number, int) or not math.isfinite(number):
        return str(number)
    if number.is_integer() and abs(number) < 10**EXACT_DIGITS:
        return str(int(number))
    text = f"{number:.{EXACT_DIGITS}g}"
    return text if "e" not in text or abs(number) >= 1 else f"{number:.20f}".rstrip("0").rstrip(".") or "0"


def has_lost_digits(number: float) -> bool:
    """Whether a number is so long that a spreadsheet no longer has its last digits."""
    return not abs(number) < 10**EXACT_DIGITS  # nan is not less


def clean_text(text: str) -> str:
    """A text of as many lines as it has, as the commands keep it, without what Excel writes for the end of a line."""
    if is_plain(text):
        return text.strip()
    if "\r" in text or "_x000" in text:
        text = _EXCEL_LINE_END.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "").strip()


def one_line(text: str, between: str = "") -> str:
    """A text on one line, without what is not seen.

    Args:
        between: what stands where a line ended: nothing where a name was broken to fit its column.
    """
    if is_plain(text):
        return text.strip()
    plain = clean_text(text)
    if "\n" not in plain and _UNSEEN.search(plain) is None:
        return plain
    lines = [line.strip() for line in _UNSEEN.sub("", plain).split("\n")]
    said = [line for line in lines if line]
    if not between and any(a[-1].isascii() and b[0].isascii() for a, b in pairwise(said)):
        between = " "  # words of Latin letters are not run together
    return between.join(said)


def is_plain(text: str) -> bool:
    """Whether a text is one line of what can be seen: most are, and this is soon told."""
    return text.isprintable() and "_x000" not in text
