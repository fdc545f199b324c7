"""An unlocked identity: what signs. It never shows its key."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.override import override
from s11desk.signing.algorithms import Mechanism, PrivateKey
from s11desk.signing.certificates import Certificate
from s11desk.signing.signature_facts import SignerFacts


@dataclass(frozen=True, slots=True, repr=False)
class Signer:
    """A certificate, the key that belongs to it, and the certificates above it, next one first."""

    certificate: Certificate
    chain: tuple[Certificate, ...]
    _key: PrivateKey

    @override
    def __repr__(self) -> str:
        return f"Signer({self.facts.spoken})"

    @property
    def facts(self) -> SignerFacts:
        return self.certificate.signer

    @property
    def mechanism(self) -> Mechanism:
        return self.certificate.mechanisms[0]

    def sign(self, data: bytes) -> bytes:
        return self.mechanism.sign(self._key, data)
