"""Encrypt a return to the partnership, and decrypt one. The envelope is CMS, which stock tools read too."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from s11desk.app.home.paths import Home
from s11desk.app.returns.making.record import file_digest
from s11desk.app.saved_names import decrypted_name
from s11desk.domain.topics.topic import Topic
from s11desk.errors.file_errors import FileExists
from s11desk.errors.identity_errors import ReceivingKeyMissing
from s11desk.files.durable import make_folder, writing
from s11desk.files.presence import is_there
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.signing.envelope.envelope_reader import decrypt
from s11desk.signing.envelope.envelope_writer import encrypt
from s11desk.signing.envelope.recipient_keys import create_recipient, unlock_recipient
from s11desk.signing.envelope.recipients import RecipientCertificate, load_recipient
from s11desk.signing.identity.identity_summary import IdentitySummary
from s11desk.signing.identity.self_signed import IdentityDetails

ENDING = ".s11"
"""The ending of an encrypted return. The usual ending is .p7m, but mail systems often remove such attachments."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """A recipient, with the fingerprint of their key as people read it out."""

    name: str
    fingerprint_spoken: str


@dataclass(frozen=True, slots=True)
class Encrypted:
    """The file for the partnership: ``path``, its ``size`` in bytes, and its ``sha256``, hexadecimal.

    ``recipients``: empty for a file that a passphrase locks, which goes back to the person who sends the return. They
    are shown to people, because somebody may have put another certificate into the topic pack. ``expired``: the names
    of recipients whose certificate is not valid now. They can open the file all the same.
    """

    path: Path
    size: int
    sha256: str
    recipients: tuple[Addressed, ...]
    expired: tuple[str, ...]


def envelope_of(bundle: Path) -> Path:
    """The path of the encrypted file beside ``bundle``."""
    return bundle.with_name(bundle.name + ENDING)


def seal_return(
    source: Path,
    out: BinaryIO,
    topic: Topic,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> None:
    """Encrypt the return ``source`` to all recipients of the topic, into ``out``, which may still have no name.

    Raises ``RecipientUnsuitable``, what reading raises, OSError from writing, Cancelled and IntegrityError.
    """
    with reading_errors(source):
        stream, size = open_regular(source), source.stat().st_size
    with stream:
        encrypt(stream, size, out, _recipients(topic), progress=progress, cancel=cancel)


def addressed(path: Path, written: Path, topic: Topic, now: dt.datetime) -> Encrypted:
    """Describe the encrypted file that has or gets the name ``path``: to whom it is. Reads it at ``written``.

    Raises ``RecipientUnsuitable``, and what reading raises.
    """
    pairs = tuple(zip(topic.encrypt_to, _recipients(topic), strict=True))
    expired = tuple(named.name for named, recipient in pairs if not recipient.is_valid_at(now))
    recipients = tuple(Addressed(named.name, one.summary.fingerprint_spoken) for named, one in pairs)
    return Encrypted(path, written.stat().st_size, file_digest(written), recipients, expired)


def _recipients(topic: Topic) -> list[RecipientCertificate]:
    return [load_recipient(named.certificate.encode()) for named in topic.encrypt_to]


def decrypt_return(
    source: Path,
    folder: Path,
    key: Path,
    passphrase: str,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> Path:
    """Decrypt a return with the key file ``key`` (.p12) into ``folder``. Returns the path of the new file.

    The file gets its name only after all of it is proven unchanged. Raises ``EnvelopeUnreadable``, ``EnvelopeAltered``,
    ``EnvelopeNotForYou``, ``PassphraseWrong``, ``ReceivingKeyMissing``, ``FileExists``, and what reading and writing
    raise.
    """
    if not is_there(key):
        raise ReceivingKeyMissing(path=key)
    unlocked = unlock_recipient(key, passphrase)
    make_folder(folder, private=False)
    path = folder / decrypted_name(source.name, ENDING)
    if is_there(path):
        raise FileExists(path=path)
    with reading_errors(source):
        stream = open_regular(source)
    with stream, writing(path, private=True, fresh=True) as out:
        decrypt(stream, out, unlocked, progress=progress, cancel=cancel)
    return path


def create_receiver(home: Home, details: IdentityDetails, passphrase: str, now: dt.datetime) -> IdentitySummary:
    """Make a partnership's key for encrypted returns. The partnership puts its certificate into its topic packs.

    Raises what :func:`s11desk.signing.envelope.recipient_keys.create_recipient` raises.
    """
    return create_recipient(home.receiver, details, passphrase, now)


def receiver_certificate(home: Home) -> Path:
    """The path of the certificate that the partnership puts into its topic packs."""
    return home.receiver.with_suffix(".crt")
