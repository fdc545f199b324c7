"""Recognises an encrypted file by its first bytes. Imports nothing slow, because every file that is opened is asked."""

from __future__ import annotations

_SEQUENCE = b"\x30"
_OURS = bytes.fromhex("060b2a864886f70d0109100117")
"""AuthEnvelopedData, RFC 5083."""
_OF_OTHERS = bytes.fromhex("06092a864886f70d010703")
"""EnvelopedData, RFC 5652, as in an encrypted e-mail. This program neither writes nor reads it."""
_PASSPHRASE = bytes.fromhex("06092a864886f70d01050c")
"""PBKDF2, RFC 8018: the only recipient is a passphrase, and comes first."""
_PASSPHRASE_WITHIN = 64
_LONGEST_LENGTH = 6
"""The bytes before the content type: the tag, and a length that is indefinite or has up to four bytes."""


def is_envelope(head: bytes) -> bool:
    """Whether ``head``, the first 24 bytes or more of a file, begins an encrypted message in our form."""
    return _begins_with(head, _OURS)


def is_locked_envelope(head: bytes) -> bool:
    """Whether ``head``, 64 bytes or more, begins an encrypted message in our form that a passphrase opens."""
    return is_envelope(head) and _PASSPHRASE in head[:_PASSPHRASE_WITHIN]


def is_other_envelope(head: bytes) -> bool:
    """Whether ``head`` begins a message that another program encrypted."""
    return _begins_with(head, _OF_OTHERS)


def _begins_with(head: bytes, kind: bytes) -> bool:
    return head.startswith(_SEQUENCE) and 0 < head[: _LONGEST_LENGTH + len(kind)].find(kind) <= _LONGEST_LENGTH
