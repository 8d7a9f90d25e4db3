"""Where the desk keeps its data."""

from dataclasses import dataclass
from pathlib import Path


def default_data_folder() -> Path:
    """The folder of this user's desk, as the system has it."""
    import platformdirs  # costs more than opening the shell may, and --data does without it

    return platformdirs.user_data_path("hkdesk", appauthor=False)


@dataclass(frozen=True)
class DataFolder:
    """A desk's folder and what lies in it."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "hkdesk.db"

    @property
    def lock(self) -> Path:
        return self.root / "hkdesk.lock"

    @property
    def holder(self) -> Path:
        """Who holds the lock, in words; a file of its own, since Windows lets nobody read a locked one."""
        return self.root / "hkdesk.holder"

    @property
    def settings(self) -> Path:
        return self.root / "settings.json"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def attachments(self) -> Path:
        return self.root / "attachments"

    @property
    def drafts(self) -> Path:
        """What was typed and not yet saved."""
        return self.root / "drafts"

    @property
    def log(self) -> Path:
        return self.root / "hkdesk.log"
