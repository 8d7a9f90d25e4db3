"""Bake resources/pinyin/initials.txt: by which Latin letters a Chinese character may be found.

Run by hand when pypinyin changes (`.venv/bin/python packaging/bake_pinyin.py`); the result is committed, so that the
program needs no pypinyin (26,704 characters load in 5 ms).

Format, UTF-8, one line for each set of initials:

    <initials>\\t<characters>

The initials are a-z, one for each different first letter of any of the character's readings, that of the usual
reading first (重 is zhòng and chóng: "zc"; 行 is xíng and háng: "xh"): a long name is kept under its usual readings.
No character stands on two lines. Lines are sorted.
To read it: {character: initials for line in text.splitlines() for initials, characters in [line.split("\\t")]
for character in characters}.
"""

import unicodedata
from collections import defaultdict
from pathlib import Path

from pypinyin import Style, pinyin

TARGET = Path(__file__).parent.parent / "resources" / "pinyin" / "initials.txt"
IDEOGRAPHS = [0x3007, *range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]  # 〇, extension A, the unified ideographs


def initials(character: str) -> str:
    """The first letters of all its readings, or nothing where pypinyin knows none."""
    readings = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    letters = {unicodedata.normalize("NFD", reading)[:1] for group in readings for reading in group}
    usual = pinyin(character, style=Style.FIRST_LETTER, errors="ignore")
    first = usual[0][0][:1] if usual else ""
    return "".join(
        sorted((letter for letter in letters if "a" <= letter <= "z"), key=lambda letter: (letter != first, letter))
    )


def baked() -> str:
    """The whole file."""
    lines: dict[str, list[str]] = defaultdict(list)
    for code in IDEOGRAPHS:
        if found := initials(chr(code)):
            lines[found].append(chr(code))
    return "".join(f"{found}\t{''.join(characters)}\n" for found, characters in sorted(lines.items()))


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(baked(), "utf-8", newline="\n")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")
