"""What once went wrong at a desk, one test for each kind: stale knowledge, shared places, half files, wrong clocks."""

from __future__ import annotations

import datetime as dt
import errno
import os
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from s11desk.app.receiving.agencies.agency_register import overview_on, require_return, take_in_agencies
from s11desk.app.receiving.arrivals.look_again import compare_waiting, look_again_at_held
from s11desk.app.receiving.arrivals.take_in import find_incoming, take_in_returns
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk, create_desk
from s11desk.app.receiving.keeping.desk_backup import back_up_desk
from s11desk.app.receiving.keeping.desk_check import check_desk
from s11desk.app.receiving.keeping.desk_restore import restore_desk
from s11desk.app.receiving.keeping.desk_retention import set_retention
from s11desk.app.receiving.keeping.erasing import erase_return, finish_erasures
from s11desk.app.receiving.replies.send_replies import due_replies, write_due_replies, write_reply_to
from s11desk.app.receiving.returns.desk_list import list_returns
from s11desk.app.receiving.returns.review_return import accept_return
from s11desk.app.returns.making.encrypt import receiver_certificate
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_agencies import AgencyProgress
from s11desk.domain.receiving.desk_values import TakeOutcome
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.errors.desk_errors import BackupInsideDesk, BackupPlaceTaken, DeskReturnUnknown
from s11desk.errors.file_errors import DiskFull, FolderUnwritable
from s11desk.errors.reply_errors import ReturnNotAcceptable
from s11desk.register import files_together
from s11desk.register.agency_rows import all_agencies
from s11desk.register.erasure_rows import all_erasures
from s11desk.register.received_rows import all_returns, change_return
from s11desk.register.register_backups import backups_in
from s11desk.signing.envelope.envelope_writer import encrypt
from s11desk.signing.envelope.recipients import load_recipient
from s11desk.signing.identity.lifecycle import unlock
from tests.bundle.active_pdfs import updated
from tests.bundle.forging import audit_file_of, files_of, pack, signed_by, with_file
from tests.desk.conftest import PASSPHRASE, Post, take, take_one
from tests.samples import NOON


def test_a_backup_place_belongs_to_one_desk(desk: ReceivingDesk, officer: Officer, post: Post, tmp_path: Path) -> None:
    take_one(desk, post["riverside"])
    back_up_desk(desk, tmp_path / "stick")
    create_desk(tmp_path / "other", officer, "Other Partnership")
    with ReceivingDesk(tmp_path / "other", officer) as other:
        for place in (tmp_path / "stick", desk.folder.folder):
            with pytest.raises(BackupPlaceTaken):
                back_up_desk(other, place)
    with pytest.raises(FolderUnwritable):
        back_up_desk(desk, tmp_path / "no\udcfftext")
    (tmp_path / "link").symlink_to(desk.folder.folder)
    with pytest.raises(BackupInsideDesk):
        back_up_desk(desk, tmp_path / "link" / "new")
    assert check_desk(desk).is_sound
    assert len(backups_in(tmp_path / "stick")) == len(list((tmp_path / "stick" / "returns").glob("*/*"))) == 1


def test_what_was_deleted_stays_deleted_when_an_older_backup_is_restored(
    desk: ReceivingDesk, officer: Officer, post: Post, tmp_path: Path
) -> None:
    take(desk, post["riverside"], post["harbour"])
    back_up_desk(desk, tmp_path / "stick")
    (tmp_path / "stick").rename(tmp_path / "away")
    gone = next(one for one in all_returns(desk.register) if one.agency == "Riverside Trust")
    assert erase_return(desk, gone, "Kept for one year.").unreached == (tmp_path / "stick",)
    desk.close()
    restore_desk(desk.folder.folder, backups_in(tmp_path / "away")[0], NOON)
    with ReceivingDesk(desk.folder.folder, officer) as again:
        assert [one.agency for one in list_returns(again)] == ["=Harbour School"]
        assert [one.sha256 for one in all_erasures(again.register)] == [gone.sha256]
        assert gone.sha256 not in again.files.digests()
        assert take_one(again, post["riverside"]).outcome is TakeOutcome.REFUSED
        (tmp_path / "away").rename(tmp_path / "stick")
        assert finish_erasures(again) == ()
    assert gone.sha256 not in {path.name for path in (tmp_path / "stick").rglob("*")}


def test_a_deleted_return_does_not_come_back_encrypted_anew_and_one_asked_for_is_known(
    with_key: ReceivingDesk, post: Post, tmp_path: Path
) -> None:
    received = require_return(with_key, take_one(with_key, post["encrypted"]).received)
    plain, anew = tmp_path / "plain.zip", tmp_path / "anew.zip.s11"
    plain.write_bytes(with_key.files.path(received.sha256).read_bytes())
    recipient = load_recipient(receiver_certificate(post.partnership).read_bytes())
    with plain.open("rb") as source, anew.open("w+b") as target:
        encrypt(source, plain.stat().st_size, target, (recipient,))
    erase_return(with_key, received, "Kept for one year.")
    opened = with_key.officer
    with_key.officer = replace(opened, key=None)
    assert take_one(with_key, anew).outcome is TakeOutcome.HELD
    with_key.officer = opened
    assert {one.outcome for one in look_again_at_held(with_key).files} == {TakeOutcome.REFUSED}
    assert {take_one(with_key, path).outcome for path in (plain, anew)} == {TakeOutcome.REFUSED}
    assert all_returns(with_key.register) == ()
    take_in_returns(with_key, find_incoming([plain]), compares=False, takes_deleted=True)
    assert take_one(with_key, plain).outcome is TakeOutcome.COUNTED


def test_what_changes_while_pages_are_compared_is_kept(desk: ReceivingDesk, post: Post) -> None:
    take(desk, post["riverside"], post["harbour"], post["first"])
    first, second, third = all_returns(desk.register)

    def meanwhile(done: int, _total: int, _look: int) -> None:
        if done == 1:
            set_retention(desk, first, "hold", None)
            set_retention(desk, second, "hold", None)
            erase_return(desk, third, "Kept for one year.")

    assert len(compare_waiting(desk, show=meanwhile).files) == 2
    now = all_returns(desk.register)
    assert [(one.sha256, one.pages, one.retention) for one in now] == [
        (one.sha256, PagesCompared.SAME, "hold") for one in (first, second)
    ]


def test_no_receipt_is_signed_for_a_pdf_that_nobody_looked_into(
    desk: ReceivingDesk, post: Post, tmp_path: Path
) -> None:
    files = files_of(post["riverside"].read_bytes())
    at = audit_file_of(files).sign_offs[0].at
    forged = with_file(files, "audit.pdf", updated(files["audit.pdf"], b"<</S /JavaScript /JS (x)>>"))
    (tmp_path / "active.zip").write_bytes(pack(signed_by(unlock(post.home.identity, PASSPHRASE, NOON), forged, at)))
    active = accept_return(desk, take_one(desk, tmp_path / "active.zip").received)
    sound = accept_return(desk, take_one(desk, post["first"]).received)
    signer = unlock(post.partnership.identity, PASSPHRASE, NOON)
    assert [one.reference for one in write_due_replies(desk, signer)] == [sound.facts.reference]
    assert due_replies(desk) == ()
    with desk.register.changing() as connection:
        change_return(connection, msgspec.structs.replace(require_return(desk, sound.sha256), agency="A" * 200))
    written = write_reply_to(desk, sound.sha256, signer)
    assert f"-{sound.facts.reference}-receipt" in written.file.name
    with pytest.raises(DeskReturnUnknown):
        write_reply_to(desk, "\udcff", signer)
    with pytest.raises(ReturnNotAcceptable):
        write_reply_to(desk, active.sha256, signer)
    assert require_return(desk, active.sha256).state is FileState.REFUSED


def test_a_row_is_the_agency_of_its_own_name_before_one_that_has_it_as_another_name(desk: ReceivingDesk) -> None:
    take_in_agencies(desk, [ExpectedAgency("Beta"), ExpectedAgency("Zeta", other_names=("Beta",))])
    before = {one.name: one.id for one in all_agencies(desk.register)}
    taken = take_in_agencies(desk, [ExpectedAgency("BETA"), ExpectedAgency("Zeta")])
    assert (taken.added, taken.changed, taken.unlisted) == (0, 2, ())
    assert {one.name: one.id for one in all_agencies(desk.register)} == {"BETA": before["Beta"], "Zeta": before["Zeta"]}


def test_a_return_from_a_clock_that_is_ahead_has_come(desk: ReceivingDesk, post: Post) -> None:
    take_in_agencies(desk, [ExpectedAgency("Riverside Trust")])
    desk.officer = replace(desk.officer, clock=lambda: NOON - dt.timedelta(days=3))
    take_one(desk, post["riverside"])
    (standing,) = overview_on(desk).standings
    assert standing.progress is AgencyProgress.RETURNED


def test_a_half_written_file_of_a_group_never_gets_its_name(
    desk: ReceivingDesk, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, written = files_together._write_whole, list[bytes]()

    def full(handle: int, content: bytes) -> None:
        written.append(content)
        if len(written) == 2:
            os.write(handle, content[:100])
            raise OSError(errno.ENOSPC, "no space left")
        real(handle, content)

    monkeypatch.setattr(files_together, "_write_whole", full)
    with pytest.raises(DiskFull):
        take(desk, post["riverside"], post["harbour"], post["first"])
    assert len(check_desk(desk).unnamed) == 0
    assert len([path for path in desk.folder.returns.rglob("*") if path.is_file()]) == 1
