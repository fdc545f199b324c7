"""Detached signatures: a good one passes every check, and there is only one way to write it."""

from __future__ import annotations

import datetime as dt
import hashlib
import subprocess
import sys

import pytest
from asn1crypto import cms as asn1_cms
from asn1crypto import core
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from s11desk.signing.algorithms import SignatureAlgorithm, low_s
from s11desk.signing.cms import sign_detached, verify_detached
from s11desk.signing.cms_profile import read_signature
from s11desk.signing.signature_facts import CmsFacts, CmsFault
from s11desk.signing.signer import Signer
from tests.signing import authority
from tests.signing.conftest import CONTENT, NOW

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""The order of P-256, from SEC 2."""


@pytest.fixture(params=["signer", "issued_signer", "pss_signer"])
def any_signer(request: pytest.FixtureRequest) -> Signer:
    signer = request.getfixturevalue(request.param)
    assert isinstance(signer, Signer)
    return signer


def parsed(p7s: bytes) -> asn1_cms.SignedData:
    return asn1_cms.ContentInfo.load(p7s, strict=True)["content"]


def attributes(p7s: bytes) -> dict[str, list[object]]:
    signed = parsed(p7s)["signer_infos"][0]["signed_attrs"]
    return {attribute["type"].native: attribute["values"].native for attribute in signed}


def test_a_good_signature_passes_every_check(any_signer: Signer) -> None:
    moment = any_signer.certificate.not_before + dt.timedelta(seconds=10)
    facts = verify_detached(CONTENT, sign_detached(CONTENT, any_signer, moment))
    key = x509.load_der_x509_certificate(any_signer.certificate.der).public_key()
    assert facts == CmsFacts(
        readable=True,
        canonical=True,
        key_suitable=True,
        digest_matches=True,
        signature_valid=True,
        certificate_valid_at_signing=True,
        signer=any_signer.facts,
        signed_at=moment,
        key_digest=hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest(),
    )
    assert (facts.fault, facts.is_valid) == (None, True)


def test_each_kind_of_key_has_its_algorithm(signer: Signer, issued_signer: Signer, pss_signer: Signer) -> None:
    algorithms = [SignatureAlgorithm.ECDSA, SignatureAlgorithm.RSA_PKCS1, SignatureAlgorithm.RSA_PSS]
    assert [each.algorithm for each in (signer, issued_signer, pss_signer)] == algorithms


def test_a_signature_has_the_attributes_that_cades_requires_and_no_others(signer: Signer) -> None:
    """The requirements are in ETSI EN 319 122-1, 6.3. This test computes the digests again."""
    p7s = sign_detached(CONTENT, signer, NOW)
    found = attributes(p7s)
    assert set(found) == {"content_type", "message_digest", "signing_time", "signing_certificate_v2",
                          "cms_algorithm_protection"}  # fmt: skip
    assert found["content_type"] == ["data"]
    assert found["message_digest"] == [hashlib.sha256(CONTENT).digest()]
    assert found["signing_time"] == [NOW]
    info = parsed(p7s)["signer_infos"][0]
    assert info["unsigned_attrs"].native is None
    assert parsed(p7s)["encap_content_info"]["content"].native is None
    members = [attribute.dump() for attribute in info["signed_attrs"]]
    assert members == sorted(members)


def test_every_certificate_is_named_in_the_signed_attributes(issued: authority.Issued, issued_signer: Signer) -> None:
    """Otherwise somebody could exchange a certificate of the chain, and nobody would see it."""
    p7s = sign_detached(CONTENT, issued_signer, NOW)
    named = [entry["cert_hash"] for entry in attributes(p7s)["signing_certificate_v2"][0]["certs"]]  # type: ignore[index]
    embedded = {hashlib.sha256(each.chosen.dump()).digest() for each in parsed(p7s)["certificates"]}
    assert named == [each.fingerprint(SHA256()) for each in (issued.certificate, *issued.chain)]
    assert embedded == set(named)


def test_asn1crypto_encodes_a_signature_to_the_same_bytes(any_signer: Signer) -> None:
    """asn1crypto encodes all values again and gets the same bytes. So our signature is DER."""
    p7s = sign_detached(CONTENT, any_signer, NOW)
    signed_data = parsed(p7s)
    signed_data.native  # noqa: B018 - reads every part
    assert asn1_cms.ContentInfo({"content_type": "signed_data", "content": signed_data}).dump(force=True) == p7s


def test_the_signing_time_is_in_utc_to_the_second(signer: Signer) -> None:
    summer = dt.timezone(dt.timedelta(hours=1))
    local = dt.datetime(2026, 7, 1, 10, 15, 30, 999_999, tzinfo=summer)
    facts = verify_detached(CONTENT, sign_detached(CONTENT, signer, local))
    assert facts.signed_at == dt.datetime(2026, 7, 1, 9, 15, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("year", [1949, 1950, 1999, 2000, 2049, 2050, 2100])
def test_every_year_is_encoded_as_rfc_5652_requires(signer: Signer, year: int) -> None:
    moment = NOW.replace(year=year)
    p7s = sign_detached(CONTENT, signer, moment)
    facts = verify_detached(CONTENT, p7s)
    assert (facts.signed_at, facts.canonical, facts.signature_valid) == (moment, True, True)
    time = parsed(p7s)["signer_infos"][0]["signed_attrs"]
    names = [a["values"][0].name for a in time if a["type"].native == "signing_time"]
    assert names == ["utc_time" if 1950 <= year < 2050 else "generalized_time"]


def test_a_time_without_a_zone_raises_value_error(signer: Signer) -> None:
    with pytest.raises(ValueError, match="time zone"):
        sign_detached(CONTENT, signer, NOW.replace(tzinfo=None))


def test_altered_content_is_reported(signer: Signer) -> None:
    p7s = sign_detached(CONTENT, signer, NOW)
    for other in (b"", CONTENT[:-1], CONTENT + b"\0", CONTENT.replace(b"A", b"B", 1)):
        facts = verify_detached(other, p7s)
        assert (facts.fault, facts.canonical, facts.signature_valid) == (CmsFault.CONTENT_ALTERED, True, True)
        assert facts.signer == signer.facts


def test_a_signature_with_the_high_s_is_refused(signer: Signer) -> None:
    """The pair (r, n - s) also verifies. Without the rule, anyone could change a signature and it would stay valid."""
    p7s = sign_detached(CONTENT, signer, NOW)
    _, signature = read_signature(p7s)
    r, s = decode_dss_signature(signature)
    assert s <= ORDER // 2
    high = encode_dss_signature(r, ORDER - s)
    twin = asn1_cms.ContentInfo.load(p7s)
    twin["content"]["signer_infos"][0]["signature"] = core.OctetString(high)
    facts = verify_detached(CONTENT, twin.dump(force=True))
    assert (facts.signature_valid, facts.canonical, facts.fault) == (True, False, CmsFault.NOT_CANONICAL)


@given(st.integers(1, ORDER - 1), st.integers(1, ORDER - 1))
def test_low_s_is_chosen_from_either_value(r: int, s: int) -> None:
    expected = encode_dss_signature(r, min(s, ORDER - s))
    assert low_s(encode_dss_signature(r, s)) == low_s(encode_dss_signature(r, ORDER - s)) == expected


def test_the_signer_always_writes_the_low_s(signer: Signer) -> None:
    signatures = [signer.sign(bytes([number])) for number in range(64)]
    assert all(low_s(signature) == signature for signature in signatures)


def test_a_self_signed_certificate_is_signed_by_its_own_key(signer: Signer) -> None:
    certificate = x509.load_der_x509_certificate(signer.certificate.der)
    certificate.verify_directly_issued_by(certificate)


def test_detached_signatures_and_identities_do_not_import_pyhanko() -> None:
    """pyHanko takes half a second to import. The window and ``verify`` should not wait for it."""
    code = (
        "import sys, s11desk.signing.cms, s11desk.signing.identity.lifecycle, s11desk.signing.trusted_signers\n"
        "sys.exit(any(name.startswith('pyhanko') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
