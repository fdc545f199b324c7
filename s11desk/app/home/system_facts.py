"""Facts about this computer that help to find out why something fails on it. None is about a person or a file."""

from __future__ import annotations

import datetime as dt
import locale
import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import s11desk
from s11desk.store.sqlite.sqlite_connections import sqlite_version
from s11desk.wording.amounts import file_size


@dataclass(frozen=True, slots=True)
class SystemFact:
    """One fact: what it is about, and its value, both as people read them."""

    name: str
    value: str


def system_facts(folder: Path, now: dt.datetime) -> tuple[SystemFact, ...]:
    """Collect the facts. ``folder``: on the disk whose free space is given. Raises OSError if that has no size."""
    return (
        SystemFact("Program", f"s11desk {s11desk.__version__}, {_kind_of_installation()}"),
        SystemFact("System", platform.platform()),
        SystemFact("Processors", f"{os.cpu_count()} ({platform.machine()})"),
        SystemFact("Python", f"{platform.python_version()}, {sys.maxsize.bit_length() + 1} bits"),
        SystemFact("SQLite", sqlite_version()),
        SystemFact("Language", f"{locale.setlocale(locale.LC_CTYPE)}, files {sys.getfilesystemencoding()}"),
        SystemFact("Time", now.isoformat(timespec="minutes")),
        SystemFact("Free space", file_size(shutil.disk_usage(folder).free)),
    )


def _kind_of_installation() -> str:
    program = Path(s11desk.__file__)
    if program.suffix == ".pyc":
        return "installed"
    return "a Python package" if (program.parent / "resources").is_dir() else "run from its source"
