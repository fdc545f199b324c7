"""The limits that the reader sets for itself before it reads anything: memory, and a lower priority.

Linux has a limit for the address space of a process. Windows has job objects. If neither works (macOS accepts the
limit and ignores it), a thread watches the memory.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

if sys.platform != "win32":
    import resource

MEMORY_LIMIT = 1536 * 1024 * 1024
"""Bytes that the reader may hold beyond what the interpreter takes."""

MEMORY_EXIT = 77
"""The exit code with which a reader ends itself when it holds too much memory."""

_WATCH_SECONDS = 0.1
_JOB_EXTENDED_LIMITS = 9
_JOB_PROCESS_MEMORY = 0x100
_JOB_DIE_ON_FAULT = 0x400


class BasicLimits(ctypes.Structure):
    """``JOBOBJECT_BASIC_LIMIT_INFORMATION`` of Windows."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("smallest_set", ctypes.c_size_t),
        ("largest_set", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """``JOBOBJECT_EXTENDED_LIMIT_INFORMATION`` of Windows."""

    _fields_ = (
        ("basic", BasicLimits),
        ("io_counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class MemoryCounters(ctypes.Structure):
    """``PROCESS_MEMORY_COUNTERS`` of Windows."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        ("peak_set", ctypes.c_size_t),
        ("set", ctypes.c_size_t),
        ("quotas", ctypes.c_size_t * 4),
        ("page_file", ctypes.c_size_t),
        ("peak_page_file", ctypes.c_size_t),
    )


def set_limits(memory: int = MEMORY_LIMIT) -> None:
    """Limit this process to ``memory`` bytes more than it has, and let other processes go first."""
    with suppress(OSError, AttributeError):
        os.nice(5)
    if sys.platform == "win32":
        if not _limit_job(memory):
            _exit_above(memory, peak_memory)
    elif sys.platform == "linux":
        _limit_address_space(memory)
    else:
        _exit_above(memory, peak_memory)


def peak_memory() -> int:
    """The most bytes that this process ever held; 0 if the system does not say."""
    if sys.platform == "win32":
        counters = MemoryCounters(size=ctypes.sizeof(MemoryCounters))
        kernel = _kernel()
        kernel.K32GetProcessMemoryInfo(_own_handle(kernel), ctypes.byref(counters), counters.size)
        return int(counters.peak_set)
    if sys.platform == "linux":
        return _peak_on_linux()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _peak_on_linux() -> int:
    """The most memory of this program alone. ``ru_maxrss`` begins with that of the program that started it."""
    with suppress(OSError, ValueError), open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


def _limit_address_space(memory: int) -> None:
    pages = int(open("/proc/self/statm", encoding="ascii").read().split()[0])  # noqa: SIM115, PTH123
    most = pages * os.sysconf("SC_PAGE_SIZE") + memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold what was read


def _limit_job(memory: int) -> bool:
    """Put this process into a job of its own. The job lasts as long as the process, which keeps its handle."""
    kernel = _kernel()
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = ExtendedLimits(process_memory=memory)
    limits.basic.flags = _JOB_PROCESS_MEMORY | _JOB_DIE_ON_FAULT
    size = ctypes.sizeof(limits)
    is_set = kernel.SetInformationJobObject(job, _JOB_EXTENDED_LIMITS, ctypes.byref(limits), size)
    return bool(is_set and kernel.AssignProcessToJobObject(job, _own_handle(kernel)))


def _kernel() -> Any:
    return ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined] # only on Windows


def _own_handle(kernel: Any) -> ctypes.c_void_p:
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    return ctypes.c_void_p(kernel.GetCurrentProcess())


def _exit_above(memory: int, memory_held: Callable[[], int]) -> None:
    """Start a thread that ends this process when ``memory_held`` returns ``memory`` bytes more than it does now."""
    most = memory_held() + memory

    def watch() -> None:
        while memory_held() <= most:
            time.sleep(_WATCH_SECONDS)
        os._exit(MEMORY_EXIT)

    threading.Thread(target=watch, daemon=True).start()
