"""The only package that imports pyHanko, cryptography and asn1crypto: identity, signatures, trust.

``signature_facts`` holds the results of a check and imports nothing slow. ``pdf_signatures`` alone imports pyHanko,
which takes half a second. So its functions are offered here and imported at their first use.
"""

from typing import TYPE_CHECKING

from s11desk.late_names import late_names

if TYPE_CHECKING:
    from s11desk.signing.pdf_signatures import sign_pdf, verify_pdf

_OFFERED = {
    "s11desk.signing.pdf_signatures": (
        "sign_pdf",
        "verify_pdf",
    ),
}

if not TYPE_CHECKING:
    __getattr__ = late_names(__name__, _OFFERED)
