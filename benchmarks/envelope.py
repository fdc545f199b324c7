"""Envelopes: encrypting and decrypting 200 MB, and memory for 2 GB.

Floors, measured in the same rounds, in turn, through the same file system and its cache:

- encrypting: reading, AES-256-GCM by ``cryptography`` and writing, then reading what was written and AES-256-GCM again,
  which is the reading back, without any form around it;
- decrypting: reading, AES-256-GCM and writing;
- for scale, what a person would do by hand: ``openssl cms -encrypt`` and ``-decrypt``.
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
PASSPHRASE = "benchmark only"  # noqa: S105 - of a key that is gone with the run
KEY, NONCE = bytes(32), bytes(12)


def new_key(folder: Path) -> RecipientKey:
    path = folder / "receiver.p12"
    create_recipient(path, DETAILS, PASSPHRASE, dt.datetime.now(dt.UTC))
    return unlock_recipient(path, PASSPHRASE)


def seal(source: Path, out: Path, key: RecipientKey) -> None:
    with source.open("rb") as stream, out.open("w+b") as target:
        encrypt(stream, source.stat().st_size, target, [key.recipient])


def unseal(source: Path, out: Path, key: RecipientKey) -> None:
    with source.open("rb") as stream, out.open("w+b") as target:
        decrypt(stream, target, key)


def unsealing_floor(source: Path, out: Path) -> None:
    cipher = Cipher(algorithms.AES(KEY), modes.GCM(NONCE)).encryptor()
    with source.open("rb") as stream, out.open("w+b") as target:
        while block := stream.read(BLOCK):
            target.write(cipher.update(block))
        target.write(cipher.finalize())


def sealing_floor(source: Path, out: Path) -> None:
    unsealing_floor(source, out)
    cipher = Cipher(algorithms.AES(KEY), modes.GCM(NONCE)).encryptor()
    with out.open("rb") as stream:
        while block := stream.read(BLOCK):
            cipher.update(block)


def openssl(*arguments: object) -> None:
    subprocess.run(["openssl", "cms", "-binary", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)


def speed(folder: Path) -> list[Figure]:
    """Compare encrypting and decrypting with their floors and with openssl. Writes its files into ``folder``."""
    key = new_key(folder)
    plain, envelope, back, scrap = (folder / name for name in ("plain", "envelope", "back", "scrap"))
    with plain.open("wb") as stream:
        for _ in range(CONTENT // MEGABYTE):
            stream.write(os.urandom(MEGABYTE))
    seal(plain, envelope, key)
    unseal(envelope, back, key)
    assert filecmp.cmp(plain, back, shallow=False)
    certificate = folder / "receiver.crt"
    with_openssl = ("-encrypt", "-aes-256-gcm", "-in", plain, "-outform", "DER", "-out", scrap, certificate)
    encrypting = partial(seal, plain, envelope, key)
    decrypting = partial(unseal, envelope, back, key)
    reading_back = "ratio to AES-256-GCM with reading and writing, then reading and AES-256-GCM"
    once = "ratio to AES-256-GCM with reading and writing"
    openssl_unit = "ratio to openssl cms -encrypt"
    return [
        compare(
            "encrypt 200 MB, read back", reading_back, 1.1, encrypting, partial(sealing_floor, plain, scrap), ROUNDS
        ),
        compare("decrypt 200 MB", once, 1.1, decrypting, partial(unsealing_floor, envelope, scrap), ROUNDS),
        compare(
            "encrypt 200 MB beside openssl", openssl_unit, 1.0, encrypting, partial(openssl, *with_openssl), ROUNDS
        ),
    ]


def memory() -> list[Figure]:
    """Of a process of its own, which :func:`seal_largest` runs in."""
    result = subprocess.run([sys.executable, "-m", "benchmarks.envelope", "largest"], capture_output=True, check=True)
    small, large = (int(number) / MEGABYTE for number in result.stdout.split())
    line = f"{'peak memory, encrypt and decrypt 2 GB':44}{large:9.1f} MB"
    print(f"{line}   above 2 MB {large - small:5.1f} MB   aim 60")
    return [
        Figure("peak memory, encrypt and decrypt 2 GB", round(large, 1), "MB", 60),
        Figure("memory that 2 GB take more than 2 MB", round(large - small, 1), "MB", 4),
    ]


def seal_largest() -> None:
    """Encrypt and decrypt 2 GB; print the peak of memory after 2 MB of content and after all, in bytes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        key = new_key(folder)
        peaks = []
        for size in (2 * BLOCK, LARGEST):
            with (folder / "plain").open("wb") as stream:
                stream.truncate(size)
            seal(folder / "plain", folder / "envelope", key)
            unseal(folder / "envelope", folder / "back", key)
            peaks.append(peak_memory())
    print(*peaks)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        figures = [*speed(Path(name)), *memory()]
    print_all(figures)


if __name__ == "__main__":
    seal_largest() if sys.argv[1:] == ["largest"] else main()
