"""Write envelopes: one pass over the content and one to read it back, in constant memory."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import BinaryIO

from cryptography.exceptions import InvalidTag

from s11desk.errors import IntegrityError
from s11desk.progress import ByteCounter, Cancel, Progress
from s11desk.signing.envelope.content_encryption import decrypt_content, encrypt_content
from s11desk.signing.envelope.envelope_form import CONTENT_KEY_OCTETS, EnvelopeHeader, trailer
from s11desk.signing.envelope.envelope_reader import EnvelopeParts, read_envelope
from s11desk.signing.envelope.passphrase_key import encrypt_key
from s11desk.signing.envelope.recipients import RecipientCertificate, without_duplicates


def encrypt(
    source: BinaryIO,
    size: int,
    out: BinaryIO,
    recipients: Sequence[RecipientCertificate],
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> None:
    """Encrypt the rest of ``source``, which must have ``size`` bytes, and write the envelope to ``out``.

    ``out`` is an empty file that can seek and be read, such as one of :func:`s11desk.files.durable.writing`. The
    envelope is read back and decrypted with the content key, which nobody has afterwards. Progress counts both passes:
    ``2 * size`` bytes. This does not check whether a recipient's certificate has expired; see
    :meth:`RecipientCertificate.is_valid_at`.

    Raises ``RecipientUnsuitable`` (two certificates with one address), ``FileUnreadable``, :class:`Cancelled`, and
    :class:`IntegrityError` if ``source`` has another size or the envelope does not read back; an OSError of ``out``
    passes through. After an error, discard ``out``. Raises ValueError for no recipient, more than ``MAX_RECIPIENTS``,
    or more than ``MAX_CONTENT_SIZE``.
    """
    content_key = secrets.token_bytes(CONTENT_KEY_OCTETS)
    addressed = without_duplicates(tuple(recipients))
    keys = frozenset(recipient.encrypt_key(content_key) for recipient in addressed)
    _write(source, out, EnvelopeHeader(keys, size), content_key, ByteCounter(2 * size, progress, cancel))


def encrypt_under_passphrase(
    source: BinaryIO,
    size: int,
    out: BinaryIO,
    passphrase: str,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> None:
    """As :func:`encrypt`, with a passphrase. Raises ``PassphraseWrong`` for a passphrase that no file can have."""
    content_key = secrets.token_bytes(CONTENT_KEY_OCTETS)
    header = EnvelopeHeader(frozenset([encrypt_key(content_key, passphrase)]), size)
    _write(source, out, header, content_key, ByteCounter(2 * size, progress, cancel))


def _write(source: BinaryIO, out: BinaryIO, header: EnvelopeHeader, content_key: bytes, counter: ByteCounter) -> None:
    out.write(header.encoded)
    tag = encrypt_content(source, header, content_key, out, counter)
    out.write(trailer(tag))
    _check_written(out, EnvelopeParts(header, tag), content_key, counter)


def _check_written(out: BinaryIO, parts: EnvelopeParts, content_key: bytes, counter: ByteCounter) -> None:
    try:
        if read_envelope(out) != parts:
            raise IntegrityError("the envelope does not read back")
        decrypt_content(out, parts.header, parts.tag, content_key, _discard, counter)
    except InvalidTag as error:
        raise IntegrityError("the envelope does not read back") from error


def _discard(_block: bytes) -> None:
    """Reading back needs only the proof, not the content."""
