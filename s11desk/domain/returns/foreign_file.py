"""A file that is not a return of this program: what it is instead, so that a person knows what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ForeignKind(StrEnum):
    """What a file is that people send or open in place of a return.

    REPACKED: a return that another program packed again. UNPACKED: a folder with the parts of a return. NEWER: a
    return that a newer version made. ENCRYPTED: a return that a key opens. LOCKED: one that a passphrase opens.
    PORTABLE_DRAFT: an audit that moves. QUESTIONS: what a colleague is asked, and ANSWERS: what they answered.
    REPLY: a receipt or a request of a partnership.
    LOCKED_ZIP: a zip that another program locked with a password. NESTED: a zip with a file inside that may hold a
    return. OTHER: another kind that we can name.
    """

    REPACKED = "repacked"
    UNPACKED = "unpacked"
    ZIP_IN_ZIP = "zip-in-zip"
    LOCKED_ZIP = "locked-zip"
    NESTED = "nested"
    OTHER_ZIP = "other-zip"
    ARCHIVE = "archive"
    TOPIC_PACK = "topic-pack"
    SIGNED_PDF = "signed-pdf-alone"
    DATA_ALONE = "data-alone"
    ENCRYPTED = "encrypted"
    LOCKED = "locked"
    DRAFTS = "drafts"
    PORTABLE_DRAFT = "portable-draft"
    QUESTIONS = "questions"
    ANSWERS = "answers"
    REPLY = "reply"
    EMAIL = "email"
    KEY = "key"
    EMPTY = "empty"
    OTHER = "other-file"
    NEWER = "audit-newer"


@dataclass(frozen=True, slots=True)
class ForeignFile:
    """What a file is. ``part``: the file inside it that matters; ``noun``: a noun with its article, for OTHER."""

    kind: ForeignKind
    part: str = ""
    noun: str = ""
