"""Writing envelopes: one pass over the content, one to read it back, constant memory."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import BinaryIO

from cryptography.exceptions import InvalidTag

from s11desk.errors import IntegrityError
from s11desk.progress import ByteCounter, Cancel, Progress
from s11desk.signing.envelope.envelope_form import CONTENT_KEY_OCTETS, Opening, closing
from s11desk.signing.envelope.envelope_reader import Sealed, examine
from s11desk.signing.envelope.recipients import RecipientCertificate, distinct
from s11desk.signing.envelope.sealed_content import seal, unseal


def encrypt(
    source: BinaryIO,
    size: int,
    out: BinaryIO,
    recipients: Sequence[RecipientCertificate],
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> None:
    """Write the envelope of the next ``size`` bytes of ``source``, which must end there, to ``out``.

    ``out`` is an empty file that can seek and be read, as :func:`s11desk.durable.writing` gives; what was written is
    read back, and decrypted with the content key before that is forgotten. Progress counts both ways: ``2 * size``.
    Nothing here asks whether a recipient's certificate has expired: see :meth:`RecipientCertificate.is_valid_at`.

    Raises ``RecipientUnsuitable`` (two certificates with one address), ``FileUnreadable``; :class:`IntegrityError`
    where ``source`` has another size or the envelope does not read back; :class:`Cancelled`; OSError where ``out``
    does. What was written until then is of no use. ValueError for no recipient, more than ``MOST_RECIPIENTS``, or more
    than ``LARGEST_CONTENT``.
    """
    content_key = secrets.token_bytes(CONTENT_KEY_OCTETS)
    addressed = distinct(tuple(recipients))
    opening = Opening(frozenset(recipient.enclose(content_key) for recipient in addressed), size)
    counter = ByteCounter(2 * size, progress, cancel)
    out.write(opening.encoded)
    tag = seal(source, opening, content_key, out, counter)
    out.write(closing(tag))
    _check_written(out, Sealed(opening, tag), content_key, counter)


def _check_written(out: BinaryIO, sealed: Sealed, content_key: bytes, counter: ByteCounter) -> None:
    try:
        if examine(out) != sealed:
            raise IntegrityError("the envelope does not read back")
        unseal(out, sealed.opening, sealed.tag, content_key, _forget, counter)
    except InvalidTag as error:
        raise IntegrityError("the envelope does not read back") from error


def _forget(block: bytes) -> None:
    """What is read back is proven and not wanted."""
