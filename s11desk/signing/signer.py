"""A signer: an unlocked identity. Its ``repr`` never shows the key."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.override import override
from s11desk.signing.algorithms import PrivateKey, SignatureAlgorithm
from s11desk.signing.certificates import Certificate
from s11desk.signing.signature_facts import SignerFacts


@dataclass(frozen=True, slots=True, repr=False)
class Signer:
    """A certificate, its key, and the chain of certificates above it, the nearest first."""

    certificate: Certificate
    chain: tuple[Certificate, ...]
    _key: PrivateKey

    @override
    def __repr__(self) -> str:
        return f"Signer({self.facts.fingerprint_spoken})"

    @property
    def facts(self) -> SignerFacts:
        """The signer's details, from the certificate."""
        return self.certificate.signer

    @property
    def algorithm(self) -> SignatureAlgorithm:
        """The algorithm that this signer signs with."""
        return self.certificate.algorithms[0]

    def sign(self, data: bytes) -> bytes:
        """Sign ``data`` and return the signature value."""
        return self.algorithm.sign(self._key, data)
