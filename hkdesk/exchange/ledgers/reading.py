"""Reads a ledger, whatever its format, in a process of its own: a file can end that process, and never the desk.

The process has a memory cap and is ended when it is silent for too long, or when the officer gives the reading up.
"""

import logging
import stat
from pathlib import Path
from types import TracebackType

from hkdesk.domain.errors import DeskError
from hkdesk.exchange.ledgers import wire
from hkdesk.exchange.ledgers.assembling import Assembly, TooMuch
from hkdesk.exchange.ledgers.child.caps import MEMORY_MB
from hkdesk.exchange.ledgers.child_process import ChildProcess, Ended, Silent
from hkdesk.exchange.ledgers.refusals import NeedsPassword, name_remark, refusal_for
from hkdesk.exchange.ledgers.reports import Report, unheard
from hkdesk.exchange.ledgers.sheets import RawBook

__all__ = ["NeedsPassword", "Reader", "read_book", "read_first"]

OWNER_BYTES = 1024  # more than such a file ever has
log = logging.getLogger(__name__)
LIMIT_BYTES = 256 * 2**20
SILENCE_S = 25.0
PLAIN_ENDS = range(256)  # a process that memory ends has a signal, or a code of Windows' own
NAMES = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm", ".et", ".ett"),
    "xls": (".xls", ".xlt", ".et", ".ett"),
    "ods": (".ods", ".ots"),
    "csv": (".csv", ".txt"),
    "tsv": (".tsv", ".tab", ".txt"),
    "html": (".html", ".htm"),
    "xml": (".xml",),
}


def read_book(path: Path, *, password: str = "", report: Report = unheard) -> RawBook:
    """All of a file: every sheet, hidden ones too.

    Args:
        report: gets how many rows have come, many times a second; what it raises gives the reading up at once.

    Raises:
        NeedsPassword: if it is protected and the password is none or a wrong one.
        DeskError: if it is no ledger, or cannot be read; in one sentence that says what to do.
    """
    with Reader() as reader:
        return reader.read(path, password=password, report=report)


def read_first(path: Path, rows: int, *, password: str = "", report: Report = unheard) -> RawBook:
    """The first rows of every sheet of a file, sooner than all of it.

    Args:
        report: as in `read_book`.

    Raises:
        DeskError: as in `read_book`.
    """
    with Reader() as reader:
        return reader.read(path, rows=rows, password=password, report=report)


class Reader:
    """Reads several files with one process, as long as none of them shakes it.

    Args:
        silence_s: seconds that the process may take without saying anything.
    """

    def __init__(self, silence_s: float = SILENCE_S) -> None:
        self._silence_s = silence_s
        self._child: ChildProcess | None = None

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        if self._child is not None:
            self._child.close()
        self._child = None

    def read(self, path: Path, *, rows: int | None = None, password: str = "", report: Report = unheard) -> RawBook:
        """As `read_book`, or as `read_first` where rows are asked for."""
        _look_at(path)
        assembly = Assembly()
        try:
            child = self._fit_child()
        except OSError as error:
            raise refusal_for("no_process", path.name, {"why": error.strerror or str(error)}) from error
        try:
            for line in child.ask(path, rows, password, self._silence_s, lambda: report(assembly.count)):
                assembly.take(line)
            book = assembly.book() if assembly.refused is None else None
        except (Ended, Silent, TooMuch, wire.Garbled) as error:
            self.close()
            raise self._why(error, assembly, path.name) from error
        except BaseException:
            self.close()
            raise
        if book is None:
            raise _refusal(assembly, path.name)
        return _finished(book, path)

    def _fit_child(self) -> ChildProcess:
        if self._child is None or not self._child.is_fit:
            self.close()
            self._child = ChildProcess()
        return self._child

    def _why(self, error: Exception, assembly: Assembly, name: str) -> DeskError:
        log.info("the reading of a ledger broke off: %r", error)
        if isinstance(error, Silent):
            return refusal_for("time", name, {"seconds": round(self._silence_s)})
        if isinstance(error, wire.Garbled):
            return refusal_for("broken", name, {})
        if isinstance(error, Ended) and error.code in PLAIN_ENDS and not assembly.has_begun:
            return refusal_for("no_process", name, {"why": error.code})
        return _memory(assembly, name)  # what ends it by itself is hardly ever anything else


def _refusal(assembly: Assembly, name: str) -> DeskError:
    code, values = assembly.refused or ("broken", {})
    if "fault" in values:
        log.info("a ledger could not be read: %s", values.pop("fault"))
    return _memory(assembly, name) if code == "memory" else refusal_for(code, name, values)


def _memory(assembly: Assembly, name: str) -> DeskError:
    code, values = assembly.hint
    return refusal_for(code, name, values) if code else refusal_for("memory", name, {"limit": MEMORY_MB})


def _look_at(path: Path) -> None:
    """What shows before any process is started."""
    try:
        about = path.stat()
    except FileNotFoundError as error:
        raise refusal_for("missing", path.name, {}) from error
    except (OSError, ValueError) as error:
        raise refusal_for("unreadable", path.name, {"why": getattr(error, "strerror", "") or str(error)}) from error
    if stat.S_ISDIR(about.st_mode):
        raise refusal_for("folder", path.name, {})
    if not stat.S_ISREG(about.st_mode):
        raise refusal_for("unknown", path.name, {})
    if path.name.startswith("~$") and about.st_size < OWNER_BYTES:
        raise refusal_for("owner", path.name, {})
    if not about.st_size:
        raise refusal_for("empty", path.name, {})
    if about.st_size > LIMIT_BYTES:
        raise refusal_for("large", path.name, {"limit": LIMIT_BYTES // 2**20})


def _finished(book: RawBook, path: Path) -> RawBook:
    if not any(len(sheet.rows) for sheet in book.sheets):
        raise refusal_for("nothing", path.name, {})
    ending = path.suffix.lower()
    if not ending or ending in NAMES[book.format]:
        return book
    remarks = (name_remark(ending, book.format), *book.remarks)
    return RawBook(book.sheets, book.format, book.encoding, remarks)
