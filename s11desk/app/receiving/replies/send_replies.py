"""Write what goes back to the agencies into ``outgoing``: receipts and requests, each as text and as a signed file."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

import s11desk
from s11desk.app.asking.sound_values import agency_line
from s11desk.app.receiving.agencies.agency_register import match_of, require_return
from s11desk.app.receiving.agencies.remind import address_of_desk
from s11desk.app.receiving.arrivals.look_again import compare_pages_of
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.replies.reply_files import (
    FoundReply,
    ReplyPair,
    free_pair,
    name_token,
    pairs_about,
    read_pair,
    remove_pair,
)
from s11desk.app.receiving.returns.desk_list import judged_returns
from s11desk.app.receiving.returns.review_return import topic_of
from s11desk.app.returns.replies.reply_file import write_reply
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_counting import JudgedReturn
from s11desk.domain.receiving.desk_replies import REPLY_FORMAT, DeskReply, ReceiptRecord, ReplyKind, ReturnMeant
from s11desk.domain.receiving.desk_values import ReceivedReturn, Review, ReviewState
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.errors.desk_errors import DeskReturnUnknown
from s11desk.errors.file_errors import FileExists
from s11desk.errors.reply_errors import ReceiptTooEarly, ReturnNotAcceptable
from s11desk.files.durable import make_folder, writing
from s11desk.register.agency_rows import all_agencies
from s11desk.register.receipt_rows import add_receipt, all_receipts, receipts_of
from s11desk.register.review_rows import all_reviews, reviews_of
from s11desk.signing.signer import Signer
from s11desk.wording.desk.desk_letters import Post, receipt_text, request_text

_MOMENT, _SET_BACK = dt.timedelta(seconds=1), dt.timedelta(days=1)
_KINDS = {ReviewState.ACCEPTED: ReplyKind.RECEIPT, ReviewState.SENT_BACK: ReplyKind.REQUEST}


class _NotDue(Exception):  # noqa: N818 - it never leaves this module
    """No reply is to be written any more."""


@dataclass(frozen=True, slots=True)
class WrittenReply:
    """A reply that was written. ``file``: the signed file for the agency. ``letter``: the text for an e-mail."""

    kind: ReplyKind
    reference: str
    agency: str
    file: Path
    letter: Path


def write_reply_to(desk: ReceivingDesk, which: str, signer: Signer) -> WrittenReply:
    """Write the receipt of an accepted return, or the request for one that was sent back.

    No receipt is signed before the PDF of the return was looked into. ``signer``: the desk's, unlocked. Raises
    ``DeskReturnUnknown``, ``ReceiptTooEarly``, ``ReturnNotAcceptable`` if its PDF has a fault, and what writing raises.
    """
    received = require_return(desk, which)
    reviews = reviews_of(desk.register, received.sha256)
    if not reviews or reviews[-1].state not in _KINDS:
        raise ReceiptTooEarly(reference=received.facts.reference)
    if reviews[-1].state is ReviewState.ACCEPTED:
        compare_pages_of(desk, (received,))
        received = require_return(desk, received.sha256)
        if not _may_have_receipt(received):
            raise ReturnNotAcceptable(reference=received.facts.reference)
    return _write(desk, received, reviews, signer)


def write_due_replies(desk: ReceivingDesk, signer: Signer) -> tuple[WrittenReply, ...]:
    """Write every receipt and request that has not been written since the decision. Raises what writing raises.

    The pages of accepted returns are compared first where that was left for later; one with a fault gets no receipt.
    What another program writes or deletes in the meantime is left out.
    """
    compare_pages_of(desk, (one.received for one in _due(desk) if one.review is ReviewState.ACCEPTED))
    due = [one.received for one in _due(desk) if one.review is ReviewState.SENT_BACK or _may_have_receipt(one.received)]
    written: list[WrittenReply] = []
    for one in due:
        with suppress(_NotDue, DeskReturnUnknown):
            written.append(_write(desk, *_require_due(desk, one.sha256), signer, only_if_due=True))
    return tuple(written)


def due_replies(desk: ReceivingDesk, judged: Sequence[JudgedReturn] | None = None) -> tuple[ReceivedReturn, ...]:
    """The returns with a decision for which no receipt or request has been written. None for a refused return.

    ``judged``: every return, if they were read already.
    """
    return tuple(one.received for one in _due(desk, judged))


def _due(desk: ReceivingDesk, judged: Sequence[JudgedReturn] | None = None) -> tuple[JudgedReturn, ...]:
    written: dict[str, list[ReceiptRecord]] = {}
    for sha256, record in all_receipts(desk.register):
        written.setdefault(sha256, []).append(record)
    reviews: dict[str, list[Review]] = {}
    for sha256, review in all_reviews(desk.register):
        reviews.setdefault(sha256, []).append(review)
    return tuple(
        one
        for one in (judged_returns(desk) if judged is None else judged)
        if is_reply_due(one.received, reviews.get(one.received.sha256, ()), written.get(one.received.sha256, ()))
    )


def is_reply_due(received: ReceivedReturn, reviews: Sequence[Review], written: Iterable[ReceiptRecord]) -> bool:
    """Whether a receipt or a request is to be written for the decision that has effect.

    ``reviews`` and ``written``: every decision on the return, the first one first, and every reply. There is no receipt
    for a return that was accepted before a fault was found in its PDF. The clock may have been set back since.
    """
    if not reviews or reviews[-1].state not in _KINDS:
        return False
    last = reviews[-1]
    if last.state is ReviewState.ACCEPTED and received.state is FileState.REFUSED:
        return False
    made = (record for record in written if record.prepared is None and record.kind is _KINDS[last.state])
    return not any(record.decisions == len(reviews) if record.decisions else record.at >= last.at for record in made)


def _require_due(desk: ReceivingDesk, sha256: str) -> tuple[ReceivedReturn, tuple[Review, ...]]:
    """The return and the decisions on it. Raises ``_NotDue`` and ``DeskReturnUnknown``."""
    received, reviews = require_return(desk, sha256), reviews_of(desk.register, sha256)
    if not is_reply_due(received, reviews, receipts_of(desk.register, sha256)):
        raise _NotDue
    return received, reviews


def _may_have_receipt(received: ReceivedReturn) -> bool:
    return received.state is not FileState.REFUSED and received.pages is not PagesCompared.NOT_REACHED


def _write(
    desk: ReceivingDesk,
    received: ReceivedReturn,
    reviews: Sequence[Review],
    signer: Signer,
    *,
    only_if_due: bool = False,
) -> WrittenReply:
    """Write both files, then record them. What a killed program wrote and did not record is recorded now.

    ``only_if_due``: raises ``_NotDue`` if another program was faster.
    """
    make_folder(desk.folder.outgoing, private=True)
    review = reviews[-1]
    reply, topic = _reply(desk, received, review), topic_of(desk, received)
    found = _unrecorded(desk, reply, signer) or _write_file(desk, reply, signer)
    pair, kind = found.pair, reply.kind
    compose = receipt_text if kind is ReplyKind.RECEIPT else request_text
    address = topic.return_to.email or address_of_desk(desk)
    text = compose(found.reply, topic, Post(_contact(desk, received), address))
    with suppress(FileExists), writing(pair.letter, private=True, fresh=True) as stream:
        stream.write(text.encode())
    at = max(reply.at, review.at)
    record = ReceiptRecord(kind, pair.file.name, found.sha256, desk.who, at, pair.letter.name, decisions=len(reviews))
    _record(desk, received, pair, record, only_if_due=only_if_due)
    return WrittenReply(kind, received.facts.reference, received.agency, pair.file, pair.letter)


def _record(
    desk: ReceivingDesk, received: ReceivedReturn, pair: ReplyPair, record: ReceiptRecord, *, only_if_due: bool
) -> None:
    try:
        with desk.register.changing() as connection:
            if only_if_due:
                _require_due(desk, received.sha256)
            require_return(desk, received.sha256)
            add_receipt(connection, received.sha256, record)
    except (DeskReturnUnknown, _NotDue):  # another program has just deleted it, or written its reply
        if record.sha256 not in {one.sha256 for one in receipts_of(desk.register, received.sha256)}:
            remove_pair(pair)
        raise


def _contact(desk: ReceivingDesk, received: ReceivedReturn) -> str:
    """Who is the contact of the agency whose return it is, by the list; empty if that is not known."""
    agency = match_of(desk, received).agency
    return next((one.expected.contact for one in all_agencies(desk.register) if one.id == agency), "")


def _write_file(desk: ReceivingDesk, reply: DeskReply, signer: Signer) -> FoundReply:
    content, about = write_reply(reply, signer), reply.about
    while True:
        token = name_token(about.reference, about.sha256)
        pair = free_pair(desk.folder.outgoing, about.agency, token, reply.kind)
        try:
            with writing(pair.file, private=True, fresh=True) as stream:
                stream.write(content)
        except FileExists:  # another program was faster
            continue
        return FoundReply(pair, reply, signer.facts, hashlib.sha256(content).hexdigest())


def _unrecorded(desk: ReceivingDesk, reply: DeskReply, signer: Signer) -> FoundReply | None:
    """A file that says the same as ``reply`` and that no row names; None if there is none."""
    about = reply.about
    recorded = {record.sha256 for record in receipts_of(desk.register, about.sha256)}
    pairs = pairs_about(desk.folder.outgoing, [name_token(about.reference, about.sha256)])
    for found in filter(None, map(read_pair, pairs)):
        same = msgspec.structs.replace(reply, at=found.reply.at, program=found.reply.program)
        if found.sha256 not in recorded and found.signer == signer.facts and same == found.reply:
            return found
    return None


def _after_the_last(desk: ReceivingDesk, sha256: str) -> dt.datetime:
    """The time now, or just after the last reply about the return if the clock was set back by up to a day since.

    The agency's program takes the reply with the last time for the last word.
    """
    now = desk.now()
    before = [one.at for one in receipts_of(desk.register, sha256) if now <= one.at <= now + _SET_BACK]
    return max(before) + _MOMENT if before else now


def _reply(desk: ReceivingDesk, received: ReceivedReturn, review: Review) -> DeskReply:
    facts = received.facts
    about = ReturnMeant(
        facts.audit_id,
        facts.number,
        facts.reference,
        facts.sha256,
        received.content,
        agency_line(received.agency),
        received.topic.id,
        received.topic.digest,
    )
    kind = _KINDS[review.state]
    return DeskReply(
        format=REPLY_FORMAT,
        kind=kind,
        program=s11desk.__version__,
        partnership=desk.facts.partnership,
        officer=desk.named(review).who,
        at=_after_the_last(desk, received.sha256),
        received=received.taken,
        about=about,
        reasons=review.reasons if kind is ReplyKind.REQUEST else (),
        due=review.due if kind is ReplyKind.REQUEST else None,
    )
