"""Warnings about a file that was written although a last step failed. Both shells show the same sentences."""

from __future__ import annotations

from typing import assert_never

from s11desk.files.write_warnings import WarningKind, WriteWarning
from s11desk.wording.plain_text import one_line

HEADLINE = "It is done, with a warning"


def write_warning_sentence(warning: WriteWarning) -> str:
    """Say what is done, what is not certain, and what to do."""
    path = one_line(str(warning.path))
    match warning.kind:
        case WarningKind.UNCONFIRMED:
            return (
                f"It is done, and the file is complete. But the disk did not confirm that it has stored the file's "
                f"name for good in the folder {path}. Do not switch off the computer or pull out the disk for a "
                f"minute. Then check that the file is there."
            )
        case WarningKind.LEFT_BEHIND:
            return (
                f"A hidden working file could not be removed: {path}. It does no harm, but it takes up room and may "
                "hold a copy of what you wrote. The program removes it later if it can. You may also delete it yourself."
            )
    assert_never(warning.kind)
