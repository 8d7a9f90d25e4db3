"""Pinyin initials of Chinese text, from the table baked at build time (packaging/bake_pinyin.py)."""

from functools import cache
from itertools import islice, product

from hkdesk.bundled import bundled

READINGS_KEPT = 8  # of a text with several: enough for the names that officers type


def initials(text: str) -> list[str]:
    """The initials under which a text is looked up, e.g. 恒光科技 → ["hgkj"]; other letters and digits stay.

    A character with several readings gives several, the usual one first; READINGS_KEPT are kept.
    Text without Chinese gives none.
    """
    table = _table()
    if not any(c in table for c in text):
        return []
    readings = [table.get(c, c.lower()) for c in text if c in table or (c.isascii() and c.isalnum())]
    return list(dict.fromkeys("".join(letters) for letters in islice(product(*readings), READINGS_KEPT)))


@cache
def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in bundled("resources/pinyin/initials.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        letters, characters = line.split("\t")
        found.update(dict.fromkeys(characters, letters))
    return found
