"""The keys of three partnerships, made once: two of our own kind, and an organisation's RSA key."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12

from s11desk.signing.envelope.envelope_form import MAX_RECIPIENTS
from s11desk.signing.envelope.recipient_keys import RecipientKey, create_recipient, unlock_recipient
from s11desk.signing.envelope.recipients import load_recipient
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.signing import authority
from tests.signing.conftest import NOW, PASSPHRASE

DETAILS = IdentityDetails("Section 11 returns", "Business support", "Anytown Partnership", "s11@example.org")
OTHERS = IdentityDetails("Zoë ☃ O’Neil", "Officer", "Ötherton", "zoe@example.org")


@pytest.fixture(scope="session")
def own_p12(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("receiver") / "receiver.p12"
    create_recipient(path, DETAILS, PASSPHRASE, NOW)
    return path


@pytest.fixture(scope="session")
def rsa_p12(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An RSA key with a certificate from an authority, for key encipherment only."""
    key, issuer_key = rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1())
    certificate = authority.certificate("Board", key.public_key(), "Trust CA", issuer_key, NOW, signs=False)
    path = tmp_path_factory.mktemp("board") / "board.pfx"
    encryption = BestAvailableEncryption(PASSPHRASE.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(None, key, certificate, None, encryption))
    return path


@pytest.fixture(scope="session")
def own(own_p12: Path) -> RecipientKey:
    return unlock_recipient(own_p12, PASSPHRASE)


@pytest.fixture(scope="session")
def board(rsa_p12: Path) -> RecipientKey:
    return unlock_recipient(rsa_p12, PASSPHRASE)


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> RecipientKey:
    path = tmp_path_factory.mktemp("other") / "other.p12"
    create_recipient(path, OTHERS, PASSPHRASE, NOW)
    return unlock_recipient(path, PASSPHRASE)


@pytest.fixture(scope="session")
def addresses() -> list[RecipientKey]:
    """One RSA key with many certificates: one more than an envelope may have recipients."""
    key, issuer_key = rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1())
    certificates = [
        authority.certificate(f"Member {number}", key.public_key(), "Trust CA", issuer_key, NOW, signs=False)
        for number in range(MAX_RECIPIENTS + 1)
    ]
    return [RecipientKey(load_recipient(each.public_bytes(Encoding.DER)), key) for each in certificates]
