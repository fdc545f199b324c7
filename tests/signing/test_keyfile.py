"""The encrypted key file: every part is strong, and other programs can read it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from asn1crypto import algos, pkcs12
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12 as container

from s11desk.signing.identity.keyfile import ROUNDS
from s11desk.signing.identity.pkcs12_cost import WrongPassphrase, affordable_form
from s11desk.signing.identity.unsealing import decrypt_key_file
from tests.signing.conftest import PASSPHRASE

Run = Callable[..., subprocess.CompletedProcess[str]]


def test_every_key_derivation_has_all_rounds(identity: Path) -> None:
    """An attacker uses the weakest derivation, so none may have fewer rounds."""
    file = pkcs12.Pfx.load(identity.read_bytes(), strict=True)
    certificates, keys = file.authenticated_safe
    encryptions = [
        certificates["content"]["encrypted_content_info"]["content_encryption_algorithm"],
        pkcs12.SafeContents.load(keys["content"].native)[0]["bag_value"]["encryption_algorithm"],
    ]
    for encryption in encryptions:
        assert (encryption.kdf, encryption.kdf_iterations, encryption.kdf_hmac) == ("pbkdf2", ROUNDS, "sha256")
        assert (encryption.encryption_cipher, encryption.key_length) == ("aes", 32)
    mac = algos.Pkcs5MacAlgorithm.load(file["mac_data"]["mac"]["digest_algorithm"].dump())
    derivation = mac["parameters"]["key_derivation_func"]["parameters"]
    assert mac["algorithm"].native == "pbmac1"
    assert (derivation["iteration_count"].native, derivation["prf"]["algorithm"].native) == (ROUNDS, "sha256")
    assert len(derivation["salt"].native) == 16


def test_cryptography_opens_it_and_finds_no_other_certificate(identity: Path) -> None:
    opened = container.load_pkcs12(identity.read_bytes(), PASSPHRASE.encode())
    assert opened.cert is not None
    assert opened.cert.friendly_name is None
    assert opened.additional_certs == []


def test_openssl_opens_it(identity: Path, run: Run) -> None:
    """The test skips the checksum: OpenSSL reads PBMAC1 from 3.4 on, and people still use older versions."""
    arguments = ("pkcs12", "-in", identity, "-nomacver", "-nodes", "-passin")
    assert "BEGIN PRIVATE KEY" in run("openssl", *arguments, f"pass:{PASSPHRASE}").stdout
    assert run("openssl", *arguments, "pass:wrong").returncode != 0


def test_cryptography_gets_a_decrypted_file_with_the_same_content(identity: Path) -> None:
    """cryptography would derive keys under the interpreter's lock. This file opens without a passphrase."""
    content = identity.read_bytes()
    affordable = affordable_form(content, PASSPHRASE.encode())
    assert affordable is not None
    clear = decrypt_key_file(affordable, PASSPHRASE.encode())
    assert clear is not None
    opened, expected = container.load_pkcs12(clear, None), container.load_pkcs12(content, PASSPHRASE.encode())
    assert opened.cert == expected.cert
    assert isinstance(opened.key, ec.EllipticCurvePrivateKey)
    assert isinstance(expected.key, ec.EllipticCurvePrivateKey)
    assert opened.key.private_numbers() == expected.key.private_numbers()


def test_the_checksum_is_verified_before_anything_is_decrypted(identity: Path) -> None:
    with pytest.raises(WrongPassphrase):
        decrypt_key_file(identity.read_bytes(), b"another passphrase")
