"""Signatures that someone has changed, or made to break the reader. None is accepted, none raises."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from asn1crypto import cms as asn1_cms
from asn1crypto import core
from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import example, given, settings
from hypothesis import strategies as st

from s11desk.signing import cms_profile, der
from s11desk.signing.algorithms import SignatureAlgorithm
from s11desk.signing.certificates import read_certificate
from s11desk.signing.cms import make_signature, sign_detached, verify_detached, verify_embedded
from s11desk.signing.cms_profile import Statement
from s11desk.signing.identity.keyfile import open_key_file
from s11desk.signing.signature_facts import CmsFault
from s11desk.signing.signer import Signer
from tests.damage import with_flipped_bit
from tests.signing import authority
from tests.signing.conftest import CONTENT, NOW, PASSPHRASE

Change = Callable[[asn1_cms.SignedData, Signer], None]


@pytest.fixture(scope="module")
def p7s(signer: Signer) -> bytes:
    return sign_detached(CONTENT, signer, NOW)


@pytest.mark.parametrize("name", ["signer", "issued_signer", "pss_signer"])
def test_no_flipped_bit_is_accepted(name: str, request: pytest.FixtureRequest) -> None:
    """Try every bit with our own kind of key, and every fifth bit with a chain."""
    signer = request.getfixturevalue(name)
    good = sign_detached(CONTENT, signer, signer.certificate.not_before)
    assert verify_detached(CONTENT, good).is_valid
    accepted = [
        bit
        for bit in range(0, 8 * len(good), 1 if name == "signer" else 5)
        if verify_detached(CONTENT, with_flipped_bit(good, bit)).is_valid
    ]
    assert accepted == []


def test_a_missing_repeated_or_added_byte_is_refused(p7s: bytes) -> None:
    for position in range(len(p7s)):
        shorter = p7s[:position] + p7s[position + 1 :]
        longer = p7s[:position] + p7s[position : position + 1] + p7s[position:]
        assert not verify_detached(CONTENT, shorter).is_valid
        assert longer == p7s or not verify_detached(CONTENT, longer).is_valid
    for tail in (b"\0", b"\n", b"\0\0", p7s):
        assert not verify_detached(CONTENT, p7s + tail).is_valid


@given(st.binary(max_size=400))
@example(b"")
@example(b"\x30\x80\x00\x00")
@example(b"\x30\x84\xff\xff\xff\xff")
@example(b"\x1f" + b"\xff" * 50)
@example(b"\x30\x80" * 200)
def test_random_bytes_are_unreadable(content: bytes) -> None:
    facts = verify_detached(CONTENT, content)
    assert (facts.fault, facts.signer) == (CmsFault.UNREADABLE, None)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_random_changes_are_refused_without_an_error(p7s: bytes, data: st.DataObject) -> None:
    changed = bytearray(p7s)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(changed)))
        end = data.draw(st.integers(start, min(len(changed), start + 8)))
        changed[start:end] = data.draw(st.binary(max_size=8))
    assert changed == p7s or not verify_detached(CONTENT, bytes(changed)).is_valid


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_changed_certificate_in_a_well_formed_signature_is_another_signer(
    signer: Signer, data: st.DataObject
) -> None:
    """An attacker can write a whole new signature around a certificate of their own."""
    changed = bytearray(signer.certificate.der)
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(changed) - 1))
        changed[start : start + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    try:
        certificate = read_certificate(bytes(changed))
    except ValueError:
        return
    statement = Statement(hashlib.sha256(CONTENT).digest(), certificate, (), SignatureAlgorithm.ECDSA, NOW)
    forged = cms_profile.write_signature(statement, signer.sign(cms_profile.to_be_signed(statement)))
    facts = verify_detached(CONTENT, forged)
    is_the_same = changed == signer.certificate.der
    assert facts.signer is not None
    assert (facts.signer.fingerprint == signer.facts.fingerprint) is is_the_same


def test_the_facts_name_the_actual_signer(signer: Signer, issued_signer: Signer) -> None:
    facts = verify_detached(CONTENT, sign_detached(CONTENT, issued_signer, NOW))
    assert facts.is_valid
    assert facts.signer != signer.facts


def test_a_signature_by_another_key_with_the_signers_certificate_is_wrong(signer: Signer) -> None:
    thief = Signer(signer.certificate, (), ec.generate_private_key(ec.SECP256R1()))
    facts = verify_detached(CONTENT, sign_detached(CONTENT, thief, NOW))
    assert (facts.canonical, facts.signature_valid, facts.fault) == (True, False, CmsFault.SIGNATURE_WRONG)


def test_an_rsa_signature_is_valid_with_either_padding_but_not_as_ecdsa(
    issued: authority.Issued, issued_signer: Signer
) -> None:
    digest = hashlib.sha256(CONTENT).digest()
    for algorithm, valid in (
        (SignatureAlgorithm.RSA_PKCS1, True),
        (SignatureAlgorithm.RSA_PSS, True),
        (SignatureAlgorithm.ECDSA, False),
    ):
        statement = Statement(digest, issued_signer.certificate, issued_signer.chain, algorithm, NOW)
        made = cms_profile.write_signature(statement, algorithm.sign(issued.key, cms_profile.to_be_signed(statement)))
        assert verify_detached(CONTENT, made).is_valid is valid


def test_a_key_bound_to_pss_is_unsuitable_for_pkcs1(pss_key_file: Path, pss_signer: Signer) -> None:
    key = open_key_file(pss_key_file.read_bytes(), PASSPHRASE, pss_key_file).key
    assert key is not None
    moment, algorithm = pss_signer.certificate.not_before, SignatureAlgorithm.RSA_PKCS1
    statement = Statement(hashlib.sha256(CONTENT).digest(), pss_signer.certificate, (), algorithm, moment)
    made = cms_profile.write_signature(statement, algorithm.sign(key, cms_profile.to_be_signed(statement)))
    assert verify_detached(CONTENT, made).fault is CmsFault.KEY_UNSUITABLE


def test_a_weak_rsa_key_is_unsuitable() -> None:
    key = rsa.generate_private_key(65537, 1024)  # noqa: S505
    statement = statement_of(key.public_key(), SignatureAlgorithm.RSA_PKCS1)
    signature = SignatureAlgorithm.RSA_PKCS1.sign(key, cms_profile.to_be_signed(statement))
    facts = verify_detached(CONTENT, cms_profile.write_signature(statement, signature))
    assert (facts.key_suitable, facts.signature_valid, facts.fault) == (False, False, CmsFault.KEY_UNSUITABLE)


def test_a_key_on_another_curve_is_unsuitable() -> None:
    key = ec.generate_private_key(ec.SECP384R1())
    statement = statement_of(key.public_key(), SignatureAlgorithm.ECDSA)
    signature = key.sign(cms_profile.to_be_signed(statement), ec.ECDSA(SHA256()))
    facts = verify_detached(CONTENT, cms_profile.write_signature(statement, signature))
    assert (facts.key_suitable, facts.signature_valid, facts.is_valid) == (False, False, False)


def statement_of(key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey, algorithm: SignatureAlgorithm) -> Statement:
    made = authority.certificate("Amina Shah", key, "Root", ec.generate_private_key(ec.SECP256R1()), NOW)
    certificate = read_certificate(made.public_bytes(Encoding.DER))
    return Statement(hashlib.sha256(CONTENT).digest(), certificate, (), algorithm, NOW)


def unsigned_attribute(data: asn1_cms.SignedData, _: Signer) -> None:
    note = asn1_cms.CMSAttribute({"type": "content_type", "values": ["data"]})
    data["signer_infos"][0]["unsigned_attrs"] = asn1_cms.CMSAttributes([note])


def content_inside(data: asn1_cms.SignedData, _: Signer) -> None:
    data["encap_content_info"]["content"] = core.OctetString(b"other")


def extra_certificate(data: asn1_cms.SignedData, other: Signer) -> None:
    certificate = asn1_x509.Certificate.load(other.certificate.der)
    data["certificates"].append(asn1_cms.CertificateChoices("certificate", certificate))


def no_certificate(data: asn1_cms.SignedData, _: Signer) -> None:
    data["certificates"] = asn1_cms.CertificateSet([])


def revocation_list(data: asn1_cms.SignedData, _: Signer) -> None:
    data["crls"] = asn1_cms.RevocationInfoChoices([])


def two_signers(data: asn1_cms.SignedData, _: Signer) -> None:
    data["signer_infos"].append(data["signer_infos"][0].copy())


def another_version(data: asn1_cms.SignedData, _: Signer) -> None:
    data["version"] = "v3"


def digest_without_parameters(data: asn1_cms.SignedData, _: Signer) -> None:
    data["digest_algorithms"] = asn1_cms.DigestAlgorithms([])


CHANGES: list[Change] = [
    unsigned_attribute,
    content_inside,
    extra_certificate,
    no_certificate,
    revocation_list,
    two_signers,
    another_version,
    digest_without_parameters,
]


@pytest.mark.parametrize("change", CHANGES)
def test_changes_outside_the_signed_attributes_are_refused(change: Change, p7s: bytes, issued_signer: Signer) -> None:
    """The signature itself stays valid after all these changes. General verifiers accept most of them."""
    info = asn1_cms.ContentInfo.load(p7s).copy()
    change(info["content"], issued_signer)
    changed = info.dump(force=True)
    assert changed != p7s
    assert verify_detached(CONTENT, changed).fault in {CmsFault.NOT_CANONICAL, CmsFault.UNREADABLE}


def test_the_same_values_in_ber_are_refused(p7s: bytes) -> None:
    """An indefinite length and a length with a leading zero: the same values in other bytes."""
    inner = der.only(p7s, der.SEQUENCE).content
    assert not verify_detached(CONTENT, b"\x30\x80" + inner + b"\0\0").is_valid
    padded = b"\x30\x83" + len(inner).to_bytes(3) + inner
    facts = verify_detached(CONTENT, padded)
    assert (facts.fault, facts.signature_valid) == (CmsFault.NOT_CANONICAL, True)


def test_a_shortened_or_reordered_chain_is_refused(issued_signer: Signer) -> None:
    digest = hashlib.sha256(CONTENT).digest()
    full = Statement(digest, issued_signer.certificate, issued_signer.chain, issued_signer.algorithm, NOW)
    signature = issued_signer.sign(cms_profile.to_be_signed(full))
    for chain in ((), issued_signer.chain[:1], issued_signer.chain[::-1]):
        other = Statement(digest, issued_signer.certificate, chain, issued_signer.algorithm, NOW)
        facts = verify_detached(CONTENT, cms_profile.write_signature(other, signature))
        assert (facts.canonical, facts.fault) == (True, CmsFault.SIGNATURE_WRONG)


def test_the_detached_and_the_embedded_form_are_not_interchangeable(signer: Signer, p7s: bytes) -> None:
    digest = hashlib.sha256(CONTENT).digest()
    embedded = make_signature(digest, signer, None)
    assert verify_embedded(digest, embedded, NOW).is_valid
    assert verify_embedded(digest, p7s, NOW).fault is CmsFault.NOT_CANONICAL
    assert verify_detached(CONTENT, embedded).fault is CmsFault.NOT_CANONICAL
    assert verify_embedded(digest, embedded, None).fault is CmsFault.CERTIFICATE_NOT_VALID


def test_a_signature_over_the_size_limit_is_unreadable(p7s: bytes) -> None:
    assert verify_detached(CONTENT, p7s + bytes(cms_profile.SIZE_LIMIT)).fault is CmsFault.UNREADABLE
    nested = der.wrap(der.SEQUENCE, b"\5\0" * 30_000)
    assert verify_detached(CONTENT, nested).fault is CmsFault.UNREADABLE
