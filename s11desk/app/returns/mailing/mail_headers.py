"""The subject of an e-mail as the bytes of its header line, encoded here (RFC 2047, section 2).

Python's own library decodes an encoded word that somebody typed into a title, and some versions of it then write the
line ends inside it as they are: the rest of the title became a header of its own, such as ``Bcc:`` (CVE-2024-6923).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

from s11desk.domain.text.clean_text import clean_caption

_WORD_BYTES = 39
"""Bytes of text in one encoded word: with its marks and the name of the header, a line has at most 76 characters."""
_ENCODED_WORD = "=?"


def header_text(text: str) -> str:
    """``text`` for a header: one line, without control characters, and without the beginning of an encoded word.

    A mail program would decode such a word and show or obey the text in it.
    """
    return clean_caption(text).replace(_ENCODED_WORD, "= ?")


def subject_line(text: str) -> bytes:
    """The whole header line ``Subject``, folded, with its line end. ``text`` is cleaned by :func:`header_text`."""
    words = (b"=?utf-8?b?" + b64encode(part) + b"?=" for part in _parts(header_text(text)))
    return b"Subject: " + b"\r\n ".join(words) + b"\r\n"


def _parts(text: str) -> Iterator[bytes]:
    """Split the text into pieces for encoded words; no character is in two of them."""
    part = b""
    for character in text:
        encoded = character.encode()
        if len(part) + len(encoded) > _WORD_BYTES:
            yield part
            part = b""
        part += encoded
    yield part
