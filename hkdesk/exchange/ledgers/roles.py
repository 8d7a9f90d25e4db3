"""Which rows below a header are records, and which are sums, notes, headings in between or the header once more."""

import re
from collections.abc import Iterator, Mapping, Sequence

from hkdesk.exchange.ledgers.cells import is_said, text_of
from hkdesk.exchange.ledgers.header import MOST_COLUMNS
from hkdesk.exchange.ledgers.rows import Role
from hkdesk.exchange.ledgers.sheets import RawCell, RawSheet
from hkdesk.exchange.ledgers.synonyms import Synonyms, sum_key

LONGEST_LABEL = 16  # characters of what stands in front of a sum
LONGEST_BAND = 40  # characters of a heading between rows
MOST_IN_A_NOTE = 4  # cells
WIDE = 3  # columns over which such a heading is merged
LOOKED_AT = 300  # rows, to tell how lines are numbered
_NUMERALS = "一二三四五六七八九十"
_NUMERAL = re.compile(rf"[((（]?[{_NUMERALS}]{{1,3}}[)）]?[、.．]?|[IVXⅠ-Ⅻ]{{1,4}}[、.．]?")
_BAND = re.compile(
    rf"(?:[{_NUMERALS}]{{1,3}}[、.．]|[((（][{_NUMERALS}]{{1,3}}[)）]|第[{_NUMERALS}]{{1,3}}[部批类]分?)\s*\S"
)
_ENDS_OF_SUMS = ("合计", "小计", "总计", "合计数")
_ENDS = "计数:： "
_COUNT = r"\d+(?:个|家|项|条|件|户|次|人|宗|类)?(?:项目|企业|诉求|问题|单位|产业项目)?"
_COUNTED = re.compile(rf"(.+?)[:(]?共?{_COUNT}\)?")
_AMOUNT = re.compile(rf"[¥]?-?[\d,.]*\d(?:亿元?|万元?|元|%|亩|㎡|平方米)?|共?{_COUNT}")


class Roles:
    """Tells rows apart by what is written in them.

    Args:
        keys: columns of the fields that say which record a row is.
        needed: columns of the fields that every record has.
        mapped: columns that are read.
        headers: {column: texts of the header above it}.
    """

    def __init__(
        self,
        sheet: RawSheet,
        first_row: int,
        keys: Sequence[int],
        needed: Sequence[int],
        mapped: Sequence[int],
        headers: Mapping[int, frozenset[str]],
        synonyms: Synonyms,
    ) -> None:
        self._needed = frozenset(needed)
        self._keys, self._mapped, self._headers, self._synonyms = tuple(keys), frozenset(mapped), headers, synonyms
        self._wide = {m.first_row for m in sheet.merged if m.last_column - m.first_column + 1 >= WIDE}
        notes = "|".join(map(re.escape, sorted(synonyms.notes, key=len, reverse=True)))
        self._note = re.compile(
            rf"(?:{notes})(?:\s*[(（][^)）]*[)）])?\s*(?:[:：]|[0-9]{{1,2}}?[.、．])|(?:{notes})[0-9]?$"
        )
        labels = synonyms.sums | synonyms.examples | {note.lower() for note in synonyms.notes}
        self._initials = {label[0] for label in labels} | {label[0].upper() for label in labels} | set("(（第IVXⅠ")
        self._initials |= set(_NUMERALS)
        self._has_numbers = self._lines_are_numbered(sheet, first_row)

    def of(self, cells: Sequence[RawCell], row: int) -> Role | None:
        """What a row is, by its texts; None for a record, or for what only its numbers can tell."""
        first, place = _first(cells)
        if first in self._headers.get(place, ()) and self._is_header(cells):
            return Role.HEADER
        if row in self._wide and len(list(_said(cells))) == 1 and isinstance(first, str):
            return Role.NOTE if self._note.match(first.strip()) or len(first) > LONGEST_BAND else Role.BAND
        role = self._by_label(first.strip(), cells, is_read=place in self._mapped) if isinstance(first, str) else None
        if role in (None, Role.BAND):
            for key in self._keys:
                lead = cells[key] if key < len(cells) and key != place else None
                if isinstance(lead, str) and self._is_sum(lead, cells):
                    return Role.SUM
        return role

    def of_incomplete(self, cells: Sequence[RawCell]) -> Role | None:
        """What a row is that lacks what every record has; None where it is a record all the same.

        One text beside the columns that every record fills in is a heading or a note; in one of them, the rest is
        missing.
        """
        text, place = _first(cells)
        if isinstance(text, str) and place not in self._needed and len(list(_said(cells))) == 1:
            return Role.NOTE if len(text) > LONGEST_BAND else Role.BAND
        return None

    def _by_label(self, label: str, cells: Sequence[RawCell], *, is_read: bool) -> Role | None:
        if label[0] not in self._initials and label[-1] not in _ENDS:
            return None
        if self._is_sum(label, cells):
            return Role.SUM
        if sum_key(label) in self._synonyms.examples:
            return Role.NOTE
        said = list(_said(cells))
        if self._note.match(label) and (len(said) <= MOST_IN_A_NOTE or sum(map(self._begins_note, said)) > 1):
            return Role.NOTE
        if len(said) == 1 and len(label) <= LONGEST_BAND and _BAND.match(label):
            return Role.BAND
        return Role.BAND if not is_read and self._has_numbers and _NUMERAL.fullmatch(label) else None

    def _is_sum(self, text: str, cells: Sequence[RawCell]) -> bool:
        label = text.strip()
        if not label or len(label) > LONGEST_LABEL or (label[0] not in self._initials and label[-1] not in _ENDS):
            return False
        plain = sum_key(label)
        counted = _COUNTED.fullmatch(plain)
        if plain in self._synonyms.sums or (counted and counted[1] in self._synonyms.sums):
            return True
        if counted and counted[1] == "共":
            return len(list(_said(cells))) > 1
        return plain.endswith(_ENDS_OF_SUMS) and not any(self._says_more(cell, text) for cell in _said(cells))

    def _says_more(self, cell: RawCell, label: str) -> bool:
        """Whether a cell beside 新建项目合计 is a text that no sum has, so that it is a name that ends so."""
        if not isinstance(cell, str) or cell.strip() in (label.strip(), *self._synonyms.empty):
            return False
        plain = sum_key(cell)
        return not (_AMOUNT.fullmatch(plain) or _NUMERAL.fullmatch(plain) or plain in self._synonyms.sums)

    def _begins_note(self, cell: RawCell) -> bool:
        return isinstance(cell, str) and bool(self._note.match(cell.strip()))

    def _is_header(self, cells: Sequence[RawCell]) -> bool:
        said = [(column, text) for column, text in enumerate(cells[:MOST_COLUMNS]) if text not in (None, "")]
        same = sum(text in self._headers.get(column, ()) for column, text in said)
        return same >= 2 and same * 2 >= len(said)

    def _lines_are_numbered(self, sheet: RawSheet, first_row: int) -> bool:
        """Whether an unread column in front counts the lines 1, 2, 3: then 一 in it is a heading between them."""
        firsts = (_first(cells) for cells in sheet.rows[first_row : first_row + LOOKED_AT])
        return any(
            place not in self._mapped and (isinstance(cell, int | float) or (isinstance(cell, str) and cell.isdigit()))
            for cell, place in firsts
        )


def is_count_of_columns(cells: Sequence[RawCell]) -> bool:
    """Whether a row below a header numbers its columns: 1 2 3 4, or 甲 乙 1 2."""
    said = [text_of(cell).strip() for cell in _said(cells)]
    while said and said[0] in ("甲", "乙", "丙", "丁", "栏次", "序号"):
        said.pop(0)
    return len(said) >= 3 and all(text == str(n) for n, text in enumerate(said, int(said[0]) if said[0] in "01" else 1))


def _first(cells: Sequence[RawCell]) -> tuple[RawCell, int]:
    """The first cell that says anything, and its column."""
    for place, cell in enumerate(cells):
        if is_said(cell):
            return cell, place
    return None, -1


def _said(cells: Sequence[RawCell]) -> Iterator[RawCell]:
    return filter(is_said, cells)


def said_in(cells: Sequence[RawCell], most: int = 3) -> str:
    """The first texts of a row."""
    texts = [" ".join(text_of(cell).split()) for cell in _said(cells)]
    return " ".join(texts[:most])[:200]
