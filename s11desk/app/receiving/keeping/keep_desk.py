"""Keep a desk: check what is stored, back it up with its returns, and say how long returns are kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from s11desk.app.receiving.agencies.agency_register import require_return
from s11desk.app.receiving.arrivals.found_files import path_words
from s11desk.app.receiving.desk.desk_copies import settle_desk
from s11desk.app.receiving.desk.own_place import claim_place, require_place
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.keeping.deletion_list import write_deletions
from s11desk.app.receiving.keeping.strange_files import strange_files
from s11desk.domain.receiving.desk_values import ReceivedReturn, RetentionClass, RetentionRule
from s11desk.domain.receiving.retention import MOST_MONTHS
from s11desk.domain.text.clean_text import clean_line
from s11desk.domain.text.text_limits import LINE_LIMIT, LimitedText, require_kept_length
from s11desk.errors.desk_errors import BackupInsideDesk
from s11desk.errors.file_errors import FolderUnwritable
from s11desk.errors.reply_errors import ReasonMissing
from s11desk.files.durable import make_folder
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress, stop_if_cancelled
from s11desk.register.erasure_rows import all_erasures, sound_pages, used_digests
from s11desk.register.kept_files import KeptFiles, is_intact
from s11desk.register.received_rows import change_return, returns_kept_before, returns_with_hold
from s11desk.register.register_backups import back_up_register
from s11desk.register.register_rows import damaged_rows

__all__ = [
    "DeskCheck",
    "back_up_desk",
    "check_desk",
    "hold_return",
    "keep_by",
    "keep_for",
    "release_return",
    "returns_on_hold",
    "returns_past_their_date",
    "set_retention",
]


@dataclass(frozen=True, slots=True)
class DeskCheck:
    """What a check found. ``missing`` and ``altered``: the SHA-256 of stored files. ``unnamed``: files nobody names.
    ``strange``: what :func:`strange_files` found.

    An unnamed file is one whose recording was interrupted; taking it in again records it.
    """

    files: int
    missing: tuple[str, ...]
    altered: tuple[str, ...]
    unnamed: tuple[str, ...]
    damaged_rows: int
    is_whole: bool
    strange: tuple[str, ...] = ()

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
        strange_files(desk.folder),
    )


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
    desk.register.change_facts(lambda facts: msgspec.structs.replace(facts, rules=rules))


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
    return returns_with_hold(desk.register)


def returns_past_their_date(desk: ReceivingDesk, day: dt.date) -> tuple[ReceivedReturn, ...]:
    """The returns whose last day is over on ``day``, without those on hold: a preview of what may be deleted."""
    return tuple(one for one in returns_kept_before(desk.register, day) if not one.hold)
