"""Headings of columns, made comparable: without spaces, brackets, units and numbers; months and years unnamed."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from hkdesk.domain.halfwidth import halfwidth

MONEY_UNITS = {
    "亿元": "亿元",
    "亿": "亿元",
    "亿元人民币": "亿元",
    "人民币亿元": "亿元",
    "万元": "万元",
    "万": "万元",
    "万元人民币": "万元",
    "人民币万元": "万元",
    "元": "元",
    "人民币元": "元",
    "千元": "千元",
    "百万元": "百万元",
    "千万元": "千万元",
    "10,000yuan": "万元",
    "100millionyuan": "亿元",
    "yuan": "元",
}
AREA_UNITS = {
    "㎡": "㎡",
    "m2": "㎡",
    "m²": "㎡",
    "平方米": "㎡",
    "平米": "㎡",
    "平方": "㎡",
    "平方公尺": "㎡",
    "万平方米": "万㎡",
    "万平米": "万㎡",
    "万平方": "万㎡",
    "万㎡": "万㎡",
    "万m²": "万㎡",
    "万m2": "万㎡",
    "亩": "亩",
    "公顷": "公顷",
}
UNITS = {**MONEY_UNITS, **AREA_UNITS, "%": "%", "百分比": "%"}
_COUNTED = re.compile(
    r"(?:[百千万亿]*(?:吨|把|台|套|件|辆|吉瓦时|千瓦时|千瓦|立方米|米|升|公斤|千克|箱|只|个|人|名|家|项|条|片|块|瓶|盒|支|头|株|羽|颗|粒|方|kg|t|gwh|mwh|kw))"
    r"(?:/年|每年|/a)?"
)
_BRACKETS = re.compile(r"[(\[【〔<《{]([^()\[\]【】〔〕<>《》{}]*)[)\]】〕>》}]")
_UNIT_AT_END = re.compile(r"(?<=.{2})[:,/\-·]?(?:单位:?)?(亿元|千万元|百万元|万元|千元|元|㎡|平方米|亩|%)$")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]|_x000[dD]_")
MARKS_IN_FRONT = re.compile(r"^(?:[*★☆※▲△●○◆◇#]+|\d{1,2}[.、)](?!\d)|[①-⑳⑴-⒇⒈-⒛]|[一二三四五六七八九十]{1,3}[、.])+")
_MONTHS = re.compile(r"(?:1|一)月?份?[-–—―~～至到]+(?:\d{1,2}|[一二三四五六七八九十]{1,3})月份?")
_MONTH = re.compile(
    r"(?<![\dn])(?:1[0-2]|0?[1-9])月份?|(?<![一二三四五六七八九十])(?:十[一二]|[一二三四五六七八九十])月份?"
)
_YEAR = re.compile(r"(?:20\d\d|二[〇零○]\w\w)年度?|(?<!\d)20\d\d(?!\d)")
_NOTHING_SAID = re.compile(r"[^\w%㎡²]+|_")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a column.

    Args:
        text: as it stood, on one line; an upper row and a lower one with a / between them.
        keys: what it is looked up by, the surest first.
        unit: that it names, by its usual name; empty where it names none.
        weak: what it may be looked up by if all else fails: an upper heading without the lower one.
    """

    text: str
    keys: tuple[str, ...]
    unit: str
    weak: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The surest key; empty of a column without a heading."""
        return self.keys[0] if self.keys else ""


NO_HEADING = Heading("", (), "")


@lru_cache(maxsize=8192)
def heading_of(text: str) -> Heading:
    """A heading as it stands in one cell."""
    shown = " ".join(_INVISIBLE.sub("", text).split())
    plain = "".join(halfwidth(shown).split()).lower()
    units = [unit for found in _BRACKETS.finditer(plain) if (unit := unit_of(found[1]))]
    inlined = _BRACKETS.sub(lambda found: "" if unit_of(found[1]) else found[1], plain)
    bare = _BRACKETS.sub("", plain)
    keys: dict[str, None] = {}
    for form in (inlined, bare):
        keys.setdefault(_key(form))
    for form in (inlined, bare):
        if found := _UNIT_AT_END.search(form):
            keys.setdefault(_key(form[: found.start()]))
            units.append(UNITS[found[1]])
    return Heading(shown, tuple(key for key in keys if key), units[0] if units else "")


def unit_of(text: str) -> str:
    """The usual name of a unit as brackets or a title say it, e.g. 单位：万元; empty where it is none."""
    said = "".join(halfwidth(text).split()).lower()
    said = re.sub(r"^(?:金额|计量)?(?:单位)?[:：]?", "", said)
    for part in re.split(r"[、;,](?!\d)", said):
        if part in UNITS:
            return UNITS[part]
    return said if _COUNTED.fullmatch(said) else ""


def joined(upper: Heading, lower: Heading) -> Heading:
    """Two rows of headings as one: looked up by both together, then by the lower alone."""
    if not upper.keys or upper.keys == lower.keys:
        return replace(lower, unit=lower.unit or upper.unit)
    if not lower.keys:
        return replace(upper, unit=lower.unit or upper.unit)
    above = (*upper.keys, *upper.weak)
    both = (u + low for u in above for low in lower.keys)
    keys = tuple(dict.fromkeys((*both, *lower.keys)))
    return Heading(f"{upper.text}/{lower.text}", keys, lower.unit or upper.unit, above)


def _key(plain: str) -> str:
    said = MARKS_IN_FRONT.sub("", plain.strip())
    said = _MONTHS.sub("1-n月", said)
    said = _MONTH.sub("n月", said.replace("1-n月", "\x00")).replace("\x00", "1-n月")
    said = _YEAR.sub("n年", said)
    return _NOTHING_SAID.sub("", said).replace("n月份", "n月")
