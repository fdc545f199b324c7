"""Words for what goes back to an agency: receipts and requests, made and sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from s11desk.domain.receiving.desk_replies import MadeReply, ReplyKind
from s11desk.domain.receiving.desk_values import Review, ReviewState
from s11desk.domain.returns.return_changes import ReturnChanges
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import counted
from s11desk.wording.dates import day, local_moment
from s11desk.wording.one_word_states import REVIEWS, TO_SEND_BACK
from s11desk.wording.plain_text import one_line, several_lines, short_line
from s11desk.wording.returns.return_change_words import changes_text

REPLY_NAMES: dict[ReplyKind, str] = {
    ReplyKind.RECEIPT: "receipt",
    ReplyKind.REQUEST: "request to correct",
}

ASKED_ONCE = "The file is signed with it. You are asked once, until you close s11desk."
NOT_ASKED_YET = "The agency does not know yet. Make the letter and the file below, then send them."
NOT_SENT_YET = "The agency does not know yet. Send the request below, then press “I have sent it”."
ASKED_NOW = "The agency knows: you have said that the request is sent."
_SIGNATURE = "It is not a picture: it is a small file here, which shows agencies that a letter comes from you."
NO_SIGNATURE = f"Next you set up your signature. {_SIGNATURE} Then you make the letter and send it."
SET_UP_FIRST = f"The letter needs your signature. {_SIGNATURE} Set it up first: it takes a minute, and you do it once."


def due_sentence(kinds: Sequence[ReplyKind]) -> str:
    """For example ``2 receipts and 1 request are to be made.``"""
    receipts = sum(kind is ReplyKind.RECEIPT for kind in kinds)
    requests = len(kinds) - receipts
    parts = [counted(receipts, "receipt")] if receipts else []
    parts += [counted(requests, "request to correct", "requests to correct")] if requests else []
    return f"{' and '.join(parts)} {'is' if len(kinds) == 1 else 'are'} to be made."


def all_made_sentence(number: int) -> str:
    """For replies that were made at once just now."""
    made = counted(number, "reply is made. It is", "replies are made. They are")
    return f"{made} in the list “To send”. Send each one, then press “I have sent it”."


SAY_ALL_ABOUT = "It records every reply in the list “To send” as sent today, by you. It sends nothing."
"""Beside the button “I have sent them all”."""


def all_sent_sentence(number: int) -> str:
    """For replies that were recorded as sent at once just now."""
    return f"{counted(number, 'reply is', 'replies are')} recorded as sent today."


def open_replies_sentence(due: int, unsent: int) -> str:
    """For example ``5 replies are made and not sent. 1 reply is still to be made.``; empty if there is none."""
    parts = [f"{counted(unsent, 'reply is', 'replies are')} made and not sent."] if unsent else []
    parts += [f"{counted(due, 'reply is', 'replies are')} still to be made."] if due else []
    return " ".join(parts)


def made_sentence(made: MadeReply) -> str:
    """Which reply it is, and when it was made."""
    name = REPLY_NAMES[made.record.kind].capitalize()
    return f"{name} for {made.reference}, made {local_moment(made.record.at)} by {short_line(made.record.who)}."


def files_sentence(made: MadeReply, folder: str) -> str:
    """Which file to attach, which has the text, and where both are. A reply of an earlier version has no text file."""
    attach = f"Attach this file to the e-mail: {one_line(made.record.file)}."
    if not made.record.letter:
        return f"{attach} It is in the folder {folder}."
    text = f"The text of the e-mail is in {one_line(made.record.letter)}. “Copy the text” copies it."
    return f"{attach} {text} Both are in the folder {folder}."


def address_sentence(email: str, *, is_sent: bool) -> str:
    """To whom a reply goes, by the list of agencies; empty if it is sent and no address is known."""
    if is_sent:
        return f"The address on your list: {short_line(email)}." if email else ""
    return f"Send it to {short_line(email)}." if email else "Your list of agencies has no e-mail address for it."


def sent_sentence(sent: dt.datetime | None) -> str:
    """When it was sent; that it was not, if nobody said so."""
    return f"Sent on {local_moment(sent)}." if sent is not None else "Not sent yet."


def decision_sentence(review: Review, *, is_told: bool = True) -> str:
    """Who decided what, and when. ``is_told``: the agency knows of it, if it was sent back."""
    by = f" It is asked for by {day(review.due)}." if review.due is not None else ""
    what = REVIEWS[review.state] if review.state.value != "received" else "the decision was taken back"
    if review.state is ReviewState.SENT_BACK and not is_told:
        what = f"{TO_SEND_BACK}, decided"
    return f"{what.capitalize()} by {short_line(review.who)}, {local_moment(review.at)}.{by}"


def reason_sentences(review: Review, topic: Topic) -> tuple[str, ...]:
    """Why, one text for each reason, with the question that it is about."""
    return tuple(f"{_about(topic, one.question)}{several_lines(one.text)}" for one in review.reasons)


def question_choice(topic: Topic, question_id: str) -> str:
    """A question in a list to choose from: its number and its words."""
    question = topic.question(question_id)
    words = one_line(question.text) if question is not None else ""
    return short_line(f"{topic.number_of(question_id)}. {words}")


def asked_heading(review: Review) -> str:
    """What stands above the reasons of the last decision; empty if it needs none."""
    if review.state is ReviewState.SENT_BACK:
        return f"What you ask for, by {day(review.due)}:" if review.due is not None else "What you ask for:"
    return "Why:" if review.reasons else ""


def corrected_sentences(review: Review, changes: ReturnChanges, topic: Topic) -> tuple[str, ...]:
    """What was asked of the agency before, each with whether that answer is another now; then all that is another."""
    asked = tuple(
        f"{_about(topic, one.question)}{several_lines(one.text)}{_whether(topic, one.question, changes)}"
        for one in review.reasons
    )
    what = changes_text(topic, changes)
    return (*asked, f"Changed since then: {what}." if what else "Nothing in this return has changed since then.")


def _whether(topic: Topic, question_id: str, changes: ReturnChanges) -> str:
    if not question_id or topic.question(question_id) is None:
        return ""
    return "\nThis has changed." if changes.is_changed(question_id) else "\nThis is as it was."


def _about(topic: Topic, question_id: str) -> str:
    return f"Question {topic.number_of(question_id)}: " if question_id and topic.question(question_id) else ""
