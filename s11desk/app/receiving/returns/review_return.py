"""The officer's decisions on a return: accept it, send it back with reasons, leave it out, or take that back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from s11desk.app.receiving.agencies.agency_register import require_return
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_values import ReceivedReturn, Review, ReviewReason, ReviewState
from s11desk.domain.text.text_limits import MESSAGE_LIMIT, LimitedText, require_kept_length
from s11desk.domain.text.typed_text import typed_text
from s11desk.domain.topics.topic import Topic
from s11desk.errors.answer_errors import QuestionUnknown
from s11desk.errors.desk_errors import RegisterDamaged
from s11desk.errors.reply_errors import DueDayPast, ReasonMissing, ReturnNotAcceptable
from s11desk.register.received_rows import returns_of_audit, topic_bodies
from s11desk.register.review_rows import add_review, current_states, reviews_of
from s11desk.topics.pack import decode_topic


def accept_return(desk: ReceivingDesk, which: str) -> ReceivedReturn:
    """Accept a return, also a held one: from now on it counts. ``which``: its reference or SHA-256.

    Raises ``DeskReturnUnknown``, and ``ReturnNotAcceptable`` for a refused one.
    """
    received = require_return(desk, which)
    if received.state is FileState.REFUSED:
        raise ReturnNotAcceptable(reference=received.facts.reference)
    return _decide(desk, received, _review(desk, ReviewState.ACCEPTED))


def accept_returns(desk: ReceivingDesk, which: Sequence[str]) -> None:
    """Accept several returns, each as :func:`accept_return` does. What was accepted before an error stays accepted."""
    for one in which:
        accept_return(desk, one)


def send_return_back(
    desk: ReceivingDesk, which: str, reasons: Iterable[ReviewReason], due: dt.date | None = None
) -> ReceivedReturn:
    """Send a return back: it does not count, and the agency is asked to correct it.

    A reason names a question by its id or its number, or none. ``due``: by when the next return is asked for; None for
    no day. Raises ``DeskReturnUnknown``, ``DueDayPast``, ``ReasonMissing``, ``QuestionUnknown`` and ``TextTooLong``.
    """
    received = require_return(desk, which)
    topic, now = topic_of(desk, received), desk.now()
    if due is not None and due < england_day(now):
        raise DueDayPast(due=due)
    cleaned = tuple(_cleaned(topic, reason) for reason in reasons)
    return _decide(desk, received, Review(ReviewState.SENT_BACK, desk.who, now, cleaned, due))


def leave_out(desk: ReceivingDesk, which: str, why: str, also: Sequence[str] = ()) -> ReceivedReturn:
    """Decide that a return does not count, without asking the agency for anything.

    ``also``: other returns that do not count either, for the same reason: all of them or, after an error, none.

    Raises ``DeskReturnUnknown``, ``ReasonMissing`` and ``TextTooLong``.
    """
    received = [require_return(desk, one) for one in (which, *also)]
    review = _review(desk, ReviewState.NOT_COUNTED, _cleaned(None, ReviewReason(why)))
    return _decide(desk, received[0], review, received[1:])


def undo_review(desk: ReceivingDesk, which: str) -> ReceivedReturn:
    """Take the decision on a return back. The history keeps both. Raises ``DeskReturnUnknown``."""
    return _decide(desk, require_return(desk, which), _review(desk, ReviewState.RECEIVED))


def review_history(desk: ReceivingDesk, which: str) -> tuple[Review, ...]:
    """Every decision on a return, the first one first. Raises ``DeskReturnUnknown``."""
    return tuple(map(desk.named, reviews_of(desk.register, require_return(desk, which).sha256)))


def audit_and_decisions(
    desk: ReceivingDesk, received: ReceivedReturn
) -> tuple[tuple[ReceivedReturn, ...], dict[str, ReviewState]]:
    """Every return of the audit of ``received``, and the state of each with a decision, by SHA-256."""
    of_audit = returns_of_audit(desk.register, received.facts.audit_id)
    return of_audit, current_states(desk.register, tuple(one.sha256 for one in of_audit))


def topic_of(desk: ReceivingDesk, received: ReceivedReturn) -> Topic:
    """The topic that a return answers, as it is in the return. Raises ``RegisterDamaged`` if it is not there."""
    body = topic_bodies(desk.register).get(received.topic.digest)
    if body is None:
        raise RegisterDamaged(path=desk.register.path)
    return decode_topic(body)


def _review(desk: ReceivingDesk, state: ReviewState, *reasons: ReviewReason) -> Review:
    return Review(state, desk.who, desk.now(), reasons)


def _decide(
    desk: ReceivingDesk, received: ReceivedReturn, review: Review, also: Sequence[ReceivedReturn] = ()
) -> ReceivedReturn:
    if review.state in {ReviewState.SENT_BACK, ReviewState.NOT_COUNTED} and not review.reasons:
        raise ReasonMissing
    with desk.register.changing() as connection:
        for one in (received, *also):
            require_return(desk, one.sha256)  # another program may have deleted it
            add_review(connection, one.sha256, review)
    return received


def _cleaned(topic: Topic | None, reason: ReviewReason) -> ReviewReason:
    text = typed_text(reason.text).strip()
    if not text:
        raise ReasonMissing
    require_kept_length([LimitedText(text, MESSAGE_LIMIT)])
    if topic is None or not reason.question:
        return ReviewReason(text)
    named = (one for one in topic.questions if reason.question in {one.id, topic.number_of(one.id)})
    question = next(named, None)
    if question is None:
        raise QuestionUnknown(question=reason.question, known=tuple(topic.number_of(one.id) for one in topic.questions))
    return ReviewReason(text, question.id)
