"""Has a PDF's text read back as it was typed.

Qt names each glyph by the lowest code that its font maps to it: where 人 shares its glyph with the radical ⼈, the page
looks right but is neither found nor copied. The tables that say so lie uncompressed in the file, and one code is as
long as another, so they are mended where they stand.
"""

import re
from collections.abc import Iterable, Sequence
from mmap import mmap
from pathlib import Path

from PySide6.QtGui import QRawFont

_TABLE = re.compile(rb"beginbfrange\n.*?endbfrange", re.DOTALL)
# What glyphs stand for: a list of codes, or one code for one glyph. Qt counts on only over long runs, left as they are.
_NAMES = re.compile(rb"\[[^\]]*\]|(?<=\n)(<[0-9A-F]{4}>) \1 <[0-9A-F]{4}>(?=\n)")
_CODE = re.compile(rb"<([0-9A-F]{4})>(?=\n| |\]|$)")


def mend_text(path: Path, drawn: Iterable[str], faces: Sequence[QRawFont]) -> None:
    """Name a PDF's glyphs by the characters that were drawn, within the file, however long it is.

    Args:
        path: as Qt writes it.
        drawn: the characters that are on its pages.
        faces: the fonts that they may have been drawn in.
    """
    with path.open("r+b") as file, mmap(file.fileno(), 0) as pdf:
        # Copies, since what is looked for by a pattern may not be written to at the same time.
        tables = [(found.start(), found[0]) for found in _TABLE.finditer(pdf)]
        chars = sorted(char for char in drawn if char <= "\uffff")
        named = {chr(int(code, 16)) for _, table in tables for code in _codes(table)}
        renamed = _renamed(chars, sorted(named.difference(chars)), faces)
        if renamed:
            for start, table in tables:
                pdf[start : start + len(table)] = _mended(table, renamed)


def _mended(table: bytes, renamed: dict[str, str]) -> bytes:
    def mend_code(code: re.Match[bytes]) -> bytes:
        char = renamed.get(chr(int(code[1], 16)))
        return code[0] if char is None else b"<%04X>" % ord(char)

    def mend_names(names: re.Match[bytes]) -> bytes:
        if names[0].startswith(b"["):
            return _CODE.sub(mend_code, names[0])
        glyphs, name = names[0].rsplit(b" ", 1)
        return glyphs + b" " + _CODE.sub(mend_code, name)

    return _NAMES.sub(mend_names, table)


def _codes(table: bytes) -> Iterable[bytes]:
    for names in _NAMES.finditer(table):
        yield from _CODE.findall(names[0] if names[0].startswith(b"[") else names[0].rsplit(b" ", 1)[1])


def _renamed(drawn: list[str], strangers: list[str], faces: Sequence[QRawFont]) -> dict[str, str]:
    """The character that was drawn for each one that was not, by the glyph that a face has for both."""
    renamed: dict[str, str] = {}
    for face in faces if strangers else ():
        by_glyph = {glyph: char for char, glyph in _glyphs(face, drawn) if glyph}
        for stranger, glyph in _glyphs(face, strangers):
            if glyph in by_glyph:
                renamed.setdefault(stranger, by_glyph[glyph])
    return renamed


def _glyphs(face: QRawFont, chars: list[str]) -> Iterable[tuple[str, int]]:
    return zip(chars, face.glyphIndexesForString("".join(chars)), strict=True)
