"""The known signers: each has a fingerprint that the receiver has checked, and the receiver's name for its owner.

They are in one small file in the home. No authority vouches for a signer: the receiver compares the fingerprint with
the signer over the telephone.

History of the file's format: 1, the first. 2, ``holder`` and ``organisation``: what the certificate says, written once
a certificate with the fingerprint was seen. A list without them is still written as format 1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from s11desk.app.home.paths import Home
from s11desk.domain.text.clean_text import clean_line
from s11desk.domain.text.text_limits import NAME_LIMIT, LimitedText, require_kept_length
from s11desk.errors import UserError
from s11desk.errors.signer_errors import SignerAmbiguous, SignerNameMissing, SignersUnreadable, SignerUnknown
from s11desk.files.durable import make_folder, write_bytes
from s11desk.files.list_lock import list_lock
from s11desk.files.presence import is_there
from s11desk.files.regular_files import read_regular
from s11desk.files.system_errors import reading_errors
from s11desk.signing.fingerprints import SPOKEN_DIGITS, is_same_fingerprint, normalise_fingerprint, spoken_form
from s11desk.signing.signature_facts import CmsFacts, SignerFacts
from s11desk.signing.trusted_signers import load_certificate, load_trusted

FORMAT = 2


class KnownSigner(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An entry of the list of known signers. There is one entry for each key.

    ``name``: the receiver's name for the signer. ``fingerprint``: 64 hexadecimal digits, or the first 32,
    which people read out. ``holder`` and ``organisation``: the names in the certificate, empty until it was seen.
    """

    name: str
    fingerprint: str
    added: dt.datetime
    holder: str = ""
    organisation: str = ""

    @property
    def fingerprint_spoken(self) -> str:
        """The form to print and to read out."""
        return spoken_form(self.fingerprint)


class _SignersFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    signers: tuple[KnownSigner, ...]


def known_signers(home: Home) -> tuple[KnownSigner, ...]:
    """Read the known signers, sorted by name: one for each key, even if an older version wrote two.

    Raises ``SignersUnreadable`` if the file is damaged, or if a newer version wrote it.
    """
    path = home.known_signers
    if not is_there(path):
        return ()
    with reading_errors(path):
        content = read_regular(path)
    try:
        found = msgspec.json.decode(content, type=_SignersFile)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise SignersUnreadable(path=path) from error
    if found.format > FORMAT:
        raise SignersUnreadable(path=path)
    return _one_for_each_key(found.signers)


def read_signer(value: str, now: dt.datetime) -> KnownSigner:
    """A signer to trust for one check, by fingerprint or certificate file. Raises ``FingerprintUnreadable``."""
    return KnownSigner(clean_line(value), load_trusted(value).fingerprint, now)


def add_known_signer(home: Home, name: str, value: str, now: dt.datetime) -> KnownSigner:
    """Add a signer by fingerprint or certificate file, or rename the signer who already has this key.

    Raises ``FingerprintUnreadable``, ``SignerNameMissing`` or ``TextTooLong``.
    """
    plain = clean_line(name)
    if not plain:
        raise SignerNameMissing()
    require_kept_length([LimitedText(plain, NAME_LIMIT)])
    added = KnownSigner(plain, load_trusted(value).fingerprint, now)
    if normalise_fingerprint(value) is None:
        added = _with_certificate_names(added, load_certificate(value).signer)
    signers = _change(home, lambda known: _one_for_each_key((*known, added)))
    return next(known for known in signers if is_same_fingerprint(known.fingerprint, added.fingerprint))


def join_known_signers(home: Home, content: bytes) -> None:
    """Add the signers of another list that are not known here; ``content``: that list. Those here stay as they are.

    A list that cannot be read adds nothing. Raises ``SignersUnreadable`` for the list that is here.
    """
    try:
        found = msgspec.json.decode(content, type=_SignersFile)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return
    stated = found.signers if found.format <= FORMAT else ()
    read = tuple(one for one in map(_as_typed, stated) if one is not None)

    def join(here: tuple[KnownSigner, ...]) -> tuple[KnownSigner, ...]:
        names = {known.fingerprint[:SPOKEN_DIGITS] for known in here}
        new = tuple(one for one in read if one.fingerprint[:SPOKEN_DIGITS] not in names)
        return _one_for_each_key((*here, *new)) if new else here

    _change(home, join)


def rename_known_signer(home: Home, which: str, name: str) -> KnownSigner:
    """Give a signer another name. ``which``: their name or fingerprint.

    Raises ``SignerUnknown``, ``SignerAmbiguous``, ``SignerNameMissing`` and ``TextTooLong``.
    """
    plain = clean_line(name)
    if not plain:
        raise SignerNameMissing()
    require_kept_length([LimitedText(plain, NAME_LIMIT)])
    with list_lock(home.known_signers):
        found = _find(known_signers(home), which)
        renamed = msgspec.structs.replace(found, name=plain)
        _change(home, lambda signers: tuple(renamed if known == found else known for known in signers))
    return renamed


def remove_known_signer(home: Home, which: str) -> KnownSigner:
    """Remove a signer. ``which``: their name or fingerprint.

    Raises ``SignerUnknown`` with the known names, and ``SignerAmbiguous`` for a name that has several keys.
    """
    with list_lock(home.known_signers):
        found = _find(known_signers(home), which)
        _change(home, lambda signers: tuple(known for known in signers if known != found))
    return found


def record_certificate_names(home: Home, signatures: Iterable[CmsFacts]) -> None:
    """Keep the names in the certificates of known signers, once a valid signature has shown them.

    From then on, another key with the same names is noticed, whatever name the receiver gave the signer. Raises
    nothing: a list that cannot be written stays as it is.
    """
    seen = [cms.signer for cms in signatures if cms.is_valid and cms.signer is not None]
    with suppress(UserError):
        signers = known_signers(home) if seen else ()
        if _note_certificates(signers, seen) != signers:
            _change(home, lambda signers: _note_certificates(signers, seen))


def _find(signers: tuple[KnownSigner, ...], which: str) -> KnownSigner:
    """The one signer with this fingerprint or name."""
    found = tuple(known for known in signers if _is_meant(known, which))
    if not found:
        raise SignerUnknown(name=which, known=tuple(known.name for known in signers))
    if len(found) > 1:
        raise SignerAmbiguous(name=which, fingerprints=tuple(known.fingerprint_spoken for known in found))
    return found[0]


def _is_meant(known: KnownSigner, which: str) -> bool:
    fingerprint = normalise_fingerprint(which)
    if fingerprint is not None:
        return is_same_fingerprint(known.fingerprint, fingerprint)
    return known.name.casefold() == clean_line(which).casefold()


def _as_typed(stated: KnownSigner) -> KnownSigner | None:
    """A signer of another list as if it was typed here; None if it has no name or no fingerprint."""
    name, digits = clean_line(stated.name)[:NAME_LIMIT].strip(), normalise_fingerprint(stated.fingerprint)
    seen = (one if clean_line(one) == one else "" for one in (stated.holder, stated.organisation))
    return KnownSigner(name, digits, stated.added, *seen) if name and digits is not None else None


def _one_for_each_key(signers: Iterable[KnownSigner]) -> tuple[KnownSigner, ...]:
    """Join the entries of one key: the last name, the longest fingerprint, the first day, the names that were seen."""
    joined: dict[str, KnownSigner] = {}
    for number, signer in enumerate(sorted(signers, key=lambda known: known.added.isoformat())):
        is_key = normalise_fingerprint(signer.fingerprint) == signer.fingerprint
        key = signer.fingerprint[:SPOKEN_DIGITS] if is_key else f"{number}"  # another text is the same as none
        same = joined.get(key)
        joined[key] = signer if same is None else _join_entries(same, signer)
    return _in_order(joined.values())


def _join_entries(earlier: KnownSigner, later: KnownSigner) -> KnownSigner:
    return KnownSigner(
        name=later.name,
        fingerprint=max(earlier.fingerprint, later.fingerprint, key=len),
        added=earlier.added,
        holder=later.holder or earlier.holder,
        organisation=later.organisation or earlier.organisation,
    )


def _note_certificates(signers: tuple[KnownSigner, ...], seen: list[SignerFacts]) -> tuple[KnownSigner, ...]:
    return tuple(_note_certificate(known, seen) for known in signers)


def _note_certificate(known: KnownSigner, seen: list[SignerFacts]) -> KnownSigner:
    found = next((one for one in seen if is_same_fingerprint(one.fingerprint, known.fingerprint)), None)
    return known if found is None else _with_certificate_names(known, found)


def _with_certificate_names(known: KnownSigner, signer: SignerFacts) -> KnownSigner:
    return msgspec.structs.replace(
        known, fingerprint=signer.fingerprint, holder=signer.name, organisation=signer.organisation
    )


def _in_order(signers: Iterable[KnownSigner]) -> tuple[KnownSigner, ...]:
    return tuple(sorted(signers, key=lambda known: (known.name.casefold(), known.fingerprint)))


def _change(
    home: Home, change: Callable[[tuple[KnownSigner, ...]], tuple[KnownSigner, ...]]
) -> tuple[KnownSigner, ...]:
    """Change the list, and write it if it is another now. Returns it. Raises what reading and writing raise."""
    make_folder(home.folder, private=True)
    with list_lock(home.known_signers):
        before = known_signers(home)
        if (after := change(before)) != before:
            _write(home.known_signers, after)
        return after


def _write(path: Path, signers: tuple[KnownSigner, ...]) -> None:
    needed = FORMAT if any(known.holder or known.organisation for known in signers) else 1
    content = msgspec.json.format(msgspec.json.encode(_SignersFile(needed, _in_order(signers))), indent=2)
    write_bytes(path, content + b"\n", private=True)
