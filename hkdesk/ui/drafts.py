"""Entries that were begun: what is typed is kept in a file as it is typed, until it is saved or given up."""

import json
import logging
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from hkdesk.ui.widgets.form import Form

log = logging.getLogger(__name__)
KEEP_AFTER_MS = 300
_PLAIN = re.compile(r"[^\w-]+")


@dataclass(frozen=True)
class Draft:
    """An entry that was begun.

    Args:
        key: what it is an entry of, and for whom.
        typed: {field: what was typed}.
        kept_at: when it was last typed in, in local time.
    """

    key: str
    typed: dict[str, str]
    kept_at: datetime


class Drafts:
    """The drafts of a desk, a small file each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, key: str) -> Draft | None:
        """The draft of a key; None if there is none, or none that can be read."""
        return self._read(self._path(key))

    def all(self) -> list[Draft]:
        """Every draft, the last one typed in first."""
        found = (self._read(path) for path in self._folder.glob("*.json"))
        return sorted((d for d in found if d is not None), key=lambda d: d.kept_at, reverse=True)

    def keep(self, key: str, typed: dict[str, str]) -> None:
        """Keep what was typed so far; the old file stands until the new one is whole.

        Raises:
            OSError: if it cannot be written.
        """
        self._folder.mkdir(exist_ok=True)
        path = self._path(key)
        part = path.with_suffix(".part")
        kept = {"key": key, "typed": typed, "kept_at": datetime.now().astimezone().isoformat()}
        part.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
        part.replace(path)

    def drop(self, key: str) -> None:
        """There is no draft of this key any more."""
        try:
            self._path(key).unlink(missing_ok=True)
        except OSError as error:
            log.warning("The draft %s cannot be deleted: %s", key, error)

    def _path(self, key: str) -> Path:
        return self._folder / f"{_PLAIN.sub('_', key)[:80]}.json"

    @staticmethod
    def _read(path: Path) -> Draft | None:
        try:
            found = json.loads(path.read_text("utf-8"))
            typed = {str(k): str(v) for k, v in found["typed"].items()}
            return Draft(str(found["key"]), typed, datetime.fromisoformat(found["kept_at"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("The draft %s cannot be read: %s", path, error)
            return None


class DraftOf(QObject):
    """Keeps the draft of one form, soon after each key.

    Signals:
        failed(why): it cannot be kept.
        left(): the form was closed with something typed in it.
    """

    failed = Signal(str)
    left = Signal()

    def __init__(self, drafts: Drafts, key: str, form: Form) -> None:
        super().__init__(form)
        self._drafts, self._key, self._form = drafts, key, form
        self._pause = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._pause.timeout.connect(self._keep)
        form.edited.connect(self._pause.start)

    def take_up(self) -> Draft | None:
        """Put an earlier draft into the form, as if it was typed."""
        draft = self._drafts.load(self._key)
        if draft is None:
            return None
        for name, value in draft.typed.items():
            if name in self._form.values():
                self._form.set_value(name, value)
        return draft

    def drop(self) -> None:
        """It was saved, or given up."""
        self._pause.stop()
        self._drafts.drop(self._key)

    def close(self) -> bool:
        """The form is closed: keep what stands in it; false where that cannot be."""
        self._pause.stop()
        is_begun, is_kept = self._is_begun(), self._keep()
        if is_begun and is_kept:
            self.left.emit()
        return is_kept

    def _is_begun(self) -> bool:
        return any(value.strip() for value in self._form.typed().values())

    def _keep(self) -> bool:
        if not self._is_begun():
            self._drafts.drop(self._key)
            return True
        try:
            self._drafts.keep(self._key, self._form.typed())
        except OSError as error:
            log.warning("The draft %s cannot be kept: %s", self._key, error)
            self.failed.emit(str(error))
            return False
        return True
