"""What the officer has set: language, light or dark, the park in view."""

import logging
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path

log = logging.getLogger(__name__)


@dataclass
class Settings:
    """The officer's choices; empty means: as the system has it."""

    language: str = ""
    theme: str = ""  # light or dark
    park: str = ""  # a park's code; "*" for all of them
    officer: str = ""


def load_settings(path: Path) -> Settings:
    """The settings of a file; a missing or broken one gives the defaults."""
    if not path.exists():
        return Settings()
    import json  # a new officer has no settings, and the window need not wait for their reader

    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        log.warning("The settings in %s cannot be read; the defaults serve", path)
        return Settings()
    known = {f.name for f in fields(Settings)}
    return Settings(**{k: v for k, v in found.items() if k in known and isinstance(v, str)})


def save_settings(settings: Settings, path: Path) -> None:
    """Keep the settings; the old file stands until the new one is whole."""
    import json

    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(asdict(settings), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
