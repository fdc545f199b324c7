"""openssl, as any CMS program, reads our envelopes."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from s11desk.signing.envelope.file_blocks import BLOCK
from s11desk.signing.envelope.recipient_keys import RecipientKey
from tests.signing.conftest import PASSPHRASE
from tests.signing.envelope.envelopes import make_envelope

Run = Callable[..., subprocess.CompletedProcess[str]]
CONTENT = b"line\nline\r\n\0\x1a\xff" * 100_000


@pytest.fixture(scope="module")
def pem(
    own_p12: Path,
    rsa_p12: Path,
    own: RecipientKey,
    board: RecipientKey,
    tmp_path_factory: pytest.TempPathFactory,
    run: Run,
) -> Path:
    """A folder with ``own.pem``, ``own.crt``, ``board.pem``, ``board.crt``: keys that openssl has extracted."""
    folder = tmp_path_factory.mktemp("pem")
    for p12, key, name in ((own_p12, own, "own"), (rsa_p12, board, "board")):
        taken = ("-nomacver", "-passin", f"pass:{PASSPHRASE}", "-nocerts", "-noenc", "-out", folder / f"{name}.pem")
        assert run("openssl", "pkcs12", "-in", p12, *taken).returncode == 0
        (folder / f"{name}.crt").write_bytes(key.recipient.pem)
    return folder


@pytest.mark.parametrize(
    "recipients", [("own",), ("board",), ("own", "board"), ("own", "other", "board")], ids="+".join
)
@pytest.mark.parametrize("content", [b"", b"x", CONTENT], ids=["empty", "one", "large"])
def test_openssl_decrypts_our_envelope(
    recipients: tuple[str, ...],
    content: bytes,
    pem: Path,
    tmp_path: Path,
    run: Run,
    request: pytest.FixtureRequest,
) -> None:
    assert len(CONTENT) > BLOCK
    envelope, out = tmp_path / "return.zip.s11", tmp_path / "out"
    envelope.write_bytes(make_envelope(content, *(request.getfixturevalue(name).recipient for name in recipients)))
    for name in {"own", "board"} & set(recipients):
        for certificate in ((), ("-recip", pem / f"{name}.crt")):
            reading = ("-inform", "DER", "-in", envelope, "-inkey", pem / f"{name}.pem", *certificate, "-out", out)
            read = run("openssl", "cms", "-decrypt", "-binary", *reading)
            assert (read.returncode, read.stderr) == (0, "")
            assert out.read_bytes() == content
            out.unlink()


def test_openssl_encrypts_to_our_certificate(pem: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "plain").write_bytes(CONTENT)
    sealing = ("-aes-256-gcm", "-in", tmp_path / "plain", "-out", tmp_path / "e", "-outform", "DER", "-binary")
    assert run("openssl", "cms", "-encrypt", *sealing, pem / "own.crt").returncode == 0
    opening = ("-inform", "DER", "-in", tmp_path / "e", "-inkey", pem / "own.pem", "-out", tmp_path / "out", "-binary")
    assert run("openssl", "cms", "-decrypt", *opening).returncode == 0
    assert (tmp_path / "out").read_bytes() == CONTENT


def test_openssl_finds_the_parts_that_the_format_description_names(
    own: RecipientKey, board: RecipientKey, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "e").write_bytes(make_envelope(b"x", own.recipient, board.recipient))
    shown = run("openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", tmp_path / "e").stdout
    for part in (
        "id-smime-ct-authEnvelopedData",
        "dhSinglePass-stdDH-sha256kdf-scheme",
        "id-aes256-wrap",
        "rsaesOaep",
        "aes-256-gcm",
    ):
        assert part in shown
