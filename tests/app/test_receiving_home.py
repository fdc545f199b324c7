"""Who receives returns is not asked to approve them: a key for receiving, the partnership's identity, many agencies."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.app.home.paths import Home
from s11desk.app.identity.known_signers import add_known_signer, record_certificate_names
from s11desk.app.identity.receiving_home import receives_returns
from s11desk.app.returns.encrypt import create_receiver
from s11desk.signing.fingerprints import spoken_form
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.signing.signature_facts import CmsFacts, SignerFacts
from tests.samples import NOON, small_topic

TOPIC = small_topic()
PASSPHRASE = "correct horse battery"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def know(home: Home, name: str, organisation: str, digits: str) -> None:
    fingerprint = digits * 32
    add_known_signer(home, name, fingerprint, NOON)
    signer = SignerFacts(name, "Lead", organisation, "a@b.example", fingerprint, spoken_form(fingerprint))
    record_certificate_names(home, [CmsFacts(True, True, True, True, True, True, signer, NOON)])


def test_a_new_home_may_be_an_approvers(home: Home) -> None:
    assert not receives_returns(home, TOPIC)
    assert not receives_returns(home, None)


def test_a_key_for_receiving_makes_a_receiver(home: Home) -> None:
    create_receiver(home, IdentityDetails("Kim", "Officer", "SP", "k@sp.example"), PASSPHRASE, NOON)
    assert receives_returns(home, TOPIC)


@pytest.mark.parametrize(("organisation", "receives"), [("sample PARTNERSHIP", True), ("Riverside", False)])
def test_the_partnerships_own_identity_makes_a_receiver(home: Home, organisation: str, receives: bool) -> None:
    create_identity(home.identity, IdentityDetails("Kim", "Officer", organisation, "k@sp.example"), PASSPHRASE, NOON)
    assert receives_returns(home, TOPIC) is receives


def test_signers_of_several_organisations_make_a_receiver(home: Home) -> None:
    know(home, "Amina", "Riverside", "0a")
    know(home, "Sam", "riverside", "0b")
    assert not receives_returns(home, TOPIC)
    know(home, "Kim", "Hillside", "0c")
    assert receives_returns(home, TOPIC)


def test_a_damaged_file_answers_nothing(home: Home) -> None:
    home.folder.mkdir(mode=0o700)
    home.known_signers.write_text("{")
    assert not receives_returns(home, TOPIC)
