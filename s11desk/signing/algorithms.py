"""The three ways a signature may be made. Always SHA-256; never a smaller key than P-256 or RSA-2048.

The one step of arithmetic here is s → n - s: of the two values that verify equally, only the low one is written and
accepted, so that nobody can turn a signature into a different one that is also valid.
"""

from __future__ import annotations

from enum import Enum

from asn1crypto import algos
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
PublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey

RSA_BITS = range(2048, 8192 + 1)
"""Below is too weak; above, a hostile key makes each check slow."""

_SALT_OCTETS = 32
_ORDER = ec.SECP256R1().group_order
_HASH = SHA256()
_PKCS1 = padding.PKCS1v15()
_PSS = padding.PSS(mgf=padding.MGF1(_HASH), salt_length=_SALT_OCTETS)
_PSS_PARAMETERS = {
    "hash_algorithm": {"algorithm": "sha256"},
    "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": "sha256"}},
    "salt_length": _SALT_OCTETS,
}


class Mechanism(Enum):
    """The value is the AlgorithmIdentifier in DER, as it stands in a signature."""

    ECDSA = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}).dump()
    RSA_PKCS1 = algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"}).dump()
    RSA_PSS = algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": _PSS_PARAMETERS}).dump()

    def sign(self, key: PrivateKey, data: bytes) -> bytes:
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return low_s(key.sign(data, ec.ECDSA(_HASH)))
        return key.sign(data, self._padding, _HASH)

    def verifies(self, key: PublicKey, signature: bytes, data: bytes) -> bool:
        try:
            if isinstance(key, ec.EllipticCurvePublicKey):
                key.verify(signature, data, ec.ECDSA(_HASH))
            else:
                key.verify(signature, data, self._padding, _HASH)
        except (InvalidSignature, ValueError):
            return False
        return True

    def canonical(self, signature: bytes) -> bytes:
        """The only form of ``signature`` that is accepted. Raises ValueError where it is no signature at all."""
        return low_s(signature) if self is Mechanism.ECDSA else signature

    @property
    def _padding(self) -> padding.PSS | padding.PKCS1v15:
        return _PSS if self is Mechanism.RSA_PSS else _PKCS1


def low_s(signature: bytes) -> bytes:
    """An ECDSA P-256 signature, re-encoded in DER with the smaller s. Raises ValueError."""
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, _ORDER - s))


def mechanisms_for(key: object, *, pss_only: bool) -> tuple[Mechanism, ...]:
    """The ways a key may sign, the one we use first; none when the key is not suitable.

    ``pss_only``: the certificate binds its RSA key to PSS (id-RSASSA-PSS, RFC 4055).
    """
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        return (Mechanism.ECDSA,)
    if isinstance(key, rsa.RSAPublicKey) and key.key_size in RSA_BITS:
        return (Mechanism.RSA_PSS,) if pss_only else (Mechanism.RSA_PKCS1, Mechanism.RSA_PSS)
    return ()


def kind_of(key: PublicKey) -> str:
    """``P-256``, ``RSA-3072`` and so on."""
    return f"RSA-{key.key_size}" if isinstance(key, rsa.RSAPublicKey) else f"P-{key.key_size}"
