"""Making and countersigning a return."""

from __future__ import annotations

from pathlib import Path

from s11desk.errors import UserError


class ReturnCountersigned(UserError, code="no.return-countersigned"):
    """An approver has signed the return already."""

    path: Path


class ApproverIsCompleter(UserError, code="no.approver-same"):
    """Whoever completed the return cannot approve it. ``name``: theirs."""

    name: str


class ReturnTooLarge(UserError, code="input.return-too-large"):
    """``size`` and ``limit`` in bytes; ``entries``: how many files the return would hold."""

    size: int
    limit: int
    entries: int


class PdfUnsignable(UserError, code="input.pdf-unsignable"):
    """The PDF has no place for this signature, or is no PDF of a return. ``path``: None where it was no file."""

    path: Path | None
    field: str
