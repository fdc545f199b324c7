"""Reading certificates that anybody may have made."""

from __future__ import annotations

import datetime as dt

import pytest
from asn1crypto import core
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as st

from s11desk.signing.certificates import read_certificate
from s11desk.signing.identity.self_signed import IdentityDetails, check_details, self_signed
from tests.signing.conftest import DETAILS, NOW

KEY = ec.generate_private_key(ec.SECP256R1())
TEXT = st.text(min_size=1, max_size=64)


def with_subject(*attributes: tuple[str, core.Asn1Value]) -> bytes:
    """Make a certificate with exactly these attributes in its subject, of any string type."""
    made = asn1.Certificate.load(self_signed(KEY, DETAILS, NOW))
    pairs = [asn1.NameTypeAndValue({"type": kind, "value": value}) for kind, value in attributes]
    relative = [asn1.RelativeDistinguishedName([pair]) for pair in pairs]
    made["tbs_certificate"]["subject"] = asn1.Name("", asn1.RDNSequence(relative))
    encoded = made.dump(force=True)
    assert isinstance(encoded, bytes)
    return encoded


@given(name=TEXT, job_title=TEXT, organisation=TEXT)
def test_checked_details_are_read_back_unchanged(name: str, job_title: str, organisation: str) -> None:
    if not (name.strip() and job_title.strip() and organisation.strip()):
        return
    details = check_details(IdentityDetails(name, job_title, organisation, "zoe@example.org"))
    signer = read_certificate(self_signed(KEY, details, NOW)).signer
    assert (signer.name, signer.job_title, signer.organisation) == (
        details.name,
        details.job_title,
        details.organisation,
    )


@given(st.emails(domains=st.from_regex(r"[a-z0-9]{1,12}(\.[a-z]{2,6}){1,3}", fullmatch=True)))
def test_common_addresses_are_accepted_and_read_back(address: str) -> None:
    details = check_details(IdentityDetails("Zoë", "Lead", "Surgery", address))
    certificate = self_signed(KEY, details, NOW)
    assert read_certificate(certificate).signer.email == address
    alternatives = x509.load_der_x509_certificate(certificate).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    assert alternatives.value.get_values_for_type(x509.RFC822Name) == [address]


@pytest.mark.parametrize("kind", ["utf8_string", "bmp_string", "universal_string"])
def test_every_string_type_of_old_certificates_is_read(kind: str) -> None:
    assert read_certificate(with_subject(("common_name", asn1.DirectoryString(kind, "Zoë")))).signer.name == "Zoë"


def test_the_first_of_several_names_is_used_and_a_missing_one_is_empty() -> None:
    names = [("common_name", asn1.DirectoryString("utf8_string", each)) for each in ("One", "Two")]
    signer = read_certificate(with_subject(*names)).signer
    assert (signer.name, signer.organisation, signer.job_title) == ("One", "", "")
    assert signer.email == DETAILS.email  # from subjectAltName


def test_a_name_longer_than_the_standard_allows_is_shown_whole() -> None:
    name = "N" * 300
    assert (
        read_certificate(with_subject(("common_name", asn1.DirectoryString("utf8_string", name)))).signer.name == name
    )


@pytest.mark.parametrize("trick", ["\x1b[2K", "\r", "\n", "\u202e", "\u2066", "\u200f", "\0", "\u2028"])
def test_a_name_is_shown_on_one_line_without_control_characters(trick: str) -> None:
    name = f"Amina{trick}Shah"
    shown = read_certificate(with_subject(("common_name", asn1.DirectoryString("utf8_string", name)))).signer.name
    assert shown.isprintable()
    assert shown.startswith("Amina")
    assert shown.endswith("Shah")


@pytest.mark.parametrize("serial", [0, -1, -(2**100)])
def test_a_serial_number_that_is_not_positive_is_refused(serial: int) -> None:
    made = asn1.Certificate.load(self_signed(KEY, DETAILS, NOW))
    made["tbs_certificate"]["serial_number"] = serial
    with pytest.raises(ValueError, match="not a certificate"):
        read_certificate(made.dump(force=True))


def test_an_unknown_version_is_refused() -> None:
    made = asn1.Certificate.load(self_signed(KEY, DETAILS, NOW)).dump()
    with pytest.raises(ValueError, match="not a certificate"):
        read_certificate(made.replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x09", 1))


def test_a_key_of_another_kind_is_read_and_has_no_algorithm() -> None:
    key = ec.generate_private_key(ec.SECP521R1())
    name = x509.Name([])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, NOW, NOW + dt.timedelta(days=1))
    certificate = read_certificate(builder.sign(key, SHA256()).public_bytes(Encoding.DER))
    assert certificate.algorithms == ()
    assert certificate.signer.name == ""


def test_years_after_2049_are_read_back() -> None:
    made = read_certificate(self_signed(KEY, DETAILS, NOW.replace(year=2045)))
    assert (made.not_before.year, made.not_after.year) == (2045, 2055)
