"""The receiving key of a partnership on this computer: show it, use a file of it, back it up."""

from __future__ import annotations

from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.app.returns.making.encrypt import receiver_certificate
from s11desk.errors.identity_errors import IdentityUnreadable, ReceivingKeyMissing
from s11desk.files.presence import is_there
from s11desk.files.regular_files import read_regular
from s11desk.files.system_errors import reading_errors
from s11desk.signing.envelope.recipient_keys import import_recipient
from s11desk.signing.envelope.recipients import load_recipient
from s11desk.signing.identity.identity_summary import IdentityBackup, IdentitySummary
from s11desk.signing.identity.lifecycle import back_up


def current_receiving_key(home: Home) -> IdentitySummary | None:
    """Whose receiving key this computer has; None if there is none. Raises ``IdentityUnreadable``, and reading errors.

    It needs no passphrase, because it reads the certificate beside the key.
    """
    if not is_there(home.receiver):
        return None
    beside = receiver_certificate(home)
    if not is_there(beside):
        raise IdentityUnreadable(path=home.receiver)
    with reading_errors(beside):
        content = read_regular(beside)
    return load_recipient(content).summary


def certificate_text(home: Home) -> str:
    """The certificate that goes into topic packs, as PEM. Raises ``ReceivingKeyMissing``, and reading errors."""
    beside = receiver_certificate(home)
    if not is_there(beside):
        raise ReceivingKeyMissing(path=home.receiver)
    with reading_errors(beside):
        return load_recipient(read_regular(beside)).pem.decode("ascii")


def back_up_receiving_key(home: Home, target: Path) -> IdentityBackup:
    """Copy the key file to ``target`` and read it back. It opens with the same passphrase.

    Raises ``ReceivingKeyMissing``, and what :func:`s11desk.signing.identity.lifecycle.back_up` raises.
    """
    if not is_there(home.receiver):
        raise ReceivingKeyMissing(path=home.receiver)
    return back_up(home.receiver, target)


def use_receiving_key_file(home: Home, source: Path, passphrase: str) -> IdentitySummary:
    """Use a ``.p12`` or ``.pfx`` file, such as a backup, as the receiving key of this computer. It replaces none.

    Raises what :func:`s11desk.signing.envelope.recipient_keys.import_recipient` raises.
    """
    return import_recipient(source, home.receiver, passphrase)


def back_up_identity(home: Home, target: Path) -> IdentityBackup:
    """Copy the signing identity to ``target`` and read it back.

    Raises what :func:`s11desk.signing.identity.lifecycle.back_up` raises.
    """
    return back_up(home.identity, target)
