"""Who an enterprise is and how it is reached: credit codes, divisions and masked phones (RULES.md, Identity)."""

import re
from collections.abc import Iterator
from operator import mul

from hkdesk.domain.errors import DeskError
from hkdesk.domain.halfwidth import halfwidth, without_spaces

DIVISION_CODES = {"431281": "洪江市", "431271": "洪江区", "431200": "怀化市"}

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES_36 = {character: int(character, 36) for character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_LENGTH, _LEGACY_LENGTH = 18, 15
# Authorities other than market regulation have a letter in front, such as N for rural collectives.
_SHAPE = re.compile(rf"[{_ALPHABET}]{{2}}[0-9]{{6}}[{_ALPHABET}]{{10}}")
_DIVISION = slice(2, 8)
_ORGANISATION = slice(8, 17)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

_NEVER_USED = str.maketrans("OISZ", "0152")
_IN_DIVISION = str.maketrans("ODQUILZSGB", "0000112568")
_LOOK_ALIKES = {
    "0": "DQU",
    "D": "0",
    "Q": "0",
    "U": "0",
    "1": "LT7",
    "L": "1",
    "T": "1",
    "7": "1",
    "8": "B",
    "B": "8",
    "6": "G",
    "G": "6",
    "V": "UY",
}

_PHONE = re.compile(
    r"(?P<masked>\d{0,4}-?\*+\d{0,4}(?!\d))"
    r"|(?<!\d)(?:\+?86[- ]?)?(?P<mobile>1[3-9]\d)[- ]?\d{4}[- ]?(?P<mobile_end>\d{4})(?!\d)"
    r"|(?<!\d)\(?(?P<area>010|02\d|0[3-9]\d{2})\)?[- ]?(?P<local>\d{7,8})(?!\d)"
    r"|(?P<digits>\d+)",
    re.ASCII,
)


def check_uscc(text: str, field: str = "uscc") -> str:
    """The unified social credit code in a text, in plain capitals, its two check characters verified (GB 32100-2015).

    Raises:
        DeskError: where it is not one; its values hold a `suggestion` where a look-alike was typed.
    """
    code = without_spaces(text).replace("-", "").upper()
    if len(code) == _LEGACY_LENGTH and code.isdecimal():
        raise DeskError(
            "{code} is a legacy registration number of 15 digits: it has its own field.", field=field, code=code
        )
    if len(code) != _LENGTH:
        raise DeskError(
            "A unified social credit code has {length} characters; {code} has {count}.",
            field=field,
            length=_LENGTH,
            code=code,
            count=len(code),
        )
    if _is_uscc(code):
        return code
    raise _not_a_uscc(code, field)


def division_of(code: str) -> str:
    """The division in which a unified social credit code was given; empty for one far away."""
    return DIVISION_CODES.get(code[_DIVISION], "")


def _not_a_uscc(code: str, field: str) -> DeskError:
    suggestions = set(_corrections(code))
    if len(suggestions) == 1:
        return DeskError(
            "{code} is not a unified social credit code: is {suggestion} meant?",
            field=field,
            code=code,
            suggestion=suggestions.pop(),
        )
    if not _SHAPE.fullmatch(code):
        return DeskError(
            "{code} has characters that no unified social credit code has there. Compare it with the licence.",
            field=field,
            code=code,
        )
    return DeskError(
        "{code} is not a unified social credit code: its check characters do not fit. Compare it with the licence.",
        field=field,
        code=code,
    )


def _is_uscc(code: str) -> bool:
    from stdnum.cn import uscc

    if not _SHAPE.fullmatch(code) or code[-1] != uscc.calc_check_digit(code[:-1]):
        return False
    return code[_ORGANISATION][-1] == organisation_check(code[_ORGANISATION][:-1])


def organisation_check(body: str) -> str:
    """The check character of the eight characters of an organisation code (GB 11714)."""
    return "0123456789X0"[11 - sum(map(mul, map(_VALUES_36.__getitem__, body), _ORGANISATION_WEIGHTS)) % 11]


def _corrections(code: str) -> Iterator[str]:
    """The codes that hold once look-alikes are put right: first those never used, then one at any place."""
    plain = code.translate(_NEVER_USED)
    plain = plain[:2] + plain[_DIVISION].translate(_IN_DIVISION) + plain[8:]
    if _is_uscc(plain):
        yield plain
        return
    for place, character in enumerate(plain):
        for alike in _LOOK_ALIKES.get(character, ""):
            candidate = plain[:place] + alike + plain[place + 1 :]
            if _is_uscc(candidate):
                yield candidate


def mask_phone(text: str) -> str:
    """A phone as lists, prints and exports show it: 138****5678; of other digits the middle is masked."""
    return _PHONE.sub(_masked, halfwidth(text))


def _masked(match: re.Match[str]) -> str:
    if match["masked"]:
        return match[0]
    if match["mobile"]:
        return f"{match['mobile']}****{match['mobile_end']}"
    if match["area"]:
        local = match["local"]
        return f"{match['area']}-{'*' * (len(local) - 4)}{local[-4:]}"
    return _middle_masked(match["digits"])


def _middle_masked(digits: str) -> str:
    if len(digits) < 3:
        return "*" * len(digits)
    kept = min(4, max(1, len(digits) // 4))
    return digits[:kept] + "*" * (len(digits) - 2 * kept) + digits[-kept:]
