"""A manifest has exact bytes and the structure that ETSI EN 319 162-1, annex A.4, defines for an ASiCManifest."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from s11desk.bundle.container import read_container
from s11desk.bundle.container.container_facts import ContainerEntry
from s11desk.bundle.container.manifest import manifest_bytes
from s11desk.bundle.container.media_types import BY_EXTENSION, media_type
from tests.bundle.container.crafting import container, countersigned_container

ASIC = "{http://uri.etsi.org/02918/v1.2.1#}"
DS = "{http://www.w3.org/2000/09/xmldsig#}"

ONE_FILE = b"""<?xml version="1.0" encoding="UTF-8"?>
<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
<asic:SigReference URI="META-INF/signature001.p7s" MimeType="application/x-pkcs7-signature"/>
<asic:DataObjectReference URI="audit.pdf" MimeType="application/pdf">\
<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>\
<ds:DigestValue>ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=</ds:DigestValue></asic:DataObjectReference>
</asic:ASiCManifest>
"""


def test_a_manifest_has_exactly_these_bytes() -> None:
    entry = ContainerEntry("audit.pdf", 0, 3, 0, hashlib.sha256(b"abc").hexdigest())
    assert manifest_bytes("META-INF/signature001.p7s", [entry]) == ONE_FILE


@pytest.mark.parametrize("content", [container(), countersigned_container()], ids=["signed", "countersigned"])
def test_a_manifest_has_the_structure_that_etsi_defines(content: bytes) -> None:
    facts = read_container(io.BytesIO(content))
    for signature in facts.signatures:
        root = ET.fromstring(signature.manifest)  # noqa: S314  (we wrote it)
        first, *references = root
        assert root.tag == f"{ASIC}ASiCManifest"
        assert (first.tag, len(first), first.text) == (f"{ASIC}SigReference", 0, None)
        assert first.attrib == {"URI": signature.name, "MimeType": "application/x-pkcs7-signature"}
        assert tuple(reference.attrib["URI"] for reference in references) == signature.covers
        for reference in references:
            assert reference.tag == f"{ASIC}DataObjectReference"
            assert reference.attrib.keys() == {"URI", "MimeType"}
            method, value = reference
            assert (method.tag, value.tag) == (f"{DS}DigestMethod", f"{DS}DigestValue")
            assert method.attrib == {"Algorithm": "http://www.w3.org/2001/04/xmlenc#sha256"}
            digest = base64.b64decode(value.text or "", validate=True).hex()
            assert digest == facts.entry(reference.attrib["URI"]).sha256


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("audit.pdf", "application/pdf"),
        ("evidence/Scan.JPEG", "image/jpeg"),
        ("evidence/v1.2/minutes", "application/octet-stream"),
        ("evidence/pdf", "application/octet-stream"),
        ("evidence/x.exe", "application/octet-stream"),
        ("META-INF/ASiCManifest001.xml", "text/xml"),
    ],
)
def test_the_media_type_depends_on_the_name_alone(name: str, expected: str) -> None:
    assert media_type(name) == expected


def test_the_format_description_lists_the_same_media_types() -> None:
    text = (Path(__file__).parents[3] / "docs" / "return-bundle.md").read_text(encoding="utf-8")
    table = text.partition("### Media types")[2].partition("###")[0]
    described = {
        extension: row.rpartition("| `")[2].removesuffix("` |")
        for row in table.splitlines()
        if row.startswith("| `")
        for extension in re.findall(r"`(\w+)`", row.split("|")[1])
    }
    assert described == BY_EXTENSION
