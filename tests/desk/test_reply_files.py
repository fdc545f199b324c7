"""Receipts and requests as files in ``outgoing``: killed between any two steps, and deleted with their return."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from s11desk.app.receiving.agencies.agency_register import require_return
from s11desk.app.receiving.arrivals.look_again import compare_pages_of
from s11desk.app.receiving.desk.receiving_desk import Officer, ReceivingDesk
from s11desk.app.receiving.keeping.agency_copy import copy_agency
from s11desk.app.receiving.keeping.erasing import erase_return
from s11desk.app.receiving.replies import send_replies
from s11desk.app.receiving.replies.reply_files import free_pair, pairs_about
from s11desk.app.receiving.replies.reply_post import look_at_replies, note_reply
from s11desk.app.receiving.replies.send_replies import write_due_replies, write_reply_to
from s11desk.app.receiving.returns.review_return import accept_return, undo_review
from s11desk.app.returns.replies.reply_file import write_reply
from s11desk.domain.receiving.desk_replies import ReplyKind
from s11desk.domain.receiving.desk_values import Review, ReviewReason, ReviewState
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.errors.desk_errors import DeskReturnUnknown
from s11desk.signing.signer import Signer
from tests.desk.conftest import Post, take_one
from tests.samples import NOON

WRITING = "s11desk.app.receiving.replies.send_replies."


class Killed(BaseException):
    """The program ends here."""


def die(*_: object, **__: object) -> None:
    raise Killed


def outgoing(desk: ReceivingDesk) -> list[str]:
    return sorted(path.name for path in desk.folder.outgoing.iterdir())


@pytest.fixture
def accepted(desk: ReceivingDesk, post: Post) -> str:
    """The SHA-256 of an accepted return, of which two copies under one reference are here."""
    take_one(desk, post["approved"])
    return accept_return(desk, take_one(desk, post["second"]).received).sha256


@pytest.mark.parametrize("agency", ["Riverside Trust", "名前", "", "-", "CON", "R" * 200, "AAAA-BBBB-1"])
@pytest.mark.parametrize("kind", list(ReplyKind))
def test_the_files_of_a_reply_are_found_again_whatever_the_agency_is_called(
    tmp_path: Path, agency: str, kind: ReplyKind
) -> None:
    pairs = [free_pair(tmp_path, agency, "2Y8B-2X0Q-1", kind)]
    pairs[0].file.touch()
    pairs.append(free_pair(tmp_path, agency, "2Y8B-2X0Q-1", kind))
    pairs[1].letter.touch()
    free_pair(tmp_path, agency, "2Y8B-2X0Q-11", kind).letter.touch()
    assert set(pairs_about(tmp_path, ["2Y8B-2X0Q-1"])) == set(pairs)


@pytest.mark.usefixtures("accepted")
@pytest.mark.parametrize("step", ["receipt_text", "add_receipt"])
def test_a_reply_that_was_killed_before_its_record_is_recorded_and_not_written_twice(
    desk: ReceivingDesk, signer: Signer, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(WRITING + step, die)
        with pytest.raises(Killed):
            write_due_replies(desk, signer)
    left = (desk.folder.outgoing / outgoing(desk)[0]).read_bytes()
    (written,) = write_due_replies(desk, signer)
    assert outgoing(desk) == sorted([written.file.name, written.letter.name])
    assert left in {written.file.read_bytes(), written.letter.read_bytes()}
    assert write_due_replies(desk, signer) == ()
    (made,) = look_at_replies(desk).made
    assert made.record.letter == written.letter.name


def test_a_reply_that_no_row_names_goes_with_its_return_and_no_other(
    desk: ReceivingDesk, post: Post, signer: Signer, accepted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = accept_return(desk, take_one(desk, post["approved"]).received).sha256
    with monkeypatch.context() as patched:
        patched.setattr(WRITING + "add_receipt", die)
        with pytest.raises(Killed):
            write_due_replies(desk, signer)
    half_written = desk.folder.outgoing / ".s11desk-0123456789ab.part"
    half_written.write_bytes(b"We listen")
    monkeypatch.setattr("s11desk.app.receiving.keeping.erasing._JUST_MADE", 0.0)
    (desk.folder.outgoing / "notes of mine.txt").write_text("Call them.")
    assert len(outgoing(desk)) == 4
    erase_return(desk, require_return(desk, other), "Kept for one year.")
    kept = write_due_replies(desk, signer)
    erase_return(desk, require_return(desk, accepted), "Kept for one year.")
    assert len(kept) == 1
    assert outgoing(desk) == ["notes of mine.txt"]


@pytest.mark.parametrize("is_alone", [True, False])
def test_a_return_that_another_program_deletes_meanwhile_leaves_no_reply(
    desk: ReceivingDesk, signer: Signer, accepted: str, monkeypatch: pytest.MonkeyPatch, *, is_alone: bool
) -> None:
    make: Callable[..., bytes] = write_reply

    def delete_first(*arguments: object) -> bytes:
        content = make(*arguments)
        erase_return(desk, require_return(desk, accepted), "Kept for one year.")
        return content

    monkeypatch.setattr(WRITING + "write_reply", delete_first)
    if is_alone:
        with pytest.raises(DeskReturnUnknown):
            write_reply_to(desk, accepted, signer)
    else:
        assert write_due_replies(desk, signer) == ()
    assert outgoing(desk) == []


def test_no_decision_and_no_note_is_recorded_about_a_return_that_another_program_has_deleted(
    desk: ReceivingDesk, signer: Signer, accepted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_due_replies(desk, signer)
    (made,) = look_at_replies(desk).made
    received = require_return(desk, accepted)

    def delete_first(_desk: ReceivingDesk, state: ReviewState, *reasons: ReviewReason) -> Review:
        erase_return(desk, received, "Kept for one year.")
        return Review(state, "Kim", NOON, reasons)

    monkeypatch.setattr("s11desk.app.receiving.returns.review_return._review", delete_first)
    with pytest.raises(DeskReturnUnknown):
        undo_review(desk, accepted)
    with pytest.raises(DeskReturnUnknown):
        note_reply(desk, made, PreparedAs.SENT)


@pytest.mark.usefixtures("accepted")
def test_the_copy_of_an_agency_has_a_reply_once_that_was_sent(
    desk: ReceivingDesk, signer: Signer, tmp_path: Path
) -> None:
    (written,) = write_due_replies(desk, signer)
    for how in (PreparedAs.FOLDER, PreparedAs.SENT):
        note_reply(desk, look_at_replies(desk).made[0], how)
    assert copy_agency(desk, "Hilltop Club", tmp_path / "copy").missing == ()
    assert (tmp_path / "copy" / written.file.name).is_file()


@pytest.mark.usefixtures("accepted")
@pytest.mark.parametrize("step", ["compare_pages_of", "_unrecorded", "_write_file", "receipt_text", "_contact"])
@pytest.mark.parametrize("other_step", ["", "add_receipt"])
def test_two_programs_that_write_the_replies_at_once_write_each_once(
    desk: ReceivingDesk, officer: Officer, signer: Signer, monkeypatch: pytest.MonkeyPatch, step: str, other_step: str
) -> None:
    """``other_step``: at which the other program is killed; empty for none."""
    real = getattr(send_replies, step)

    def write_beside(*given: object) -> object:
        monkeypatch.setattr(send_replies, step, real)
        with ReceivingDesk(desk.folder.folder, officer) as other, monkeypatch.context() as patched:
            if other_step:
                patched.setattr(WRITING + other_step, die)
            with suppress(Killed):
                write_due_replies(other, signer)
        return real(*given)

    monkeypatch.setattr(send_replies, step, write_beside)
    written = write_due_replies(desk, signer)
    (made,) = look_at_replies(desk).made
    assert len(written) == bool(other_step)
    recorded = {made.record.file, made.record.letter}
    assert recorded <= set(outgoing(desk))
    assert write_due_replies(desk, signer) == ()
    assert other_step or set(outgoing(desk)) == recorded


def test_a_return_that_another_program_deletes_keeps_no_other_reply_from_being_written(
    desk: ReceivingDesk, post: Post, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (accept_return(desk, take_one(desk, post[name]).received) for name in ("riverside", "harbour"))
    real: Callable[..., object] = compare_pages_of

    def deleting(*given: object) -> object:
        done = real(*given)
        erase_return(desk, require_return(desk, first.sha256), "Kept for one year.")
        return done

    monkeypatch.setattr(WRITING + "compare_pages_of", deleting)
    assert [one.reference for one in write_due_replies(desk, signer)] == [second.facts.reference]
