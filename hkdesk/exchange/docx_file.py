"""A Word file as it is written: its tables row by row into the archive, each in the place that was kept for it."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from docx.document import Document as WordFile
from lxml import etree

BODY = "word/document.xml"
ROWS = 200  # written at a time
_KEPT = "hkdesk-table"
# Typed text cannot hold this: its < is escaped.
_PLACE = re.compile(rb"<\?hkdesk-table (\d+)\?>")


def keep_place(word: WordFile, number: int) -> None:
    """Keep a place for a table at the end of a document."""
    word.element.body.insert_element_before(etree.ProcessingInstruction(_KEPT, str(number)), "w:sectPr")


def write_file(word: WordFile, tables: Sequence[Iterable[str]], path: Path) -> None:
    """Write a document with the markup of its tables in their places, by their numbers.

    Raises:
        OSError: where it cannot be written.
    """
    small = io.BytesIO()
    word.save(small)
    with zipfile.ZipFile(small) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for part in made.infolist():
            if part.filename == BODY:
                _write_body(file, made.read(part), tables)
            else:
                file.writestr(part.filename, made.read(part))


def _write_body(file: zipfile.ZipFile, body: bytes, tables: Sequence[Iterable[str]]) -> None:
    between = _PLACE.split(body)
    with file.open(BODY, "w") as part:
        part.write(between[0])
        for number, following in zip(between[1::2], between[2::2], strict=True):
            gathered: list[str] = []
            for markup in tables[int(number)]:
                gathered.append(markup)
                if len(gathered) == ROWS:
                    part.write("".join(gathered).encode())
                    gathered.clear()
            part.write("".join(gathered).encode())
            part.write(following)
