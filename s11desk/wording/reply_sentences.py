"""Sentences about receipts and requests, as the agency sees them."""

from __future__ import annotations

from collections.abc import Iterable

from s11desk.domain.desk_replies import DeskReply, ReplyKind
from s11desk.domain.desk_values import ReviewReason
from s11desk.domain.return_verdict import Standing
from s11desk.domain.topic import Topic
from s11desk.errors.reply_errors import ReplyFault
from s11desk.wording.amounts import listed
from s11desk.wording.dates import day, local_day
from s11desk.wording.plain_text import short_line

_SHOWN = 5
"""Reasons in one message. All of them stand beside their questions."""


def reply_sentence(reply: DeskReply, signer: str, standing: Standing) -> str:
    """What the reply says, who signed it, and whether that is known to be true."""
    who = short_line(reply.partnership)
    said = (
        f"{reply.about.reference}: received by {who} on {local_day(reply.received)} and accepted on {local_day(reply.at)}."
        if reply.kind is ReplyKind.RECEIPT
        else f"{reply.about.reference}: {who} asks you on {local_day(reply.at)} to correct it{_by_when(reply)}."
    )
    is_known = standing in {Standing.KNOWN, Standing.OWN}
    checked = "" if is_known else " You have not checked who that is: ask the partnership for its fingerprint."
    return f"{said} Signed by {short_line(signer)}.{checked}"


def _by_when(reply: DeskReply) -> str:
    return f", and to send the next return by {day(reply.due)}" if reply.due is not None else ""


def received_line(reply: DeskReply) -> str:
    """That the return of a receipt has arrived."""
    return f"Received by {short_line(reply.partnership)} on {local_day(reply.received)}."


def received_on_list(reply: DeskReply, standing: Standing) -> str:
    """For a list of audits: that the last return was received and accepted."""
    return f"{received_line(reply)} It is accepted.{_unchecked(standing)}"


def asked_on_list(reply: DeskReply, standing: Standing, numbers: Iterable[str]) -> str:
    """For a list of audits: ``Wirral SCP asks for changes to questions 1 and 4, by 3 June 2026.``"""
    named = list(dict.fromkeys(filter(None, numbers)))
    about = f" to question{'s' if len(named) > 1 else ''} {listed(named, 'and')}" if named else ""
    by = f", by {day(reply.due)}" if reply.due is not None else ""
    return f"{short_line(reply.partnership)} asks for changes{about}{by}.{_unchecked(standing)}"


def answered_line(reply: DeskReply, number: int) -> str:
    """That the last return, ``number``, answers a request about an earlier one."""
    who = short_line(reply.partnership)
    return f"Your return {number} answers what {who} asked for on {local_day(reply.at)}."


def _unchecked(standing: Standing) -> str:
    return "" if standing in {Standing.KNOWN, Standing.OWN} else " You have not checked who signed this."


def asked_line(reasons: Iterable[ReviewReason], topic: Topic) -> str:
    """Which questions a partnership wants to be corrected."""
    named = list(dict.fromkeys(topic.number_of(one.question) for one in reasons if topic.question(one.question)))
    if not named:
        return "The partnership asks for changes"
    noun = "question" if len(named) == 1 else "questions"
    return f"The partnership asks for changes to {noun} {listed(named, 'and')}"


def opened_reply(reply: DeskReply, signer: str, standing: Standing, topic: Topic) -> tuple[str, str]:
    """Headline and text for a reply that was taken in this moment."""
    text = reply_sentence(reply, signer, standing)
    if reply.kind is ReplyKind.RECEIPT:
        return received_line(reply).removesuffix("."), text
    shown = [reason_line(one, topic) for one in reply.reasons[:_SHOWN]]
    more = len(reply.reasons) - len(shown)
    rest = [f"And {more} more."] if more else []
    return asked_line(reply.reasons, topic), "\n\n".join((text, *shown, *rest))


def what_next(request: DeskReply) -> str:
    """What to do about a reason, beside its question."""
    by = f" by {day(request.due)}" if request.due is not None else ""
    return f"Change your answer. Then make the next return, and send that one{by}."


def reason_line(reason: ReviewReason, topic: Topic) -> str:
    """One reason, with the number of its question; without one if it is about the whole return."""
    about = f"Question {topic.number_of(reason.question)}: " if topic.question(reason.question) else ""
    return f"{about}“{short_line(reason.text)}”"


REPLY_FAULTS: dict[ReplyFault, str] = {
    ReplyFault.FORM: "It is no receipt and no request of s11desk, or it is damaged.",
    ReplyFault.SIGNATURE: "Its signature does not fit: somebody changed it after it was signed.",
    ReplyFault.DATA: "What it says is not in the form that s11desk writes.",
}
