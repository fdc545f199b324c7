"""The content key of an envelope that a passphrase opens: CMS password recipients (RFC 5652, 6.2.4) with PBKDF2.

The way to and from an approver needs no certificate: two people of one agency agree on a passphrase. The key is wrapped
by PWRI-KEK (RFC 3211, 2.3), the one way that CMS has for passphrases and that OpenSSL reads (``-pwri_password``).
"""

from __future__ import annotations

import secrets

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

from s11desk.signing.envelope.envelope_form import CONTENT_KEY_OCTETS, IV_OCTETS, SALT_OCTETS, PassphraseKey
from s11desk.signing.identity.keyfile import ROUNDS, encode_passphrase

_KEY_OCTETS = 32
_CHECK_OCTETS = 3
_WRAPPED_OCTETS = 48
"""A count, three bytes to check, the key, and random bytes up to whole blocks of AES."""


def encrypt_key(content_key: bytes, passphrase: str) -> PassphraseKey:
    """Encrypt the content key with a passphrase. Raises ``PassphraseWrong`` for one that no file can have."""
    salt, iv = secrets.token_bytes(SALT_OCTETS), secrets.token_bytes(IV_OCTETS)
    check = bytes(octet ^ 0xFF for octet in content_key[:_CHECK_OCTETS])
    block = bytes([CONTENT_KEY_OCTETS]) + check + content_key
    block += secrets.token_bytes(_WRAPPED_OCTETS - len(block))
    key = _derive(passphrase, salt, ROUNDS)
    inner = _encrypt(key, iv, block)
    return PassphraseKey(salt, ROUNDS, iv, _encrypt(key, inner[-IV_OCTETS:], inner))


def decrypt_key(encrypted: PassphraseKey, passphrase: str) -> bytes:
    """Decrypt the content key. Raises ValueError if the passphrase is another, and ``PassphraseWrong``."""
    if len(encrypted.wrapped) != _WRAPPED_OCTETS:
        raise ValueError("not a wrapped content key")
    key, wrapped = _derive(passphrase, encrypted.salt, encrypted.rounds), encrypted.wrapped
    last = _decrypt(key, wrapped[-2 * IV_OCTETS : -IV_OCTETS], wrapped[-IV_OCTETS:])
    inner = _decrypt(key, last, wrapped[:-IV_OCTETS]) + last
    block = _decrypt(key, encrypted.iv, inner)
    content_key = block[1 + _CHECK_OCTETS : 1 + _CHECK_OCTETS + CONTENT_KEY_OCTETS]
    check = bytes(octet ^ 0xFF for octet in content_key[:_CHECK_OCTETS])
    if block[0] != CONTENT_KEY_OCTETS or block[1 : 1 + _CHECK_OCTETS] != check:
        raise ValueError("another passphrase")
    return content_key


def _derive(passphrase: str, salt: bytes, rounds: int) -> bytes:
    return PBKDF2HMAC(SHA256(), _KEY_OCTETS, salt, rounds).derive(encode_passphrase(passphrase))


def _encrypt(key: bytes, iv: bytes, blocks: bytes) -> bytes:
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return cipher.update(blocks) + cipher.finalize()


def _decrypt(key: bytes, iv: bytes, blocks: bytes) -> bytes:
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return cipher.update(blocks) + cipher.finalize()
