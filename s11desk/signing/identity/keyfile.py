"""The PKCS#12 file that holds a key: how it is sealed with a passphrase, and how any such file is opened.

PBES2 throughout: AES-256-CBC, PBKDF2 with HMAC-SHA-256. cryptography writes the file's own check sum with an older
derivation of 2,048 rounds, however many the key is encrypted with; as that check sum tells whether a guess was right,
it would be the way in, three hundred times cheaper. So it is replaced by PBMAC1 (RFC 9579), which derives its key as
the encryption does. OpenSSL reads that from 3.4 on (older: ``openssl pkcs12 -nomacver``).
"""

from __future__ import annotations

import os
import unicodedata
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from asn1crypto import algos, core, pkcs12
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hmac
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.serialization import Encoding, PrivateFormat
from cryptography.hazmat.primitives.serialization import pkcs12 as container

from s11desk.errors import UserError
from s11desk.errors.identity_errors import IdentityCostly, IdentityUnreadable
from s11desk.errors.passphrase_errors import PassphraseTooShort, PassphraseUnusable, PassphraseWrong
from s11desk.signing import der
from s11desk.signing.algorithms import PrivateKey
from s11desk.signing.identity.pkcs12_cost import MOST_ROUNDS, TooManyRounds, WrongPassphrase, within_reach
from s11desk.signing.identity.unsealing import unsealed

ROUNDS = 600_000
"""PBKDF2-HMAC-SHA-256, as OWASP's password storage guidance has it since 2023: a fifth of a second to unlock."""

SIZE_LIMIT = 1024 * 1024
SHORTEST_PASSPHRASE = 8
LONGEST_PASSPHRASE = 1023
"""Octets in UTF-8; cryptography takes no more."""

_SALT_OCTETS = 16
_MAC_OCTETS = 32


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """What was in the file. ``certificate`` belongs to ``key``; both are None where the file has no such pair."""

    key: PrivateKey | None
    certificate: bytes | None
    others: tuple[bytes, ...]


def seal(key: PrivateKey, certificate: bytes, chain: Iterable[bytes], passphrase: str) -> bytes:
    """A PKCS#12 file with the key and its certificates (DER). Raises as :func:`secret_of` does."""
    secret = secret_of(passphrase)
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(ROUNDS)
        .key_cert_algorithm(container.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(SHA256())
        .build(secret)
    )
    above = [x509.load_der_x509_certificate(each) for each in chain]
    own = x509.load_der_x509_certificate(certificate)
    return _with_strong_mac(container.serialize_key_and_certificates(None, key, own, above, encryption), secret)


def open_sealed(content: bytes, passphrase: str, path: Path) -> Opened:
    """Open any PKCS#12 file; ``path`` is for the error alone.

    Raises ``PassphraseWrong``, ``IdentityUnreadable`` (not PKCS#12, or encrypted in a way we do not know), and
    ``IdentityCostly`` (``path``, ``most``) where opening it would take minutes.
    """
    secret = secret_of(passphrase)
    reachable = _within_reach(content, secret, path)
    try:
        with warnings.catch_warnings():
            # Windows and macOS write BER here, which cryptography reads and grumbles about.
            warnings.simplefilter("ignore")
            if reachable is None:
                return Opened(None, None, ())
            return _opened(container.load_pkcs12(unsealed(reachable, secret) or reachable, secret))
    except WrongPassphrase:
        raise PassphraseWrong() from None
    except UnsupportedAlgorithm as error:
        raise IdentityUnreadable(path=path) from error
    except (ValueError, TypeError):
        # Neither the passphrase nor what was tried with it may travel along in a chained error.
        raise PassphraseWrong() from None


def secret_of(passphrase: str) -> bytes:
    """The octets of a passphrase: composed form, so that every keyboard gives the same. Raises ``PassphraseWrong``."""
    try:
        secret = unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError:
        raise PassphraseWrong() from None
    if b"\0" in secret or len(secret) > LONGEST_PASSPHRASE:
        raise PassphraseWrong()
    return secret


def refuse_unfit(passphrase: str) -> None:
    """Raises ``PassphraseTooShort`` (``shortest``) or ``PassphraseUnusable`` (``longest``) for a new passphrase."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort(shortest=SHORTEST_PASSPHRASE)
    try:
        secret_of(passphrase)
    except UserError:
        raise PassphraseUnusable(longest=LONGEST_PASSPHRASE) from None


def _opened(loaded: container.PKCS12KeyAndCertificates) -> Opened:
    present = [loaded.cert, *loaded.additional_certs]
    certificates = [each.certificate for each in present if each is not None]
    key = loaded.key if isinstance(loaded.key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) else None
    own = next((each for each in certificates if key is not None and each.public_key() == key.public_key()), None)
    others = tuple(each.public_bytes(Encoding.DER) for each in certificates if each is not own)
    return Opened(key, None if own is None else own.public_bytes(Encoding.DER), others)


def _within_reach(content: bytes, secret: bytes, path: Path) -> bytes | None:
    try:
        return within_reach(content, secret)
    except TooManyRounds:
        raise IdentityCostly(path=path, most=MOST_ROUNDS) from None
    except WrongPassphrase:
        raise PassphraseWrong() from None
    except ValueError as error:
        raise IdentityUnreadable(path=path) from error


def _with_strong_mac(content: bytes, secret: bytes) -> bytes:
    file = pkcs12.Pfx.load(content)
    covered: bytes = file["auth_safe"]["content"].native
    return der.wrap(der.SEQUENCE, file["version"].dump(), file["auth_safe"].dump(), _mac_data(covered, secret))


def _mac_data(covered: bytes, secret: bytes) -> bytes:
    """MacData with PBMAC1. Its own salt field is not used then, and its rounds stay at the default (RFC 9579, 4)."""
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
