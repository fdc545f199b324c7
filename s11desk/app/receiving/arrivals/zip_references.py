"""The references of returns in the names of a zip's parts, whole or cut off."""

from __future__ import annotations

import io
import os
import re
from typing import BinaryIO

_REFERENCE = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{4}-[A-Z0-9]{4}-\d{1,7}(?!\d)")
_ZIP = b"PK"
_LOOKED_INTO = 64 * 1024
"""Bytes at each end of a zip: the names of its parts are there, and a return's parts have its reference."""
_MOST = 20


def references_in_name(name: str) -> tuple[str, ...]:
    """The references in the name of a file, in any capitals."""
    return tuple(dict.fromkeys(_REFERENCE.findall(name.upper())))[:_MOST]


def references_in_zip(stream: BinaryIO) -> tuple[str, ...]:
    """The references in the first and the last bytes of a zip; none of another file. An OSError passes through."""
    stream.seek(0)
    first = stream.read(_LOOKED_INTO)
    if not first.startswith(_ZIP):
        return ()
    stream.seek(max(0, stream.seek(0, os.SEEK_END) - _LOOKED_INTO))
    both = first + b" " + stream.read(_LOOKED_INTO)
    return tuple(dict.fromkeys(_REFERENCE.findall(both.decode("latin-1"))))[:_MOST]


def references_in_bytes(content: bytes) -> tuple[str, ...]:
    """As :func:`references_in_zip`, of a file in memory."""
    return references_in_zip(io.BytesIO(content))
