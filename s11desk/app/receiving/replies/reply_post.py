"""The replies of a desk: what is due, what was made, the e-mail with each, and a record of what was sent."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from s11desk.app.home.known_desks import known_desks
from s11desk.app.home.paths import Home
from s11desk.app.receiving.agencies.agency_register import DeskOverview, require_return, returns_and_overview
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.replies.send_replies import due_replies
from s11desk.app.returns.mailing.mail import Mail, plain_address
from s11desk.app.returns.mailing.mail_headers import header_text
from s11desk.domain.receiving.desk_agencies import DeskAgency, match_key
from s11desk.domain.receiving.desk_counting import JudgedReturn
from s11desk.domain.receiving.desk_replies import MadeReply, ReplyKind, made_replies
from s11desk.domain.receiving.desk_values import ReceivedReturn, ReviewState
from s11desk.domain.returns.mail_size import mail_fit
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.files.presence import is_there
from s11desk.files.regular_files import read_regular
from s11desk.files.system_errors import reading_errors
from s11desk.register.agency_rows import all_agencies
from s11desk.register.receipt_rows import add_receipt, all_receipts, receipts_of
from s11desk.signing.identity.lifecycle import unlock
from s11desk.signing.signer import Signer

_SUBJECTS = {ReplyKind.RECEIPT: "Receipt for your return", ReplyKind.REQUEST: "Please correct your return"}


@dataclass(frozen=True, slots=True)
class DueReply:
    """A reply that is to be made. ``sha256``: of its return."""

    kind: ReplyKind
    sha256: str
    reference: str
    agency: str


@dataclass(frozen=True, slots=True)
class RepliesSeen:
    """What the page of replies shows. ``made``: the last one first. ``has_identity``: this computer can sign.

    ``officer``: who decides at the desk; empty if they have not given their name. ``address``: as in ``ReturnSeen``.
    """

    partnership: str
    due: tuple[DueReply, ...]
    made: tuple[MadeReply, ...]
    has_identity: bool
    officer: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class RepliesOpen:
    """How many replies are still to be made, and how many are made that nobody has said were sent."""

    due: int
    unsent: int


def count_open_replies(desk: ReceivingDesk, judged: Sequence[JudgedReturn]) -> RepliesOpen:
    """Count what is still to go back to the agencies. ``judged``: every return. Raises what reading raises."""
    here = {one.received.sha256 for one in judged}
    unsent = sum(one.sent is None and one.received in here for one in made_replies(all_receipts(desk.register)))
    return RepliesOpen(len(due_replies(desk, judged)), unsent)


def look_at_replies(desk: ReceivingDesk) -> RepliesSeen:
    """Read what is due and what was made. Raises what reading the register raises."""
    judged, overview = returns_and_overview(desk)
    agencies = {one.id: one for one in all_agencies(desk.register)}
    returns = {one.received.sha256: one.received for one in judged}
    due, states = due_replies(desk, judged), {one.received.sha256: one.review for one in judged}
    made = made_replies((sha256, desk.named(record)) for sha256, record in all_receipts(desk.register))
    return RepliesSeen(
        desk.facts.partnership,
        tuple(_due(one, states[one.sha256], _owner(one, overview, agencies)) for one in due),
        tuple(
            _with_agency(one, returns[one.received], _owner(returns[one.received], overview, agencies))
            for one in made
            if one.received in returns
        ),
        is_there(desk.officer.home.identity),
        known_desks(desk.officer.home).officer,
        desk.facts.reminder_address,
    )


def replies_to(desk: ReceivingDesk, received: ReceivedReturn, owner: DeskAgency | None) -> tuple[MadeReply, ...]:
    """The replies about one return, the last one first. ``owner``: whose it is, if that is known."""
    records = ((received.sha256, desk.named(record)) for record in receipts_of(desk.register, received.sha256))
    return tuple(_with_agency(one, received, owner) for one in made_replies(records))


def reply_mail(desk: ReceivingDesk, made: MadeReply) -> Mail:
    """The e-mail with a reply, for a person to check and send. Raises what reading its files raises."""
    path = desk.folder.outgoing / Path(made.record.file).name
    body = reply_letter(desk, made)
    with reading_errors(path):
        content = read_regular(path)
    subject = header_text(f"{_SUBJECTS[made.record.kind]} {made.reference}: {made.topic}")
    sha256 = hashlib.sha256(content).hexdigest()
    return Mail(plain_address(made.email), subject, body, path, sha256, mail_fit(len(content)))


def reply_letter(desk: ReceivingDesk, made: MadeReply) -> str:
    """The text of the letter that goes with a reply. Raises what reading its file raises."""
    path = desk.folder.outgoing / Path(made.record.letter).name
    with reading_errors(path):
        return read_regular(path).decode("utf-8", "replace")


def note_reply(desk: ReceivingDesk, made: MadeReply, how: PreparedAs) -> MadeReply:
    """Record how a reply was prepared for sending, or that it was sent. Returns the reply as it is then.

    Raises ``DeskReturnUnknown`` if its return was deleted, and what writing raises.
    """
    record = msgspec.structs.replace(made.record, who=desk.who, at=desk.now(), prepared=how)
    with desk.register.changing() as connection:
        require_return(desk, made.received)  # another program may have deleted it
        add_receipt(connection, made.received, record)
    return made.after(record)


def _owner(received: ReceivedReturn, overview: DeskOverview, agencies: dict[str, DeskAgency]) -> DeskAgency | None:
    match = overview.matches.get(match_key(received))
    return agencies.get(match.agency) if match is not None else None


def _due(received: ReceivedReturn, state: ReviewState, owner: DeskAgency | None) -> DueReply:
    kind = ReplyKind.RECEIPT if state is ReviewState.ACCEPTED else ReplyKind.REQUEST
    name = owner.name if owner is not None else received.agency
    return DueReply(kind, received.sha256, received.facts.reference, name)


def _with_agency(made: MadeReply, received: ReceivedReturn, owner: DeskAgency | None) -> MadeReply:
    return msgspec.structs.replace(
        made,
        reference=received.facts.reference,
        agency=owner.name if owner is not None else received.agency,
        email=owner.expected.email if owner is not None else "",
        topic=received.topic.title,
    )


def unlock_signature(home: Home, passphrase: str, now: dt.datetime) -> Signer:
    """Open the signature of this home, with which replies are signed.

    Raises ``IdentityMissing``, ``PassphraseWrong``, ``PassphraseMissing``, ``IdentityNotValid`` and what reading
    raises.
    """
    return unlock(home.identity, passphrase, now)
