"""Encrypt the content key for one recipient, and decrypt it. ``cryptography`` does the work.

With P-256, a one-time key of the sender and the recipient's key agree on a secret (ECDH). The ANSI X9.63 derivation
makes a key for AES key wrap from it (RFC 5753). With RSA, the content key is encrypted with OAEP and SHA-256.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from s11desk.signing import der
from s11desk.signing.algorithms import PrivateKey, PublicKey
from s11desk.signing.envelope.envelope_form import (
    AES_256_WRAP,
    CONTENT_KEY_OCTETS,
    AgreedKey,
    CertificateKey,
    EncryptedKey,
    IssuerAndSerial,
    TransportedKey,
)

_CURVE = ec.SECP256R1()
_OAEP = padding.OAEP(padding.MGF1(SHA256()), SHA256(), label=None)
_WRAPPING_KEY_OCTETS = 32
_WRAPPING_KEY_BITS = (8 * _WRAPPING_KEY_OCTETS).to_bytes(4)
# ECC-CMS-SharedInfo without entityUInfo (RFC 5753, 7.2).
SHARED_INFO = der.wrap(
    der.SEQUENCE, AES_256_WRAP, der.wrap(der.context(2), der.wrap(der.OCTET_STRING, _WRAPPING_KEY_BITS))
)


def encrypt_key(content_key: bytes, issuer_and_serial: IssuerAndSerial, key: PublicKey) -> CertificateKey:
    """Encrypt the content key for the certificate at ``issuer_and_serial`` with this key.

    Raises ValueError if the key cannot encrypt: the modulus of an RSA key in a certificate can be any number.
    """
    if isinstance(key, rsa.RSAPublicKey):
        return TransportedKey(issuer_and_serial, key.encrypt(content_key, _OAEP))
    one_time = ec.generate_private_key(_CURVE)
    wrapping_key = _derive(one_time.exchange(ec.ECDH(), key))
    point = one_time.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return AgreedKey(issuer_and_serial, point, aes_key_wrap(wrapping_key, content_key))


def decrypt_key(encrypted: EncryptedKey, key: PrivateKey) -> bytes:
    """Decrypt the content key. Raises ValueError if ``key`` does not open it."""
    if isinstance(encrypted, AgreedKey):
        return _unwrap(encrypted, key)
    if not isinstance(encrypted, TransportedKey):
        raise ValueError("for a passphrase, not for a key")
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError("not for a key of this kind")
    content_key = key.decrypt(encrypted.encrypted, _OAEP)
    if len(content_key) != CONTENT_KEY_OCTETS:
        raise ValueError("not a content key")
    return content_key


def _unwrap(agreed: AgreedKey, key: PrivateKey) -> bytes:
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("not for a key of this kind")
    point = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, agreed.point)
    try:
        return aes_key_unwrap(_derive(key.exchange(ec.ECDH(), point)), agreed.wrapped)
    except InvalidUnwrap as error:
        raise ValueError("not wrapped for this key") from error


def _derive(secret: bytes) -> bytes:
    return X963KDF(SHA256(), _WRAPPING_KEY_OCTETS, SHARED_INFO).derive(secret)
