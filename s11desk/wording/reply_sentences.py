"""Sentences about receipts and requests, as the agency sees them."""

from __future__ import annotations

from s11desk.domain.desk_replies import DeskReply, ReplyKind
from s11desk.domain.return_verdict import Standing
from s11desk.errors.reply_errors import ReplyFault
from s11desk.wording.dates import local_day
from s11desk.wording.plain_text import short_line


def reply_sentence(reply: DeskReply, signer: str, standing: Standing) -> str:
    """What the reply says, who signed it, and whether that is known to be true."""
    who = short_line(reply.partnership)
    said = (
        f"{reply.about.reference}: received by {who} on {local_day(reply.received)} and accepted on {local_day(reply.at)}."
        if reply.kind is ReplyKind.RECEIPT
        else f"{reply.about.reference}: {who} asks you on {local_day(reply.at)} to correct it."
    )
    is_known = standing in {Standing.KNOWN, Standing.OWN}
    checked = "" if is_known else " You have not checked who that is: ask the partnership for its fingerprint."
    return f"{said} Signed by {short_line(signer)}.{checked}"


REPLY_FAULTS: dict[ReplyFault, str] = {
    ReplyFault.FORM: "It is no receipt and no request of s11desk, or it is damaged.",
    ReplyFault.SIGNATURE: "Its signature does not fit: somebody changed it after it was signed.",
    ReplyFault.DATA: "What it says is not in the form that s11desk writes.",
}
