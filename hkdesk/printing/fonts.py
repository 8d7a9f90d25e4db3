"""The fonts of printed pages: by fallback chain, filtered by what is installed (DOCUMENTS.md)."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QRawFont

from hkdesk.wording import tr

UNITS_PER_POINT = 20  # pages are laid out in twentieths of a point, whatever the device


class Role(Enum):
    """What a text is on the page."""

    TITLE = auto()
    HEADING = auto()
    SUBHEADING = auto()
    TEXT = auto()
    STRONG = auto()
    NUMBER = auto()
    STRONG_NUMBER = auto()
    FOLIO = auto()


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """A font by its role and size; known by itself and not by its parts, since each cell of a ledger asks for it.

    Args:
        spacing: how far characters of running text stand apart, in percent of their width.
    """

    role: Role
    points: float
    spacing: float = 100.0


@lru_cache
def style(role: Role, points: float, spacing: float = 100.0) -> Style:
    """The one style of a role and size: documents without end have few of them."""
    return Style(role, points, spacing)


_TITLE = ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "Noto Serif CJK SC", "Source Han Serif SC")
_FANGSONG = ("仿宋_GB2312", "仿宋", "FangSong", "FandolFang", "Noto Serif CJK SC", "Source Han Serif SC")
_HEI = (
    "黑体",
    "SimHei",
    "FandolHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
)
_KAI = ("楷体_GB2312", "楷体", "KaiTi", "FandolKai", *_FANGSONG)
_SONG = ("宋体", "SimSun", "FandolSong", "Noto Serif CJK SC", "Source Han Serif SC")
_LAST = ("WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Sans CJK SC", "DejaVu Serif")
_LATIN = ("Times New Roman", "Liberation Serif", "Nimbus Roman", "TeX Gyre Termes")
_ALIGNED = (*_LATIN, "Noto Sans CJK SC", "DejaVu Serif")  # digits of one width, where the text's own are not
_CHAINS = {
    Role.TITLE: _TITLE,
    Role.HEADING: _HEI,
    Role.SUBHEADING: _KAI,
    Role.TEXT: _FANGSONG,
    Role.STRONG: _HEI,
    Role.NUMBER: _FANGSONG,
    Role.STRONG_NUMBER: _HEI,
    Role.FOLIO: _SONG,
}
# How many of a chain's names are the font that GB/T 9704 asks for; the others stand in for it.
_PROPER = {Role.TITLE: 3, Role.TEXT: 3, Role.HEADING: 2, Role.SUBHEADING: 3, Role.FOLIO: 2}
_NUMBERS = (Role.NUMBER, Role.STRONG_NUMBER)
# Fonts with one weight are emboldened by Qt where the page needs it bold; 黑体 is a bold hand already.
_BOLD = (Role.TITLE, Role.STRONG, Role.STRONG_NUMBER)
_BOLD_BY_NATURE = ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "黑体", "SimHei", "FandolHei")
_PROBE = {True: "园区项目诉求企业一二三", False: "Aa09"}
_DIGITS = "0123456789"
# Characters that are as wide beside others as alone: neither joined nor put on top of each other.
_PLAIN = re.compile("[\x20-\u02ff\u2010-\u2027\u2030-\u205e\u2100-\u2bff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]*")
# Alternates that a font puts in place of plain letters have no code of their own and are lost to search and copy.
_NO_ALTERNATES = ("locl", "liga", "clig", "calt", "dlig", "ccmp")


class Advances(dict[str, float]):
    """How wide each character is, measured when it is first met."""

    def __init__(self, metrics: QFontMetricsF) -> None:
        super().__init__()
        self._metrics = metrics

    def __missing__(self, char: str) -> float:
        self[char] = width = self._metrics.horizontalAdvance(char)
        return width


class Fonts:
    """The fonts of one document; made anew for each, so that a font installed meanwhile is seen.

    Args:
        language: that of the document; English text stands in a Latin face, its Chinese names in the Chinese one.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._installed = frozenset(name.split(" [")[0] for name in QFontDatabase.families())  # some bear their foundry
        self._families = {role: self._chain(role) for role in Role}
        self._fonts: dict[Style, QFont] = {}
        self._metrics: dict[Style, QFontMetricsF] = {}
        self._advances: dict[Style, Advances] = {}
        self.drawn: set[str] = set()  # the characters that are on the pages

    def font(self, style: Style) -> QFont:
        """The font of a style, its size in layout units."""
        if style not in self._fonts:
            self._fonts[style] = self._made(style)
        return self._fonts[style]

    def metrics(self, style: Style) -> QFontMetricsF:
        """Its measures, in layout units."""
        if style not in self._metrics:
            self._metrics[style] = QFontMetricsF(self.font(style))
        return self._metrics[style]

    def width(self, text: str, style: Style) -> float:
        """How wide a single line is, in layout units: what stands in a cell is measured a hundred thousand times."""
        if not _PLAIN.fullmatch(text):
            return self.metrics(style).horizontalAdvance(text)
        if style not in self._advances:
            self._advances[style] = Advances(self.metrics(style))
        return sum(map(self._advances[style].__getitem__, text))

    def used(self) -> dict[Role, str]:
        """The family that each role is drawn in; empty where none of its chain is installed and Qt chooses."""
        return {role: families[0] if families else "" for role, families in self._families.items()}

    def replaced(self) -> dict[str, str]:
        """The fonts of a Chinese official page that are not installed, each with the family drawn instead."""
        if self._language != "zh_CN":
            return {}
        used = self.used()
        wanted = {role: _CHAINS[role] for role in _PROPER}
        return {chain[0]: used[role] for role, chain in wanted.items() if used[role] not in chain[: _PROPER[role]]}

    def has_chinese(self) -> bool:
        """Whether any font of the chains can draw Chinese."""
        return bool(self._able((*_FANGSONG, *_HEI, *_LAST), is_chinese=True))

    def raw_fonts(self) -> list[QRawFont]:
        """Every face of the chains in use, for looking at what its glyphs stand for."""
        faces = {(family, role in _BOLD) for role, families in self._families.items() for family in families}
        return [QRawFont.fromFont(_plain(family, is_bold=bold)) for family, bold in sorted(faces)]

    def _chain(self, role: Role) -> list[str]:
        chinese = self._able((*_CHAINS[role], *_LAST), is_chinese=True)
        latin = self._able(_LATIN, is_chinese=False)
        if self._language != "zh_CN" and role is not Role.HEADING:
            return [*latin[:1], *chinese]
        if role in _NUMBERS and chinese and not _are_tabular(chinese[0]):
            aligned = [family for family in self._able(_ALIGNED, is_chinese=False) if _are_tabular(family)]
            return [*aligned[:1], *chinese]
        return chinese

    def _able(self, families: tuple[str, ...], *, is_chinese: bool) -> list[str]:
        return [family for family in dict.fromkeys(families) if family in self._installed and _has(family, is_chinese)]

    def _made(self, style: Style) -> QFont:
        families = self._families[style.role]
        font = QFont()
        if families:
            font.setFamilies(families)
        font.setPixelSize(round(style.points * UNITS_PER_POINT))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if style.role in _BOLD and not (families and families[0] in _BOLD_BY_NATURE):
            font.setWeight(QFont.Weight.Black if style.role is Role.TITLE else QFont.Weight.Bold)
        for feature in _NO_ALTERNATES:
            font.setFeature(QFont.Tag(feature), 0)
        return font


def say_replaced(replaced: dict[str, str]) -> str:
    """Which fonts are not installed, and which are used instead; empty where none is wanting."""
    pairs = [tr("{used} for {wanted}", used=used or "—", wanted=wanted) for wanted, used in replaced.items()]
    return tr("Not all fonts of an official page are installed here. Used: {pairs}.", pairs=pairs) if pairs else ""


def _plain(family: str, *, is_bold: bool = False) -> QFont:
    font = QFont(family)
    font.setPixelSize(16 * UNITS_PER_POINT)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setBold(is_bold)
    return font


def _has(family: str, is_chinese: bool) -> bool:
    """Whether a family truly draws what the page is made of: a name alone may be an alias, or a font cut short."""
    raw = QRawFont.fromFont(_plain(family))
    return raw.isValid() and all(raw.supportsCharacter(ord(char)) for char in _PROBE[is_chinese])


def _are_tabular(family: str) -> bool:
    """Whether its digits are equally wide, so that columns of numbers stand in line."""
    metrics = QFontMetricsF(_plain(family))
    widths = [metrics.horizontalAdvance(digit) for digit in _DIGITS]
    return max(widths) - min(widths) < max(widths) / 50
