"""The sealed file: strong all the way through, and read by others."""

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


def test_every_derivation_takes_all_rounds(identity: Path) -> None:
    """The weakest derivation is the one that is attacked, so there must be none below."""
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


def test_cryptography_opens_it_and_finds_no_certificate_that_is_not_wanted(identity: Path) -> None:
    opened = container.load_pkcs12(identity.read_bytes(), PASSPHRASE.encode())
    assert opened.cert is not None
    assert opened.cert.friendly_name is None
    assert opened.additional_certs == []


def test_openssl_opens_it(identity: Path, run: Run) -> None:
    """Without the check sum: OpenSSL knows PBMAC1 from 3.4 on, and older ones are still about."""
    arguments = ("pkcs12", "-in", identity, "-nomacver", "-nodes", "-passin")
    assert "BEGIN PRIVATE KEY" in run("openssl", *arguments, f"pass:{PASSPHRASE}").stdout
    assert run("openssl", *arguments, "pass:wrong").returncode != 0


def test_nothing_is_left_for_cryptography_to_derive(identity: Path) -> None:
    """It would do so under the interpreter's lock. What it gets opens without a passphrase, and holds the same."""
    content = identity.read_bytes()
    reachable = affordable_form(content, PASSPHRASE.encode())
    assert reachable is not None
    clear = decrypt_key_file(reachable, PASSPHRASE.encode())
    assert clear is not None
    opened, expected = container.load_pkcs12(clear, None), container.load_pkcs12(content, PASSPHRASE.encode())
    assert opened.cert == expected.cert
    assert isinstance(opened.key, ec.EllipticCurvePrivateKey)
    assert isinstance(expected.key, ec.EllipticCurvePrivateKey)
    assert opened.key.private_numbers() == expected.key.private_numbers()


def test_a_check_sum_is_asked_before_anything_is_unsealed(identity: Path) -> None:
    with pytest.raises(WrongPassphrase):
        decrypt_key_file(identity.read_bytes(), b"another passphrase")
