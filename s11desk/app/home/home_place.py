"""Recognises a home in a place that other programs or computers change, and copies that a sync program has made.

A sync program replaces the drafts file while it is in use, or makes a second one. A network drive may not order the
writes of two computers. A memory stick may be pulled out. The program works in all of these places, but people should
know.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from s11desk.app.home.paths import Home

if sys.platform == "win32":
    import ctypes


class PlaceKind(StrEnum):
    """What is special about the place of a home."""

    SYNCED = "synced"
    NETWORK = "network"
    REMOVABLE = "removable"


@dataclass(frozen=True, slots=True)
class HomePlace:
    """A place that other programs or computers change.

    ``program``: the sync program that copies the folder, as people know it; empty for the other kinds.
    """

    kind: PlaceKind
    program: str = ""


_SYNCED_FOLDERS = (
    ("OneDrive", re.compile(r"onedrive( ?-.*)?|skydrive", re.IGNORECASE)),
    ("Dropbox", re.compile(r"dropbox( \(.*\))?", re.IGNORECASE)),
    ("Google Drive", re.compile(r"google ?drive(-.*)?|googledrive-.*|drivefs|my drive", re.IGNORECASE)),
    ("iCloud Drive", re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents", re.IGNORECASE)),
    ("Nextcloud", re.compile(r"nextcloud|owncloud", re.IGNORECASE)),
    ("Box", re.compile(r"box( sync)?|box-box", re.IGNORECASE)),
)
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
"""Windows keeps the folders of OneDrive in these, whatever they are called."""

_NETWORK_MOUNTS = re.compile(r"nfs\d?|cifs|smb\w*|afpfs|9p|webdav|davfs2?|fuse\.(sshfs|davfs2?|rclone|gvfsd-fuse)")
_REMOVABLE_MOUNTS = (PurePosixPath("/media"), PurePosixPath("/run/media"), PurePosixPath("/Volumes"))

_CONFLICT = re.compile(
    r"[ ._-].*conflict.*"  # Dropbox, Nextcloud, Google Drive, Syncthing, Seafile, rclone, Synology
    r"|-[a-z0-9]+(-[a-z0-9]+)*| \d+| \(\d+\)| - copy.*",  # OneDrive (a computer), iCloud, Google Drive, Windows
    re.IGNORECASE,
)
_BESIDE_A_DATABASE = ("-wal", "-shm", "-journal")
_OWN_NAME = re.compile(r"-(set-aside|damaged)-.*")


def recognise_place(folder: PurePath, environment: Mapping[str, str], mount_type: str = "") -> HomePlace | None:
    """Say what is special about a folder; None if nothing is. A pure function.

    ``folder``: absolute, without links. ``mount_type``: of the file system that the folder is on, as Linux names it, or
    ``network`` or ``removable``; empty if it is not known.
    """
    for name in _VARIABLES:
        synced = environment.get(name, "")
        if synced and folder.is_relative_to(type(folder)(synced)):
            return HomePlace(PlaceKind.SYNCED, "OneDrive")
    for part in folder.parts[1:]:
        for program, pattern in _SYNCED_FOLDERS:
            if pattern.fullmatch(part):
                return HomePlace(PlaceKind.SYNCED, program)
    is_share = isinstance(folder, PureWindowsPath) and folder.drive.startswith("\\\\")
    if is_share or mount_type == "network" or _NETWORK_MOUNTS.fullmatch(mount_type):
        return HomePlace(PlaceKind.NETWORK)
    if mount_type == "removable" or any(folder.is_relative_to(mount) for mount in _REMOVABLE_MOUNTS):
        return HomePlace(PlaceKind.REMOVABLE)
    return None


def conflict_copies(names: Iterable[str], database: str = "drafts.db") -> tuple[str, ...]:
    """Find the names that a sync program gives to a second version of ``database``; sorted, without names of ours."""
    stem, ending = Path(database).stem, Path(database).suffix
    copies = []
    for name in names:
        lower = name.lower()
        if lower.startswith(stem) and lower != database and not lower.endswith(_BESIDE_A_DATABASE):
            rest = name[len(stem) :].removesuffix(ending)
            is_late = lower.startswith(f"{database}.") and "conflict" in lower  # rclone, Resilio: drafts.db.conflict1
            if (is_late or (lower.endswith(ending) and _CONFLICT.fullmatch(rest))) and not _OWN_NAME.fullmatch(rest):
                copies.append(name)
    return tuple(sorted(copies))


def place_of(home: Home) -> HomePlace | None:
    """Say what is special about the place of ``home`` on this computer; None if nothing is. Raises nothing."""
    try:
        folder = home.folder.resolve()
    except (OSError, RuntimeError):  # a loop of links
        return None
    return recognise_place(folder, os.environ, _mount_type(folder))


def conflict_copies_in(home: Home) -> tuple[Path, ...]:
    """The copies of the drafts that a sync program has put beside them. Raises nothing."""
    try:
        names = [path.name for path in home.folder.iterdir()]
    except OSError:
        return ()
    return tuple(home.folder / name for name in conflict_copies(names, home.database.name))


def _mount_type(folder: Path) -> str:
    """The type of the file system that holds ``folder``; empty if the system does not say."""
    if sys.platform == "win32":
        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\")
        return {2: "removable", 4: "network"}.get(kind, "")
    try:
        mounts = read_mounts()
    except OSError:  # not Linux
        return ""
    mount_type = ""
    depth = -1
    for mount in mounts:
        if folder.is_relative_to(mount.folder) and len(mount.folder.parts) >= depth:
            mount_type, depth = mount.kind, len(mount.folder.parts)
    return mount_type


@dataclass(frozen=True, slots=True)
class Mount:
    """A disk or a share at ``folder``. ``kind``: the type of its file system, as Linux names it."""

    folder: PurePosixPath
    kind: str

    @property
    def is_network(self) -> bool:
        """Whether it is of another computer."""
        return _NETWORK_MOUNTS.fullmatch(self.kind) is not None


def read_mounts() -> tuple[Mount, ...]:
    """What is mounted now on Linux. Raises OSError on other systems."""
    mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    found = (line.split(" ") for line in mounts.splitlines())
    return tuple(Mount(PurePosixPath(point.replace("\\040", " ")), kind) for _, point, kind, *_ in found)
