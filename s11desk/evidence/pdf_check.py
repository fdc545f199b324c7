"""Examines a PDF: whether it is whole, encrypted, or starts or contains a program. Source: ISO 32000-2.

It renders nothing. JavaScript, links to other documents and ordinary attachments are no reason to refuse a file,
because forms, exported office documents and this program's own reports have them (docs/adr/0005-evidence-vault.md).
"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from s11desk.evidence.file_content import Content
from s11desk.evidence.findings import Findings

HEADER_WITHIN = 1024
"""Readers look for the header in these first bytes. ISO 32000-2, 7.5.2, requires it at the start; older PDFs differ."""

_DICTIONARY = 1 << 16
_MAX_NAME_LENGTH = 4096
_INFLATED_EACH = 4 << 20
_INFLATED_IN_ALL = 64 << 20
_READ = 1 << 16
_STEP = 1 << 16
# Far more than real files have. Without limits, a crafted file could keep the program busy for ever.
_MAX_STREAMS = 10_000
_MAX_MENTIONS = 1_000

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LINEARISED = re.compile(rb"/Linearized\b.{0,256}?/L\s+(\d{1,12})", re.DOTALL)
_ENCRYPT_VALUE = re.compile(rb"/Encrypt\s*(?:<<|\d{1,10}\s+\d{1,5}\s+R\b)")
_STREAM = re.compile(rb"stream\r?\n")
_FILE_NAME = re.compile(rb"/U?F\s*(?:\(((?:[^()\\]|\\.){1,1024})\)|<([0-9A-Fa-f\s]{2,2048})>)", re.DOTALL)

# Acrobat refuses to open attachments with these extensions (Adobe, Application Security Guide), and mail servers drop
# them. Extensions that also end web addresses are left out (com, app, sh).
_PROGRAMS = (
    *(b".bat", b".chm", b".cmd", b".cpl", b".dll", b".exe", b".hta", b".jar", b".js", b".jse", b".lnk", b".msi"),
    *(b".msp", b".pif", b".ps1", b".reg", b".scr", b".vb", b".vbe", b".vbs", b".wsf", b".wsh"),
    *(b".docm", b".dotm", b".xlsm", b".pptm"),
)


def examine(content: Content) -> Findings | None:
    """The findings for a PDF; None for anything else."""
    if not begins_as_pdf(content):
        return None
    return Findings(
        "a PDF document",
        frozenset({"pdf"}),
        has_macros=_names_a_program(content),
        is_encrypted=_is_encrypted(content),
        is_damaged=_is_cut_off(content),
    )


def begins_as_pdf(content: Content) -> bool:
    """Whether the header comes first, or after only text (mail headers, printer commands) or padding."""
    before, header, _ = content.at(0, HEADER_WITHIN).partition(b"%PDF-")
    return bool(header) and _BINARY.search(before.removeprefix(codecs.BOM_UTF8).lstrip(b"\0")) is None


def _is_cut_off(content: Content) -> bool:
    """Whether the file is certainly cut off: it has no ``startxref``, or is shorter than its own linearised length."""
    declared = _LINEARISED.search(content.at(0, HEADER_WITHIN))
    if declared is not None and int(declared[1]) > content.size:
        return True
    return next(content.positions(b"startxref"), None) is None


def _is_encrypted(content: Content) -> bool:
    mentions = islice(content.positions(b"/Encrypt"), _MAX_MENTIONS)
    return any(_is_in_trailer(content, at) for at in mentions)


def _is_in_trailer(content: Content, at: int) -> bool:
    """Whether the ``/Encrypt`` at ``at`` belongs to a trailer or a cross-reference stream (7.5.5, 7.5.8).

    A document about PDF may have the word in its text; the nearest keyword before it shows the difference.
    """
    if not _ENCRYPT_VALUE.match(content.at(at, 64)):
        return False
    start = max(0, at - _DICTIONARY)
    before = content.at(start, at - start)
    trailer, obj, stream = (before.rfind(keyword) for keyword in (b"trailer", b"obj", b"stream"))
    if max(trailer, obj) < stream:
        return False
    rest, _, _ = content.at(at, _DICTIONARY).partition(b"stream")
    return trailer > obj or b"/XRef" in before[obj:] + rest


def _names_a_program(content: Content) -> bool:
    pieces = (window for _, window in content.windows(_MAX_NAME_LENGTH))
    return any(_has_program_name(piece) for piece in pieces) or any(map(_has_program_name, _object_streams(content)))


def _has_program_name(piece: bytes) -> bool:
    return any(_plain(found).endswith(_PROGRAMS) for found in _FILE_NAME.finditer(piece))


def _plain(found: re.Match[bytes]) -> bytes:
    """The file name in a file specification (7.11), in lower case; UTF-16 is reduced to its ASCII letters."""
    written, in_hex = found.groups()
    raw = written if written is not None else _from_hex(b"".join(in_hex.split()))
    return raw.replace(b"\0", b"").rstrip(b" .").lower()


def _from_hex(digits: bytes) -> bytes:
    """The bytes of a hexadecimal string. A missing last digit counts as 0 (7.3.4.3)."""
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _object_streams(content: Content) -> Iterator[bytes]:
    """The contents of the compressed object streams (7.5.7), up to limits: a crafted file could expand without end."""
    left = _INFLATED_IN_ALL
    for at in islice(content.positions(b"/ObjStm"), _MAX_STREAMS):
        begin = _STREAM.search(content.at(at, _MAX_NAME_LENGTH))
        if begin is not None and left > 0:
            inflated = _inflated(content, at + begin.end(), min(left, _INFLATED_EACH))
            left -= max(len(inflated), _STEP)
            yield inflated


def _inflated(content: Content, offset: int, limit: int) -> bytes:
    """Up to ``limit`` bytes from the deflated stream at ``offset``: as far as it can be inflated.

    It inflates in small steps, so that a broken stream costs at most one step more than what it returns.
    """
    inflater, pieces, waiting = zlib.decompressobj(), bytearray(), b""
    with suppress(zlib.error):
        while len(pieces) < limit and not inflater.eof:
            if not waiting:
                waiting = content.at(offset, _READ)
                offset += len(waiting)
            piece = inflater.decompress(waiting, min(_STEP, limit - len(pieces)))
            waiting = inflater.unconsumed_tail
            if not piece and not waiting and offset >= content.size:
                break
            pieces += piece
    return bytes(pieces)
