"""Accept, send back, receipts and requests: from the desk to the agency's program, which refuses what is not for it."""

from __future__ import annotations

import base64
import datetime as dt
import os
from pathlib import Path

import msgspec
import pytest

from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.second_choice import SecondState
from s11desk.app.home.second_place import back_up_to_second_place, choose_second_place, restore_from_second_place
from s11desk.app.home.workspace import Workspace
from s11desk.app.identity.known_signers import add_known_signer
from s11desk.app.identity.signer_standings import SignerStanding
from s11desk.app.moves.draft_format import DraftFile
from s11desk.app.moves.home_format import WITH_REPLIES
from s11desk.app.moves.moved_home import take_home_back
from s11desk.app.moves.moved_replies import replies_to_move
from s11desk.app.moves.take_in_draft import look_into_draft_file, take_audit_back, take_in
from s11desk.app.moves.take_in_home import look_into_home_file, take_in_home
from s11desk.app.moves.unlock_file import close_file
from s11desk.app.moves.write_draft_file import MoveChoice, write_draft_file
from s11desk.app.moves.write_home_file import write_home_file
from s11desk.app.pack_review import PackSigner, remember_issuer
from s11desk.app.receiving.agencies.agency_register import take_in_agencies
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk, ask_topics
from s11desk.app.receiving.replies.send_replies import WrittenReply, write_due_replies, write_reply_to
from s11desk.app.receiving.returns.desk_list import list_returns
from s11desk.app.receiving.returns.review_return import (
    accept_return,
    leave_out,
    review_history,
    send_return_back,
    undo_review,
)
from s11desk.app.returns.replies.audit_news import all_news
from s11desk.app.returns.replies.partnership_replies import (
    ReplyNews,
    replies_of,
    reply_news,
    take_in_reply,
)
from s11desk.app.returns.replies.reply_file import MAX_REPLY_SIZE, write_reply
from s11desk.domain.keeping.moved_audit import MovePurpose
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_values import CountingRule, ReviewReason, ReviewState, TakeOutcome
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.domain.returns.return_verdict import Standing
from s11desk.domain.topics.pack_key import PackKey
from s11desk.errors import UserError
from s11desk.errors.answer_errors import QuestionUnknown
from s11desk.errors.move_errors import DraftFileRefused
from s11desk.errors.reply_errors import (
    DueDayPast,
    ReasonMissing,
    ReceiptTooEarly,
    ReplyForeign,
    ReplyNewer,
    ReplyRefused,
    ReplySignerChanged,
    ReturnNotAcceptable,
)
from s11desk.register.received_rows import all_returns, change_return
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.signer import Signer
from s11desk.wording.dates import day
from s11desk.wording.returns.reply_sentences import (
    ReplySigner,
    asked_on_list,
    asks_to_change,
    received_on_list,
    reply_sentence,
    what_next,
)
from tests.app.conftest import SteppingClock
from tests.desk.conftest import OFFICER, PASSPHRASE, Post, take, take_one
from tests.moves.making_draft_files import pack, parts_of, read, with_json
from tests.samples import NOON, small_topic

FORGER = IdentityDetails("Val Forger", "Clerk", "Elsewhere", "val@elsewhere.example")


def receipt(desk: ReceivingDesk, path: Path, signer: Signer) -> WrittenReply:
    return write_reply_to(desk, accept_return(desk, take_one(desk, path).received).sha256, signer)


def test_a_letter_begins_with_the_name_of_the_contact_on_the_list(
    desk: ReceivingDesk, post: Post, signer: Signer
) -> None:
    take_in_agencies(desk, [ExpectedAgency("Hilltop Club", contact="Dee Marsh")])
    send_return_back(desk, take_one(desk, post["second"]).reference, [ReviewReason("Which policy do you mean?")])
    accept_return(desk, take_one(desk, post["riverside"]).reference)
    letters = {one.agency: one.letter.read_text("utf-8") for one in write_due_replies(desk, signer)}
    assert letters["Hilltop Club"].startswith("Dear Dee Marsh,\n")
    assert letters["Riverside Trust"].startswith("Dear colleagues at Riverside Trust,\n")


def test_a_request_may_give_a_day_and_says_it_everywhere(
    desk: ReceivingDesk, post: Post, signer: Signer, agency: Workspace
) -> None:
    reference, due = take_one(desk, post["second"]).reference, NOON.date() + dt.timedelta(days=14)
    reasons = [ReviewReason("Which policy do you mean?", "policy")]
    with pytest.raises(DueDayPast):
        send_return_back(desk, reference, reasons, NOON.date() - dt.timedelta(days=1))
    assert review_history(desk, reference) == ()
    send_return_back(desk, reference, reasons, due)
    assert review_history(desk, reference)[-1].due == due
    (request,) = write_due_replies(desk, signer)
    assert f"Please send it to kim@partnership.example by {day(due)}." in request.letter.read_text("utf-8")
    assert request.letter.read_text("utf-8").startswith("Dear colleagues at ")
    reply = take_in_reply(agency, request.file).reply
    assert reply.due == due
    assert f"send the next return by {day(due)}." in reply_sentence(reply, ReplySigner("Kim", "", Standing.KNOWN))
    accept_return(desk, reference)
    (receipt_for_it,) = write_due_replies(desk, signer)
    assert take_in_reply(agency, receipt_for_it.file).reply.due is None
    letter = receipt_for_it.letter.read_text("utf-8")
    assert letter.endswith(f"{desk.who}\n{desk.facts.partnership}\n")
    assert "SHA-256" not in letter, "the signed file has it"


def test_a_receipt_for_the_approved_copy_is_taken_by_the_home_of_the_first_signer(
    desk: ReceivingDesk, post: Post, signer: Signer, agency: Workspace
) -> None:
    written = receipt(desk, post["approved"], signer)
    assert take_in_reply(agency, written.file).reply.about.sha256 != ""
    take_in_reply(agency, written.file)
    assert len(replies_of(agency, post.audit)) == 1, "the same one twice is one"


def test_a_reply_by_a_new_key_is_compared_with_the_key_that_signed_the_questions(
    desk: ReceivingDesk, post: Post, signer: Signer, agency: Workspace, tmp_path: Path
) -> None:
    reference = receipt(desk, post["second"], signer).reference
    send_return_back(desk, reference, [ReviewReason("Which policy do you mean?", "policy")])
    (request,) = write_due_replies(desk, signer)
    create_identity(tmp_path / "other.p12", FORGER, PASSPHRASE, NOON)
    forger = unlock(tmp_path / "other.p12", PASSPHRASE, NOON)
    content = write_reply(take_in_reply(agency, request.file).reply, forger)
    (tmp_path / "forged.s11request").write_bytes(content)
    facts = PackSigner(signer.facts, NOON, SignerStanding(Standing.UNKNOWN))
    for signed, path, key, words in (
        (None, request.file, PackKey.UNSIGNED, "this computer cannot tell who it is"),
        (facts, request.file, PackKey.SAME, "Your questions have the same signature"),
        (facts, tmp_path / "forged.s11request", PackKey.OTHER, "Your questions have a different signature"),
    ):
        remember_issuer(agency.home, small_topic(), signed)
        found = take_in_reply(agency, path)
        assert found.pack_key is key
        assert words in reply_sentence(found.reply, found.signed_by)
        assert words in what_next(found.reply, found.signed_by)
        assert f"Signed by {found.signer.name}, {found.signer.organisation}." in what_next(found.reply, found.signed_by)
        assert asks_to_change(found.standing.standing).startswith("Somebody you have not checked asks")
    assert "have a different signature. Ask" in asked_on_list(found.reply, found.signed_by, ["1"])
    add_known_signer(agency.home, "The desk", str(post.partnership.identity.with_suffix(".crt")), NOON)
    known = take_in_reply(agency, request.file)
    assert what_next(known.reply, known.signed_by).startswith("Change your answer.")
    assert asks_to_change(known.standing.standing) == "The partnership asks you to change this answer"


def test_a_known_signer_is_known_and_another_key_under_that_name_is_refused(
    desk: ReceivingDesk, post: Post, signer: Signer, agency: Workspace, tmp_path: Path
) -> None:
    written = receipt(desk, post["second"], signer)
    certificate = str(post.partnership.identity.with_suffix(".crt"))
    add_known_signer(agency.home, "The desk", certificate, NOON)
    assert take_in_reply(agency, written.file).standing.standing is Standing.KNOWN
    create_identity(tmp_path / "other.p12", OFFICER, PASSPHRASE, NOON)
    forged = write_reply_to(desk, written.reference, unlock(tmp_path / "other.p12", PASSPHRASE, NOON))
    with pytest.raises(ReplySignerChanged):
        take_in_reply(agency, forged.file)


def test_a_reply_about_a_return_of_somebody_else_is_refused(
    desk: ReceivingDesk, post: Post, signer: Signer, tmp_path: Path
) -> None:
    written = receipt(desk, post["second"], signer)
    with Workspace(Home(tmp_path / "stranger"), SteppingClock()) as stranger, pytest.raises(ReplyForeign):
        take_in_reply(stranger, written.file)
    assert not (tmp_path / "stranger" / "replies").exists()


def test_every_changed_byte_of_a_reply_is_refused(
    desk: ReceivingDesk, post: Post, signer: Signer, agency: Workspace, tmp_path: Path
) -> None:
    written = receipt(desk, post["second"], signer)
    content = written.file.read_bytes()
    path = tmp_path / "changed.s11receipt"
    for place in range(0, len(content), 37):
        changed = bytearray(content)
        changed[place] ^= 1
        path.write_bytes(changed)
        with pytest.raises((ReplyRefused, ReplyNewer)):
            take_in_reply(agency, path)
    for other in (b"", content[:-1], content + b"\0", post["second"].read_bytes(), b"A receipt."):
        path.write_bytes(other)
        with pytest.raises(ReplyRefused):
            take_in_reply(agency, path)


def test_a_signed_reply_with_another_form_is_refused(
    desk: ReceivingDesk, post: Post, signer: Signer, agency: Workspace, tmp_path: Path
) -> None:
    """Its writer may be anybody with a key of their own."""
    reply = take_in_reply(agency, receipt(desk, post["second"], signer).file).reply
    for change in (
        {"reasons": (ReviewReason("x"),)},
        {"partnership": "two\nlines"},
        {"officer": "\N{RIGHT-TO-LEFT OVERRIDE}moc"},
        {"about": msgspec.structs.replace(reply.about, sha256="short")},
    ):
        with pytest.raises(ValueError, match="refused"):
            write_reply(msgspec.structs.replace(reply, **change), signer)
    path = tmp_path / "newer.s11receipt"
    path.write_bytes(write_reply(msgspec.structs.replace(reply, format=2), signer))
    with pytest.raises(ReplyNewer):
        take_in_reply(agency, path)


def test_replies_move_with_the_whole_home_and_a_home_without_any_keeps_the_first_format(
    desk: ReceivingDesk, post: Post, signer: Signer, agency: Workspace, tmp_path: Path
) -> None:
    assert format_of_moved(agency, tmp_path / "none") == 1
    take_home_back(agency)
    take_in_reply(agency, receipt(desk, post["second"], signer).file)
    (agency.home.replies / f"{'0' * 64}.s11receipt").write_bytes(b"damaged")
    assert format_of_moved(agency, tmp_path / "all") == WITH_REPLIES
    with Workspace(Home(tmp_path / "laptop"), SteppingClock()) as laptop:
        seen = look_into_home_file(laptop, tmp_path / "all.s11home", PASSPHRASE)
        for _ in range(2):
            take_in_home(laptop, seen)
        close_file(laptop, seen)
        assert [one.reply for one in replies_of(laptop, post.audit)] == [
            one.reply for one in replies_of(agency, post.audit)
        ]
        assert len(list(laptop.home.replies.iterdir())) == 1


def format_of_moved(workspace: Workspace, out: Path) -> int:
    path = write_home_file(workspace, out, PASSPHRASE).path
    seen = look_into_home_file(workspace, path, PASSPHRASE)
    close_file(workspace, seen)
    return seen.read.home.format


def test_replies_move_with_their_audit_and_an_audit_without_any_keeps_its_format(
    desk: ReceivingDesk, post: Post, signer: Signer, agency: Workspace, tmp_path: Path
) -> None:
    before = moved_draft(agency, post.audit, tmp_path / "none.s11draft")
    assert (before.format, before.replies) == (1, ())
    take_in_reply(agency, receipt(desk, post["second"], signer).file)
    with_them = moved_draft(agency, post.audit, tmp_path / "all.s11draft")
    assert (with_them.format, len(with_them.replies)) == (4, 1)
    assert moved_draft(agency, post.audit, tmp_path / "copy.s11draft", MovePurpose.COPY).replies == ()
    with Workspace(Home(tmp_path / "laptop"), SteppingClock()) as laptop:
        for _ in range(2):
            take_in(laptop, look_into_draft_file(laptop, tmp_path / "all.s11draft"))
        (there,) = replies_of(laptop, post.audit)
        assert there.reply == replies_of(agency, post.audit)[0].reply
        there.path.write_bytes(b"damaged")
        take_in(laptop, look_into_draft_file(laptop, tmp_path / "all.s11draft"))
        assert len(replies_of(laptop, post.audit)) == 1, "taking it in again mends it"


def moved_draft(workspace: Workspace, audit: str, out: Path, purpose: MovePurpose = MovePurpose.HAND_OVER) -> DraftFile:
    path = write_draft_file(workspace, audit, out, MoveChoice(purpose)).path
    if purpose is MovePurpose.HAND_OVER:
        take_audit_back(workspace, audit)
    return look_into_draft_file(workspace, path).draft


def test_a_portable_draft_with_a_reply_that_is_not_its_own_or_was_altered_is_refused(
    desk: ReceivingDesk, post: Post, signer: Signer, agency: Workspace, tmp_path: Path
) -> None:
    take_in_reply(agency, receipt(desk, post["second"], signer).file)
    moved_draft(agency, post.audit, tmp_path / "all.s11draft")
    parts = parts_of((tmp_path / "all.s11draft").read_bytes())
    (own,) = replies_to_move(agency.home, open_draft(agency, post.audit).audit)
    foreign = receipt(desk, post["riverside"], signer).file.read_bytes()
    altered = own.content.replace(b"Kim", b"Jim")
    wrong_ones = ((foreign, "receipt"), (altered, "receipt"), (own.content, "change-request"), (b"", "receipt"))
    for content, kind in wrong_ones:
        text = base64.b64encode(content).decode()
        with pytest.raises(DraftFileRefused):
            read(pack(with_json(parts, replies=[{"kind": kind, "content": text}])))
    once = {"kind": "receipt", "content": base64.b64encode(own.content).decode()}
    assert read(pack(with_json(parts, replies=[once]))).draft.format == 4
    for wrong in ({"replies": [once, once]}, {"replies": [once], "format": 3}):
        with pytest.raises(DraftFileRefused):
            read(pack(with_json(parts, **wrong)))


def test_the_second_place_has_the_replies_and_brings_them_back(
    desk: ReceivingDesk, post: Post, signer: Signer, agency: Workspace, tmp_path: Path
) -> None:
    take_in_reply(agency, receipt(desk, post["second"], signer).file)
    (agency.home.replies / f"{'0' * 64}.s11receipt").write_bytes(b"damaged")
    (tmp_path / "stick").mkdir()
    place = choose_second_place(agency.home, tmp_path / "stick", PASSPHRASE, NOON)
    for _ in range(2):
        assert back_up_to_second_place(agency.home, agency.clock()).state is SecondState.DONE
    (kept,) = (place / "replies").iterdir()
    assert b"Sample Partnership" not in kept.read_bytes(), "encrypted like everything there"
    other, backup = Home(tmp_path / "another computer"), max(place.glob("drafts-*.s11"))
    for _ in range(2):
        assert restore_from_second_place(other, backup, PASSPHRASE, NOON).unread == ()
    with Workspace(other, SteppingClock()) as there:
        assert [one.reply for one in replies_of(there, post.audit)] == [
            one.reply for one in replies_of(agency, post.audit)
        ]
        assert len(list(there.home.replies.iterdir())) == 1
    kept.write_bytes(kept.read_bytes()[:-9])
    assert restore_from_second_place(other, backup, PASSPHRASE, NOON).unread == (kept,), (
        "it is named, and stops nothing"
    )


def test_nothing_among_the_kept_replies_stops_the_program(
    desk: ReceivingDesk, post: Post, signer: Signer, agency: Workspace, tmp_path: Path
) -> None:
    take_in_reply(agency, receipt(desk, post["second"], signer).file)
    folder = agency.home.replies
    (folder / "folder.s11receipt").mkdir()
    os.mkfifo(folder / "pipe.s11request")
    (folder / "loop.s11receipt").symlink_to(folder / "loop.s11receipt")
    (folder / "long.s11receipt").write_bytes(bytes(MAX_REPLY_SIZE + 2))
    (folder / "note.txt").write_text("What is this?")
    assert len(replies_of(agency, post.audit)) == 1
    assert list(all_news(agency)) == [post.audit]
    assert len(moved_draft(agency, post.audit, tmp_path / "all.s11draft").replies) == 1
    (tmp_path / "stick").mkdir()
    place = choose_second_place(agency.home, tmp_path / "stick", PASSPHRASE, NOON)
    assert back_up_to_second_place(agency.home).state is SecondState.DONE
    assert len(list((place / "replies").iterdir())) == 1
    assert format_of_moved(agency, tmp_path / "home") == WITH_REPLIES


def test_a_damaged_kept_reply_is_left_out(desk: ReceivingDesk, post: Post, signer: Signer, agency: Workspace) -> None:
    take_in_reply(agency, receipt(desk, post["second"], signer).file)
    (kept,) = agency.home.replies.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1])
    assert replies_of(agency, post.audit) == ()


def test_a_decision_says_who_when_and_why_and_can_be_taken_back(desk: ReceivingDesk, post: Post) -> None:
    reference = take_one(desk, post["riverside"]).reference
    send_return_back(desk, reference, [ReviewReason("Please say more.", "1")])
    undo_review(desk, reference)
    accept_return(desk, reference)
    history = review_history(desk, reference)
    assert [one.state for one in history] == [ReviewState.SENT_BACK, ReviewState.RECEIVED, ReviewState.ACCEPTED]
    assert {one.who for one in history} == {"Kim"}
    assert history[0].reasons == (ReviewReason("Please say more.", small_topic().questions[0].id),)
    assert [one.counts for one in list_returns(desk, CountingRule.ACCEPTED)] == [True]


def test_the_newest_accepted_return_counts_while_a_later_one_is_looked_at(desk: ReceivingDesk, post: Post) -> None:
    first = take_one(desk, post["first"])
    accept_return(desk, first.reference)
    take_one(desk, post["second"])
    assert {one.reference for one in list_returns(desk, CountingRule.ACCEPTED) if one.counts} == {first.reference}
    assert {one.reference for one in list_returns(desk) if one.counts} == {
        one.reference for one in list_returns(desk)
    } - {first.reference}


def test_a_held_return_counts_once_it_is_accepted(desk: ReceivingDesk, post: Post) -> None:
    ask_topics(desk, (msgspec.structs.replace(small_topic(), id="other"),))
    held = take_one(desk, post["riverside"])
    assert held.outcome is TakeOutcome.HELD
    accept_return(desk, held.reference)
    assert [one.counts for one in list_returns(desk)] == [True]


def test_wrong_decisions_are_refused(desk: ReceivingDesk, post: Post, signer: Signer) -> None:
    reference = take_one(desk, post["riverside"]).reference

    def refused(error: type[UserError], call: object, *arguments: object) -> None:
        with pytest.raises(error):
            call(*arguments)  # type: ignore[operator]

    refused(ReasonMissing, send_return_back, desk, reference, [])
    refused(ReasonMissing, leave_out, desk, reference, "  ")
    refused(QuestionUnknown, send_return_back, desk, reference, [ReviewReason("x", "99")])
    refused(ReceiptTooEarly, write_reply_to, desk, reference, signer)
    (received,) = (one for one in list_returns(desk))
    stored = desk.register.connection.execute("SELECT count(*) FROM review").fetchone()[0]
    assert (received.review, stored) == (ReviewState.RECEIVED, 0)


def test_a_refused_return_cannot_be_accepted(desk: ReceivingDesk, post: Post) -> None:
    take(desk, post["riverside"])
    (received,) = all_returns(desk.register)
    with desk.register.changing() as connection:
        change_return(connection, msgspec.structs.replace(received, state=FileState.REFUSED))
    with pytest.raises(ReturnNotAcceptable):
        accept_return(desk, received.facts.reference)


def test_no_reply_of_an_unknown_key_hides_another_and_none_from_the_future_or_replayed_is_the_last_word(
    desk: ReceivingDesk, post: Post, signer: Signer, agency: Workspace, tmp_path: Path
) -> None:
    """Whoever forges a reply chooses its time and the names in it."""
    create_identity(tmp_path / "other.p12", FORGER, PASSPHRASE, NOON)
    forger = unlock(tmp_path / "other.p12", PASSPHRASE, NOON)
    early = receipt(desk, post["second"], signer)
    send_return_back(desk, early.reference, [ReviewReason("Please say more.")])
    (request,) = write_due_replies(desk, signer)
    true = take_in_reply(agency, request.file)
    take_in_reply(agency, early.file)
    assert reply_news(agency, post.audit).receipt is None, "replayed"
    reply = take_in_reply(agency, early.file).reply
    forged = tmp_path / "forged.s11receipt"
    for at in (true.reply.at + dt.timedelta(hours=1), dt.datetime(2036, 1, 1, tzinfo=dt.UTC)):
        forged.write_bytes(write_reply(msgspec.structs.replace(reply, at=at), forger))
        taken = take_in_reply(agency, forged)
        assert taken.is_ahead == (at.year == 2036)
        said = reply_sentence(taken.reply, taken.signed_by, is_ahead=taken.is_ahead)
        assert ("has not come yet" in said) == taken.is_ahead
        news = reply_news(agency, post.audit)
        assert news.request is not None and news.receipt is not None  # noqa: PT018
        assert (news.request.reply, news.has_other_sender) == (true.reply, True)
        assert "Somebody you have not checked says: received" in received_on_list(
            news.receipt.reply, news.receipt.signed_by
        )
    ahead = msgspec.structs.replace(reply, at=dt.datetime(2036, 1, 1, tzinfo=dt.UTC))
    forged.write_bytes(write_reply(ahead, signer))
    take_in_reply(agency, forged)
    add_known_signer(agency.home, "The desk", str(post.partnership.identity.with_suffix(".crt")), NOON)
    news = reply_news(agency, post.audit)
    assert news.receipt is None, "known, but from a time that has not come"
    assert news.request is not None
    assert (news.request.reply, news.has_other_sender) == (true.reply, True)
    assert not ReplyNews(receipt=taken).has_arrived, "an unknown key does not say that it is there"
