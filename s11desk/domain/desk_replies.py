"""What a desk sends back to an agency: a receipt, or a request to correct some answers (docs/register.md)."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from s11desk.domain.desk_values import ReviewReason

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
    """That a reply was made. ``file`` and ``letter``: their names in ``outgoing``. ``sha256``: of the file."""

    kind: ReplyKind
    file: str
    sha256: str
    who: str
    at: dt.datetime
    letter: str = ""
