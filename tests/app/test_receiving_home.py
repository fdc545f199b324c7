"""Who receives returns is not asked to approve them: a key for receiving, the partnership's identity, many agencies."""

from __future__ import annotations

import pytest

from s11desk.app.home.paths import Home
from s11desk.app.identity.known_signers import add_known_signer, record_certificate_names
from s11desk.app.identity.receiving_home import receiving_of
from s11desk.app.returns.making.encrypt import create_receiver
from s11desk.domain.returns.return_verdict import Receiving
from s11desk.signing.fingerprints import spoken_form
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.signature_facts import CmsFacts, SignerFacts
from tests.samples import NOON, small_topic

TOPIC = small_topic()
PASSPHRASE = "correct horse battery"


def know(home: Home, name: str, organisation: str, digits: str) -> None:
    fingerprint = digits * 32
    add_known_signer(home, name, fingerprint, NOON)
    signer = SignerFacts(name, "Lead", organisation, "a@b.example", fingerprint, spoken_form(fingerprint))
    record_certificate_names(home, [CmsFacts(True, True, True, True, True, True, signer, NOON)])


def test_a_new_home_may_be_an_approvers(home: Home) -> None:
    assert receiving_of(home, TOPIC, "Riverside") is Receiving.NO
    assert receiving_of(home, None, "") is Receiving.NO


def test_a_key_for_receiving_makes_a_receiver(home: Home) -> None:
    create_receiver(home, IdentityDetails("Kim", "Officer", "SP", "k@sp.example"), PASSPHRASE, NOON)
    assert receiving_of(home, TOPIC, "Riverside") is Receiving.CERTAIN


@pytest.mark.parametrize(
    ("organisation", "agency", "receiving"),
    [
        ("sample PARTNERSHIP", "Riverside", Receiving.CERTAIN),
        ("Riverside", "Riverside", Receiving.NO),
        ("Riverside", "Hillside", Receiving.NO),
        ("Sample Partnership", "Sample Partnership", Receiving.NO),
    ],
)
def test_the_partnerships_own_identity_makes_a_receiver_of_others_returns(
    home: Home, organisation: str, agency: str, receiving: Receiving
) -> None:
    create_identity(home.identity, IdentityDetails("Kim", "Officer", organisation, "k@sp.example"), PASSPHRASE, NOON)
    assert receiving_of(home, TOPIC, agency) is receiving


def test_signers_of_several_organisations_may_make_a_receiver(home: Home) -> None:
    know(home, "Amina", "Riverside", "0a")
    know(home, "Sam", "riverside", "0b")
    assert receiving_of(home, TOPIC, "Riverside") is Receiving.NO
    know(home, "Kim", "Hillside", "0c")
    assert receiving_of(home, TOPIC, "Riverside") is Receiving.GUESSED


@pytest.mark.parametrize("where", ["identity", "approver"])
def test_who_approves_for_several_organisations_is_not_taken_for_a_receiver(home: Home, where: str) -> None:
    """Such as the chair of a trust with two schools."""
    know(home, "Amina", "Riverside", "0a")
    know(home, "Kim", "Hillside", "0c")
    details = IdentityDetails("Bo", "Chair", "Riverside", "bo@riverside.example")
    create_identity(getattr(home, where), details, PASSPHRASE, NOON)
    assert receiving_of(home, TOPIC, "Riverside") is Receiving.NO


def test_a_damaged_file_answers_nothing(home: Home) -> None:
    home.folder.mkdir(mode=0o700)
    home.known_signers.write_text("{")
    assert receiving_of(home, TOPIC, "Riverside") is Receiving.NO
