"""Verify the checksum (MAC) of a PKCS#12 file. It shows that the passphrase is right and nothing was changed.

It is PBMAC1 (RFC 9579), or the older scheme (RFC 7292, 5.1 and appendix B) that most programs still write.
"""

from __future__ import annotations

import hashlib
import hmac

from asn1crypto import algos, pkcs12

_PBMAC1 = "1.2.840.113549.1.5.14"
_PBKDF2 = "1.2.840.113549.1.5.12"
_MAX_KEY_LENGTH = 64
"""Bytes. No hash is longer. OpenSSL before 3.4.4 wrote past its buffer for a longer key (CVE-2025-11187)."""

_MAC_KEY = b"\3"
"""The purpose of the derived key, by its number in RFC 7292, B.3."""
_CHUNKS = {"sha1": 64, "sha224": 64, "sha256": 64, "sha384": 128, "sha512": 128}
"""The block size of each hash in bytes: v in RFC 7292, B.2."""


def rounds_of(mac_data: pkcs12.MacData) -> int:
    """The rounds of derivation for the checksum's key. Raises ValueError for a scheme that we do not know."""
    parameters = _pbmac1(mac_data)
    return int((mac_data["iterations"] if parameters is None else _derivation(parameters)["iteration_count"]).native)


def verify_mac(mac_data: pkcs12.MacData, covered: bytes, secret: bytes) -> bool:
    """Whether ``mac_data`` is the checksum of ``covered``. ``secret``: the encoded passphrase. Raises ValueError."""
    parameters = _pbmac1(mac_data)
    if parameters is None:
        name = mac_data["mac"]["digest_algorithm"]["algorithm"].native
        key = _older_key(name, secret, mac_data["mac_salt"].native, rounds_of(mac_data))
    else:
        name = parameters["message_auth_scheme"]["algorithm"].native
        key = _pbkdf2(_derivation(parameters), secret)
    if name not in _CHUNKS:
        raise ValueError("a hash we do not know")
    return hmac.compare_digest(hmac.digest(key, covered, name), mac_data["mac"]["digest"].native)


def _pbmac1(mac_data: pkcs12.MacData) -> algos.Pbmac1Params | None:
    """The parameters of PBMAC1; None for the older scheme."""
    algorithm = mac_data["mac"]["digest_algorithm"]
    if algorithm["algorithm"].dotted != _PBMAC1:
        return None
    return algos.Pkcs5MacAlgorithm.load(algorithm.dump())["parameters"]


def _derivation(parameters: algos.Pbmac1Params) -> algos.Pbkdf2Params:
    function = parameters["key_derivation_func"]
    if (
        function["algorithm"].dotted != _PBKDF2
        or not 0 < function["parameters"]["key_length"].native <= _MAX_KEY_LENGTH
    ):
        raise ValueError("a checksum with an unusable key")
    return function["parameters"]


def _pbkdf2(derivation: algos.Pbkdf2Params, secret: bytes) -> bytes:
    name, salt = derivation["prf"]["algorithm"].native, derivation["salt"].native
    rounds, size = derivation["iteration_count"].native, derivation["key_length"].native
    return hashlib.pbkdf2_hmac(name, secret, salt, max(1, rounds), size)


def _older_key(name: str, secret: bytes, salt: bytes, rounds: int) -> bytes:
    """Derive a key as in RFC 7292, B.2. It is as long as one hash, so steps 6 B and C are never reached."""
    if name not in _CHUNKS:
        raise ValueError("a hash we do not know")
    chunk = _CHUNKS[name]
    passphrase = secret.decode().encode("utf-16-be") + b"\0\0"
    derived = _MAC_KEY * chunk + _repeat(salt, chunk) + _repeat(passphrase, chunk)
    for _ in range(max(1, rounds)):
        derived = hashlib.new(name, derived, usedforsecurity=False).digest()
    return derived


def _repeat(text: bytes, chunk: int) -> bytes:
    """Repeat ``text`` until it fills whole chunks."""
    size = -(-len(text) // chunk) * chunk
    return (text * (size // len(text) + 1))[:size] if text else b""
