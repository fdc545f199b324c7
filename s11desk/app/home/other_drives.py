"""Finds a folder of a stick or a disk again that the system shows under another drive letter or name now."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from s11desk.app.home.home_place import read_mounts

if sys.platform == "win32":
    import ctypes
    import string

_WHERE_DISKS_ARE = (Path("/media"), Path("/run/media"), Path("/mnt"))
_VOLUMES = Path("/Volumes")
"""Where a Mac shows them."""
_OWN_DISKS = {2, 3}
"""Removable and built in, as Windows numbers them. A network drive that does not answer would hold the program up."""


def same_folder_elsewhere(folder: Path, is_it: Callable[[Path], bool]) -> Path | None:
    """The folder on another drive for which ``is_it`` says yes; None if there is none. Raises nothing of its own.

    ``folder``: where it was. Its name, and those of the folders above it on that drive, are looked for on each drive.
    """
    names = folder.parts[1:]
    for drive in drives():
        for first in range(len(names) + 1):
            found = drive.joinpath(*names[first:])
            if found != folder and is_it(found):
                return found
    return None


def drives() -> tuple[Path, ...]:
    """The tops of the sticks and disks that are connected now, without those of the network."""
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        present = kernel.GetLogicalDrives()
        letters = (letter for number, letter in enumerate(string.ascii_uppercase) if present >> number & 1)
        return tuple(Path(f"{one}:\\") for one in letters if kernel.GetDriveTypeW(f"{one}:\\") in _OWN_DISKS)
    with suppress(OSError):
        found = (Path(mount.folder) for mount in read_mounts() if not mount.is_network)
        return tuple(one for one in found if any(one.is_relative_to(above) for above in _WHERE_DISKS_ARE))
    with suppress(OSError):
        return tuple(sorted(_VOLUMES.iterdir()))
    return ()
