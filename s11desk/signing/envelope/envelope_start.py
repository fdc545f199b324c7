"""Recognises an encrypted file by its first bytes. Imports nothing slow, because every file that is opened is asked."""

from __future__ import annotations

_SEQUENCE = b"\x30"
_CONTENT_TYPES = (
    bytes.fromhex("060b2a864886f70d0109100117"),  # AuthEnvelopedData, RFC 5083: what we write
    bytes.fromhex("06092a864886f70d010703"),  # EnvelopedData, RFC 5652: what other programs write
)
_LONGEST_LENGTH = 6
"""The bytes before the content type: the tag, and a length that is indefinite or has up to four bytes."""


def is_envelope(head: bytes) -> bool:
    """Whether ``head``, the first 24 bytes or more of a file, begins an encrypted CMS message."""
    if not head.startswith(_SEQUENCE):
        return False
    return any(0 < head[: _LONGEST_LENGTH + len(kind)].find(kind) <= _LONGEST_LENGTH for kind in _CONTENT_TYPES)
