"""What was deleted reaches encrypted copies and every backup, and an older backup does not bring it back."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import sqlite3
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path

import pytest

from s11desk.app.receiving.agencies.agency_register import require_return
from s11desk.app.receiving.arrivals.look_again import look_again_at_held
from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.keeping.deletion_list import NAME
from s11desk.app.receiving.keeping.desk_backup import back_up_desk
from s11desk.app.receiving.keeping.desk_check import check_desk
from s11desk.app.receiving.keeping.desk_restore import restore_desk
from s11desk.app.receiving.keeping.desk_retention import (
    hold_return,
    returns_on_hold,
    returns_past_their_date,
    set_retention,
)
from s11desk.app.receiving.keeping.erasing import erase, erase_return, finish_erasures
from s11desk.app.receiving.returns.desk_list import list_returns
from s11desk.app.returns.making.encrypt import receiver_certificate
from s11desk.domain.receiving.desk_values import TakeOutcome
from s11desk.errors.desk_errors import DeskFolderUsed, DeskReturnUnknown, RegisterDamaged, RegisterLocked
from s11desk.errors.reply_errors import ReasonMissing, ReturnOnHold
from s11desk.register.received_rows import all_files, all_returns
from s11desk.register.register import Register
from s11desk.register.register_backups import backups_in
from s11desk.signing.envelope.envelope_writer import encrypt
from s11desk.signing.envelope.recipients import load_recipient
from tests.desk.conftest import Post, take, take_one
from tests.samples import NOON

RULE = "Kept for one year."


def stored(*folders: Path) -> set[str]:
    return {path.name for folder in folders for path in (folder / "returns").glob("*/*")}


def encrypted_anew(post: Post, plain: Path, target: Path) -> Path:
    recipient = load_recipient(receiver_certificate(post.partnership).read_bytes())
    with plain.open("rb") as source, target.open("w+b") as out:
        encrypt(source, plain.stat().st_size, out, (recipient,))
    return target


@pytest.fixture
def closed(with_key: ReceivingDesk) -> Officer:
    """The officer while the receiving key is not open."""
    return replace(with_key.officer, key=None)


def test_a_held_copy_of_a_deleted_return_is_deleted_everywhere_once_it_is_opened(
    with_key: ReceivingDesk, closed: Officer, post: Post, tmp_path: Path
) -> None:
    opened, desk = with_key.officer, with_key.folder.folder
    received = require_return(with_key, take_one(with_key, post["encrypted"]).received)
    anew = encrypted_anew(post, with_key.files.path(received.sha256), tmp_path / "anew.zip.s11")
    erase_return(with_key, received, RULE)
    with_key.officer = closed
    assert take_one(with_key, anew).outcome is TakeOutcome.HELD
    back_up_desk(with_key, tmp_path / "stick")
    (copy,) = stored(desk)
    assert stored(tmp_path / "stick") == {copy}
    with_key.officer = opened
    (result,) = look_again_at_held(with_key).files
    assert (result.outcome, "deleted here" in result.remarks[0]) == (TakeOutcome.REFUSED, True)
    assert all_files(with_key.register) == ()
    assert stored(desk, tmp_path / "stick") == set()
    assert look_again_at_held(with_key).files == ()
    with_key.officer = closed
    assert take_one(with_key, anew).outcome is TakeOutcome.REFUSED
    assert check_desk(with_key).is_sound


def test_a_copy_that_was_stored_and_not_recorded_goes_too(with_key: ReceivingDesk, post: Post, tmp_path: Path) -> None:
    received = require_return(with_key, take_one(with_key, post["encrypted"]).received)
    anew = encrypted_anew(post, with_key.files.path(received.sha256), tmp_path / "anew.zip.s11")
    erase_return(with_key, received, RULE)
    found = take_one(with_key, anew)
    assert found.outcome is TakeOutcome.REFUSED
    for path in (anew, post["encrypted"]):  # as a killed program leaves them
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        with path.open("rb") as stream, with_key.files.copying(stream, sha256, path) as copy:
            copy.keep()
    take(with_key, anew, post["encrypted"])
    assert stored(with_key.folder.folder) == set()


def test_a_held_file_whose_return_was_deleted_later_does_not_come_back_with_an_older_backup(
    with_key: ReceivingDesk, closed: Officer, post: Post, tmp_path: Path
) -> None:
    opened = with_key.officer
    with_key.officer = closed
    take_one(with_key, post["encrypted"])
    back_up_desk(with_key, tmp_path / "stick")
    (tmp_path / "stick").rename(tmp_path / "away")
    with_key.officer = opened
    (result,) = look_again_at_held(with_key).files
    erase_return(with_key, require_return(with_key, result.received), RULE)
    with_key.close()
    restore_desk(with_key.folder.folder, backups_in(tmp_path / "away")[0], NOON)
    with ReceivingDesk(with_key.folder.folder, opened) as again:
        assert all_files(again.register) == ()
        assert stored(again.folder.folder) == set()
        assert check_desk(again).is_sound
        assert look_again_at_held(again).files == ()
        assert take_one(again, post["encrypted"]).outcome is TakeOutcome.REFUSED


def test_a_held_file_that_is_gone_or_damaged_stops_no_look(
    with_key: ReceivingDesk, closed: Officer, post: Post
) -> None:
    opened = with_key.officer
    with_key.officer = closed
    take(with_key, post["encrypted"])
    (file,) = all_files(with_key.register)
    path = with_key.files.path(file.sha256)
    with_key.officer = opened
    path.write_bytes(path.read_bytes()[:-1])
    assert [one.outcome for one in look_again_at_held(with_key).files] == [TakeOutcome.HELD]
    path.unlink()
    assert [one.outcome for one in look_again_at_held(with_key).files] == [TakeOutcome.HELD]
    assert all_files(with_key.register) == (file,)
    assert take_one(with_key, post["encrypted"]).outcome is TakeOutcome.COUNTED


def lost(desk: ReceivingDesk) -> None:
    """The register is lost, with its log; the folder is not."""
    desk.close()
    for path in desk.folder.folder.glob("register.db*"):
        path.unlink()


def test_the_list_of_deletions_beside_backups_outlives_the_register(
    desk: ReceivingDesk, officer: Officer, post: Post, tmp_path: Path
) -> None:
    take(desk, post["riverside"], post["harbour"])
    riverside, harbour = sorted(all_returns(desk.register), key=lambda one: one.agency, reverse=True)
    back_up_desk(desk, tmp_path / "stick")
    assert not (tmp_path / "stick" / NAME).exists(), "nothing was deleted"
    shutil.copytree(tmp_path / "stick", tmp_path / "old")
    for one in (riverside, harbour):
        assert erase_return(desk, one, RULE).unreached == ()
    take_in_returns(desk, find_incoming([post["harbour"]]), compares=False, takes_deleted=True)
    lost(desk)
    for beside in (desk.folder.backups, tmp_path / "old"):
        shutil.copy(desk.folder.backups / NAME, tmp_path / "kept.json")
        (desk.folder.backups / NAME).unlink()
        shutil.copy(tmp_path / "kept.json", beside / NAME)
        restore_desk(desk.folder.folder, backups_in(tmp_path / "old")[0], NOON)
        with ReceivingDesk(desk.folder.folder, officer) as again:
            assert [one.agency for one in list_returns(again)] == ["=Harbour School"], "it was asked for again"
            assert stored(desk.folder.folder) == {harbour.sha256}
            assert take_one(again, post["riverside"]).outcome is TakeOutcome.REFUSED
        (tmp_path / "kept.json").replace(desk.folder.backups / NAME)
        lost(desk)
    (tmp_path / "old" / NAME).write_text('{"format": 1, "desk": "')
    (desk.folder.backups / NAME).unlink()
    restore_desk(desk.folder.folder, backups_in(tmp_path / "old")[0], NOON)
    with ReceivingDesk(desk.folder.folder, officer) as again:
        assert len(list_returns(again)) == 2, "a damaged list is as none"


def test_a_backup_that_somebody_changed_is_named_itself_and_leaves_the_desk_as_it_was(
    desk: ReceivingDesk, post: Post, tmp_path: Path
) -> None:
    take_one(desk, post["riverside"])
    written, folder = back_up_desk(desk, tmp_path / "stick"), desk.folder.folder
    with closing(sqlite3.connect(written)) as changed:
        changed.execute("CREATE TRIGGER t AFTER INSERT ON file BEGIN DELETE FROM received; END")
    desk.close()
    before = desk.folder.register.read_bytes()
    with pytest.raises(RegisterDamaged) as refused:
        restore_desk(folder, written, NOON)
    assert refused.value.path == written
    assert desk.folder.register.read_bytes() == before


def test_a_backup_takes_no_place_of_another_desk_or_of_one_that_is_open(
    desk: ReceivingDesk, officer: Officer, post: Post, tmp_path: Path
) -> None:
    written = back_up_desk(desk, tmp_path / "stick")
    take_one(desk, post["riverside"])
    create_desk(tmp_path / "other", officer, "Other Partnership")
    with pytest.raises(DeskFolderUsed):
        restore_desk(tmp_path / "other", written, NOON)
    with pytest.raises(RegisterLocked):
        restore_desk(desk.folder.folder, written, NOON)
    assert len(list_returns(desk)) == 1
    desk.close()
    assert restore_desk(desk.folder.folder, written, NOON) is not None


def test_the_log_of_a_lost_register_is_not_mixed_into_the_backup(
    desk: ReceivingDesk, officer: Officer, post: Post, tmp_path: Path
) -> None:
    written = back_up_desk(desk, tmp_path / "stick")
    take(desk, post["riverside"], post["harbour"])
    folder = desk.folder.folder
    (log,) = folder.glob("register.db-wal")
    content = log.read_bytes()
    lost(desk)
    (folder / "register.db-wal").write_bytes(content)
    restore_desk(folder, written, NOON)
    with ReceivingDesk(folder, officer) as again:
        assert list_returns(again) == ()
        assert check_desk(again).is_whole


def test_a_deletion_and_the_lists_of_what_is_kept_read_only_the_rows_that_they_need(
    desk: ReceivingDesk, post: Post
) -> None:
    take(desk, post["riverside"], post["harbour"], post["second"])
    second = require_return(desk, take_one(desk, post["second"]).reference.lower())
    set_retention(desk, second, "bundle", NOON.date())
    statements: list[str] = []
    desk.register.connection.set_trace_callback(statements.append)
    assert require_return(desk, second.facts.reference).agency == "Hilltop Club"
    assert [one.sha256 for one in returns_past_their_date(desk, NOON.date() + dt.timedelta(days=1))] == [second.sha256]
    assert returns_on_hold(desk) == ()
    erase_return(desk, second, RULE)
    desk.register.connection.set_trace_callback(None)
    tables = ("received", "file", "receipt", "review", "received_data")
    whole = [one for one in statements for name in tables if f"row_digest FROM {name} " in one and "WHERE" not in one]
    assert whole == []
    deleted = [one for one in statements if one.startswith("DELETE FROM found_words")]
    assert all("MATCH" in one for one in deleted)
    assert deleted
    with desk.register.reading() as connection:
        assert connection.execute("SELECT 1 FROM found_words WHERE received = ?", (second.sha256,)).fetchone() is None


@pytest.mark.parametrize("compares", [True, False])
def test_what_another_program_deletes_while_files_are_taken_in_does_not_come_back(
    desk: ReceivingDesk, officer: Officer, post: Post, monkeypatch: pytest.MonkeyPatch, compares: bool
) -> None:
    monkeypatch.setattr("s11desk.app.receiving.arrivals.small_files.TOGETHER", 1)
    monkeypatch.setattr("s11desk.app.receiving.arrivals.intake_groups.RECORDED_TOGETHER", 1)
    second = require_return(desk, take_one(desk, post["second"]).received)

    def delete_second(done: int, *_: int) -> None:
        if done == 1:
            with ReceivingDesk(desk.folder.folder, officer) as other:
                erase_return(other, second, RULE)

    files = find_incoming([post["riverside"], post["second"]])
    taken = take_in_returns(desk, files, compares=compares, show=delete_second).files
    assert [one.outcome for one in taken] == [TakeOutcome.COUNTED, TakeOutcome.REFUSED]
    assert "deleted here" in taken[1].remarks[0]
    assert second.sha256 not in stored(desk.folder.folder)


@pytest.mark.parametrize("compares", [True, False])
def test_a_return_that_another_program_deletes_while_it_is_looked_for_is_said_to_be_deleted(
    with_key: ReceivingDesk, officer: Officer, post: Post, monkeypatch: pytest.MonkeyPatch, compares: bool
) -> None:
    received = require_return(with_key, take_one(with_key, post["second"]).received)

    def look(path: Path) -> bool:
        monkeypatch.undo()
        with ReceivingDesk(with_key.folder.folder, officer) as other:
            erase_return(other, received, RULE)
        return path.name == received.sha256

    monkeypatch.setattr("s11desk.app.receiving.arrivals.intake.is_intact", look)
    (again,) = take(with_key, post["second"], compares=compares).files
    assert (again.outcome, "deleted here" in again.remarks[0]) == (TakeOutcome.REFUSED, True)
    assert all_returns(with_key.register) == ()


def finish_deletions_once(monkeypatch: pytest.MonkeyPatch, desk: ReceivingDesk, path: Path) -> list[bool]:
    """Let another program finish its deletions as soon as ``path`` is stored, before a row says so. Gives whether."""
    real, finished = Register.changing, list[bool]()

    def changing(register: Register) -> AbstractContextManager[sqlite3.Connection]:
        if path.exists() and not finished:
            finished.append(True)
            with ReceivingDesk(desk.folder.folder, desk.officer) as other:
                finish_erasures(other)
            assert not path.exists()
        return real(register)

    monkeypatch.setattr(Register, "changing", changing)
    return finished


@pytest.mark.parametrize("compares", [True, False])
@pytest.mark.parametrize("name", ["riverside", "encrypted"])
def test_a_file_that_another_program_deletes_before_it_is_recorded_is_stored_again(
    with_key: ReceivingDesk, post: Post, monkeypatch: pytest.MonkeyPatch, name: str, compares: bool
) -> None:
    """It was deleted once and is taken in again. Just then the other program finishes its deletions."""
    erase(with_key, take_one(with_key, post[name]).received, RULE)
    path = with_key.files.path(hashlib.sha256(post[name].read_bytes()).hexdigest())
    finished = finish_deletions_once(monkeypatch, with_key, path)
    files = find_incoming([post[name]])
    (taken,) = take_in_returns(with_key, files, compares=compares, takes_deleted=True).files
    assert (taken.outcome, finished) == (TakeOutcome.COUNTED, [True])
    assert check_desk(with_key).is_sound


def test_a_copy_of_a_file_that_another_program_deletes_unrecorded_is_the_same_file(
    desk: ReceivingDesk, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    erase(desk, take_one(desk, post["riverside"]).received, RULE)
    path = desk.files.path(hashlib.sha256(post["riverside"].read_bytes()).hexdigest())
    finished = finish_deletions_once(monkeypatch, desk, path)
    files = find_incoming([post["riverside"], post["again"], post["harbour"]])
    taken = take_in_returns(desk, files, compares=False, takes_deleted=True).files
    assert [one.outcome for one in taken] == [TakeOutcome.COUNTED, TakeOutcome.AGAIN, TakeOutcome.COUNTED]
    assert finished == [True]
    assert check_desk(desk).is_sound
    assert path.read_bytes() == post["riverside"].read_bytes()


def test_a_return_that_is_put_on_hold_while_it_is_deleted_stays(
    desk: ReceivingDesk, officer: Officer, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = require_return(desk, take_one(desk, post["riverside"]).received)

    def leave_out(*_: object) -> None:
        with ReceivingDesk(desk.folder.folder, officer) as other:
            hold_return(other, received, "A review")

    monkeypatch.setattr("s11desk.app.receiving.keeping.erasing.leave_out", leave_out)
    with pytest.raises(ReturnOnHold):
        erase_return(desk, received, RULE)
    assert check_desk(desk).is_sound
    assert [one.hold for one in all_returns(desk.register)] == ["A review"]


def test_a_file_without_a_return_is_deleted_everywhere(with_key: ReceivingDesk, tmp_path: Path) -> None:
    desk = with_key.folder.folder
    cut, other = tmp_path / "cut.zip", tmp_path / "other.zip"
    cut.write_bytes(b"PK\x03\x04 half of a return")
    other.write_bytes(b"PK\x03\x04 half of another")
    for path in (cut, other):
        assert take_one(with_key, path).outcome is TakeOutcome.REFUSED
    back_up_desk(with_key, tmp_path / "stick")
    with pytest.raises(ReasonMissing):
        erase(with_key, "cut.zip", " ")
    with pytest.raises(DeskReturnUnknown):
        erase(with_key, "third.zip", RULE)
    erased = erase(with_key, "cut.zip", RULE)
    assert (erased.erasure.reference, erased.unreached) == ("", ())
    assert [one.name for one in all_files(with_key.register)] == ["other.zip"]
    assert erased.erasure.sha256 not in stored(desk, tmp_path / "stick")
    assert erased.erasure.sha256 == hashlib.sha256(cut.read_bytes()).hexdigest()
    (backup,) = backups_in(tmp_path / "stick")
    with_key.close()
    restore_desk(desk, backup, NOON)
    with ReceivingDesk(desk, with_key.officer) as restored:
        assert [one.name for one in all_files(restored.register)] == ["other.zip"]


def test_a_name_that_several_files_have_deletes_none(with_key: ReceivingDesk, tmp_path: Path) -> None:
    for number in (1, 2):
        path = tmp_path / str(number) / "return.zip"
        path.parent.mkdir()
        path.write_bytes(b"PK\x03\x04" + bytes([number]))
        take_one(with_key, path)
    with pytest.raises(DeskReturnUnknown):
        erase(with_key, "return.zip", RULE)
    first, second = all_files(with_key.register)
    erase(with_key, first.sha256, RULE)
    assert all_files(with_key.register) == (second,)
