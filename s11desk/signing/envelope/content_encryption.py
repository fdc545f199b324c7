"""Encrypt and decrypt the content of an envelope: AES-256-GCM over a stream, in constant memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from s11desk.errors import IntegrityError
from s11desk.progress import ByteCounter
from s11desk.signing.envelope.envelope_form import EnvelopeHeader
from s11desk.signing.envelope.file_blocks import blocks, read_block


def encrypt_content(
    source: BinaryIO, header: EnvelopeHeader, content_key: bytes, out: BinaryIO, counter: ByteCounter
) -> bytes:
    """Encrypt ``source`` to ``out`` and return the tag. Raises IntegrityError if the size of ``source`` is wrong."""
    cipher = Cipher(algorithms.AES(content_key), modes.GCM(header.nonce)).encryptor()
    start = counter.done
    for block in blocks(source, header.size):
        out.write(cipher.update(block))
        counter.step(len(block))
    if counter.done - start != header.size or read_block(source, 1):
        raise IntegrityError("what is to be encrypted has changed its size")
    cipher.finalize()
    return cipher.tag


def decrypt_content(
    source: BinaryIO,
    header: EnvelopeHeader,
    tag: bytes,
    content_key: bytes,
    take: Callable[[bytes], object],
    counter: ByteCounter,
) -> None:
    """Decrypt the content of the envelope in ``source``. ``take`` gets each block *before* it is authenticated.

    Raises :class:`cryptography.exceptions.InvalidTag` at the end if any byte differs from the encrypted content.
    """
    cipher = Cipher(algorithms.AES(content_key), modes.GCM(header.nonce, tag)).decryptor()
    source.seek(len(header.encoded))
    for block in blocks(source, header.size):
        take(cipher.update(block))
        counter.step(len(block))
    cipher.finalize()
