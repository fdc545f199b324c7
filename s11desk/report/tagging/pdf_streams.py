"""Writes streams as PDF/A requires them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFObject, PDFStream

from s11desk.override import override

_MAPPING = re.compile(r"^<[0-9A-F]{2}> <[0-9A-F]{4}>$", re.MULTILINE)
_UNUSED = " <0000>"
_BLOCK = 100
"""The largest number of entries in one block of a character map (Adobe Technical Note 5411)."""


class Stream(PDFStream):  # type: ignore[misc]
    """A stream with a line end before ``endstream`` (ISO 19005-3, 6.1.7.1), which reportlab's own lacks.

    ``compressed``: false for metadata, so that programs that cannot read PDF find it.
    """

    def __init__(self, content: bytes, entries: Mapping[str, Any], *, compressed: bool = True) -> None:
        self.stored = zlib.compress(content) if compressed else content
        given = {**entries, "Length": len(self.stored)}
        super().__init__(PDFDictionary({**given, "Filter": PDFName("FlateDecode")} if compressed else given))

    @override
    def format(self, document: Any) -> bytes:
        head: bytes = self.dictionary.format(document)
        return head + b"\nstream\n" + self.stored + b"\nendstream\n"


class RawObject(PDFObject):  # type: ignore[misc]
    """An object whose bytes are written into the file unchanged."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    @override
    def format(self, document: Any) -> bytes:
        return self.content


def convert_streams(document: Any) -> None:
    """Turn every stream of a finished document into a :class:`Stream`: pages, fonts and their character maps."""
    for page in document.Pages.pages:
        page.Contents = Stream(page.stream.encode("ascii"), {})
    for font in document.delayedFonts:
        font.addObjects(document)
    document.delayedFonts.clear()
    for name, stored in document.idToObject.items():
        if type(stored) is PDFStream:
            document.idToObject[name] = Stream(_content(stored.content), stored.dictionary.dict)


def _content(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else _tidy_map(content).encode("ascii")


def _tidy_map(text: str) -> str:
    """reportlab's map from codes to characters, without the unused codes and in blocks of the allowed size."""
    entries = [entry for entry in _MAPPING.findall(text) if not entry.endswith(_UNUSED)]
    begin, end = text.index("endcodespacerange\n") + len("endcodespacerange\n"), text.index("endcmap")
    blocks = [entries[first : first + _BLOCK] for first in range(0, len(entries), _BLOCK)]
    written = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks]
    return text[:begin] + "".join(written) + text[end:]
