"""Key files that ask for more work than anyone has time for. The right passphrase comes with them: it is a trap."""

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
from s11desk.signing.identity.pkcs12_cost import MOST_ROUNDS
from tests.signing import authority
from tests.signing.conftest import PASSPHRASE

SECRET = PASSPHRASE.encode()
PATH = Path("hostile.p12")
FOR_EVER = 2**31 - 1
Run = Callable[..., subprocess.CompletedProcess[str]]
Change = Callable[[pkcs12.Pfx], None]


def code_of(content: bytes, passphrase: str = PASSPHRASE) -> type[UserError] | None:
    """What the file is refused for; None where it opens."""
    try:
        open_key_file(content, passphrase, PATH)
    except UserError as refusal:
        return type(refusal)
    return None


def usual(issued: authority.Issued, chosen: container.PBES = container.PBES.PBESv2SHA256AndAES256CBC) -> bytes:
    """As another program would write it: certificates sealed, then the sealed key."""
    encryption = PrivateFormat.PKCS12.encryption_builder().kdf_rounds(1000).key_cert_algorithm(chosen)
    sealed = encryption.hmac_hash(SHA256()).build(SECRET)
    return container.serialize_key_and_certificates(None, issued.key, issued.certificate, None, sealed)


def file_of(*parts: bytes) -> bytes:
    """A file without a check sum."""
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


def sealed_part(*bags: bytes) -> bytes:
    """Bags that nobody sees without the passphrase."""
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


def endless_key() -> bytes:
    """A bag with a sealed key that takes minutes to derive for."""
    info = der.wrap(der.SEQUENCE, encryption(bytes(16), bytes(16), FOR_EVER).dump(), octets(bytes(64)))
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


def more_rounds(content: bytes, rounds: int) -> bytes:
    """A key whose encryption states other rounds, in a file of its own."""
    bag = pkcs12.SafeContents.load(pkcs12.Pfx.load(content).authenticated_safe[-1]["content"].native)[0]
    algorithm = bag["bag_value"]["encryption_algorithm"]["parameters"]
    holder = algorithm if "iterations" in algorithm else algorithm["key_derivation_func"]["parameters"]
    holder["iterations" if "iterations" in algorithm else "iteration_count"] = rounds
    return file_of(clear_part(bag.dump(force=True)))


def test_what_asks_for_too_many_rounds_is_refused_before_any_is_done(issued: authority.Issued) -> None:
    content = usual(issued)
    older = usual(issued, container.PBES.PBESv1SHA1And3KeyTripleDESCBC)
    assert code_of(content) is None
    assert code_of(older) is None
    for rounds in (MOST_ROUNDS + 1, FOR_EVER, 2**70_000):
        assert code_of(with_mac_rounds(content, rounds)) is IdentityCostly
        assert code_of(more_rounds(content, rounds)) is IdentityCostly
        assert code_of(more_rounds(older, rounds)) is IdentityCostly


def test_the_rounds_of_all_keys_are_added_up(issued: authority.Issued) -> None:
    half = [parts_of(more_rounds(usual(issued), MOST_ROUNDS // 2))[0]] * 2
    assert code_of(file_of(*half)) is PassphraseWrong  # tried, and the other rounds make another key
    assert code_of(file_of(*half, parts_of(usual(issued))[0])) is IdentityCostly


def test_a_check_sum_of_the_newer_kind_is_counted_too(
    monkeypatch: pytest.MonkeyPatch, issued: authority.Issued
) -> None:
    content = usual(issued)
    assert code_of(keyfile.with_pbmac1(content, SECRET)) is None
    monkeypatch.setattr(keyfile, "ROUNDS", MOST_ROUNDS)
    assert code_of(keyfile.with_pbmac1(content, SECRET)) is IdentityCostly


def test_a_check_sum_with_a_key_too_long_is_not_tried(
    issued: authority.Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What OpenSSL made of it was a crash (CVE-2025-11187)."""
    monkeypatch.setattr(keyfile, "_MAC_OCTETS", 65)
    assert code_of(keyfile.with_pbmac1(usual(issued), SECRET)) is IdentityUnreadable


def test_a_key_in_nested_bags_is_counted_and_depth_has_a_limit() -> None:
    assert code_of(file_of(clear_part(nested(endless_key(), 3)))) is IdentityCostly
    assert code_of(file_of(clear_part(nested(endless_key(), 4)))) is IdentityUnreadable
    assert code_of(file_of(clear_part(nested(endless_key(), 5_000)))) is IdentityUnreadable


def test_parts_and_bags_have_a_limit(issued: authority.Issued) -> None:
    (key,) = parts_of(more_rounds(usual(issued), 1))
    assert code_of(file_of(*[key] * 1001)) is IdentityUnreadable
    bag = nested(der.wrap(der.SEQUENCE), 1)
    assert code_of(file_of(clear_part(*[bag] * 1001))) is IdentityUnreadable


@pytest.mark.parametrize("place", ["before", "after"])
def test_a_key_hidden_in_a_sealed_part_is_never_derived_for(issued: authority.Issued, place: str) -> None:
    certificates, key = parts_of(usual(issued))
    trap = sealed_part(endless_key())
    order = [trap, certificates, key] if place == "before" else [certificates, key, trap]
    opened = open_key_file(file_of(*order), PASSPHRASE, PATH)
    assert opened.key is not None
    assert opened.certificate == issued.certificate.public_bytes(Encoding.DER)


def test_a_file_whose_only_key_is_in_a_sealed_part_has_none_to_use(issued: authority.Issued) -> None:
    certificates, _ = parts_of(usual(issued))
    trap = file_of(certificates, sealed_part(endless_key()))
    assert open_key_file(trap, PASSPHRASE, PATH) == KeyFileContent(None, None, ())


def test_a_changed_check_sum_or_a_wrong_passphrase_opens_nothing(issued: authority.Issued) -> None:
    """Where the parts are put in another order, the check sum is held against the file by this program itself."""
    for content in (usual(issued), keyfile.with_pbmac1(usual(issued), SECRET)):
        assert code_of(content) is None
        assert code_of(content, "incorrect horse") is PassphraseWrong
        file = pkcs12.Pfx.load(content)
        digest = file["mac_data"]["mac"]["digest"].native
        flipped = bytes((digest[0] ^ 1,)) + digest[1:]
        assert code_of(content.replace(digest, flipped)) is PassphraseWrong


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
def test_what_openssl_writes_opens_in_every_form(
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
        assert code_of(made.read_bytes(), "correct horse") is PassphraseWrong


def test_no_changed_octet_makes_another_key_or_another_error(issued: authority.Issued) -> None:
    """What the check sum does not cover is its own frame; a change there that is passed over changes nothing."""
    content = usual(issued)
    expected = {PassphraseWrong, IdentityUnreadable, IdentityCostly}
    for position in range(len(content)):
        changed = bytearray(content)
        changed[position] ^= 1 << position % 8
        if (code := code_of(bytes(changed))) is None:
            opened = open_key_file(bytes(changed), PASSPHRASE, PATH)
            assert opened.certificate == issued.certificate.public_bytes(Encoding.DER)
            assert opened.key is not None
        else:
            assert code in expected
