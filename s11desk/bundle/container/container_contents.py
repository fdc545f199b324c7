"""The files inside a container, after the reader has found the container canonical."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from s11desk.bundle.container.container_facts import ContainerEntry, ContainerFacts
from s11desk.bundle.container.digesting import digest_stream
from s11desk.errors import IntegrityError
from s11desk.override import override
from s11desk.progress import ByteCounter, Cancel, Progress

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


@dataclass(frozen=True, slots=True)
class Contents:
    """Reads the files of the container in ``source``. ``facts``: the result of reading that container.

    A name that is not in ``facts.entries`` raises KeyError; a file that is not canonical has no entries. Do not use it
    from two threads at once: all files share ``source``.
    """

    source: BinaryIO
    facts: ContainerFacts

    def open_member(self, name: str) -> BinaryIO:
        """Open a read-only, seekable view of one file. Closing the view leaves ``source`` open."""
        return cast(BinaryIO, io.BufferedReader(_Section(self.source, self.facts.entry(name))))

    def read_member(self, name: str, limit: int) -> bytes:
        """Read a whole small file. Raises ValueError if it has more than ``limit`` bytes.

        Raises :class:`IntegrityError` if the file has changed since the container was read.
        """
        entry = self.facts.entry(name)
        if entry.size > limit:
            raise ValueError(entry.size)
        out = io.BytesIO()
        self._copy(entry, out, ByteCounter(entry.size))
        return out.getvalue()

    def extract(
        self, name: str, out: BinaryIO, *, progress: Progress | None = None, cancel: Cancel | None = None
    ) -> None:
        """Copy a file to ``out``. Raises the same errors as :meth:`read_member`, and :class:`Cancelled`."""
        entry = self.facts.entry(name)
        self._copy(entry, out, ByteCounter(entry.size, progress, cancel))

    def _copy(self, entry: ContainerEntry, out: BinaryIO, counter: ByteCounter) -> None:
        def take(block: bytes) -> None:
            out.write(block)
            counter.step(len(block))

        self.source.seek(entry.data_offset)
        if digest_stream(self.source, entry.size, take).sha256 != entry.sha256:
            raise IntegrityError(f"part at {entry.offset}")


class _Section(io.RawIOBase):
    """The bytes of one entry, as a seekable file."""

    def __init__(self, source: BinaryIO, entry: ContainerEntry) -> None:
        super().__init__()
        self._source = source
        self._entry = entry
        self._position = 0

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._entry.size}[whence]
        if start + offset < 0:
            raise ValueError(offset)
        self._position = start + offset
        return self._position

    @override
    def tell(self) -> int:
        return self._position

    @override
    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        left = max(0, self._entry.size - self._position)
        self._source.seek(self._entry.data_offset + self._position)
        block = self._source.read(min(len(view), left))
        view[: len(block)] = block
        self._position += len(block)
        return len(block)
