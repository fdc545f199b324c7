"""Knows a file of ours by its first bytes, whatever its name is. Imports nothing slow."""

from __future__ import annotations

import re
from pathlib import Path

from s11desk.bundle.container.file_layout import MIMETYPE, MIMETYPE_NAME
from s11desk.regular_files import open_regular
from s11desk.signing.envelope.envelope_start import is_envelope

SQLITE = b"SQLite format 3\0"
"""The first bytes of a file with drafts."""

_LENGTH = 128
_RETURN = re.compile(rb"PK\x03\x04.{26}" + re.escape(MIMETYPE_NAME.encode() + MIMETYPE), re.DOTALL)


def starts_as_return(head: bytes) -> bool:
    """Whether ``head``, the first 128 bytes or more of a file, begins a return as this program writes it."""
    return _RETURN.match(head) is not None


def is_ours_by_content(path: Path) -> bool:
    """Whether a file begins as a return, an encrypted return or a file with drafts. False if it cannot be read."""
    try:
        with open_regular(path) as stream:
            head = stream.read(_LENGTH)
    except OSError:
        return False
    return starts_as_return(head) or is_envelope(head) or head.startswith(SQLITE)
