"""Whom a signature is from, for the person who checks it: themselves, a known signer, or somebody not confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from s11desk.domain.returns.return_verdict import Standing
from s11desk.domain.text.same_name import is_same_name
from s11desk.signing.fingerprints import is_same_fingerprint
from s11desk.signing.signature_facts import CmsFacts, SignerFacts

if TYPE_CHECKING:
    from s11desk.app.identity.known_signers import KnownSigner  # the reader process needs no list of signers


class SignerStanding(msgspec.Struct, frozen=True):
    """Whether a signer is on the receiver's list.

    ``name``: the receiver's name for a known signer, or for the known signer who has another key.
    """

    standing: Standing
    name: str = ""


@dataclass(frozen=True, slots=True)
class HomeSigners:
    """The signers that a home knows. ``own``: the fingerprints of the identities on this computer."""

    known: tuple[KnownSigner, ...] = ()
    own: frozenset[str] = frozenset()

    def standing_of(self, cms: CmsFacts) -> SignerStanding:
        """Look up the signer of one signature.

        Another key may be a new identity of the same person, or somebody else. A signature that is not valid says
        nothing about its signer, so nobody is known by it.
        """
        signer = cms.signer
        if signer is None or not cms.is_valid:
            return SignerStanding(Standing.INVALID)
        if signer.fingerprint in self.own:
            return SignerStanding(Standing.OWN)
        same = (entry for entry in self.known if is_same_fingerprint(signer.fingerprint, entry.fingerprint))
        if (entry := next(same, None)) is not None:
            return SignerStanding(Standing.KNOWN, entry.name)
        if (entry := next((entry for entry in self.known if _is_namesake(signer, entry)), None)) is not None:
            return SignerStanding(Standing.OTHER_KEY, entry.name)
        return SignerStanding(Standing.UNKNOWN)


def _is_namesake(signer: SignerFacts, entry: KnownSigner) -> bool:
    """Whether a signer goes by the receiver's name for an entry, or by name and organisation of its certificate.

    Two people of one name are common, so the name alone is not enough, unless a certificate names no organisation.
    """
    if is_same_name(signer.name, entry.name):
        return True
    is_one_place = is_same_name(signer.organisation, entry.organisation)
    return is_same_name(signer.name, entry.holder) and (
        is_one_place or not signer.organisation or not entry.organisation
    )
