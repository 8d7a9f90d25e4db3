"""File names that every system takes."""

import re
import unicodedata

LONGEST_BYTES = 150  # of 255, the least that file systems allow; what opens it may add to it
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_AT_ENDS = re.compile(r"^[\s.]+|[\s.]+$")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff")


def safe_file_name(name: str) -> str:
    """The name without what a system refuses or hides: separators, controls, marks that turn the writing round."""
    shown = "".join("_" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else c for c in name)
    plain = _AT_ENDS.sub("", _FORBIDDEN.sub("_", shown))
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    stem, dot, ending = plain.rpartition(".")
    if not stem or len(ending.encode()) > 20:
        stem, dot, ending = plain, "", ""
    room = LONGEST_BYTES - len((dot + ending).encode())
    return (stem.encode()[:room].decode("utf-8", "ignore").rstrip() + dot + ending) or "_"


def is_picture(name: str) -> bool:
    """Whether a file's name says that it is a picture which the desk can show."""
    return name.lower().endswith(PICTURE_ENDINGS)
