"""Check how much work a PKCS#12 file asks for, before doing any of it.

A file states the rounds of derivation for each of its keys. A hostile file states two thousand million: the program
would not respond for minutes, at every passphrase that a person tries. We therefore read and add up the rounds first.
OpenSSL writes 2,048, Windows and macOS about as many, Java 10,000 (older: 50,000), NSS and this program 600,000 for
each of three keys. The most that OWASP recommends is 1,300,000.

An encrypted part, which holds certificates in all known files, could also hold an encrypted key. Nobody sees its rounds
from outside. OpenSSL, below cryptography, uses the first key that it meets and ignores all others. We therefore put the
parts in an order in which it first meets a key whose rounds we have counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from asn1crypto import algos, cms, core, pkcs12

from s11desk.signing import der
from s11desk.signing.identity import pkcs12_mac

MAX_ROUNDS = 5_000_000
"""The most rounds in one file: three keys with OWASP's highest number. They take a few seconds at most."""

_MAX_KEY_OCTETS = 6 * 1024
"""An encrypted RSA-8192 key has 4,800. To check that the primes of a longer one are prime takes minutes."""
_MAX_BAGS = 1_000
_MAX_BAG_DEPTH = 4
_ENCRYPTED_KEY = "pkcs8_shrouded_key_bag"
_KEYS = {_ENCRYPTED_KEY, "key_bag"}
_UNREADABLE = (TypeError, LookupError, AttributeError)
"""The errors, besides ValueError, that asn1crypto raises for a malformed file."""


class TooManyRounds(Exception):  # noqa: N818 - it names a finding, and never leaves this package
    """The file asks for more than ``MAX_ROUNDS``."""


class WrongPassphrase(Exception):  # noqa: N818 - as above
    """The checksum of the file does not match under this passphrase."""


def affordable_form(content: bytes, secret: bytes) -> bytes | None:
    """Return a PKCS#12 file in a form that opens in reasonable time. None if no key is outside the encrypted parts.

    The result is ``content``, unless its parts need another order. Then it has no checksum, because this function has
    verified the old one. Raises :class:`TooManyRounds`, :class:`WrongPassphrase`, and ValueError if ``content`` is not
    PKCS#12, has more parts or levels than any program writes, or is encrypted in a way that we do not know.
    """
    try:
        file = pkcs12.Pfx.load(content, strict=True)
        parts = _parts(file)
        if sum(max(1, rounds) for rounds in _visible_rounds(file, parts)) > MAX_ROUNDS:
            raise TooManyRounds
        encrypted = [part for part in parts if _is_encrypted(part)]
        if not encrypted:
            return content
        clear = [part for part in parts if not _is_encrypted(part)]
        if clear + encrypted == parts and _have_key(parts):
            return content
        _require_checksum(file, secret)
        return _with_parts(file, clear + encrypted) if _have_key(parts) else None
    except _UNREADABLE as error:
        raise ValueError("not a PKCS#12 file") from error


def _parts(file: pkcs12.Pfx) -> list[cms.ContentInfo]:
    parts = list(file.authenticated_safe)
    is_plain = file["version"].native == "v3" and file["auth_safe"]["content_type"].native == "data"
    if not is_plain or not 0 < len(parts) <= _MAX_BAGS:
        raise ValueError("not a PKCS#12 file")
    if not {part["content_type"].native for part in parts} <= {"data", "encrypted_data"}:
        raise ValueError("a part encrypted to a key, not with a passphrase")
    return parts


def _visible_rounds(file: pkcs12.Pfx, parts: list[cms.ContentInfo]) -> Iterator[int]:
    if not isinstance(file["mac_data"], core.Void):
        yield pkcs12_mac.rounds_of(file["mac_data"])
    for part in parts:
        if _is_encrypted(part):
            yield _rounds_of(part["content"]["encrypted_content_info"]["content_encryption_algorithm"])
    for bag in _visible_bags(parts):
        if bag["bag_id"].native == _ENCRYPTED_KEY:
            if len(bag["bag_value"]["encrypted_data"].native) > _MAX_KEY_OCTETS:
                raise ValueError("a longer key than we use")
            yield _rounds_of(bag["bag_value"]["encryption_algorithm"])


def _require_checksum(file: pkcs12.Pfx, secret: bytes) -> None:
    covered, mac_data = file["auth_safe"]["content"].native, file["mac_data"]
    if not isinstance(mac_data, core.Void) and not pkcs12_mac.verify_mac(mac_data, covered, secret):
        raise WrongPassphrase


def _with_parts(file: pkcs12.Pfx, parts: list[cms.ContentInfo]) -> bytes:
    safe = der.wrap(der.SEQUENCE, *(part.dump() for part in parts))
    content = der.wrap(der.context(0), der.wrap(der.OCTET_STRING, safe))
    kind = cms.ContentType("data").dump()
    return der.wrap(der.SEQUENCE, file["version"].dump(), der.wrap(der.SEQUENCE, kind, content))


def _have_key(parts: list[cms.ContentInfo]) -> bool:
    return any(bag["bag_id"].native in _KEYS for bag in _visible_bags(parts))


def _is_encrypted(part: cms.ContentInfo) -> bool:
    return bool(part["content_type"].native == "encrypted_data")


def _visible_bags(parts: list[cms.ContentInfo]) -> Iterator[pkcs12.SafeBag]:
    for part in parts:
        if not _is_encrypted(part):
            yield from _bags_within(pkcs12.SafeContents.load(part["content"].native, strict=True))


def _bags_within(bags: pkcs12.SafeContents, depth: int = 1) -> Iterator[pkcs12.SafeBag]:
    if depth > _MAX_BAG_DEPTH or len(bags) > _MAX_BAGS:
        raise ValueError("too many bags")
    for bag in bags:
        yield bag
        if bag["bag_id"].native == "safe_contents":
            yield from _bags_within(bag["bag_value"], depth + 1)


def _rounds_of(algorithm: algos.EncryptionAlgorithm) -> int:
    """The rounds of one encryption: PBES2 with PBKDF2, or an older scheme. Raises ValueError for any other."""
    if algorithm.kdf not in {"pbkdf2", "pkcs12_kdf"}:
        raise ValueError("a key derived in a way we do not know")
    return int(algorithm.kdf_iterations)
