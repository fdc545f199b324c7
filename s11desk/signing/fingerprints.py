"""The fingerprint of a signer: SHA-256 of the certificate in DER, as 64 lower-case hexadecimal digits.

People read out its first 128 bits over the telephone, in eight groups of four digits: ``3F2A 91C0 …``. An attacker
needs about 2^128 attempts to find a second certificate that shares them, as many as to break the P-256 key itself. Two
people really compare eight groups; they would not compare sixteen.
"""

from __future__ import annotations

import hashlib
import re

FULL_DIGITS = 64
SPOKEN_DIGITS = 32
_GROUP = 4

# People and programs write these around and between the digits. openssl writes "sha256 Fingerprint=".
_LABEL = re.compile(r"\A\s*sha-?256(\s*fingerprint)?\s*[:=]?", re.IGNORECASE)
_SEPARATORS = re.compile(r"[\s:.,\-\u2010-\u2015]+")
_DIGITS = re.compile(rf"(?:[0-9a-f]{{{SPOKEN_DIGITS}}}|[0-9a-f]{{{FULL_DIGITS}}})")


def fingerprint_of(certificate: bytes) -> str:
    """The fingerprint of a certificate given in DER."""
    return hashlib.sha256(certificate).hexdigest()


def spoken_form(fingerprint: str) -> str:
    """The form to print and to read out, always 39 characters long."""
    digits = fingerprint[:SPOKEN_DIGITS].upper()
    return " ".join([digits[start : start + _GROUP] for start in range(0, SPOKEN_DIGITS, _GROUP)])


def normalise_fingerprint(text: str) -> str | None:
    """The lower-case digits of a full or a spoken fingerprint, with any grouping. None for all other text."""
    digits = _SEPARATORS.sub("", _LABEL.sub("", text)).lower()
    return digits if _DIGITS.fullmatch(digits) else None


def is_same_fingerprint(one: str, other: str) -> bool:
    """Whether two fingerprints, each with 64 digits or the 32 that are read out, are of one certificate.

    A part with any other number of digits is not a fingerprint, and is the same as none.
    """
    if not {len(one), len(other)} <= {SPOKEN_DIGITS, FULL_DIGITS}:
        return False
    digits = min(len(one), len(other))
    return one[:digits] == other[:digits]
