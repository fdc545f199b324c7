"""The one form of our signatures: CAdES B-B (ETSI EN 319 122-1), with every byte fixed.

A signature states few values (:class:`Statement`); everything else follows from them. The reader takes the values out,
builds the signature again as the writer would, and compares. It so finds anything that is hidden, repeated, missing or
encoded in another way.

We keep this module for good. pyHanko and OpenSSL read CMS as tolerantly as the standard allows: pyHanko still accepts
one of our signatures after any one of 300 of its bits is flipped. No library offers a reader for one fixed form. We do
no arithmetic here: ``cryptography`` signs and verifies, asn1crypto names the types.

The form is CMS SignedData version 1, without content, with SHA-256. Its certificates are the signer's and the chain
above it. The signed attributes are in DER SET order: content-type, message-digest, and signing-certificate-v2
(RFC 5035). The last one names the signer's certificate *and every other* in order, so that nobody can exchange one.
Outside a PDF, signing-time and CMS algorithm protection (RFC 6211) follow. PAdES forbids signing-time (EN 319 142-1,
6.3), because the PDF states the time. There are no unsigned attributes.

History of the form: 1, the first.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache, lru_cache

import msgspec
from asn1crypto import algos, core

from s11desk.signing import der
from s11desk.signing.algorithms import SignatureAlgorithm
from s11desk.signing.certificates import Certificate, read_certificate

SIZE_LIMIT = 64 * 1024
"""Bytes. The longest chain of real certificates takes a quarter of this. We do not read a longer signature."""

_VERSION = core.Integer(1).dump()
# These are numbers, because asn1crypto fixes its tables of names at their first use, and pyHanko adds to them later.
_DATA = core.ObjectIdentifier("1.2.840.113549.1.7.1").dump()
_SIGNED_DATA = core.ObjectIdentifier("1.2.840.113549.1.7.2").dump()
_SHA256 = algos.DigestAlgorithm({"algorithm": "sha256"}).dump()
_CONTENT_TYPE = der.wrap(der.SEQUENCE, core.ObjectIdentifier("1.2.840.113549.1.9.3").dump(), der.wrap(der.SET, _DATA))
_MESSAGE_DIGEST = core.ObjectIdentifier("1.2.840.113549.1.9.4").dump()
_SIGNING_TIME = core.ObjectIdentifier("1.2.840.113549.1.9.5").dump()
_SIGNING_CERTIFICATE = core.ObjectIdentifier("1.2.840.113549.1.9.16.2.47").dump()
_ALGORITHM_PROTECTION = core.ObjectIdentifier("1.2.840.113549.1.9.52").dump()

_KNOWN_SIGNERS = 512
"""A desk reads many returns of the same signers: what depends on their certificates alone is found once."""

# The years that UTCTime can state with two digits. GeneralizedTime states all others (RFC 5652, 11.3).
_UTC_YEARS = range(1950, 2050)


class Statement(msgspec.Struct, frozen=True):
    """The values that a signature states. ``chain``: the certificates above the signer's, the nearest first.

    ``digest``: SHA-256 of the content. ``signed_at``: UTC, whole seconds; None in the form for a PDF.
    """

    digest: bytes
    certificate: Certificate
    chain: tuple[Certificate, ...]
    algorithm: SignatureAlgorithm
    signed_at: dt.datetime | None


def to_be_signed(statement: Statement) -> bytes:
    """The bytes that the key signs: the signed attributes as a SET (RFC 5652, 5.4)."""
    return der.wrap_set(der.SET, _attributes(statement))


def write_signature(statement: Statement, signature: bytes, signed: bytes = b"") -> bytes:
    """Make the whole signature, in DER. ``signed``: the result of :func:`to_be_signed`, if it is already known."""
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


def read_signature(encoded: bytes) -> tuple[Statement, bytes]:
    """Find the statement and the signature value in ``encoded``. Raises ValueError if they are not there.

    This ignores everything else in ``encoded``. To find that, compare ``encoded`` with :func:`write_signature` of the
    result.
    """
    if len(encoded) > SIZE_LIMIT:
        raise ValueError("too long for a signature")
    _, explicit = der.members(encoded, der.SEQUENCE)
    _, _, _, certificates, signer_infos = der.members(explicit.content, der.SEQUENCE)
    _, _, _, attributes, algorithm, signature = der.members(signer_infos.content, der.SEQUENCE)
    values = _values(attributes.content)
    certificate, *chain = _find_certificates(certificates.content, values.get(_SIGNING_CERTIFICATE, b""))
    statement = Statement(
        digest=der.only(values.get(_MESSAGE_DIGEST, b""), der.OCTET_STRING).content,
        certificate=certificate,
        chain=tuple(chain),
        algorithm=SignatureAlgorithm(algorithm.encoded),
        signed_at=_read_time(values[_SIGNING_TIME]) if _SIGNING_TIME in values else None,
    )
    return statement, signature.content


def _signer_info(statement: Statement, signature: bytes, signed: bytes) -> bytes:
    return der.wrap(
        der.SEQUENCE,
        _VERSION,
        der.wrap(der.SEQUENCE, statement.certificate.issuer, statement.certificate.serial),
        _SHA256,
        bytes((der.context(0),)) + signed[1:],  # the same attributes with the tag that they have here
        statement.algorithm.value,
        der.wrap(der.OCTET_STRING, signature),
    )


def _attributes(statement: Statement) -> list[bytes]:
    certificates = (statement.certificate, *statement.chain)
    attributes = [
        _CONTENT_TYPE,
        _attribute(_MESSAGE_DIGEST, der.wrap(der.OCTET_STRING, statement.digest)),
        _certificates_named(tuple((one.der, one.issuer, one.serial) for one in certificates)),
    ]
    if statement.signed_at is not None:
        attributes.append(_attribute(_SIGNING_TIME, _time(statement.signed_at)))
        attributes.append(_algorithm_protection(statement.algorithm))
    return attributes


@lru_cache(_KNOWN_SIGNERS)
def _certificates_named(certificates: tuple[tuple[bytes, bytes, bytes], ...]) -> bytes:
    """The attribute signing-certificate-v2. ``certificates``: of each the DER, the issuer and the serial number."""
    ids = [_certificate_id(*one) for one in certificates]
    return _attribute(_SIGNING_CERTIFICATE, der.wrap(der.SEQUENCE, der.wrap(der.SEQUENCE, *ids)))


@cache
def _algorithm_protection(algorithm: SignatureAlgorithm) -> bytes:
    signature_algorithm = der.only(algorithm.value, der.SEQUENCE).content
    protection = der.wrap(der.SEQUENCE, _SHA256, der.wrap(der.context(1), signature_algorithm))
    return _attribute(_ALGORITHM_PROTECTION, protection)


def _attribute(kind: bytes, value: bytes) -> bytes:
    return der.wrap(der.SEQUENCE, kind, der.wrap(der.SET, value))


def _certificate_id(certificate: bytes, issuer: bytes, serial: bytes) -> bytes:
    """ESSCertIDv2 (RFC 5035): the SHA-256, then issuer and serial number. SHA-256 is not named: it is the default."""
    names = der.wrap(der.SEQUENCE, der.wrap(der.context(4), issuer))
    digest = der.wrap(der.OCTET_STRING, hashlib.sha256(certificate).digest())
    return der.wrap(der.SEQUENCE, digest, der.wrap(der.SEQUENCE, names, serial))


def _time(moment: dt.datetime) -> bytes:
    digits = b"%04d%02d%02d%02d%02d%02dZ" % moment.timetuple()[:6]  # strftime takes four times as long
    return der.wrap(der.UTC_TIME, digits[2:]) if moment.year in _UTC_YEARS else der.wrap(der.GENERALIZED_TIME, digits)


def _read_time(encoded: bytes) -> dt.datetime:
    element = der.only(encoded, der.UTC_TIME, der.GENERALIZED_TIME)
    digits = element.content.decode("ascii")
    if element.identifier == der.UTC_TIME:
        digits = ("19" if digits >= "50" else "20") + digits
    return dt.datetime.fromisoformat(f"{digits[:8]}T{digits[8:]}").replace(tzinfo=dt.UTC)


def _values(attributes: bytes) -> dict[bytes, bytes]:
    pairs = (der.elements(attribute.content) for attribute in der.elements(attributes))
    return {kind.encoded: values.content for kind, values in pairs}


@lru_cache(_KNOWN_SIGNERS)
def _find_certificates(embedded: bytes, signing_certificate: bytes) -> tuple[Certificate, ...]:
    """The embedded certificates in the order in which signing-certificate-v2 names them."""
    (ids,) = der.members(signing_certificate, der.SEQUENCE)
    digests = [digest.content for digest, *_ in (der.elements(entry.content) for entry in der.elements(ids.content))]
    by_digest = {hashlib.sha256(element.encoded).digest(): element.encoded for element in der.elements(embedded)}
    if not digests or not by_digest.keys() >= set(digests):
        raise ValueError("a certificate that the signature names is missing")
    return tuple(read_certificate(by_digest[digest]) for digest in digests)
