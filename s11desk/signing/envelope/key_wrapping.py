"""The content key, enclosed for one recipient; ``cryptography`` does the work.

P-256: a one-time key of the sender and the recipient's key agree on a secret (ECDH), from which the ANSI X9.63
derivation makes a key for AES key wrap (RFC 5753). RSA: OAEP with SHA-256.
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
    Address,
    AgreedKey,
    EnclosedKey,
    TransportedKey,
)

_CURVE = ec.SECP256R1()
_OAEP = padding.OAEP(padding.MGF1(SHA256()), SHA256(), label=None)
_WRAPPING_KEY_OCTETS = 32
_WRAPPING_KEY_BITS = (8 * _WRAPPING_KEY_OCTETS).to_bytes(4)
# RFC 5753, 7.2: ECC-CMS-SharedInfo, without the entity's information.
_SHARED_INFO = der.wrap(
    der.SEQUENCE, AES_256_WRAP, der.wrap(der.context(2), der.wrap(der.OCTET_STRING, _WRAPPING_KEY_BITS))
)


def enclose(content_key: bytes, address: Address, key: PublicKey) -> EnclosedKey:
    """Raises ValueError where ``key`` only looks like one: the modulus of an RSA key can be any number."""
    if isinstance(key, rsa.RSAPublicKey):
        return TransportedKey(address, key.encrypt(content_key, _OAEP))
    one_time = ec.generate_private_key(_CURVE)
    wrapping_key = _derived(one_time.exchange(ec.ECDH(), key))
    point = one_time.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return AgreedKey(address, point, aes_key_wrap(wrapping_key, content_key))


def disclose(enclosed: EnclosedKey, key: PrivateKey) -> bytes:
    """The content key. Raises ValueError where ``key`` does not open ``enclosed``."""
    if isinstance(enclosed, AgreedKey):
        return _unwrapped(enclosed, key)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError("not for a key of this kind")
    content_key = key.decrypt(enclosed.encrypted, _OAEP)
    if len(content_key) != CONTENT_KEY_OCTETS:
        raise ValueError("not a content key")
    return content_key


def _unwrapped(enclosed: AgreedKey, key: PrivateKey) -> bytes:
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("not for a key of this kind")
    point = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, enclosed.point)
    try:
        return aes_key_unwrap(_derived(key.exchange(ec.ECDH(), point)), enclosed.wrapped)
    except InvalidUnwrap as error:
        raise ValueError("not wrapped for this key") from error


def _derived(secret: bytes) -> bytes:
    return X963KDF(SHA256(), _WRAPPING_KEY_OCTETS, _SHARED_INFO).derive(secret)
