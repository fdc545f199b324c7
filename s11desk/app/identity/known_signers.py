"""The known signers: each has a fingerprint that the receiver has checked, and the receiver's name for its owner.

They are in one small file in the home. No authority vouches for a signer: the receiver compares the fingerprint with
the signer over the telephone.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec

from s11desk.app.home.paths import Home
from s11desk.domain.clean_text import clean_line
from s11desk.domain.return_verdict import Standing
from s11desk.durable import is_there, make_folder, reading_errors, write_bytes
from s11desk.errors.signer_errors import SignerNameMissing, SignersUnreadable, SignerUnknown
from s11desk.regular_files import read_regular
from s11desk.signing.signature_facts import SignerFacts
from s11desk.signing.trusted_signers import TrustedSigner, is_trusted, load_trusted

FORMAT = 1


class KnownSigner(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of the list of known signers.

    ``name``: the receiver's name for the signer. ``fingerprint``: 64 hexadecimal digits, or the 32 read out.
    """

    name: str
    fingerprint: str
    added: dt.datetime


class _SignersFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    signers: tuple[KnownSigner, ...]


class SignerStanding(msgspec.Struct, frozen=True):
    """Whether a signer is on the receiver's list.

    ``name``: the receiver's name for a known signer, or for the known signer who has another key.
    """

    standing: Standing
    name: str = ""


def known_signers(home: Home) -> tuple[KnownSigner, ...]:
    """Read the known signers, sorted by name. Raises ``SignersUnreadable`` if the file is damaged."""
    path = home.known_signers
    if not is_there(path):
        return ()
    with reading_errors(path):
        content = read_regular(path)
    try:
        return msgspec.json.decode(content, type=_SignersFile).signers
    except msgspec.MsgspecError as error:
        raise SignersUnreadable(path=path) from error


def read_signer(value: str, now: dt.datetime) -> KnownSigner:
    """A signer to trust for one check, by fingerprint or certificate file. Raises ``FingerprintUnreadable``."""
    return KnownSigner(clean_line(value), load_trusted(value).fingerprint, now)


def add_known_signer(home: Home, name: str, value: str, now: dt.datetime) -> KnownSigner:
    """Add a signer by fingerprint or certificate file, or rename the signer who already has this fingerprint.

    Raises ``FingerprintUnreadable`` or ``SignerNameMissing``.
    """
    plain = clean_line(name)
    if not plain:
        raise SignerNameMissing()
    added = KnownSigner(plain, load_trusted(value).fingerprint, now)
    others = tuple(other for other in known_signers(home) if other.fingerprint != added.fingerprint)
    _write(home.known_signers, (*others, added))
    return added


def remove_known_signer(home: Home, name: str) -> KnownSigner:
    """Remove a signer by name. Raises ``SignerUnknown`` with the known names."""
    signers = known_signers(home)
    found = next((known for known in signers if known.name.casefold() == clean_line(name).casefold()), None)
    if found is None:
        raise SignerUnknown(name=name, known=tuple(known.name for known in signers))
    _write(home.known_signers, tuple(known for known in signers if known != found))
    return found


def standing_of(signer: SignerFacts, known_signers: tuple[KnownSigner, ...]) -> SignerStanding:
    """Look a signer up: known, unknown, or with the name of a known signer but another key.

    Another key may be a new identity of the same person, or somebody else. Names are compared without regard to case.
    """
    for entry in known_signers:
        if is_trusted(signer.fingerprint, [TrustedSigner(entry.fingerprint)]):
            return SignerStanding(Standing.KNOWN, entry.name)
    claimed = clean_line(signer.name).casefold()
    namesake = next((entry.name for entry in known_signers if entry.name.casefold() == claimed), None)
    return SignerStanding(Standing.OTHER_KEY, namesake) if namesake else SignerStanding(Standing.UNKNOWN)


def _write(path: Path, signers: tuple[KnownSigner, ...]) -> None:
    ordered = tuple(sorted(signers, key=lambda known: (known.name.casefold(), known.fingerprint)))
    make_folder(path.parent, private=True)
    content = msgspec.json.format(msgspec.json.encode(_SignersFile(FORMAT, ordered)), indent=2)
    write_bytes(path, content + b"\n", private=True)
