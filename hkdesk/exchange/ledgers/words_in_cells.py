"""Texts, names, codes and phones as ledgers have them, brought to the texts that the desk's commands take."""

import re

from hkdesk.domain.errors import DeskError
from hkdesk.domain.halfwidth import halfwidth, without_spaces
from hkdesk.domain.identity import check_uscc
from hkdesk.domain.report import TEXT_LIMIT
from hkdesk.exchange.ledgers.amounts import Found, check_digits, lost_digits
from hkdesk.exchange.ledgers.cells import clean_text, number_text, one_line, text_of
from hkdesk.exchange.ledgers.fields import LedgerField
from hkdesk.exchange.ledgers.sheets import RawCell
from hkdesk.exchange.ledgers.synonyms import YES_NO, Synonyms

NAME_LIMIT = 200
SHORT = frozenset({"name", "title", "short_name"})  # the desk keeps 200 characters of these
LEGACY_LENGTH = 15  # digits of a registration number from before the codes
_BY_POWERS = re.compile(r"([0-9])(?:\.([0-9]*))?e\+?([0-9]{1,3})", re.IGNORECASE)
_USUAL_PHONE = re.compile(
    r"(?:\+?86-?)?1[3-9]\d{9}|(?:\(?0\d{2,3}\)?-?)?\d{7,8}(?:-\d{1,6}|转\d{1,6})?|[48]00-?\d{3,4}-?\d{3,4}"
)
_NO_BREAK = re.compile(r"(?<=[、,，;；])\n|\n(?=[、,，;；(（])")  # a line's end that parts no names
_STROKE = re.compile(r"(?<=[一-鿿)）])\s*[/／|]\s*(?=[一-鿿])|(?<=[一-鿿]{3})\s+(?=[一-鿿]{3})")
_BETWEEN_PHONES = re.compile(r"[、,，;；/\n ]+")
_LINES = re.compile(r"[、,，;；/\n]+")
_NAME_AND_PHONE = re.compile(r"([一-鿿]{2,6})\s*[:,、(]?\s*([0-9][0-9\- ]{5,}[0-9])\)?")
_PHONE_AT_END = re.compile(r"[((（]?\s*((?:\+?86[- ]?)?[0-9*][0-9*\- ]{5,}[0-9*])\s*[)）]?$")
_PHONE_ALONE = re.compile(r"([0-9*\- ]{7,})")
_BETWEEN_NAME_AND_PHONE = " ,，、:：;；/-—\n\t"


def read_text(cell: RawCell, field: str) -> Found:
    """A text of as many lines as it has."""
    return Found(_of_length(clean_text(text_of(cell)), field))


def read_progress(cell: RawCell, field: str) -> Found:
    """Progress in words; a bare share in a column of words is one of a hundred."""
    if isinstance(cell, float) and 0 < cell <= 1:
        return Found(f"{number_text(round(cell * 100, 2))}%")
    return read_text(cell, field)


def read_name(cell: RawCell, field: str) -> Found:
    """A text of one line; a name that was broken to fit its column is whole again."""
    return Found(_of_length(one_line(text_of(cell)), field))


def read_names(cell: RawCell, field: str) -> Found:
    """Names, a 、 where a line ended between two of them, or a stroke stood."""
    text = one_line(text_of(cell), "\n")
    parted = _STROKE.sub("、", _NO_BREAK.sub("", text).replace("\n", "、"))
    return Found(_of_length(parted, field))


def is_parted(text: str) -> bool:
    """Whether strokes or spaces stand between names."""
    return _STROKE.search(text) is not None


def read_code_text(cell: RawCell, field: str) -> Found:
    """A number or code as text.

    Raises:
        DeskError: where a spreadsheet has lost its last digits.
    """
    if isinstance(cell, int | float):
        return Found(check_digits(cell, field))
    said = text_of(cell)
    plain = said if said.isascii() and said.isalnum() else without_spaces(one_line(said))
    text = _whole_digits(plain, field)
    return Found(_of_length(text, field))


def read_phone(cell: RawCell, field: str, name_field: str = "") -> Found | None:
    """A phone, or several; None for a masked one: the digits behind the asterisks are not in the ledger.

    Args:
        name_field: what a name in front of the phone fills.

    Raises:
        DeskError: where a spreadsheet has lost its last digits.
    """
    if isinstance(cell, int | float):
        text = check_digits(cell, field)
    elif isinstance(cell, str) and cell.isascii() and _USUAL_PHONE.fullmatch(cell):
        return Found(cell)
    else:
        text = _whole_digits(halfwidth(one_line(text_of(cell), "、")), field)
    if "*" in text:
        return None
    if is_usual_phone(text):
        return Found(text)
    if name_field and (found := _NAME_AND_PHONE.fullmatch(text)) and is_usual_phone(found[2]):
        return Found(found[2], more=((name_field, found[1]),))
    return Found(
        _of_length(text, field),
        remark=DeskError("{text} is not written as a phone usually is: look at it again.", field=field, text=text),
    )


def is_usual_phone(text: str) -> bool:
    """Whether a text is a phone, or several, as they are usually written."""
    parts = (_BETWEEN_PHONES.split(text), _LINES.split(text), [text])  # spaces part phones, or stand within one
    return any(all(_USUAL_PHONE.fullmatch(_bare(part)) for part in those if part.strip()) for those in parts)


def _bare(part: str) -> str:
    plain = without_spaces(part)
    return plain if _USUAL_PHONE.fullmatch(plain) else plain.replace("-", "")


def masked(text: str, field: str) -> DeskError:
    """What is to be known of a masked phone."""
    return DeskError("{text} is masked: the desk keeps the number that it has.", field=field, text=text)


def read_contact(cell: RawCell, name_field: str, phone_field: str) -> Found:
    """A person and a phone in one cell: 张三 13812345678, 张三（0745-7621234）."""
    text = halfwidth(one_line(text_of(cell), " "))
    found = _PHONE_AT_END.search(text) or _PHONE_ALONE.fullmatch(text)
    name = (text[: found.start()] if found else text).strip(_BETWEEN_NAME_AND_PHONE)
    more = ((name_field, name),) if name else ()
    if found is None:
        return Found(None, more=more)
    phone = read_phone(found[1].strip(), phone_field)
    if phone is None or phone.text is None:
        return Found(None, 0, masked(found[1].strip(), phone_field), more)
    return Found(None, 0, phone.remark, (*more, (phone_field, phone.text)))


def read_uscc(cell: RawCell, field: str, legacy_field: str = "") -> Found:
    """A unified social credit code; a registration number of 15 digits fills its own field, where there is one.

    Raises:
        DeskError: for what is none; its values hold a `suggestion` where a look-alike was typed.
    """
    text = read_code_text(cell, field).text or ""
    if legacy_field and len(text) == LEGACY_LENGTH and text.isdecimal():
        return Found(None, more=((legacy_field, text),))
    return Found(check_uscc(text, field))


def read_code(cell: RawCell, field: LedgerField, synonyms: Synonyms) -> Found:
    """The value of an enumeration that a word means.

    Raises:
        DeskError: naming those that there are.
    """
    text = one_line(text_of(cell))
    codes = list(field.codes or ())
    value = synonyms.value_of(type(codes[0]).__name__, text)
    if value is None:
        raise DeskError("“{text}” is not known here; these are: {known}.", field=field.name, text=text, known=codes)
    if not value:
        return Found(None, remark=DeskError("The desk keeps no “{text}”: it is left out.", field=field.name, text=text))
    return Found(value)


def read_yes_no(cell: RawCell, field: str, synonyms: Synonyms) -> Found:
    """Yes or no.

    Raises:
        DeskError: for what is neither.
    """
    text = one_line(text_of(cell))
    value = synonyms.value_of(YES_NO, text)
    if value is None:
        raise DeskError("“{text}” is neither yes nor no.", field=field, text=text)
    return Found(value)


def _of_length(text: str, field: str) -> str:
    limit = NAME_LIMIT if field in SHORT else TEXT_LIMIT
    if len(text) > limit:
        raise too_long(text, limit, field)
    return text


def too_long(text: str, limit: int, field: str) -> DeskError:
    """What is wrong with a text that is longer than its field."""
    return DeskError("This is {length} characters long; {limit} fit here.", field=field, length=len(text), limit=limit)


def _whole_digits(text: str, field: str) -> str:
    """The digits of 1.3812345678E+10 and of 13812345678.0, as tables saved as text have them."""
    if found := _BY_POWERS.fullmatch(text):
        after, power = found[2] or "", int(found[3])
        if len(after) < power or power < 1:
            raise lost_digits(text, field)
        return (found[1] + after)[: power + 1]
    return text.removesuffix(".0") if text.endswith(".0") and text[:-2].isdigit() else text
