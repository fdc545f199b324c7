"""What a check of signatures answers: separate facts, never an exception. Imports nothing heavy."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec


class SignerFacts(msgspec.Struct, frozen=True):
    """Who a certificate says its holder is; empty where it says nothing.

    Each text is one line that is safe to show. ``fingerprint`` is 64 hexadecimal digits, ``spoken`` its form for the
    telephone. Anyone can make a certificate in any name: only a fingerprint confirmed some other way proves one.
    """

    name: str
    job_title: str
    organisation: str
    email: str
    fingerprint: str
    spoken: str


class CmsFault(StrEnum):
    """The first thing wrong with a signature, in the order in which they are looked for."""

    UNREADABLE = "unreadable"
    NOT_CANONICAL = "not-canonical"
    KEY_UNSUITABLE = "key-unsuitable"
    CONTENT_ALTERED = "content-altered"
    SIGNATURE_WRONG = "signature-wrong"
    CERTIFICATE_NOT_VALID = "certificate-not-valid"


class CmsFacts(msgspec.Struct, frozen=True):
    """One CMS signature held against the content it is meant for.

    ``canonical``: the bytes are exactly those our writer puts together from the certificates, the signed attributes and
    the signature, so nothing can hide or vary in them. ``certificate_valid_at_signing``: at the time the signer states.
    ``signer`` and ``signed_at`` are what the signature claims; they are true only when it is valid.
    """

    readable: bool = False
    canonical: bool = False
    key_suitable: bool = False
    digest_matches: bool = False
    signature_valid: bool = False
    certificate_valid_at_signing: bool = False
    signer: SignerFacts | None = None
    signed_at: dt.datetime | None = None

    @property
    def fault(self) -> CmsFault | None:
        checks = (
            (self.readable, CmsFault.UNREADABLE),
            (self.canonical, CmsFault.NOT_CANONICAL),
            (self.key_suitable, CmsFault.KEY_UNSUITABLE),
            (self.digest_matches, CmsFault.CONTENT_ALTERED),
            (self.signature_valid, CmsFault.SIGNATURE_WRONG),
            (self.certificate_valid_at_signing, CmsFault.CERTIFICATE_NOT_VALID),
        )
        return next((fault for holds, fault in checks if not holds), None)

    @property
    def is_valid(self) -> bool:
        return self.fault is None


class PdfRole(StrEnum):
    """Whose signature a PDF gets: the completer certifies the document, the approver countersigns it."""

    COMPLETER = "completer"
    APPROVER = "approver"


class PdfCoverage(StrEnum):
    """How much of the file one signature covers."""

    WHOLE_FILE = "whole-file"
    WHOLE_REVISION = "whole-revision"
    PARTIAL = "partial"


class PdfSignatureFacts(msgspec.Struct, frozen=True):
    """One signature in a PDF.

    ``intact`` and ``valid`` are pyHanko's opinion of digest and signature, ``cms`` ours of the same bytes: both must
    hold. ``changes_allowed``: whatever was added after this signature is no more than it permits.
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
        return self.cms.signer

    @property
    def signed_at(self) -> dt.datetime | None:
        return self.cms.signed_at

    @property
    def is_valid(self) -> bool:
        covered = self.coverage is not PdfCoverage.PARTIAL
        return self.intact and self.valid and covered and self.changes_allowed and self.cms.is_valid


class PdfFacts(msgspec.Struct, frozen=True):
    """All signatures of a PDF, in the order they were made."""

    readable: bool = False
    signatures: tuple[PdfSignatureFacts, ...] = ()

    @property
    def last_covers_whole_file(self) -> bool:
        return bool(self.signatures) and self.signatures[-1].coverage is PdfCoverage.WHOLE_FILE

    @property
    def is_valid(self) -> bool:
        every_one = all(signature.is_valid for signature in self.signatures)
        return self.readable and every_one and self.last_covers_whole_file
