"""Where everything a person entered is, how large it is, and how an earlier state comes back."""

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
    HOME = "home"
    DRAFTS = "drafts"
    EVIDENCE = "evidence"
    BACKUPS = "backups"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Held:
    """``size`` in bytes, of ``files`` files. HOME counts everything, so that the kinds after it add up to it."""

    kind: HeldKind
    path: Path
    size: int
    files: int


def held_data(home: Home) -> tuple[Held, ...]:
    """The home as a whole, then its drafts, evidence, backups, and the rest. What is not there yet has no files."""
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
    return workspace.vault.unreferenced(workspace.drafts.evidence_digests())


def clean_up_evidence(workspace: Workspace) -> CleanedUp:
    """Remove the kept files that no draft refers to. Never done unasked: a backup may still refer to them."""
    return workspace.vault.clean_up(workspace.drafts.evidence_digests())


def _sizes(folder: Path) -> dict[Path, int]:
    """In bytes, of every file there is, each looked at once, so that the parts and the whole agree."""
    sizes = {}
    for file in folder.rglob("*"):
        with suppress(OSError):  # gone meanwhile, or another's
            if file.is_file():
                sizes[file] = file.stat().st_size
    return sizes
