"""The directory of a zip file, looked at before anything in it is unpacked."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from hkdesk.exchange.ledgers.child.refused import Refused

MOST_BYTES = 2**30  # unpacked, in all
MOST_RATIO = 100
FREE_BYTES = 10 * 2**20  # a part that small may be packed better than that: empty sheets are
MOST_PARTS = 5_000
CHUNK = 2**20
ESCAPING = re.compile(r"(^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|[\x00-\x1f])")


class Package:
    """A zip file whose directory has been found harmless.

    Raises:
        Refused: if it is damaged, would unpack to too much, or has parts that no workbook has.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise Refused("broken") from error
        self._parts = self._zip.infolist()
        self._check(len(data))
        self.names = {part.filename.lower().lstrip("/").replace("\\", "/"): part for part in self._parts}

    def _check(self, size: int) -> None:
        if len(self._parts) > MOST_PARTS:
            raise Refused("parts", part=self._parts[-1].filename[:60])
        unpacked = sum(part.file_size for part in self._parts)
        if unpacked > MOST_BYTES:
            raise Refused("bomb", size=unpacked // 2**20)
        if sum(part.compress_size for part in self._parts) > size:
            raise Refused("broken")
        begins = [part.header_offset for part in self._parts]
        if len(begins) != len(set(begins)) or any(not 0 <= at < size for at in begins):  # parts that share their bytes
            raise Refused("broken")
        names = set()
        for part in self._parts:
            if part.file_size > FREE_BYTES and part.file_size > MOST_RATIO * max(part.compress_size, 1):
                raise Refused("bomb", size=part.file_size // 2**20)
            if ESCAPING.search(part.filename) or part.filename.lower() in names:
                raise Refused("parts", part=re.sub(r"[\x00-\x1f]", "?", part.filename)[:60])
            if part.flag_bits & 1:
                raise Refused("protected")
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Refused("broken")
            names.add(part.filename.lower())

    def format(self) -> str:
        """xlsx or ods.

        Raises:
            Refused: if it is another kind of package.
        """
        if "xl/workbook.xml" in self.names:
            return "xlsx"
        kind = self.text("mimetype", 200) if "mimetype" in self.names else ""
        if "opendocument.spreadsheet" in kind:
            if "encryption-data" in self.text("meta-inf/manifest.xml", 10**6):
                raise Refused("protected")
            return "ods"
        if "xl/workbook.bin" in self.names:
            raise Refused("binary_workbook")
        if "word/document.xml" in self.names or "opendocument.text" in kind:
            raise Refused("word")
        if "ppt/presentation.xml" in self.names or "opendocument.presentation" in kind:
            raise Refused("slides")
        if any(name.startswith(("xl/", "[content_types]")) for name in self.names):
            raise Refused("broken")
        raise Refused("archive")

    def chunks(self, name: str, most: int = MOST_BYTES) -> Iterator[bytes]:
        """A part's bytes, piece by piece; nothing where there is no such part.

        Raises:
            Refused: if the part is damaged.
        """
        part = self.names.get(name.lower())
        if part is None:
            return
        try:
            with self._zip.open(part) as file:
                while most > 0 and (chunk := file.read(min(CHUNK, most))):
                    most -= len(chunk)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise Refused("broken") from error

    def whole(self, name: str, most: int = MOST_BYTES) -> bytes:
        """A part's bytes, or as many of them as are wanted."""
        return b"".join(self.chunks(name, most))

    def text(self, name: str, most: int) -> str:
        """A small part as text."""
        return self.whole(name, most).decode("utf-8", "replace")
