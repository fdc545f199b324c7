"""Signing identities, detached signatures, PDF signatures, encryption and trust.

Only this package imports pyHanko, cryptography and asn1crypto. ``signature_facts`` holds the results of a check and
imports nothing slow. Only ``pdf_signatures`` imports pyHanko, which takes half a second. This module therefore offers
its functions and imports it at their first use. ``pdf_restrictions`` is offered late for the checks of attached files.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.signing.pdf_restrictions import PdfCipher, PdfKey, PdfRestrictions, key_without_password
    from s11desk.signing.pdf_signatures import NewPdfSignature, sign_pdf, verify_pdf, write_unsigned_revision

_OFFERED = {
    "s11desk.signing.pdf_restrictions": (
        "PdfCipher",
        "PdfKey",
        "PdfRestrictions",
        "key_without_password",
    ),
    "s11desk.signing.pdf_signatures": (
        "NewPdfSignature",
        "sign_pdf",
        "verify_pdf",
        "write_unsigned_revision",
    ),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)
