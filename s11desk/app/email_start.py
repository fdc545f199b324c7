"""Recognises an e-mail by its first bytes, as mail programs and mailboxes save one."""

from __future__ import annotations

import re

_BEFORE = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*(?:From [^\r\n]*\r?\n|\d{1,10} *\r?\n)?")
"""A byte order mark, empty lines, the first line of a Unix mailbox, and the count with which Apple Mail begins."""
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):|[ \t]+\S")
_OF_SENDERS = frozenset(
    {b"from", b"to", b"subject", b"date", b"received", b"return-path", b"delivered-to", b"dkim-signature"}
    | {b"authentication-results", b"arc-seal", b"sender", b"reply-to"}
)
_OF_MAIL = frozenset({b"content-type", b"mime-version", b"message-id", b"received", b"return-path", b"x-unsent"})
_PACKED = b"\x78\x9f\x3e\x22"
"""The beginning of ``winmail.dat``, in which Outlook wraps the files of a message (MS-OXTNEF, 2.1.3.1)."""


def starts_as_email(head: bytes) -> bool:
    """Whether ``head``, the first bytes of a file, begins an e-mail, or what Outlook makes of its attachments."""
    if starts_as_packed(head):
        return True
    before = _BEFORE.match(head)
    text = head[before.end() if before is not None else 0 :]
    names = _field_names(text)
    is_encrypted = b"content-type" in names and b"pkcs7-mime" in text.lower()
    return is_encrypted or bool(names & _OF_SENDERS and names & _OF_MAIL)


def starts_as_packed(head: bytes) -> bool:
    """Whether ``head`` begins ``winmail.dat``, in which Outlook wraps the files of a message."""
    return head.startswith(_PACKED)


def _field_names(text: bytes) -> set[bytes]:
    """The names of the header's fields, in small letters; none if a line before its end is not a field."""
    names: set[bytes] = set()
    lines = re.split(rb"\r?\n", text)
    for line in lines[:-1]:
        if not line:
            break
        found = _FIELD.match(line)
        if found is None:
            return set()
        names.add((found[1] or b"").lower())
    return names
