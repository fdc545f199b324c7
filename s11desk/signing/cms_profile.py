"""The one form a signature of ours may have: CAdES B-B (ETSI EN 319 122-1), every byte of it settled.

A signature states few values (:class:`Statement`); everything else follows from them. The reader takes the values out,
builds the signature again as the writer would, and compares. Anything hidden, repeated, left out or encoded in another
way shows as a difference.

It is our own for good. pyHanko and OpenSSL read CMS as tolerantly as the standard allows: of the single bits of one of
our signatures, pyHanko accepts 300 flipped. No library offers a reader for one fixed form. The arithmetic is not ours:
``cryptography`` signs and verifies, asn1crypto names the types.

CMS SignedData version 1, no content, SHA-256. Certificates: the signer's and the chain above it. Signed attributes,
in DER SET order: content-type, message-digest, signing-certificate-v2 (RFC 5035) that names the signer's certificate
*and every other* in order, so that none can be exchanged; and, outside a PDF, signing-time and CMS algorithm protection
(RFC 6211). PAdES forbids signing-time (EN 319 142-1, 6.3): there the time is in the PDF. No unsigned attributes.

History of the form: 1, the first.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from asn1crypto import algos, core

from s11desk.signing import der
from s11desk.signing.algorithms import Mechanism
from s11desk.signing.certificates import Certificate, read_certificate

SIZE_LIMIT = 64 * 1024
"""Octets. The longest chain of real certificates is a quarter of it; what is longer is not read."""

_VERSION = core.Integer(1).dump()
# By number: asn1crypto fixes its tables of names when one is first used, and pyHanko, imported later, adds to them.
_DATA = core.ObjectIdentifier("1.2.840.113549.1.7.1").dump()
_SIGNED_DATA = core.ObjectIdentifier("1.2.840.113549.1.7.2").dump()
_SHA256 = algos.DigestAlgorithm({"algorithm": "sha256"}).dump()
_CONTENT_TYPE = der.wrap(der.SEQUENCE, core.ObjectIdentifier("1.2.840.113549.1.9.3").dump(), der.wrap(der.SET, _DATA))
_MESSAGE_DIGEST = core.ObjectIdentifier("1.2.840.113549.1.9.4").dump()
_SIGNING_TIME = core.ObjectIdentifier("1.2.840.113549.1.9.5").dump()
_SIGNING_CERTIFICATE = core.ObjectIdentifier("1.2.840.113549.1.9.16.2.47").dump()
_ALGORITHM_PROTECTION = core.ObjectIdentifier("1.2.840.113549.1.9.52").dump()

# RFC 5652, 11.3: UTCTime while its two-digit year is clear, GeneralizedTime outside.
_UTC_YEARS = range(1950, 2050)


@dataclass(frozen=True, slots=True)
class Statement:
    """What is signed, by whom, when. ``chain``: the certificates above the signer's, next one first.

    ``digest``: SHA-256 of the content. ``signed_at``: UTC, whole seconds; None in the form for a PDF.
    """

    digest: bytes
    certificate: Certificate
    chain: tuple[Certificate, ...]
    mechanism: Mechanism
    signed_at: dt.datetime | None


def to_be_signed(statement: Statement) -> bytes:
    """The octets that the key signs: the signed attributes as a SET (RFC 5652, 5.4)."""
    return der.wrap_set(der.SET, _attributes(statement))


def assemble(statement: Statement, signature: bytes, signed: bytes = b"") -> bytes:
    """The whole signature, in DER. ``signed``: what :func:`to_be_signed` makes of it, where that is at hand."""
    certificates = [statement.certificate.der, *(certificate.der for certificate in statement.chain)]
    signed_data = der.wrap(
        der.SEQUENCE,
        _VERSION,
        der.wrap(der.SET, _SHA256),
        der.wrap(der.SEQUENCE, _DATA),
        der.wrap_set(der.context(0), certificates),
        der.wrap(der.SET, _signer_info(statement, signature, signed or to_be_signed(statement))),
    )
    return der.wrap(der.SEQUENCE, _SIGNED_DATA, der.wrap(der.context(0), signed_data))


def take_apart(encoded: bytes) -> tuple[Statement, bytes]:
    """The statement and the signature value in ``encoded``. Raises ValueError where they cannot be found.

    What else may stand there is not looked at: compare ``encoded`` with what :func:`assemble` makes of the answer.
    """
    if len(encoded) > SIZE_LIMIT:
        raise ValueError("too long for a signature")
    _, explicit = der.members(encoded, der.SEQUENCE)
    _, _, _, certificates, signer_infos = der.members(explicit.content, der.SEQUENCE)
    _, _, _, attributes, algorithm, signature = der.members(signer_infos.content, der.SEQUENCE)
    values = _values(attributes.content)
    certificate, *chain = _named_certificates(certificates.content, values.get(_SIGNING_CERTIFICATE, b""))
    statement = Statement(
        digest=der.only(values.get(_MESSAGE_DIGEST, b""), der.OCTET_STRING).content,
        certificate=certificate,
        chain=tuple(chain),
        mechanism=Mechanism(algorithm.encoded),
        signed_at=_read_time(values[_SIGNING_TIME]) if _SIGNING_TIME in values else None,
    )
    return statement, signature.content


def _signer_info(statement: Statement, signature: bytes, signed: bytes) -> bytes:
    return der.wrap(
        der.SEQUENCE,
        _VERSION,
        der.wrap(der.SEQUENCE, statement.certificate.issuer, statement.certificate.serial),
        _SHA256,
        bytes((der.context(0),)) + signed[1:],  # the same attributes, tagged as their place has it
        statement.mechanism.value,
        der.wrap(der.OCTET_STRING, signature),
    )


def _attributes(statement: Statement) -> list[bytes]:
    certificates = (statement.certificate, *statement.chain)
    named = der.wrap(der.SEQUENCE, der.wrap(der.SEQUENCE, *map(_certificate_id, certificates)))
    attributes = [
        _CONTENT_TYPE,
        _attribute(_MESSAGE_DIGEST, der.wrap(der.OCTET_STRING, statement.digest)),
        _attribute(_SIGNING_CERTIFICATE, named),
    ]
    if statement.signed_at is not None:
        signature_algorithm = der.only(statement.mechanism.value, der.SEQUENCE).content
        protection = der.wrap(der.SEQUENCE, _SHA256, der.wrap(der.context(1), signature_algorithm))
        attributes.append(_attribute(_SIGNING_TIME, _time(statement.signed_at)))
        attributes.append(_attribute(_ALGORITHM_PROTECTION, protection))
    return attributes


def _attribute(kind: bytes, value: bytes) -> bytes:
    return der.wrap(der.SEQUENCE, kind, der.wrap(der.SET, value))


def _certificate_id(certificate: Certificate) -> bytes:
    """ESSCertIDv2 (RFC 5035): SHA-256, which is its default and so not stated, then issuer and serial number."""
    issuer = der.wrap(der.SEQUENCE, der.wrap(der.context(4), certificate.issuer))
    return der.wrap(
        der.SEQUENCE,
        der.wrap(der.OCTET_STRING, hashlib.sha256(certificate.der).digest()),
        der.wrap(der.SEQUENCE, issuer, certificate.serial),
    )


def _time(moment: dt.datetime) -> bytes:
    if moment.year in _UTC_YEARS:
        return der.wrap(der.UTC_TIME, moment.strftime("%y%m%d%H%M%SZ").encode())
    return der.wrap(der.GENERALIZED_TIME, moment.strftime("%Y%m%d%H%M%SZ").encode())


def _read_time(encoded: bytes) -> dt.datetime:
    element = der.only(encoded, der.UTC_TIME, der.GENERALIZED_TIME)
    digits = element.content.decode("ascii")
    if element.identifier == der.UTC_TIME:
        digits = ("19" if digits >= "50" else "20") + digits
    return dt.datetime.fromisoformat(f"{digits[:8]}T{digits[8:]}").replace(tzinfo=dt.UTC)


def _values(attributes: bytes) -> dict[bytes, bytes]:
    pairs = (der.elements(attribute.content) for attribute in der.elements(attributes))
    return {kind.encoded: values.content for kind, values in pairs}


def _named_certificates(embedded: bytes, signing_certificate: bytes) -> list[Certificate]:
    """The embedded certificates in the order in which signing-certificate-v2 names them."""
    (ids,) = der.members(signing_certificate, der.SEQUENCE)
    digests = [digest.content for digest, *_ in (der.elements(entry.content) for entry in der.elements(ids.content))]
    by_digest = {hashlib.sha256(element.encoded).digest(): element.encoded for element in der.elements(embedded)}
    if not digests or not by_digest.keys() >= set(digests):
        raise ValueError("the signer's certificate is not there")
    return [read_certificate(by_digest[digest]) for digest in digests]
