"""Make the self-signed certificate of a person, and check the details that go into it.

asn1crypto builds it. cryptography counts the 64 characters of a name in bytes, and a name of thirty characters in Tamil
or Amharic has more than 64 bytes.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any

import msgspec
from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from s11desk.domain.audits.contact_details import is_email
from s11desk.errors.identity_errors import DetailField, DetailProblem, IdentityDetailRefused
from s11desk.signing.algorithms import SignatureAlgorithm
from s11desk.signing.certificates import displayable_line

VALIDITY = dt.timedelta(days=3653)
"""Ten years. A shorter time would present a new signer to every partnership, and would not make anyone safer."""

# Upper bounds in characters, from X.520 and RFC 5280, appendix A.
_LIMITS: dict[DetailField, int] = {"name": 64, "job_title": 64, "organisation": 64, "email": 255}


class IdentityDetails(msgspec.Struct, frozen=True):
    """The person whom a certificate is for. All four texts are required. Only ``email`` must be ASCII (RFC 5280)."""

    name: str
    job_title: str
    organisation: str
    email: str


def check_details(details: IdentityDetails) -> IdentityDetails:
    """Check the details and return them as the certificate will have them.

    Raises ``IdentityDetailRefused`` (``field``, ``problem``, ``limit`` in characters) for the first unfit detail.
    """
    fields = {field: displayable_line(getattr(details, field)) for field in _LIMITS}
    for field, limit in _LIMITS.items():
        problem = _problem(field, fields[field], limit)
        if problem is not None:
            raise IdentityDetailRefused(field=field, problem=problem, limit=limit)
    return IdentityDetails(**fields)


class Usage(Enum):
    """The purpose of a certificate's key. The value is its key usage, by the names in RFC 5280, 4.2.1.3."""

    SIGNING = frozenset({"digital_signature", "non_repudiation"})
    RECEIVING = frozenset({"key_agreement"})
    """For encryption to a P-256 key (RFC 5480, 3)."""


def self_signed(
    key: ec.EllipticCurvePrivateKey, details: IdentityDetails, now: dt.datetime, usage: Usage = Usage.SIGNING
) -> bytes:
    """Make a certificate in DER that is valid from ``now``. ``details`` have passed :func:`check_details`."""
    algorithm = asn1.SignedDigestAlgorithm.load(SignatureAlgorithm.ECDSA.value)
    to_be_signed = asn1.TbsCertificate(
        {
            "version": "v3",
            "serial_number": x509.random_serial_number(),
            "signature": algorithm,
            "issuer": _name(details),
            "validity": _validity(now.astimezone(dt.UTC).replace(microsecond=0)),
            "subject": _name(details),
            "subject_public_key_info": keys.PublicKeyInfo.load(_public(key)),
            "extensions": _extensions(key, details, usage),
        }
    )
    signature = SignatureAlgorithm.ECDSA.sign(key, to_be_signed.dump())
    parts = {"tbs_certificate": to_be_signed, "signature_algorithm": algorithm, "signature_value": signature}
    encoded: bytes = asn1.Certificate(parts).dump()
    return encoded


def _problem(field: str, value: str, limit: int) -> DetailProblem | None:
    if not value:
        return DetailProblem.MISSING
    if len(value) > limit:
        return DetailProblem.TOO_LONG
    if field == "email" and not is_email(value):
        return DetailProblem.NOT_AN_ADDRESS
    return None


def _name(details: IdentityDetails) -> Any:
    return asn1.Name.build(
        {
            "organization_name": details.organisation,
            "title": details.job_title,
            "common_name": details.name,
            "email_address": details.email,
        }
    )


def _validity(begin: dt.datetime) -> dict[str, Any]:
    return {"not_before": _time(begin), "not_after": _time(begin + VALIDITY)}


def _time(moment: dt.datetime) -> Any:
    """Encode a time: UTCTime through 2049, then GeneralizedTime (RFC 5280, 4.1.2.5)."""
    return asn1.Time("utc_time" if moment.year < 2050 else "general_time", moment)


def _extensions(key: ec.EllipticCurvePrivateKey, details: IdentityDetails, usage: Usage) -> list[dict[str, Any]]:
    """The extensions. There is no extended key usage, because verifiers disagree on the one to require."""
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key()).digest
    address = asn1.GeneralName("rfc822_name", details.email)
    return [
        {"extn_id": "basic_constraints", "critical": True, "extn_value": asn1.BasicConstraints({"ca": False})},
        {"extn_id": "key_usage", "critical": True, "extn_value": asn1.KeyUsage(set(usage.value))},
        {"extn_id": "key_identifier", "extn_value": identifier},
        {"extn_id": "subject_alt_name", "extn_value": asn1.GeneralNames([address])},
    ]


def _public(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
