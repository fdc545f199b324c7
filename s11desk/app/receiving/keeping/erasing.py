"""Delete a return, or a file without one, everywhere: register, index, stored files, replies, backups. A record stays.

The record comes first, in one transaction with the deletion. What follows can be done again, so a program that is
killed in between leaves work that the next deletion, or :func:`finish_erasures`, does.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import remove_unused
from s11desk.app.receiving.agencies.agency_register import require_return
from s11desk.app.receiving.arrivals.unfinished import leave_out
from s11desk.app.receiving.desk.desk_copies import DeskCopies, look_for_copies, settle_desk
from s11desk.app.receiving.desk.own_place import PlaceOwner, claim_place, owner_of, where_now
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.keeping.deletion_list import write_deletions
from s11desk.app.receiving.keeping.desk_backup import copy_returns
from s11desk.app.receiving.replies.reply_files import remove_replies_about
from s11desk.app.receiving.returns.review_return import audit_and_decisions
from s11desk.app.receiving.returns.typed_requests import forget_typed_request
from s11desk.domain.receiving.count_effects import CountEffect, effect_of_deletion
from s11desk.domain.receiving.desk_values import Erasure, KeptPlace, ReceivedReturn, TakenFile
from s11desk.domain.text.clean_text import clean_line
from s11desk.domain.text.text_limits import LINE_LIMIT, LimitedText, require_kept_length
from s11desk.errors import UserError
from s11desk.errors.desk_errors import DeskReturnUnknown
from s11desk.errors.reply_errors import ReasonMissing, ReturnOnHold
from s11desk.files.partial_files import clear_abandoned
from s11desk.files.system_errors import writing_errors
from s11desk.register.erasure_rows import all_erasures, erase_file, forget_deleted_pages, remove_return, used_digests
from s11desk.register.kept_files import KeptFiles
from s11desk.register.receipt_rows import receipts_of
from s11desk.register.received_rows import all_files, files_of_return, find_return, sources_of
from s11desk.register.register_backups import back_up_register, backups_in, remove_backups

_JUST_MADE = 10.0
"""Seconds. A program that is writing a file has locked it by then, and a locked file stays."""


@dataclass(frozen=True, slots=True)
class ErasedReturn:
    """The record, and the places with backups that could not be reached: they still have the return.

    ``copies``: other copies of this desk, which may have it too.
    """

    erasure: Erasure
    unreached: tuple[Path, ...]
    copies: DeskCopies


def erase_return(desk: ReceivingDesk, received: ReceivedReturn, rule: str) -> ErasedReturn:
    """Delete a return. ``rule``: why, in words that name nobody.

    Raises ``ReturnOnHold``, ``ReasonMissing``, ``TextTooLong``, and what writing raises; the record is then there, or
    nothing is deleted.
    """
    require_no_hold(find_return(desk.register, received.sha256) or received)  # it may be newer than ``received``
    why = _checked_reason(rule)
    forget_typed_request(desk.officer.home, received.sha256)
    written = receipts_of(desk.register, received.sha256)
    for name in (name for record in written for name in (record.file, record.letter) if name):
        path = desk.folder.outgoing / Path(name).name
        with writing_errors(path):
            path.unlink(missing_ok=True)
    _leave_out(desk, _files_to_delete(desk, received))
    with desk.register.changing() as connection:
        require_no_hold(find_return(desk.register, received.sha256) or received)  # another program may just have put it
        files = _files_to_delete(desk, received)
        erasure = Erasure(received.facts.reference, received.sha256, files, why, desk.who, desk.now())
        remove_return(connection, received, erasure)
    return ErasedReturn(erasure, finish_erasures(desk), look_for_copies(desk))


def _files_to_delete(desk: ReceivingDesk, received: ReceivedReturn) -> tuple[str, ...]:
    digests = (one.sha256 for one in files_of_return(desk.register, received.sha256))
    return tuple(sorted({*digests, received.sha256}))


def effect_of_erasing(desk: ReceivingDesk, received: ReceivedReturn) -> CountEffect:
    """Which other returns of its audit count once this one is deleted. Raises what reading the register raises."""
    of_audit, states = audit_and_decisions(desk, received)
    return effect_of_deletion(of_audit, states, received.sha256)


def find_to_delete(desk: ReceivingDesk, which: str) -> ReceivedReturn | TakenFile:
    """The return with this reference or SHA-256; or the file without a return with this SHA-256, or alone this name.

    Raises ``DeskReturnUnknown`` and ``ReturnOnHold``.
    """
    with suppress(DeskReturnUnknown):
        received = require_return(desk, which)
        require_no_hold(received)
        return received
    found = [one for one in all_files(desk.register) if not one.received and which in {one.sha256, one.name}]
    if len(found) != 1:
        raise DeskReturnUnknown(name=which)
    return found[0]


def erase(desk: ReceivingDesk, which: str, rule: str) -> ErasedReturn:
    """Delete what :func:`find_to_delete` finds. Raises what it raises, and what :func:`erase_return` raises."""
    found = find_to_delete(desk, which)
    if isinstance(found, ReceivedReturn):
        return erase_return(desk, found, rule)
    erasure = Erasure("", found.sha256, (found.sha256,), _checked_reason(rule), desk.who, desk.now())
    _leave_out(desk, erasure.files)
    erase_file(desk.register, erasure)
    return ErasedReturn(erasure, finish_erasures(desk), look_for_copies(desk))


def _leave_out(desk: ReceivingDesk, files: Iterable[str]) -> None:
    """Do not go on with files that are to be deleted, after a taking-in that did not come to its end."""
    sources = (source for sha256 in files for source in sources_of(desk.register, sha256))
    leave_out(desk.folder.folder, sources, desk.now())


def _checked_reason(rule: str) -> str:
    """The reason as it is kept. Raises ``ReasonMissing`` and ``TextTooLong``."""
    why = clean_line(rule)
    if not why:
        raise ReasonMissing
    require_kept_length([LimitedText(why, LINE_LIMIT)])
    return why


def erase_copy(desk: ReceivingDesk, sha256: str, deleted: Erasure) -> None:
    """Delete a stored file that, once opened, is a return that was deleted here, such as one that came encrypted.

    Old backups may have it: :func:`finish_erasures` is to follow. Raises what writing raises.
    """
    erasure = msgspec.structs.replace(deleted, files=(sha256,), who=desk.who, at=desk.now())
    erase_file(desk.register, erasure)
    desk.files.remove(sha256)


def require_no_hold(received: ReceivedReturn) -> None:
    """Raise ``ReturnOnHold`` if the return is on hold."""
    if received.hold:
        raise ReturnOnHold(reference=received.facts.reference, why=received.hold)


def finish_erasures(desk: ReceivingDesk) -> tuple[Path, ...]:
    """Remove everything that deletions left: files, registers that were set aside, old backups here and elsewhere.

    Also what killed programs left, which may be of a return: replies that no row names, and half-written files.

    Returns the places that could not be reached. Raises what writing into the desk raises.
    """
    erasures = all_erasures(desk.register)
    if not erasures:
        return ()
    with desk.register.changing():  # a program that takes one in again looks for its file in its own transaction
        used = used_digests(desk.register)
        for sha256 in {sha256 for erasure in erasures for sha256 in erasure.files} - used:
            desk.files.remove(sha256)
    remove_replies_about(desk, erasures)
    _remove_leftovers(desk)
    forget_deleted_pages(desk.register)
    remove_backups(desk.folder.folder.glob("register-set-aside-*"))
    _renew_backups(desk, desk.folder.backups)
    settle_desk(desk)
    unreached = [place for place in desk.facts.own_places if not _reach_place(desk, place)]
    return tuple(Path(place.folder) for place in unreached if not place.is_given_up)


def _reach_place(desk: ReceivingDesk, place: KeptPlace) -> bool:
    """Let the backups and returns in a folder elsewhere follow. False if it is not there, or cannot be written.

    What another copy of this desk uses stays as it is: :func:`look_for_copies` names it.
    """
    folder = where_now(desk, place)
    if folder is None:
        return False
    with suppress(UserError):
        if owner_of(desk, folder) is PlaceOwner.COPY:
            return True
        claim_place(desk, folder)
        _renew_backups(desk, folder)
        kept = KeptFiles(folder / "returns")
        copy_returns(desk, kept)
        _clear(folder, *kept.folders())
        return True
    return False


def _remove_leftovers(desk: ReceivingDesk) -> None:
    """Remove the temporary files of programs that were killed. Raises nothing; a running program keeps its own."""
    _clear(desk.folder.folder, desk.folder.outgoing, desk.folder.backups, *desk.files.folders())
    remove_unused(Home(desk.folder.folder))


def _clear(*folders: Path) -> None:
    """Remove what killed programs left half-written in ``folders``. Raises nothing."""
    for folder in folders:
        clear_abandoned(folder, _JUST_MADE)


def _renew_backups(desk: ReceivingDesk, folder: Path) -> None:
    """Make a new backup, and then remove all before it: each may have the return. Write the list of deletions."""
    before = backups_in(folder)
    newest = back_up_register(desk.register, folder, desk.now())
    remove_backups(path for path in before if path != newest)
    write_deletions(desk.register, folder)
