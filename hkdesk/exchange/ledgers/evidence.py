"""What the values of a column say that it is, where its heading does not say, or says what two fields may be."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from hkdesk.domain.errors import DeskError
from hkdesk.domain.identity import check_uscc
from hkdesk.exchange.ledgers.amounts import FRACTION, MOST_FRACTION, POINTS
from hkdesk.exchange.ledgers.cells import text_of
from hkdesk.exchange.ledgers.day_cells import read_day
from hkdesk.exchange.ledgers.fields import FieldType, Kind, LedgerField, Told
from hkdesk.exchange.ledgers.sheets import RawCell
from hkdesk.exchange.ledgers.synonyms import YES_NO, Synonyms, shipped_synonyms
from hkdesk.exchange.ledgers.values import ColumnReader, Context

MOST = 60  # values of a column that are looked at
FEWEST = 2
LONGEST_TELLING = 200  # characters of a cell that are looked at
SURE = 0.6  # of the values
CODE_LENGTH = 18
PHONE_ALONE = 0.8  # of a person with a phone
_PHONE = re.compile(r"(?:\+?86-?)?1[3-9]\d[-\d*]{8,10}|0\d{2,3}-?\d{7,8}")
_PROJECT_CODE = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{6}")
_ENTERPRISE = re.compile(r"(?:公司|厂|合作社|集团|经营部|合伙企业|合伙[)）]|农场|分公司)$")
_PROJECT = re.compile(r"(?:项目|工程|基地|生产线|产业园|建设)(?:[(（].*[)）])?$")
_PERSON_AND_PHONE = re.compile(r"[一-鿿]{2,}.*[0-9*]{7,}", re.DOTALL)
_TEXTS = (FieldType.NAME, FieldType.NAMES, FieldType.ENTERPRISE, FieldType.TEXT, FieldType.PROGRESS)
_LONG_PROSE = 14  # characters on average
# Of each kind, the field that a column of days is, where it has no other, and the one of long texts.
_ITS_DAY = {"ServiceRequest": "received_on", "Visit": "visited_on", "Qualification": "granted_on"}
_ITS_PROSE = {"ServiceRequest": "content", "Visit": "summary"}


def agreement(field: LedgerField, cells: Sequence[RawCell], context: Context) -> float:
    """The part of a column's values that can be read as a field's; 1 of an empty one."""
    sample = [cell for cell in cells if not isinstance(cell, bool)][:MOST]
    if not sample:
        return 1.0
    if field.read_as is FieldType.CONTACT:
        return _share(sample, _PERSON_AND_PHONE.search) + PHONE_ALONE * _share(sample, _PHONE.fullmatch)
    if field.read_as in _TEXTS:
        return 0.2 + 0.8 * (1 - _share(sample, _is_plain_number))
    reader = ColumnReader(field, context)
    readings = [reader[cell] for cell in sample]
    good = sum(r.aside is None or (r.aside.error is None and not _is_doubtful(field, r.text)) for r in readings)
    return good / len(readings)


def fields_by_values(kind: Kind, cells: Sequence[RawCell], synonyms: Synonyms) -> Mapping[str, float]:
    """{field: how sure} by the values of a column alone."""
    sample = [cell for cell in cells if not isinstance(cell, bool)][:MOST]
    if len(sample) < FEWEST:
        return {}
    found: dict[str, float] = {}
    for name, sure, fits in _TELLING:
        if name in kind.by_name and (share := _share(sample, fits)) >= SURE:
            found[name] = sure * share
    whose = "name" if kind.name == "Enterprise" else "enterprise"
    if (share := _share(sample, _ENTERPRISE.search)) >= SURE:
        found[whose] = 0.7 * share
    if kind.name in ("Project", "Dispatch") and (share := _share(sample, _PROJECT.search)) >= SURE:
        found["name"] = 0.6 * share
    if (name := _ITS_DAY.get(kind.name, "")) and (share := _share_of_days(sample)) >= SURE:
        found[name] = 0.5 * share
    found |= _codes(kind, sample, synonyms)
    if not found and (name := _ITS_PROSE.get(kind.name, "")) and _length(sample) >= _LONG_PROSE:
        found[name] = 0.45
    return found


def unit_of_shares(cells: Sequence[RawCell]) -> str:
    """Whether the bare numbers of a column of shares are of a hundred or of one."""
    numbers = [float(cell) for cell in cells if isinstance(cell, int | float) and not isinstance(cell, bool)]
    if not numbers or any(number > MOST_FRACTION for number in numbers):
        return POINTS
    return FRACTION if any(0 < number < 1 for number in numbers) or set(numbers) <= {0.0, 1.0} else POINTS


def year_of_days(
    kind: Kind, fields: Mapping[int, str], cells: Sequence[Sequence[RawCell]], *, is_1904: bool
) -> int | None:
    """The year of all days on which something happened, where it is one alone.

    Args:
        fields: {column: field}.
    """
    years: list[str] = []
    for column, name in fields.items():
        field = kind.by_name[name]
        if field.read_as in (FieldType.DAY, FieldType.MONTH) and field.told in (Told.ON, Told.FROM):
            reader = ColumnReader(field, Context(shipped_synonyms(), is_1904=is_1904))
            years += [text[:4] for cell in cells[column][:MOST] if (text := reader[cell].text)]
    return int(years[0]) if len(years) >= FEWEST and len(set(years)) == 1 else None


def _codes(kind: Kind, sample: Sequence[RawCell], synonyms: Synonyms) -> dict[str, float]:
    found = {}
    texts = [cell for cell in sample if isinstance(cell, str)]
    if all(synonyms.value_of(YES_NO, text) is not None for text in texts):
        return {}  # 是 and 否 may be said of anything
    for field in kind.fields:
        if field.codes is not None and len(set(texts)) > 1:
            words = field.codes.__name__
            share = sum(synonyms.value_of(words, text) is not None for text in texts) / len(sample)
            if share >= 0.8:
                found[field.name] = 0.65 * share
    return found


def _share(sample: Sequence[RawCell], fits: Callable[[str], object]) -> float:
    return sum(bool(fits("".join(text_of(cell)[:LONGEST_TELLING].split()))) for cell in sample) / len(sample)


def _share_of_days(sample: Sequence[RawCell]) -> float:
    return sum(_is_day(cell) for cell in sample) / len(sample)


def _is_day(cell: RawCell) -> bool:
    if not isinstance(cell, str | date):
        return False
    try:
        return read_day(cell, 2000, is_1904=False, field="") is not None
    except DeskError:
        return False


def _is_uscc(text: str) -> bool:
    if len(text) != CODE_LENGTH:
        return False
    try:
        check_uscc(text)
    except DeskError as error:
        return "suggestion" in error.values
    return True


def _is_plain_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "", 1).isdigit()


def _is_doubtful(field: LedgerField, text: str | None) -> bool:
    """A phone that is not written as one says little for a column of phones."""
    return field.read_as is FieldType.PHONE and text is not None


def _length(sample: Sequence[RawCell]) -> float:
    return sum(len(text_of(cell)) for cell in sample) / len(sample)


_TELLING: tuple[tuple[str, float, Callable[[str], object]], ...] = (
    ("uscc", 0.95, _is_uscc),
    ("project_code", 0.9, _PROJECT_CODE.fullmatch),
    ("contact_phone", 0.8, _PHONE.fullmatch),
    ("contact", 0.75, _PERSON_AND_PHONE.fullmatch),
)
