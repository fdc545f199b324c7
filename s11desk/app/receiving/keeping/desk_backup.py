"""Backs a desk up: its register, and in another place also the returns that it stores."""

from __future__ import annotations

from pathlib import Path

from s11desk.app.receiving.arrivals.found_files import path_words
from s11desk.app.receiving.desk.desk_copies import settle_desk
from s11desk.app.receiving.desk.own_place import claim_place, require_place
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.keeping.deletion_list import write_deletions
from s11desk.errors.desk_errors import BackupInsideDesk
from s11desk.errors.file_errors import FolderUnwritable
from s11desk.files.durable import make_folder
from s11desk.progress import Cancel, never_cancelled, stop_if_cancelled
from s11desk.register.erasure_rows import all_erasures, used_digests
from s11desk.register.kept_files import KeptFiles, is_intact
from s11desk.register.register_backups import back_up_register


def back_up_desk(desk: ReceivingDesk, place: Path | None = None, *, cancel: Cancel = never_cancelled) -> Path:
    """Back up the register; with ``place``, a folder elsewhere, also every stored return that is not there yet.

    The place is remembered, so that a deletion reaches it. What is at the place and was deleted here is removed.
    Raises ``BackupInsideDesk``, ``BackupPlaceTaken``, ``BackupPlaceNewer``, Cancelled, and what writing raises.
    """
    if place is None:
        written = back_up_register(desk.register, desk.folder.backups, desk.now())
        write_deletions(desk.register, desk.folder.backups)
        return written
    folder = place.absolute()
    if folder.resolve().is_relative_to(desk.folder.folder.resolve()):  # links and “..” may lead there too
        raise BackupInsideDesk(path=place)
    settle_desk(desk)
    require_place(desk, folder)
    if path_words(folder) != folder.as_posix():  # the register keeps it as text
        raise FolderUnwritable(path=place, reason="")
    make_folder(folder, private=True)
    claim_place(desk, folder)
    written = back_up_register(desk.register, folder, desk.now())
    write_deletions(desk.register, folder)
    copy_returns(desk, KeptFiles(folder / "returns"), cancel)
    return written


def copy_returns(desk: ReceivingDesk, target: KeptFiles, cancel: Cancel = never_cancelled) -> None:
    """Copy every stored file to ``target`` that is not there, and remove there what was deleted here.

    A stored file that is damaged is not copied, so a good copy is never replaced by it. Raises what writing raises.
    """
    make_folder(target.folder, private=True)
    named, there = used_digests(desk.register), set(target.digests())
    for sha256 in sorted(named - there):
        stop_if_cancelled(cancel)
        if is_intact(desk.files.path(sha256)):
            copy_file(desk.files, target, sha256, cancel)
    for sha256 in sorted({sha256 for one in all_erasures(desk.register) for sha256 in one.files} & there - named):
        target.remove(sha256)


def copy_file(source: KeptFiles, target: KeptFiles, sha256: str, cancel: Cancel = never_cancelled) -> None:
    """Copy one stored file. Raises what reading and writing raise, and Cancelled."""
    with source.open(sha256) as stream, target.copying(stream, sha256, source.path(sha256), cancel) as copy:
        copy.keep()
