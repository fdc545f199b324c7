"""Local data: measure the files of a home, restore a backup, and remove evidence that no draft uses."""

from __future__ import annotations

import datetime as dt
import stat
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from s11desk.app.home.own_drafts import remember_drafts
from s11desk.app.home.paths import Home
from s11desk.domain.audits.audit import Evidence
from s11desk.errors import UserError
from s11desk.evidence.vault import CleanUpResult, UnreferencedFile, Vault
from s11desk.files.presence import Presence, presence
from s11desk.store.opening.evidence_in_use import evidence_while_unchanged, present_evidence
from s11desk.store.saved_copies.comparing import evidence_in_copy
from s11desk.store.saved_copies.copies import all_copies
from s11desk.store.saved_copies.reading_copies import id_of_copy, reading_copy
from s11desk.store.saved_copies.restoring import restore

__all__ = [
    "CleanUpResult",
    "HomePart",
    "HomePartKind",
    "MissingFile",
    "RestoredHome",
    "UnusedEvidence",
    "clean_up_evidence",
    "measure_home",
    "restore_backup",
    "unused_evidence",
]


class HomePartKind(StrEnum):
    """The whole home, or one part of it."""

    HOME = "home"
    DRAFTS = "drafts"
    EVIDENCE = "evidence"
    BACKUPS = "backups"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class HomePart:
    """The size of the home, or of one part of it.

    ``size``: bytes in all ``files`` files. HOME is the sum of the other kinds.
    """

    kind: HomePartKind
    path: Path
    size: int
    files: int


def measure_home(home: Home) -> tuple[HomePart, ...]:
    """Measure the whole home, then its drafts, evidence, backups, and the rest. A missing folder counts as empty."""
    whole = _sizes(home.folder)
    drafts = {home.database.with_name(home.database.name + ending) for ending in ("", "-wal", "-shm")}
    parts = {
        HomePartKind.DRAFTS: (home.database, drafts & whole.keys()),
        HomePartKind.EVIDENCE: (home.vault, {path for path in whole if path.is_relative_to(home.vault)}),
        HomePartKind.BACKUPS: (home.backups, {path for path in whole if path.is_relative_to(home.backups)}),
    }
    others = whole.keys() - set().union(*(files for _, files in parts.values()))
    kinds = {HomePartKind.HOME: (home.folder, set(whole)), **parts, HomePartKind.OTHERS: (home.folder, others)}
    return tuple(
        HomePart(kind, path, sum(whole[file] for file in files), len(files)) for kind, (path, files) in kinds.items()
    )


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A file that an audit refers to and that is not in the home. ``name``: as the person attached it."""

    audit: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class RestoredHome:
    """The outcome of restoring a backup.

    ``set_aside``: the file that now holds the earlier drafts; None if there were none. ``missing``: evidence that
    the restored audits refer to and that is not in the home. ``unread``: damaged files of a second place.
    """

    database: Path
    backup: Path
    set_aside: Path | None
    missing: tuple[MissingFile, ...]
    unread: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class UnusedEvidence:
    """The evidence that a clean-up would remove.

    ``files``: evidence that neither an audit nor any copy of the drafts refers to.

    ``unread``: copies that cannot be read. Each may refer to any file, so ``files`` is empty if there is one.
    """

    files: tuple[UnreferencedFile, ...]
    unread: tuple[Path, ...]


def restore_backup(home: Home, backup: Path, now: dt.datetime) -> RestoredHome:
    """Replace the drafts with those of ``backup``. The present drafts stay in the home, under a name with the date.

    To undo it, restore ``set_aside``. No workspace of this home may be open. The identity, settings and evidence stay
    as they are. Raises what :func:`s11desk.store.saved_copies.restoring.restore` raises.
    """
    remember_drafts(home, id_of_copy(backup))
    restored = restore(home.database, backup, now)
    return RestoredHome(restored.database, restored.backup, restored.set_aside, missing_evidence(home))


def missing_evidence(home: Home) -> tuple[MissingFile, ...]:
    """Find the evidence that audits refer to and that is not in the home. Reads names and not the files themselves.

    Raises nothing, because the audits are restored already. A damaged row counts as no file: its audit is shown as
    damaged.
    """
    rows: list[tuple[str, object]] = []
    with suppress(UserError), reading_copy(home.database) as connection:
        rows = connection.execute("SELECT audit, body FROM evidence ORDER BY audit, place").fetchall()
    return tuple(missing for audit, body in rows for missing in _missing_file(Vault(home.vault), audit, body))


def _missing_file(vault: Vault, audit: str, body: object) -> tuple[MissingFile, ...]:
    try:
        item = msgspec.json.decode(body if isinstance(body, str | bytes) else b"", type=Evidence)
        is_missing = presence(vault.path(item.sha256)) is not Presence.YES
    except (msgspec.MsgspecError, ValueError):
        return ()
    return (MissingFile(audit, item.name, item.size),) if is_missing else ()


def unused_evidence(home: Home) -> UnusedEvidence | None:
    """Find the files that neither an audit nor a copy refers to. Show them before :func:`clean_up_evidence`.

    Returns None if the drafts cannot be read. Needs no open workspace.
    """
    try:
        referenced, unread = _referenced_evidence(home)
    except UserError:
        return None
    return UnusedEvidence(() if unread else Vault(home.vault).unreferenced(referenced), unread)


def clean_up_evidence(home: Home) -> CleanUpResult:
    """Remove the files of :func:`unused_evidence`. Removes nothing if a copy cannot be read.

    A file that was attached since the look is kept. Raises what
    :func:`s11desk.store.opening.evidence_in_use.present_evidence` and
    :func:`s11desk.store.opening.connection.second_connection` raise.
    """
    referenced, unread = _referenced_evidence(home)
    if unread:
        return CleanUpResult((), ())
    return Vault(home.vault).clean_up(referenced, kept_now=lambda: evidence_while_unchanged(home.database))


def _referenced_evidence(home: Home) -> tuple[frozenset[str], tuple[Path, ...]]:
    """The SHA-256s that the drafts and all copies of them name, and the copies that cannot be read."""
    digests = set(present_evidence(home.database))
    unread: list[Path] = []
    for copy in all_copies(home.database, home.backups):
        try:
            digests |= evidence_in_copy(copy.path)
        except OSError:
            unread.append(copy.path)
    return frozenset(digests), tuple(unread)


def _sizes(folder: Path) -> dict[Path, int]:
    """The bytes of every file. Each file is measured once, so that the parts add up to the whole."""
    sizes = {}
    for file in folder.rglob("*"):
        with suppress(OSError):  # another program has just removed the file, or locks it
            facts = file.stat()
            if stat.S_ISREG(facts.st_mode):
                sizes[file] = facts.st_size
    return sizes
