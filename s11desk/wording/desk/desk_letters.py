"""The texts that a desk sends with its files: plain text, for an e-mail or a letter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.desk_replies import DeskReply
from s11desk.domain.topics.topic import Topic
from s11desk.wording.dates import day
from s11desk.wording.plain_text import short_line, shown_text


@dataclass(frozen=True, slots=True)
class Post:
    """``contact``: the agency's, as the list has it. ``address``: where returns are to be sent. Both may be empty."""

    contact: str = ""
    address: str = ""


def receipt_text(reply: DeskReply, topic: Topic, post: Post) -> str:
    """That a return was received and accepted."""
    about = reply.about
    return (
        f"{_dear(about.agency, post.contact)}{short_line(reply.partnership)} has received the return of "
        f"{short_line(about.agency)} about “{short_line(topic.title)}” ({short_line(topic.year)}), "
        "and has accepted it.\n\n"
        f"Reference: {about.reference}\nReceived: {_day(reply.received)}\nAccepted: {_day(reply.at)}\n\n"
        f"The attached file is the signed receipt. Open it with s11desk: your audit then shows it.\n\n{_from(reply)}"
    )


def request_text(reply: DeskReply, topic: Topic, post: Post) -> str:
    """What is to be corrected in a return, by question, and where and by when it is to be sent."""
    about = reply.about
    where = f" to {short_line(post.address)}" if post.address else ""
    by = f" by {day(reply.due)}" if reply.due is not None else ""
    due = f" Please send it{where}{by}." if where or by else ""
    reasons = "\n\n".join(f"{_question(topic, reason.question)}{shown_text(reason.text)}" for reason in reply.reasons)
    return (
        f"{_dear(about.agency, post.contact)}"
        f"Thank you for the return {about.reference} of {short_line(about.agency)} about "
        f"“{short_line(topic.title)}” ({short_line(topic.year)}). "
        f"Before {short_line(reply.partnership)} can accept it, please correct this:\n\n"
        f"{reasons}\n\n"
        "Open the attached file with s11desk: it shows each point beside its question. Nothing that you wrote is "
        f"changed. Then sign and send a second return.{due}\n\n{_from(reply)}"
    )


def _dear(agency: str, contact: str) -> str:
    """As a reminder begins: with the name of the contact, if one is known."""
    return f"Dear {short_line(contact) or f'colleagues at {short_line(agency)}'},\n\n"


def _from(reply: DeskReply) -> str:
    return f"{short_line(reply.officer)}\n{short_line(reply.partnership)}\n"


def _question(topic: Topic, question_id: str) -> str:
    question = topic.question(question_id) if question_id else None
    return f"Question {topic.number_of(question.id)}, {short_line(question.text)}\n" if question is not None else ""


def _day(moment: dt.datetime) -> str:
    return day(england_day(moment))
