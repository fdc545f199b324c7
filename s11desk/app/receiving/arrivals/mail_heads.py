"""Who sent an e-mail and what it is about, as mail programs save it: ``.eml``, or Outlook's ``.msg``."""

from __future__ import annotations

import email.errors
import email.header
import email.parser
import io
from dataclasses import dataclass

from s11desk.evidence.file_content import Content
from s11desk.evidence.office.compound_file import MAGIC, CompoundFile, CompoundFileError
from s11desk.wording.plain_text import short_line

_HEADERS = 64 * 1024
"""Bytes in which the headers are looked for."""
_LONGEST = 512
"""Bytes of a header or of a stream of Outlook that are read."""
_BROKEN_RULES = (ValueError, LookupError, TypeError, AttributeError, email.errors.MessageError)
"""What the library raises for a header that breaks the rules."""
_SUBJECT, _SENDER = "__substg1.0_0037001f", "__substg1.0_0c1a001f"
"""The streams of Outlook, in UTF-16 (PidTagSubject and PidTagSenderName of [MS-OXPROPS])."""


@dataclass(frozen=True, slots=True)
class MailHead:
    """Each in one line, empty if the e-mail does not say it. A stranger wrote both."""

    sender: str = ""
    subject: str = ""


NO_HEAD = MailHead()


def mail_head(content: bytes) -> MailHead:
    """The head of an e-mail. No content raises."""
    return _in_outlook(content) if content.startswith(MAGIC) else _in_message(content[:_HEADERS])


def _in_message(content: bytes) -> MailHead:
    try:
        message = email.parser.BytesHeaderParser().parsebytes(content)
    except _BROKEN_RULES:
        return MailHead()
    return MailHead(_decoded(message, "From"), _decoded(message, "Subject"))


def _decoded(message: email.message.Message, name: str) -> str:
    try:
        value = str(message[name] or "")[:_LONGEST]
        return short_line(str(email.header.make_header(email.header.decode_header(value))))
    except _BROKEN_RULES:
        return ""


def _in_outlook(content: bytes) -> MailHead:
    try:
        file = CompoundFile(Content(io.BytesIO(content)))
        sender, subject = (file.read(one, _LONGEST) if one in file else b"" for one in (_SENDER, _SUBJECT))
    except CompoundFileError:
        return MailHead()
    return MailHead(*(short_line(one.decode("utf-16-le", "replace")) for one in (sender, subject)))
