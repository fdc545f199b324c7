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


OTHER_SENDER = "Somebody else wrote about this return too. You have not checked who that is. Ask the partnership."
"""Beside what is shown of the replies about a return."""
_AHEAD = " Its date has not come yet, so the clock of one computer is wrong."
_STRANGER = "somebody you have not checked"


def reply_sentence(reply: DeskReply, signer: str, standing: Standing, *, is_ahead: bool = False) -> str:
    """What the reply says, who signed it, and whether that is known to be true."""
    said = (_received if reply.kind is ReplyKind.RECEIPT else _asked)(reply, standing)
    checked = (
        "" if _is_checked(standing) else " You have not checked who that is: ask the partnership for its fingerprint."
    )
    ahead = _AHEAD if is_ahead else ""
    return f"{reply.about.reference}: {said} Signed by {short_line(signer)}.{checked}{ahead}"


def _is_checked(standing: Standing) -> bool:
    return standing in {Standing.KNOWN, Standing.OWN}


def _received(reply: DeskReply, standing: Standing) -> str:
    who, came, accepted = short_line(reply.partnership), local_day(reply.received), local_day(reply.at)
    if _is_checked(standing):
        return f"received by {who} on {came} and accepted on {accepted}."
    return f"{_STRANGER} says that {who} received it on {came} and accepted it on {accepted}."


def _asked(reply: DeskReply, standing: Standing) -> str:
    who, asked = short_line(reply.partnership), local_day(reply.at)
    if _is_checked(standing):
        return f"{who} asks you on {asked} to correct it{_by_when(reply)}."
    return f"{_STRANGER} asks you on {asked}, in the name of {who}, to correct it{_by_when(reply)}."


def _by_when(reply: DeskReply) -> str:
    return f", and to send the next return by {day(reply.due)}" if reply.due is not None else ""


def received_line(reply: DeskReply, standing: Standing) -> str:
    """That the return of a receipt has arrived, or that somebody says so."""
    line = f"eceived by {short_line(reply.partnership)} on {local_day(reply.received)}."
    return f"R{line}" if _is_checked(standing) else f"{_STRANGER.capitalize()} says: r{line}"


def received_on_list(reply: DeskReply, standing: Standing) -> str:
    """For a list of audits: that the last return was received and accepted."""
    return f"{received_line(reply, standing)} It is accepted.{_unchecked(standing)}"


def asked_on_list(reply: DeskReply, standing: Standing, numbers: Iterable[str]) -> str:
    """For a list of audits: ``Wirral SCP asks for changes to questions 1 and 4, by 3 June 2026.``"""
    named = list(dict.fromkeys(filter(None, numbers)))
    about = f" to question{'s' if len(named) > 1 else ''} {listed(named, 'and')}" if named else ""
    by = f", by {day(reply.due)}" if reply.due is not None else ""
    who = short_line(reply.partnership)
    asks = f"{who} asks" if _is_checked(standing) else f"{_STRANGER.capitalize()} asks, in the name of {who},"
    return f"{asks} for changes{about}{by}.{_unchecked(standing)}"


def answered_line(reply: DeskReply, number: int) -> str:
    """That the last return, ``number``, answers a request about an earlier one."""
    who = short_line(reply.partnership)
    return f"Your return {number} answers what {who} asked for on {local_day(reply.at)}."


def _unchecked(standing: Standing) -> str:
    return "" if _is_checked(standing) else " Ask the partnership whether it is theirs."


def asked_line(reasons: Iterable[ReviewReason], topic: Topic, standing: Standing) -> str:
    """Which questions a partnership wants to be corrected."""
    asks = f"{'The partnership' if _is_checked(standing) else _STRANGER.capitalize()} asks for changes"
    named = list(dict.fromkeys(topic.number_of(one.question) for one in reasons if topic.question(one.question)))
    if not named:
        return asks
    noun = "question" if len(named) == 1 else "questions"
    return f"{asks} to {noun} {listed(named, 'and')}"


def opened_reply(
    reply: DeskReply, signer: str, standing: Standing, topic: Topic, *, is_ahead: bool = False
) -> tuple[str, str]:
    """Headline and text for a reply that was taken in this moment."""
    text = reply_sentence(reply, signer, standing, is_ahead=is_ahead)
    if reply.kind is ReplyKind.RECEIPT:
        return received_line(reply, standing).removesuffix("."), text
    shown = [reason_line(one, topic) for one in reply.reasons[:_SHOWN]]
    more = len(reply.reasons) - len(shown)
    rest = [f"And {more} more."] if more else []
    return asked_line(reply.reasons, topic, standing), "\n\n".join((text, *shown, *rest))


def what_next(request: DeskReply, standing: Standing) -> str:
    """What to do about a reason, beside its question."""
    by = f" by {day(request.due)}" if request.due is not None else ""
    first = "" if _is_checked(standing) else "You have not checked who asks this: ask the partnership first. "
    return f"{first}Change your answer. Then make the next return, and send that one{by}."


def reason_line(reason: ReviewReason, topic: Topic) -> str:
    """One reason, with the number of its question; without one if it is about the whole return."""
    about = f"Question {topic.number_of(reason.question)}: " if topic.question(reason.question) else ""
    return f"{about}“{short_line(reason.text)}”"


REPLY_FAULTS: dict[ReplyFault, str] = {
    ReplyFault.FORM: "It is no receipt and no request of s11desk, or it is damaged.",
    ReplyFault.SIGNATURE: "Its signature does not fit: somebody changed it after it was signed.",
    ReplyFault.DATA: "What it says is not in the form that s11desk writes.",
}
