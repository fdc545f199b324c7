"""To whom a return may be encrypted: the certificates that a topic pack brings, and what they must be like.

Whoever brings the certificate decides who can read: as with signers, a name in it proves nothing, its fingerprint does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from s11desk.override import override
from s11desk.signing.algorithms import Mechanism, PublicKey, kind_of
from s11desk.signing.certificates import Certificate, permits, read_certificate
from s11desk.signing.envelope.addressees import addressee
from s11desk.signing.envelope.envelope_facts import Addressee, RecipientProblem, RecipientUnsuitable
from s11desk.signing.envelope.envelope_form import CONTENT_KEY_OCTETS, LONGEST_ADDRESS, Address, EnclosedKey
from s11desk.signing.envelope.key_wrapping import enclose
from s11desk.signing.identity.identity_summary import IdentitySummary

_SIZE_LIMIT = 64 * 1024
_PEM_MARK = b"-----BEGIN CERTIFICATE-----"


@dataclass(frozen=True, slots=True, repr=False)
class RecipientCertificate:
    """A certificate that can be encrypted to. ``key``: P-256, or RSA that is not bound to signing."""

    certificate: Certificate
    key: PublicKey

    @override
    def __repr__(self) -> str:
        return f"RecipientCertificate({self.certificate.signer.spoken})"

    @property
    def summary(self) -> IdentitySummary:
        """Whose it is, its fingerprint, until when it is valid, of what kind its key."""
        return IdentitySummary(
            **msgspec.structs.asdict(self.certificate.signer),
            not_before=self.certificate.not_before,
            not_after=self.certificate.not_after,
            kind=kind_of(self.key),
        )

    @property
    def address(self) -> Address:
        return Address(self.certificate.issuer, self.certificate.serial)

    @property
    def addressee(self) -> Addressee:
        """What an envelope will say of whom it is for."""
        return addressee(self.address)

    @property
    def pem(self) -> bytes:
        """The certificate as a topic pack carries it."""
        return x509.load_der_x509_certificate(self.certificate.der).public_bytes(Encoding.PEM)

    def enclose(self, content_key: bytes) -> EnclosedKey:
        """The content key, for this recipient alone. Raises ValueError where the key only looks like one."""
        return enclose(content_key, self.address, self.key)

    def is_valid_at(self, moment: dt.datetime) -> bool:
        return self.certificate.is_valid_at(moment)


def load_recipient(pem_or_der: bytes) -> RecipientCertificate:
    """The recipient with this certificate: one alone, in PEM or DER. Whether it has expired is for the caller to ask.

    Raises ``RecipientUnsuitable`` (``problem``, a :class:`RecipientProblem`).
    """
    try:
        certificate = _addressable(read_certificate(_der(pem_or_der)))
    except ValueError as error:
        raise RecipientUnsuitable(problem=RecipientProblem.UNREADABLE) from error
    recipient = recipient_with(certificate)
    if recipient is None or not _works(recipient):
        raise RecipientUnsuitable(problem=RecipientProblem.KEY_KIND)
    if not _may_receive(certificate):
        raise RecipientUnsuitable(problem=RecipientProblem.NOT_FOR_ENCRYPTION)
    return recipient


def recipient_with(certificate: Certificate) -> RecipientCertificate | None:
    """The recipient a certificate makes, whatever it restricts its key to; None where the key is of no kind we use."""
    usable = {Mechanism.ECDSA, Mechanism.RSA_PKCS1} & set(certificate.mechanisms)
    return RecipientCertificate(certificate, certificate.key) if usable and certificate.key is not None else None


def distinct(recipients: tuple[RecipientCertificate, ...]) -> tuple[RecipientCertificate, ...]:
    """Each certificate once. Raises ``RecipientUnsuitable`` where two share issuer and number."""
    by_certificate = {recipient.certificate.der: recipient for recipient in recipients}
    if len({recipient.address for recipient in recipients}) != len(by_certificate):
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
    if len(certificate.issuer) + len(certificate.serial) > LONGEST_ADDRESS:
        raise ValueError("too long a name for an address")
    return certificate


def _works(recipient: RecipientCertificate) -> bool:
    """Better found out here than when a return is waiting to be sent."""
    try:
        recipient.enclose(bytes(CONTENT_KEY_OCTETS))
    except ValueError:
        return False
    return True


def _may_receive(certificate: Certificate) -> bool:
    if Mechanism.ECDSA in certificate.mechanisms:
        return permits(certificate, lambda usage: usage.key_agreement)
    return permits(certificate, lambda usage: usage.key_encipherment)
