"""The key of a PDF that opens without a password, so that its parts can be examined. ISO 32000-2, 7.6.

Many policies are published like this: an owner's password restricts printing or changing, and anybody can read them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

__all__ = ["PdfCipher", "PdfKey", "PdfRestrictions", "key_without_password"]

_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_ROUNDS = 50
_BLOCK = 16


class PdfCipher(StrEnum):
    """How strings or streams are encrypted; the values are those of ``/CFM`` (7.6.6)."""

    NONE = "None"
    RC4 = "V2"
    AES_128 = "AESV2"
    AES_256 = "AESV3"


@dataclass(frozen=True, slots=True)
class PdfRestrictions:
    """The entries of an encryption dictionary with the standard handler, and the first part of the file's ``/ID``.

    ``key_bytes``: the length of the key. ``permissions``: ``/P`` as a signed number.
    """

    revision: int
    key_bytes: int
    owner: bytes
    user: bytes
    user_key: bytes
    permissions: int
    file_id: bytes
    encrypts_metadata: bool
    strings: PdfCipher
    streams: PdfCipher


@dataclass(frozen=True, slots=True)
class PdfKey:
    """The key of the file."""

    key: bytes
    strings: PdfCipher
    streams: PdfCipher

    def string(self, raw: bytes, number: int, generation: int) -> bytes:
        """The bytes of a string in the object ``number``, decrypted."""
        text = self._decrypt(raw, number, generation, self.strings)
        is_filled = self.strings in (PdfCipher.AES_128, PdfCipher.AES_256) and text and 1 <= text[-1] <= _BLOCK
        return text[: -text[-1]] if is_filled else text

    def stream(self, raw: bytes, number: int, generation: int) -> bytes:
        """The bytes of the stream of the object ``number``, decrypted as far as they go."""
        return self._decrypt(raw, number, generation, self.streams)

    def _decrypt(self, raw: bytes, number: int, generation: int, cipher: PdfCipher) -> bytes:
        match cipher:
            case PdfCipher.NONE:
                return raw
            case PdfCipher.RC4:
                return _rc4(self._object_key(number, generation, b""), raw)
            case PdfCipher.AES_128:
                return _aes(self._object_key(number, generation, b"sAlT"), raw)
            case PdfCipher.AES_256:
                return _aes(self.key, raw)

    def _object_key(self, number: int, generation: int, salt: bytes) -> bytes:
        place = (number & 0xFFFFFF).to_bytes(3, "little") + (generation & 0xFFFF).to_bytes(2, "little")
        return _md5(self.key + place + salt)[: min(len(self.key) + 5, 16)]


def key_without_password(restrictions: PdfRestrictions) -> PdfKey | None:
    """The key if the empty password opens the file; None if a person needs a password, or its entries make no sense."""
    find = {2: _key_2_to_4, 3: _key_2_to_4, 4: _key_2_to_4, 5: _key_5_and_6, 6: _key_5_and_6}.get(restrictions.revision)
    key = None if find is None else find(restrictions)
    return None if key is None else PdfKey(key, restrictions.strings, restrictions.streams)


def _key_2_to_4(given: PdfRestrictions) -> bytes | None:
    """Algorithms 2, 4, 5 and 6 with the empty password."""
    if not 5 <= given.key_bytes <= 16 or len(given.user) < 16:
        return None
    words = _PADDING + given.owner[:32] + (given.permissions & 0xFFFFFFFF).to_bytes(4, "little") + given.file_id
    key = _md5(words + (b"" if given.encrypts_metadata or given.revision < 4 else b"\xff" * 4))
    if given.revision == 2:
        key = key[: given.key_bytes]
        return key if _rc4(key, _PADDING) == given.user[:32] else None
    for _ in range(_ROUNDS):
        key = _md5(key[: given.key_bytes])
    key = key[: given.key_bytes]
    expected = _md5(_PADDING + given.file_id)
    for turn in range(20):
        expected = _rc4(bytes(byte ^ turn for byte in key), expected)
    return key if expected == given.user[:16] else None


def _key_5_and_6(given: PdfRestrictions) -> bytes | None:
    """Algorithms 2.A and 11 with the empty password."""
    if len(given.user) < 48 or len(given.user_key) < 32:
        return None
    digest: Callable[[bytes], bytes] = _sha256 if given.revision == 5 else _hash_2b
    if digest(given.user[32:40]) != given.user[:32]:
        return None
    return _cbc(digest(given.user[40:48]), bytes(_BLOCK)).update(given.user_key[:32])


def _hash_2b(salt: bytes) -> bytes:
    """Algorithm 2.B with the empty password. It ends with a probability of 1 in 8 in each round after the 64th."""
    key, turn = _sha256(salt), 0
    while True:
        encryptor = Cipher(AES(key[:16]), CBC(key[16:32])).encryptor()
        mixed = encryptor.update(key * 64)
        digest = (hashlib.sha256, hashlib.sha384, hashlib.sha512)[sum(mixed[:_BLOCK]) % 3]
        key, turn = digest(mixed).digest(), turn + 1
        if turn >= 64 and mixed[-1] <= turn - 32:
            return key[:32]


def _md5(raw: bytes) -> bytes:
    return hashlib.md5(raw, usedforsecurity=False).digest()


def _sha256(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()


def _rc4(key: bytes, raw: bytes) -> bytes:
    """RC4 repeats its key up to 256 bytes, so a key of any length equals a longer one of a length that is allowed."""
    lengths = (size for size in sorted(ARC4.key_sizes) if size // 8 % len(key) == 0)
    length = next(lengths, None)
    if length is None:
        return _plain_rc4(key, raw)
    return Cipher(ARC4(key * (length // 8 // len(key))), mode=None).decryptor().update(raw)


def _plain_rc4(key: bytes, raw: bytes) -> bytes:
    """RC4 for the lengths of key that the library refuses, such as 104 bits."""
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) & 255
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in raw:
        i = (i + 1) & 255
        j = (j + box[i]) & 255
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) & 255])
    return bytes(out)


def _cbc(key: bytes, start: bytes) -> CipherContext:
    return Cipher(AES(key), CBC(start)).decryptor()


def _aes(key: bytes, raw: bytes) -> bytes:
    """The text without its first block, which starts the chain. The filling of the last block stays."""
    if len(raw) < 2 * _BLOCK:
        return b""
    whole = len(raw) - len(raw) % _BLOCK
    return _cbc(key, raw[:_BLOCK]).update(raw[_BLOCK:whole])
