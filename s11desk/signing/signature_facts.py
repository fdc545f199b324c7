"""The results of checking signatures, as separate facts. Imports nothing slow."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from operator import attrgetter

import msgspec


class SignerFacts(msgspec.Struct, frozen=True):
    """The holder of a certificate, by the certificate's own account. A text is empty if the certificate lacks it.

    Each text is one line that is safe to show. ``fingerprint`` has 64 hexadecimal digits; ``fingerprint_spoken`` is its
    form to read out by telephone. Anyone can make a certificate in any name. Only a fingerprint that was confirmed in
    another way proves it.
    """

    name: str
    job_title: str
    organisation: str
    email: str
    fingerprint: str
    fingerprint_spoken: str = msgspec.field(name="spoken")


class SpokenSignature(msgspec.Struct, frozen=True):
    """What a signature in a PDF says of itself to programs that read it out (ISO 32000-1, table 252).

    ``name``: of the signer, with the job title. A text may be empty.
    """

    name: str
    organisation: str
    email: str


class CmsFault(StrEnum):
    """The first fault that a check finds in a signature. The members are in the order of the checks."""

    UNREADABLE = "unreadable"
    NOT_CANONICAL = "not-canonical"
    KEY_UNSUITABLE = "key-unsuitable"
    CONTENT_ALTERED = "content-altered"
    SIGNATURE_WRONG = "signature-wrong"
    CERTIFICATE_NOT_VALID = "certificate-not-valid"


_CHECKS = attrgetter(
    "readable", "canonical", "key_suitable", "digest_matches", "signature_valid", "certificate_valid_at_signing"
)
"""The result of each check: the members of :class:`CmsFault` are in the same order."""


class CmsFacts(msgspec.Struct, frozen=True):
    """The facts about one CMS signature over its content.

    ``canonical``: our writer would make exactly these bytes from the certificates, the signed attributes and the
    signature value, so nothing can hide in them or vary. ``certificate_valid_at_signing``: at the time that the signer
    states. ``signer`` and ``signed_at`` are claims of the signature; they are true only if it is valid. ``key_digest``:
    of the public key, the same whatever certificate names it.
    """

    readable: bool = False
    canonical: bool = False
    key_suitable: bool = False
    digest_matches: bool = False
    signature_valid: bool = False
    certificate_valid_at_signing: bool = False
    signer: SignerFacts | None = None
    signed_at: dt.datetime | None = None
    key_digest: str = ""

    @property
    def fault(self) -> CmsFault | None:
        """The first fault; None for a valid signature."""
        held = _CHECKS(self)
        return None if all(held) else next(fault for holds, fault in zip(held, CmsFault, strict=True) if not holds)

    @property
    def is_valid(self) -> bool:
        """Whether the signature passes every check."""
        return all(_CHECKS(self))

    @property
    def valid_signer(self) -> SignerFacts:
        """The signer of a valid signature, which always names one. Raises ValueError if none is named."""
        if self.signer is None:
            raise ValueError("the signature names no signer")
        return self.signer

    @property
    def valid_time(self) -> dt.datetime:
        """The signing time of a valid signature, which always states it. Raises ValueError if none is stated."""
        if self.signed_at is None:
            raise ValueError("the signature states no time")
        return self.signed_at


class PdfRole(StrEnum):
    """The role in which a person signs a PDF. The completer certifies the document, the approvers countersign it."""

    COMPLETER = "completer"
    APPROVER = "approver"
    SECOND_APPROVER = "second-approver"


class PdfCoverage(StrEnum):
    """The part of the file that one signature covers."""

    WHOLE_FILE = "whole-file"
    WHOLE_REVISION = "whole-revision"
    PARTIAL = "partial"


class PdfSignatureFacts(msgspec.Struct, frozen=True):
    """The facts about one signature in a PDF.

    ``intact`` and ``valid`` are pyHanko's results for digest and signature; ``cms`` is our own result for the same
    bytes. Both must be good. ``changes_allowed``: this signature permits everything that was added after it.
    """

    field_name: str
    certifies: bool
    intact: bool
    valid: bool
    coverage: PdfCoverage
    changes_allowed: bool
    cms: CmsFacts

    @property
    def signer(self) -> SignerFacts | None:
        """Who signed, by the signature's own account."""
        return self.cms.signer

    @property
    def signed_at(self) -> dt.datetime | None:
        """The signing time that the PDF states, in UTC."""
        return self.cms.signed_at

    @property
    def is_valid(self) -> bool:
        """Whether the signature passes every check of pyHanko and of our own."""
        covered = self.coverage is not PdfCoverage.PARTIAL
        return self.intact and self.valid and covered and self.changes_allowed and self.cms.is_valid


class PdfFacts(msgspec.Struct, frozen=True):
    """All signatures of a PDF, in the order in which they were made."""

    readable: bool = False
    signatures: tuple[PdfSignatureFacts, ...] = ()

    @property
    def last_covers_whole_file(self) -> bool:
        """Whether nothing was added after the last signature."""
        return bool(self.signatures) and self.signatures[-1].coverage is PdfCoverage.WHOLE_FILE

    @property
    def is_valid(self) -> bool:
        """Whether every signature is valid and the last one covers the whole file."""
        every_one = all(signature.is_valid for signature in self.signatures)
        return self.readable and every_one and self.last_covers_whole_file
