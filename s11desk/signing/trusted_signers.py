"""The signers that a person has chosen to trust, each known by its fingerprint or its certificate.

No authority vouches for a self-signed certificate, and we ask none about an imported one. A person trusts one
certificate; a new certificate is a new signer.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from s11desk.errors.signer_errors import FingerprintUnreadable
from s11desk.files.regular_files import open_regular
from s11desk.signing.certificates import Certificate, read_certificate
from s11desk.signing.fingerprints import normalise_fingerprint

_SIZE_LIMIT = 64 * 1024
_PEM_MARK = b"-----BEGIN CERTIFICATE-----"


class TrustedSigner(msgspec.Struct, frozen=True):
    """A signer that a person trusts. ``fingerprint``: 64 lower-case digits, or the 32 of the spoken form."""

    fingerprint: str


def load_trusted(value: str) -> TrustedSigner:
    """Read a trusted signer from a fingerprint, or from the path of a certificate in PEM or DER.

    The fingerprint may be full or spoken, in any grouping and case. Raises ``FingerprintUnreadable`` (``value``), also
    for a file with more than one certificate, because the person can mean only one.
    """
    fingerprint = normalise_fingerprint(value)
    return TrustedSigner(fingerprint if fingerprint is not None else load_certificate(value).signer.fingerprint)


def load_certificate(path: str) -> Certificate:
    """Read one certificate file, in PEM or DER. Raises ``FingerprintUnreadable`` (``value``: the path)."""
    try:
        return read_certificate(_der(_start_of(Path(path))))
    except (OSError, ValueError) as error:
        raise FingerprintUnreadable(value=path) from error


def _start_of(path: Path) -> bytes:
    with open_regular(path) as stream:
        return stream.read(_SIZE_LIMIT + 1)


def _der(content: bytes) -> bytes:
    if _PEM_MARK not in content:
        return content
    (certificate,) = x509.load_pem_x509_certificates(content)
    return certificate.public_bytes(Encoding.DER)
