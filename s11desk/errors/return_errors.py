"""Errors in making and countersigning a return."""

from __future__ import annotations

from pathlib import Path

from s11desk.errors import UserError


class ReturnCountersigned(UserError, code="no.return-countersigned"):
    """Everybody who can approve the return has already signed it."""

    path: Path


class RoleSigned(UserError, code="no.role-signed"):
    """Somebody has already signed the return in this role. ``title``: of the role, as its topic has it."""

    path: Path
    title: str


class RoleNotAsked(UserError, code="input.role-not-asked"):
    """The topic of the return asks for no such approver. ``roles``: the ids of those who can still sign."""

    role: str
    roles: tuple[str, ...]


class RoleNotChosen(UserError, code="input.role-not-chosen"):
    """Several people can still approve the return. ``roles``: the ids of their roles."""

    roles: tuple[str, ...]


class ApproverSignedAlready(UserError, code="no.approver-signed-already"):
    """The approver has already signed the return in another role. ``name``: the approver's."""

    name: str


class ReturnChanged(UserError, code="no.return-changed"):
    """The file at ``path`` is no longer the return that was made there, or that a person has read."""

    path: Path


class ReceiverApproves(UserError, code="no.receiver-approves"):
    """This home receives returns. The approver is a person of the agency, and signs on their own computer."""


class EncryptionUnasked(UserError, code="input.encryption-unasked"):
    """The topic of the return at ``path`` asks for no encryption, so there is nobody to encrypt it to."""

    path: Path


class ApproverIsCompleter(UserError, code="no.approver-same"):
    """The completer of the return cannot approve it. ``name``: the name of the completer."""

    name: str


class ReturnNumberTaken(UserError, code="environment.return-number-taken"):
    """Another program has just made a return of this audit, with the number that this return was to get."""

    number: int


class ReturnTooLarge(UserError, code="input.return-too-large"):
    """The return would be too large. ``size`` and ``limit``: in bytes. ``entries``: the number of files in it."""

    size: int
    limit: int
    entries: int


class PdfUnsignable(UserError, code="input.pdf-unsignable"):
    """The PDF has no free field for this signature, or is not the PDF of a return.

    ``path``: None if it is not a file.
    """

    path: Path | None
    field: str
