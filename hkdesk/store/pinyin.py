"""Pinyin initials of Chinese text, from the table baked at build time (packaging/bake_pinyin.py)."""

from functools import cache
from itertools import islice, product

from hkdesk.bundled import bundled

LAST_THAT_DIFFER = 3
READINGS_KEPT = 2**LAST_THAT_DIFFER  # of a text with several: enough for the names that officers type


def initials(text: str) -> list[str]:
    """The initials under which a text is looked up, e.g. 恒光科技 → ["hgkj"]; other letters and digits stay.

    A character with several readings gives several, the usual one first; READINGS_KEPT are kept.
    Text without Chinese gives none.
    """
    table = _table()
    if table.keys().isdisjoint(text):
        return []
    several, usual = _several(), _usual()
    places = [n for n, c in enumerate(text) if c in several]
    if not places:
        return [text.translate(usual)]
    # Of the kept ones, only the last few characters of several readings differ.
    first = places[-LAST_THAT_DIFFER:][0]
    before = text[:first].translate(usual)
    readings = [table.get(c) or usual[ord(c)] or ("",) for c in text[first:]]
    return list(dict.fromkeys(before + "".join(letters) for letters in islice(product(*readings), READINGS_KEPT)))


class _Usual(dict[int, str]):
    """{character: its first letter}, for `str.translate`; letters and digits of ASCII stay, and nothing else."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        kept = character.lower() if character.isascii() and character.isalnum() else ""
        letter = _table().get(character, kept)[:1]
        self[point] = letter
        return letter


@cache
def _usual() -> _Usual:
    return _Usual()


@cache
def _several() -> frozenset[str]:
    """The characters with several readings."""
    return frozenset(character for character, letters in _table().items() if len(letters) > 1)


@cache
def _table() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in bundled("resources/pinyin/initials.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or "\t" not in line:
            continue
        letters, characters = line.split("\t")
        found.update(dict.fromkeys(characters, letters))
    return found
