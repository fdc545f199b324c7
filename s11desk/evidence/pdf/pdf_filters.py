"""Decodes the streams of a PDF through their filters, up to a limit. Source: ISO 32000-2, 7.4."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable
from contextlib import suppress

from s11desk.evidence.pdf.pdf_values import PdfDictionary, PdfName, PdfValue

__all__ = ["UnknownFilterError", "decode_stream"]

_MAX_FILTERS = 8
_READ = 1 << 16


class UnknownFilterError(Exception):
    """The stream is packed in a way that this program cannot undo."""


def decode_stream(raw: bytes, dictionary: PdfDictionary, limit: int) -> bytes:
    """Up to ``limit`` decoded bytes; in a damaged stream, up to the damage. Raises :class:`UnknownFilterError`."""
    names = [name for value in dictionary.all(b"Filter") for name in _names(value)]
    if len(names) > _MAX_FILTERS:
        raise UnknownFilterError
    for name in names:
        undo = _FILTERS.get(name)
        if undo is None:
            raise UnknownFilterError
        raw = undo(raw, limit)
    return raw[:limit]


def _names(value: PdfValue) -> list[bytes]:
    values = value if isinstance(value, tuple) else (value,)
    return [one.name for one in values if isinstance(one, PdfName)]


def _flate(raw: bytes, limit: int) -> bytes:
    """Inflate. A stream without the header of zlib, or with a wrong one, is tried without it, as readers do."""
    return _inflate(raw, zlib.MAX_WBITS, limit) or _inflate(raw[2:], -zlib.MAX_WBITS, limit)


def _inflate(raw: bytes, window: int, limit: int) -> bytes:
    """Inflate in small steps, so that a broken stream costs at most one step more than it returns."""
    inflater, pieces, at = zlib.decompressobj(window), bytearray(), 0
    waiting = b""
    with suppress(zlib.error):
        while len(pieces) < limit and not inflater.eof:
            if not waiting:
                waiting, at = raw[at : at + _READ], at + _READ
            piece = inflater.decompress(waiting, min(_READ, limit - len(pieces)))
            waiting = inflater.unconsumed_tail
            if not piece and not waiting and at >= len(raw):
                break
            pieces += piece
    return bytes(pieces)


def _hex(raw: bytes, limit: int) -> bytes:
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", raw.partition(b">")[0])[: 2 * limit]
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _ascii85(raw: bytes, limit: int) -> bytes:
    text = re.sub(rb"[^!-uz]", b"", raw.partition(b"~>")[0].removeprefix(b"<~"))[: 2 * limit]
    try:
        return base64.a85decode(text)
    except ValueError:
        return b""


def _run_length(raw: bytes, limit: int) -> bytes:
    out, at = bytearray(), 0
    while at < len(raw) and raw[at] != 128 and len(out) < limit:
        count = raw[at]
        out += raw[at + 1 : at + 2 + count] if count < 128 else raw[at + 1 : at + 2] * (257 - count)
        at += 2 + count if count < 128 else 2
    return bytes(out)


def _lzw(raw: bytes, limit: int) -> bytes:
    """Codes of 9 to 12 bits; each grows one code early, as is usual (7.4.4)."""
    table, out, width, last = _first_codes(), bytearray(), 9, b""
    bits, held = 0, 0
    for byte in raw:
        bits, held = (bits << 8 | byte) & 0xFFFFFF, held + 8
        if held < width:
            continue
        held -= width
        code = bits >> held & (1 << width) - 1
        if code == 256:
            table, width, last = _first_codes(), 9, b""
            continue
        if code == 257 or code > len(table) or (code == len(table) and not last):
            break
        entry = table[code] if code < len(table) else last + last[:1]
        out += entry
        if last and len(table) < 4096:
            table.append(last + entry[:1])
        last = entry
        width = 9 + (len(table) >= 511) + (len(table) >= 1023) + (len(table) >= 2047)
        if len(out) >= limit:
            break
    return bytes(out)


def _first_codes() -> list[bytes]:
    return [*(bytes([value]) for value in range(256)), b"", b""]


def _as_is(raw: bytes, limit: int) -> bytes:
    return raw[:limit]


_FILTERS: dict[bytes, Callable[[bytes, int], bytes]] = {
    **dict.fromkeys((b"FlateDecode", b"Fl"), _flate),
    **dict.fromkeys((b"ASCIIHexDecode", b"AHx"), _hex),
    **dict.fromkeys((b"ASCII85Decode", b"A85"), _ascii85),
    **dict.fromkeys((b"RunLengthDecode", b"RL"), _run_length),
    **dict.fromkeys((b"LZWDecode", b"LZW"), _lzw),
    b"Crypt": _as_is,
}
