"""Text of any encoding that offices save in: by its mark, else strict UTF-8, else GB18030, over the whole file.

Guessing by frequency was tried and took short GBK for UTF-16 or Big5 (see the measured choices on documents).
"""

import codecs
import io

from hkdesk.exchange.ledgers.child.refused import Refused

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
CHUNK = 2**20
SEEN = 65536  # bytes looked at for NULs
UNBALANCED = 8  # one side's NULs in UTF-16 without a mark, for each of the other's


def encoding_of(data: bytes) -> str:
    """The encoding in which all of a file can be read.

    Raises:
        Refused: if there is none, or the file ends within a character.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            _try(data, encoding, must=True)
            return encoding
    if b"\0" in data:
        return _without_mark(data)
    if _try(data, "utf-8"):
        return "utf-8"
    if _try(data, "gb18030"):
        return "gb18030"
    raise Refused("encoding")


def text_of(data: bytes, encoding: str) -> io.TextIOWrapper:
    """The file as text, without its mark, its line ends as they are."""
    text = io.TextIOWrapper(io.BytesIO(data), encoding, errors="strict", newline="")
    if text.read(1) != "\ufeff":
        text.seek(0)
    return text


def _without_mark(data: bytes) -> str:
    """UTF-16 shows by NULs on one side of its pairs; NULs anywhere else are no text."""
    seen = data[:SEEN]
    even, odd = seen[::2].count(0), seen[1::2].count(0)
    for encoding, some, few in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if some > UNBALANCED * few:
            _try(data, encoding, must=True)
            return encoding
    raise Refused("unknown")


def _try(data: bytes, encoding: str, *, must: bool = False) -> bool:
    """Whether all of it can be read so.

    Raises:
        Refused: if it ends within a character, or cannot be read though it must.
    """
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    view, is_foreign = memoryview(data), False
    try:
        for at in range(0, len(data), CHUNK):
            said = decoder.decode(view[at : at + CHUNK])
            is_foreign = is_foreign or not said.isascii()
    except UnicodeDecodeError as error:
        if must:
            raise Refused("unknown") from error
        return False
    try:
        decoder.decode(b"", True)
    except UnicodeDecodeError as error:
        if must or is_foreign:  # the last character is cut in two
            raise Refused("broken") from error
        return False
    return True
