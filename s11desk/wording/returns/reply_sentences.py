"""Sentences about receipts and requests, as the agency sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from s11desk.domain.receiving.desk_replies import DeskReply, ReplyKind
from s11desk.domain.receiving.desk_values import ReviewReason
from s11desk.domain.returns.return_verdict import Standing
from s11desk.domain.topics.pack_key import PackKey
from s11desk.domain.topics.topic import Topic
from s11desk.errors.reply_errors import ReplyFault
from s11desk.wording.amounts import first_few, listed
from s11desk.wording.dates import day, local_day
from s11desk.wording.plain_text import short_line
from s11desk.wording.returns.signer_name import signer_name

_SHOWN = 5
"""Reasons in one message. All of them stand beside their questions."""


OTHER_SENDER = "Somebody else wrote about this return too. You have not checked who that is. Ask the partnership."
"""Beside what is shown of the replies about a return."""
_AHEAD = " Its date has not come yet, so the clock of one computer is wrong."
_STRANGER = "somebody you have not checked"
_OF_KEYS = {
    PackKey.SAME: "Your questions have the same signature, but you have not checked whose it is. Ask the partnership "
    "if it sent this.",
    PackKey.OTHER: (
        "Your questions have a different signature, so this may be from somebody else. Ask the partnership by "
        "telephone before you change anything."
    ),
    PackKey.UNSIGNED: (
        "Anybody can use any name, and this computer cannot tell who it is. Ask the partnership if it sent this."
    ),
}


@dataclass(frozen=True, slots=True)
class ReplySigner:
    """Who signed a reply: the name and the organisation in the certificate, and what this computer knows of the key."""

    name: str
    organisation: str
    standing: Standing
    pack_key: PackKey = PackKey.UNSIGNED

    @property
    def is_checked(self) -> bool:
        """Whether a person has checked the key."""
        return _is_checked(self.standing)


def reply_sentence(reply: DeskReply, signer: ReplySigner, *, is_ahead: bool = False) -> str:
    """What the reply says, who signed it, and whether that is known to be true."""
    said = (_received if reply.kind is ReplyKind.RECEIPT else _asked)(reply, signer.standing)
    return f"{reply.about.reference}: {said} {signer_sentence(signer)}{_AHEAD if is_ahead else ''}"


def signer_sentence(signer: ReplySigner) -> str:
    """Who signed, by the certificate; and of a key that nobody has checked, what this computer can tell of it."""
    signed = f"Signed by {signer_name(signer.name, signer.organisation)}."
    return signed if signer.is_checked else f"{signed} {_OF_KEYS[signer.pack_key]}"


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


def received_on_list(reply: DeskReply, signer: ReplySigner) -> str:
    """For a list of audits: that the last return was received and accepted."""
    return f"{received_line(reply, signer.standing)} It is accepted.{_unchecked(signer)}"


def asked_on_list(reply: DeskReply, signer: ReplySigner, numbers: Iterable[str]) -> str:
    """For a list of audits: ``Wirral SCP asks for changes to questions 1 and 4, by 3 June 2026.``"""
    named = list(dict.fromkeys(filter(None, numbers)))
    about = f" to question{'s' if len(named) > 1 else ''} {listed(named, 'and')}" if named else ""
    by = f", by {day(reply.due)}" if reply.due is not None else ""
    who = short_line(reply.partnership)
    asks = f"{who} asks" if signer.is_checked else f"{_STRANGER.capitalize()} asks, in the name of {who},"
    return f"{asks} for changes{about}{by}.{_unchecked(signer)}"


def answered_line(reply: DeskReply, number: int) -> str:
    """That the last return, ``number``, answers a request about an earlier one."""
    who = short_line(reply.partnership)
    return f"Your return {number} answers what {who} asked for on {local_day(reply.at)}."


def _unchecked(signer: ReplySigner) -> str:
    if signer.is_checked:
        return ""
    other = " Your questions have a different signature." if signer.pack_key is PackKey.OTHER else ""
    return f"{other} Ask the partnership whether it is theirs."


def asked_line(reasons: Iterable[ReviewReason], topic: Topic, standing: Standing) -> str:
    """Which questions a partnership wants to be corrected."""
    asks = asks_for_changes(standing)
    named = list(dict.fromkeys(topic.number_of(one.question) for one in reasons if topic.question(one.question)))
    if not named:
        return asks
    noun = "question" if len(named) == 1 else "questions"
    return f"{asks} to {noun} {listed(named, 'and')}"


def opened_reply(reply: DeskReply, signer: ReplySigner, topic: Topic, *, is_ahead: bool = False) -> tuple[str, str]:
    """Headline and text for a reply that was taken in this moment."""
    text = reply_sentence(reply, signer, is_ahead=is_ahead)
    if reply.kind is ReplyKind.RECEIPT:
        return received_line(reply, signer.standing).removesuffix("."), text
    first, more = first_few(reply.reasons, _SHOWN)
    shown = [reason_line(one, topic) for one in first]
    rest = [f"And {more} more."] if more else []
    return asked_line(reply.reasons, topic, signer.standing), "\n\n".join((text, *shown, *rest))


def asks_for_changes(standing: Standing) -> str:
    """The headline above what has to change."""
    return (
        "The partnership asks for changes"
        if _is_checked(standing)
        else "Somebody you have not checked asks for changes"
    )


def asks_to_change(standing: Standing) -> str:
    """The headline above an answer that has to change."""
    if _is_checked(standing):
        return "The partnership asks you to change this answer"
    return "Somebody you have not checked asks you to change this answer"


def what_next(request: DeskReply, signer: ReplySigner) -> str:
    """What to do about a reason, beside its question; of an unchecked signer, first who that is."""
    by = f" by {day(request.due)}" if request.due is not None else ""
    change = "Change your answer."
    if not signer.is_checked:
        change = f"{signer_sentence(signer)} If it is from the partnership, change your answer."
    return f"{change} Then make the next return, and send that one{by}."


def reason_line(reason: ReviewReason, topic: Topic) -> str:
    """One reason, with the number of its question; without one if it is about the whole return."""
    about = f"Question {topic.number_of(reason.question)}: " if topic.question(reason.question) else ""
    return f"{about}“{short_line(reason.text)}”"


REPLY_FAULTS: dict[ReplyFault, str] = {
    ReplyFault.FORM: "It is not a receipt or a request from s11desk, or it is damaged.",
    ReplyFault.SIGNATURE: "Its signature does not fit: somebody changed it after it was signed.",
    ReplyFault.DATA: "What it says is not in the form that s11desk writes.",
}
