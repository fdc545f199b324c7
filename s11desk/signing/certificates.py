"""Read X.509 certificates. Anyone may have written them, so nothing here trusts their form."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import PublicKeyAlgorithmOID

from s11desk.domain.text.clean_text import clean_line, replace_direction_controls
from s11desk.override import override
from s11desk.signing import der
from s11desk.signing.algorithms import PublicKey, SignatureAlgorithm, algorithms_for
from s11desk.signing.fingerprints import fingerprint_of, spoken_form
from s11desk.signing.signature_facts import SignerFacts

_COMMON_NAME = bytes.fromhex("550403")
_TITLE = bytes.fromhex("55040c")
_ORGANISATION = bytes.fromhex("55040a")
_EMAIL = bytes.fromhex("2a864886f70d010901")
_ALTERNATIVE_NAMES = bytes.fromhex("551d11")
_RFC822_NAME = 0x81

# X.520 DirectoryString and IA5String, by tag number.
_ENCODINGS = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1C: "utf-32-be", 0x1E: "utf-16-be"}

_UNREADABLE = (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion)


@dataclass(frozen=True, slots=True, repr=False)
class Certificate:
    """The parts of a certificate. ``issuer``, ``subject`` and ``serial`` are its exact bytes, in DER.

    ``algorithms`` is empty if we do not accept the key. ``key_digest``: SHA-256 of the public key, hexadecimal; empty
    without a key. It is the same under each certificate of that key. Times are UTC.
    """

    der: bytes
    issuer: bytes
    serial: bytes
    subject: bytes
    key: PublicKey | None
    key_digest: str
    algorithms: tuple[SignatureAlgorithm, ...]
    not_before: dt.datetime
    not_after: dt.datetime
    signer: SignerFacts

    @override
    def __repr__(self) -> str:
        return f"Certificate({self.signer.fingerprint_spoken})"

    def is_valid_at(self, moment: dt.datetime) -> bool:
        """Whether ``moment`` is within the validity period. Both ends belong to it (RFC 5280, 4.1.2.5)."""
        return self.not_before <= moment <= self.not_after


@lru_cache(512)  # a desk reads many returns of the same signers
def read_certificate(encoded: bytes) -> Certificate:
    """Read a certificate in DER. Raises ValueError for all other bytes."""
    try:
        return _read(encoded)
    except _UNREADABLE as error:
        raise ValueError("not a certificate") from error


def permits_use(certificate: Certificate, use: Callable[[x509.KeyUsage], bool]) -> bool:
    """Whether a certificate permits a use of its key. ``use`` picks it from the key usage extension.

    A certificate without that extension permits every use (RFC 5280, 4.2.1.3). One whose extensions cannot be read
    permits none.
    """
    try:
        extensions = x509.load_der_x509_certificate(certificate.der).extensions
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return False
    return use(usage)


def displayable_line(text: str) -> str:
    """Make text from a certificate safe to show: one line, without hidden control characters."""
    return replace_direction_controls(clean_line(text))


def _read(encoded: bytes) -> Certificate:
    parts = _parts(encoded)
    serial, _, issuer, _, subject, *_ = parts
    if serial.identifier != der.INTEGER or int.from_bytes(serial.content, signed=True) <= 0:
        raise ValueError("no positive serial number (RFC 5280, 4.1.2.2)")
    certificate = x509.load_der_x509_certificate(encoded)
    key = _key(certificate)
    pss_only = certificate.public_key_algorithm_oid == PublicKeyAlgorithmOID.RSASSA_PSS
    return Certificate(
        der=encoded,
        issuer=issuer.encoded,
        serial=serial.encoded,
        subject=subject.encoded,
        key=key,
        key_digest=_key_digest(key),
        algorithms=algorithms_for(key, pss_only=pss_only),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        signer=_signer(encoded, _names(subject.encoded), parts),
    )


def _parts(encoded: bytes) -> list[der.Element]:
    """The parts of a TBSCertificate, from the serial number on. ``cryptography`` does not return their exact bytes."""
    to_be_signed, *_ = der.members(encoded, der.SEQUENCE)
    parts = der.elements(to_be_signed.content)
    has_version = parts[:1] and parts[0].identifier == der.context(0)
    return parts[1:] if has_version else parts


def _key(certificate: x509.Certificate) -> PublicKey | None:
    try:
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, ec.EllipticCurvePublicKey | rsa.RSAPublicKey) else None


def _key_digest(key: PublicKey | None) -> str:
    if key is None:
        return ""
    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def _signer(encoded: bytes, names: dict[bytes, str], parts: list[der.Element]) -> SignerFacts:
    fingerprint = fingerprint_of(encoded)
    return SignerFacts(
        name=names.get(_COMMON_NAME, ""),
        job_title=names.get(_TITLE, ""),
        organisation=names.get(_ORGANISATION, ""),
        email=names.get(_EMAIL, "") or _alternative_email(parts),
        fingerprint=fingerprint,
        fingerprint_spoken=spoken_form(fingerprint),
    )


def _names(subject: bytes) -> dict[bytes, str]:
    """The first value of each attribute of a Name. ``cryptography`` would warn about the long names of other people."""
    names: dict[bytes, str] = {}
    for relative in der.members(subject, der.SEQUENCE):
        for attribute in der.elements(relative.content):
            kind, value = der.elements(attribute.content)
            text = value.content.decode(_ENCODINGS.get(value.identifier, "latin-1"), "replace")
            names.setdefault(kind.content, displayable_line(text))
    return names


def _alternative_email(parts: list[der.Element]) -> str:
    """The address in subjectAltName. Certificates for secure mail often have it only there."""
    for part in (part for part in parts if part.identifier == der.context(3)):
        for extension in der.members(part.content, der.SEQUENCE):
            kind, *_, value = der.elements(extension.content)
            if kind.content == _ALTERNATIVE_NAMES:
                return _first_address(der.members(value.content, der.SEQUENCE))
    return ""


def _first_address(names: list[der.Element]) -> str:
    addresses = (name.content.decode("ascii", "replace") for name in names if name.identifier == _RFC822_NAME)
    return next((displayable_line(address) for address in addresses), "")
