"""The three algorithms that a signature may use. All hash with SHA-256; the smallest keys are P-256 and RSA-2048.

The one step of arithmetic here is s → n - s. Both values verify. We write and accept only the lower one, so that nobody
can turn a signature into a different one that is also valid.
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
"""A shorter key is too weak. A longer one, made by an attacker, would make each check slow."""

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


class SignatureAlgorithm(Enum):
    """A way to sign. The value is the AlgorithmIdentifier in DER, as a signature contains it."""

    ECDSA = algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}).dump()
    RSA_PKCS1 = algos.SignedDigestAlgorithm({"algorithm": "sha256_rsa"}).dump()
    RSA_PSS = algos.SignedDigestAlgorithm({"algorithm": "rsassa_pss", "parameters": _PSS_PARAMETERS}).dump()

    def sign(self, key: PrivateKey, data: bytes) -> bytes:
        """Sign ``data`` and return the signature value, with the low s for ECDSA."""
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return low_s(key.sign(data, ec.ECDSA(_HASH)))
        return key.sign(data, self._padding, _HASH)

    def verifies(self, key: PublicKey, signature: bytes, data: bytes) -> bool:
        """Whether ``signature`` is one of ``key`` over ``data``. Any bytes may be passed."""
        try:
            if isinstance(key, ec.EllipticCurvePublicKey):
                key.verify(signature, data, ec.ECDSA(_HASH))
            else:
                key.verify(signature, data, self._padding, _HASH)
        except (InvalidSignature, ValueError):
            return False
        return True

    def canonical(self, signature: bytes) -> bytes:
        """Return ``signature`` in the only form that we accept. Raises ValueError if it is not a signature."""
        return low_s(signature) if self is SignatureAlgorithm.ECDSA else signature

    @property
    def _padding(self) -> padding.PSS | padding.PKCS1v15:
        return _PSS if self is SignatureAlgorithm.RSA_PSS else _PKCS1


def low_s(signature: bytes) -> bytes:
    """Encode an ECDSA P-256 signature again in DER, with the smaller s. Raises ValueError."""
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, _ORDER - s))


def algorithms_for(key: object, *, pss_only: bool) -> tuple[SignatureAlgorithm, ...]:
    """The algorithms that a key may sign with. We sign with the first. Empty if the key is not suitable.

    ``pss_only``: the certificate binds its RSA key to PSS (id-RSASSA-PSS, RFC 4055).
    """
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        return (SignatureAlgorithm.ECDSA,)
    if isinstance(key, rsa.RSAPublicKey) and key.key_size in RSA_BITS:
        return (SignatureAlgorithm.RSA_PSS,) if pss_only else (SignatureAlgorithm.RSA_PKCS1, SignatureAlgorithm.RSA_PSS)
    return ()


def key_kind(key: PublicKey) -> str:
    """The kind of a key: ``P-256``, ``RSA-3072`` and so on."""
    return f"RSA-{key.key_size}" if isinstance(key, rsa.RSAPublicKey) else f"P-{key.key_size}"
