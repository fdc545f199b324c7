"""Other programs accept our signatures: openssl the detached ones, and poppler's pdfsig those in PDFs."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from s11desk.signing.cms import sign_detached
from s11desk.signing.signer import Signer
from tests.signing import authority
from tests.signing.conftest import CONTENT, NOW

Run = Callable[..., subprocess.CompletedProcess[str]]
VERIFY = ("cms", "-verify", "-binary", "-inform", "DER", "-in", "s.p7s", "-content", "content", "-out", "out")
_AT = ("-attime", str(int(NOW.timestamp())))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").write_bytes(CONTENT)
    return tmp_path


@pytest.mark.parametrize("name", ["signer", "issued_signer", "pss_signer"])
def test_openssl_verifies_a_signature_without_the_certificate(
    name: str, request: pytest.FixtureRequest, folder: Path, run: Run
) -> None:
    signer = request.getfixturevalue(name)
    (folder / "s.p7s").write_bytes(sign_detached(CONTENT, signer, signer.certificate.not_before))
    verified = run("openssl", *VERIFY, "-noverify")
    assert (verified.returncode, verified.stderr.strip()) == (0, "CMS Verification successful")
    (folder / "content").write_bytes(CONTENT + b" ")
    assert run("openssl", *VERIFY, "-noverify").returncode != 0


def test_openssl_verifies_a_signature_as_cades_with_the_certificate(
    signer: Signer, identity: Path, folder: Path, run: Run
) -> None:
    (folder / "s.p7s").write_bytes(sign_detached(CONTENT, signer, NOW))
    verified = run("openssl", *VERIFY, "-cades", *_AT, "-CAfile", identity.with_suffix(".crt"))
    assert (verified.returncode, verified.stderr.strip()) == (0, "CAdES Verification successful")


def test_openssl_verifies_the_whole_chain_as_cades(
    issued: authority.Issued, issued_signer: Signer, folder: Path, run: Run
) -> None:
    (folder / "root.pem").write_bytes(authority.pem(issued.root))
    (folder / "s.p7s").write_bytes(sign_detached(CONTENT, issued_signer, NOW))
    verified = run("openssl", *VERIFY, "-cades", *_AT, "-CAfile", "root.pem")
    assert (verified.returncode, verified.stderr.strip()) == (0, "CAdES Verification successful")


def test_openssl_shows_the_certificate_in_any_script(identity: Path, run: Run) -> None:
    shown = run(
        "openssl",
        "x509",
        "-in",
        identity.with_suffix(".crt"),
        "-noout",
        "-subject",
        "-nameopt",
        "utf8,sep_comma_plus_space",
    )
    assert "CN=Zoë ☃ O’Neil" in shown.stdout


def signatures(output: str) -> list[dict[str, str]]:
    """The properties that pdfsig prints for each signature."""
    blocks = re.split(r"^Signature #\d+:$", output, flags=re.MULTILINE)[1:]
    return [dict(re.findall(r"^  - ([^:\n]+): (.*)$", block, re.MULTILINE)) for block in blocks]


def test_pdfsig_accepts_both_signatures(countersigned: bytes, folder: Path, run: Run) -> None:
    (folder / "report.pdf").write_bytes(countersigned)
    completer, approver = signatures(run("pdfsig", "report.pdf").stdout)
    for signature, name in ((completer, "Zoë ☃ O’Neil"), (approver, "Amina Shah")):
        assert signature["Signature Validation"] == "Signature is Valid."
        assert signature["Signer Certificate Common Name"] == name
        assert signature["Signature Type"] == "ETSI.CAdES.detached"
        assert signature["Signing Hash Algorithm"] == "SHA-256"
        assert signature["Signing Time"] == "Mar 02 2026 09:30:15"
    assert (completer["Signature Field Name"], approver["Signature Field Name"]) == ("completer", "approver")


def test_pdfsig_also_refuses_a_changed_pdf(certified: bytes, folder: Path, run: Run) -> None:
    (folder / "report.pdf").write_bytes(certified.replace(b"/MediaBox", b"/MediaBpx", 1))
    (completer, _) = signatures(run("pdfsig", "report.pdf").stdout)
    assert completer["Signature Validation"] == "Digest Mismatch."


def test_signing_adds_no_font_to_the_stamps(countersigned: bytes, folder: Path, run: Run) -> None:
    (folder / "report.pdf").write_bytes(countersigned)
    shown = run("pdftotext", "-layout", "-f", "2", "report.pdf", "-").stdout
    assert [line.strip() for line in shown.splitlines() if line.strip()] == [
        "Signed by Zoe",
        "Sign-off",
        "Approved by Amina",
    ]
    fonts = run("pdffonts", "report.pdf").stdout.splitlines()[2:]
    assert {line.split()[0] for line in fonts} == {"Helvetica"}  # pyHanko's own stamps use Courier
