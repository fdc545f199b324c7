"""The signers a receiver knows: fingerprints they have checked, each with the name by which they know its owner.

Kept as one small file in the home. No authority vouches for a signer: a fingerprint compared over the telephone does.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec

from s11desk.app.home.paths import Home
from s11desk.domain.clean_text import clean_line
from s11desk.domain.return_verdict import Standing
from s11desk.durable import make_folder, reading_errors, write_bytes
from s11desk.errors.signer_errors import SignerNameMissing, SignersUnreadable, SignerUnknown
from s11desk.signing.signature_facts import SignerFacts
from s11desk.signing.trusted_signers import TrustedSigner, is_trusted, load_trusted

FORMAT = 1


class KnownSigner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``name``: what the receiver calls them. ``fingerprint``: 64 hexadecimal digits, or the 32 that are spoken."""

    name: str
    fingerprint: str
    added: dt.datetime


class _SignersFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    signers: tuple[KnownSigner, ...]


class SignerStanding(msgspec.Struct, frozen=True):
    """``name``: the receiver's own name for a known signer, or for the one who is known with another key."""

    standing: Standing
    name: str = ""


def known_signers(home: Home) -> tuple[KnownSigner, ...]:
    """The list, by name. Raises ``SignersUnreadable`` where the file is there and cannot be understood."""
    path = home.known_signers
    if not path.exists():
        return ()
    with reading_errors(path):
        content = path.read_bytes()
    try:
        return msgspec.json.decode(content, type=_SignersFile).signers
    except msgspec.MsgspecError as error:
        raise SignersUnreadable(path=path) from error


def given_signer(value: str, now: dt.datetime) -> KnownSigner:
    """A signer named for one occasion, by fingerprint or certificate file. Raises ``FingerprintUnreadable``."""
    return KnownSigner(clean_line(value), load_trusted(value).fingerprint, now)


def add_known_signer(home: Home, name: str, value: str, now: dt.datetime) -> KnownSigner:
    """Add a signer by fingerprint or certificate file. The same fingerprint under a new name is renamed.

    Raises ``FingerprintUnreadable``, ``SignerNameMissing``.
    """
    plain = clean_line(name)
    if not plain:
        raise SignerNameMissing()
    added = KnownSigner(plain, load_trusted(value).fingerprint, now)
    others = tuple(known for known in known_signers(home) if known.fingerprint != added.fingerprint)
    _write(home.known_signers, (*others, added))
    return added


def remove_known_signer(home: Home, name: str) -> KnownSigner:
    """Remove a signer by name. Raises ``SignerUnknown`` with the names there are."""
    signers = known_signers(home)
    found = next((known for known in signers if known.name.casefold() == clean_line(name).casefold()), None)
    if found is None:
        raise SignerUnknown(name=name, known=tuple(known.name for known in signers))
    _write(home.known_signers, tuple(known for known in signers if known != found))
    return found


def standing_of(signer: SignerFacts, known: tuple[KnownSigner, ...]) -> SignerStanding:
    """Known, unknown, or calling themselves like someone who is known by another key.

    The last compares names without regard to case: a new key may be a new identity of the same person, or someone else.
    """
    for entry in known:
        if is_trusted(signer.fingerprint, [TrustedSigner(entry.fingerprint)]):
            return SignerStanding(Standing.KNOWN, entry.name)
    claimed = clean_line(signer.name).casefold()
    namesake = next((entry.name for entry in known if entry.name.casefold() == claimed), None)
    return SignerStanding(Standing.OTHER_KEY, namesake) if namesake else SignerStanding(Standing.UNKNOWN)


def _write(path: Path, signers: tuple[KnownSigner, ...]) -> None:
    ordered = tuple(sorted(signers, key=lambda known: (known.name.casefold(), known.fingerprint)))
    make_folder(path.parent, private=True)
    content = msgspec.json.format(msgspec.json.encode(_SignersFile(FORMAT, ordered)), indent=2)
    write_bytes(path, content + b"\n", private=True)
