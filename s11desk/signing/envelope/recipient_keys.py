"""The key that opens envelopes, and how a partnership makes one.

It is not the key that signs: whoever forgets a signing passphrase makes a new identity, whoever forgets this one can
read nothing that was sent. So it has a file of its own, to be kept and backed up as that deserves.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from s11desk import durable
from s11desk.errors import IntegrityError
from s11desk.errors.identity_errors import IdentityExists, IdentityUnreadable, IdentityUnsuitable, Unsuitable
from s11desk.errors.passphrase_errors import PassphraseMissing
from s11desk.override import override
from s11desk.signing.algorithms import PrivateKey
from s11desk.signing.certificates import read_certificate
from s11desk.signing.envelope.envelope_facts import Addressee
from s11desk.signing.envelope.envelope_form import Address, EnclosedKey
from s11desk.signing.envelope.key_wrapping import disclose
from s11desk.signing.envelope.recipients import RecipientCertificate, load_recipient, recipient_with
from s11desk.signing.identity.identity_files import CERTIFICATE_SUFFIX
from s11desk.signing.identity.identity_summary import IdentitySummary
from s11desk.signing.identity.keyfile import Opened, open_sealed, refuse_unfit, seal
from s11desk.signing.identity.open_identity import read_key_file
from s11desk.signing.identity.self_signed import IdentityDetails, Usage, accepted, self_signed


@dataclass(frozen=True, slots=True, repr=False)
class RecipientKey:
    """An unlocked key with the certificate that envelopes are addressed to. It never shows its key."""

    recipient: RecipientCertificate
    _key: PrivateKey

    @override
    def __repr__(self) -> str:
        return f"RecipientKey({self.recipient.certificate.signer.spoken})"

    @property
    def address(self) -> Address:
        return self.recipient.address

    @property
    def addressee(self) -> Addressee:
        return self.recipient.addressee

    def disclose(self, enclosed: EnclosedKey) -> bytes:
        """The content key. Raises ValueError where this key does not open ``enclosed``."""
        return disclose(enclosed, self._key)


def create_recipient(path: Path, details: IdentityDetails, passphrase: str, now: dt.datetime) -> IdentitySummary:
    """Make a new key for receiving at ``path`` (.p12), under the passphrase, and its certificate beside it (.crt, PEM).

    The certificate is written second: one whose key was never kept must not get about. Neither file is replaced.

    Raises ``IdentityExists`` (``path``), ``IdentityDetailRefused``, ``PassphraseTooShort``, ``PassphraseUnusable`` as
    making a signing identity does, and what writing raises. ValueError where ``path`` has the certificate's own suffix.
    """
    beside = path.with_suffix(CERTIFICATE_SUFFIX)
    if beside == path:
        raise ValueError("the key cannot have the certificate's name")
    _refuse_to_replace(path, beside)
    checked = accepted(details)
    refuse_unfit(passphrase)
    key = ec.generate_private_key(ec.SECP256R1())
    recipient = load_recipient(self_signed(key, checked, now, Usage.RECEIVING))
    _keep(path, key, recipient, passphrase)
    try:
        durable.write_bytes(beside, recipient.pem)
    except BaseException:  # nobody has the certificate, so nothing was ever encrypted to this key
        path.unlink(missing_ok=True)
        raise
    return recipient.summary


def unlock_recipient(path: Path, passphrase: str) -> RecipientKey:
    """Open any .p12 or .pfx file whose key envelopes may be addressed to. No certificate beside it is needed.

    An expired certificate, or one that no longer permits the use, is no hindrance: what was sent can be read.

    Raises ``PassphraseMissing``, ``PassphraseWrong``, ``IdentityUnreadable`` (``path``), ``IdentityUnsuitable``
    (``path``, ``problem``), ``FileMissing`` and the like.
    """
    if not passphrase:
        raise PassphraseMissing()
    return _recipient_key(open_sealed(read_key_file(path), passphrase, path), path)


def _recipient_key(opened: Opened, path: Path) -> RecipientKey:
    if opened.key is None or opened.certificate is None:
        raise IdentityUnsuitable(path=path, problem=Unsuitable.NO_KEY)
    try:
        recipient = recipient_with(read_certificate(opened.certificate))
    except ValueError as error:
        raise IdentityUnreadable(path=path) from error
    if recipient is None:
        raise IdentityUnsuitable(path=path, problem=Unsuitable.KEY_KIND)
    return RecipientKey(recipient, opened.key)


def _keep(path: Path, key: PrivateKey, recipient: RecipientCertificate, passphrase: str) -> None:
    """Write the key; the file is opened again before it gets its name."""
    content = seal(key, recipient.certificate.der, (), passphrase)

    def opens(written: Path) -> None:
        if open_sealed(written.read_bytes(), passphrase, path).certificate != recipient.certificate.der:
            raise IntegrityError("the key does not read back")

    durable.make_folder(path.parent, private=True)
    with durable.writing(path, check=opens, private=True) as stream:
        stream.write(content)


def _refuse_to_replace(*paths: Path) -> None:
    for path in paths:
        if durable.is_there(path):
            raise IdentityExists(path=path)
