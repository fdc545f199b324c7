"""Many files are taken in as one by one: verified and recorded in groups, with the same result for each."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from itertools import count, permutations
from pathlib import Path

import msgspec
import pytest

from s11desk.app.receiving.arrivals import intake_groups, small_files, verifying_ahead
from s11desk.app.receiving.arrivals.erased_here import ErasedHere
from s11desk.app.receiving.arrivals.found_files import FoundFile
from s11desk.app.receiving.arrivals.intake import Intake, JudgedFile
from s11desk.app.receiving.arrivals.intake_groups import take_each
from s11desk.app.receiving.arrivals.look_again import compare_waiting
from s11desk.app.receiving.arrivals.record_file import RecordedTogether
from s11desk.app.receiving.arrivals.small_files import SmallFile, file_groups
from s11desk.app.receiving.arrivals.take_in import find_incoming, reading_for, take_in_returns
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.keeping.desk_check import check_desk
from s11desk.app.receiving.returns.desk_list import list_returns
from s11desk.app.returns.verifying.seen_return import SeenReturn, save_signed_pdf
from s11desk.app.returns.verifying.verify_many import ManyVerdicts, verify_many
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_values import IntakeResult, TakenFile, TakeOutcome
from s11desk.errors.file_errors import DiskFull, FolderUnwritable
from s11desk.errors.reader_errors import ReadingStopped, StopReason
from s11desk.errors.return_errors import ReturnChanged
from s11desk.reader_process import remote_call
from s11desk.reader_process.run_in_reader import stop_using_reader_process, use_reader_process
from s11desk.register import files_together, kept_files
from s11desk.register.files_together import FilesTogether
from s11desk.register.received_rows import all_files, all_returns, keep_file
from s11desk.signing.identity.lifecycle import unlock
from tests.bundle.active_pdfs import updated
from tests.bundle.forging import (
    audit_file_of,
    files_of,
    pack,
    signed_by,
    with_audit_changes,
    with_file,
    with_fitting_data,
)
from tests.desk.conftest import PASSPHRASE, Post, take, take_one
from tests.desk.reader_for_groups import BREAKING
from tests.samples import NOON

SCRIPT = b"<</S /JavaScript /JS (x)>>"


@pytest.fixture(params=[1, 2], ids=["one reader", "two readers"])
def reader_processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a computer with one or two processors; groups of two files, of which two are recorded together."""
    monkeypatch.setattr(os, "cpu_count", lambda: request.param)
    monkeypatch.setattr(small_files, "TOGETHER", 2)
    monkeypatch.setattr(intake_groups, "RECORDED_TOGETHER", 4)
    monkeypatch.setattr(verifying_ahead, "LEAST_WAITED", 0.0)
    monkeypatch.setattr(verifying_ahead, "_SHARE_WAITED", 1e9)
    remote_call.the_readers.cache_clear()
    use_reader_process()
    yield
    stop_using_reader_process()
    remote_call.the_readers.cache_clear()


def take_one_by_one(desk: ReceivingDesk, files: tuple[FoundFile, ...], work: Path) -> tuple[IntakeResult, ...]:
    intake = Intake(desk, reading_for(desk, work, compares=False), desk.asked_topics(), ErasedHere(desk))
    return tuple(result for group in take_each(intake, files) for result in group.results)


@pytest.mark.usefixtures("reader_processes")
def test_groups_and_single_files_have_the_same_results(
    desk: ReceivingDesk, officer: Officer, post: Post, tmp_path: Path
) -> None:
    files = find_incoming([post.base / "in", post["riverside"]])
    create_desk(tmp_path / "other", officer, "Sample Partnership")
    with ReceivingDesk(tmp_path / "other", officer) as other:
        for _ in ("new", "again"):
            grouped = take_in_returns(desk, files, compares=False)
            assert grouped.files == take_one_by_one(other, files, tmp_path)
        assert [one.sha256 for one in all_files(other.register)] == [one.sha256 for one in all_files(desk.register)]
        assert other.files.digests() == desk.files.digests()


def test_where_few_files_can_be_open_each_group_is_recorded_at_once(
    desk: ReceivingDesk, post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(small_files, "TOGETHER", 1)
    monkeypatch.setattr(intake_groups, "may_open_many", lambda: False)
    files = find_incoming([post["riverside"], post["harbour"]])
    intake = Intake(desk, reading_for(desk, tmp_path, compares=False), desk.asked_topics(), ErasedHere(desk))
    assert [len(group.results) for group in intake_groups.take_groups(intake, files)] == [1, 1]


@pytest.mark.usefixtures("reader_processes")
def test_readers_that_end_again_and_again_change_no_result(desk: ReceivingDesk, post: Post) -> None:
    def end_readers(*_: int) -> None:
        for reader in remote_call.the_readers().readers:
            if (number := reader.process_id) is not None:
                os.kill(number, signal.SIGTERM)
                while reader.process_id == number:
                    time.sleep(0.001)

    files = (post["riverside"], post["cut"], post["harbour"], post["letter"], post["first"])
    taken = take_in_returns(desk, find_incoming(files), compares=False, show=end_readers)
    counted, refused = TakeOutcome.COUNTED, TakeOutcome.REFUSED
    assert [one.outcome for one in taken.files] == [counted, refused, counted, refused, counted]


@pytest.mark.usefixtures("reader_processes")
def test_a_run_that_is_stopped_while_readers_work_goes_on_with_the_same_result(desk: ReceivingDesk, post: Post) -> None:
    files = find_incoming([post["riverside"], post["cut"], post["harbour"], post["letter"], post["first"]])
    done: list[int] = []

    def show(number: int, *_: int) -> None:
        done.append(number)

    stopped = take_in_returns(desk, files, compares=False, show=show, cancel=lambda: bool(done))
    assert stopped.is_stopped
    assert len(stopped.files) == done[0] < len(files)
    recorded = {one.sha256 for one in all_files(desk.register) if one.is_kept}
    assert {path.name for path in desk.folder.returns.rglob("*") if path.is_file()} == recorded  # and no half file
    taken = take_in_returns(desk, files, compares=False)
    counted, refused = TakeOutcome.COUNTED, TakeOutcome.REFUSED
    assert [one.outcome for one in taken.files] == [counted, refused, counted, refused, counted]
    assert stopped.files == taken.files[: done[0]]


def test_an_email_that_stops_its_reader_is_refused_and_stops_nothing_else(
    desk: ReceivingDesk, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An e-mail of five million parts does so. The error names no file then."""

    def stopping(*_: object, **__: object) -> None:
        raise ReadingStopped(path=Path(), reason=StopReason.TIME)

    monkeypatch.setattr("s11desk.app.receiving.arrivals.intake.returns_in_mail", stopping)
    for compares in (True, False):
        refused, counted = take(desk, post["mail"], post["riverside"], compares=compares).files
        assert (refused.outcome, counted.received != "") == (TakeOutcome.REFUSED, True)
        assert f"{post['mail'].name} was not read." in refused.remarks[0]
    monkeypatch.undo()
    assert take_one(desk, post["mail"]).outcome is TakeOutcome.COUNTED


def test_a_file_that_stops_the_reader_is_refused_and_the_others_of_its_group_count(
    desk: ReceivingDesk, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopping(*_: object, **__: object) -> None:
        raise ReadingStopped(path=Path(), reason=StopReason.TIME)

    monkeypatch.setattr(intake_groups, "verify_many", stopping)
    taken = take(desk, post["riverside"], post["cut"], post["harbour"])
    assert [one.outcome for one in taken.files] == [TakeOutcome.COUNTED, TakeOutcome.REFUSED, TakeOutcome.COUNTED]


@pytest.mark.parametrize("answer", [ManyVerdicts((), (), ()), ManyVerdicts((), (), (0,))])
def test_a_reader_that_answers_something_else_is_not_believed(
    answer: ManyVerdicts, monkeypatch: pytest.MonkeyPatch, desk: ReceivingDesk, tmp_path: Path
) -> None:
    monkeypatch.setattr("s11desk.app.returns.verifying.verify_many.verify_contents", lambda *_, **__: answer)
    with pytest.raises(ReadingStopped):
        reading = reading_for(desk, tmp_path, compares=False)
        verify_many([(tmp_path, b"")], reading.signers, reading.topics)


def test_a_pdf_that_could_act_is_never_shown_and_refused_once_it_is_looked_into(
    desk: ReceivingDesk, post: Post, tmp_path: Path
) -> None:
    files = files_of(post["riverside"].read_bytes())
    at = audit_file_of(files).sign_offs[0].at
    forged = with_file(files, "audit.pdf", updated(files["audit.pdf"], SCRIPT))
    (tmp_path / "active.zip").write_bytes(pack(signed_by(unlock(post.home.identity, PASSPHRASE, NOON), forged, at)))
    taken = take_one(desk, tmp_path / "active.zip")
    assert "not compared with its answers yet" in " ".join(taken.remarks)
    seen = SeenReturn(desk.files.path(taken.received), sha256=taken.received)
    with pytest.raises(ReturnChanged):
        save_signed_pdf(seen, tmp_path / "out.pdf")
    (refused,) = compare_waiting(desk).files
    assert refused.outcome is TakeOutcome.REFUSED
    assert "could start something" in " ".join(refused.remarks)
    assert [one.state for one in all_returns(desk.register)] == [FileState.REFUSED]


def test_a_full_disk_in_the_middle_of_a_group_keeps_the_files_before_it(
    desk: ReceivingDesk, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Intake.take_small

    def failing(
        intake: Intake, small: SmallFile, judged: JudgedFile | None, stored: FilesTogether, recorded: RecordedTogether
    ) -> IntakeResult:
        if small.file.path == post["harbour"]:
            raise DiskFull(path=desk.folder.returns)
        return real(intake, small, judged, stored, recorded)

    monkeypatch.setattr(Intake, "take_small", failing)
    with pytest.raises(DiskFull):
        take(desk, post["riverside"], post["harbour"], post["first"])
    monkeypatch.undo()
    assert [one.agency for one in list_returns(desk)] == ["Riverside Trust"]
    assert len(take(desk, post["riverside"], post["harbour"], post["first"]).files) == 3
    assert len(list_returns(desk)) == 3


def test_a_return_that_cannot_be_recorded_leaves_no_words_in_the_search(
    desk: ReceivingDesk, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = keep_file

    def failing(connection: sqlite3.Connection, file: TakenFile, *, is_new: bool) -> None:
        if file.name == post["harbour"].name:
            raise DiskFull(path=desk.folder.register)
        real(connection, file, is_new=is_new)

    monkeypatch.setattr("s11desk.app.receiving.arrivals.record_file.keep_file", failing)
    with pytest.raises(DiskFull):
        take(desk, post["riverside"], post["harbour"])
    with desk.register.reading() as connection:
        found = {sha256 for (sha256,) in connection.execute("SELECT received FROM found_words")}
    assert found == {one.sha256 for one in all_returns(desk.register)} != set()


def test_a_disk_that_fills_up_while_a_group_is_flushed_keeps_nothing_of_it_and_leaves_no_half_file(
    desk: ReceivingDesk, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: object) -> None:
        raise DiskFull(path=desk.folder.returns)

    monkeypatch.setattr("s11desk.register.files_together._flush", full)
    with pytest.raises(DiskFull):
        take(desk, post["riverside"], post["harbour"])
    monkeypatch.undo()
    assert list_returns(desk) == ()
    assert [path for path in desk.folder.returns.rglob("*") if path.is_file()] == []
    assert len(take(desk, post["riverside"], post["harbour"]).files) == 2


@pytest.mark.parametrize("call", ["open", "write", "fsync", "posix_fadvise", "replace", "close"])
@pytest.mark.parametrize("at", [1, 2])
def test_any_call_for_a_stored_file_that_fails_records_nothing_that_is_not_stored(
    desk: ReceivingDesk, post: Post, monkeypatch: pytest.MonkeyPatch, call: str, at: int
) -> None:
    real, called = getattr(os, call), count(1)

    def failing(*given: object) -> object:
        if next(called) == at:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(*given)

    class Disk:
        def __getattr__(self, name: str) -> object:
            return failing if name == call else getattr(os, name)

    monkeypatch.setattr(files_together, "os", Disk())
    with nullcontext() if call in {"posix_fadvise", "close"} else pytest.raises(FolderUnwritable):
        take(desk, post["riverside"], post["harbour"], post["first"])
    monkeypatch.undo()
    assert next(called) > at
    assert check_desk(desk).is_sound
    assert {one.outcome for one in take(desk, post["riverside"], post["harbour"], post["first"]).files} == {
        TakeOutcome.COUNTED
    }
    assert (check_desk(desk).is_sound, check_desk(desk).unnamed) == (True, ())


@pytest.mark.parametrize("is_alone", [False, True])
def test_the_name_of_a_file_that_a_killed_program_stored_is_flushed_before_it_is_recorded(
    desk: ReceivingDesk, post: Post, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, is_alone: bool
) -> None:
    stored = desk.files.path(hashlib.sha256(content := post["riverside"].read_bytes()).hexdigest())
    stored.parent.mkdir()
    stored.write_bytes(content)
    flushed = set[Path]()
    for module in (files_together, kept_files):
        monkeypatch.setattr(module, "sync_folder", flushed.add)
    files = find_incoming([post["riverside"]])
    (result,) = take_one_by_one(desk, files, tmp_path) if is_alone else take(desk, post["riverside"]).files
    assert result.outcome is TakeOutcome.COUNTED
    assert flushed >= {stored.parent, desk.files.folder}


def test_large_and_encrypted_files_and_folders_that_cannot_be_read_are_alone(post: Post, tmp_path: Path) -> None:
    large = tmp_path / "large.zip"
    large.write_bytes(bytes(2_000_000))
    gone = tmp_path / "gone.zip"
    gone.write_bytes(b"x")
    files = find_incoming([post["riverside"], gone, post["letter"], large, post["harbour"], post["encrypted"]])
    gone.unlink()
    groups = [tuple(one.path for one in group.files) for group in file_groups(files)]
    alone = (large,), (post["harbour"],), (post["encrypted"],)
    assert groups == [(post["riverside"],), (gone,), (post["letter"],), *alone]


def test_a_file_that_really_ends_its_reader_changes_no_result_of_the_others_in_its_group(
    desk: ReceivingDesk, officer: Officer, post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two others are in ``benchmarks/desk_hostile.py``: one that never answers, and one that takes all memory."""
    command = [sys.executable, "-m", "tests.desk.reader_for_groups"]
    monkeypatch.setattr("s11desk.reader_process.reader.own_command", lambda *_: command)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    remote_call.the_readers.cache_clear()
    breaking = tmp_path / "breaking.zip"
    breaking.write_bytes(post["riverside"].read_bytes() + BREAKING[0])
    files = find_incoming([post["second"], breaking, post["riverside"], post["cut"], post["first"]])
    use_reader_process()
    try:
        taken = take_in_returns(desk, files, compares=False).files
    finally:
        stop_using_reader_process()
        remote_call.the_readers.cache_clear()
    assert (taken[1].outcome, "was not read" in taken[1].remarks[0]) == (TakeOutcome.REFUSED, True)
    create_desk(tmp_path / "other", officer, "Sample Partnership")
    with ReceivingDesk(tmp_path / "other", officer) as other:
        assert (taken[0], *taken[2:]) == take_one_by_one(other, (files[0], *files[2:]), tmp_path)
    assert len(all_files(desk.register)) == len(files)


def test_a_fork_and_copies_within_one_group_are_judged_as_one_by_one_in_every_order(
    officer: Officer, post: Post, tmp_path: Path
) -> None:
    files = files_of(post["second"].read_bytes())
    first = audit_file_of(files)
    answers = tuple(msgspec.structs.replace(one, text="We hear") if one.text else one for one in first.answers)
    at = first.sign_offs[0].at
    other_words = with_fitting_data(with_audit_changes(files, answers=answers), at)
    fork = tmp_path / "fork.zip"
    fork.write_bytes(pack(signed_by(unlock(post.home.identity, PASSPHRASE, NOON), other_words, at)))
    chain = find_incoming([post["first"], post["second"], post["approved"], fork])
    outcomes = set()
    for number, order in enumerate(permutations(chain)):
        if number % 8:
            continue  # three of them are enough
        create_desk(tmp_path / f"{number}", officer, "Sample Partnership")
        create_desk(tmp_path / f"{number} alone", officer, "Sample Partnership")
        with ReceivingDesk(tmp_path / f"{number}", officer) as grouped:
            results = take_in_returns(grouped, order, compares=False).files
            outcomes |= {one.outcome for one in results if one.name == "fork.zip"}
            states = [(one.sha256, one.counts, one.why) for one in list_returns(grouped)]
        with ReceivingDesk(tmp_path / f"{number} alone", officer) as alone:
            assert results == take_one_by_one(alone, order, tmp_path)
            assert states == [(one.sha256, one.counts, one.why) for one in list_returns(alone)]
    assert TakeOutcome.FORKED in outcomes
