"""An appeal's number, which two desks that never met cannot both give (RULES.md, Appeals)."""

import re

from hkdesk.domain.errors import DeskError
from hkdesk.domain.halfwidth import without_spaces

_NUMBER = re.compile(r"([A-Z][A-Z0-9]*)-([0-9]{4})-([A-Z]+)([0-9]{4}|[1-9][0-9]{4,})")


def request_number(park_code: str, year: int, letter: str, serial: int) -> str:
    """The number of an appeal, such as HJS-2026-A0001: park, year, the desk's letter and its serial of the year.

    Raises:
        DeskError: where the parts do not make a number that reads back.
    """
    number = f"{park_code}-{year:04d}-{letter}{serial:04d}"
    if parse_request_number(number) != (park_code, year, letter, serial):
        raise _not_a_number(number)
    return number


def parse_request_number(text: str) -> tuple[str, int, str, int]:
    """The park's code, the year, the desk's letter and the serial in a number.

    Raises:
        DeskError: where the text is no such number.
    """
    match = _NUMBER.fullmatch(without_spaces(text).upper())
    if match is None or int(match[4]) == 0:
        raise _not_a_number(text)
    return match[1], int(match[2]), match[3], int(match[4])


def _not_a_number(text: str) -> DeskError:
    return DeskError("{text} is not the number of an appeal: one looks like HJS-2026-A0001.", field="number", text=text)
