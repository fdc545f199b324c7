"""The check sum of a PKCS#12 file, which tells whether the passphrase is right and nothing was changed.

PBMAC1 (RFC 9579), or the older way (RFC 7292, 5.1 and appendix B) that most programs still write.
"""

from __future__ import annotations

import hashlib
import hmac

from asn1crypto import algos, pkcs12

_PBMAC1 = "1.2.840.113549.1.5.14"
_PBKDF2 = "1.2.840.113549.1.5.12"
_LONGEST_KEY = 64
"""Octets. The longest a hash has; OpenSSL before 3.4.4 wrote past its room for a longer one (CVE-2025-11187)."""

_MAC_KEY = b"\3"
"""What is derived, as RFC 7292, B.3 numbers it."""
_CHUNKS = {"sha1": 64, "sha224": 64, "sha256": 64, "sha384": 128, "sha512": 128}
"""Octets that a hash takes in at a time: v in RFC 7292, B.2."""


def rounds_of(mac_data: pkcs12.MacData) -> int:
    """How often its key is derived. Raises ValueError for a way that we do not know."""
    parameters = _pbmac1(mac_data)
    return int((mac_data["iterations"] if parameters is None else _derivation(parameters)["iteration_count"]).native)


def holds(mac_data: pkcs12.MacData, covered: bytes, secret: bytes) -> bool:
    """Whether it is the check sum of ``covered`` under ``secret``, a passphrase in UTF-8. Raises ValueError."""
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
    """None for the older way."""
    algorithm = mac_data["mac"]["digest_algorithm"]
    if algorithm["algorithm"].dotted != _PBMAC1:
        return None
    return algos.Pkcs5MacAlgorithm.load(algorithm.dump())["parameters"]


def _derivation(parameters: algos.Pbmac1Params) -> algos.Pbkdf2Params:
    function = parameters["key_derivation_func"]
    if function["algorithm"].dotted != _PBKDF2 or not 0 < function["parameters"]["key_length"].native <= _LONGEST_KEY:
        raise ValueError("a check sum whose key is none")
    return function["parameters"]


def _pbkdf2(derivation: algos.Pbkdf2Params, secret: bytes) -> bytes:
    name, salt = derivation["prf"]["algorithm"].native, derivation["salt"].native
    rounds, size = derivation["iteration_count"].native, derivation["key_length"].native
    return hashlib.pbkdf2_hmac(name, secret, salt, max(1, rounds), size)


def _older_key(name: str, secret: bytes, salt: bytes, rounds: int) -> bytes:
    """RFC 7292, B.2; a check sum's key is as long as one hash, so its steps 6 B and C are never come to."""
    if name not in _CHUNKS:
        raise ValueError("a hash we do not know")
    chunk = _CHUNKS[name]
    passphrase = secret.decode().encode("utf-16-be") + b"\0\0"
    derived = _MAC_KEY * chunk + _filled(salt, chunk) + _filled(passphrase, chunk)
    for _ in range(max(1, rounds)):
        derived = hashlib.new(name, derived, usedforsecurity=False).digest()
    return derived


def _filled(text: bytes, chunk: int) -> bytes:
    """``text`` over and over, up to whole chunks."""
    size = -(-len(text) // chunk) * chunk
    return (text * (size // len(text) + 1))[:size] if text else b""
