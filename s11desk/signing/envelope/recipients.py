"""Recipients: the certificates in a topic pack that a return is encrypted to, and the rules for them.

The author of the pack decides who can read a return. As with signers, only the fingerprint of a certificate proves
whose it is; the name in it does not.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from s11desk.override import override
from s11desk.signing.algorithms import PublicKey, SignatureAlgorithm, key_kind
from s11desk.signing.certificates import Certificate, permits_use, read_certificate
from s11desk.signing.envelope.addressees import read_addressee
from s11desk.signing.envelope.envelope_facts import Addressee, RecipientProblem, RecipientUnsuitable
from s11desk.signing.envelope.envelope_form import (
    CONTENT_KEY_OCTETS,
    MAX_ISSUER_AND_SERIAL,
    CertificateKey,
    IssuerAndSerial,
)
from s11desk.signing.envelope.key_wrapping import encrypt_key
from s11desk.signing.identity.identity_summary import IdentitySummary

_SIZE_LIMIT = 64 * 1024
_PEM_MARK = b"-----BEGIN CERTIFICATE-----"


@dataclass(frozen=True, slots=True, repr=False)
class RecipientCertificate:
    """A certificate that we can encrypt to. ``key``: P-256, or RSA that is not bound to signing."""

    certificate: Certificate
    key: PublicKey

    @override
    def __repr__(self) -> str:
        return f"RecipientCertificate({self.certificate.signer.fingerprint_spoken})"

    @property
    def summary(self) -> IdentitySummary:
        """The holder, fingerprint, validity and kind of key."""
        return IdentitySummary(
            **msgspec.structs.asdict(self.certificate.signer),
            not_before=self.certificate.not_before,
            not_after=self.certificate.not_after,
            kind=key_kind(self.key),
        )

    @property
    def issuer_and_serial(self) -> IssuerAndSerial:
        """The issuer and serial number, by which an envelope names this certificate."""
        return IssuerAndSerial(self.certificate.issuer, self.certificate.serial)

    @property
    def addressee(self) -> Addressee:
        """The names that an envelope to this recipient will show."""
        return read_addressee(self.issuer_and_serial)

    @property
    def pem(self) -> bytes:
        """The certificate as a topic pack carries it."""
        return x509.load_der_x509_certificate(self.certificate.der).public_bytes(Encoding.PEM)

    def encrypt_key(self, content_key: bytes) -> CertificateKey:
        """Encrypt the content key for this recipient. Raises ValueError if the key cannot encrypt."""
        return encrypt_key(content_key, self.issuer_and_serial, self.key)

    def is_valid_at(self, moment: dt.datetime) -> bool:
        """Whether ``moment`` is within the certificate's validity period."""
        return self.certificate.is_valid_at(moment)


def load_recipient(pem_or_der: bytes) -> RecipientCertificate:
    """Read the recipient from one certificate, in PEM or DER. The caller checks whether it has expired.

    Raises ``RecipientUnsuitable`` (``problem``, a :class:`RecipientProblem`).
    """
    try:
        certificate = _addressable(read_certificate(_der(pem_or_der)))
    except ValueError as error:
        raise RecipientUnsuitable(problem=RecipientProblem.UNREADABLE) from error
    recipient = recipient_for(certificate)
    if recipient is None or not _works(recipient):
        raise RecipientUnsuitable(problem=RecipientProblem.KEY_KIND)
    if not _may_receive(certificate):
        raise RecipientUnsuitable(problem=RecipientProblem.NOT_FOR_ENCRYPTION)
    return recipient


def recipient_for(certificate: Certificate) -> RecipientCertificate | None:
    """Make a recipient of a certificate, even if it forbids encryption. None if we do not use this kind of key."""
    usable = {SignatureAlgorithm.ECDSA, SignatureAlgorithm.RSA_PKCS1} & set(certificate.algorithms)
    return RecipientCertificate(certificate, certificate.key) if usable and certificate.key is not None else None


def without_duplicates(recipients: tuple[RecipientCertificate, ...]) -> tuple[RecipientCertificate, ...]:
    """Return each certificate once. Raises ``RecipientUnsuitable`` if two share issuer and number."""
    by_certificate = {recipient.certificate.der: recipient for recipient in recipients}
    if len({recipient.issuer_and_serial for recipient in recipients}) != len(by_certificate):
        raise RecipientUnsuitable(problem=RecipientProblem.AMBIGUOUS)
    return tuple(by_certificate.values())


def _der(content: bytes) -> bytes:
    if len(content) > _SIZE_LIMIT:
        raise ValueError("too long for a certificate")
    if _PEM_MARK not in content:
        return content
    (certificate,) = x509.load_pem_x509_certificates(content)
    return certificate.public_bytes(Encoding.DER)


def _addressable(certificate: Certificate) -> Certificate:
    if len(certificate.issuer) + len(certificate.serial) > MAX_ISSUER_AND_SERIAL:
        raise ValueError("too long a name for an address")
    return certificate


def _works(recipient: RecipientCertificate) -> bool:
    """Try the key now. A person should not learn of a bad key only when a return is ready to be sent."""
    try:
        recipient.encrypt_key(bytes(CONTENT_KEY_OCTETS))
    except ValueError:
        return False
    return True


def _may_receive(certificate: Certificate) -> bool:
    if SignatureAlgorithm.ECDSA in certificate.algorithms:
        return permits_use(certificate, lambda usage: usage.key_agreement)
    return permits_use(certificate, lambda usage: usage.key_encipherment)
