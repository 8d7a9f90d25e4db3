"""Workbooks behind a password (MS-OFFCRYPTO), opened with msoffcrypto-tool."""

import io

import msoffcrypto
import olefile
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from hkdesk.exchange.ledgers.child import biff
from hkdesk.exchange.ledgers.child.refused import Refused

STANDING = (
    "VelvetSweatshop"  # what Excel takes where only changes are protected: nobody is asked for it (MS-XLS 2.2.10)
)


def opened(data: bytes, password: str) -> tuple[str, bytes]:
    """What lies in an OLE container: ("zip", package), or ("xls", file) whose records can be read.

    Raises:
        Refused: if it is no workbook, or the password is wanted, wrong or of no use.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            _check_length(ole)
            if ole.exists("EncryptionInfo"):
                if not ole.exists("EncryptedPackage"):
                    raise Refused("broken")
                return "zip", _decrypted(data, password)
            _check_kind(ole)
            is_protected = biff.is_protected(records(ole))
    except (Refused, MemoryError):
        raise
    except Exception as error:  # olefile raises whatever a damaged directory leads to
        raise Refused("broken") from error
    return "xls", _decrypted(data, password) if is_protected else data


def records(ole: olefile.OleFileIO) -> bytes:
    """The workbook's records."""
    stream: bytes = ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read()
    return stream


def records_of(data: bytes) -> bytes:
    """The records of an xls that has been found sound."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        return records(ole)


def _check_length(ole: olefile.OleFileIO) -> None:
    """A container whose chains lead beyond its end has been cut off, though what is left may look whole."""
    if any(len(ole.fat) <= sector <= olefile.MAXREGSECT for sector in ole.fat):
        raise Refused("broken")


def _check_kind(ole: olefile.OleFileIO) -> None:
    for stream, code in (("WordDocument", "word"), ("PowerPoint Document", "slides")):
        if ole.exists(stream):
            raise Refused(code)
    if ole.exists("\x06DataSpaces"):
        raise Refused("protected")
    if not (ole.exists("Workbook") or ole.exists("Book")):
        raise Refused("unknown")


def _decrypted(data: bytes, password: str) -> bytes:
    asked = password or STANDING
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        try:
            file.load_key(password=asked, verify_password=True)
        except InvalidKeyError as error:
            raise Refused("wrong_password" if password else "password") from error
        plain = io.BytesIO()
        file.decrypt(plain)
    except (Refused, MemoryError):
        raise
    except (DecryptionError, FileFormatError, ParseError, NotImplementedError) as error:
        raise Refused("protected") from error
    except Exception as error:  # damaged headers lead to whatever they lead to
        raise Refused("broken") from error
    return plain.getvalue()
