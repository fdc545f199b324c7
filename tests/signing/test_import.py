"""Importing an organisation's own key."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, pkcs12

from s11desk.errors import UserError
from s11desk.errors.file_errors import FileIsFolder, FileMissing
from s11desk.errors.identity_errors import IdentityExists, IdentityUnreadable, IdentityUnsuitable, Unsuitable
from s11desk.errors.passphrase_errors import PassphraseMissing, PassphraseWrong
from s11desk.signing.identity.lifecycle import create_identity, import_identity, show, unlock
from s11desk.signing.signer import Signer
from tests.signing import authority
from tests.signing.conftest import DETAILS, NOW, PASSPHRASE

Run = Callable[..., subprocess.CompletedProcess[str]]
ENCRYPTION = BestAvailableEncryption(PASSPHRASE.encode())


_Refusal = TypeVar("_Refusal", bound=UserError)


def refused(error_class: type[_Refusal], source: Path, target: Path, passphrase: str = PASSPHRASE) -> _Refusal:
    with pytest.raises(error_class) as refusal:
        import_identity(source, target, passphrase)
    assert not list(target.parent.glob("identity.*"))
    return refusal.value


def test_key_and_chain_are_imported_without_unrelated_certificates(
    issued: authority.Issued, issued_signer: Signer, tmp_path: Path
) -> None:
    summary = import_identity(issued.p12, tmp_path / "identity.p12", PASSPHRASE)
    assert (summary.name, summary.organisation, summary.job_title) == ("Amina Shah", "Sandfield Trust", "")
    assert (summary.email, summary.kind) == ("amina@example.org", "RSA-2048")
    assert summary == show(tmp_path / "identity.p12")
    assert issued_signer.certificate.der == issued.certificate.public_bytes(Encoding.DER)
    chain = [each.public_bytes(Encoding.DER) for each in issued.chain]
    assert [above.der for above in issued_signer.chain] == chain


def test_an_imported_key_is_encrypted_our_way(issued: authority.Issued, tmp_path: Path, run: Run) -> None:
    """The imported file has RC2 with 40 bits and SHA-1, as Windows and macOS still write it."""
    (tmp_path / "key.pem").write_bytes(issued.key.private_bytes(Encoding.PEM, authority.PKCS8, NoEncryption()))
    (tmp_path / "certificate.pem").write_bytes(authority.pem(issued.certificate))
    legacy = tmp_path / "legacy.pfx"
    parts = ("-inkey", tmp_path / "key.pem", "-in", tmp_path / "certificate.pem")
    made = run("openssl", "pkcs12", "-export", "-legacy", *parts, "-passout", f"pass:{PASSPHRASE}", "-out", legacy)
    assert made.returncode == 0, made.stderr
    import_identity(legacy, tmp_path / "identity.p12", PASSPHRASE)
    info = run("openssl", "pkcs12", "-info", "-nomacver", "-noout", "-in", tmp_path / "identity.p12",
               "-passin", f"pass:{PASSPHRASE}").stderr  # fmt: skip
    assert info.count("PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256") == 2
    assert unlock(tmp_path / "identity.p12", PASSPHRASE, NOW).facts.name == "Amina Shah"


def test_our_own_identity_can_be_imported_on_another_computer(identity: Path, tmp_path: Path) -> None:
    assert import_identity(identity, tmp_path / "identity.p12", PASSPHRASE) == show(identity)


def test_a_key_bound_to_pss_is_imported(pss_signer: Signer) -> None:
    assert pss_signer.algorithm.name == "RSA_PSS"


@pytest.mark.parametrize(
    ("algorithm", "option"),
    [("EC", "ec_paramgen_curve:P-384"), ("ED25519", ""), ("RSA", "rsa_keygen_bits:1024")],
)
def test_other_kinds_of_key_are_refused(algorithm: str, option: str, tmp_path: Path) -> None:
    p12 = authority.self_signed(tmp_path, algorithm, option)
    error = refused(IdentityUnsuitable, p12, tmp_path / "identity.p12")
    assert error.problem is (Unsuitable.NO_KEY if algorithm == "ED25519" else Unsuitable.KEY_KIND)


def test_a_file_without_a_key_and_its_certificate_is_refused(issued: authority.Issued, tmp_path: Path) -> None:
    files = {
        "no-key.p12": pkcs12.serialize_key_and_certificates(None, None, None, [issued.certificate], ENCRYPTION),
        "no-certificate.p12": pkcs12.serialize_key_and_certificates(None, issued.key, None, None, ENCRYPTION),
        "anothers.p12": pkcs12.serialize_key_and_certificates(None, issued.key, None, list(issued.chain), ENCRYPTION),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        error = refused(IdentityUnsuitable, tmp_path / name, tmp_path / "identity.p12")
        assert error.problem is Unsuitable.NO_KEY


def test_a_certificate_only_for_encryption_is_refused(tmp_path: Path) -> None:
    key, root = rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1())
    certificate = authority.certificate("Amina Shah", key.public_key(), "Root", root, NOW, signs=False)
    source = tmp_path / "source.p12"
    source.write_bytes(pkcs12.serialize_key_and_certificates(None, key, certificate, None, ENCRYPTION))
    error = refused(IdentityUnsuitable, source, tmp_path / "identity.p12")
    assert error.problem is Unsuitable.NOT_FOR_SIGNING


def test_a_wrong_and_a_missing_passphrase_are_refused(issued: authority.Issued, tmp_path: Path) -> None:
    target = tmp_path / "identity.p12"
    refused(PassphraseWrong, issued.p12, target, "incorrect horse")
    refused(PassphraseMissing, issued.p12, target, "")


def test_a_file_that_is_not_a_key_file_is_refused(identity: Path, tmp_path: Path) -> None:
    target = tmp_path / "home" / "identity.p12"
    refused(IdentityUnreadable, identity.with_suffix(".crt"), target)
    refused(FileMissing, tmp_path / "none.p12", target)
    refused(FileIsFolder, tmp_path, target)


def test_an_identity_is_never_replaced(issued: authority.Issued, tmp_path: Path) -> None:
    target = tmp_path / "identity.p12"
    created = create_identity(target, DETAILS, PASSPHRASE, NOW)
    with pytest.raises(IdentityExists):
        import_identity(issued.p12, target, PASSPHRASE)
    assert show(target) == created
