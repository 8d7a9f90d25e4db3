"""The memory cap of the reading process on Windows: a job object, which also ends it when the desk ends.

Written after the documentation of Windows: CreateJobObjectW, SetInformationJobObject and its structure
JOBOBJECT_EXTENDED_LIMIT_INFORMATION. It has not been run on Windows yet.
"""

import ctypes
from typing import Any

EXTENDED_LIMITS = 9
PROCESS_MEMORY, DIE_ON_EXCEPTION, KILL_ON_CLOSE = 0x100, 0x400, 0x2000


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_time", ctypes.c_int64),
        ("per_job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("smallest_working_set", ctypes.c_size_t),
        ("largest_working_set", ctypes.c_size_t),
        ("most_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class WindowsJob:
    """A job that one process is put into; closing it ends the process.

    Raises:
        OSError: if Windows refuses it.
    """

    def __init__(self, process: int, memory_bytes: int) -> None:
        windows: Any = ctypes  # some of it is only there on Windows
        self._kernel: Any = windows.WinDLL("kernel32", use_last_error=True)
        self._kernel.CreateJobObjectW.restype = ctypes.c_void_p
        self._kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
        self._kernel.SetInformationJobObject.argtypes = (
            ctypes.c_void_p,
            ctypes.c_int,
            ctypes.c_void_p,
            ctypes.c_uint32,
        )
        self._kernel.AssignProcessToJobObject.argtypes = (ctypes.c_void_p, ctypes.c_void_p)
        self._kernel.CloseHandle.argtypes = (ctypes.c_void_p,)
        self._job: int | None = self._kernel.CreateJobObjectW(None, None)
        limits = _ExtendedLimits()
        limits.basic.flags = PROCESS_MEMORY | DIE_ON_EXCEPTION | KILL_ON_CLOSE
        limits.process_memory = memory_bytes
        size = ctypes.sizeof(limits)
        done = self._job and self._kernel.SetInformationJobObject(
            self._job, EXTENDED_LIMITS, ctypes.byref(limits), size
        )
        if not (done and self._kernel.AssignProcessToJobObject(self._job, process)):
            error = windows.get_last_error()
            self.close()
            raise OSError(error, windows.FormatError(error))

    def close(self) -> None:
        if self._job:
            self._kernel.CloseHandle(self._job)
            self._job = None
