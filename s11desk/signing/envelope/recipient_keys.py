"""Make and unlock a recipient key: the private key with which a partnership opens envelopes.

It is not a signing key. A person who forgets a signing passphrase makes a new identity. A partnership that forgets this
passphrase can never read what it was sent. Its key therefore has a file of its own, which needs more care and a backup.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from s11desk.errors import IntegrityError
from s11desk.errors.identity_errors import IdentityExists, IdentityUnreadable, IdentityUnsuitable, Unsuitable
from s11desk.errors.passphrase_errors import PassphraseMissing
from s11desk.files import durable, presence
from s11desk.override import override
from s11desk.signing.algorithms import PrivateKey
from s11desk.signing.certificates import read_certificate
from s11desk.signing.envelope.envelope_facts import Addressee
from s11desk.signing.envelope.envelope_form import EncryptedKey, IssuerAndSerial
from s11desk.signing.envelope.key_wrapping import decrypt_key
from s11desk.signing.envelope.recipients import RecipientCertificate, load_recipient, recipient_for
from s11desk.signing.identity.identity_files import CERTIFICATE_SUFFIX
from s11desk.signing.identity.identity_summary import IdentitySummary
from s11desk.signing.identity.keyfile import (
    KeyFileContent,
    check_new_passphrase,
    make_key_file,
    open_foreign_key_file,
    open_key_file,
)
from s11desk.signing.identity.open_identity import read_key_file
from s11desk.signing.identity.self_signed import IdentityDetails, Usage, check_details, self_signed


@dataclass(frozen=True, slots=True, repr=False)
class RecipientKey:
    """An unlocked private key with the certificate that envelopes name. Its ``repr`` never shows the key."""

    recipient: RecipientCertificate
    _key: PrivateKey

    @override
    def __repr__(self) -> str:
        return f"RecipientKey({self.recipient.certificate.signer.fingerprint_spoken})"

    @property
    def issuer_and_serial(self) -> IssuerAndSerial:
        """The issuer and serial number by which an envelope names the certificate."""
        return self.recipient.issuer_and_serial

    @property
    def addressee(self) -> Addressee:
        """The same as readable text."""
        return self.recipient.addressee

    def decrypt_key(self, encrypted: EncryptedKey) -> bytes:
        """Decrypt the content key. Raises ValueError if this key does not open it."""
        return decrypt_key(encrypted, self._key)


def create_recipient(path: Path, details: IdentityDetails, passphrase: str, now: dt.datetime) -> IdentitySummary:
    """Make a recipient key at ``path`` (.p12), encrypted with the passphrase, with its certificate beside it (.crt).

    The certificate is written second, so that nobody gets a certificate whose key was not kept. This never replaces a
    file.

    Raises ``IdentityExists`` (``path``), ``IdentityDetailRefused``, ``PassphraseTooShort``, ``PassphraseTooSimple`` and
    ``PassphraseUnusable`` as ``create_identity`` does, and the errors of writing. Raises ValueError if ``path`` ends in
    .crt.
    """
    beside = path.with_suffix(CERTIFICATE_SUFFIX)
    if beside == path:
        raise ValueError("the key cannot have the certificate's name")
    _refuse_to_replace(path, beside)
    checked = check_details(details)
    check_new_passphrase(passphrase, (checked.name, checked.organisation, checked.email))
    key = ec.generate_private_key(ec.SECP256R1())
    recipient = load_recipient(self_signed(key, checked, now, Usage.RECEIVING))
    _write_key(path, key, recipient, passphrase)
    try:
        durable.write_bytes(beside, recipient.pem)
    except BaseException:  # nobody has the certificate, so nothing was ever encrypted to this key
        path.unlink(missing_ok=True)
        raise
    return recipient.summary


def import_recipient(source: Path, path: Path, passphrase: str) -> IdentitySummary:
    """Use the recipient key in the .p12 or .pfx file ``source`` at ``path``, with its certificate beside it.

    The copy is encrypted as we encrypt, with the same passphrase. No key is replaced. Raises ``IdentityExists``
    (``path``), what :func:`unlock_recipient` raises, and the errors of writing.
    """
    _refuse_to_replace(path)
    unlocked = unlock_recipient(source, passphrase)
    _write_key(path, unlocked._key, unlocked.recipient, passphrase)  # noqa: SLF001 - the class is of this module
    durable.write_bytes(path.with_suffix(CERTIFICATE_SUFFIX), unlocked.recipient.pem)
    return unlocked.recipient.summary


def unlock_recipient(path: Path, passphrase: str) -> RecipientKey:
    """Unlock the recipient key in a .p12 or .pfx file. It needs no certificate beside it.

    The certificate may have expired, or no longer permit encryption: a partnership can still read what it was sent.

    Raises ``PassphraseMissing``, ``PassphraseWrong``, ``IdentityUnreadable`` (``path``), ``IdentityUnsuitable``
    (``path``, ``problem``), ``FileMissing`` and the other errors of reading.
    """
    if not passphrase:
        raise PassphraseMissing()
    return _recipient_key(open_foreign_key_file(read_key_file(path), passphrase, path), path)


def _recipient_key(key_file: KeyFileContent, path: Path) -> RecipientKey:
    if key_file.key is None or key_file.certificate is None:
        raise IdentityUnsuitable(path=path, problem=Unsuitable.NO_KEY)
    try:
        recipient = recipient_for(read_certificate(key_file.certificate))
    except ValueError as error:
        raise IdentityUnreadable(path=path) from error
    if recipient is None:
        raise IdentityUnsuitable(path=path, problem=Unsuitable.KEY_KIND)
    return RecipientKey(recipient, key_file.key)


def _write_key(path: Path, key: PrivateKey, recipient: RecipientCertificate, passphrase: str) -> None:
    """Write the key file. It gets its name only after it was opened again."""
    content = make_key_file(key, recipient.certificate.der, (), passphrase)

    def opens(written: Path) -> None:
        if open_key_file(written.read_bytes(), passphrase, path).certificate != recipient.certificate.der:
            raise IntegrityError("the key does not read back")

    durable.make_folder(path.parent, private=True)
    with durable.writing(path, check=opens, private=True) as stream:
        stream.write(content)


def _refuse_to_replace(*paths: Path) -> None:
    for path in paths:
        if presence.is_there(path):
            raise IdentityExists(path=path)
