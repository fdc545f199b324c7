"""Reads a pack from a zip file. It reads only files with the names of a pack, within their limits, into memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.topics.files.make_pack_files import make_pack_files
from s11desk.topics.files.other_files import unexpected_file, zipped_kind
from s11desk.topics.files.pack_file_names import (
    PACK_BYTES,
    PACK_FILES,
    PackFiles,
    byte_limit,
    is_pack_file,
    nearest_file_name,
    unreadable_pack,
)
from s11desk.topics.own_pack import TOPIC_FILE, is_system_file

# zipfile raises these for a broken zip. It documents only the first.
_DAMAGE = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    struct.error,
    zlib.error,
)
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1


@run_in_reader
def read_zip(zip_name: str, content: bytes) -> PackFiles:
    """The pack in the zip ``content``. Its files are at the top or inside one single folder."""
    if len(content) > PACK_BYTES:
        return unreadable_pack(ProblemCode.PACK_TOO_LARGE, zip_name, PACK_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read_archive(zip_name, archive)
    except _DAMAGE:
        return unreadable_pack(ProblemCode.ZIP_DAMAGED, zip_name)


def _read_archive(zip_name: str, archive: zipfile.ZipFile) -> PackFiles:
    entries = _entries(archive)
    if kind := zipped_kind(name for name, _ in entries):
        return PackFiles(None, problems=(Problem(ProblemCode.FILE_NOT_PACK, file=zip_name, found=kind),))
    if not entries:
        return unreadable_pack(ProblemCode.FILE_EMPTY, zip_name)
    if len(entries) > PACK_FILES:
        return unreadable_pack(ProblemCode.FILES_TOO_MANY, zip_name, PACK_FILES)
    names = {name for name, _ in entries}
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    bytes_left = PACK_BYTES
    for name, entry in entries:
        found = _repeated_file(name) if name in contents else _read_entry(archive, name, entry, names)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        contents[name] = found
        bytes_left -= len(found)
        if bytes_left < 0:
            return unreadable_pack(ProblemCode.PACK_TOO_LARGE, zip_name, PACK_BYTES)
    return make_pack_files(contents, problems)


def _entries(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """Every file of the zip by its name inside the pack. Some programs on Windows write "\\" into names."""
    named = [(entry.filename.replace("\\", "/"), entry) for entry in archive.infolist()]
    files = [(name, entry) for name, entry in named if not name.endswith("/") and not is_system_file(name)]
    top = _single_folder([name for name, _ in files])
    return [(name.removeprefix(top), entry) for name, entry in files]


def _single_folder(names: list[str]) -> str:
    """``FOLDER/`` if all files are in one folder, as "Send to > Compressed folder" makes it; otherwise empty."""
    tops = {name.partition("/")[0] for name in names}
    top = f"{tops.pop()}/" if len(tops) == 1 else ""
    return top if f"{top}{TOPIC_FILE}" in names else ""


def _read_entry(archive: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo, names: set[str]) -> bytes | Problem:
    if not is_pack_file(name):
        return unexpected_file(name, names, nearest_file_name(name))
    if entry.flag_bits & _ENCRYPTED:
        return Problem(ProblemCode.ZIP_ENCRYPTED, file=name)
    if entry.compress_type not in _METHODS:
        return Problem(ProblemCode.ZIP_DAMAGED, file=name)
    try:
        with archive.open(entry) as stream:
            content = stream.read(byte_limit(name) + 1)
    except _DAMAGE:
        return Problem(ProblemCode.ZIP_DAMAGED, file=name)
    if len(content) > byte_limit(name):
        return Problem(ProblemCode.FILE_TOO_LARGE, file=name, limit=byte_limit(name))
    return content


def _repeated_file(name: str) -> Problem:
    return Problem(ProblemCode.FILE_REPEATED, file=name)
