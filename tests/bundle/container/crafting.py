"""Containers for tests: good ones from the writer, and bad ones from a zip assembler in this module.

The assembler shares no code with the program, so that the two check each other: unchanged parts assembled here must
give the same bytes as the writer (``test_reader.py``).
"""

from __future__ import annotations

import base64
import hashlib
import io
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from s11desk.bundle.container import Member, append_countersignature, bytes_member, read_container, write_container

FIRST_MANIFEST = "META-INF/ASiCManifest001.xml"
FIRST_SIGNATURE = "META-INF/signature001.p7s"
SECOND_MANIFEST = "META-INF/ASiCManifest002.xml"
SECOND_SIGNATURE = "META-INF/signature002.p7s"

PAYLOAD = {
    "audit.pdf": b"%PDF-1.7 an audit",
    "audit.json": b'{"format":1}',
    "topic.json": b'{"id":"t"}',
    "answers.xlsx": b"PK\x05\x06" + bytes(18),  # holds what looks like the end of a zip
    "evidence/Policy.docx": b"policy",
    "evidence/minutes-2.pdf": b"",
}


def sign(manifest: bytes) -> bytes:
    """Make a stand-in for a signature, computed from the manifest."""
    return b"signed:" + hashlib.sha256(manifest).digest()


def members(payload: Mapping[str, bytes] = PAYLOAD) -> list[Member]:
    return [bytes_member(name, content) for name, content in payload.items()]


def container(payload: Mapping[str, bytes] = PAYLOAD) -> bytes:
    out = io.BytesIO()
    write_container(out, members(payload), sign)
    return out.getvalue()


def countersigned_container() -> bytes:
    out = io.BytesIO(container())
    countersigned = bytes_member("audit-countersigned.pdf", b"%PDF-1.7 an audit, signed twice")
    append_countersignature(out, read_container(out), countersigned, sign)
    return out.getvalue()


@dataclass(frozen=True)
class Part:
    """One entry to assemble. ``local`` and ``central`` override header fields, by position in the record."""

    name: bytes
    content: bytes
    local: Mapping[int, int] = field(default_factory=dict)
    central: Mapping[int, int] = field(default_factory=dict)
    local_extra: bytes = b""
    central_extra: bytes = b""
    comment: bytes = b""
    local_name: bytes | None = None
    stored: bytes | None = None
    after: bytes = b""
    is_listed: bool = True


NEEDED, FLAGS, METHOD, TIME, DATE, CRC, PACKED, SIZE = range(8)
"""Positions in a local header, after its signature; in a central header they are one higher, after "made by"."""
MADE_BY, DISK, INTERNAL, EXTERNAL, OFFSET = 0, 12, 13, 14, 15
"""Positions in a central header."""


def with_field(part: Part, position: int, value: int) -> Part:
    """``part`` with one field changed in both its headers."""
    return replace(part, local={**part.local, position: value}, central={**part.central, position + 1: value})


def assemble(
    parts: Iterable[Part],
    *,
    front: bytes = b"",
    before_end: bytes = b"",
    comment: bytes = b"",
    end: Mapping[int, int] = {},
) -> bytes:
    """Make a correct zip of ``parts``, with their overrides. ``end`` overrides fields of the end record by position."""
    body, directory, count = front, b"", 0
    for part in parts:
        offset = len(body)
        body += _local(part) + (part.content if part.stored is None else part.stored) + part.after
        if part.is_listed:
            directory += _central(part, offset)
            count += 1
    fields = [0, 0, count, count, len(directory), len(body), len(comment)]
    for position, value in end.items():
        fields[position] = value
    return body + directory + before_end + struct.pack("<4s4H2LH", b"PK\x05\x06", *fields) + comment


def _local(part: Part) -> bytes:
    name = part.name if part.local_name is None else part.local_name
    fields = [*_common(part), len(name), len(part.local_extra)]
    for position, value in part.local.items():
        fields[position] = value
    return struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields) + name + part.local_extra


def _central(part: Part, offset: int) -> bytes:
    lengths = [len(part.name), len(part.central_extra), len(part.comment)]
    fields = [20, *_common(part), *lengths, 0, 0, 0, offset]
    for position, value in part.central.items():
        fields[position] = value
    record = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *fields)
    return record + part.name + part.central_extra + part.comment


def _common(part: Part) -> list[int]:
    packed = len(part.content if part.stored is None else part.stored)
    return [10, 0, 0, 0, 0x21, zlib.crc32(part.content), packed, len(part.content)]


def manifest(
    signature: str,
    files: Mapping[str, bytes],
    *,
    prefix: str = "asic",
    algorithm: str = "sha256",
    line_break: str = "\n",
) -> bytes:
    """A manifest over ``files``, made without code of the program."""
    types = {"pdf": "application/pdf", "json": "application/json", "xml": "text/xml"}
    types |= {"png": "image/png", "jpg": "image/jpeg", "txt": "text/plain", "csv": "text/csv"}
    types |= {"doc": "application/msword", "heic": "image/heic", "html": "text/html"}
    types |= {"p7s": "application/x-pkcs7-signature"}
    office = "application/vnd.openxmlformats-officedocument"
    types |= {"xlsx": f"{office}.spreadsheetml.sheet", "docx": f"{office}.wordprocessingml.document"}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<{prefix}:ASiCManifest xmlns:{prefix}="http://uri.etsi.org/02918/v1.2.1#"'
        ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#">',
        f'<{prefix}:SigReference URI="{signature}" MimeType="application/x-pkcs7-signature"/>',
    ]
    for name, content in files.items():
        digest = base64.b64encode(hashlib.new(algorithm, content).digest()).decode()
        media_type = types.get(name.rpartition(".")[2].lower(), "application/octet-stream")
        lines.append(
            f'<{prefix}:DataObjectReference URI="{name}" MimeType="{media_type}">'
            f'<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#{algorithm}"/>'
            f"<ds:DigestValue>{digest}</ds:DigestValue></{prefix}:DataObjectReference>"
        )
    lines.append(f"</{prefix}:ASiCManifest>\n")
    return line_break.join(lines).encode()


def good_parts(payload: Mapping[str, bytes] = PAYLOAD) -> list[Part]:
    """The parts of :func:`container`, to be altered."""
    return parts_with_manifest(payload, manifest(FIRST_SIGNATURE, payload))


def parts_with_manifest(payload: Mapping[str, bytes], manifest_content: bytes) -> list[Part]:
    files = {
        "mimetype": b"application/vnd.etsi.asic-e+zip",
        **payload,
        FIRST_MANIFEST: manifest_content,
        FIRST_SIGNATURE: sign(manifest_content),
    }
    return [Part(name.encode(), content) for name, content in files.items()]


def second_set(parts: Sequence[Part]) -> list[Part]:
    """The parts that a countersignature adds to ``parts``."""
    countersigned = Part(b"audit-countersigned.pdf", b"%PDF-1.7 an audit, signed twice")
    covered = {part.name.decode(): part.content for part in [*parts[1:], countersigned]}
    content = manifest(SECOND_SIGNATURE, covered)
    return [countersigned, Part(SECOND_MANIFEST.encode(), content), Part(SECOND_SIGNATURE.encode(), sign(content))]


def altered(name: str, /, **changes: object) -> list[Part]:
    """The good parts, with the one called ``name`` changed."""
    return [replace(part, **changes) if part.name == name.encode() else part for part in good_parts()]  # type: ignore[arg-type]
