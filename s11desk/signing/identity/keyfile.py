"""Write a key file: a PKCS#12 file that is encrypted with a passphrase. Open any such file.

All encryption is PBES2: AES-256-CBC, and PBKDF2 with HMAC-SHA-256. cryptography writes the checksum of the file with an
older derivation of 2,048 rounds, even if the key is encrypted with more. An attacker could test guesses at the
passphrase against that checksum, three hundred times more cheaply. We therefore replace it by PBMAC1 (RFC 9579), which
derives its key as the encryption does. OpenSSL reads PBMAC1 from 3.4 on; an older one needs
``openssl pkcs12 -nomacver``.
"""

from __future__ import annotations

import os
import unicodedata
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec
from asn1crypto import algos, core, pkcs12
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hmac
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from cryptography.hazmat.primitives.serialization import pkcs12 as container

from s11desk.errors import UserError
from s11desk.errors.identity_errors import IdentityCostly, IdentityUnreadable
from s11desk.errors.passphrase_errors import (
    PassphraseTooShort,
    PassphraseTooSimple,
    PassphraseUnusable,
    PassphraseWrong,
)
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.signing import der
from s11desk.signing.algorithms import PrivateKey
from s11desk.signing.identity.passphrase_rules import MIN_PASSPHRASE_LENGTH, is_easy_to_guess
from s11desk.signing.identity.pkcs12_cost import MAX_ROUNDS, TooManyRounds, WrongPassphrase, affordable_form
from s11desk.signing.identity.unsealing import decrypt_key_file

ROUNDS = 600_000
"""Rounds of PBKDF2-HMAC-SHA-256, as OWASP has recommended since 2023. Unlocking takes a fifth of a second."""

SIZE_LIMIT = 1024 * 1024
MAX_PASSPHRASE_LENGTH = 1023
"""Bytes in UTF-8. cryptography accepts no more."""

_SALT_OCTETS = 16
_MAC_OCTETS = 32


@dataclass(frozen=True, slots=True, repr=False)
class KeyFileContent:
    """The content of an opened key file, with certificates in DER.

    ``certificate`` belongs to ``key``. It is None if the file has no such certificate. ``key`` is None if the file has
    no key of a kind that we use.
    """

    key: PrivateKey | None
    certificate: bytes | None
    others: tuple[bytes, ...]


def make_key_file(key: PrivateKey, certificate: bytes, chain: Iterable[bytes], passphrase: str) -> bytes:
    """Make a PKCS#12 file with the key and its certificates (DER).

    Raises the same errors as :func:`encode_passphrase`.
    """
    secret = encode_passphrase(passphrase)
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(ROUNDS)
        .key_cert_algorithm(container.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(SHA256())
        .build(secret)
    )
    above = [x509.load_der_x509_certificate(each) for each in chain]
    own = x509.load_der_x509_certificate(certificate)
    return with_pbmac1(container.serialize_key_and_certificates(None, key, own, above, encryption), secret)


def open_key_file(content: bytes, passphrase: str, path: Path) -> KeyFileContent:
    """Open any PKCS#12 file. Only the errors use ``path``.

    Raises ``PassphraseWrong``, ``IdentityUnreadable`` (not PKCS#12, or encrypted in a way that we do not know), and
    ``IdentityCostly`` (``path``, ``most``) if opening it would take minutes.
    """
    secret = encode_passphrase(passphrase)
    affordable = _affordable_form(content, secret, path)
    try:
        with warnings.catch_warnings():
            # Windows and macOS write BER here. cryptography reads it, with a warning.
            warnings.simplefilter("ignore")
            if affordable is None:
                return KeyFileContent(None, None, ())
            return _content_of(container.load_pkcs12(decrypt_key_file(affordable, secret) or affordable, secret))
    except WrongPassphrase:
        raise PassphraseWrong() from None
    except UnsupportedAlgorithm as error:
        raise IdentityUnreadable(path=path) from error
    except (ValueError, TypeError):
        # A chained error could hold the passphrase, so there is none.
        raise PassphraseWrong() from None


def open_foreign_key_file(content: bytes, passphrase: str, path: Path) -> KeyFileContent:
    """As :func:`open_key_file`, in the reader process: for a file that this program may not have written."""
    opened = _open_in_reader(content, passphrase, path)
    key = None if opened.key is None else load_der_private_key(opened.key, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | None):
        raise IdentityUnreadable(path=path)
    return KeyFileContent(key, opened.certificate, opened.others)


class OpenedKeyFile(msgspec.Struct, frozen=True):
    """A :class:`KeyFileContent` in plain bytes. ``key``: PKCS #8, in DER, not encrypted."""

    key: bytes | None
    certificate: bytes | None
    others: tuple[bytes, ...]


@run_in_reader
def _open_in_reader(content: bytes, passphrase: str, path: Path) -> OpenedKeyFile:
    found = open_key_file(content, passphrase, path)
    plain = (Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    key = None if found.key is None else found.key.private_bytes(*plain)
    return OpenedKeyFile(key, found.certificate, found.others)


def encode_passphrase(passphrase: str) -> bytes:
    """Encode a passphrase in UTF-8, in the form (NFC) that is equal on every keyboard. Raises ``PassphraseWrong``."""
    try:
        secret = unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError:
        raise PassphraseWrong() from None
    if b"\0" in secret or len(secret) > MAX_PASSPHRASE_LENGTH:
        raise PassphraseWrong()
    return secret


def check_new_passphrase(passphrase: str, details: tuple[str, ...] = ()) -> None:
    """Check that a new passphrase is fit for use. ``details``: of its owner, which nobody may take as a passphrase.

    Raises ``PassphraseTooShort`` (``shortest``, in characters), ``PassphraseTooSimple`` or ``PassphraseUnusable``
    (``longest``, in bytes).
    """
    if len(passphrase) < MIN_PASSPHRASE_LENGTH:
        raise PassphraseTooShort(shortest=MIN_PASSPHRASE_LENGTH)
    try:
        encode_passphrase(passphrase)
    except UserError:
        raise PassphraseUnusable(longest=MAX_PASSPHRASE_LENGTH) from None
    if is_easy_to_guess(passphrase, details):
        raise PassphraseTooSimple()


def _content_of(loaded: container.PKCS12KeyAndCertificates) -> KeyFileContent:
    present = [loaded.cert, *loaded.additional_certs]
    certificates = [each.certificate for each in present if each is not None]
    key = loaded.key if isinstance(loaded.key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) else None
    own = next((each for each in certificates if key is not None and each.public_key() == key.public_key()), None)
    others = tuple(each.public_bytes(Encoding.DER) for each in certificates if each is not own)
    return KeyFileContent(key, None if own is None else own.public_bytes(Encoding.DER), others)


def _affordable_form(content: bytes, secret: bytes, path: Path) -> bytes | None:
    try:
        return affordable_form(content, secret)
    except TooManyRounds:
        raise IdentityCostly(path=path, most=MAX_ROUNDS) from None
    except WrongPassphrase:
        raise PassphraseWrong() from None
    except ValueError as error:
        raise IdentityUnreadable(path=path) from error


def with_pbmac1(content: bytes, secret: bytes) -> bytes:
    """Replace the checksum of a PKCS#12 file by PBMAC1 with :data:`ROUNDS`. ``secret``: the encoded passphrase."""
    file = pkcs12.Pfx.load(content)
    covered: bytes = file["auth_safe"]["content"].native
    return der.wrap(der.SEQUENCE, file["version"].dump(), file["auth_safe"].dump(), _mac_data(covered, secret))


def _mac_data(covered: bytes, secret: bytes) -> bytes:
    """Make MacData with PBMAC1, which does not use the salt field and keeps the default rounds (RFC 9579, 4)."""
    salt = os.urandom(_SALT_OCTETS)
    mac = hmac.HMAC(PBKDF2HMAC(SHA256(), _MAC_OCTETS, salt, ROUNDS).derive(secret), SHA256())
    mac.update(covered)
    digest_info = der.wrap(der.SEQUENCE, _pbmac1(salt), der.wrap(der.OCTET_STRING, mac.finalize()))
    return der.wrap(der.SEQUENCE, digest_info, der.wrap(der.OCTET_STRING, b"NOT USED"))


def _pbmac1(salt: bytes) -> bytes:
    hmac_sha256 = algos.HmacAlgorithm({"algorithm": "sha256", "parameters": core.Null()})
    derivation = algos.Pbkdf2Params(
        {
            "salt": algos.Pbkdf2Salt("specified", core.OctetString(salt)),
            "iteration_count": ROUNDS,
            "key_length": _MAC_OCTETS,
            "prf": hmac_sha256,
        }
    )
    parameters = algos.Pbmac1Params(
        {
            "key_derivation_func": {"algorithm": "pbkdf2", "parameters": derivation},
            "message_auth_scheme": hmac_sha256,
        }
    )
    identifier: bytes = algos.Pkcs5MacAlgorithm({"algorithm": "pbmac1", "parameters": parameters}).dump()
    return identifier
