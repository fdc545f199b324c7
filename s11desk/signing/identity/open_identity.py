"""Open a key file and check that its key can sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from s11desk.errors.identity_errors import IdentityUnreadable, IdentityUnsuitable, Unsuitable
from s11desk.files import system_errors
from s11desk.files.regular_files import open_regular
from s11desk.signing.algorithms import PrivateKey
from s11desk.signing.certificates import Certificate, permits_use, read_certificate
from s11desk.signing.identity.keyfile import SIZE_LIMIT, KeyFileContent, open_foreign_key_file, open_key_file
from s11desk.signing.signer import Signer

_MAX_CHAIN_LENGTH = 8


@dataclass(frozen=True, slots=True, repr=False)
class UnlockedIdentity:
    """A signer, with its key, which is needed to write the key file again. Neither is ever printed.

    ``content``: the bytes of the key file when it was opened; None for a new key.
    """

    signer: Signer
    key: PrivateKey
    content: bytes | None = None

    @property
    def certificate(self) -> Certificate:
        """The signer's certificate."""
        return self.signer.certificate


def open_identity(path: Path, passphrase: str, *, is_foreign: bool = False) -> UnlockedIdentity:
    """Open any ``.p12`` or ``.pfx`` file that can sign. ``is_foreign``: another program or person may have made it.

    Raises ``PassphraseWrong``, ``IdentityUnreadable`` (``path``), ``IdentityUnsuitable`` (``path``, ``problem``),
    and the errors of reading.
    """
    content = read_key_file(path)
    open_file = open_foreign_key_file if is_foreign else open_key_file
    return _require_suitable(open_file(content, passphrase, path), content, path)


def read_key_file(path: Path) -> bytes:
    """Read a whole key file. Raises ``IdentityUnreadable`` if it is too large for one, and the errors of reading."""
    with system_errors.reading_errors(path), open_regular(path) as stream:
        content = stream.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        raise IdentityUnreadable(path=path)
    return content


def _require_suitable(key_file: KeyFileContent, content: bytes, path: Path) -> UnlockedIdentity:
    if key_file.key is None or key_file.certificate is None:
        raise IdentityUnsuitable(path=path, problem=Unsuitable.NO_KEY)
    try:
        certificate = read_certificate(key_file.certificate)
        others = [read_certificate(other) for other in key_file.others]
    except ValueError as error:
        raise IdentityUnreadable(path=path) from error
    if not certificate.algorithms:
        raise IdentityUnsuitable(path=path, problem=Unsuitable.KEY_KIND)
    if not permits_use(certificate, lambda usage: usage.digital_signature or usage.content_commitment):
        raise IdentityUnsuitable(path=path, problem=Unsuitable.NOT_FOR_SIGNING)
    return UnlockedIdentity(Signer(certificate, _chain(certificate, others), key_file.key), key_file.key, content)


def _chain(certificate: Certificate, others: Iterable[Certificate]) -> tuple[Certificate, ...]:
    """The chain above a certificate, the nearest first, as far as the file has it."""
    by_subject = {other.subject: other for other in others}
    chain: list[Certificate] = []
    below = certificate
    while below.issuer != below.subject and below.issuer in by_subject and len(chain) < _MAX_CHAIN_LENGTH:
        below = by_subject.pop(below.issuer)
        chain.append(below)
    return tuple(chain)
