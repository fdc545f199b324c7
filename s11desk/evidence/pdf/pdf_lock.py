"""Whether a PDF opens without a password, and how its strings and streams are then read. ISO 32000-2, 7.6."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from s11desk import signing
from s11desk.evidence.file_content import Content
from s11desk.evidence.pdf.pdf_values import (
    PdfDictionary,
    PdfName,
    PdfReference,
    PdfString,
    PdfValue,
    dictionaries_in,
    parse_values,
)

if TYPE_CHECKING:
    from s11desk.signing.pdf_restrictions import PdfCipher, PdfKey

__all__ = ["OPEN", "PdfLock", "find_lock"]

_DICTIONARY = 1 << 14
_AHEAD = 1 << 12
# Far more than real files have. Without a limit, a crafted file could keep the program busy for ever.
_MAX_MENTIONS = 500
_MAX_TRAILERS = 400
_MENTION = re.compile(rb"/(?:Encrypt|[Encrypt]*#[0-9A-Fa-f]{2}[Encrypt#0-9A-Fa-f]*)(?![0-9A-Za-z])")
_VALUE = re.compile(rb"\s*(?:<<|\d{1,10}\s+\d{1,5}\s+R\b)")


@dataclass(frozen=True, slots=True)
class PdfLock:
    """How a PDF is locked. ``is_rights_managed``: by rights management. ``key``: None if a password is needed."""

    is_locked: bool = False
    is_rights_managed: bool = False
    key: PdfKey | None = None

    def string(self, raw: bytes, number: int, generation: int) -> bytes:
        """The bytes of a string of the object ``number``; of number 0 (in an object stream) as they are."""
        return raw if self.key is None or number == 0 else self.key.string(raw, number, generation)

    def stream(self, raw: bytes, number: int, generation: int) -> bytes:
        """The bytes of the stream of the object ``number``."""
        return raw if self.key is None else self.key.stream(raw, number, generation)


OPEN = PdfLock()


def find_lock(content: Content) -> PdfLock:
    """The lock of the PDF. What cannot be understood counts as locked."""
    trailers = tuple(found for found in islice(_trailers(content), _MAX_MENTIONS + 1) if found is not None)
    if len(trailers) > _MAX_TRAILERS:
        return PdfLock(is_locked=True)
    ids = tuple(dict.fromkeys((*(one for trailer in trailers for one in _file_ids(trailer)), b"")))
    locks = [_lock(content, value, ids) for value in dict.fromkeys(trailer.get(b"Encrypt") for trailer in trailers)]
    closed = (lock for lock in locks if lock.is_locked or lock.is_rights_managed)
    return next(closed, locks[-1] if locks else OPEN)


def _trailers(content: Content) -> Iterator[PdfDictionary | None]:
    """The trailers and cross-reference streams with an ``/Encrypt`` entry (7.5.5, 7.5.8); None for other mentions.

    A document about PDF may have the word in its text; the nearest keyword before it shows the difference.
    """
    for offset, window in content.windows(64):
        for found in _MENTION.finditer(window):
            at = offset + found.start()
            if _VALUE.match(content.at(offset + found.end(), 64)):
                yield _trailer(content, at)


def _trailer(content: Content, at: int) -> PdfDictionary | None:
    start = max(0, at - _DICTIONARY)
    before = content.at(start, at - start)
    trailer, obj, stream = (before.rfind(keyword) for keyword in (b"trailer", b"obj", b"stream"))
    if max(trailer, obj) < stream:
        return None
    begin = trailer + 7 if trailer > obj else obj + 3
    values = parse_values(content.at(start + begin, at - start - begin + _AHEAD))
    for found in dictionaries_in(values[:1]):
        is_table = trailer > obj or PdfName(b"XRef") in found.all(b"Type")
        if is_table and isinstance(found.get(b"Encrypt"), PdfReference | PdfDictionary):
            return found
    return None


def _file_ids(trailer: PdfDictionary) -> tuple[bytes, ...]:
    """The first part of ``/ID``. In a file of several sections, not every trailer repeats it."""
    parts = trailer.get(b"ID")
    return (parts[0].raw,) if isinstance(parts, tuple) and parts and isinstance(parts[0], PdfString) else ()


def _lock(content: Content, value: PdfValue, ids: tuple[bytes, ...]) -> PdfLock:
    for encryption in _resolve(content, value):
        handler = encryption.get(b"Filter")
        if isinstance(handler, PdfName) and handler.name not in (b"Standard", b"Adobe.PubSec"):
            return PdfLock(is_rights_managed=True)
        if _locks_attachments_only(encryption):
            return OPEN
        key = next((key for one in ids if (key := _key(content, encryption, one)) is not None), None)
        if key is not None:
            return PdfLock(key=key)
    return PdfLock(is_locked=True)


def _locks_attachments_only(encryption: PdfDictionary) -> bool:
    """Whether only attached files are encrypted: the filters for strings and streams change nothing."""
    version = encryption.get(b"V")
    names = (encryption.get(b"StrF"), encryption.get(b"StmF"))
    return isinstance(version, int) and version >= 4 and names == (PdfName(b"Identity"), PdfName(b"Identity"))


def _resolve(content: Content, value: PdfValue) -> Iterator[PdfDictionary]:
    """The dictionary itself, or every one with its number. What encrypts is never in an object stream (7.5.7)."""
    if isinstance(value, PdfDictionary):
        yield value
    elif isinstance(value, PdfReference):
        header = re.compile(rb"(?<![0-9])0*%d\s+\d{1,5}\s+obj" % value.number)
        for offset, window in islice(content.windows(32), _MAX_MENTIONS):
            for found in islice(header.finditer(window), _MAX_MENTIONS):
                values = parse_values(content.at(offset + found.end(), _DICTIONARY))
                yield from (one for one in values[:1] if isinstance(one, PdfDictionary))


def _key(content: Content, encryption: PdfDictionary, file_id: bytes) -> PdfKey | None:
    """The key that the empty password gives. The entry about metadata is often wrong, so both values are tried."""
    revision, permissions, version = (encryption.get(name) for name in (b"R", b"P", b"V"))
    if not isinstance(revision, int) or not isinstance(permissions, int):
        return None
    has_filters = isinstance(version, int) and version >= 4
    strings = _cipher(content, encryption, b"StrF") if has_filters else signing.PdfCipher.RC4
    streams = _cipher(content, encryption, b"StmF") if has_filters else signing.PdfCipher.RC4
    if strings is None or streams is None:
        return None
    owner, user, user_key = (_string(encryption.get(name)) for name in (b"O", b"U", b"UE"))
    keys = (
        signing.key_without_password(
            signing.PdfRestrictions(
                revision=revision,
                key_bytes=16 if has_filters else _key_bytes(encryption, revision),
                owner=owner,
                user=user,
                user_key=user_key,
                permissions=permissions,
                file_id=file_id,
                encrypts_metadata=encrypts_metadata,
                strings=strings,
                streams=streams,
            )
        )
        for encrypts_metadata in (True, False)
    )
    return next((key for key in keys if key is not None), None)


def _key_bytes(encryption: PdfDictionary, revision: int) -> int:
    """``/Length`` in bits; some programs write bytes there."""
    length = encryption.get(b"Length")
    if not isinstance(length, int) or revision < 3:
        return 5
    return length // 8 if length >= 40 else length


def _cipher(content: Content, encryption: PdfDictionary, use: bytes) -> PdfCipher | None:
    """The cipher of the crypt filter for this use (7.6.6); None for one that nobody knows."""
    name = encryption.get(use)
    if not isinstance(name, PdfName) or name.name == b"Identity":
        return signing.PdfCipher.NONE
    tables = _resolve(content, encryption.get(b"CF"))
    filters = (found for table in tables for found in _resolve(content, table.get(name.name)))
    method = next((found.get(b"CFM") for found in filters), None)
    if not isinstance(method, PdfName):
        return None
    return next((one for one in signing.PdfCipher if one.value.encode() == method.name), None)


def _string(value: PdfValue) -> bytes:
    return value.raw if isinstance(value, PdfString) else b""
