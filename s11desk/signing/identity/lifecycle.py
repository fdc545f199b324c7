"""Make, import, replace, show and unlock the signing identity on this computer.

An identity is a key with a self-signed certificate, or a key and a certificate from an organisation. ``identity.p12``
holds them, encrypted with the passphrase. ``identity.crt`` beside it holds only the certificate, so that anyone may see
whose identity it is. ``identity_files`` keeps the two files consistent.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

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
from s11desk.files import presence, system_errors
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
    """Make a key and a certificate that is valid from ``now``, and write them at ``path``, encrypted.

    Raises ``IdentityExists``, ``IdentityDetailRefused`` (``field``, ``problem``, ``limit``), ``PassphraseTooShort``
    (``shortest``), ``PassphraseTooSimple``, ``PassphraseUnusable`` (``longest``), and the errors of writing.
    """
    require_no_identity(path)
    identity = _make(details, passphrase, now)
    write_identity(path, identity, passphrase)
    return _summary(identity.certificate, path)


def import_identity(source: Path, target: Path, passphrase: str) -> IdentitySummary:
    """Import a ``.p12`` or ``.pfx`` file with its chain. The copy is encrypted as we encrypt, with the same passphrase.

    The certificate may have expired. Raises ``IdentityExists``, ``PassphraseMissing``, ``PassphraseWrong``,
    ``IdentityUnreadable``, ``IdentityUnsuitable`` (``problem``), and the errors of reading and writing.
    """
    require_no_identity(target)
    imported = _open_import(source, passphrase)
    write_identity(target, imported, passphrase)
    return _summary(imported.certificate, target)


def replace_identity(path: Path, details: IdentityDetails, passphrase: str, now: dt.datetime) -> Replacement:
    """Replace the identity at ``path`` by a new one. The old files stay in the folder under a dated name.

    The old identity need not open: people replace it because they forgot its passphrase or the file is damaged.
    Raises ``IdentityMissing``, and the same errors as :func:`create_identity`, except ``IdentityExists``.
    """
    require_identity(path)
    return _replace(path, _make(details, passphrase, now), passphrase, now)


def replace_by_import(source: Path, path: Path, passphrase: str, now: dt.datetime) -> Replacement:
    """Replace the identity at ``path`` by a ``.p12`` or ``.pfx`` file, which may be a backup of the same identity.

    The old files stay, as with :func:`replace_identity`. Raises ``IdentityMissing``, and what :func:`import_identity`
    does, except ``IdentityExists``.
    """
    require_identity(path)
    return _replace(path, _open_import(source, passphrase), passphrase, now)


def change_passphrase(path: Path, old: str, new: str) -> IdentitySummary:
    """Encrypt the same key with another passphrase. If this stops halfway, the file opens with the old or the new one.

    Raises ``IdentityMissing``, ``PassphraseTooShort`` (``shortest``), ``PassphraseTooSimple``,
    ``PassphraseUnusable`` (``longest``) for the new one, ``PassphraseWrong`` for the old one, ``IdentityUnreadable``,
    and the errors of writing.
    """
    require_identity(path)
    check_new_passphrase(new)
    identity = open_identity(path, old)
    rewrite_key_file(path, identity, new)
    return _summary(identity.certificate, path)


def require_passphrase(path: Path, passphrase: str) -> None:
    """Check that the passphrase opens the identity.

    Raises ``IdentityMissing``, ``IdentityUnreadable``, ``PassphraseWrong``.
    """
    require_identity(path)
    open_identity(path, passphrase)


def back_up(path: Path, target: Path) -> IdentityBackup:
    """Copy the encrypted key file to ``target`` and read it back.

    The folder of ``target`` must exist: if it is on a drive that is missing, creating it would hide that.

    Raises ``IdentityMissing``; ``IdentityUnreadable`` if the identity itself is damaged; ``FileIsFolder``;
    ``FileExists`` if another file, or the identity itself, has that name; and the errors of reading and writing.
    """
    require_identity(path)
    content = read_key_file(path)
    _own(path, content)
    if not _is_backed_up(path, content, target):
        write_checked(target, content)
    return IdentityBackup(target, len(content), hashlib.sha256(content).hexdigest())


def show(path: Path) -> IdentitySummary:
    """Show whose identity this is. This needs no passphrase.

    Raises ``IdentityMissing``, ``IdentityUnreadable``, and ``IdentityUnmatched`` if the certificate beside the key is
    missing or belongs to another key. :func:`unlock` and :func:`repair` repair that.
    """
    require_identity(path)
    own = _own(path, read_key_file(path))
    if own is None:
        raise IdentityUnmatched(path=path)
    return _summary(own, path)


def require_identity(path: Path) -> None:
    """Check that there is an identity. Raises ``IdentityMissing``."""
    if not presence.is_there(path):
        raise IdentityMissing(path=path)


def require_no_identity(path: Path) -> None:
    """Check that there is no identity yet. Raises ``IdentityExists``."""
    if presence.is_there(path):
        raise IdentityExists(path=path)


def require_valid(path: Path, now: dt.datetime) -> None:
    """Check that the identity is valid at ``now``, before a person types the passphrase for :func:`unlock`.

    Raises ``IdentityMissing``, ``IdentityUnreadable``, and ``IdentityNotValid`` (``not_before``, ``not_after``).
    """
    require_identity(path)
    own = _own(path, read_key_file(path))
    if own is not None:
        _refuse_not_valid(own, now)


def unlock(path: Path, passphrase: str, now: dt.datetime) -> Signer:
    """Open the identity for signing.

    Raises the same errors as :func:`repair`, and ``IdentityNotValid`` (``not_before``, ``not_after``) if its
    certificate has expired or is not valid yet.
    """
    identity = _open_and_repair(path, passphrase, now)
    _refuse_not_valid(identity.certificate, now)
    return identity.signer


def unlock_file(path: Path, passphrase: str, now: dt.datetime) -> Signer:
    """Open a person's own ``.p12`` or ``.pfx`` file for signing. It needs no certificate beside it and writes nothing.

    Raises ``PassphraseMissing``, ``PassphraseWrong``, ``IdentityUnreadable``, ``IdentityUnsuitable``
    (``problem``), ``IdentityNotValid``, and the errors of reading.
    """
    identity = _open_import(path, passphrase)
    _refuse_not_valid(identity.certificate, now)
    return identity.signer


def repair(path: Path, passphrase: str, now: dt.datetime) -> IdentitySummary:
    """Repair the certificate beside the key, from the key file itself.

    Raises ``IdentityMissing``, ``IdentityUnreadable``, ``PassphraseWrong``, and the errors of writing.
    """
    return _summary(_open_and_repair(path, passphrase, now).certificate, path)


def _make(details: IdentityDetails, passphrase: str, now: dt.datetime) -> UnlockedIdentity:
    checked = check_details(details)
    check_new_passphrase(passphrase, (checked.name, checked.organisation, checked.email))
    key = ec.generate_private_key(ec.SECP256R1())
    return UnlockedIdentity(Signer(read_certificate(self_signed(key, checked, now)), (), key), key)


def _open_import(source: Path, passphrase: str) -> UnlockedIdentity:
    if not passphrase:
        raise PassphraseMissing()
    return open_identity(source, passphrase, is_foreign=True)


def _replace(path: Path, incoming: UnlockedIdentity, passphrase: str, now: dt.datetime) -> Replacement:
    before = _summary_if_readable(path)
    kept = swap_identity(path, incoming, passphrase, now)
    return Replacement(_summary(incoming.certificate, path), before, kept)


def _summary_if_readable(path: Path) -> IdentitySummary | None:
    try:
        return show(path)
    except UserError:
        return None


def _open_and_repair(path: Path, passphrase: str, now: dt.datetime) -> UnlockedIdentity:
    require_identity(path)
    identity = open_identity(path, passphrase)
    repair_files(path, identity, passphrase, now)
    return identity


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
        key_digest=certificate.key_digest,
    )


def _is_backed_up(path: Path, content: bytes, target: Path) -> bool:
    """Whether ``target`` already holds the copy. Raises ``FileExists`` if it holds anything else."""
    if presence.is_folder(target):
        raise FileIsFolder(path=target)
    if not presence.is_there(target):
        return False
    with system_errors.reading_errors(target):
        if target.samefile(path) or target.stat().st_size != len(content) or target.read_bytes() != content:
            raise FileExists(path=target)
    return True


def _refuse_not_valid(certificate: Certificate, now: dt.datetime) -> None:
    if not certificate.is_valid_at(now):
        raise IdentityNotValid(not_before=certificate.not_before, not_after=certificate.not_after)
