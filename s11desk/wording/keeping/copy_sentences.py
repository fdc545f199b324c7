"""Sentences on a copy of the drafts: how it was made, whether it can be used, and its differences from now.

Both shells use them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from s11desk.domain.keeping.drafts_copy import Age, AuditDifference, CopyFacts, CopyKind, CopyState
from s11desk.wording.amounts import counted, file_size
from s11desk.wording.dates import local_moment

KINDS: dict[CopyKind, str] = {
    CopyKind.BACKUP: "backup",
    CopyKind.BEFORE_UPGRADE: "backup from before an upgrade",
    CopyKind.SET_ASIDE: "kept when something else was brought back",
    CopyKind.CONFLICT: "a copy that a sync program or a person made",
    CopyKind.CHOSEN: "the file you chose",
}

STATES_OF_COPIES: dict[CopyState, str] = {
    CopyState.WHOLE: "",
    CopyState.DAMAGED: "This file is damaged. It is kept, and its attached files too.",
    CopyState.UNREADABLE: "This file cannot be read. Is it on a drive that is not connected?",
    CopyState.TOO_NEW: "A newer version of s11desk made this file. Install that version to bring it back.",
    CopyState.FOREIGN: "Another program made this file.",
}

_CLOCK_ERROR = dt.timedelta(hours=1)
"""Two computers, or one before and after it was set, differ by less."""

_THAN_NOW = {Age.NEWER: "newer than now", Age.OLDER: "older than now", Age.DIVERGED: "different from now"}


def made_words(made: dt.datetime, now: dt.datetime) -> str:
    """When a copy was made. A time that is still to come is explained: people would take the copy for the newest."""
    moment = local_moment(made)
    return f"{moment} (the computer's clock was wrong then)" if made > now + _CLOCK_ERROR else moment


def copy_line(copy: CopyFacts, now: dt.datetime) -> str:
    """For example: 2 March 2026 at 12:00, backup, 64 KB, 2 audits."""
    parts = [made_words(copy.made, now), KINDS[copy.kind], file_size(copy.size)]
    if copy.audits is not None:
        parts.append(counted(copy.audits, "audit"))
    return ", ".join(parts)


def differences_line(differences: Sequence[AuditDifference]) -> str:
    """For example: 3 answers newer than now; 1 audit that you do not have now."""
    parts = [part for age in _THAN_NOW if (part := _changes([one for one in differences if one.age is age], age))]
    if there := sum(one.age is Age.ONLY_THERE for one in differences):
        parts.append(f"{counted(there, 'audit')} that you do not have now")
    if here := sum(one.age is Age.ONLY_NOW for one in differences):
        parts.append(f"without {counted(here, 'audit')} that you have now")
    return "; ".join(parts) or "the same as now"


def difference_line(difference: AuditDifference) -> str:
    """As :func:`differences_line`, for one audit."""
    if difference.age is Age.ONLY_THERE:
        return "you do not have this audit now"
    return differences_line([difference])


def sentence_of(words: str) -> str:
    """The words with a capital and a full stop: ``The same as now.``"""
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _changes(differences: Sequence[AuditDifference], age: Age) -> str:
    counts = (
        (sum(one.answers for one in differences), "answer"),
        (sum(one.actions for one in differences), "action"),
        (sum(one.files for one in differences), "file"),
    )
    text = ", ".join(counted(number, noun) for number, noun in counts if number)
    return f"{text} {_THAN_NOW[age]}" if text else ""


def other_copy_words(folder: Path) -> str:
    """Why the second place is a new folder. ``folder``: where another copy of the home, or a newer program, writes."""
    return (
        f"This is a new folder: another copy of your audits, or a newer s11desk, keeps backups in {folder}. Nothing there "
        "was changed. The passphrase is the same."
    )
