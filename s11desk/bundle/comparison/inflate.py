"""Unpack compressed data from a stranger within a limit, and only if nothing follows it."""

from __future__ import annotations

import zlib

ZLIB, RAW = 15, -15
"""The two forms of compressed data: with zlib's head and checksum in a PDF, without them in a zip."""


def inflate(data: bytes, limit: int, form: int) -> bytes | None:
    """The content of ``data``. None if it is damaged, has more than ``limit`` bytes, or something follows it."""
    decompressor = zlib.decompressobj(form)
    try:
        content = decompressor.decompress(data, limit + 1)
    except zlib.error:
        return None
    is_whole = decompressor.eof and not decompressor.unused_data and not decompressor.unconsumed_tail
    return content if is_whole and len(content) <= limit else None
