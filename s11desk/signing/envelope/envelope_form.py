"""The one form of our envelopes: CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM (RFC 5084), in DER.

An envelope is a header, the encrypted content and a trailer. A header states few values (:class:`EnvelopeHeader`);
everything else follows from them. The reader takes the values out, builds the header again as the writer would, and
compares.

We keep this module for good. ``cryptography`` writes only EnvelopedData with CBC, where a flipped bit decrypts into
changed text, and holds the whole content in memory. asn1crypto has the types but does not encrypt. We implement no
cipher here: ``cryptography`` computes them.

CMS does not protect the list of recipients. Authenticated attributes could protect it, but OpenSSL does not read them.
We therefore make the nonce from the list. A change of the list changes the nonce, and then the tag is wrong. A content
key is used for one envelope only, so this nonce is as good as a random one.

History of the form: 1, the first. 2, a passphrase in place of certificates (:class:`PassphraseKey`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from asn1crypto import algos, cms, core

from s11desk.signing import der

MAX_HEADER_SIZE = 64 * 1024
"""Bytes. A header with MAX_RECIPIENTS is shorter. A reader looks no further."""
MAX_RECIPIENTS = 20
MAX_ISSUER_AND_SERIAL = 2048
"""Bytes. The names of real issuers take a tenth of this."""
MAX_CONTENT_SIZE = 2**36 - 32
"""Bytes. GCM can protect no more under one key and nonce (NIST SP 800-38D, 5.2.1.1)."""

CONTENT_KEY_OCTETS = 32
TAG_OCTETS = 16
TRAILER_OCTETS = 2 + TAG_OCTETS

_NONCE_OCTETS = 12
_POINT_OCTETS = 65
_WRAPPED_OCTETS = CONTENT_KEY_OCTETS + 8

_BIT_STRING = 0x03
_CONTENT = 0x80
_INDEFINITE = 0x80

VERSION_0 = core.Integer(0).dump()
VERSION_3 = core.Integer(3).dump()
AUTH_ENVELOPED_DATA = cms.ContentType("authenticated_enveloped_data").dump()
DATA = cms.ContentType("data").dump()
AES_256_GCM = core.ObjectIdentifier("2.16.840.1.101.3.4.1.46").dump()
TAG_LENGTH = core.Integer(TAG_OCTETS).dump()
EC_PUBLIC_KEY = der.wrap(der.SEQUENCE, core.ObjectIdentifier("1.2.840.10045.2.1").dump())
_STD_DH_SHA256_KDF = core.ObjectIdentifier("1.3.132.1.11.1").dump()

AES_256_WRAP = der.wrap(der.SEQUENCE, core.ObjectIdentifier("2.16.840.1.101.3.4.1.45").dump())
KEY_AGREEMENT = der.wrap(der.SEQUENCE, _STD_DH_SHA256_KDF, AES_256_WRAP)

SALT_OCTETS = 16
IV_OCTETS = 16
MAX_ROUNDS = 5_000_000
"""Rounds of PBKDF2. A file that asks for more would make the program wait, and is refused."""

PBKDF2 = core.ObjectIdentifier("1.2.840.113549.1.5.12").dump()
HMAC_SHA256 = der.wrap(der.SEQUENCE, core.ObjectIdentifier("1.2.840.113549.2.9").dump(), core.Null().dump())
PWRI_KEK = core.ObjectIdentifier("1.2.840.113549.1.9.16.3.9").dump()
AES_256_CBC = core.ObjectIdentifier("2.16.840.1.101.3.4.1.42").dump()

_SHA256 = {"algorithm": "sha256", "parameters": core.Null()}
_OAEP_PARAMETERS = algos.RSAESOAEPParams(
    {"hash_algorithm": _SHA256, "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": _SHA256}}
)
KEY_TRANSPORT = cms.KeyEncryptionAlgorithm({"algorithm": "rsaes_oaep", "parameters": _OAEP_PARAMETERS}).dump()


@dataclass(frozen=True, slots=True)
class IssuerAndSerial:
    """Names a certificate as CMS does: the exact bytes of its issuer (Name) and its serial number (INTEGER)."""

    issuer: bytes
    serial: bytes

    @property
    def encoded(self) -> bytes:
        """An IssuerAndSerialNumber, in DER."""
        return der.wrap(der.SEQUENCE, self.issuer, self.serial)


@dataclass(frozen=True, slots=True)
class AgreedKey:
    """The content key, encrypted for a P-256 certificate: a KeyAgreeRecipientInfo (RFC 5753, 3.1.1).

    ``point``: the sender's one-time public key, uncompressed. ``wrapped``: the content key under AES key wrap.
    """

    issuer_and_serial: IssuerAndSerial
    point: bytes
    wrapped: bytes

    @property
    def encoded(self) -> bytes:
        """The KeyAgreeRecipientInfo, in DER."""
        public_key = der.wrap(der.context(1), EC_PUBLIC_KEY, der.wrap(_BIT_STRING, b"\0" + self.point))
        enclosed = der.wrap(der.SEQUENCE, self.issuer_and_serial.encoded, der.wrap(der.OCTET_STRING, self.wrapped))
        return der.wrap(
            der.context(1),
            VERSION_3,
            der.wrap(der.context(0), public_key),
            KEY_AGREEMENT,
            der.wrap(der.SEQUENCE, enclosed),
        )


@dataclass(frozen=True, slots=True)
class TransportedKey:
    """The content key, encrypted for an RSA certificate.

    A KeyTransRecipientInfo with RSAES-OAEP and SHA-256 (RFC 8017, RFC 3560).
    """

    issuer_and_serial: IssuerAndSerial
    encrypted: bytes

    @property
    def encoded(self) -> bytes:
        """The KeyTransRecipientInfo, in DER."""
        encrypted = der.wrap(der.OCTET_STRING, self.encrypted)
        return der.wrap(der.SEQUENCE, VERSION_0, self.issuer_and_serial.encoded, KEY_TRANSPORT, encrypted)


@dataclass(frozen=True, slots=True)
class PassphraseKey:
    """The content key, encrypted with a passphrase: a PasswordRecipientInfo (RFC 5652, 6.2.4). Since form 2.

    PBKDF2 with HMAC-SHA-256 makes a key from the passphrase, ``salt`` and ``rounds``. ``wrapped``: the content key
    under that key with PWRI-KEK and AES-256-CBC (RFC 3211), which begins with ``iv``.
    """

    salt: bytes
    rounds: int
    iv: bytes
    wrapped: bytes

    @property
    def issuer_and_serial(self) -> IssuerAndSerial:
        """Names no certificate."""
        return IssuerAndSerial(b"", b"")

    @property
    def encoded(self) -> bytes:
        """The PasswordRecipientInfo, in DER."""
        salt = der.wrap(der.OCTET_STRING, self.salt)
        derivation = der.wrap(der.SEQUENCE, salt, core.Integer(self.rounds).dump(), HMAC_SHA256)
        cipher = der.wrap(der.SEQUENCE, AES_256_CBC, der.wrap(der.OCTET_STRING, self.iv))
        return der.wrap(
            der.context(3),
            VERSION_0,
            der.wrap(der.context(0), PBKDF2, derivation),
            der.wrap(der.SEQUENCE, PWRI_KEK, cipher),
            der.wrap(der.OCTET_STRING, self.wrapped),
        )


CertificateKey = AgreedKey | TransportedKey
EncryptedKey = CertificateKey | PassphraseKey


@dataclass(frozen=True)
class EnvelopeHeader:
    """The bytes before the content. ``keys``: one for each recipient. ``size``: the bytes of the content.

    Raises ValueError for no recipient, too many recipients, the same one twice, a passphrase beside another recipient,
    and an impossible size.
    """

    keys: frozenset[EncryptedKey]
    size: int

    def __post_init__(self) -> None:
        addresses = {key.issuer_and_serial for key in self.keys}
        if not 1 <= len(addresses) == len(self.keys) <= MAX_RECIPIENTS or not 0 <= self.size <= MAX_CONTENT_SIZE:
            raise ValueError("not a header")
        if len(self.keys) > 1 and any(isinstance(key, PassphraseKey) for key in self.keys):
            raise ValueError("a passphrase beside another recipient")

    @property
    def nonce(self) -> bytes:
        """The nonce of AES-256-GCM, made from the list of recipients."""
        return hashlib.sha256(self._recipients).digest()[:_NONCE_OCTETS]

    @property
    def whole_size(self) -> int:
        """The bytes of the whole envelope."""
        return len(self.encoded) + self.size + TRAILER_OCTETS

    @cached_property
    def encoded(self) -> bytes:
        """The header, in DER."""
        parameters = der.wrap(der.SEQUENCE, der.wrap(der.OCTET_STRING, self.nonce), TAG_LENGTH)
        algorithm = der.wrap(der.SEQUENCE, AES_256_GCM, parameters)
        content = _tag_and_length(_CONTENT, self.size)
        encrypted = _start_of_value(der.SEQUENCE, DATA + algorithm + content, self.size)
        after = self.size + TRAILER_OCTETS
        enveloped = _start_of_value(der.SEQUENCE, VERSION_0 + self._recipients + encrypted, after)
        explicit = _start_of_value(der.context(0), enveloped, after)
        return _start_of_value(der.SEQUENCE, AUTH_ENVELOPED_DATA + explicit, after)

    @property
    def _recipients(self) -> bytes:
        return der.wrap_set(der.SET, [key.encoded for key in self.keys])


def trailer(tag: bytes) -> bytes:
    """Make the bytes after the content, from the tag of AES-256-GCM."""
    return der.wrap(der.OCTET_STRING, tag)


def read_header(head: bytes) -> EnvelopeHeader:
    """Read the header at the start of ``head``, the first bytes of an envelope. Raises ValueError if there is none.

    This ignores everything else in ``head``. To find that, compare ``head`` with ``encoded`` of the result.
    """
    cursor = _Cursor(head)
    cursor.enter(der.SEQUENCE)
    cursor.value()
    cursor.enter(der.context(0))
    cursor.enter(der.SEQUENCE)
    cursor.value()
    recipients = der.members(cursor.value(), der.SET)
    cursor.enter(der.SEQUENCE)
    cursor.value()
    cursor.value()
    size = cursor.enter(_CONTENT)
    return EnvelopeHeader(frozenset(map(_read_key, recipients)), size)


def stated_size(head: bytes) -> int | None:
    """The size in bytes that an envelope states at its start, ``head``. 0 if it does not state one.

    None if ``head`` is not the start of an AuthEnvelopedData.
    """
    cursor = _Cursor(head)
    try:
        length = cursor.enter(der.SEQUENCE)
        start = cursor.position
        is_envelope = cursor.value() == AUTH_ENVELOPED_DATA
    except ValueError:
        return None
    if not is_envelope:
        return None
    return 0 if head[1] == _INDEFINITE else start + length


class _Cursor:
    """Reads the first bytes of a longer value, always forwards. Each step raises ValueError if it is impossible."""

    def __init__(self, octets: bytes) -> None:
        self.position = 0
        self._octets = octets

    def enter(self, identifier: int) -> int:
        """Step over the header of a value of this kind. Returns the length that it states, which may be false."""
        if self._take(1)[0] != identifier:
            raise ValueError("unexpected kind of value")
        return self._length()

    def value(self) -> bytes:
        """Step over one whole value and return it."""
        start = self.position
        self._take(1)
        self._take(self._length())
        return self._octets[start : self.position]

    def _length(self) -> int:
        first = self._take(1)[0]
        return first if first < 0x80 else int.from_bytes(self._take(first & 0x7F))

    def _take(self, count: int) -> bytes:
        taken = self._octets[self.position : self.position + count]
        if len(taken) != count:
            raise ValueError("cut short")
        self.position += count
        return taken


def _tag_and_length(identifier: int, length: int) -> bytes:
    """The identifier and length bytes of a value with a content of ``length`` bytes."""
    if length < 0x80:
        return bytes([identifier, length])
    octets = length.to_bytes((length.bit_length() + 7) // 8)
    return bytes([identifier, 0x80 | len(octets)]) + octets


def _start_of_value(identifier: int, first: bytes, after: int) -> bytes:
    """The start of a value whose content is ``first`` and ``after`` more bytes."""
    return _tag_and_length(identifier, len(first) + after) + first


def _read_key(info: der.Element) -> EncryptedKey:
    if info.identifier == der.context(1):
        return _agreed_key(info.content)
    if info.identifier == der.context(3):
        return _passphrase_key(info.content)
    _, issuer_and_serial, _, encrypted = der.elements(info.content)
    return TransportedKey(_issuer_and_serial(issuer_and_serial.content), encrypted.content)


def _agreed_key(info: bytes) -> AgreedKey:
    _, originator, _, enclosed = der.elements(info)
    _, bits = der.members(originator.content, der.context(1))
    issuer_and_serial, wrapped = der.members(enclosed.content, der.SEQUENCE)
    point = bits.content[1:]
    if len(point) != _POINT_OCTETS or len(wrapped.content) != _WRAPPED_OCTETS:
        raise ValueError("not for P-256 and a key of 256 bits")
    return AgreedKey(_issuer_and_serial(issuer_and_serial.content), point, wrapped.content)


def _passphrase_key(info: bytes) -> PassphraseKey:
    _, derivation, wrapping, wrapped = der.elements(info)
    _, parameters = der.elements(derivation.content)
    salt, rounds, _ = der.elements(parameters.content)
    _, cipher = der.elements(wrapping.content)
    _, iv = der.elements(cipher.content)
    count = int.from_bytes(rounds.content, signed=True)
    if not 1 <= count <= MAX_ROUNDS or len(iv.content) != IV_OCTETS or len(salt.content) != SALT_OCTETS:
        raise ValueError("not a passphrase of ours")
    return PassphraseKey(salt.content, count, iv.content, wrapped.content)


def _issuer_and_serial(content: bytes) -> IssuerAndSerial:
    issuer, serial = der.elements(content)
    if issuer.identifier != der.SEQUENCE or serial.identifier != der.INTEGER:
        raise ValueError("not an issuer and a serial number")
    return IssuerAndSerial(issuer.encoded, serial.encoded)
