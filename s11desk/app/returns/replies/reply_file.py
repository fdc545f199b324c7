"""The file of a receipt or a request: a small container with ``reply.json`` and a signature over it.

The desk writes it and the agency's program reads it, as strictly as a return (docs/register.md).
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import BinaryIO

import msgspec

from s11desk.bundle.audit_file import has_forbidden_text
from s11desk.bundle.canonical_json import encode_canonical
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_writer import bytes_member
from s11desk.bundle.container.plain_container import PlainLayout, read_plain_container, write_plain_container
from s11desk.bundle.file_start import REPLY_MIMETYPE
from s11desk.domain.receiving.desk_replies import REPLY_FORMAT, DeskReply, ReplyKind
from s11desk.domain.text.clean_text import is_shown_line
from s11desk.domain.text.text_limits import MESSAGE_LIMIT
from s11desk.errors.reply_errors import ReplyFault, ReplyNewer, ReplyRefused
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.signing.cms import sign_detached, verify_detached
from s11desk.signing.signature_facts import CmsFacts
from s11desk.signing.signer import Signer

REPLY_ENDINGS: dict[ReplyKind, str] = {ReplyKind.RECEIPT: ".s11receipt", ReplyKind.REQUEST: ".s11request"}
_REPLY, _SIGNATURE = "reply.json", "signature.p7s"
_LAYOUT = PlainLayout(REPLY_MIMETYPE, (_REPLY, _SIGNATURE), "nothing/")
_ENTRIES = 4
"""The type, the reply, its signature and the list of digests."""
MAX_REPLY_SIZE = 4 * 1024 * 1024
"""Bytes of the whole file. A thousand reasons of the greatest length take half of that."""
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DECODER = msgspec.json.Decoder(DeskReply)


class _Start(msgspec.Struct):
    format: int


class ReadReply(msgspec.Struct, frozen=True):
    """A reply without any fault. ``cms``: its valid signature, by whom and when."""

    reply: DeskReply
    cms: CmsFacts


def write_reply(reply: DeskReply, signer: Signer) -> bytes:
    """The file, signed at the reply's own time. Raises ValueError for a reply that no program would take in."""
    if not _is_sound(reply):
        raise ValueError("a reply that would be refused")
    content = encode_canonical(reply)
    out = io.BytesIO()
    signature = sign_detached(content, signer, reply.at)
    write_plain_container(out, _LAYOUT, (bytes_member(_REPLY, content), bytes_member(_SIGNATURE, signature)))
    return out.getvalue()


@run_in_reader
def read_reply(stream: BinaryIO, path: Path) -> ReadReply:
    """Read the reply in ``stream``; only errors use ``path``.

    Raises ``ReplyRefused`` and ``ReplyNewer``; an OSError passes through.
    """
    return check_reply(stream, path)


def check_reply(stream: BinaryIO, path: Path) -> ReadReply:
    """As :func:`read_reply`, in this process."""
    if stream.seek(0, io.SEEK_END) > MAX_REPLY_SIZE:
        raise ReplyRefused(path=path, fault=ReplyFault.FORM)
    container = read_plain_container(stream, _LAYOUT)
    if container.facts.fault is not None or len(container.facts.entries) != _ENTRIES:
        raise ReplyRefused(path=path, fault=ReplyFault.FORM)
    contents = Contents(stream, container.facts)
    content = contents.read_member(_REPLY, MAX_REPLY_SIZE)
    cms = verify_detached(content, contents.read_member(_SIGNATURE, MAX_REPLY_SIZE))
    if not cms.is_valid:
        raise ReplyRefused(path=path, fault=ReplyFault.SIGNATURE)
    reply = _decode(content, path)
    if cms.signed_at != reply.at or not _is_sound(reply) or has_forbidden_text(content):
        raise ReplyRefused(path=path, fault=ReplyFault.DATA)
    return ReadReply(reply, cms)


def _decode(content: bytes, path: Path) -> DeskReply:
    try:
        if msgspec.json.decode(content, type=_Start).format > REPLY_FORMAT:
            raise ReplyNewer(path=path)
        reply = _DECODER.decode(content)
        is_canonical = encode_canonical(reply) == content
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise ReplyRefused(path=path, fault=ReplyFault.DATA) from error
    if not is_canonical or reply.format != REPLY_FORMAT:
        raise ReplyRefused(path=path, fault=ReplyFault.DATA)
    return reply


def _is_sound(reply: DeskReply) -> bool:
    """Whether every text is one that can be shown as it is, and a request says what it asks for."""
    about = reply.about
    lines = (reply.program, reply.partnership, reply.officer, about.audit_id, about.reference, about.agency)
    names = (about.topic_id, *(reason.question for reason in reply.reasons))
    digests = (about.sha256, about.content, about.topic_digest)
    has_reasons = bool(reply.reasons)
    return (
        all(map(is_shown_line, (*lines, *names)))
        and all(_SHA256.fullmatch(digest) is not None for digest in digests)
        and all(_is_reason(reason.text) for reason in reply.reasons)
        and has_reasons == (reply.kind is ReplyKind.REQUEST)
        and (reply.due is None or reply.kind is ReplyKind.REQUEST)
    )


def _is_reason(text: str) -> bool:
    return bool(text.strip()) and len(text) <= MESSAGE_LIMIT
