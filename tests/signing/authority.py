"""A certificate authority for tests, and every kind of key that organisations have."""

from __future__ import annotations

import datetime as dt
import subprocess
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat, pkcs12
from cryptography.x509.oid import NameOID

from s11desk.signing.identity import keyfile

PASSPHRASE = b"correct horse"
PKCS8 = PrivateFormat.PKCS8


@dataclass(frozen=True, slots=True)
class Issued:
    """A key with its certificate. ``chain``: intermediate and root. ``p12`` also holds an unrelated certificate."""

    p12: Path
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]

    @property
    def root(self) -> x509.Certificate:
        return self.chain[-1]


def issue(folder: Path, now: dt.datetime) -> Issued:
    root_key, between_key = ec.generate_private_key(ec.SECP384R1()), ec.generate_private_key(ec.SECP384R1())
    key = rsa.generate_private_key(65537, 2048)
    root = certificate("Root", root_key.public_key(), "Root", root_key, now, is_authority=True)
    between = certificate("Between", between_key.public_key(), "Root", root_key, now, is_authority=True)
    stranger = certificate("Stranger", root_key.public_key(), "Root", root_key, now, is_authority=True)
    own = certificate("Amina Shah", key.public_key(), "Between", between_key, now)
    path = folder / "issued.pfx"
    encryption = BestAvailableEncryption(PASSPHRASE)
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"a", key, own, [root, stranger, between], encryption))
    return Issued(path, key, own, (between, root))


def with_other_name(issued: Issued) -> bytes:
    """The same key file with another name for its certificate. NSS and Windows do not write its SHA-1 there."""
    name = issued.certificate.fingerprint(SHA1())  # noqa: S303 - a name, no protection
    content = issued.p12.read_bytes()
    assert content.count(name) == 1
    return keyfile.with_pbmac1(content.replace(name, bytes(len(name))), PASSPHRASE)


def certificate(
    name: str,
    public: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    now: dt.datetime,
    *,
    is_authority: bool = False,
    signs: bool = True,
) -> x509.Certificate:
    return (
        x509.CertificateBuilder(_name(issuer), _name(name), public, x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=30))
        .not_valid_after(now + dt.timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(_usage(signs=signs, is_authority=is_authority), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.RFC822Name("amina@example.org")]), critical=False)
        .sign(issuer_key, SHA256())
    )


def self_signed(folder: Path, algorithm: str, option: str = "") -> Path:
    """Make a key and certificate with openssl, as PKCS#12, of a kind that cryptography does not make."""
    key, public, p12 = folder / "key.pem", folder / "certificate.pem", folder / "own.p12"
    options = ["-pkeyopt", option] if option else []
    _openssl("genpkey", "-algorithm", algorithm, *options, "-out", key)
    _openssl("req", "-new", "-x509", "-key", key, "-subj", "/CN=Amina Shah", "-days", "30", "-out", public)
    _openssl("pkcs12", "-export", "-inkey", key, "-in", public, "-passout", f"pass:{PASSPHRASE.decode()}", "-out", p12)
    return p12


def pem(each: x509.Certificate) -> bytes:
    return each.public_bytes(Encoding.PEM)


def _openssl(*arguments: object) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def _name(common: str) -> x509.Name:
    organisation = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Sandfield Trust")
    return x509.Name([organisation, x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _usage(*, signs: bool, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_encipherment=not signs,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )
