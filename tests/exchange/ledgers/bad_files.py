"""Files that are no ledgers: mistaken, damaged, or made to do harm."""

import io
import struct
import zipfile
from collections.abc import Callable

from tests.exchange.ledgers.offices import package, zipped

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def sheet_of(cells: str) -> str:
    return f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>"


def one_far_cell(cell: str = "XFD1048576") -> bytes:
    """A1 and one other: a table of as many cells as lie between them."""
    row = "".join(c for c in cell if c.isdigit())
    return package(sheet_of(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{cell}"><v>1</v></c></row>'))


def laughing_sheet() -> bytes:
    """Entities of entities, in a cell."""
    inner = f"{LAUGHS}<worksheet {MAIN}><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>&i;</t></is></c></row>"
    return package(inner + "</sheetData></worksheet>")


def laughing_workbook() -> bytes:
    """Entities of entities, in the list of sheets."""
    good = package(sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>'))
    with zipfile.ZipFile(io.BytesIO(good)) as parts:
        made = {name: parts.read(name) for name in parts.namelist()}
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(b"<workbook", LAUGHS.encode() + b"<workbook", 1)
    return zipped(made)


def laughing_xml() -> bytes:
    """Entities of entities, in the XML of Excel 2003."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?>{LAUGHS}<Workbook xmlns="{space}" xmlns:ss="{space}">'
        '<Worksheet ss:Name="一"><Table><Row>'
        '<Cell><Data ss:Type="String">&i;</Data></Cell></Row></Table></Worksheet></Workbook>'
    ).encode()


def far_xml() -> bytes:
    """A row far beyond any program's last."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="一"><Table>'
        '<Row ss:Index="900000000"><Cell><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet></Workbook>'
    ).encode()


def repeated_cells() -> bytes:
    """An OpenDocument of one cell that says to be repeated in every row and column."""
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        '<table:table table:name="一"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'office:value-type="string" table:number-columns-repeated="16384"><text:p>一</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def three_gigabytes() -> bytes:
    """A directory that claims three gigabytes."""
    return _claiming(package(sheet_of("")), b"xl/worksheets/sheet1.xml", 3 * 2**30)


def modest_directory() -> bytes:
    """A directory that claims 300 bytes, for a part of 40 MB."""
    return _claiming(package(sheet_of("<row></row>" * 4_000_000)), b"xl/worksheets/sheet1.xml", 300)


def packed_a_thousand_times() -> bytes:
    """Forty megabytes that pack into some 40 kB."""
    return package(sheet_of(" " * 40_000_000))


def _claiming(data: bytes, name: bytes, size: int) -> bytes:
    """The same with another unpacked size in the directory."""
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name))
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def one_text_in_every_cell() -> bytes:
    """A shared text of a megabyte, in five thousand cells: it grows as it is read."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 5001))
    strings = f'<sst {MAIN} count="5000" uniqueCount="1"><si><t>{"洪江" * 170_000}</t></si></sst>'
    good = package(sheet_of(cells), more={"xl/sharedStrings.xml": strings})
    with zipfile.ZipFile(io.BytesIO(good)) as parts:
        made = {name: parts.read(name) for name in parts.namelist()}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = f'<Relationship Id="rId2" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'.encode()
    name = "xl/_rels/workbook.xml.rels"
    made[name] = made[name].replace(b"</Relationships>", relation)
    return zipped(made)


def two_parts_of_one_name() -> bytes:
    """Which of them is meant depends on who reads."""
    file = io.BytesIO(package(sheet_of("")))
    with zipfile.ZipFile(file, "a") as parts:
        parts.writestr("XL/workbook.xml", "<workbook/>")
    return file.getvalue()


def part_outside() -> bytes:
    """A part that would be written elsewhere, were it unpacked."""
    return package(sheet_of(""), more={"../../etc/cron.d/x": "x"})


def wide_text() -> bytes:
    """A row of a hundred thousand cells."""
    return b"a," * 100_000 + b"\n" + b"1,2\n"


# What a file is, and a word of the sentence that it is refused with.
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "one cell at the end of the sheet": (one_far_cell, "XFD1048576"),
    "a far cell": (lambda: one_far_cell("ZZ900000"), "ZZ900000"),
    "entities in a list of sheets": (laughing_workbook, "entities"),
    "entities in XML": (laughing_xml, "entities"),
    "a far row in XML": (far_xml, "rows"),
    "a cell repeated everywhere": (repeated_cells, "damaged"),
    "three gigabytes": (three_gigabytes, "unpack to 3072 MB"),
    "a directory that is too modest": (modest_directory, "damaged"),
    "packed a thousand times": (packed_a_thousand_times, "unpack to 38 MB"),
    "one text in every cell": (one_text_in_every_cell, "memory"),
    "two parts of one name": (two_parts_of_one_name, "XL/workbook.xml"),
    "a part outside": (part_outside, "../../etc/cron.d/x"),
    "a wide text": (wide_text, "16384 columns"),
}
MISTAKEN: dict[str, tuple[bytes, str]] = {
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(40), "picture"),
    "a photograph": (b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(40), "picture"),
    "a photograph of a phone": (b"\0\0\0\x18ftypheic" + bytes(40), "picture"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
    "a Word document": (zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"}), "Word"),
    "a presentation": (zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<x/>"}), "presentation"),
    "a binary workbook": (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"}), "binary workbook"),
    "a rich text": (b"{\\rtf1\\ansi }", "Word"),
    "an archive": (zipped({"台账.xlsx": "x"}), "archive"),
    "another archive": (b"Rar!\x1a\x07\x01\0" + bytes(40), "archive"),
    "a program": (b"MZ\x90\0\x03\0\0\0" + bytes(60), "program"),
    "a guarded file": (b"%TSD-Header-###%" + bytes(range(256)), "guards documents"),
    "noise": (bytes((n * 97 + n // 7) % 256 for n in range(5000)), "no table"),
    "blanks": (b" \r\n\t\r\n", "empty"),
    "a text in no code": ("企業名稱,電話\n".encode("big5") + b"\xff\xff,\x80\n", "code"),
    "a web page without a table": (b"<html><body><p>404</p></body></html>", "without a table"),
    "a web page in one file": (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", "in one file"),
    "another XML": (b'<?xml version="1.0"?><note>x</note>', "XML file that holds no workbook"),
    "an OLE file of nothing": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
    "a package of nothing": (zipped({"[Content_Types].xml": "<Types/>"}), "damaged"),
    "a workbook without cells": (package(sheet_of("")), "anything in it"),
}
