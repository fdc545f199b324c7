"""The returns that are attached to an e-mail, as mail programs save it: ``.eml``, or Outlook's ``.msg``.

An e-mail may itself be attached to another: that is how mail programs forward one "as attachment".
"""

from __future__ import annotations

import email
import email.policy
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from s11desk.app.email_start import starts_as_email, starts_as_packed
from s11desk.app.receiving.arrivals.mail_heads import NO_HEAD, MailHead, mail_head
from s11desk.bundle.file_start import starts_as_return
from s11desk.evidence.file_content import Content
from s11desk.evidence.office.compound_file import MAGIC, CompoundFile, CompoundFileError
from s11desk.override import override
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.signing.envelope.envelope_start import is_envelope

MAX_MAIL_SIZE = 64 * 1024 * 1024
"""Bytes. Mail systems take far less; a larger file is not read."""
MAX_LINES = 1_500_000
"""Lines. The largest e-mail has 900,000; of many short ones, the library makes many times their size."""
MAX_DEPTH = 10
"""E-mails inside one another. Nobody forwards one so often; a stranger's file may go on without end."""

_HEADER = 4096
"""Characters of a header that are read. The library takes the square of its length to find the name of a file."""
_OUTLOOK_CONTENT = "__substg1.0_37010102"
"""The stream with the content of an attachment ([MS-OXMSG] 2.1.3, PidTagAttachDataBinary of [MS-OXPROPS])."""
_BROKEN_RULES = (ValueError, LookupError, TypeError, AttributeError)
"""What the library raises for a header or an encoding that breaks the rules."""


class MailFlaw(StrEnum):
    """Why not all of an e-mail was read. PACKED: Outlook put its files into one, ``winmail.dat``, which is not read."""

    NONE = "none"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    PACKED = "packed"


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A return, or an encrypted one, in an e-mail. ``name``: as the e-mail gives it; may be empty."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MailContent:
    """The returns in an e-mail, and whether that is all of them. ``head``: of one in which there is none."""

    attachments: tuple[MailAttachment, ...] = ()
    flaw: MailFlaw = MailFlaw.NONE
    head: MailHead = NO_HEAD


class _TooMuch(Exception):  # noqa: N818 - it never leaves this module
    """The attachments are more than the file: many of them share the same bytes."""


class _TooDeep(Exception):  # noqa: N818 - it never leaves this module
    """There is another e-mail at the greatest depth."""


@run_in_reader
def returns_in_mail(stream: BinaryIO) -> MailContent:
    """The attachments of the e-mail in ``stream`` that begin as a return does, also those of e-mails attached to it.

    Pictures and the like are left out. No content raises; an OSError passes through.
    """
    stream.seek(0)
    content = stream.read(MAX_MAIL_SIZE + 1)
    if len(content) > MAX_MAIL_SIZE or max(content.count(b"\n"), content.count(b"\r")) > MAX_LINES:
        return MailContent(flaw=MailFlaw.TOO_LARGE)
    found: list[MailAttachment] = []
    try:
        for each in _attached(MailAttachment("", content), MAX_DEPTH):
            found.append(each)  # those before an error are kept
    except (_TooDeep, RecursionError):
        return MailContent(_returns(found), MailFlaw.TOO_DEEP)
    except _TooMuch:
        return MailContent(_returns(found), MailFlaw.TOO_LARGE)
    returns = _returns(found)
    head = NO_HEAD if returns else mail_head(content)
    return MailContent(returns, MailFlaw.PACKED if len(returns) < len(found) else MailFlaw.NONE, head)


def _returns(found: Iterable[MailAttachment]) -> tuple[MailAttachment, ...]:
    return tuple(one for one in found if not starts_as_packed(one.content))


class _ShortHeaders(email.policy.Compat32):
    """As mail programs write them. What a stranger added is not read."""

    @override
    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_HEADER]


_POLICY = _ShortHeaders()


def _attached(mail: MailAttachment, depth: int) -> Iterator[MailAttachment]:
    """The returns, and what Outlook packed."""
    if starts_as_packed(mail.content):
        yield mail
        return
    if depth == 0:
        raise _TooDeep
    parts = _in_outlook if mail.content.startswith(MAGIC) else _in_message
    for each in parts(mail.content):
        if starts_as_return(each.content) or is_envelope(each.content):
            yield each
        elif starts_as_email(each.content) or each.content.startswith(MAGIC):
            yield from _attached(each, depth - 1)


def _in_message(content: bytes) -> Iterator[MailAttachment]:
    message = email.message_from_bytes(content, policy=_POLICY)
    for part in message.walk():
        decoded = _decoded(part)
        if decoded:
            yield MailAttachment(_file_name(part), decoded)


def _decoded(part: email.message.Message) -> bytes:
    """The content of a part; empty if it has parts itself, or cannot be read."""
    try:
        decoded = None if part.is_multipart() else part.get_payload(decode=True)
    except _BROKEN_RULES:
        return b""
    return decoded if isinstance(decoded, bytes) else b""


def _file_name(part: email.message.Message) -> str:
    try:
        return part.get_filename() or ""
    except _BROKEN_RULES:
        return ""


def _in_outlook(content: bytes) -> Iterator[MailAttachment]:
    left = len(content)
    try:
        for each in CompoundFile(Content(io.BytesIO(content))).read_all(_OUTLOOK_CONTENT, MAX_MAIL_SIZE):
            left -= len(each)
            if left < 0:
                raise _TooMuch
            yield MailAttachment("", each)
    except CompoundFileError:
        return
