"""How much work a PKCS#12 file asks for, told before any of it is done.

A file says itself how often each of its keys is to be derived, and a hostile one says two thousand million: the program
would stand still for minutes, for every passphrase tried. So the rounds are read and added up first. OpenSSL writes
2,048, Windows and macOS about as many, Java 10,000 (older: 50,000), NSS and this program 600,000 for each of three
keys; OWASP's highest advice is 1,300,000.

A sealed part (of certificates, in all files known) may hold a sealed key in turn, whose rounds nobody sees from
outside. OpenSSL takes the first key that it meets and passes over all others; so it is given a file in which one
that we have seen comes first.
"""

from __future__ import annotations

from collections.abc import Iterator

from asn1crypto import algos, cms, core, pkcs12

from s11desk.signing import der
from s11desk.signing.identity import pkcs12_mac

MOST_ROUNDS = 5_000_000
"""Of all derivations together: three at OWASP's highest. A few seconds at the slowest."""

_MOST_BAGS = 1_000
_DEEPEST_BAGS = 4
_SEALED_KEY = "pkcs8_shrouded_key_bag"
_KEYS = {_SEALED_KEY, "key_bag"}
_UNREADABLE = (TypeError, LookupError, AttributeError)
"""What asn1crypto raises besides ValueError for what is not as it should be."""


class TooManyRounds(Exception):  # noqa: N818 - it says what was found, and never leaves this package
    """The file asks for more than ``MOST_ROUNDS``."""


class WrongPassphrase(Exception):  # noqa: N818 - as above
    """Its check sum does not hold under this passphrase."""


def within_reach(content: bytes, secret: bytes) -> bytes | None:
    """The same PKCS#12 file in a form that opens in reasonable time; None where no key stands outside sealed parts.

    That is ``content`` itself unless its parts had to be put in another order; then without its check sum, which was
    found to hold. Raises :class:`TooManyRounds`; :class:`WrongPassphrase`; ValueError for what is not PKCS#12, is
    nested or divided as no program does it, or is sealed in a way that we do not know.
    """
    try:
        file = pkcs12.Pfx.load(content, strict=True)
        parts = _parts(file)
        if sum(max(1, rounds) for rounds in _rounds_seen(file, parts)) > MOST_ROUNDS:
            raise TooManyRounds
        sealed = [part for part in parts if _is_sealed(part)]
        if not sealed:
            return content
        clear = [part for part in parts if not _is_sealed(part)]
        if clear + sealed == parts and _have_key(parts):
            return content
        _require_check_sum(file, secret)
        return _rewritten(file, clear + sealed) if _have_key(parts) else None
    except _UNREADABLE as error:
        raise ValueError("not a PKCS#12 file") from error


def _parts(file: pkcs12.Pfx) -> list[cms.ContentInfo]:
    parts = list(file.authenticated_safe)
    is_plain = file["version"].native == "v3" and file["auth_safe"]["content_type"].native == "data"
    if not is_plain or not 0 < len(parts) <= _MOST_BAGS:
        raise ValueError("not a PKCS#12 file")
    if not {part["content_type"].native for part in parts} <= {"data", "encrypted_data"}:
        raise ValueError("a part sealed to a key, not with a passphrase")
    return parts


def _rounds_seen(file: pkcs12.Pfx, parts: list[cms.ContentInfo]) -> Iterator[int]:
    if not isinstance(file["mac_data"], core.Void):
        yield pkcs12_mac.rounds_of(file["mac_data"])
    for part in parts:
        if _is_sealed(part):
            yield _rounds_of(part["content"]["encrypted_content_info"]["content_encryption_algorithm"])
    for bag in _bags_seen(parts):
        if bag["bag_id"].native == _SEALED_KEY:
            yield _rounds_of(bag["bag_value"]["encryption_algorithm"])


def _require_check_sum(file: pkcs12.Pfx, secret: bytes) -> None:
    covered, mac_data = file["auth_safe"]["content"].native, file["mac_data"]
    if not isinstance(mac_data, core.Void) and not pkcs12_mac.holds(mac_data, covered, secret):
        raise WrongPassphrase


def _rewritten(file: pkcs12.Pfx, parts: list[cms.ContentInfo]) -> bytes:
    safe = der.wrap(der.SEQUENCE, *(part.dump() for part in parts))
    content = der.wrap(der.context(0), der.wrap(der.OCTET_STRING, safe))
    kind = cms.ContentType("data").dump()
    return der.wrap(der.SEQUENCE, file["version"].dump(), der.wrap(der.SEQUENCE, kind, content))


def _have_key(parts: list[cms.ContentInfo]) -> bool:
    return any(bag["bag_id"].native in _KEYS for bag in _bags_seen(parts))


def _is_sealed(part: cms.ContentInfo) -> bool:
    return bool(part["content_type"].native == "encrypted_data")


def _bags_seen(parts: list[cms.ContentInfo]) -> Iterator[pkcs12.SafeBag]:
    for part in parts:
        if not _is_sealed(part):
            yield from _in_bags(pkcs12.SafeContents.load(part["content"].native, strict=True))


def _in_bags(bags: pkcs12.SafeContents, depth: int = 1) -> Iterator[pkcs12.SafeBag]:
    if depth > _DEEPEST_BAGS or len(bags) > _MOST_BAGS:
        raise ValueError("too many bags")
    for bag in bags:
        yield bag
        if bag["bag_id"].native == "safe_contents":
            yield from _in_bags(bag["bag_value"], depth + 1)


def _rounds_of(algorithm: algos.EncryptionAlgorithm) -> int:
    """Of one encryption: PBES2 with PBKDF2, or one of the older ways that name their cipher. Raises ValueError."""
    if algorithm.kdf not in {"pbkdf2", "pkcs12_kdf"}:
        raise ValueError("a key derived in a way we do not know")
    return int(algorithm.kdf_iterations)
