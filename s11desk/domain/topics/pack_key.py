"""Whether a reply about an audit is signed with the key that signed its topic pack."""

from __future__ import annotations

from enum import StrEnum


class PackKey(StrEnum):
    """SAME and OTHER compare the two keys. UNSIGNED: nobody signed the pack, or it came with the program."""

    SAME = "same"
    OTHER = "other"
    UNSIGNED = "unsigned"
