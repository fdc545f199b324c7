"""The writer: it reads every file once, in constant memory, and makes the same bytes for the same files.

A countersignature rewrites only the end of the file: everything before the central directory stays.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from s11desk.bundle.container import file_layout
from s11desk.bundle.container.container_facts import ContainerEntry, ContainerFacts
from s11desk.bundle.container.digesting import digest_stream
from s11desk.bundle.container.file_layout import SignatureSet
from s11desk.bundle.container.manifest import covered_entries, manifest_bytes
from s11desk.bundle.container.zip_records import (
    CRC_OFFSET,
    DirectoryEntry,
    central_header,
    crc_bytes,
    end_record,
    local_header,
)
from s11desk.errors import IntegrityError
from s11desk.errors.return_errors import ReturnTooLarge
from s11desk.progress import ByteCounter, Cancel, Progress

Sign = Callable[[bytes], bytes]
"""Takes a manifest and returns the detached signature over it: the bytes of a .p7s."""

_MAX_ENTRY_OVERHEAD = 1024
"""Bytes. An entry takes less than this besides its content: two headers, two manifest lines, its name four times."""
_SIGNING_ENTRIES = 3
_COUNTERSIGNING_ENTRIES = 3
"""Entries that are kept free for each approver, so that every return that can be written can also be countersigned."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file to put into a container.

    The stream from ``open`` must have exactly ``size`` bytes and the digest ``sha256`` (lower-case hex; empty if it is
    not known yet). The stream is closed after use.
    """

    name: str
    size: int
    open: Callable[[], BinaryIO]
    sha256: str = ""


def bytes_member(name: str, content: bytes) -> Member:
    """Make a member from bytes in memory."""
    return Member(name, len(content), lambda: io.BytesIO(content))


def file_member(name: str, path: Path) -> Member:
    """Make a member from the file ``path``."""
    return Member(name, path.stat().st_size, lambda: path.open("rb"))


def write_container(
    out: BinaryIO,
    members: Iterable[Member],
    sign: Sign,
    *,
    approvers: int = 1,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> tuple[ContainerEntry, ...]:
    """Write a container of ``members`` to ``out``, an empty seekable file, and return its entries.

    ``members``: ``audit.pdf``, ``audit.json``, ``topic.json``, ``answers.xlsx``, then ``evidence/...`` sorted by name;
    anything else raises ValueError. :func:`read_container` finds the same entries in the result.

    ``approvers``: how many people may sign it after this. ``progress`` and ``cancel`` follow the bytes of ``members``.

    Raises ``ReturnTooLarge`` before anything is written, :class:`IntegrityError` if a file differs
    from its member, and :class:`Cancelled`. After an error, discard ``out``.
    """
    payload = tuple(members)
    _check_layout(payload)
    size = sum(member.size for member in payload)
    check_size(size, len(payload) + _SIGNING_ENTRIES + approvers * _COUNTERSIGNING_ENTRIES)
    container, counter = ContainerInProgress(out), ByteCounter(size, progress, cancel)
    container.add(bytes_member(file_layout.MIMETYPE_NAME, file_layout.MIMETYPE))
    for member in payload:
        container.add(member, counter)
    container.add_signature(file_layout.FIRST, sign)
    container.finish()
    return tuple(container.entries)


def append_countersignature(
    out: BinaryIO,
    facts: ContainerFacts,
    countersigned: Member,
    sign: Sign,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> tuple[ContainerEntry, ...]:
    """Countersign the container in ``out`` by rewriting its end, and return its entries.

    ``out`` holds a copy of a container; ``facts`` is the result of reading it; ``countersigned`` is the approver's PDF,
    one of :data:`file_layout.APPROVED_PDFS`. Raises ValueError if ``facts`` are not canonical or have that PDF
    already, and otherwise as :func:`write_container` does.
    """
    if not facts.canonical or countersigned.name in facts.names or countersigned.name not in file_layout.APPROVED_PDFS:
        raise ValueError(countersigned.name)
    check_size(facts.size + countersigned.size, len(facts.entries) + _COUNTERSIGNING_ENTRIES)
    container = ContainerInProgress(out, facts.entries)  # the new end is longer: it overwrites all of the old one
    container.add(countersigned, ByteCounter(countersigned.size, progress, cancel))
    container.add_signature(file_layout.SIGNATURE_SETS[len(facts.signatures)], sign)
    container.finish()
    return tuple(container.entries)


class ContainerInProgress:
    """A container that is being written: its entries so far, and the position of the next one."""

    def __init__(self, out: BinaryIO, entries: Sequence[ContainerEntry] = ()) -> None:
        self.entries = list(entries)
        self._out = out

    @property
    def end(self) -> int:
        """The offset after the last entry."""
        return self.entries[-1].end if self.entries else 0

    def add(self, member: Member, counter: ByteCounter | None = None) -> None:
        """Write one file. Raises :class:`IntegrityError` if it is not as its member says."""
        listed = DirectoryEntry(member.name, self.end, member.size, crc=0)
        self._out.seek(listed.offset)
        self._out.write(local_header(listed))
        entry = self._copy(member, listed, counter or ByteCounter(member.size))
        self._out.seek(entry.offset + CRC_OFFSET)
        self._out.write(crc_bytes(entry.crc))
        self.entries.append(entry)

    def add_signature(self, names: SignatureSet, sign: Sign) -> None:
        """Write the manifest over the entries so far, and the signature over it."""
        manifest = manifest_bytes(names.signature, covered_entries(self.entries))
        p7s = sign(manifest)
        if not 0 < len(p7s) <= file_layout.MAX_SIGNATURE:
            raise ValueError(len(p7s))
        self.add(bytes_member(names.manifest, manifest))
        self.add(bytes_member(names.signature, p7s))

    def finish(self) -> None:
        """Write the central directory and the end record."""
        directory = b"".join(map(central_header, self.entries))
        end = end_record(entries=len(self.entries), directory_size=len(directory), directory_offset=self.end)
        self._out.seek(self.end)
        self._out.write(directory + end)

    def _copy(self, member: Member, listed: DirectoryEntry, counter: ByteCounter) -> ContainerEntry:
        def take(block: bytes) -> None:
            self._out.write(block)
            counter.step(len(block))

        with member.open() as stream:
            digest = digest_stream(stream, member.size, take)
            is_longer = bool(stream.read(1))
        if is_longer or digest.size != member.size or member.sha256 not in ("", digest.sha256):
            raise IntegrityError(
                f"part {len(self.entries) + 1}"
            )  # no name: this may be logged, and it may be a person's
        return ContainerEntry(listed.name, listed.offset, listed.size, digest.crc, digest.sha256)


def _check_layout(payload: Sequence[Member]) -> None:
    names = [file_layout.MIMETYPE_NAME, *(member.name for member in payload)]
    fault = file_layout.layout_fault([*names, file_layout.FIRST.manifest, file_layout.FIRST.signature])
    if fault is not None:
        raise ValueError(fault.kind.value)


def check_size(content: int, entries: int) -> None:
    """Raise if ``content`` bytes in ``entries`` files might not fit together with the largest possible signature."""
    largest = content + entries * _MAX_ENTRY_OVERHEAD + file_layout.MAX_SIGNATURE
    if largest > file_layout.MAX_CONTAINER or entries > file_layout.MAX_ENTRIES:
        raise ReturnTooLarge(size=content, limit=file_layout.MAX_CONTAINER, entries=entries)
