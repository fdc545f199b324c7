"""Errors about files of evidence. ``name``: the file name that people see."""

from __future__ import annotations

from s11desk.errors import UserError


class EvidenceUnknown(UserError, code="input.evidence-unknown"):
    """The audit has no such evidence. ``known``: the ids of its evidence."""

    evidence: str
    known: tuple[str, ...]


class EvidenceUnwanted(UserError, code="input.evidence-unwanted"):
    """The question takes no files."""

    question: str
    number: str


class EvidenceTooMany(UserError, code="input.evidence-too-many"):
    """The question has ``limit`` files, and takes no more."""

    question: str
    limit: int


class EvidenceEmpty(UserError, code="input.evidence-empty"):
    """The file has no bytes."""

    name: str


class EvidenceTooLarge(UserError, code="input.evidence-too-large"):
    """The file is larger than the topic allows. ``size`` and ``limit``: in bytes."""

    name: str
    size: int
    limit: int


class EvidenceTypeRefused(UserError, code="input.evidence-type"):
    """The question takes other types of file. ``allowed``: their extensions."""

    name: str
    extension: str
    allowed: tuple[str, ...]


class EvidenceMislabelled(UserError, code="input.evidence-mislabelled"):
    """The content does not match the extension. ``detected``: a noun for the content."""

    name: str
    extension: str
    detected: str


class EvidenceHasMacros(UserError, code="input.evidence-macros"):
    """The file contains macros or other active content."""

    name: str


class EvidenceEncrypted(UserError, code="input.evidence-encrypted"):
    """The file is protected with a password or with restrictions."""

    name: str


class EvidenceDamaged(UserError, code="input.evidence-damaged"):
    """The file is cut short or broken."""

    name: str


class EvidenceAltered(UserError, code="environment.evidence-altered"):
    """The copy in the vault has changed. ``name``: empty if only the digest is known."""

    sha256: str
    name: str = ""


class EvidenceGone(UserError, code="environment.evidence-gone"):
    """The vault has lost its copy. ``name``: empty if only the digest is known."""

    sha256: str
    name: str = ""
