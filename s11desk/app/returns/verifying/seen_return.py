"""A return that a person has seen, and the same return opened again: never another file under its path.

Between reading a return and signing, saving, printing or sending it, somebody can exchange the file. So each of these
opens it through :func:`open_unchanged`, which compares it with what was read.
"""

from __future__ import annotations

import filecmp
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from s11desk.bundle.audit_file import AuditFile
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_facts import ContainerFacts
from s11desk.bundle.container.container_reader import read_container
from s11desk.bundle.container.file_layout import signed_pdfs
from s11desk.bundle.read_return import ReadReturn, read_return
from s11desk.errors import IntegrityError
from s11desk.errors.return_errors import ReturnChanged
from s11desk.files.durable import writing
from s11desk.files.regular_files import check_regular, open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel
from s11desk.reader_process.run_in_reader import run_in_reader

_BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SeenReturn:
    """Identifies the return that was at ``path`` when a person saw it.

    ``container``: the result of reading it, with the digest of every part. All other bytes of a canonical container
    follow from these. ``sha256``: of the whole file, hexadecimal; empty if ``container`` is there.
    """

    path: Path
    container: ContainerFacts | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class OpenedReturn:
    """The return that was seen, open again. ``stream`` is at any offset."""

    stream: BinaryIO
    read: ReadReturn

    @property
    def contents(self) -> Contents:
        """The files inside. Each is compared with its digest while it is copied."""
        return Contents(self.stream, self.read.container)


@contextmanager
def open_unchanged(seen: SeenReturn, *, cancel: Cancel | None = None) -> Iterator[OpenedReturn]:
    """Open the return. Raises ``ReturnChanged`` if it is another one, even if that shows only during copying.

    Raises what reading raises, and Cancelled.
    """
    with reading_errors(seen.path):
        stream = open_regular(seen.path)
    with stream:
        with reading_errors(seen.path):
            read = _read_return(stream, cancel=cancel)
            is_same = _is_same(seen, stream, read)
        if not is_same or not read.is_intact:
            raise ReturnChanged(path=seen.path)
        try:
            yield OpenedReturn(stream, read)
        except IntegrityError as error:
            raise ReturnChanged(path=seen.path) from error


@run_in_reader
def _read_return(stream: BinaryIO, *, cancel: Cancel | None = None) -> ReadReturn:
    return read_return(stream, cancel=cancel)


def copy_unchanged(seen: SeenReturn, out: BinaryIO) -> None:
    """Copy the whole return to ``out``, an empty file without a name yet. The copied bytes are what is compared.

    Raises ``ReturnChanged`` if they are another file's, what reading raises, and OSError of ``out``.
    """
    sha256 = hashlib.sha256()
    with reading_errors(seen.path):
        source = open_regular(seen.path)
    with source:
        while block := _read(source, seen.path):
            sha256.update(block)
            out.write(block)
    is_same = sha256.hexdigest() == seen.sha256 if seen.sha256 else read_container(out) == seen.container
    if not is_same:
        raise ReturnChanged(path=seen.path)


def is_copy(seen: SeenReturn, path: Path) -> bool:
    """Whether the file at ``path`` has the bytes of the return that was ``seen``. One that cannot be read has not.

    Nothing but bytes that were read before is parsed: any other file is only compared.
    """
    try:
        check_regular(path)
        if not filecmp.cmp(seen.path, path, shallow=False):
            return False
        with open_regular(path) as stream:
            return _digest_of(stream) == seen.sha256 if seen.sha256 else read_container(stream) == seen.container
    except OSError:
        return False


def save_signed_pdf(seen: SeenReturn, out: Path, *, private: bool = False, fresh: bool = False) -> AuditFile:
    """Copy the signed PDF out of a return; the countersigned PDF if there is one. Returns the return's ``audit.json``.

    ``private``: only the owner may read the copy, because no person asked for its place. ``fresh``: it replaces no
    file. Raises what :func:`open_unchanged` and writing raise.
    """
    with open_unchanged(seen) as opened:
        audit_file = opened.read.audit_file
        if audit_file is None:
            raise ValueError("a whole return has answers")
        with writing(out, private=private, fresh=fresh) as target:
            opened.contents.extract(last_pdf(opened.read.container), target)
    return audit_file


def last_pdf(facts: ContainerFacts) -> str:
    """The name of the PDF that has every signature."""
    return signed_pdfs(facts.names)[-1]


def save_part(seen: SeenReturn, part: str, out: Path) -> None:
    """Copy one file out of a return, never over another file.

    Raises ``FileExists``, and what :func:`open_unchanged` raises.
    ``out`` has a name of :func:`s11desk.app.saved_names.savable_path`. Raises what writing raises.
    """
    with open_unchanged(seen) as opened, writing(out, private=False, fresh=True) as target:
        opened.contents.extract(part, target)


def _read(source: BinaryIO, path: Path) -> bytes:
    with reading_errors(path):
        return source.read(_BLOCK)


def _is_same(seen: SeenReturn, stream: BinaryIO, read: ReadReturn) -> bool:
    if seen.container is not None:
        return read.container == seen.container
    return _digest_of(stream) == seen.sha256


def _digest_of(stream: BinaryIO) -> str:
    sha256 = hashlib.sha256()
    stream.seek(0)
    while block := stream.read(_BLOCK):
        sha256.update(block)
    return sha256.hexdigest()
