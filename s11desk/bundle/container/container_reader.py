"""The strict reader: it accepts exactly the containers that the writer makes and refuses all others.

A usual zip reader believes one of two contradicting headers and skips unknown fields, so a file can look different in
another program. This reader derives every byte outside the files and compares (docs/adr/0004-canonical-container.md).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from typing import BinaryIO

from s11desk.bundle.container import file_layout
from s11desk.bundle.container.container_facts import ContainerEntry, ContainerFacts, FaultKind, Refused, SignatureFacts
from s11desk.bundle.container.digesting import digest_stream
from s11desk.bundle.container.directory import header_difference, printable, read_at, read_directory
from s11desk.bundle.container.file_layout import SignatureSet
from s11desk.bundle.container.manifest import covered_entries, manifest_bytes
from s11desk.bundle.container.zip_records import LOCAL, DirectoryEntry, LocalFields, local_header
from s11desk.progress import ByteCounter, Cancel, Progress

_MIMETYPE_SHA256 = hashlib.sha256(file_layout.MIMETYPE).hexdigest()


def read_container(
    source: BinaryIO, *, progress: Progress | None = None, cancel: Cancel | None = None
) -> ContainerFacts:
    """Read ``source``, a seekable file, from its first byte to its last, and return what it is.

    Bad bytes never raise: the first fault is in the result. Memory does not grow with the file, and no value in a
    header is trusted. The signatures are returned but not verified.

    Raises :class:`Cancelled`; an OSError of ``source`` passes through.
    """
    size = source.seek(0, os.SEEK_END)
    try:
        files = read_directory(source, size)
        entries = _read_files(source, files, ByteCounter(sum(file.size for file in files), progress, cancel))
        signatures = tuple(_read_signature(source, names, entries) for names in _signature_sets(entries))
    except Refused as refused:
        return ContainerFacts(size, fault=refused.fault)
    return ContainerFacts(size, entries=entries, signatures=signatures)


def read_signatures(source: BinaryIO) -> tuple[bytes, ...]:
    """Read the signatures of a container, in the order in which they were made, and nothing else of it.

    Use it for a file that is known to be one of ours. Empty for a file that is not a container; an OSError passes
    through.
    """
    try:
        files = read_directory(source, source.seek(0, os.SEEK_END))
    except Refused:
        return ()
    names = [names.signature for names in file_layout.signature_sets([file.name for file in files])]
    found = (file for file in files if file.name in names and file.size <= file_layout.MAX_SIGNATURE)
    return tuple(read_at(source, file.data_offset, file.size) for file in found)


def read_signed_pdfs(source: BinaryIO) -> tuple[str, ...]:
    """Read which PDFs a container has, in the order of signing, and nothing else of it, as :func:`read_signatures`."""
    try:
        files = read_directory(source, source.seek(0, os.SEEK_END))
    except Refused:
        return ()
    return file_layout.signed_pdfs([file.name for file in files])


def _read_files(source: BinaryIO, files: Sequence[DirectoryEntry], counter: ByteCounter) -> tuple[ContainerEntry, ...]:
    fault = file_layout.layout_fault([file.name for file in files])
    if fault is not None:
        raise Refused(fault.kind, printable(fault.part.encode("ascii")))
    entries = tuple(read_file(source, file, counter) for file in files)
    if entries[0].sha256 != _MIMETYPE_SHA256:
        raise Refused(FaultKind.WRONG_MIMETYPE, file_layout.MIMETYPE_NAME)
    return entries


def read_file(source: BinaryIO, file: DirectoryEntry, counter: ByteCounter) -> ContainerEntry:
    """Read one file and its header from the container in ``source``. Raises :class:`Refused`."""
    expected = local_header(file)
    actual = read_at(source, file.offset, len(expected))
    if len(actual) != len(expected):
        raise Refused(FaultKind.TRUNCATED, file.name)
    if actual != expected:
        raise header_difference(file.name, _local_fields(actual), _local_fields(expected))
    digest = digest_stream(source, file.size, counter.take)
    if digest.size != file.size:
        raise Refused(FaultKind.TRUNCATED, file.name)
    if digest.crc != file.crc:
        raise Refused(FaultKind.CRC, file.name)
    return ContainerEntry(file.name, file.offset, file.size, file.crc, digest.sha256)


def _local_fields(header: bytes) -> LocalFields:
    return LocalFields._make(LOCAL.unpack_from(header))


def _signature_sets(entries: Sequence[ContainerEntry]) -> tuple[SignatureSet, ...]:
    return file_layout.signature_sets([entry.name for entry in entries])


def _read_signature(source: BinaryIO, names: SignatureSet, entries: Sequence[ContainerEntry]) -> SignatureFacts:
    """Make the manifest again and compare its digest. Equal digests mean equal bytes, so the manifest is read once."""
    at = next(index for index, entry in enumerate(entries) if entry.name == names.manifest)
    covers = covered_entries(entries[:at])
    manifest = manifest_bytes(names.signature, covers)
    if entries[at].sha256 != hashlib.sha256(manifest).hexdigest():
        raise Refused(FaultKind.MANIFEST_DIFFERS, names.manifest)
    p7s = _read_p7s(source, entries[at + 1])
    return SignatureFacts(names.signature, manifest, p7s, tuple(entry.name for entry in covers))


def _read_p7s(source: BinaryIO, entry: ContainerEntry) -> bytes:
    if not 0 < entry.size <= file_layout.MAX_SIGNATURE:
        raise Refused(FaultKind.SIGNATURE_SIZE, entry.name)
    return read_at(source, entry.data_offset, entry.size)
