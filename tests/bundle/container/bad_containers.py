"""Crafted containers: each is a good one with one thing wrong, together with the fault that the reader must find."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from dataclasses import replace

from s11desk.bundle.container import Fault
from s11desk.bundle.container import FaultKind as K
from tests.bundle.container.crafting import (
    CRC,
    DATE,
    DISK,
    EXTERNAL,
    FIRST_MANIFEST,
    FIRST_SIGNATURE,
    FLAGS,
    INTERNAL,
    MADE_BY,
    METHOD,
    NEEDED,
    OFFSET,
    PACKED,
    PAYLOAD,
    SECOND_MANIFEST,
    SECOND_SIGNATURE,
    SIZE,
    TIME,
    Part,
    altered,
    assemble,
    container,
    good_parts,
    manifest,
    parts_with_manifest,
    second_set,
    with_field,
)

GOOD = container()
JSON = Part(b"audit.json", PAYLOAD["audit.json"])


def with_part(part: Part, *, before: str = FIRST_MANIFEST) -> list[Part]:
    """The good parts with one more, in front of the one with the name ``before``."""
    parts = good_parts()
    at = next(index for index, other in enumerate(parts) if other.name == before.encode())
    return [*parts[:at], part, *parts[at:]]


def without(name: str) -> list[Part]:
    return [part for part in good_parts() if part.name != name.encode()]


def renamed(name: str) -> bytes:
    """A container with evidence called ``name``: the same name in both headers and in the manifest."""
    payload = {**dict(list(PAYLOAD.items())[:4]), name: b"policy"}
    types = manifest(FIRST_SIGNATURE, {"x.pdf" if key == name else key: value for key, value in payload.items()})
    return assemble(parts_with_manifest(payload, types.replace(b'"x.pdf"', f'"{name}"'.encode())))


def with_manifest(content: bytes) -> bytes:
    return assemble(parts_with_manifest(PAYLOAD, content))


def json_as(part: Part) -> list[Part]:
    """The good parts, with another ``audit.json``."""
    return [part if other.name == JSON.name else other for other in good_parts()]


def directory_offset() -> int:
    return int(struct.unpack("<L", GOOD[-6:-2])[0])


DESCRIPTOR = b"PK\x07\x08" + struct.pack("<3L", zlib.crc32(JSON.content), len(JSON.content), len(JSON.content))
UNICODE_PATH = struct.pack("<2HBL", 0x7075, 5 + 8, 1, zlib.crc32(b"audit.json")) + b"evil.exe"
ZIP64_EXTRA = struct.pack("<2H2Q", 1, 16, len(JSON.content), len(JSON.content))
ZIP64_END = b"PK\x06\x06" + struct.pack("<Q2H2L4Q", 44, 45, 45, 0, 0, 9, 9, 500, 2000)
ZIP64_LOCATOR = b"PK\x06\x07" + struct.pack("<LQL", 0, 2500, 1)
DEFLATED = zlib.compress(PAYLOAD["audit.json"], wbits=-15)

CRAFTED: dict[str, tuple[Callable[[], bytes], Fault]] = {
    # unexpected and missing files
    "unlisted evidence": (
        lambda: assemble(with_part(Part(b"evidence/zzz.pdf", b"x"))),
        Fault(K.MANIFEST_DIFFERS, FIRST_MANIFEST),
    ),
    "unlisted file": (lambda: assemble(with_part(Part(b"readme.txt", b"x"))), Fault(K.UNEXPECTED_PART, "readme.txt")),
    "unlisted file in META-INF": (
        lambda: assemble([*good_parts(), Part(b"META-INF/manifest.xml", b"x")]),
        Fault(K.UNEXPECTED_PART, "META-INF/manifest.xml"),
    ),
    "duplicate, the false one first": (
        lambda: assemble(with_part(replace(JSON, content=b"{}"), before="audit.json")),
        Fault(K.DUPLICATE_NAME, "audit.json"),
    ),
    "duplicate, the false one last": (
        lambda: assemble(with_part(replace(JSON, content=b"{}"))),
        Fault(K.DUPLICATE_NAME, "audit.json"),
    ),
    "duplicate but for case": (
        lambda: assemble(with_part(Part(b"AUDIT.json", b"{}"))),
        Fault(K.DUPLICATE_NAME, "AUDIT.json"),
    ),
    "two folders but for case": (
        lambda: assemble(with_part(Part(b"Evidence/x.pdf", b"{}"))),
        Fault(K.DUPLICATE_NAME, "Evidence/x.pdf"),
    ),
    "another case": (
        lambda: assemble(altered("audit.json", name=b"Audit.json")),
        Fault(K.UNEXPECTED_PART, "Audit.json"),
    ),
    "file where a folder is": (
        lambda: assemble(with_part(Part(b"evidence", b"x"))),
        Fault(K.DUPLICATE_NAME, "evidence"),
    ),
    "directory entry": (
        lambda: assemble(with_part(Part(b"evidence/", b""), before="evidence/Policy.docx")),
        Fault(K.FORBIDDEN_NAME, "evidence/"),
    ),
    "no mimetype": (lambda: assemble(without("mimetype")), Fault(K.MISSING_PART, "mimetype")),
    "no audit.json": (lambda: assemble(without("audit.json")), Fault(K.MISSING_PART, "audit.json")),
    "no manifest": (lambda: assemble(without(FIRST_MANIFEST)), Fault(K.MISSING_PART, FIRST_MANIFEST)),
    "no signature": (lambda: assemble(without(FIRST_SIGNATURE)), Fault(K.MISSING_PART, FIRST_SIGNATURE)),
    "nothing at all": (lambda: assemble([]), Fault(K.MISSING_PART, "mimetype")),
    "another mimetype": (
        lambda: assemble(altered("mimetype", content=b"application/vnd.etsi.asic-s+zip")),
        Fault(K.WRONG_MIMETYPE, "mimetype"),
    ),
    "mimetype with a line end": (
        lambda: assemble(altered("mimetype", content=b"application/vnd.etsi.asic-e+zip\n")),
        Fault(K.WRONG_MIMETYPE, "mimetype"),
    ),
    # order
    "mimetype second": (
        lambda: assemble([good_parts()[1], good_parts()[0], *good_parts()[2:]]),
        Fault(K.WRONG_ORDER, "audit.pdf"),
    ),
    "evidence not sorted": (
        lambda: assemble([*good_parts()[:5], good_parts()[6], good_parts()[5], *good_parts()[7:]]),
        Fault(K.WRONG_ORDER, "evidence/minutes-2.pdf"),
    ),
    "signature before manifest": (
        lambda: assemble([*good_parts()[:-2], good_parts()[-1], good_parts()[-2]]),
        Fault(K.WRONG_ORDER, FIRST_SIGNATURE),
    ),
    # a second signature set
    "second manifest without signature": (
        lambda: assemble([*good_parts(), *second_set(good_parts())[:2]]),
        Fault(K.MISSING_PART, SECOND_SIGNATURE),
    ),
    "second signature without manifest": (
        lambda: assemble([*good_parts(), *second_set(good_parts())[::2]]),
        Fault(K.MISSING_PART, SECOND_MANIFEST),
    ),
    "second signature without its PDF": (
        lambda: assemble([*good_parts(), *second_set(good_parts())[1:]]),
        Fault(K.MISSING_PART, "audit-countersigned.pdf"),
    ),
    "second manifest over other files": (
        lambda: assemble([*good_parts(), *second_set(good_parts()[:-1])]),
        Fault(K.MANIFEST_DIFFERS, SECOND_MANIFEST),
    ),
    "second manifest naming the first signature": (
        lambda: assemble(
            [
                replace(part, content=part.content.replace(b"002.p7s", b"001.p7s"))
                for part in [*good_parts(), *second_set(good_parts())]
            ]
        ),
        Fault(K.MANIFEST_DIFFERS, SECOND_MANIFEST),
    ),
    "a third set": (
        lambda: assemble([*good_parts(), *second_set(good_parts()), Part(b"META-INF/ASiCManifest003.xml", b"x")]),
        Fault(K.UNEXPECTED_PART, "META-INF/ASiCManifest003.xml"),
    ),
    # manifests
    "manifest naming one file too many": (
        lambda: with_manifest(manifest(FIRST_SIGNATURE, {**PAYLOAD, "evidence/x.pdf": b"x"})),
        Fault(K.MANIFEST_DIFFERS, FIRST_MANIFEST),
    ),
    "manifest naming one file too few": (
        lambda: with_manifest(manifest(FIRST_SIGNATURE, dict(list(PAYLOAD.items())[1:]))),
        Fault(K.MANIFEST_DIFFERS, FIRST_MANIFEST),
    ),
    "manifest in another order": (
        lambda: with_manifest(manifest(FIRST_SIGNATURE, dict(reversed(PAYLOAD.items())))),
        Fault(K.MANIFEST_DIFFERS, FIRST_MANIFEST),
    ),
    "manifest with whitespace": (
        lambda: with_manifest(manifest(FIRST_SIGNATURE, PAYLOAD, line_break="\n  ")),
        Fault(K.MANIFEST_DIFFERS, FIRST_MANIFEST),
    ),
    "manifest with Windows line ends": (
        lambda: with_manifest(manifest(FIRST_SIGNATURE, PAYLOAD, line_break="\r\n")),
        Fault(K.MANIFEST_DIFFERS, FIRST_MANIFEST),
    ),
    "manifest with another prefix": (
        lambda: with_manifest(manifest(FIRST_SIGNATURE, PAYLOAD, prefix="a")),
        Fault(K.MANIFEST_DIFFERS, FIRST_MANIFEST),
    ),
    "manifest with another digest": (
        lambda: with_manifest(manifest(FIRST_SIGNATURE, PAYLOAD, algorithm="sha512")),
        Fault(K.MANIFEST_DIFFERS, FIRST_MANIFEST),
    ),
    "manifest with a comment": (
        lambda: with_manifest(manifest(FIRST_SIGNATURE, PAYLOAD) + b"<!-- -->"),
        Fault(K.MANIFEST_DIFFERS, FIRST_MANIFEST),
    ),
    "manifest with a byte order mark": (
        lambda: with_manifest(b"\xef\xbb\xbf" + manifest(FIRST_SIGNATURE, PAYLOAD)),
        Fault(K.MANIFEST_DIFFERS, FIRST_MANIFEST),
    ),
    "empty manifest": (lambda: with_manifest(b""), Fault(K.MANIFEST_DIFFERS, FIRST_MANIFEST)),
    "file altered, CRC repaired": (
        lambda: assemble(altered("audit.json", content=b'{"format":2}')),
        Fault(K.MANIFEST_DIFFERS, FIRST_MANIFEST),
    ),
    "file altered": (lambda: GOOD.replace(b'{"format":1}', b'{"format":2}'), Fault(K.CRC, "audit.json")),
    "empty signature": (
        lambda: assemble(altered(FIRST_SIGNATURE, content=b"")),
        Fault(K.SIGNATURE_SIZE, FIRST_SIGNATURE),
    ),
    "endless signature": (
        lambda: assemble(altered(FIRST_SIGNATURE, content=bytes(256 * 1024 + 1))),
        Fault(K.SIGNATURE_SIZE, FIRST_SIGNATURE),
    ),
    # bytes that belong to no file
    "prepended, offsets unchanged": (lambda: b"MZ" + GOOD, Fault(K.HIDDEN_BYTES, field="directory_size")),
    "prepended, offsets adjusted": (
        lambda: assemble(good_parts(), front=b"#!/bin/sh\n"),
        Fault(K.HIDDEN_BYTES, "mimetype", "offset"),
    ),
    "appended": (lambda: GOOD + b"\n", Fault(K.HIDDEN_BYTES)),
    "a second zip appended": (lambda: GOOD + GOOD, Fault(K.HIDDEN_BYTES, field="directory_size")),
    "a second end record": (lambda: GOOD + GOOD[-22:], Fault(K.HIDDEN_BYTES, field="directory_size")),
    "comment": (lambda: assemble(good_parts(), comment=b"hello"), Fault(K.HIDDEN_BYTES)),
    "comment that is an end record": (
        lambda: assemble(good_parts(), comment=GOOD[-22:]),
        Fault(K.HIDDEN_BYTES, field="directory_size"),
    ),
    "comment of a file": (
        lambda: assemble(altered("audit.json", comment=b"hello")),
        Fault(K.HIDDEN_BYTES, "audit.json", "comment_length"),
    ),
    "comment declared": (
        lambda: assemble(good_parts(), end={6: 1}),
        Fault(K.HIDDEN_BYTES, field="comment_length"),
    ),
    "hidden between files": (
        lambda: assemble(altered("audit.json", after=b"hidden")),
        Fault(K.HIDDEN_BYTES, "topic.json", "offset"),
    ),
    "hidden file, not listed": (
        lambda: assemble(with_part(Part(b"evidence/x.pdf", b"x", is_listed=False), before="evidence/Policy.docx")),
        Fault(K.HIDDEN_BYTES, "evidence/Policy.docx", "offset"),
    ),
    "hidden before the directory": (
        lambda: assemble([*good_parts(), Part(b"x", b"x", is_listed=False)]),
        Fault(K.HIDDEN_BYTES, field="directory_offset"),
    ),
    "hidden after the directory": (
        lambda: assemble(good_parts(), before_end=b"hidden"),
        Fault(K.HIDDEN_BYTES, field="directory_size"),
    ),
    "hidden after the directory, counted in": (
        lambda: assemble(good_parts(), before_end=bytes(6), end={4: len(GOOD) - 22 - directory_offset() + 6}),
        Fault(K.HIDDEN_BYTES, field="entries"),
    ),
    "directory longer than its entries could make it": (
        lambda: assemble(good_parts(), before_end=bytes(9999), end={4: len(GOOD) - 22 - directory_offset() + 9999}),
        Fault(K.HIDDEN_BYTES, field="directory_size"),
    ),
    "unicode path, central": (
        lambda: assemble(altered("audit.json", central_extra=UNICODE_PATH)),
        Fault(K.HIDDEN_BYTES, "audit.json", "extra_length"),
    ),
    "unicode path, local": (
        lambda: assemble(altered("audit.json", local_extra=UNICODE_PATH)),
        Fault(K.HIDDEN_BYTES, "topic.json", "offset"),
    ),
    "extra field taken from the content": (
        lambda: assemble(altered("audit.json", local={9: 4})),
        Fault(K.HIDDEN_BYTES, "audit.json", "extra_length"),
    ),
    # offsets and sizes
    "two entries over the same bytes": (
        lambda: assemble(altered("topic.json", central={OFFSET: 61 + 38})),
        Fault(K.OVERLAP, "topic.json", "offset"),
    ),
    "all entries at the start": (
        lambda: assemble([replace(part, central={OFFSET: 0}) for part in good_parts()]),
        Fault(K.OVERLAP, "audit.pdf", "offset"),
    ),
    "declared far too large": (
        lambda: assemble([with_field(with_field(part, PACKED, 0xFFFFFFF0), SIZE, 0xFFFFFFF0) for part in good_parts()]),
        Fault(K.OVERLAP, "mimetype", "size"),
    ),
    "last file declared far too large": (
        lambda: assemble(
            [*good_parts()[:-1], with_field(with_field(good_parts()[-1], PACKED, 0xFFFFFFF0), SIZE, 0xFFFFFFF0)]
        ),
        Fault(K.OVERLAP, FIRST_SIGNATURE, "size"),
    ),
    "packed size differs": (
        lambda: assemble(json_as(with_field(JSON, PACKED, 5))),
        Fault(K.WRONG_HEADER, "audit.json", "compressed_size"),
    ),
    "CRC differs in the local header": (
        lambda: assemble(altered("audit.json", local={CRC: 1})),
        Fault(K.WRONG_HEADER, "audit.json", "crc"),
    ),
    "size differs in the local header": (
        lambda: assemble(altered("audit.json", local={SIZE: 1})),
        Fault(K.WRONG_HEADER, "audit.json", "size"),
    ),
    "name differs in the local header": (
        lambda: assemble(altered("audit.json", local_name=b"other.json")),
        Fault(K.WRONG_HEADER, "audit.json", "name"),
    ),
    # zip64
    "zip64 extra field": (
        lambda: assemble(
            altered("audit.json", local_extra=ZIP64_EXTRA, central_extra=ZIP64_EXTRA, central={SIZE + 1: 0xFFFFFFFF})
        ),
        Fault(K.ZIP64, "audit.json"),
    ),
    "zip64 end record": (
        lambda: assemble(good_parts(), before_end=ZIP64_END + ZIP64_LOCATOR),
        Fault(K.HIDDEN_BYTES, field="directory_size"),
    ),
    "zip64 count": (lambda: assemble(good_parts(), end={2: 0xFFFF, 3: 0xFFFF}), Fault(K.ZIP64)),
    "zip64 directory offset": (lambda: assemble(good_parts(), end={5: 0xFFFFFFFF}), Fault(K.ZIP64)),
    # header fields
    "symbolic link": (
        lambda: assemble(altered("audit.json", central={MADE_BY: 0x0314, EXTERNAL: 0o120777 << 16})),
        Fault(K.WRONG_HEADER, "audit.json", "version_made_by"),
    ),
    "link, made on FAT": (
        lambda: assemble(altered("audit.json", central={EXTERNAL: 0o120777 << 16})),
        Fault(K.WRONG_HEADER, "audit.json", "external_attributes"),
    ),
    "marked as text": (
        lambda: assemble(altered("audit.json", central={INTERNAL: 1})),
        Fault(K.WRONG_HEADER, "audit.json", "internal_attributes"),
    ),
    "on another disk": (
        lambda: assemble(altered("audit.json", central={DISK: 1})),
        Fault(K.WRONG_HEADER, "audit.json", "disk"),
    ),
    "data descriptor": (
        lambda: assemble(json_as(replace(with_field(JSON, FLAGS, 8), after=DESCRIPTOR))),
        Fault(K.FLAGS, "audit.json", "flags"),
    ),
    "encrypted": (
        lambda: assemble(json_as(with_field(JSON, FLAGS, 1))),
        Fault(K.FLAGS, "audit.json", "flags"),
    ),
    "UTF-8 flag": (
        lambda: assemble(json_as(with_field(JSON, FLAGS, 0x800))),
        Fault(K.FLAGS, "audit.json", "flags"),
    ),
    "UTF-8 flag in the local header": (
        lambda: assemble(altered("audit.json", local={FLAGS: 0x800})),
        Fault(K.FLAGS, "audit.json", "flags"),
    ),
    "deflated": (
        lambda: assemble(json_as(replace(with_field(JSON, METHOD, 8), stored=DEFLATED))),
        Fault(K.COMPRESSED, "audit.json", "method"),
    ),
    "another date": (
        lambda: assemble(json_as(with_field(JSON, DATE, 0x5A21))),
        Fault(K.WRONG_HEADER, "audit.json", "date"),
    ),
    "another time in the local header": (
        lambda: assemble(altered("audit.json", local={TIME: 1})),
        Fault(K.WRONG_HEADER, "audit.json", "time"),
    ),
    "another version": (
        lambda: assemble(json_as(with_field(JSON, NEEDED, 20))),
        Fault(K.WRONG_HEADER, "audit.json", "version_needed"),
    ),
    # the end record
    "one entry too many": (
        lambda: assemble(good_parts(), end={2: 10, 3: 10}),
        Fault(K.WRONG_HEADER, field="entries"),
    ),
    "one entry too few": (lambda: assemble(good_parts(), end={2: 8, 3: 8}), Fault(K.HIDDEN_BYTES, field="entries")),
    "two counts": (lambda: assemble(good_parts(), end={2: 8}), Fault(K.WRONG_HEADER, field="entries_on_disk")),
    "second disk": (lambda: assemble(good_parts(), end={0: 1}), Fault(K.WRONG_HEADER, field="disk")),
    "directory on a second disk": (
        lambda: assemble(good_parts(), end={1: 1}),
        Fault(K.WRONG_HEADER, field="directory_disk"),
    ),
    "directory offset off by one": (
        lambda: assemble(good_parts(), end={5: directory_offset() + 1}),
        Fault(K.HIDDEN_BYTES, field="directory_size"),
    ),
    "directory begins one byte late": (
        lambda: assemble(good_parts(), end={4: len(GOOD) - 23 - directory_offset(), 5: directory_offset() + 1}),
        Fault(K.WRONG_HEADER, "", "signature"),
    ),
    "too many entries": (
        lambda: assemble([Part(b"evidence/x", b"")] * 10_001),
        Fault(K.TOO_MANY_ENTRIES),
    ),
    # not such a file at all
    "empty file": (lambda: b"", Fault(K.TRUNCATED)),
    "a PDF": (lambda: b"%PDF-1.7\n" + bytes(100), Fault(K.NOT_A_ZIP)),
    "zeros": (lambda: bytes(70_000), Fault(K.NOT_A_ZIP)),
}
