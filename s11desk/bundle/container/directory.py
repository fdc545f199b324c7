"""The reader's first half: the end record and the central directory.

The reader takes only names, CRCs and sizes from the directory. It derives all other fields and every offset from them
and compares byte for byte. So there is only one way to write a directory, and no field can hide anything.
"""

from __future__ import annotations

from typing import BinaryIO

from s11desk.bundle.container.container_facts import FaultKind, Refused
from s11desk.bundle.container.file_layout import MAX_CONTAINER, MAX_ENTRIES
from s11desk.bundle.container.zip_records import (
    CENTRAL,
    END,
    USED_FIELDS,
    CentralFields,
    DirectoryEntry,
    EndFields,
    Fields,
    LocalFields,
    central_header,
    end_record,
)
from s11desk.bundle.safe_names import MAX_NAME
from s11desk.wording.plain_text import every_character

_MAX_COMMENT_SIZE = 0xFFFF
_ZIP64_COUNT = 0xFFFF
_ZIP64_SIZE = 0xFFFFFFFF

_KINDS = {
    "flags": FaultKind.FLAGS,
    "method": FaultKind.COMPRESSED,
    "extra_length": FaultKind.HIDDEN_BYTES,
    "comment_length": FaultKind.HIDDEN_BYTES,
}


def read_directory(source: BinaryIO, size: int) -> tuple[DirectoryEntry, ...]:
    """Read the list of files, with derived offsets, from the container of ``size`` bytes in ``source``.

    Raises :class:`Refused` unless the directory is canonical and accounts for every byte of the file. The names are
    short ASCII text; they are not checked otherwise.
    """
    if size > MAX_CONTAINER:
        raise Refused(FaultKind.TOO_LARGE)
    end = _read_end(source, size)
    directory = read_at(source, end.directory_offset, end.directory_size)
    files = _files(directory, end)
    if end.directory_offset != (files[-1].end if files else 0):
        raise Refused(FaultKind.HIDDEN_BYTES, field="directory_offset")
    return files


def read_at(source: BinaryIO, offset: int, size: int) -> bytes:
    """Read ``size`` bytes at ``offset``, fewer at the end of the file."""
    source.seek(offset)
    return source.read(size)


def printable(raw: bytes) -> str:
    """Make a name from an untrusted file safe to show."""
    return every_character(raw[:MAX_NAME].decode("ascii", "backslashreplace"))


def header_difference(part: str, actual: Fields, expected: Fields) -> Refused:
    """Make the exception for a header that differs from the derived one. It names the first field that differs."""
    for field, found, wanted in zip(expected._fields, actual, expected, strict=True):
        if found != wanted:
            return Refused(_KINDS.get(field, FaultKind.WRONG_HEADER), part, field)
    return Refused(FaultKind.WRONG_HEADER, part, "name")


def _read_end(source: BinaryIO, size: int) -> EndFields:
    record = read_at(source, max(0, size - END.size), END.size)
    if len(record) < END.size or not record.startswith(EndFields().signature):
        raise _no_end_record(source, size)
    end = EndFields._make(END.unpack(record))
    _check_end(end, record)
    _check_extent(end, size)
    return end


def _no_end_record(source: BinaryIO, size: int) -> Refused:
    start = max(0, size - END.size - _MAX_COMMENT_SIZE)
    if _has_end_record(read_at(source, start, END.size + _MAX_COMMENT_SIZE), start):
        return Refused(FaultKind.HIDDEN_BYTES)
    signature = LocalFields().signature
    head = read_at(source, 0, len(signature))
    return Refused(FaultKind.TRUNCATED if signature.startswith(head) else FaultKind.NOT_A_ZIP)


def _has_end_record(tail: bytes, start: int) -> bool:
    """Check that ``tail``, which begins at ``start``, holds the end of this zip, not of an office file inside it."""
    at = tail.rfind(EndFields().signature)
    if at < 0 or len(tail) - at < END.size:
        return False
    end = EndFields._make(END.unpack_from(tail, at))
    return end.directory_offset + end.directory_size == start + at


def _check_end(end: EndFields, record: bytes) -> None:
    if _ZIP64_COUNT in (end.entries, end.entries_on_disk) or _ZIP64_SIZE in (end.directory_size, end.directory_offset):
        raise Refused(FaultKind.ZIP64)
    if end.entries > MAX_ENTRIES:
        raise Refused(FaultKind.TOO_MANY_ENTRIES)
    expected = end_record(entries=end.entries, directory_size=end.directory_size, directory_offset=end.directory_offset)
    if record != expected:
        raise header_difference("", end, EndFields._make(END.unpack(expected)))


def _check_extent(end: EndFields, size: int) -> None:
    """Check that the three parts fill the file, and that the directory is not longer than its entries need."""
    if end.directory_offset + end.directory_size + END.size != size:
        raise Refused(FaultKind.HIDDEN_BYTES, field="directory_size")
    if end.directory_size > end.entries * (CENTRAL.size + MAX_NAME):
        raise Refused(FaultKind.HIDDEN_BYTES, field="directory_size")


def _files(directory: bytes, end: EndFields) -> tuple[DirectoryEntry, ...]:
    files: list[DirectoryEntry] = []
    position = offset = 0
    for _ in range(end.entries):
        file = _file(directory, position, offset)
        if file.end > end.directory_offset:
            raise Refused(FaultKind.OVERLAP, printable(file.name.encode("ascii")), "size")
        files.append(file)
        position += CENTRAL.size + len(file.name)
        offset = file.end
    if position != len(directory):
        raise Refused(FaultKind.HIDDEN_BYTES, field="entries")
    return tuple(files)


def _file(directory: bytes, position: int, offset: int) -> DirectoryEntry:
    name_at = position + CENTRAL.size
    if name_at > len(directory):
        raise Refused(FaultKind.WRONG_HEADER, field="entries")
    crc, size, name_length = USED_FIELDS.unpack_from(directory, position)
    raw = directory[name_at : name_at + name_length]
    file = DirectoryEntry(raw.decode("ascii", "replace"), offset, size, crc)
    if size == _ZIP64_SIZE or not raw.isascii() or directory[position : name_at + len(raw)] != central_header(file):
        raise _central_fault(directory, position, raw, file)
    return file


def _central_fault(directory: bytes, position: int, raw: bytes, file: DirectoryEntry) -> Refused:
    """Find the fault of a central header that differs from the derived one."""
    fields = CentralFields._make(CENTRAL.unpack_from(directory, position))
    if _ZIP64_SIZE in (fields.size, fields.compressed_size, fields.offset):
        return Refused(FaultKind.ZIP64, printable(raw))
    if not raw.isascii():
        return Refused(FaultKind.FORBIDDEN_NAME, printable(raw))
    return _central_difference(printable(raw), fields, CentralFields._make(CENTRAL.unpack_from(central_header(file))))


def _central_difference(part: str, actual: CentralFields, expected: CentralFields) -> Refused:
    refused = header_difference(part, actual, expected)
    if refused.fault.field != "offset":
        return refused
    kind = FaultKind.HIDDEN_BYTES if actual.offset > expected.offset else FaultKind.OVERLAP
    return Refused(kind, part, "offset")
