"""Hostile key files that ask for far too much work. The attacker also gives the right passphrase."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from asn1crypto import algos, cms, core, pkcs12
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization import pkcs12 as container

from s11desk.errors import UserError
from s11desk.errors.identity_errors import IdentityCostly, IdentityUnreadable
from s11desk.errors.passphrase_errors import PassphraseWrong
from s11desk.signing import der
from s11desk.signing.identity import keyfile
from s11desk.signing.identity.keyfile import KeyFileContent, open_key_file
from s11desk.signing.identity.pkcs12_cost import MAX_ROUNDS
from tests.signing import authority
from tests.signing.conftest import PASSPHRASE

SECRET = PASSPHRASE.encode()
PATH = Path("hostile.p12")
HOSTILE_ROUNDS = 2**31 - 1
Run = Callable[..., subprocess.CompletedProcess[str]]
Change = Callable[[pkcs12.Pfx], None]


def refusal_class(content: bytes, passphrase: str = PASSPHRASE) -> type[UserError] | None:
    """The class of the error that opening the file raises; None if it opens."""
    try:
        open_key_file(content, passphrase, PATH)
    except UserError as refusal:
        return type(refusal)
    return None


def key_file(issued: authority.Issued, chosen: container.PBES = container.PBES.PBESv2SHA256AndAES256CBC) -> bytes:
    """Make a file as another program writes it: the encrypted certificates, then the encrypted key."""
    encryption = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(1000).key_cert_algorithm(chosen)
    sealed = encryption.hmac_hash(SHA256()).build(SECRET)
    return container.serialize_key_and_certificates(None, issued.key, issued.certificate, None, sealed)


def file_with_parts(*parts: bytes) -> bytes:
    """Make a file of these parts, without a checksum."""
    safe = der.wrap(der.SEQUENCE, *parts)
    info = der.wrap(der.SEQUENCE, cms.ContentType("data").dump(), der.wrap(der.context(0), octets(safe)))
    return der.wrap(der.SEQUENCE, core.Integer(3).dump(), info)


def octets(content: bytes) -> bytes:
    return der.wrap(der.OCTET_STRING, content)


def parts_of(content: bytes) -> list[bytes]:
    return [part.dump() for part in pkcs12.Pfx.load(content).authenticated_safe]


def clear_part(*bags: bytes) -> bytes:
    inside = der.wrap(der.context(0), octets(der.wrap(der.SEQUENCE, *bags)))
    return der.wrap(der.SEQUENCE, cms.ContentType("data").dump(), inside)


def encrypted_part(*bags: bytes) -> bytes:
    """Make an encrypted part. Nobody sees its bags without the passphrase."""
    salt, iv = os.urandom(16), os.urandom(16)
    padder = padding.PKCS7(128).padder()
    padded = padder.update(der.wrap(der.SEQUENCE, *bags)) + padder.finalize()
    encryptor = Cipher(AES(PBKDF2HMAC(SHA256(), 32, salt, 1).derive(SECRET)), CBC(iv)).encryptor()
    info = {
        "content_type": "data",
        "content_encryption_algorithm": encryption(salt, iv, 1),
        "encrypted_content": encryptor.update(padded) + encryptor.finalize(),
    }
    data = cms.EncryptedData({"version": "v0", "encrypted_content_info": info})
    encoded: bytes = cms.ContentInfo({"content_type": "encrypted_data", "content": data}).dump()
    return encoded


def encryption(salt: bytes, iv: bytes, rounds: int) -> algos.EncryptionAlgorithm:
    derivation = {"salt": algos.Pbkdf2Salt("specified", core.OctetString(salt)), "iteration_count": rounds}
    prf = algos.HmacAlgorithm({"algorithm": "sha256", "parameters": core.Null()})
    kdf = {"algorithm": "pbkdf2", "parameters": algos.Pbkdf2Params({**derivation, "prf": prf})}
    scheme = {"algorithm": "aes256_cbc", "parameters": core.OctetString(iv)}
    parameters = algos.Pbes2Params({"key_derivation_func": kdf, "encryption_scheme": scheme})
    return algos.EncryptionAlgorithm({"algorithm": "pbes2", "parameters": parameters})


def hostile_key() -> bytes:
    """Make a bag with an encrypted key whose derivation takes minutes."""
    info = der.wrap(der.SEQUENCE, encryption(bytes(16), bytes(16), HOSTILE_ROUNDS).dump(), octets(bytes(64)))
    return der.wrap(der.SEQUENCE, pkcs12.BagId("pkcs8_shrouded_key_bag").dump(), der.wrap(der.context(0), info))


def nested(bag: bytes, depth: int) -> bytes:
    for _ in range(depth):
        inside = der.wrap(der.context(0), der.wrap(der.SEQUENCE, bag))
        bag = der.wrap(der.SEQUENCE, pkcs12.BagId("safe_contents").dump(), inside)
    return bag


def with_mac_rounds(content: bytes, rounds: int) -> bytes:
    file = pkcs12.Pfx.load(content)
    file["mac_data"]["iterations"] = rounds
    changed: bytes = file.dump(force=True)
    return changed


def with_key_rounds(content: bytes, rounds: int) -> bytes:
    """Make a file with the key only, whose encryption states other rounds."""
    bag = pkcs12.SafeContents.load(pkcs12.Pfx.load(content).authenticated_safe[-1]["content"].native)[0]
    algorithm = bag["bag_value"]["encryption_algorithm"]["parameters"]
    holder = algorithm if "iterations" in algorithm else algorithm["key_derivation_func"]["parameters"]
    holder["iterations" if "iterations" in algorithm else "iteration_count"] = rounds
    return file_with_parts(clear_part(bag.dump(force=True)))


def test_a_file_with_too_many_rounds_is_refused_at_once(issued: authority.Issued) -> None:
    content = key_file(issued)
    older = key_file(issued, container.PBES.PBESv1SHA1And3KeyTripleDESCBC)
    assert refusal_class(content) is None
    assert refusal_class(older) is None
    for rounds in (MAX_ROUNDS + 1, HOSTILE_ROUNDS, 2**70_000):
        assert refusal_class(with_mac_rounds(content, rounds)) is IdentityCostly
        assert refusal_class(with_key_rounds(content, rounds)) is IdentityCostly
        assert refusal_class(with_key_rounds(older, rounds)) is IdentityCostly


def test_the_rounds_of_all_keys_are_added_up(issued: authority.Issued) -> None:
    half = [parts_of(with_key_rounds(key_file(issued), MAX_ROUNDS // 2))[0]] * 2
    assert refusal_class(file_with_parts(*half)) is PassphraseWrong  # other rounds derive another key
    assert refusal_class(file_with_parts(*half, parts_of(key_file(issued))[0])) is IdentityCostly


def test_the_rounds_of_pbmac1_are_counted_too(monkeypatch: pytest.MonkeyPatch, issued: authority.Issued) -> None:
    content = key_file(issued)
    assert refusal_class(keyfile.with_pbmac1(content, SECRET)) is None
    monkeypatch.setattr(keyfile, "ROUNDS", MAX_ROUNDS)
    assert refusal_class(keyfile.with_pbmac1(content, SECRET)) is IdentityCostly


def test_a_checksum_with_too_long_a_key_is_refused(issued: authority.Issued, monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenSSL crashed on such a file (CVE-2025-11187)."""
    monkeypatch.setattr(keyfile, "_MAC_OCTETS", 65)
    assert refusal_class(keyfile.with_pbmac1(key_file(issued), SECRET)) is IdentityUnreadable


def test_a_key_in_nested_bags_is_counted_up_to_a_limited_depth() -> None:
    assert refusal_class(file_with_parts(clear_part(nested(hostile_key(), 3)))) is IdentityCostly
    assert refusal_class(file_with_parts(clear_part(nested(hostile_key(), 4)))) is IdentityUnreadable
    assert refusal_class(file_with_parts(clear_part(nested(hostile_key(), 5_000)))) is IdentityUnreadable


def test_too_many_parts_or_bags_are_refused(issued: authority.Issued) -> None:
    (key,) = parts_of(with_key_rounds(key_file(issued), 1))
    assert refusal_class(file_with_parts(*[key] * 1001)) is IdentityUnreadable
    bag = nested(der.wrap(der.SEQUENCE), 1)
    assert refusal_class(file_with_parts(clear_part(*[bag] * 1001))) is IdentityUnreadable


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_key_hidden_in_an_encrypted_part_is_never_tried(issued: authority.Issued, place: str) -> None:
    certificates, key = parts_of(key_file(issued))
    trap = encrypted_part(hostile_key())
    order = [trap, certificates, key] if place == "before" else [certificates, key, trap]
    opened = open_key_file(file_with_parts(*order), PASSPHRASE, PATH)
    assert opened.key is not None
    assert opened.certificate == issued.certificate.public_bytes(Encoding.DER)


def test_a_key_that_is_only_in_an_encrypted_part_is_not_used(issued: authority.Issued) -> None:
    certificates, _ = parts_of(key_file(issued))
    trap = file_with_parts(certificates, encrypted_part(hostile_key()))
    assert open_key_file(trap, PASSPHRASE, PATH) == KeyFileContent(None, None, ())


def test_a_changed_checksum_and_a_wrong_passphrase_are_refused(issued: authority.Issued) -> None:
    """If the parts need another order, our own code verifies the checksum."""
    for content in (key_file(issued), keyfile.with_pbmac1(key_file(issued), SECRET)):
        assert refusal_class(content) is None
        assert refusal_class(content, "incorrect horse") is PassphraseWrong
        file = pkcs12.Pfx.load(content)
        digest = file["mac_data"]["mac"]["digest"].native
        flipped = bytes((digest[0] ^ 1,)) + digest[1:]
        assert refusal_class(content.replace(digest, flipped)) is PassphraseWrong


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("-legacy",),
        ("-macalg", "sha512"),
        ("-macalg", "sha384", "-maciter"),
        ("-nomac",),
        ("-nomaciter", "-noiter"),
        ("-keypbe", "NONE"),
        ("-certpbe", "NONE"),
        ("-certpbe", "PBE-SHA1-RC4-128", "-legacy"),
        ("-certpbe", "camellia-128-cbc"),
    ],
)
def test_every_form_of_key_file_from_openssl_opens(
    issued: authority.Issued, options: tuple[str, ...], tmp_path: Path, run: Run
) -> None:
    source, made = tmp_path / "both.pem", tmp_path / "made.p12"
    key = issued.key.private_bytes(Encoding.PEM, authority.PKCS8, NoEncryption())
    source.write_bytes(key + authority.pem(issued.certificate))
    passphrase = "correct hörse 🐎"
    done = run("openssl", "pkcs12", "-export", "-in", source, *options, "-passout", f"pass:{passphrase}", "-out", made)
    assert done.returncode == 0, done.stderr
    opened = open_key_file(made.read_bytes(), passphrase, PATH)
    assert opened.certificate == issued.certificate.public_bytes(Encoding.DER)
    if options != ("-keypbe", "NONE"):
        assert refusal_class(made.read_bytes(), "correct horse") is PassphraseWrong


def test_a_changed_byte_gives_the_same_key_or_a_typed_error(issued: authority.Issued) -> None:
    """The checksum does not cover the bytes around itself. A change there may go unnoticed, but changes nothing."""
    content = key_file(issued)
    expected = {PassphraseWrong, IdentityUnreadable, IdentityCostly}
    for position in range(len(content)):
        changed = bytearray(content)
        changed[position] ^= 1 << position % 8
        if (code := refusal_class(bytes(changed))) is None:
            opened = open_key_file(bytes(changed), PASSPHRASE, PATH)
            assert opened.certificate == issued.certificate.public_bytes(Encoding.DER)
            assert opened.key is not None
        else:
            assert code in expected
