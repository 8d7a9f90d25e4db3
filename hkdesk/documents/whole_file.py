"""Files that are there whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hkdesk.domain.errors import DeskError


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a new, empty file beside `path` to write into; it becomes `path` when the block ends well, else it is gone.

    Raises:
        DeskError: where the folder or the file cannot be written; what stood at `path` is then as it was.
    """
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        part.open("xb").close()
        try:
            yield part
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise DeskError(
            "{file} could not be written in {folder} ({why}): "
            "close it if it is open elsewhere, or choose another folder.",
            file=path.name,
            folder=str(path.parent),
            why=error.strerror or str(error),
        ) from error
