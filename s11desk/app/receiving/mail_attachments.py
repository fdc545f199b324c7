"""The returns that are attached to an e-mail, as mail programs save it: ``.eml``, or Outlook's ``.msg``."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from s11desk.bundle.file_start import starts_as_return
from s11desk.evidence.compound_file import MAGIC, CompoundFile, CompoundFileError
from s11desk.evidence.file_content import Content
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.signing.envelope.envelope_start import is_envelope

MAX_MAIL_SIZE = 64 * 1024 * 1024
"""Bytes. Mail systems take far less; a larger file is not read."""

_OUTLOOK_CONTENT = "__substg1.0_37010102"
"""The stream with the content of an attachment ([MS-OXMSG] 2.1.3, PidTagAttachDataBinary of [MS-OXPROPS])."""


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A return, or an encrypted one, in an e-mail. ``name``: as the e-mail gives it; may be empty."""

    name: str
    content: bytes


@run_in_reader
def returns_in_mail(stream: BinaryIO) -> tuple[MailAttachment, ...]:
    """The attachments of the e-mail in ``stream`` that begin as a return does. Pictures and the like are left out.

    No content raises; what cannot be read has no attachments. An OSError passes through.
    """
    stream.seek(0)
    content = stream.read(MAX_MAIL_SIZE + 1)
    if len(content) > MAX_MAIL_SIZE:
        return ()
    attached = _in_outlook(stream) if content.startswith(MAGIC) else _in_message(content)
    return tuple(each for each in attached if starts_as_return(each.content) or is_envelope(each.content))


def _in_message(content: bytes) -> Iterator[MailAttachment]:
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    for part in message.walk():
        decoded = None if part.is_multipart() else part.get_payload(decode=True)
        if isinstance(decoded, bytes) and decoded:
            yield MailAttachment(_file_name(part), decoded)


def _file_name(part: email.message.Message) -> str:
    try:
        return part.get_filename() or ""
    except (ValueError, LookupError, UnicodeError):  # a header that breaks the rules
        return ""


def _in_outlook(stream: BinaryIO) -> Iterator[MailAttachment]:
    try:
        contents = CompoundFile(Content(stream)).read_all(_OUTLOOK_CONTENT, MAX_MAIL_SIZE)
        yield from (MailAttachment("", content) for content in contents)
    except CompoundFileError:
        return
