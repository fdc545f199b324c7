"""The limits of a workbook, which hold before a library reads it.

openpyxl makes objects of whole parts, such as all formats of cells and all shared texts, and reads a sheet once for
each name that it has. So a small file can cost a minute and gigabytes. The sizes here are many times what a topic with
a thousand questions needs. Python's zip reader gives no more bytes of a part than the directory states.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from openpyxl.reader.excel import ExcelReader

MAX_READ_BYTES = 10_000_000
"""Unpacked bytes of all parts together that openpyxl might read."""
MAX_PART_BYTES = 6_000_000
"""Unpacked bytes of one sheet, or of the shared texts."""
_MAX_OTHER_BYTES = 1_000_000
"""Unpacked bytes of any other part, such as the formats of cells or the list of sheets."""
MAX_SHEETS = 30
_MAX_PARTS = 2_000
_LARGE = ("xl/worksheets/", "xl/sharedstrings")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\0", b"MM\0*", b"\1\0\0\0", b"\xd7\xcd\xc6\x9a")
"""The beginnings of pictures. openpyxl cannot read one as anything else, whatever the part is called."""


def broken_limit(content: bytes) -> int | None:
    """The limit in bytes that the workbook in ``content`` breaks; None if it keeps all.

    Raises the errors of ``zipfile`` if it is not a zip.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [part for part in archive.infolist() if not _is_picture(archive, part)]
        if len(archive.infolist()) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_READ_BYTES:
            return MAX_READ_BYTES
    return next((limit for part in parts if part.file_size > (limit := _limit_of(part.filename))), None)


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet in the list of a workbook, and the part that has it."""

    name: str
    part: str
    is_hidden: bool


def has_too_many_sheets(content: bytes) -> bool:
    """Whether reading the sheets one after the other would read more than the limit. One part may be many sheets.

    The limits of :func:`broken_limit` hold for ``content``. Raises openpyxl's errors for a damaged workbook.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sizes = {part.filename: part.file_size for part in archive.infolist()}
    paths = [sheet.part for sheet in listed_sheets(content)]
    return len(paths) > MAX_SHEETS or sum(sizes.get(path, 0) for path in paths) > MAX_READ_BYTES


def listed_sheets(content: bytes) -> tuple[ListedSheet, ...]:
    """The sheets of the workbook in ``content``, in their order. Raises openpyxl's errors for a damaged workbook."""
    reader = ExcelReader(io.BytesIO(content), read_only=True, keep_links=False)
    with reader.archive:
        reader.read_manifest()
        reader.read_workbook()
        names = {*reader.archive.namelist()}
        found = [(sheet, relation.target) for sheet, relation in reader.parser.find_sheets()]
    return tuple(
        ListedSheet(sheet.name, part, is_hidden=sheet.state != "visible") for sheet, part in found if part in names
    )


def _limit_of(name: str) -> int:
    return MAX_PART_BYTES if name.lower().startswith(_LARGE) else _MAX_OTHER_BYTES


def _is_picture(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if part.file_size <= _MAX_OTHER_BYTES:
        return False
    with archive.open(part) as stream:
        return stream.read(4).startswith(_PICTURES)
