"""Programs that do not know s11desk accept a return as a sound zip with CAdES and PAdES signatures."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.bundle.container.crafting import FIRST_MANIFEST, FIRST_SIGNATURE, SECOND_MANIFEST, SECOND_SIGNATURE
from tests.bundle.forging import GOLDEN, files_of
from tests.golden.make_returns import NOON

WHILE_VALID = str(int(NOON.timestamp()) + 3600)
"""A time at which the certificates in these files are valid: one day they will have expired."""

SETS = {
    "one-signature.zip": [(FIRST_MANIFEST, FIRST_SIGNATURE)],
    "two-signatures.zip": [(FIRST_MANIFEST, FIRST_SIGNATURE), (SECOND_MANIFEST, SECOND_SIGNATURE)],
}
PDFS = {
    "one-signature.zip": {"audit.pdf": ["completer"]},
    "two-signatures.zip": {"audit.pdf": ["completer"], "audit-countersigned.pdf": ["completer", "approver"]},
}


def run(*command: str | Path, home: Path, code: int = 0) -> str:
    """Run a tool without this user's settings and return its output. A missing tool fails the test."""
    assert shutil.which(str(command[0])), f"{command[0]} is needed; make test installs it"
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    completed = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert completed.returncode == code, (command, completed.stdout, completed.stderr)
    return completed.stdout + completed.stderr


@pytest.fixture(params=SETS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def unpacked(name: str, tmp_path: Path) -> Path:
    """The return as ``unzip`` unpacks it."""
    folder = tmp_path / "return"
    run("unzip", "-q", GOLDEN / name, "-d", folder, home=tmp_path)
    return folder


def test_unzip_and_7z_find_no_fault(name: str, tmp_path: Path) -> None:
    assert "No errors detected" in run("unzip", "-t", GOLDEN / name, home=tmp_path)
    output = run("7z", "t", GOLDEN / name, home=tmp_path)
    assert "Everything is Ok" in output
    assert "Warnings" not in output


def test_unzip_unpacks_the_signed_files(name: str, unpacked: Path) -> None:
    found = {path.relative_to(unpacked).as_posix(): path.read_bytes() for path in unpacked.rglob("*") if path.is_file()}
    assert found == files_of((GOLDEN / name).read_bytes())


def test_openssl_verifies_every_signature_as_cades(name: str, unpacked: Path, tmp_path: Path) -> None:
    for manifest, signature in SETS[name]:
        signer = tmp_path / "signer.pem"
        der = ("-inform", "DER", "-in", unpacked / signature)
        run("openssl", "pkcs7", *der, "-print_certs", "-out", signer, home=tmp_path)
        trusted = ("-CAfile", signer, "-purpose", "any", "-attime", WHILE_VALID)
        verify = ("openssl", "cms", "-verify", "-cades", "-binary", *der, *trusted, "-out", os.devnull, "-content")
        assert "CAdES Verification successful" in run(*verify, unpacked / manifest, home=tmp_path)
        other = tmp_path / "other.xml"
        other.write_bytes((unpacked / manifest).read_bytes().replace(b"audit.json", b"audit.jsom"))
        assert "Verification failure" in run(*verify, other, home=tmp_path, code=4)


def test_the_manifests_state_the_digests_that_openssl_computes(name: str, unpacked: Path, tmp_path: Path) -> None:
    for manifest, _ in SETS[name]:
        text = (unpacked / manifest).read_text("ascii")
        stated = re.findall(r'<asic:DataObjectReference URI="([^"]+)".*?<ds:DigestValue>([^<]+)<', text)
        assert len(stated) >= 5
        for part, digest in stated:
            run("openssl", "dgst", "-sha256", "-binary", "-out", tmp_path / "digest", unpacked / part, home=tmp_path)
            assert run("openssl", "base64", "-in", tmp_path / "digest", home=tmp_path).strip() == digest


def test_pdfsig_and_qpdf_accept_the_pdfs(name: str, unpacked: Path, tmp_path: Path) -> None:
    for pdf, fields in PDFS[name].items():
        output = run("pdfsig", "-nocert", unpacked / pdf, home=tmp_path)
        signed = [block for block in output.split("Signature #")[1:] if "is not signed" not in block]
        assert [re.findall(r"Signature Field Name: (.*)", block) for block in signed] == [[field] for field in fields]
        assert all("Signature Validation: Signature is Valid." in block for block in signed)
        assert "Total document signed" in signed[-1]
        assert "No syntax or stream encoding errors found" in run("qpdf", "--check", unpacked / pdf, home=tmp_path)
