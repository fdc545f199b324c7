"""How much work a PKCS#12 file asks for before its passphrase can be tried.

A file says itself how often each of its keys is to be derived, and a hostile one says two thousand million: the program
would stand still for minutes, for every passphrase tried. So the rounds are read, and added up, before any is done.
OpenSSL writes 2,048, Windows 2,000 and macOS as many, Java 10,000 (older: 50,000 and 100,000), this program 600,000 for
each of its three; OWASP's highest advice is 1,300,000.
"""

from __future__ import annotations

from collections.abc import Iterator

from asn1crypto import algos, core, pkcs12

MOST_ROUNDS = 5_000_000
"""Of all derivations together: three at OWASP's highest. A few seconds at the slowest."""

_MOST_BAGS = 1_000
_DEEPEST_BAGS = 4
_LONGEST_MAC_KEY = 64
"""Octets. The longest a hash has; OpenSSL before 3.4.4 wrote past its room for a longer one (CVE-2025-11187)."""

_PBMAC1 = "1.2.840.113549.1.5.14"
_PBKDF2 = "1.2.840.113549.1.5.12"


def rounds_asked(content: bytes) -> int:
    """Rounds of every derivation that the file states in the clear, added up.

    Raises ValueError for what is not PKCS#12, is nested or divided as no program does it, or has a key derived in a way
    that we do not know.
    """
    try:
        return sum(max(1, rounds) for rounds in _derivations(pkcs12.Pfx.load(content, strict=True)))
    except (TypeError, LookupError, AttributeError) as error:
        raise ValueError("not a PKCS#12 file") from error


def _derivations(file: pkcs12.Pfx) -> Iterator[int]:
    if file["version"].native != "v3" or not 0 < len(file.authenticated_safe) <= _MOST_BAGS:
        raise ValueError("not a PKCS#12 file")
    if not isinstance(file["mac_data"], core.Void):
        yield _mac_rounds(file["mac_data"])
    for part in file.authenticated_safe:
        kind = part["content_type"].native
        if kind == "encrypted_data":
            yield _rounds(part["content"]["encrypted_content_info"]["content_encryption_algorithm"])
        elif kind == "data":
            yield from _in_bags(pkcs12.SafeContents.load(part["content"].native, strict=True))
        else:
            raise ValueError("a part sealed to a key, not to a passphrase")


def _in_bags(bags: pkcs12.SafeContents, depth: int = 1) -> Iterator[int]:
    if depth > _DEEPEST_BAGS or len(bags) > _MOST_BAGS:
        raise ValueError("too many bags")
    for bag in bags:
        kind = bag["bag_id"].native
        if kind == "pkcs8_shrouded_key_bag":
            yield _rounds(bag["bag_value"]["encryption_algorithm"])
        elif kind == "safe_contents":
            yield from _in_bags(bag["bag_value"], depth + 1)


def _rounds(algorithm: algos.EncryptionAlgorithm) -> int:
    """Of one encryption: PBES2 with PBKDF2, or one of the older ways that name their cipher. Raises ValueError."""
    if algorithm.kdf not in {"pbkdf2", "pkcs12_kdf"}:
        raise ValueError("a key derived in a way we do not know")
    return int(algorithm.kdf_iterations)


def _mac_rounds(mac_data: pkcs12.MacData) -> int:
    """Of the file's check sum: PBMAC1 (RFC 9579) states them inside its algorithm, the older way beside it."""
    algorithm = mac_data["mac"]["digest_algorithm"]
    if algorithm["algorithm"].dotted != _PBMAC1:
        return int(mac_data["iterations"].native)
    derivation = algos.Pkcs5MacAlgorithm.load(algorithm.dump())["parameters"]["key_derivation_func"]
    parameters = derivation["parameters"]
    if derivation["algorithm"].dotted != _PBKDF2 or not 0 < parameters["key_length"].native <= _LONGEST_MAC_KEY:
        raise ValueError("a check sum whose key is none")
    return int(parameters["iteration_count"].native)
