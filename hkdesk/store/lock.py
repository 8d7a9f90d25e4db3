"""One desk writes to a folder at a time; a second one is told who holds it."""

import getpass
import platform

from filelock import FileLock, Timeout

from hkdesk.paths import DataFolder


class DeskLock:
    """The lock of a data folder; the system lets go of it even if the desk is killed."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._lock = FileLock(folder.lock)

    def take(self, officer: str) -> bool:
        """Whether this desk is now the one that writes."""
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        try:
            self._folder.holder.write_text(f"{officer or system_user()} @ {platform.node()}", "utf-8")
        except OSError:
            self._lock.release()
            raise
        return True

    def holder(self) -> str:
        """Who holds the folder, as a person and a machine."""
        try:
            return self._folder.holder.read_text("utf-8")
        except OSError:
            return "?"

    def release(self) -> None:
        if self._lock.is_locked:
            self._folder.holder.unlink(missing_ok=True)
            self._lock.release()


def system_user() -> str:
    """Who is logged in, where nobody has said who sits at the desk."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"
