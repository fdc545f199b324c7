"""Making and opening the key that opens envelopes."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from s11desk.errors import UserError
from s11desk.errors.file_errors import FileIsFolder, FileMissing
from s11desk.errors.identity_errors import (
    IdentityDetailRefused,
    IdentityExists,
    IdentityUnreadable,
    IdentityUnsuitable,
    Unsuitable,
)
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseTooShort, PassphraseUnusable, PassphraseWrong
from s11desk.signing.envelope.envelope_facts import EnvelopeNotForYou
from s11desk.signing.envelope.recipient_keys import RecipientKey, create_recipient, unlock_recipient
from s11desk.signing.envelope.recipients import load_recipient
from s11desk.signing.identity.keyfile import SHORTEST_PASSPHRASE
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.signing import authority
from tests.signing.conftest import NOW, PASSPHRASE
from tests.signing.envelope.conftest import DETAILS
from tests.signing.envelope.envelopes import opened, sealed


def refused(path: Path, passphrase: str = PASSPHRASE) -> UserError:
    with pytest.raises(UserError) as refusal:
        unlock_recipient(path, passphrase)
    return refusal.value


def test_a_new_key_opens_what_its_certificate_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "new" / "receiver.p12"
    summary = create_recipient(path, DETAILS, PASSPHRASE, NOW)
    recipient = load_recipient(path.with_suffix(".crt").read_bytes())
    assert recipient.summary == summary
    assert opened(sealed(b"x", recipient), unlock_recipient(path, PASSPHRASE)) == b"x"


def test_the_certificate_is_for_key_agreement_alone_and_signed_by_its_own_key(own_p12: Path) -> None:
    certificate = x509.load_pem_x509_certificate(own_p12.with_suffix(".crt").read_bytes())
    certificate.verify_directly_issued_by(certificate)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.key_agreement
    others = (usage.value.digital_signature, usage.value.content_commitment, usage.value.key_cert_sign)
    assert others == (False, False, False)
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps other people out by the folder's own rights")
def test_the_key_is_readable_by_its_owner_alone(own_p12: Path) -> None:
    assert stat.S_IMODE(own_p12.stat().st_mode) == 0o600


@pytest.mark.parametrize("suffix", [".p12", ".crt"])
def test_neither_key_nor_certificate_is_ever_replaced(suffix: str, tmp_path: Path) -> None:
    path = (tmp_path / "receiver.p12").with_suffix(suffix)
    path.write_bytes(b"kept")
    with pytest.raises(UserError) as refusal:
        create_recipient(tmp_path / "receiver.p12", DETAILS, PASSPHRASE, NOW)
    assert refusal.value == IdentityExists(path=path)
    assert [(each, each.read_bytes()) for each in tmp_path.iterdir()] == [(path, b"kept")]


def test_nothing_is_written_for_details_that_do_not_fit(tmp_path: Path) -> None:
    path = tmp_path / "receiver.p12"
    for details, passphrase, code in (
        (IdentityDetails("", "b", "c", "d@example.org"), PASSPHRASE, IdentityDetailRefused),
        (DETAILS, "x" * (SHORTEST_PASSPHRASE - 1), PassphraseTooShort),
        (DETAILS, "x" * 2_000, PassphraseUnusable),
        (DETAILS, "correct\0horse", PassphraseUnusable),
    ):
        with pytest.raises(code):
            create_recipient(path, details, passphrase, NOW)
    with pytest.raises(ValueError, match="certificate's name"):
        create_recipient(tmp_path / "receiver.crt", DETAILS, PASSPHRASE, NOW)
    assert list(tmp_path.iterdir()) == []


def test_no_certificate_is_needed_beside_the_key(own_p12: Path, own: RecipientKey, tmp_path: Path) -> None:
    shutil.copy(own_p12, tmp_path / "alone.p12")
    key = unlock_recipient(tmp_path / "alone.p12", PASSPHRASE)
    assert key.recipient.pem == own_p12.with_suffix(".crt").read_bytes()
    assert opened(sealed(b"x", own.recipient), key) == b"x"


def test_an_identity_that_signs_opens_nothing_sent_to_a_receiver(identity: Path, own: RecipientKey) -> None:
    key = unlock_recipient(identity, PASSPHRASE)
    with pytest.raises(EnvelopeNotForYou):
        opened(sealed(b"x", own.recipient), key)


def test_the_passphrase_is_needed_and_must_be_right(own_p12: Path) -> None:
    assert isinstance(refused(own_p12, ""), PassphraseMissing)
    assert isinstance(refused(own_p12, PASSPHRASE + "x"), PassphraseWrong)


def test_what_is_no_key_file_is_said_to_be_none(own_p12: Path, tmp_path: Path) -> None:
    path = tmp_path / "receiver.p12"
    assert isinstance(refused(path), FileMissing)
    assert isinstance(refused(tmp_path), FileIsFolder)
    for content in (b"", own_p12.with_suffix(".crt").read_bytes(), bytes(2 * 1024 * 1024)):
        path.write_bytes(content)
        assert isinstance(refused(path), IdentityUnreadable)


def test_a_file_without_a_key_or_with_one_of_another_kind(own: RecipientKey, tmp_path: Path) -> None:
    path, encryption = tmp_path / "other.p12", BestAvailableEncryption(PASSPHRASE.encode())
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = x509.load_der_x509_certificate(own.recipient.certificate.der)
    path.write_bytes(pkcs12.serialize_key_and_certificates(None, None, None, [certificate], encryption))
    assert refused(path) == IdentityUnsuitable(path, Unsuitable.NO_KEY)
    path.write_bytes(pkcs12.serialize_key_and_certificates(None, key, None, [certificate], encryption))
    assert refused(path) == IdentityUnsuitable(path, Unsuitable.NO_KEY)
    large = ec.generate_private_key(ec.SECP384R1())
    own_of_large = authority.certificate("Board", large.public_key(), "Trust CA", key, NOW)
    path.write_bytes(pkcs12.serialize_key_and_certificates(None, large, own_of_large, None, encryption))
    assert refused(path) == IdentityUnsuitable(path, Unsuitable.KEY_KIND)


def test_a_key_never_shows_itself(own: RecipientKey) -> None:
    assert repr(own) == f"RecipientKey({own.recipient.summary.spoken})"
