"""The one return that somebody packed into another zip, as mail programs and file managers do.

What is inside that return is not looked into here, and a zip in a zip in a zip is not opened: a stranger's file may
go on without end. Names inside the zip are only shown. Nothing is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from s11desk.bundle.file_start import HEAD_LENGTH, starts_as_return
from s11desk.bundle.zip_listing import ListedFile, first_bytes, list_zip, whole_content
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.signing.envelope.envelope_start import is_envelope

MAX_UNPACKED = 64 * 1024 * 1024
"""Bytes, as of an e-mail. A larger return is taken in by itself."""
MAX_FILES = 500
"""Files in the zip whose first bytes are read."""


class ZipFlaw(StrEnum):
    """Why the return was not taken out."""

    NONE = "none"
    SEVERAL = "several"
    TOO_MANY_FILES = "too-many-files"
    TOO_LARGE = "too-large"


@dataclass(frozen=True, slots=True)
class ZippedReturn:
    """``name``: as the zip gives it. ``content``: empty with a flaw."""

    name: str = ""
    content: bytes = b""
    flaw: ZipFlaw = ZipFlaw.NONE


@run_in_reader
def return_in_zip(stream: BinaryIO) -> ZippedReturn:
    """Take the only return out of the zip in ``stream``. No content raises; an OSError passes through."""
    files = list_zip(stream) or ()
    if len(files) > MAX_FILES:
        return ZippedReturn(flaw=ZipFlaw.TOO_MANY_FILES)
    found = [one for one in files if not one.is_locked and _begins_as_return(stream, one)]
    if len(found) != 1:
        return ZippedReturn(flaw=ZipFlaw.SEVERAL)
    content = whole_content(stream, found[0], MAX_UNPACKED)
    return ZippedReturn(found[0].name, content) if content else ZippedReturn(flaw=ZipFlaw.TOO_LARGE)


def _begins_as_return(stream: BinaryIO, file: ListedFile) -> bool:
    head = first_bytes(stream, file, HEAD_LENGTH)
    return starts_as_return(head) or is_envelope(head)
