"""The certificates that a return may be encrypted to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from asn1crypto import core, keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from s11desk.errors.identity_errors import IdentityUnsuitable
from s11desk.signing.envelope.envelope_facts import RecipientProblem, RecipientUnsuitable
from s11desk.signing.envelope.recipient_keys import RecipientKey, unlock_recipient
from s11desk.signing.envelope.recipients import load_recipient
from tests.signing import authority
from tests.signing.conftest import NOW, PASSPHRASE
from tests.signing.envelope.conftest import DETAILS
from tests.signing.envelope.envelopes import make_envelope, open_envelope

USAGES = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"]
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


@pytest.fixture(scope="module")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def certificate(key: Key, *usages: str, name: str = "Board", serial: int = 7) -> bytes:
    """Make a certificate in DER for ``usages``. With none, it has no key usage extension."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name, _validate=False)])
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), serial, NOW, NOW + dt.timedelta(days=1))
    if usages:
        rest = dict.fromkeys(["key_cert_sign", "crl_sign", "encipher_only", "decipher_only"], False)
        usage = x509.KeyUsage(**{usage: usage in usages for usage in USAGES}, **rest)
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else SHA256()).public_bytes(
        Encoding.DER
    )


def problem(content: bytes) -> object:
    with pytest.raises(RecipientUnsuitable) as refusal:
        load_recipient(content)
    return refusal.value.problem


def test_pem_and_der_are_the_same_recipient(own_p12: Path) -> None:
    pem = own_p12.with_suffix(".crt").read_bytes()
    recipient = load_recipient(pem)
    assert recipient.pem == pem
    assert load_recipient(recipient.certificate.der).certificate == recipient.certificate
    assert load_recipient(b"subject=whoever\n" + pem + b"\n").certificate == recipient.certificate


def test_a_recipient_has_its_holder_and_validity(own: RecipientKey) -> None:
    summary = own.recipient.summary
    assert (summary.name, summary.organisation, summary.kind) == (DETAILS.name, DETAILS.organisation, "P-256")
    assert repr(own.recipient) == f"RecipientCertificate({summary.fingerprint_spoken})"
    second = dt.timedelta(seconds=1)
    moments = (NOW - second, NOW, summary.not_after, summary.not_after + second)
    assert [own.recipient.is_valid_at(moment) for moment in moments] == [False, True, True, False]


@pytest.mark.parametrize("usages", [(), ("key_agreement",), ("digital_signature", "key_agreement")])
def test_a_p256_certificate_for_key_agreement_is_accepted(usages: tuple[str, ...]) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    recipient = load_recipient(certificate(key, *usages))
    assert recipient.summary.kind == "P-256"
    assert open_envelope(make_envelope(b"x", recipient), RecipientKey(recipient, key)) == b"x"


@pytest.mark.parametrize("usages", [(), ("key_encipherment",), ("digital_signature", "key_encipherment")])
def test_an_rsa_certificate_for_key_encipherment_is_accepted(
    usages: tuple[str, ...], rsa_key: rsa.RSAPrivateKey
) -> None:
    recipient = load_recipient(certificate(rsa_key, *usages))
    assert recipient.summary.kind == "RSA-2048"
    assert open_envelope(make_envelope(b"x", recipient), RecipientKey(recipient, rsa_key)) == b"x"


def test_a_key_restricted_to_other_uses_is_refused(rsa_key: rsa.RSAPrivateKey) -> None:
    elliptic = ec.generate_private_key(ec.SECP256R1())
    for usage in set(USAGES) - {"key_agreement"}:
        assert problem(certificate(elliptic, usage)) is RecipientProblem.NOT_FOR_ENCRYPTION
    for usage in set(USAGES) - {"key_encipherment"}:
        assert problem(certificate(rsa_key, usage)) is RecipientProblem.NOT_FOR_ENCRYPTION


def test_a_signing_identity_is_refused_as_a_recipient(identity: Path) -> None:
    assert problem(identity.with_suffix(".crt").read_bytes()) is RecipientProblem.NOT_FOR_ENCRYPTION


@pytest.mark.parametrize(
    "new_key",
    [
        lambda: ec.generate_private_key(ec.SECP384R1()),
        lambda: ec.generate_private_key(ec.SECP256K1()),
        lambda: ed25519.Ed25519PrivateKey.generate(),
        lambda: rsa.generate_private_key(65537, 1024),  # noqa: S505 - the test needs a weak key
    ],
    ids=["P-384", "secp256k1", "Ed25519", "RSA-1024"],
)
def test_other_kinds_of_recipient_key_are_refused(new_key: Callable[[], Key]) -> None:
    assert problem(certificate(new_key())) is RecipientProblem.KEY_KIND


def test_an_rsa_key_bound_to_signing_is_refused(tmp_path: Path) -> None:
    p12 = authority.self_signed(tmp_path, "rsa-pss", "rsa_keygen_bits:2048")
    assert problem((tmp_path / "certificate.pem").read_bytes()) is RecipientProblem.KEY_KIND
    with pytest.raises(IdentityUnsuitable):
        unlock_recipient(p12, PASSPHRASE)


def test_an_rsa_key_that_cannot_encrypt_is_refused(rsa_key: rsa.RSAPrivateKey) -> None:
    made = asn1.Certificate.load(certificate(rsa_key))
    even = {"modulus": 2**2047 + 2, "public_exponent": 65537}
    made["tbs_certificate"]["subject_public_key_info"] = keys.PublicKeyInfo(
        {"algorithm": {"algorithm": "rsa", "parameters": core.Null()}, "public_key": keys.RSAPublicKey(even)}
    )
    assert problem(made.dump(force=True)) is RecipientProblem.KEY_KIND


def test_anything_but_one_certificate_is_refused(own: RecipientKey) -> None:
    pem, der = own.recipient.pem, own.recipient.certificate.der
    for content in (b"", b"x", b"-----BEGIN CERTIFICATE-----", pem + pem, der + b"\0", der[:-1], b"\n" * 70_000 + pem):
        assert problem(content) is RecipientProblem.UNREADABLE


@pytest.mark.filterwarnings("ignore:Attribute's length must be")
def test_a_name_too_long_for_an_address_is_refused() -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    assert load_recipient(certificate(key, name="n" * 1_900)).addressee.name == "n" * 1_900
    assert problem(certificate(key, name="n" * 2_100)) is RecipientProblem.UNREADABLE


def test_two_certificates_with_one_address_are_refused() -> None:
    recipients = [load_recipient(certificate(ec.generate_private_key(ec.SECP256R1()))) for _ in range(2)]
    with pytest.raises(RecipientUnsuitable) as refusal:
        make_envelope(b"x", *recipients)
    assert refusal.value.problem is RecipientProblem.AMBIGUOUS
