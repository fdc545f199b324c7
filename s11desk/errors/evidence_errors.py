"""Errors about files of evidence. ``name``: the file name that people see."""

from __future__ import annotations

from enum import StrEnum

from s11desk.errors import UserError


class StandIn(StrEnum):
    """A file that only stands in for the file that a person means."""

    MAC_COMPANION = "mac-companion"
    """``._x``: what a Mac keeps beside a file on a disk of another system."""
    OFFICE_LOCK = "office-lock"
    """``~$x``, ``.~lock.x#``: the mark that a document is open."""
    ONLINE = "online"
    """The entry of a document or file that is in an online folder."""
    SHORTCUT = "shortcut"
    DOWNLOAD = "download"
    """A download that is not complete."""


class OfficeProgram(StrEnum):
    """A program that can save a document again, by the name that people call it."""

    WORD = "Word"
    EXCEL = "Excel"
    POWERPOINT = "PowerPoint"


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
    """The content does not match the extension. ``detected``: a noun for the content.

    ``suggested``: the name under which the question takes this file; empty if it does not take such a file.
    """

    name: str
    extension: str
    detected: str
    suggested: str = ""


class EvidenceConvertible(UserError, code="input.evidence-convertible"):
    """A picture of a kind that the question does not take, but would as a JPEG. ``detected``: a noun for the content.

    ``converted``: the name that the JPEG would have.
    """

    name: str
    detected: str
    converted: str


class EvidenceNeedsResaving(UserError, code="input.evidence-resave"):
    """The content opens in an office program but is another format. ``detected``: a noun."""

    name: str
    detected: str
    program: OfficeProgram


class EvidenceStandIn(UserError, code="input.evidence-stand-in"):
    """The file is not the one that the person means, but stands in for it."""

    name: str
    stand_in: StandIn


class EvidenceHasMacros(UserError, code="input.evidence-macros"):
    """The file contains macros or other active content."""

    name: str


class EvidenceHasProgram(UserError, code="input.evidence-program"):
    """The file carries or starts a program. ``program``: its name in the file; may be empty."""

    name: str
    program: str


class EvidenceReachesOut(UserError, code="input.evidence-reaches-out"):
    """The file fetches a part of itself from elsewhere when it is opened. ``address``: from where."""

    name: str
    address: str


class EvidenceRightsManaged(UserError, code="input.evidence-rights-managed"):
    """Only people whom its owner named can open the file. Others see a page that says so."""

    name: str


class EvidenceEncrypted(UserError, code="input.evidence-encrypted"):
    """Nobody can open the file without a password."""

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
