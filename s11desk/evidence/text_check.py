"""Examines plain text: UTF-8, UTF-16 with a byte order mark, or a Windows code page, without control characters.

Text has no signature. Formats that are text but not plain (a web page, XML, rich text) get their own names.
"""

from __future__ import annotations

import codecs
import re

from s11desk.evidence.file_content import Content
from s11desk.evidence.findings import Findings

_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x20), 0x7F))
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_MARKED_UP = {
    b"{\\rtf": "a Rich Text document",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
    b"<?xml": "an XML document",
    b"mime-version:": "a web page in one file",
    b"%!ps": "a PostScript document",
}
_RESAVED = ("a Rich Text document", "a web page", "a web page in one file", "an XML document")
"""What Word and Excel write under the name of their own documents."""


def examine(content: Content) -> Findings | None:
    """The findings for text of any kind; None if the file has a byte that text cannot have."""
    if not _is_text(content):
        return None
    head = content.at(0, 1024).removeprefix(codecs.BOM_UTF8).lstrip().lower()
    for beginning, noun in _MARKED_UP.items():
        if head.startswith(beginning):
            return Findings(noun, resaving=noun in _RESAVED)
    return Findings("plain text", frozenset({"txt", "csv"}))


def _is_text(content: Content) -> bool:
    encoding = _UTF_16.get(content.at(0, 2))
    if encoding is not None:
        return _is_utf_16(content, encoding)
    return not any(_has_control(window) for _, window in content.windows(0))


def _has_control(window: bytes) -> bool:
    """Whether a byte that text cannot have is in ``window``. This is many times faster than a regular expression."""
    return len(window.translate(None, _CONTROLS)) != len(window)


def _is_utf_16(content: Content, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        pieces = (decoder.decode(window) for _, window in content.windows(0))
        return not any(_CONTROL_CHARACTERS.search(piece) for piece in pieces) and not decoder.getstate()[0]
    except UnicodeDecodeError:
        return False
