"""The process that reads ledgers, from the desk's side: begun, asked, watched, ended."""

import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from hkdesk.exchange.ledgers import wire
from hkdesk.exchange.ledgers.child.caps import MEMORY_MB

OPTION = "--read-ledger"  # hkdesk.__main__ knows it
TICK_S = 0.05  # a reading that is given up ends within this, and what ending takes
AHEAD = 16  # lines that wait until they are looked at: the process waits in its turn
ROOT = Path(__file__).parents[3]
BEGIN = "import sys; sys.path.append(sys.argv.pop(1)); from hkdesk.__main__ import main; sys.exit(main())"


class Ended(Exception):
    """The process has ended in the middle of a file.

    Args:
        code: as the system has it; negative are signals.
    """

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Silent(Exception):
    """The process has said nothing for too long, and was ended."""


def command() -> list[str]:
    """What begins the process: the program itself in a bundle, else Python with the code that runs here.

    Neither the folder at hand nor that of a script is looked in for modules: a ledger's folder might have some.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, OPTION]
    return [sys.executable, "-B", "-P", "-c", BEGIN, str(ROOT), OPTION]


class ChildProcess:
    """A process that reads one file after the other.

    Raises:
        OSError: if it cannot be started.
    """

    def __init__(self, memory_mb: int = MEMORY_MB) -> None:
        self._job: contextlib.AbstractContextManager[object] | None = None
        self._process = subprocess.Popen(
            command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=2**20,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._lines: queue.Queue[bytes | None] = queue.Queue(AHEAD)
        self._is_wanted = True
        self._thread = threading.Thread(target=self._listen, name="hkdesk-ledger", daemon=True)
        self._thread.start()
        try:
            self._cap(memory_mb)
        except OSError:
            self.close()
            raise

    @property
    def is_fit(self) -> bool:
        """Whether it can be asked."""
        return self._is_wanted and self._process.poll() is None

    def ask(
        self, path: Path, rows: int | None, password: str, silence_s: float, tick: Callable[[], None]
    ) -> Iterator[bytes]:
        """The lines that it answers with, the last one saying so.

        Args:
            tick: called many times a second; what it raises ends the process.

        Raises:
            Ended: if it ends before the last line.
            Silent: if it says nothing for so long.
        """
        request = json.dumps({"path": str(path), "rows": rows, "password": password}).encode() + b"\n"
        try:
            with contextlib.suppress(OSError):  # it has ended: so says its end
                _pipe(self._process.stdin).write(request)
                _pipe(self._process.stdin).flush()
            yield from self._answer(silence_s, tick)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End it at once, whatever it does."""
        self._is_wanted = False
        self._process.kill()
        while self._thread.is_alive():
            with contextlib.suppress(queue.Empty):
                self._lines.get_nowait()
            self._thread.join(0.005)
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                _pipe(pipe).close()
        if self._job is not None:
            self._job.__exit__(None, None, None)
            self._job = None

    def _answer(self, silence_s: float, tick: Callable[[], None]) -> Iterator[bytes]:
        heard = ticked = time.monotonic()
        while True:
            try:
                line = self._lines.get(timeout=TICK_S)
                heard = time.monotonic()
            except queue.Empty:
                line = b""
            if time.monotonic() - ticked >= TICK_S or not line:
                ticked = time.monotonic()
                tick()
            if line is None:
                raise Ended(self._process.wait())
            if line:
                yield line
                if line.startswith(LAST):
                    return
            elif time.monotonic() - heard > silence_s:
                raise Silent

    def _listen(self) -> None:
        pipe = _pipe(self._process.stdout)
        with contextlib.suppress(OSError, ValueError):
            while self._is_wanted and (line := pipe.readline(wire.LONGEST_LINE)):
                self._lines.put(line)
        if self._is_wanted:
            self._lines.put(None)

    def _cap(self, memory_mb: int) -> None:
        """On Linux it caps itself; on Windows that is done from here, before it is asked anything."""
        if sys.platform == "win32":
            from hkdesk.exchange.ledgers.windows_job import WindowsJob

            self._job = contextlib.closing(WindowsJob(int(self._process._handle), memory_mb * 2**20))  # noqa: SLF001


LAST = tuple(f'["{word}"'.encode() for word in (wire.DONE, wire.REFUSED))


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe
