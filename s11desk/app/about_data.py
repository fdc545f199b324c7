"""Where everything a person entered is, how large it is, and how an earlier state comes back."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from s11desk.app.paths import Home
from s11desk.app.workspace import Workspace
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
    HOME = "home"
    DRAFTS = "drafts"
    EVIDENCE = "evidence"
    BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class Held:
    """``size`` in bytes, of ``files`` files; HOME counts everything, the others too."""

    kind: HeldKind
    path: Path
    size: int
    files: int


def held_data(home: Home) -> tuple[Held, ...]:
    """The home as a whole, then its drafts, evidence and backups. What is not there yet has no files."""
    drafts = tuple(home.database.with_name(home.database.name + ending) for ending in ("", "-wal", "-shm"))
    return (
        _held(HeldKind.HOME, home.folder, tuple(home.folder.rglob("*"))),
        _held(HeldKind.DRAFTS, home.database, drafts),
        _held(HeldKind.EVIDENCE, home.vault, tuple(home.vault.rglob("*"))),
        _held(HeldKind.BACKUPS, home.backups, tuple(home.backups.rglob("*"))),
    )


def list_backups(home: Home) -> tuple[Backup, ...]:
    """The newest first. Raises what reading the folder raises."""
    return all_backups(home.backups)


def restore_backup(home: Home, backup: Path, now: dt.datetime) -> Restored:
    """Bring back the drafts as ``backup`` has them; the present ones are set aside in the home under a dated name.

    No workspace of this home may be open. The identity, settings and evidence stay as they are; where a clean-up has
    removed a file since, its answer says so when a return is made. Raises as :func:`s11desk.store.restoring.restore`.
    """
    return restore(home.database, backup, now)


def unused_evidence(workspace: Workspace) -> tuple[Unreferenced, ...]:
    """The kept files that no draft refers to, to be shown before :func:`clean_up_evidence`; sizes in bytes."""
    return workspace.vault.unreferenced(workspace.drafts.evidence_kept())


def clean_up_evidence(workspace: Workspace) -> CleanedUp:
    """Remove the kept files that no draft refers to. Never done unasked: a backup may still refer to them."""
    return workspace.vault.clean_up(workspace.drafts.evidence_kept())


def _held(kind: HeldKind, path: Path, files: tuple[Path, ...]) -> Held:
    sizes = []
    for file in files:
        with suppress(OSError):  # gone meanwhile, or another's
            if file.is_file():
                sizes.append(file.stat().st_size)
    return Held(kind, path, sum(sizes), len(sizes))
