"""Errors in moving an audit as one file (docs/portable-draft.md)."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from s11desk.errors import UserError


class DraftFileFault(StrEnum):
    """Why a file is not taken in as an audit.

    OTHER_KIND: it is a file of this program, of another kind. FORM: it is no file of this kind, was cut short, or a
    byte of it changed. DATA: its data are not as this program writes them. TOPIC: its questions are not usable.
    ANSWERS: they do not fit its questions. EVIDENCE: an attached file breaks a rule, or is not what it says. JOURNAL:
    the history is not one of this audit. LENGTH: a text is longer than anybody can type.
    """

    OTHER_KIND = "other-kind"
    FORM = "form"
    DATA = "data"
    TOPIC = "topic"
    ANSWERS = "answers"
    EVIDENCE = "evidence"
    JOURNAL = "journal"
    LENGTH = "length"


class DraftFileRefused(UserError, code="no.draft-file-refused"):
    """The file at ``path`` is not taken in. ``part``: the file inside it that is wrong; empty if none can be named."""

    path: Path
    fault: DraftFileFault
    part: str


class DraftFileNewer(UserError, code="environment.draft-file-newer"):
    """A newer version of this program wrote the file at ``path``. ``program``: that version."""

    path: Path
    program: str


class DraftFileChanged(UserError, code="no.draft-file-changed"):
    """The file at ``path`` is not the one any more that was looked at."""

    path: Path


class HomeFileTooLarge(UserError, code="input.home-file-too-large"):
    """All audits together do not fit into one file. ``size`` and ``limit`` in bytes."""

    size: int
    limit: int


class DraftFileTooLarge(UserError, code="input.draft-file-too-large"):
    """The attached files of the audit do not fit into one file. ``size`` and ``limit`` in bytes."""

    size: int
    limit: int
