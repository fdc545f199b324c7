"""Making and unlocking recipient keys."""

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
from s11desk.signing.identity.passphrase_rules import MIN_PASSPHRASE_LENGTH
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.signing import authority
from tests.signing.conftest import NOW, PASSPHRASE
from tests.signing.envelope.conftest import DETAILS
from tests.signing.envelope.envelopes import make_envelope, open_envelope


def refused(path: Path, passphrase: str = PASSPHRASE) -> UserError:
    with pytest.raises(UserError) as refusal:
        unlock_recipient(path, passphrase)
    return refusal.value


def test_a_new_key_opens_an_envelope_to_its_certificate(tmp_path: Path) -> None:
    path = tmp_path / "new" / "receiver.p12"
    summary = create_recipient(path, DETAILS, PASSPHRASE, NOW)
    recipient = load_recipient(path.with_suffix(".crt").read_bytes())
    assert recipient.summary == summary
    assert open_envelope(make_envelope(b"x", recipient), unlock_recipient(path, PASSPHRASE)) == b"x"


def test_the_certificate_permits_only_key_agreement_and_is_self_signed(own_p12: Path) -> None:
    certificate = x509.load_pem_x509_certificate(own_p12.with_suffix(".crt").read_bytes())
    certificate.verify_directly_issued_by(certificate)
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.key_agreement
    others = (usage.value.digital_signature, usage.value.content_commitment, usage.value.key_cert_sign)
    assert others == (False, False, False)
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


@pytest.mark.skipif(os.name == "nt", reason="on Windows the rights of the folder keep other people out")
def test_only_the_owner_can_read_the_key(own_p12: Path) -> None:
    assert stat.S_IMODE(own_p12.stat().st_mode) == 0o600


@pytest.mark.parametrize("suffix", [".p12", ".crt"])
def test_an_existing_key_or_certificate_is_never_replaced(suffix: str, tmp_path: Path) -> None:
    path = (tmp_path / "receiver.p12").with_suffix(suffix)
    path.write_bytes(b"kept")
    with pytest.raises(UserError) as refusal:
        create_recipient(tmp_path / "receiver.p12", DETAILS, PASSPHRASE, NOW)
    assert refusal.value == IdentityExists(path=path)
    assert [(each, each.read_bytes()) for each in tmp_path.iterdir()] == [(path, b"kept")]


def test_unfit_details_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "receiver.p12"
    for details, passphrase, code in (
        (IdentityDetails("", "b", "c", "d@example.org"), PASSPHRASE, IdentityDetailRefused),
        (DETAILS, "x" * (MIN_PASSPHRASE_LENGTH - 1), PassphraseTooShort),
        (DETAILS, "x" * 2_000, PassphraseUnusable),
        (DETAILS, "correct\0horse", PassphraseUnusable),
    ):
        with pytest.raises(code):
            create_recipient(path, details, passphrase, NOW)
    with pytest.raises(ValueError, match="certificate's name"):
        create_recipient(tmp_path / "receiver.crt", DETAILS, PASSPHRASE, NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_key_opens_without_a_certificate_beside_it(own_p12: Path, own: RecipientKey, tmp_path: Path) -> None:
    shutil.copy(own_p12, tmp_path / "alone.p12")
    key = unlock_recipient(tmp_path / "alone.p12", PASSPHRASE)
    assert key.recipient.pem == own_p12.with_suffix(".crt").read_bytes()
    assert open_envelope(make_envelope(b"x", own.recipient), key) == b"x"


def test_a_signing_identity_does_not_open_a_recipients_envelope(identity: Path, own: RecipientKey) -> None:
    key = unlock_recipient(identity, PASSPHRASE)
    with pytest.raises(EnvelopeNotForYou):
        open_envelope(make_envelope(b"x", own.recipient), key)


def test_a_missing_or_wrong_passphrase_is_refused(own_p12: Path) -> None:
    assert isinstance(refused(own_p12, ""), PassphraseMissing)
    assert isinstance(refused(own_p12, PASSPHRASE + "x"), PassphraseWrong)


def test_a_file_that_is_not_a_key_file_is_reported(own_p12: Path, tmp_path: Path) -> None:
    path = tmp_path / "receiver.p12"
    assert isinstance(refused(path), FileMissing)
    assert isinstance(refused(tmp_path), FileIsFolder)
    for content in (b"", own_p12.with_suffix(".crt").read_bytes(), bytes(2 * 1024 * 1024)):
        path.write_bytes(content)
        assert isinstance(refused(path), IdentityUnreadable)


def test_a_file_without_a_suitable_key_is_refused(own: RecipientKey, tmp_path: Path) -> None:
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


def test_the_repr_of_a_key_shows_only_the_fingerprint(own: RecipientKey) -> None:
    assert repr(own) == f"RecipientKey({own.recipient.summary.fingerprint_spoken})"
