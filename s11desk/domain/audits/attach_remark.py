"""Remarks to a person about a file that was attached."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RemarkKind(StrEnum):
    """The kind of remark."""

    LOCATION_REMOVED = "place-removed"
    """The copy no longer says where the photograph was taken."""
    SAME_FILE = "same-file"
    """Another question has the same file under another name; both names are kept."""
    SAME_FILE_HERE = "same-file-here"
    """This question has the same file already, so nothing was added."""


@dataclass(frozen=True, slots=True)
class AttachRemark:
    """A remark on the file ``name``. ``other``: the name of the same file in the audit; empty if there is none."""

    kind: RemarkKind
    name: str
    other: str = ""
