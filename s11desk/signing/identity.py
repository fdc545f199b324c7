"""Who signs on this computer: a key with a self-signed certificate, or an organisation's own.

``identity.p12`` holds key and certificates under the passphrase, ``identity.crt`` beside it (PEM) the certificate
alone, so that anyone may see whose identity it is. They are written certificate first: the identity exists once the
``.p12`` does. Unlocking notices when the two do not belong together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from s11desk import durable
from s11desk.errors import Code, IntegrityError, UserError
from s11desk.signing.certificates import Certificate, read_certificate
from s11desk.signing.facts import SignerFacts
from s11desk.signing.keyfile import SIZE_LIMIT, Opened, open_sealed, seal
from s11desk.signing.mechanism import PrivateKey, kind_of
from s11desk.signing.self_signed import DetailProblem, IdentityDetails, accepted, self_signed
from s11desk.signing.signer import Signer

__all__ = [
    "SHORTEST_PASSPHRASE",
    "DetailProblem",
    "IdentityDetails",
    "IdentitySummary",
    "Unsuitable",
    "create_identity",
    "import_identity",
    "show",
    "unlock",
]

SHORTEST_PASSPHRASE = 8
CERTIFICATE_SUFFIX = ".crt"

_LONGEST_CHAIN = 8


class Unsuitable(StrEnum):
    """Why an identity from elsewhere cannot be used here."""

    NO_KEY = "no-key"
    KEY_KIND = "key-kind"
    NOT_FOR_SIGNING = "not-for-signing"


class IdentitySummary(SignerFacts, frozen=True):
    """What anyone may know of an identity. ``kind``: ``P-256``, ``RSA-3072`` and so on. Times are UTC."""

    not_before: dt.datetime
    not_after: dt.datetime
    kind: str


def create_identity(path: Path, details: IdentityDetails, passphrase: str, now: dt.datetime) -> IdentitySummary:
    """Make a new key and a certificate for it, valid from ``now``, and keep both at ``path`` under the passphrase.

    Raises ``IDENTITY_EXISTS``, ``IDENTITY_DETAIL`` (``field``, ``problem``, ``limit``), ``PASSPHRASE_SHORT``
    (``shortest``), and what writing raises.
    """
    _refuse_to_replace(path)
    checked = accepted(details)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UserError(Code.PASSPHRASE_SHORT, shortest=SHORTEST_PASSPHRASE)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = read_certificate(self_signed(key, checked, now))
    return _keep(path, Signer(certificate, (), key), passphrase, key)


def import_identity(source: Path, target: Path, passphrase: str) -> IdentitySummary:
    """Take over a ``.p12`` or ``.pfx`` file with its chain; kept under the same passphrase, sealed our way.

    Raises ``IDENTITY_EXISTS``, ``PASSPHRASE_MISSING``, ``PASSPHRASE_WRONG``, ``IDENTITY_UNREADABLE``,
    ``IDENTITY_UNSUITABLE`` (``problem``), and what reading and writing raise.
    """
    _refuse_to_replace(target)
    if not passphrase:
        raise UserError(Code.PASSPHRASE_MISSING)
    opened = open_sealed(_content(source), passphrase, source)
    signer, key = _suitable(opened, source)
    return _keep(target, signer, passphrase, key)


def show(path: Path) -> IdentitySummary:
    """Whose identity this is; needs no passphrase. Raises ``IDENTITY_MISSING``, ``IDENTITY_UNREADABLE``."""
    _refuse_missing(path)
    return _summary(_public_certificate(path), path)


def unlock(path: Path, passphrase: str, now: dt.datetime) -> Signer:
    """Open the identity for signing.

    Raises ``IDENTITY_MISSING``, ``IDENTITY_UNREADABLE``, ``PASSPHRASE_WRONG``, and ``IDENTITY_NOT_VALID``
    (``not_before``, ``not_after``) when its certificate has expired or is not valid yet.
    """
    _refuse_missing(path)
    public = _public_certificate(path)
    signer, _ = _suitable(open_sealed(_content(path), passphrase, path), path)
    if signer.certificate.der != public.der:
        raise UserError(Code.IDENTITY_UNREADABLE, path=path)
    if not public.is_valid_at(now):
        raise UserError(Code.IDENTITY_NOT_VALID, not_before=public.not_before, not_after=public.not_after)
    return signer


def _keep(path: Path, signer: Signer, passphrase: str, key: PrivateKey) -> IdentitySummary:
    """Write both files; the ``.p12`` is opened again before it gets its name."""
    certificate = signer.certificate
    content = seal(key, certificate.der, [above.der for above in signer.chain], passphrase)

    def opens(written: Path) -> None:
        if open_sealed(written.read_bytes(), passphrase, path).certificate != certificate.der:
            raise IntegrityError("the identity does not read back")

    pem = x509.load_der_x509_certificate(certificate.der).public_bytes(Encoding.PEM)
    durable.make_folder(path.parent, private=True)
    durable.write_bytes(path.with_suffix(CERTIFICATE_SUFFIX), pem)
    with durable.writing(path, check=opens, private=True) as stream:
        stream.write(content)
    return _summary(certificate, path)


def _suitable(opened: Opened, path: Path) -> tuple[Signer, PrivateKey]:
    if opened.key is None or opened.certificate is None:
        raise UserError(Code.IDENTITY_UNSUITABLE, path=path, problem=Unsuitable.NO_KEY)
    try:
        certificate = read_certificate(opened.certificate)
        others = [read_certificate(other) for other in opened.others]
    except ValueError as error:
        raise UserError(Code.IDENTITY_UNREADABLE, path=path) from error
    if not certificate.mechanisms:
        raise UserError(Code.IDENTITY_UNSUITABLE, path=path, problem=Unsuitable.KEY_KIND)
    if not _may_sign(certificate):
        raise UserError(Code.IDENTITY_UNSUITABLE, path=path, problem=Unsuitable.NOT_FOR_SIGNING)
    return Signer(certificate, _chain(certificate, others), opened.key), opened.key


def _may_sign(certificate: Certificate) -> bool:
    """RFC 5280, 4.2.1.3: where a certificate restricts its key, signing must be among the uses we can read."""
    try:
        extensions = x509.load_der_x509_certificate(certificate.der).extensions
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return False
    return usage.digital_signature or usage.content_commitment


def _chain(certificate: Certificate, others: Iterable[Certificate]) -> tuple[Certificate, ...]:
    """The certificates above, next one first, as far as the file has them."""
    by_subject = {other.subject: other for other in others}
    chain: list[Certificate] = []
    below = certificate
    while below.issuer != below.subject and below.issuer in by_subject and len(chain) < _LONGEST_CHAIN:
        below = by_subject.pop(below.issuer)
        chain.append(below)
    return tuple(chain)


def _summary(certificate: Certificate, path: Path) -> IdentitySummary:
    if certificate.key is None:
        raise UserError(Code.IDENTITY_UNREADABLE, path=path)
    facts = msgspec.structs.asdict(certificate.signer)
    return IdentitySummary(
        **facts,
        not_before=certificate.not_before,
        not_after=certificate.not_after,
        kind=kind_of(certificate.key),
    )


def _public_certificate(path: Path) -> Certificate:
    try:
        content = path.with_suffix(CERTIFICATE_SUFFIX).read_bytes()
        return read_certificate(x509.load_pem_x509_certificate(content).public_bytes(Encoding.DER))
    except (OSError, ValueError) as error:
        raise UserError(Code.IDENTITY_UNREADABLE, path=path) from error


def _content(path: Path) -> bytes:
    with durable.reading_errors(path), path.open("rb") as stream:
        content = stream.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        raise UserError(Code.IDENTITY_UNREADABLE, path=path)
    return content


def _refuse_to_replace(path: Path) -> None:
    if path.exists():
        raise UserError(Code.IDENTITY_EXISTS, path=path)


def _refuse_missing(path: Path) -> None:
    if not path.exists():
        raise UserError(Code.IDENTITY_MISSING, path=path)
