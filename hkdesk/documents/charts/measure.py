"""The width of a text where no font is at hand: a Chinese character is one em, any other 0.55 em."""

import re

LATIN_EM = 0.55
LINE = 1.25  # from one line to the next, over the size
_WIDE = "\u2010"  # from here on: dashes and ellipses as wide as Chinese sets them, and Chinese itself
# What is not broken within: a Chinese character with the marks that may not begin a line, or a word with its space.
_UNITS = re.compile(
    r"[（《「『“‘]*[\u2010-\uffff\U00010000-\U0010ffff][，。、；：？！）》」』”’]*|[^\s\u2010-\U0010ffff]+\s?|\s"
)


def plain(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def text_width(text: str, size: float) -> float:
    """How wide a line is, in the unit of its size."""
    return sum(LATIN_EM if char < _WIDE else 1.0 for char in text) * size


def cut(text: str, size: float, room: float) -> str:
    """As much of a text as the room holds, with an ellipsis where that is not all; empty where it holds none."""
    if text_width(text, size) <= room:
        return text
    left = room - text_width("…", size)
    for place, char in enumerate(text):
        left -= text_width(char, size)
        if left < 0:
            kept = text[:place].rstrip()
            return f"{kept}…" if kept else ""
    return text


def broken(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """A text in so many lines at most, the last one cut where it must be."""
    units = _UNITS.findall(plain(text))
    lines = [""]
    for place, unit in enumerate(units):
        if not lines[-1] or text_width((lines[-1] + unit).rstrip(), size) <= room:
            lines[-1] += unit
        elif len(lines) < most:
            lines.append(unit)
        else:
            lines[-1] += "".join(units[place:])
            break
    return tuple(cut(line.strip(), size, room) for line in lines)
