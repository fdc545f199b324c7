"""From a key file to whoever can sign with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from s11desk import durable
from s11desk.errors.identity_errors import IdentityUnreadable, IdentityUnsuitable, Unsuitable
from s11desk.signing.algorithms import PrivateKey
from s11desk.signing.certificates import Certificate, permits, read_certificate
from s11desk.signing.identity.keyfile import SIZE_LIMIT, Opened, open_sealed
from s11desk.signing.signer import Signer

_LONGEST_CHAIN = 8


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """A signer, and the key itself for whoever seals it again. Neither is ever printed.

    ``content``: the file it was opened from, as it was then; None for a key just made.
    """

    signer: Signer
    key: PrivateKey
    content: bytes | None = None

    @property
    def certificate(self) -> Certificate:
        return self.signer.certificate


def open_identity(path: Path, passphrase: str) -> Unlocked:
    """Open any ``.p12`` or ``.pfx`` file that can sign.

    Raises ``PassphraseWrong``, ``IdentityUnreadable`` (``path``), ``IdentityUnsuitable`` (``path``, ``problem``),
    and what reading raises.
    """
    content = read_key_file(path)
    return _suitable(open_sealed(content, passphrase, path), content, path)


def read_key_file(path: Path) -> bytes:
    """The whole file. Raises ``IdentityUnreadable`` for one too large to be a key, and what reading raises."""
    with durable.reading_errors(path), path.open("rb") as stream:
        content = stream.read(SIZE_LIMIT + 1)
    if len(content) > SIZE_LIMIT:
        raise IdentityUnreadable(path=path)
    return content


def _suitable(opened: Opened, content: bytes, path: Path) -> Unlocked:
    if opened.key is None or opened.certificate is None:
        raise IdentityUnsuitable(path=path, problem=Unsuitable.NO_KEY)
    try:
        certificate = read_certificate(opened.certificate)
        others = [read_certificate(other) for other in opened.others]
    except ValueError as error:
        raise IdentityUnreadable(path=path) from error
    if not certificate.mechanisms:
        raise IdentityUnsuitable(path=path, problem=Unsuitable.KEY_KIND)
    if not permits(certificate, lambda usage: usage.digital_signature or usage.content_commitment):
        raise IdentityUnsuitable(path=path, problem=Unsuitable.NOT_FOR_SIGNING)
    return Unlocked(Signer(certificate, _chain(certificate, others), opened.key), opened.key, content)


def _chain(certificate: Certificate, others: Iterable[Certificate]) -> tuple[Certificate, ...]:
    """The certificates above, next one first, as far as the file has them."""
    by_subject = {other.subject: other for other in others}
    chain: list[Certificate] = []
    below = certificate
    while below.issuer != below.subject and below.issuer in by_subject and len(chain) < _LONGEST_CHAIN:
        below = by_subject.pop(below.issuer)
        chain.append(below)
    return tuple(chain)
