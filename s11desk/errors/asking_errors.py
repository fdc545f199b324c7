"""Errors in asking colleagues: questions that go out as a file, and answers that come back as another."""

from __future__ import annotations

from pathlib import Path

from s11desk.errors import UserError


class NoQuestionChosen(UserError, code="input.no-question-chosen"):
    """Nobody chose a question to ask."""


class AuditAsked(UserError, code="no.audit-asked"):
    """The audit has only questions that a colleague asked, so no return is made from it. ``agency``: theirs."""

    audit: str
    agency: str


class AuditNotAsked(UserError, code="no.audit-not-asked"):
    """The audit is not one of a colleague's questions, so there is nobody to send its answers back to."""

    audit: str


class AnswersForOtherAudit(UserError, code="no.answers-for-other-audit"):
    """The answers in the file at ``path`` belong to an audit that is not here. ``agency``: the one that it names."""

    path: Path
    agency: str


class AnswersToOtherQuestions(UserError, code="no.answers-to-other-questions"):
    """The file at ``path`` answers another version of the questions than the audit of ``agency`` here has."""

    path: Path
    agency: str


class AnswersUndecided(UserError, code="input.answers-undecided"):
    """Answers in the file at ``path`` and answers here disagree, and nobody chose. ``questions``: their numbers."""

    path: Path
    questions: tuple[str, ...]


class AskedFilesTooLarge(UserError, code="input.asked-files-too-large"):
    """The attached files do not fit into one file. ``size`` and ``limit`` in bytes."""

    size: int
    limit: int


class NameMissing(UserError, code="input.name-missing"):
    """The person who answers gave no name."""
