"""The canonical container without signatures, as a portable draft is (docs/portable-draft.md).

It has the form of a return's container down to the byte. In place of a signed manifest its last file is a list of the
SHA-256 of every file before it, in the form of ``sha256sum``. The list shows damage. It is no protection against a
person, who can calculate it again; a passphrase is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import msgspec

from s11desk.bundle.container.container_facts import ContainerEntry, ContainerFacts, Fault, FaultKind, Refused
from s11desk.bundle.container.container_reader import read_file
from s11desk.bundle.container.container_writer import ContainerInProgress, Member, bytes_member, check_size
from s11desk.bundle.container.directory import printable, read_directory
from s11desk.bundle.container.file_layout import MIMETYPE_NAME, order_fault
from s11desk.bundle.safe_names import first_clash, name_fault
from s11desk.progress import ByteCounter, Cancel, Progress

DIGEST_LIST = "META-INF/sha256.txt"


class PlainLayout(msgspec.Struct, frozen=True):
    """The files of one kind of container. ``mimetype``: the content of its first file.

    ``fixed``: the files that it always has, in order. ``folder``: any number of files follow in it, sorted by name.
    """

    mimetype: bytes
    fixed: tuple[str, ...]
    folder: str


@dataclass(frozen=True, slots=True)
class PlainContainer:
    """The result of reading. ``facts`` are as of a return, without signatures. ``digest``: SHA-256 of the list.

    Two containers with the same digest have the same files. It is empty if the container has a fault.
    """

    facts: ContainerFacts
    digest: str = ""


def write_plain_container(
    out: BinaryIO,
    layout: PlainLayout,
    members: Iterable[Member],
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> tuple[ContainerEntry, ...]:
    """Write a container of ``members`` to ``out``, an empty seekable file, and return its entries.

    Raises ValueError if they are not the files of ``layout``, ``ReturnTooLarge`` before anything is written,
    :class:`IntegrityError` if a file differs from its member, and Cancelled. After an error, discard ``out``.
    """
    payload = tuple(members)
    fault = _layout_fault([MIMETYPE_NAME, *(member.name for member in payload), DIGEST_LIST], layout)
    if fault is not None:
        raise ValueError(fault.kind.value)
    size = sum(member.size for member in payload)
    check_size(size, len(payload) + 2)
    container, counter = ContainerInProgress(out), ByteCounter(size, progress, cancel)
    container.add(bytes_member(MIMETYPE_NAME, layout.mimetype))
    for member in payload:
        container.add(member, counter)
    container.add(bytes_member(DIGEST_LIST, _digest_list(container.entries)))
    container.finish()
    return tuple(container.entries)


def read_plain_container(
    source: BinaryIO, layout: PlainLayout, *, progress: Progress | None = None, cancel: Cancel | None = None
) -> PlainContainer:
    """Read ``source``, a seekable file, from its first byte to its last, as strictly as a return.

    Bad bytes never raise: the first fault is in the result. Raises Cancelled; an OSError of ``source`` passes through.
    """
    size = source.seek(0, 2)
    try:
        files = read_directory(source, size)
        fault = _layout_fault([file.name for file in files], layout)
        if fault is not None:
            raise Refused(fault.kind, printable(fault.part.encode("ascii")))
        counter = ByteCounter(sum(file.size for file in files), progress, cancel)
        entries = tuple(read_file(source, file, counter) for file in files)
        return _compared(size, entries, layout)
    except Refused as refused:
        return PlainContainer(ContainerFacts(size, fault=refused.fault))


def _compared(size: int, entries: tuple[ContainerEntry, ...], layout: PlainLayout) -> PlainContainer:
    """Compare the two files whose bytes follow from the rest."""
    if entries[0].sha256 != hashlib.sha256(layout.mimetype).hexdigest():
        raise Refused(FaultKind.WRONG_MIMETYPE, MIMETYPE_NAME)
    digest = hashlib.sha256(_digest_list(entries[:-1])).hexdigest()
    if entries[-1].sha256 != digest:
        raise Refused(FaultKind.MANIFEST_DIFFERS, DIGEST_LIST)
    return PlainContainer(ContainerFacts(size, entries=entries), digest)


def _digest_list(entries: Sequence[ContainerEntry]) -> bytes:
    return "".join(f"{entry.sha256}  {entry.name}\n" for entry in entries).encode("ascii")


def _layout_fault(names: Sequence[str], layout: PlainLayout) -> Fault | None:
    for name in names:
        if name_fault(name) is not None:
            return Fault(FaultKind.FORBIDDEN_NAME, name)
    clash = first_clash(names)
    if clash is not None:
        return Fault(FaultKind.DUPLICATE_NAME, clash)
    in_folder = sorted(name for name in names if name.startswith(layout.folder))
    return order_fault(names, (MIMETYPE_NAME, *layout.fixed, *in_folder, DIGEST_LIST))
