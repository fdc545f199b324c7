"""Envelopes: encrypt and decrypt 200 MB, and measure the memory for 2 GB.

The floors run in the same rounds, in turn, through the same file system and its cache:

- to encrypt: read, AES-256-GCM by ``cryptography`` and write, then read the result and AES-256-GCM again, without the
  form of an envelope;
- to decrypt: read, AES-256-GCM and write;
- for comparison, ``openssl cms -encrypt`` as a person would run it.
"""

from __future__ import annotations

import datetime as dt
import filecmp
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from benchmarks._measuring import Figure, compare, peak_memory, print_all
from s11desk.signing.envelope.envelope_reader import decrypt
from s11desk.signing.envelope.envelope_writer import encrypt
from s11desk.signing.envelope.recipient_keys import RecipientKey, create_recipient, unlock_recipient
from s11desk.signing.identity.self_signed import IdentityDetails

MEGABYTE = 1_000_000
CONTENT = 200 * MEGABYTE
LARGEST = 2_000 * MEGABYTE
ROUNDS = 15
BLOCK = 1024 * 1024

DETAILS = IdentityDetails("Returns", "Business support", "Anytown Partnership", "returns@example.org")
PASSPHRASE = "benchmark only"  # noqa: S105 - its key is deleted at the end
KEY, NONCE = bytes(32), bytes(12)


def new_key(folder: Path) -> RecipientKey:
    """A new receiver's key in ``folder``."""
    path = folder / "receiver.p12"
    create_recipient(path, DETAILS, PASSPHRASE, dt.datetime.now(dt.UTC))
    return unlock_recipient(path, PASSPHRASE)


def encrypt_file(source: Path, out: Path, key: RecipientKey) -> None:
    """Encrypt ``source`` into ``out``."""
    with source.open("rb") as stream, out.open("w+b") as target:
        encrypt(stream, source.stat().st_size, target, [key.recipient])


def decrypt_file(source: Path, out: Path, key: RecipientKey) -> None:
    """Decrypt ``source`` into ``out``."""
    with source.open("rb") as stream, out.open("w+b") as target:
        decrypt(stream, target, key)


def decrypting_floor(source: Path, out: Path) -> None:
    """Read, AES-256-GCM and write."""
    cipher = Cipher(algorithms.AES(KEY), modes.GCM(NONCE)).encryptor()
    with source.open("rb") as stream, out.open("w+b") as target:
        while block := stream.read(BLOCK):
            target.write(cipher.update(block))
        target.write(cipher.finalize())


def encrypting_floor(source: Path, out: Path) -> None:
    """Read, AES-256-GCM and write, then read and AES-256-GCM again."""
    decrypting_floor(source, out)
    cipher = Cipher(algorithms.AES(KEY), modes.GCM(NONCE)).encryptor()
    with out.open("rb") as stream:
        while block := stream.read(BLOCK):
            cipher.update(block)


def openssl(*arguments: object) -> None:
    """Run ``openssl cms``. Raises CalledProcessError if it fails."""
    subprocess.run(["openssl", "cms", "-binary", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def speed(folder: Path) -> list[Figure]:
    """Compare encrypting and decrypting with their floors and with openssl. Writes its files into ``folder``."""
    key = new_key(folder)
    plain, envelope, back, scrap = (folder / name for name in ("plain", "envelope", "back", "scrap"))
    with plain.open("wb") as stream:
        for _ in range(CONTENT // MEGABYTE):
            stream.write(os.urandom(MEGABYTE))
    encrypt_file(plain, envelope, key)
    decrypt_file(envelope, back, key)
    assert filecmp.cmp(plain, back, shallow=False)
    certificate = folder / "receiver.crt"
    with_openssl = ("-encrypt", "-aes-256-gcm", "-in", plain, "-outform", "DER", "-out", scrap, certificate)
    encrypting = partial(encrypt_file, plain, envelope, key)
    decrypting = partial(decrypt_file, envelope, back, key)
    reading_back = "ratio to AES-256-GCM with reading and writing, then reading and AES-256-GCM"
    once = "ratio to AES-256-GCM with reading and writing"
    openssl_unit = "ratio to openssl cms -encrypt"
    return [
        compare(
            "encrypt 200 MB, read back", reading_back, 1.1, encrypting, partial(encrypting_floor, plain, scrap), ROUNDS
        ),
        compare("decrypt 200 MB", once, 1.1, decrypting, partial(decrypting_floor, envelope, scrap), ROUNDS),
        compare(
            "encrypt 200 MB beside openssl", openssl_unit, 1.0, encrypting, partial(openssl, *with_openssl), ROUNDS
        ),
    ]


def memory() -> list[Figure]:
    """The peak memory of a separate process that runs :func:`encrypt_largest`."""
    result = subprocess.run([sys.executable, "-m", "benchmarks.envelope", "largest"], capture_output=True, check=True)
    small, large = (int(number) / MEGABYTE for number in result.stdout.split())
    line = f"{'peak memory, encrypt and decrypt 2 GB':44}{large:9.1f} MB"
    print(f"{line}   above 2 MB {large - small:5.1f} MB   aim 60")
    return [
        Figure("peak memory, encrypt and decrypt 2 GB", round(large, 1), "MB", 60),
        Figure("memory that 2 GB take more than 2 MB", round(large - small, 1), "MB", 4),
    ]


def encrypt_largest() -> None:
    """Encrypt and decrypt 2 MB and then 2 GB. Print the peak memory after each, in bytes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        key = new_key(folder)
        peaks = []
        for size in (2 * BLOCK, LARGEST):
            with (folder / "plain").open("wb") as stream:
                stream.truncate(size)
            encrypt_file(folder / "plain", folder / "envelope", key)
            decrypt_file(folder / "envelope", folder / "back", key)
            peaks.append(peak_memory())
    print(*peaks)


def main() -> None:
    """Run all and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        figures = [*speed(Path(name)), *memory()]
    print_all(figures)


if __name__ == "__main__":
    encrypt_largest() if sys.argv[1:] == ["largest"] else main()
