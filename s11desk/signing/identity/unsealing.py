"""Decrypt a PKCS#12 file of our own kind, in memory only, so that cryptography need not do it.

``load_pkcs12`` of cryptography holds the interpreter's lock while it derives the three keys of such a file. The window
would not respond for a fifth of a second. The derivation that we call here lets other threads run. Delete this module
when docs/upstream/interpreter_lock.py says so.
"""

from __future__ import annotations

from asn1crypto import algos, cms, core, pkcs12
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.padding import PKCS7

from s11desk.signing import der
from s11desk.signing.identity import pkcs12_mac
from s11desk.signing.identity.pkcs12_cost import WrongPassphrase

_ENCRYPTED_KEY = "pkcs8_shrouded_key_bag"
_KEY_OCTETS = 32
_BLOCK_BITS = 128
_UNREADABLE = (TypeError, LookupError, AttributeError)
"""The errors, besides ValueError, that asn1crypto raises for a malformed file."""


def decrypt_key_file(content: bytes, secret: bytes) -> bytes | None:
    """Return the file with the same parts and bags in the same order, decrypted. None if it is encrypted otherwise.

    Call this only with a file whose rounds and parts ``pkcs12_cost`` has counted. Raises :class:`WrongPassphrase` if
    the checksum does not match, and ValueError for a damaged file, or for a wrong passphrase if there is no checksum.
    """
    try:
        file = pkcs12.Pfx.load(content, strict=True)
        parts = list(file.authenticated_safe)
        if not all(_is_known(part) for part in parts):
            return None
        mac_data = file["mac_data"]
        if not isinstance(mac_data, core.Void) and not pkcs12_mac.verify_mac(
            mac_data, file["auth_safe"]["content"].native, secret
        ):
            raise WrongPassphrase
        clear = _data(der.wrap(der.SEQUENCE, *(_clear_part(part, secret) for part in parts)))
        return der.wrap(der.SEQUENCE, file["version"].dump(), clear)
    except _UNREADABLE as error:
        raise ValueError("not a PKCS#12 file") from error


def _is_known(part: cms.ContentInfo) -> bool:
    if part["content_type"].native == "encrypted_data":
        return _is_ours(part["content"]["encrypted_content_info"]["content_encryption_algorithm"])
    bags = pkcs12.SafeContents.load(part["content"].native, strict=True)
    used = [bag["bag_value"]["encryption_algorithm"] for bag in bags if bag["bag_id"].native == _ENCRYPTED_KEY]
    return all(_is_ours(algorithm) for algorithm in used)


def _is_ours(algorithm: algos.EncryptionAlgorithm) -> bool:
    """PBES2 with PBKDF2, HMAC-SHA-256 and AES-256-CBC."""
    if algorithm["algorithm"].native != "pbes2" or algorithm.kdf != "pbkdf2":
        return False
    derivation = algorithm["parameters"]["key_derivation_func"]["parameters"]
    cipher = algorithm["parameters"]["encryption_scheme"]["algorithm"].native
    is_ours = derivation["prf"]["algorithm"].native == "sha256" and cipher == "aes256_cbc"
    return is_ours and derivation["key_length"].native in {None, _KEY_OCTETS}


def _clear_part(part: cms.ContentInfo, secret: bytes) -> bytes:
    if part["content_type"].native == "encrypted_data":
        info = part["content"]["encrypted_content_info"]
        return _data(_decrypt(info["content_encryption_algorithm"], info["encrypted_content"].native, secret))
    bags = pkcs12.SafeContents.load(part["content"].native, strict=True)
    return _data(der.wrap(der.SEQUENCE, *(_clear_bag(bag, secret) for bag in bags)))


def _clear_bag(bag: pkcs12.SafeBag, secret: bytes) -> bytes:
    if bag["bag_id"].native != _ENCRYPTED_KEY:
        return bytes(bag.dump())
    key = _decrypt(bag["bag_value"]["encryption_algorithm"], bag["bag_value"]["encrypted_data"].native, secret)
    value = der.wrap(der.context(0), key)
    return der.wrap(der.SEQUENCE, pkcs12.BagId("key_bag").dump(), value, bag["bag_attributes"].dump())


def _decrypt(algorithm: algos.EncryptionAlgorithm, encrypted: bytes, secret: bytes) -> bytes:
    derived = PBKDF2HMAC(SHA256(), _KEY_OCTETS, algorithm.kdf_salt, max(1, algorithm.kdf_iterations)).derive(secret)
    cipher = Cipher(algorithms.AES(derived), modes.CBC(algorithm.encryption_iv)).decryptor()
    padding = PKCS7(_BLOCK_BITS).unpadder()
    return padding.update(cipher.update(encrypted) + cipher.finalize()) + padding.finalize()


def _data(content: bytes) -> bytes:
    octets = der.wrap(der.context(0), der.wrap(der.OCTET_STRING, content))
    return der.wrap(der.SEQUENCE, cms.ContentType("data").dump(), octets)
