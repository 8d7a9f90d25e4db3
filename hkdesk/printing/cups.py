"""What CUPS says of a queue and of the jobs sent to it; Qt says nothing of either once a document is painted.

Tried with Qt 6.9: QPrinterInfo.state() tells a stopped queue and one that is gone, but not one that takes no jobs;
QPrinter.printerState() is always idle; and painting ends well whether or not the queue took what was painted. libcups,
which Qt itself prints with, keeps the outcome of a thread's last request: right after painting that is the job.
"""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

_ALL_JOBS, _MINE = -1, 1
_LAST_OF_SUCCESS = 0x00FF  # of an answer's status
_STOPPED = "5"


class JobState(IntEnum):
    """How far a job is (RFC 8011, 5.3.7)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue as it is now."""

    is_stopped: bool
    takes_jobs: bool


class _Option(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("value", ctypes.c_char_p))


class _Destination(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("instance", ctypes.c_char_p),
        ("is_default", ctypes.c_int),
        ("count", ctypes.c_int),
        ("options", ctypes.POINTER(_Option)),
    )


class _Job(ctypes.Structure):
    _fields_ = (
        ("number", ctypes.c_int),
        ("queue", ctypes.c_char_p),
        ("title", ctypes.c_char_p),
        ("user", ctypes.c_char_p),
        ("format", ctypes.c_char_p),
        ("state", ctypes.c_int),
        ("size", ctypes.c_int),
        ("priority", ctypes.c_int),
        ("completed", ctypes.c_long),
        ("created", ctypes.c_long),
        ("processed", ctypes.c_long),
    )


def queue(name: str) -> Queue | None:
    """A queue; None where there is none of that name, or no CUPS."""
    library = _library()
    if library is None:
        return None
    found = library.cupsGetNamedDest(None, name.encode(), None)
    if not found:
        return None
    destination = found.contents
    said = {destination.options[n].name: destination.options[n].value for n in range(destination.count)}
    options = {key.decode(): (value or b"").decode(errors="replace") for key, value in said.items()}
    library.cupsFreeDests(1, found)
    return Queue(
        is_stopped=options.get("printer-state") == _STOPPED,
        takes_jobs=options.get("printer-is-accepting-jobs", "true") == "true",
    )


def refusal_of_last_job() -> str:
    """Why the last request of this thread was refused; empty where it was granted. To be asked right after painting."""
    library = _library()
    if library is None or library.cupsLastError() <= _LAST_OF_SUCCESS:
        return ""
    return (library.cupsLastErrorString() or b"").decode(errors="replace") or "?"


def newest_job(name: str) -> int:
    """The number of the officer's newest job in a queue; 0 where there is none."""
    with _jobs(name) as found:
        return max((job.number for job in found), default=0)


def job_state(name: str, number: int) -> JobState | None:
    """How far a job is; None for one that the queue no longer knows."""
    with _jobs(name) as found:
        return next((JobState(job.state) for job in found if job.number == number), None)


def cancel(name: str, number: int) -> None:
    """Take a job back, if it is still there."""
    library = _library()
    if library is not None:
        library.cupsCancelJob2(None, name.encode(), number, 0)


@contextmanager
def _jobs(name: str) -> Iterator[list[_Job]]:
    library = _library()
    if library is None:
        yield []
        return
    found = ctypes.POINTER(_Job)()
    count = library.cupsGetJobs2(None, ctypes.byref(found), name.encode(), _MINE, _ALL_JOBS)
    try:
        yield [found[n] for n in range(max(count, 0))]
    finally:
        if count > 0:
            library.cupsFreeJobs(count, found)


@cache
def _library() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        library = ctypes.CDLL("libcups.so.2")
    except OSError:
        return None
    library.cupsGetNamedDest.restype = ctypes.POINTER(_Destination)
    library.cupsGetNamedDest.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p)
    library.cupsFreeDests.argtypes = (ctypes.c_int, ctypes.POINTER(_Destination))
    library.cupsLastErrorString.restype = ctypes.c_char_p
    library.cupsGetJobs2.argtypes = (
        ctypes.c_void_p,
        ctypes.POINTER(ctypes.POINTER(_Job)),
        ctypes.c_char_p,
        ctypes.c_int,
        ctypes.c_int,
    )
    library.cupsFreeJobs.argtypes = (ctypes.c_int, ctypes.POINTER(_Job))
    library.cupsCancelJob2.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_int)
    return library
