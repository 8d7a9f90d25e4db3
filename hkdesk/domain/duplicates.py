"""Which names say the same enterprise or project (issue 3, Duplicates).

Two names are alike where their cores are the same: plain letters and digits in small, without brackets, spaces and
marks, without what says only the legal form, and without the province, city or district in front.
"""

import re
from collections.abc import Iterator

from hkdesk.domain.halfwidth import halfwidth

FORMS = ("有限责任公司", "股份有限公司", "有限公司", "集团公司", "公司", "股份", "集团", "建设项目", "项目")
PLACES = ("湖南省", "湖南", "怀化市", "怀化", "洪江市", "洪江区", "洪江")
SHORTEST = 2  # what is left of a name must still say something
_MARKS = re.compile(r"[\W_]+")


def core_of(name: str) -> str:
    """What a name says once it is plain, e.g. 湖南立点科技有限公司 → 立点科技; never empty where the name is not."""
    core = _MARKS.sub("", halfwidth(name).lower())
    while (form := next((f for f in FORMS if core.endswith(f)), "")) and len(core) - len(form) >= SHORTEST:
        core = core[: -len(form)]
    while (place := next((p for p in PLACES if core.startswith(p)), "")) and len(core) - len(place) >= SHORTEST:
        core = core[len(place) :]
    return core


def are_alike(one: str, other: str) -> bool:
    """Whether two names say the same."""
    core = core_of(one)
    return len(core) >= SHORTEST and core == core_of(other)


def usual_spellings(name: str) -> Iterator[str]:
    """Names as they usually stand for this one, itself first: what an index of names can be asked for at once."""
    yield name.strip()
    core = core_of(name)
    for place in ("", *PLACES):
        for form in ("", *FORMS, "集团有限公司", "集团股份有限公司"):
            yield f"{place}{core}{form}"


def one_left_out(core: str) -> Iterator[str]:
    """A core, and what is left of it without one of its characters: cores that share one are a slip apart."""
    yield core
    for place in range(len(core)):
        yield core[:place] + core[place + 1 :]


def is_slip(one: str, other: str) -> bool:
    """Whether two cores differ by one character put in, left out or mistaken, or by two that changed places."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1 or short == long:
        return False
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) != len(long):
        return short[at:] == long[at + 1 :]
    return short[at + 1 :] == long[at + 1 :] or (
        short[at : at + 2][::-1] == long[at : at + 2] and short[at + 2 :] == long[at + 2 :]
    )
