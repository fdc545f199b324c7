"""Keep a desk: check what is stored, back it up with its returns, and put a backup back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import msgspec

from s11desk.app.receiving.agency_register import require_return
from s11desk.app.receiving.found_files import path_words
from s11desk.app.receiving.receiving_desk import ReceivingDesk, require_own_folder
from s11desk.domain.clean_text import clean_line
from s11desk.domain.desk_values import Erasure, ReceivedReturn, RetentionClass, RetentionRule
from s11desk.domain.retention import MOST_MONTHS
from s11desk.domain.text_limits import LINE_LIMIT, LimitedText, require_kept_length
from s11desk.durable import Presence, folder_presence, make_folder, presence
from s11desk.errors import UserError
from s11desk.errors.desk_errors import BackupInsideDesk, BackupPlaceTaken
from s11desk.errors.file_errors import FolderUnwritable
from s11desk.errors.reply_errors import ReasonMissing
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress, stop_if_cancelled
from s11desk.register.desk_folder import DeskFolder
from s11desk.register.erasure_rows import all_erasures, repeat_erasures, sound_pages, used_digests
from s11desk.register.kept_files import KeptFiles, is_intact
from s11desk.register.received_rows import all_returns, change_return, is_recorded
from s11desk.register.register import Register, open_register
from s11desk.register.register_backups import back_up_register, other_backup_in, restore_register
from s11desk.register.register_rows import damaged_rows

__all__ = [
    "DeskCheck",
    "back_up_desk",
    "check_desk",
    "hold_return",
    "keep_by",
    "keep_for",
    "release_return",
    "restore_desk",
    "returns_on_hold",
    "returns_past_their_date",
    "set_retention",
]


@dataclass(frozen=True, slots=True)
class DeskCheck:
    """What a check found. ``missing`` and ``altered``: the SHA-256 of stored files. ``unnamed``: files nobody names.

    An unnamed file is one whose recording was interrupted; taking it in again records it.
    """

    files: int
    missing: tuple[str, ...]
    altered: tuple[str, ...]
    unnamed: tuple[str, ...]
    damaged_rows: int
    is_whole: bool

    @property
    def is_sound(self) -> bool:
        """Whether everything that the register names is there and unchanged."""
        return self.is_whole and not (self.missing or self.altered or self.damaged_rows)


def check_desk(desk: ReceivingDesk, *, progress: Progress = no_progress, cancel: Cancel = never_cancelled) -> DeskCheck:
    """Read every stored file and every row. Nothing is changed. Raises Cancelled, and what reading the register raises.

    A file that is missing or altered is mended by taking the same file in again, or from a backup.
    """
    named, there = used_digests(desk.register), set(desk.files.digests())
    altered = []
    for done, sha256 in enumerate(sorted(named & there), start=1):
        stop_if_cancelled(cancel)
        if not is_intact(desk.files.path(sha256)):
            altered.append(sha256)
        progress(done, len(named & there))
    with desk.register.reading() as connection:
        damaged = damaged_rows(connection)
    return DeskCheck(
        len(named),
        tuple(sorted(named - there)),
        tuple(altered),
        tuple(sorted(there - named)),
        damaged,
        sound_pages(desk.register),
    )


def back_up_desk(desk: ReceivingDesk, place: Path | None = None, *, cancel: Cancel = never_cancelled) -> Path:
    """Back up the register; with ``place``, a folder elsewhere, also every stored return that is not there yet.

    The place is remembered, so that a deletion reaches it. What is at the place and was deleted here is removed.
    Raises ``BackupInsideDesk``, ``BackupPlaceTaken``, Cancelled, and what writing raises.
    """
    if place is None:
        return back_up_register(desk.register, desk.folder.backups, desk.now())
    folder = place.absolute()
    if folder.resolve().is_relative_to(desk.folder.folder.resolve()):  # links and “..” may lead there too
        raise BackupInsideDesk(path=place)
    require_place(desk, folder)
    if path_words(folder) != folder.as_posix():  # the register keeps it as text
        raise FolderUnwritable(path=place, reason="")
    make_folder(folder, private=True)
    facts = desk.facts
    if str(folder) not in facts.places:
        desk.register.keep_facts(msgspec.structs.replace(facts, places=(*facts.places, str(folder))))
    written = back_up_register(desk.register, folder, desk.now())
    copy_returns(desk, KeptFiles(folder / "returns"), cancel)
    return written


def require_place(desk: ReceivingDesk, place: Path) -> None:
    """Raise ``BackupPlaceTaken`` if another desk is in the folder ``place``, or has its backups there."""
    if presence(DeskFolder(place).register) is not Presence.NO or other_backup_in(desk.register, place) is not None:
        raise BackupPlaceTaken(path=place)


def copy_returns(desk: ReceivingDesk, target: KeptFiles, cancel: Cancel = never_cancelled) -> None:
    """Copy every stored file to ``target`` that is not there, and remove there what was deleted here.

    A stored file that is damaged is not copied, so a good copy is never replaced by it. Raises what writing raises.
    """
    named, there = used_digests(desk.register), set(target.digests())
    for sha256 in sorted(named - there):
        stop_if_cancelled(cancel)
        if is_intact(desk.files.path(sha256)):
            _copy(desk.files, target, sha256, cancel)
    for sha256 in sorted({sha256 for one in all_erasures(desk.register) for sha256 in one.files} & there - named):
        target.remove(sha256)


def _copy(source: KeptFiles, target: KeptFiles, sha256: str, cancel: Cancel = never_cancelled) -> None:
    with source.open(sha256) as stream, target.copying(stream, sha256, source.path(sha256), cancel) as copy:
        copy.keep()


def restore_desk(folder: Path, backup: Path, now: dt.datetime, *, shared_is_meant: bool = False) -> Path | None:
    """Put a backup of the register in the place of that in ``folder``, and bring back missing returns beside it.

    No program may have the desk open. The present register is set aside; its new path is returned, None if there was
    none. What was deleted since the backup stays deleted, and the places of other backups stay known. Raises
    ``DeskFolderShared``, what :func:`restore_register` raises, and what writing raises.
    """
    if not shared_is_meant:
        require_own_folder(folder)
    desk, source = DeskFolder(folder), KeptFiles(backup.parent / "returns")
    for path in (desk.folder, desk.returns, desk.outgoing, desk.backups):
        make_folder(path, private=True)
    target, present = KeptFiles(desk.returns), _present(desk)
    deleted = {sha256 for one in present.erasures for sha256 in one.files}
    if folder_presence(source.folder) is Presence.YES:
        for sha256 in (one for one in source.digests() if one not in deleted):
            if not is_intact(target.path(sha256)) and is_intact(source.path(sha256)):
                _copy(source, target, sha256)
    return restore_register(desk.register, backup, now, partial(_bring_up_to_date, present))


@dataclass(frozen=True, slots=True)
class _Present:
    """What a desk does not forget when an older register takes its place. ``erasures``: without what came again."""

    desk_id: str = ""
    places: tuple[str, ...] = ()
    erasures: tuple[Erasure, ...] = ()


def _present(desk: DeskFolder) -> _Present:
    """Nothing, if there is no register or it cannot be read."""
    with suppress(UserError), open_register(desk.register) as register:
        found = tuple(one for one in all_erasures(register) if not is_recorded(register, one.sha256))
        return _Present(register.desk_id, register.facts.places, found)
    return _Present()


def _bring_up_to_date(present: _Present, restored: Register) -> None:
    if restored.desk_id != present.desk_id:
        return
    facts = restored.facts
    places = tuple(dict.fromkeys((*facts.places, *present.places)))
    if places != facts.places:
        restored.keep_facts(msgspec.structs.replace(facts, places=places))
    repeat_erasures(restored, present.erasures)


def keep_for(desk: ReceivingDesk, kind: RetentionClass, months: int | None) -> None:
    """Say how long returns of a class are kept that are taken in from now on; None: without an end.

    Those that are here keep the day that was recorded with them. Raises ValueError for no usable number of months.
    """
    others = tuple(rule for rule in desk.facts.rules if rule.kind is not kind)
    keep_by(desk, others if months is None else (*others, RetentionRule(kind, months)))


def keep_by(desk: ReceivingDesk, rules: tuple[RetentionRule, ...]) -> None:
    """As :func:`keep_for`, for every class at once; one without a rule is kept without an end."""
    for rule in rules:
        if not 1 <= rule.months <= MOST_MONTHS:
            raise ValueError(rule.months)
    desk.register.keep_facts(msgspec.structs.replace(desk.facts, rules=rules))


def set_retention(desk: ReceivingDesk, received: ReceivedReturn, kind: str, until: dt.date | None) -> ReceivedReturn:
    """Record under which rule a return is kept, and until when; None: without an end. A hold stays.

    As of the two functions below: nothing else changes, such as what a comparison of the pages found since ``received``
    was read. Raises ``DeskReturnUnknown`` if it was deleted since.
    """
    return _changed(desk, received, lambda now: msgspec.structs.replace(now, retention=kind, kept_until=until))


def hold_return(desk: ReceivingDesk, received: ReceivedReturn, why: str) -> ReceivedReturn:
    """Keep a return whatever its last day is: it cannot be deleted until the hold is taken off.

    Raises ``ReasonMissing`` and ``TextTooLong``.
    """
    reason = clean_line(why)
    if not reason:
        raise ReasonMissing
    require_kept_length([LimitedText(reason, LINE_LIMIT)])
    return _changed(desk, received, lambda now: msgspec.structs.replace(now, hold=reason))


def release_return(desk: ReceivingDesk, received: ReceivedReturn) -> ReceivedReturn:
    """Take the hold off. The last day counts again."""
    return _changed(desk, received, lambda now: msgspec.structs.replace(now, hold=""))


def _changed(
    desk: ReceivingDesk, received: ReceivedReturn, change: Callable[[ReceivedReturn], ReceivedReturn]
) -> ReceivedReturn:
    with desk.register.changing() as connection:
        changed = change(require_return(desk, received.sha256))
        change_return(connection, changed)
    return changed


def returns_on_hold(desk: ReceivingDesk) -> tuple[ReceivedReturn, ...]:
    """The returns that are kept whatever their last day is, by agency and reference."""
    return tuple(one for one in all_returns(desk.register) if one.hold)


def returns_past_their_date(desk: ReceivingDesk, day: dt.date) -> tuple[ReceivedReturn, ...]:
    """The returns whose last day is over on ``day``, without those on hold: a preview of what may be deleted."""
    dated = ((one, one.kept_until) for one in all_returns(desk.register) if not one.hold)
    return tuple(one for one, last_day in dated if last_day is not None and last_day < day)
