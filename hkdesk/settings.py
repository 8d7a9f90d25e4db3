"""What the officer has set: language, light or dark, the park in view, and how each ledger looks."""

import logging
import os
from copy import deepcopy
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)


@dataclass
class SavedFilter:
    """What of a ledger is looked at, under a name.

    Args:
        where: {filter: text}.
        is_mine: only the matters of the officer at the desk.
    """

    name: str = ""
    chip: str = ""
    search: str = ""
    where: dict[str, str] = field(default_factory=dict)
    is_mine: bool = False
    order: str = ""
    is_descending: bool = False


@dataclass
class LedgerLook:
    """How a ledger looks; a column that is named nowhere is as delivered.

    Args:
        order: columns from left to right.
        shown: columns that the officer asked for, hidden: those that they put away.
        widths: in pixels.
    """

    order: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    widths: dict[str, int] = field(default_factory=dict)
    filters: list[SavedFilter] = field(default_factory=list)


@dataclass
class ReportLook:
    """How a document was printed last; empty for the usual."""

    paper: str = ""  # A4 or A3
    printer: str = ""
    duplex: str = ""  # long or short: the side that sheets are turned over


@dataclass
class Settings:
    """The officer's choices; empty means: as the system has it."""

    language: str = ""
    theme: str = ""  # light or dark
    park: str = ""  # a park's code; "*" for all of them
    officer: str = ""
    ledgers: dict[str, LedgerLook] = field(default_factory=dict)  # by the kind of their records
    reports: dict[str, ReportLook] = field(default_factory=dict)  # by the names of the documents

    def ledger(self, kind: str) -> LedgerLook:
        """How the ledger of a kind looks; changing it changes the settings."""
        return self.ledgers.setdefault(kind, LedgerLook())

    def report(self, name: str) -> ReportLook:
        """How a document was printed last; changing it changes the settings."""
        return self.reports.setdefault(name, ReportLook())


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
    ledgers = found.get("ledgers", {})
    settings = Settings()
    for name, value in _known(Settings, found).items():
        if isinstance(value, str) and name not in ("ledgers", "reports"):
            setattr(settings, name, value)
    if isinstance(ledgers, dict):
        settings.ledgers = {kind: _ledger_look(kind, look) for kind, look in ledgers.items() if isinstance(look, dict)}
    if not isinstance(ledgers, dict) or len(settings.ledgers) < len(ledgers):
        log.warning("Not all looks of ledgers in %s can be read; those as delivered serve", path)
    reports = found.get("reports", {})
    if isinstance(reports, dict):
        settings.reports = {name: _report_look(look) for name, look in reports.items() if isinstance(look, dict)}
    return settings


def save_settings(settings: Settings, path: Path) -> None:
    """Keep the settings; the old file stands until the new one is whole."""
    import json

    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(asdict(settings), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


class SettingsKeeper:
    """Saves settings one after the other on a thread of its own: a disk may take its time."""

    def __init__(self, path: Path) -> None:
        from concurrent.futures import ThreadPoolExecutor  # not before the first paint

        self._path = path
        self._thread = ThreadPoolExecutor(1, "hkdesk-settings")

    def keep(self, settings: Settings) -> None:
        """Save these settings as they are now."""
        self._thread.submit(self._save, deepcopy(settings))

    def close(self) -> None:
        """Wait until all are saved."""
        self._thread.shutdown()

    def _save(self, settings: Settings) -> None:
        try:
            save_settings(settings, self._path)
        except OSError:
            log.exception("The settings cannot be kept in %s", self._path)


def _ledger_look(kind: str, found: dict[str, Any]) -> LedgerLook:
    look = LedgerLook()
    for name in ("order", "shown", "hidden"):
        setattr(look, name, [v for v in _list(found.get(name, [])) if isinstance(v, str)])
    widths = found.get("widths", {})
    if isinstance(widths, dict):
        look.widths = {k: v for k, v in widths.items() if type(v) is int and 0 < v < 4000}
    for one in _list(found.get("filters", [])):
        if (read := _saved_filter(one)) is None:
            log.warning("A saved filter of %s cannot be read and is left out: %r", kind, one)
        else:
            look.filters.append(read)
    return look


def _report_look(found: dict[str, Any]) -> ReportLook:
    return ReportLook(**{name: value for name, value in _known(ReportLook, found).items() if isinstance(value, str)})


def _saved_filter(found: object) -> SavedFilter | None:
    if not isinstance(found, dict):
        return None
    known = _known(SavedFilter, found)
    plain = SavedFilter()
    fits = all(type(v) is type(getattr(plain, k)) for k, v in known.items())
    where = known.get("where", {})
    if not fits or not known.get("name") or not all(isinstance(v, str) for v in where.values()):
        return None
    return SavedFilter(**known)


def _known(kind: Any, found: dict[str, Any]) -> dict[str, Any]:
    names = {f.name for f in fields(kind)}
    return {k: v for k, v in found.items() if k in names}


def _list(found: object) -> list[Any]:
    return found if isinstance(found, list) else []
