"""What a file is, by its first bytes: its name is not asked."""

from hkdesk.exchange.ledgers.child.refused import Refused

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
KNOWN = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"{\\rtf", "word"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"\x7fELF", "program"),
    (b"%TSD-Header-###%", "guarded"),
)
HEAD = 4096


def container(data: bytes) -> str:
    """zip, ole or text; anything that begins like a text is one until its encoding is looked at.

    Raises:
        Refused: if the file begins as something that is no ledger.
    """
    if not data:
        raise Refused("empty")
    if data.startswith(ZIP):
        return "zip"
    if data.startswith(OLE):
        return "ole"
    code = next((code for magic, code in KNOWN if data.startswith(magic)), _other(data))
    if code:
        raise Refused(code)
    return "text"


def _other(data: bytes) -> str:
    """What shows further in than at the very beginning; empty where nothing does."""
    head = data[:HEAD]
    if b"E-SafeNet" in head[:128]:
        return "guarded"
    if head.startswith(b"MZ") and b"\0" in head:
        return "program"
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "picture"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "picture"
    if head[4:12] in (b"ftypheic", b"ftypmif1"):  # what phones photograph in
        return "picture"
    return "" if head.strip(b" \t\r\n") or data.strip(b" \t\r\n") else "empty"


def text_format(head: str) -> str:
    """html, xml (SpreadsheetML) or separated, by how a text begins.

    Raises:
        Refused: if it is some other XML, or a web page in one file.
    """
    begin = head.lstrip("\ufeff \t\r\n")[:HEAD]
    lower = begin.lower()
    if lower.startswith("mime-version:") or lower.startswith("from: <saved by"):
        raise Refused("web_archive")
    if not lower.startswith("<"):
        return "separated"
    if "urn:schemas-microsoft-com:office:spreadsheet" in lower and "<html" not in lower:
        return "xml"
    if lower.startswith("<?xml") and "<html" not in lower and "<table" not in lower:
        raise Refused("other_xml")
    tags = (
        "<html",
        "<!doctype html",
        "<table",
        "<head",
        "<meta",
        "<style",
        "<body",
        "<div",
        "<title",
        "<center",
        "<font",
    )
    if lower.startswith(("<?xml", "<!--", "<!doctype", *tags)):
        return "html"
    return "separated"
