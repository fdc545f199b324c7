"""Who signs on this computer: a key with a self-signed certificate, or an organisation's own.

``identity.p12`` holds key and certificates under the passphrase, ``identity.crt`` beside it the certificate alone, so
that anyone may see whose identity it is. ``pair`` keeps the two together.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from s11desk import durable
from s11desk.errors import UserError
from s11desk.errors.file_errors import FileExists, FileIsFolder
from s11desk.errors.identity_errors import (
    IdentityExists,
    IdentityMissing,
    IdentityNotValid,
    IdentityUnmatched,
    IdentityUnreadable,
)
from s11desk.errors.passphrase_errors import PassphraseMissing
from s11desk.signing.algorithms import key_kind
from s11desk.signing.certificates import Certificate, read_certificate
from s11desk.signing.identity.identity_files import (
    own_certificate,
    repair_files,
    rewrite_key_file,
    swap_identity,
    write_checked,
    write_identity,
)
from s11desk.signing.identity.identity_summary import IdentityBackup, IdentitySummary, Replacement
from s11desk.signing.identity.keyfile import check_new_passphrase
from s11desk.signing.identity.open_identity import UnlockedIdentity, open_identity, read_key_file
from s11desk.signing.identity.self_signed import IdentityDetails, check_details, self_signed
from s11desk.signing.signer import Signer


def create_identity(path: Path, details: IdentityDetails, passphrase: str, now: dt.datetime) -> IdentitySummary:
    """Make a new key and a certificate for it, valid from ``now``, and keep both at ``path`` under the passphrase.

    Raises ``IdentityExists``, ``IdentityDetailRefused`` (``field``, ``problem``, ``limit``), ``PassphraseTooShort``
    (``shortest``), ``PassphraseUnusable`` (``longest``), and what writing raises.
    """
    require_no_identity(path)
    made = _made(details, passphrase, now)
    write_identity(path, made, passphrase)
    return _summary(made.certificate, path)


def import_identity(source: Path, target: Path, passphrase: str) -> IdentitySummary:
    """Take over a ``.p12`` or ``.pfx`` file with its chain; kept under the same passphrase, sealed our way.

    Raises ``IdentityExists``, ``PassphraseMissing``, ``PassphraseWrong``, ``IdentityUnreadable``,
    ``IdentityUnsuitable`` (``problem``), and what reading and writing raise. It need not be valid now.
    """
    require_no_identity(target)
    taken = _taken(source, passphrase)
    write_identity(target, taken, passphrase)
    return _summary(taken.certificate, target)


def replace_identity(path: Path, details: IdentityDetails, passphrase: str, now: dt.datetime) -> Replacement:
    """Make a new identity in place of the one at ``path``, whose files stay in its folder under a dated name.

    The outgoing one need not open: a forgotten passphrase and a damaged file are reasons to replace it.
    Raises ``IdentityMissing``, and what :func:`create_identity` raises but for ``IdentityExists``.
    """
    require_identity(path)
    return _replace(path, _made(details, passphrase, now), passphrase, now)


def replace_by_import(source: Path, path: Path, passphrase: str, now: dt.datetime) -> Replacement:
    """As :func:`replace_identity`, with a ``.p12`` or ``.pfx`` file; that may be a backup of this very identity.

    Raises ``IdentityMissing``, and what :func:`import_identity` raises but for ``IdentityExists``.
    """
    require_identity(path)
    return _replace(path, _taken(source, passphrase), passphrase, now)


def change_passphrase(path: Path, old: str, new: str) -> IdentitySummary:
    """Seal the same key with another passphrase, in one step: the file opens with the old or with the new one.

    Raises ``IdentityMissing``, ``PassphraseTooShort`` (``shortest``), ``PassphraseUnusable`` (``longest``) for the new
    one, ``PassphraseWrong`` for the old one, ``IdentityUnreadable``, and what writing raises.
    """
    require_identity(path)
    check_new_passphrase(new)
    opened = open_identity(path, old)
    rewrite_key_file(path, opened, new)
    return _summary(opened.certificate, path)


def require_passphrase(path: Path, passphrase: str) -> None:
    """Raises ``IdentityMissing``, ``IdentityUnreadable``, ``PassphraseWrong``; otherwise it opens."""
    require_identity(path)
    open_identity(path, passphrase)


def back_up(path: Path, target: Path) -> IdentityBackup:
    """Copy the key file, sealed as it is, to a file that is read back. Its folder must be there: it may be a drive.

    Raises ``IdentityMissing``; ``IdentityUnreadable`` where the identity itself is damaged; ``FileIsFolder``;
    ``FileExists`` where another file, or the identity itself, has that name; and what reading and writing raise.
    """
    require_identity(path)
    content = read_key_file(path)
    _own(path, content)
    if not _is_backed_up(path, content, target):
        write_checked(target, content)
    return IdentityBackup(target, len(content), hashlib.sha256(content).hexdigest())


def show(path: Path) -> IdentitySummary:
    """Whose identity this is; needs no passphrase.

    Raises ``IdentityMissing``, ``IdentityUnreadable``, and ``IdentityUnmatched`` where the certificate beside the
    key is missing or another's: :func:`unlock` and :func:`repair` put that right.
    """
    require_identity(path)
    own = _own(path, read_key_file(path))
    if own is None:
        raise IdentityUnmatched(path=path)
    return _summary(own, path)


def require_identity(path: Path) -> None:
    """Raises ``IdentityMissing`` where there is none."""
    if not durable.is_there(path):
        raise IdentityMissing(path=path)


def require_no_identity(path: Path) -> None:
    """Raises ``IdentityExists`` where there is one."""
    if durable.is_there(path):
        raise IdentityExists(path=path)


def require_valid(path: Path, now: dt.datetime) -> None:
    """Refuse, before a passphrase is asked for, what :func:`unlock` would refuse afterwards.

    Raises ``IdentityMissing``, ``IdentityUnreadable``, and ``IdentityNotValid`` (``not_before``, ``not_after``).
    """
    require_identity(path)
    own = _own(path, read_key_file(path))
    if own is not None:
        _refuse_not_valid(own, now)


def unlock(path: Path, passphrase: str, now: dt.datetime) -> Signer:
    """Open the identity for signing.

    Raises what :func:`repair` raises, and ``IdentityNotValid`` (``not_before``, ``not_after``) when its certificate
    has expired or is not valid yet.
    """
    opened = _open_and_repair(path, passphrase, now)
    _refuse_not_valid(opened.certificate, now)
    return opened.signer


def unlock_file(path: Path, passphrase: str, now: dt.datetime) -> Signer:
    """Open somebody's own ``.p12`` or ``.pfx`` file for signing. Nothing is written, no certificate need be beside it.

    Raises ``PassphraseMissing``, ``PassphraseWrong``, ``IdentityUnreadable``, ``IdentityUnsuitable``
    (``problem``), ``IdentityNotValid``, and what reading raises.
    """
    opened = _taken(path, passphrase)
    _refuse_not_valid(opened.certificate, now)
    return opened.signer


def repair(path: Path, passphrase: str, now: dt.datetime) -> IdentitySummary:
    """Put the certificate beside the key right, from the key file itself.

    Raises ``IdentityMissing``, ``IdentityUnreadable``, ``PassphraseWrong``, and what writing raises.
    """
    return _summary(_open_and_repair(path, passphrase, now).certificate, path)


def _made(details: IdentityDetails, passphrase: str, now: dt.datetime) -> UnlockedIdentity:
    checked = check_details(details)
    check_new_passphrase(passphrase)
    key = ec.generate_private_key(ec.SECP256R1())
    return UnlockedIdentity(Signer(read_certificate(self_signed(key, checked, now)), (), key), key)


def _taken(source: Path, passphrase: str) -> UnlockedIdentity:
    if not passphrase:
        raise PassphraseMissing()
    return open_identity(source, passphrase)


def _replace(path: Path, incoming: UnlockedIdentity, passphrase: str, now: dt.datetime) -> Replacement:
    before = _before(path)
    kept = swap_identity(path, incoming, passphrase, now)
    return Replacement(_summary(incoming.certificate, path), before, kept)


def _before(path: Path) -> IdentitySummary | None:
    try:
        return show(path)
    except UserError:
        return None


def _open_and_repair(path: Path, passphrase: str, now: dt.datetime) -> UnlockedIdentity:
    require_identity(path)
    opened = open_identity(path, passphrase)
    repair_files(path, opened, passphrase, now)
    return opened


def _own(path: Path, content: bytes) -> Certificate | None:
    try:
        return own_certificate(path, content)
    except ValueError as error:
        raise IdentityUnreadable(path=path) from error


def _summary(certificate: Certificate, path: Path) -> IdentitySummary:
    if certificate.key is None:
        raise IdentityUnreadable(path=path)
    return IdentitySummary(
        **msgspec.structs.asdict(certificate.signer),
        not_before=certificate.not_before,
        not_after=certificate.not_after,
        kind=key_kind(certificate.key),
    )


def _is_backed_up(path: Path, content: bytes, target: Path) -> bool:
    """Whether ``target`` holds the copy already. Raises ``FileExists`` where it holds anything else."""
    if durable.is_folder(target):
        raise FileIsFolder(path=target)
    if not durable.is_there(target):
        return False
    with durable.reading_errors(target):
        if target.samefile(path) or target.stat().st_size != len(content) or target.read_bytes() != content:
            raise FileExists(path=target)
    return True


def _refuse_not_valid(certificate: Certificate, now: dt.datetime) -> None:
    if not certificate.is_valid_at(now):
        raise IdentityNotValid(not_before=certificate.not_before, not_after=certificate.not_after)
