"""What a desk sends back to an agency: a receipt, or a request to correct some answers (docs/register.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from s11desk.domain.receiving.desk_values import Review, ReviewReason, ReviewState
from s11desk.domain.returns.prepared_as import PreparedAs

REPLY_FORMAT = 1
REASONS_LIMIT = 1_000
"""The most reasons in one request: one for every question of the largest topic."""

Moment = Annotated[dt.datetime, Meta(tz=True)]


class ReplyKind(StrEnum):
    """A receipt says that a return was received and accepted; a request asks to correct it."""

    RECEIPT = "receipt"
    REQUEST = "change-request"


class ReturnMeant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The return that a reply is about. ``sha256``: of the file that the desk has, after decryption.

    ``content``: the content digest in its first sign-off, which a copy with more signatures has too.
    """

    audit_id: str
    number: Annotated[int, Meta(ge=1, le=1_000_000)]
    reference: str
    sha256: str
    content: str
    agency: str
    topic_id: str
    topic_digest: str


class DeskReply(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The whole of ``reply.json``. ``program``: the version that wrote it. ``at``: when the desk decided.

    ``received``: when the return was taken in. ``reasons`` and ``due``: of a request only.
    """

    format: int
    kind: ReplyKind
    program: str
    partnership: str
    officer: str
    at: Moment
    received: Moment
    about: ReturnMeant
    reasons: Annotated[tuple[ReviewReason, ...], Meta(max_length=REASONS_LIMIT)] = ()
    due: dt.date | None = None


class ReceiptRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """That a reply was made. ``file`` and ``letter``: their names in ``outgoing``. ``sha256``: of the file.

    ``prepared``: the record says instead how the reply with this ``sha256`` was prepared for sending, or that it was
    sent. ``decisions``: how many there were on the return, the last of which the reply is about; 0 in older registers.
    """

    kind: ReplyKind
    file: str
    sha256: str
    who: str
    at: dt.datetime
    letter: str = ""
    prepared: PreparedAs | None = None
    decisions: int = 0


class MadeReply(msgspec.Struct, frozen=True):
    """A reply that was made. ``received``: the SHA-256 of its return. ``prepared``: how it was prepared last.

    ``sent``: when the officer said that it was sent; None if it was not. ``agency``: whose it is, by its name on the
    list or in the return. ``email``: its address on the list. ``topic``: the title of the questions.
    """

    received: str
    record: ReceiptRecord
    reference: str = ""
    agency: str = ""
    email: str = ""
    topic: str = ""
    prepared: PreparedAs | None = None
    sent: dt.datetime | None = None

    def after(self, record: ReceiptRecord) -> MadeReply:
        """The reply after ``record`` says how it was prepared or that it was sent."""
        if record.prepared is PreparedAs.SENT:
            sent: dt.datetime | None = record.at
        else:
            sent = None if record.prepared is PreparedAs.NOT_SENT else self.sent
        return msgspec.structs.replace(self, prepared=record.prepared, sent=sent)


def made_replies(records: Iterable[tuple[str, ReceiptRecord]]) -> tuple[MadeReply, ...]:
    """The replies of ``records``, each with the SHA-256 of its return; the one that was made last is first."""
    made: dict[str, MadeReply] = {}
    for received, record in records:
        before = made.get(record.sha256)
        if record.prepared is None:
            made[record.sha256] = MadeReply(received, record)
        elif before is not None:
            made[record.sha256] = before.after(record)
    return tuple(reversed(made.values()))


def untold(reviews: Mapping[str, Review], made: Iterable[MadeReply]) -> frozenset[str]:
    """The returns that are to be sent back and of which nobody has said that the request was sent, by SHA-256.

    ``reviews``: the decision that has effect, by the SHA-256 of the return.
    """
    told = {
        one.received
        for one in made
        if one.record.kind is ReplyKind.REQUEST
        and one.sent is not None
        and one.received in reviews
        and one.record.at >= reviews[one.received].at
    }
    back = {sha256 for sha256, review in reviews.items() if review.state is ReviewState.SENT_BACK}
    return frozenset(back - told)
