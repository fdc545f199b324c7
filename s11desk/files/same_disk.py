"""Whether two folders are on one disk: a backup beside the desk is lost together with it."""

from __future__ import annotations

from pathlib import Path


def is_same_disk(one: Path, other: Path) -> bool:
    """Whether both are on one disk, or on one part of it. False if that cannot be found out. Raises nothing."""
    try:
        return one.stat().st_dev == other.stat().st_dev
    except (OSError, ValueError):
        return False
