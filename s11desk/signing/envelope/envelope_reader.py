"""Read envelopes. The reader passes on no part of an envelope that somebody has changed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag

from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseWrong
from s11desk.progress import ByteCounter, Cancel, Progress
from s11desk.signing.envelope import envelope_form
from s11desk.signing.envelope.addressees import read_addressee
from s11desk.signing.envelope.content_encryption import decrypt_content
from s11desk.signing.envelope.envelope_facts import (
    Addressee,
    EnvelopeAltered,
    EnvelopeFault,
    EnvelopeNotForYou,
    EnvelopeUnreadable,
)
from s11desk.signing.envelope.envelope_form import EnvelopeHeader, PassphraseKey
from s11desk.signing.envelope.file_blocks import path_of, read_block
from s11desk.signing.envelope.passphrase_key import decrypt_key
from s11desk.signing.envelope.recipient_keys import RecipientKey


@dataclass(frozen=True, slots=True)
class EnvelopeParts:
    """The parts of an envelope in our form. Only decrypting shows whether the content is unchanged."""

    header: EnvelopeHeader
    tag: bytes


def decrypt(
    source: BinaryIO,
    out: BinaryIO,
    key: RecipientKey,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> None:
    """Decrypt the envelope in ``source``, a seekable file, and write its content to ``out``.

    ``out`` is a file of :func:`s11desk.files.durable.writing`. The content is proved only at its end, so the file must
    not have its final name before. After an error, ``out`` is as it was before.

    Raises ``EnvelopeUnreadable`` (``path``, ``problem``: an :class:`EnvelopeFault`),
    ``EnvelopeNotForYou`` (``path``, ``addressees``), ``EnvelopeAltered`` (``path``), ``FileUnreadable`` and
    :class:`Cancelled`; an OSError of ``out`` passes through.
    """
    parts = _require_envelope(source)
    content_key = _content_key(source, parts.header, key)
    _decrypt(source, out, parts, content_key, ByteCounter(parts.header.size, progress, cancel))


def decrypt_under_passphrase(
    source: BinaryIO,
    out: BinaryIO,
    passphrase: str,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> None:
    """As :func:`decrypt`, for an envelope that a passphrase opens.

    Raises ``PassphraseMissing``, ``PassphraseWrong``, and ``EnvelopeNotForYou`` for an envelope to certificates.
    """
    parts = _require_envelope(source)
    found = next((each for each in parts.header.keys if isinstance(each, PassphraseKey)), None)
    if found is None:
        raise EnvelopeNotForYou(path=path_of(source), addressees=_addressees(parts.header))
    if not passphrase:
        raise PassphraseMissing()
    try:
        content_key = decrypt_key(found, passphrase)
    except ValueError:  # a chained error could hold the passphrase
        raise PassphraseWrong() from None
    _decrypt(source, out, parts, content_key, ByteCounter(parts.header.size, progress, cancel))


def is_under_passphrase(source: BinaryIO) -> bool:
    """Whether ``source`` is an envelope that a passphrase opens. Needs no key. Raises ``FileUnreadable``."""
    found = read_envelope(source)
    return not isinstance(found, EnvelopeFault) and any(isinstance(key, PassphraseKey) for key in found.header.keys)


def _decrypt(source: BinaryIO, out: BinaryIO, parts: EnvelopeParts, content_key: bytes, counter: ByteCounter) -> None:
    with _all_or_nothing(out):
        try:
            decrypt_content(source, parts.header, parts.tag, content_key, out.write, counter)
        except InvalidTag as error:
            raise EnvelopeAltered(path=path_of(source)) from error


def read_envelope(source: BinaryIO) -> EnvelopeParts | EnvelopeFault:
    """Read the envelope in ``source``, or find out why it is not one. Raises ``FileUnreadable``."""
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    head = read_block(source, envelope_form.MAX_HEADER_SIZE)
    source.seek(max(0, size - envelope_form.TRAILER_OCTETS))
    tail = read_block(source, envelope_form.TRAILER_OCTETS)
    header, tag = _header(head), tail[-envelope_form.TAG_OCTETS :]
    if header is None or header.whole_size != size or envelope_form.trailer(tag) != tail:
        return _fault(head, size)
    return EnvelopeParts(header, tag)


def _header(head: bytes) -> EnvelopeHeader | None:
    """The header at the start of ``head``; None unless our writer would have written the same bytes."""
    try:
        header = envelope_form.read_header(head)
    except ValueError:
        return None
    return header if head.startswith(header.encoded) else None


def _fault(head: bytes, size: int) -> EnvelopeFault:
    stated = envelope_form.stated_size(head)
    if stated is None:
        return EnvelopeFault.NOT_AN_ENVELOPE
    if stated > size:
        return EnvelopeFault.TRUNCATED
    return EnvelopeFault.EXTRA_BYTES if 0 < stated < size else EnvelopeFault.OTHER_FORM


def _require_envelope(source: BinaryIO) -> EnvelopeParts:
    found = read_envelope(source)
    if isinstance(found, EnvelopeFault):
        raise EnvelopeUnreadable(path=path_of(source), problem=found)
    return found


def _content_key(source: BinaryIO, header: EnvelopeHeader, key: RecipientKey) -> bytes:
    encrypted_key = next((each for each in header.keys if each.issuer_and_serial == key.issuer_and_serial), None)
    if encrypted_key is None:
        raise EnvelopeNotForYou(path=path_of(source), addressees=_addressees(header))
    try:
        return key.decrypt_key(encrypted_key)
    except ValueError as error:
        raise EnvelopeAltered(path=path_of(source)) from error


def _addressees(header: EnvelopeHeader) -> tuple[Addressee, ...]:
    """The addressees, sorted by name. An envelope does not keep the order of its recipients."""
    named = [key for key in header.keys if not isinstance(key, PassphraseKey)]
    found = [read_addressee(encrypted_key.issuer_and_serial) for encrypted_key in named]
    return tuple(sorted(found, key=lambda each: (each.organisation, each.name, each.serial)))


@contextmanager
def _all_or_nothing(out: BinaryIO) -> Iterator[None]:
    """If the block raises an error, remove everything that it wrote to ``out``."""
    begin = out.tell()
    try:
        yield
    except BaseException:
        out.seek(begin)
        out.truncate()
        raise
