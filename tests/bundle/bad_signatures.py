"""Crafted signatures. Each replaces a genuine one over the same manifest, and none may be accepted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from asn1crypto import cms, core, x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from s11desk.signing import cms_profile, der
from s11desk.signing.cms import make_signature, sign_detached
from s11desk.signing.signer import Signer
from tests.samples import NOON

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""The order of P-256, from SEC 2."""


@dataclass(frozen=True)
class Genuine:
    """A genuine signature over a manifest, another genuine one by the same signer, and a stranger who can sign."""

    p7s: bytes
    manifest: bytes
    other: bytes
    stranger: Signer


Edit = Callable[[cms.SignedData, Genuine], None]
Craft = Callable[[Genuine], bytes]


def edited(edit: Edit) -> Craft:
    """Change a genuine signature and encode it with a general encoder; the signed bytes stay the same."""

    def craft(genuine: Genuine) -> bytes:
        info = cms.ContentInfo.load(genuine.p7s).copy()
        edit(info["content"], genuine)
        dumped: bytes = info.dump(force=True)
        return dumped

    return craft


def _certificate(encoded: bytes) -> cms.CertificateChoices:
    return cms.CertificateChoices("certificate", x509.Certificate.load(encoded))


def _unsigned_attribute(data: cms.SignedData, _: Genuine) -> None:
    note = cms.CMSAttribute({"type": "content_type", "values": ["data"]})
    data["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([note])


def _content_inside(data: cms.SignedData, genuine: Genuine) -> None:
    data["encap_content_info"]["content"] = core.OctetString(genuine.manifest)


def _strangers_certificate(data: cms.SignedData, genuine: Genuine) -> None:
    data["certificates"] = cms.CertificateSet([_certificate(genuine.stranger.certificate.der)])


def _one_certificate_more(data: cms.SignedData, genuine: Genuine) -> None:
    data["certificates"].append(_certificate(genuine.stranger.certificate.der))


def _no_certificate(data: cms.SignedData, _: Genuine) -> None:
    data["certificates"] = cms.CertificateSet([])


def _revocations(data: cms.SignedData, _: Genuine) -> None:
    data["crls"] = cms.RevocationInfoChoices([])


def _two_signers(data: cms.SignedData, genuine: Genuine) -> None:
    data["signer_infos"].append(cms.ContentInfo.load(genuine.other)["content"]["signer_infos"][0])


def _no_signer(data: cms.SignedData, _: Genuine) -> None:
    data["signer_infos"] = cms.SignerInfos([])


def _another_version(data: cms.SignedData, _: Genuine) -> None:
    data["version"] = "v3"


def _another_digest_list(data: cms.SignedData, _: Genuine) -> None:
    data["digest_algorithms"] = cms.DigestAlgorithms([{"algorithm": "sha1"}])


def _weaker_digest(data: cms.SignedData, _: Genuine) -> None:
    data["signer_infos"][0]["digest_algorithm"] = {"algorithm": "sha1"}


def _another_algorithm(data: cms.SignedData, _: Genuine) -> None:
    data["signer_infos"][0]["signature_algorithm"] = {"algorithm": "sha256_rsa"}


def _no_signed_attributes(data: cms.SignedData, _: Genuine) -> None:
    """Without them the signature would cover the manifest itself."""
    data["signer_infos"][0]["signed_attrs"] = None


def _signature_of_another(data: cms.SignedData, genuine: Genuine) -> None:
    other = cms.ContentInfo.load(genuine.other)["content"]["signer_infos"][0]
    data["signer_infos"][0]["signature"] = other["signature"].native


def _the_other_s(data: cms.SignedData, _: Genuine) -> None:
    """For each ECDSA signature there is a second value that verifies too; we accept only the one with the low s."""
    r, s = decode_dss_signature(data["signer_infos"][0]["signature"].native)
    data["signer_infos"][0]["signature"] = encode_dss_signature(r, ORDER - s)


def _longer_length(genuine: Genuine) -> bytes:
    inner = der.only(genuine.p7s, der.SEQUENCE).content
    return b"\x30\x83" + len(inner).to_bytes(3) + inner


def _by_the_stranger_in_the_signers_name(genuine: Genuine) -> bytes:
    """A signature in correct form, with the signer's certificate but by another key."""
    statement, _ = cms_profile.read_signature(genuine.p7s)
    return cms_profile.write_signature(statement, genuine.stranger.sign(cms_profile.to_be_signed(statement)))


CRAFTED: dict[str, Craft] = {
    "unsigned attribute": edited(_unsigned_attribute),
    "content inside": edited(_content_inside),
    "a stranger's certificate": edited(_strangers_certificate),
    "one certificate more": edited(_one_certificate_more),
    "no certificate": edited(_no_certificate),
    "list of revocations": edited(_revocations),
    "two signers": edited(_two_signers),
    "no signer": edited(_no_signer),
    "another version": edited(_another_version),
    "another list of digests": edited(_another_digest_list),
    "a weaker digest": edited(_weaker_digest),
    "another algorithm": edited(_another_algorithm),
    "no signed attributes": edited(_no_signed_attributes),
    "the signature of another return": edited(_signature_of_another),
    "the other s": edited(_the_other_s),
    "a length of more octets": _longer_length,
    "indefinite length": lambda genuine: b"\x30\x80" + der.only(genuine.p7s, der.SEQUENCE).content + b"\0\0",
    "something after it": lambda genuine: genuine.p7s + b"\0",
    "twice": lambda genuine: genuine.p7s * 2,
    "another return's": lambda genuine: genuine.other,
    "the form for a PDF": lambda genuine: make_signature(
        hashlib.sha256(genuine.manifest).digest(), genuine.stranger, None
    ),
    "over another manifest": lambda genuine: sign_detached(genuine.manifest + b"\n", genuine.stranger, NOON),
    "by another key in the signer's name": _by_the_stranger_in_the_signers_name,
    "no signature": lambda _: b"\0",
    "deep nesting": lambda _: b"\x30\x80" * 30_000,
    "a length that is not there": lambda _: b"\x30\x84\xff\xff\xff\xff",
}
