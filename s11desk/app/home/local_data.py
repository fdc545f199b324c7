"""Local data: measure the files of a home, restore a backup, and remove evidence that no draft uses."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.evidence.vault import CleanedUp, Unreferenced
from s11desk.store.restoring import Backup, Restored, all_backups, restore

__all__ = [
    "Backup",
    "CleanedUp",
    "Held",
    "HeldKind",
    "Restored",
    "clean_up_evidence",
    "held_data",
    "list_backups",
    "restore_backup",
    "unused_evidence",
]


class HeldKind(StrEnum):
    """The whole home, or one part of it."""

    HOME = "home"
    DRAFTS = "drafts"
    EVIDENCE = "evidence"
    BACKUPS = "backups"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Held:
    """``size``: bytes in all ``files`` files. HOME is the sum of the other kinds."""

    kind: HeldKind
    path: Path
    size: int
    files: int


def held_data(home: Home) -> tuple[Held, ...]:
    """Measure the whole home, then its drafts, evidence, backups, and the rest. A missing folder counts as empty."""
    whole = _sizes(home.folder)
    drafts = {home.database.with_name(home.database.name + ending) for ending in ("", "-wal", "-shm")}
    parts = {
        HeldKind.DRAFTS: (home.database, drafts & whole.keys()),
        HeldKind.EVIDENCE: (home.vault, {path for path in whole if path.is_relative_to(home.vault)}),
        HeldKind.BACKUPS: (home.backups, {path for path in whole if path.is_relative_to(home.backups)}),
    }
    others = whole.keys() - set().union(*(files for _, files in parts.values()))
    kinds = {HeldKind.HOME: (home.folder, set(whole)), **parts, HeldKind.OTHERS: (home.folder, others)}
    return tuple(
        Held(kind, path, sum(whole[file] for file in files), len(files)) for kind, (path, files) in kinds.items()
    )


def list_backups(home: Home) -> tuple[Backup, ...]:
    """List the backups, the newest first. Raises what reading the folder raises."""
    return all_backups(home.backups)


def restore_backup(home: Home, backup: Path, now: dt.datetime) -> Restored:
    """Replace the drafts with those of ``backup``. The present drafts stay in the home, under a name with the date.

    No workspace of this home may be open. The identity, settings and evidence stay as they are. If a clean-up has
    removed a file since the backup, making a return reports the file. Raises what
    :func:`s11desk.store.restoring.restore` raises.
    """
    return restore(home.database, backup, now)


def unused_evidence(workspace: Workspace) -> tuple[Unreferenced, ...]:
    """Find the files in the vault that no draft refers to. Show them before :func:`clean_up_evidence`."""
    return workspace.vault.unreferenced(workspace.drafts.evidence_digests())


def clean_up_evidence(workspace: Workspace) -> CleanedUp:
    """Remove the files in the vault that no draft refers to. Ask the person first: a backup may refer to them."""
    return workspace.vault.clean_up(workspace.drafts.evidence_digests())


def _sizes(folder: Path) -> dict[Path, int]:
    """The bytes of every file. Each file is measured once, so that the parts add up to the whole."""
    sizes = {}
    for file in folder.rglob("*"):
        with suppress(OSError):  # another program has just removed the file, or locks it
            if file.is_file():
                sizes[file] = file.stat().st_size
    return sizes
