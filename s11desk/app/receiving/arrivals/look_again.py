"""Read a stored return again: to compare its pages, after a signer was confirmed, or once the receiving key is open."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import work_folder
from s11desk.app.receiving.arrivals.erased_here import ErasedHere
from s11desk.app.receiving.arrivals.intake import Intake
from s11desk.app.receiving.arrivals.new_return import new_return
from s11desk.app.receiving.arrivals.read_file import Desk as Reading
from s11desk.app.receiving.arrivals.read_file import read_return_file
from s11desk.app.receiving.arrivals.record_file import result_of
from s11desk.app.receiving.arrivals.take_in import ShowTaken, TakeInResult, reading_for, show_nothing
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.keeping.erasing import finish_erasures
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_values import IntakeResult, ReceivedReturn
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.domain.topics.topic import Topic
from s11desk.errors import UserError
from s11desk.progress import Cancel, never_cancelled
from s11desk.register.received_rows import (
    all_files,
    change_return,
    find_return,
    returns_in,
    returns_without_pages,
)
from s11desk.wording.desk.desk_words import NOT_READABLE_AGAIN


def compare_waiting(
    desk: ReceivingDesk, *, show: ShowTaken = show_nothing, cancel: Cancel = never_cancelled
) -> TakeInResult:
    """Compare the pages of every return for which that was left for later. One of which they differ is refused.

    Each is recorded at once, so it can be stopped and goes on with the rest. Raises what writing raises.
    """
    waiting = [one for one in returns_without_pages(desk.register) if one.state is not FileState.REFUSED]
    return _read_each(desk, waiting, show, cancel)


def compare_pages_of(desk: ReceivingDesk, received: Iterable[ReceivedReturn]) -> None:
    """Compare the pages of those of ``received`` for which that was left for later. Raises what writing raises."""
    waiting = [one for one in received if one.pages is PagesCompared.NOT_REACHED]
    if waiting:
        _read_each(desk, waiting, show_nothing, never_cancelled)


def look_again_at_held(
    desk: ReceivingDesk, *, show: ShowTaken = show_nothing, cancel: Cancel = never_cancelled
) -> TakeInResult:
    """Read every held return again, as after a signer was confirmed; and what is encrypted, if the key is open now.

    Raises what writing raises.
    """
    held = returns_in(desk.register, FileState.HELD)
    result = _read_each(desk, held, show, cancel)
    return TakeInResult((*result.files, *_open_encrypted(desk, cancel)), result.is_stopped)


def _read_each(desk: ReceivingDesk, waiting: Iterable[ReceivedReturn], show: ShowTaken, cancel: Cancel) -> TakeInResult:
    found, asked, to_look_at = tuple(waiting), desk.asked_topics(), 0
    results: list[IntakeResult] = []
    with work_folder(Home(desk.folder.folder), desk.now()) as work:
        reading = reading_for(desk, work, compares=True)
        for done, one in enumerate(found, start=1):
            if cancel():
                return TakeInResult(tuple(results), is_stopped=True)
            now = _read_again(desk, reading, one, asked)
            if _keep(desk, now):
                results.append(result_of(desk, now, now.facts.reference, asked))
                to_look_at += results[-1].outcome.needs_look
            show(done, len(found), to_look_at)
    return TakeInResult(tuple(results))


def _keep(desk: ReceivingDesk, now: ReceivedReturn) -> bool:
    """Record what was read. False if the return was deleted since; how long it is kept may have changed since too."""
    with desk.register.changing() as connection:
        kept = find_return(desk.register, now.sha256)
        if kept is not None:
            changed = msgspec.structs.replace(now, retention=kept.retention, kept_until=kept.kept_until, hold=kept.hold)
            change_return(connection, changed)
    return kept is not None


def _read_again(
    desk: ReceivingDesk, reading: Reading, received: ReceivedReturn, asked: tuple[Topic, ...]
) -> ReceivedReturn:
    """The return as it reads now. If the stored file is gone or damaged, it is held.

    If the closer look finds a fault in it, such as something in its PDF that can act, it is refused.
    """
    try:
        read = read_return_file(reading, desk.files.path(received.sha256), received.facts.reference)
    except UserError:
        return msgspec.structs.replace(received, state=FileState.HELD, reason=NOT_READABLE_AGAIN)
    new = new_return(read, asked, received.taken)
    if new is None and read.sha256 == received.sha256 and read.state is FileState.REFUSED:
        return msgspec.structs.replace(received, state=FileState.REFUSED, reason=read.reason)
    if new is None or new.received.sha256 != received.sha256:
        return msgspec.structs.replace(received, state=FileState.HELD, reason=NOT_READABLE_AGAIN)
    return new.received


def _open_encrypted(desk: ReceivingDesk, cancel: Cancel) -> tuple[IntakeResult, ...]:
    """Decrypt the stored files that came encrypted and were not opened."""
    if desk.officer.key is None:
        return ()
    closed = [one for one in all_files(desk.register) if one.is_kept and not one.received]
    results: list[IntakeResult] = []
    with work_folder(Home(desk.folder.folder), desk.now()) as work:
        reading = reading_for(desk, work, compares=True)
        intake = Intake(desk, reading, desk.asked_topics(), ErasedHere(desk))
        for one in closed:
            if not cancel():
                results.append(intake.take_stored(one))
    if intake.deleted:
        finish_erasures(desk)
    return tuple(results)
