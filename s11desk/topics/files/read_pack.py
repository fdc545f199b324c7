"""Reads the files of a pack from a folder, a zip or a single ``topic.json``. It never unpacks anything to disk."""

from __future__ import annotations

import errno
import os
import stat
from itertools import islice
from pathlib import Path

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.files.presence import is_folder
from s11desk.files.system_errors import reading_errors
from s11desk.topics.files.make_pack_files import make_pack_files
from s11desk.topics.files.other_files import holds_submissions, other_kind, unexpected_file
from s11desk.topics.files.pack_file_names import (
    PACK_BYTES,
    PACK_FILES,
    TOPIC_BYTES,
    PackFiles,
    byte_limit,
    is_pack_file,
    nearest_file_name,
    unreadable_pack,
)
from s11desk.topics.files.zipped_pack import read_zip
from s11desk.topics.own_pack import GUIDANCE_FOLDER, TOPIC_FILE, is_system_file

_ZIP_MAGIC = b"PK"
_DEEPEST, _WIDEST = 3, 200
"""Folders in folders, and entries of one, in which a ``topic.json`` is looked for."""


def read_pack(path: Path) -> PackFiles:
    """The files at ``path``, with their problems in ``problems``.

    Raises ``FileMissing`` or ``FileUnreadable`` if there is nothing to read at all.
    """
    with reading_errors(path):
        if is_folder(path):
            return _read_folder(path)
        content = _read_regular(path, PACK_BYTES)
    if content.startswith(_ZIP_MAGIC):
        return read_zip(path.name, content)
    if len(content) > TOPIC_BYTES:
        return unreadable_pack(ProblemCode.FILE_TOO_LARGE, path.name, TOPIC_BYTES)
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return unreadable_pack(ProblemCode.FILE_EMPTY, path.name)
    if holds_submissions(content):
        return unreadable_pack(ProblemCode.ANSWERS_NOT_PACK, path.name)
    if kind := other_kind(path.name, content):
        return PackFiles(None, problems=(Problem(ProblemCode.FILE_NOT_PACK, file=path.name, found=kind),))
    return PackFiles(content, is_single=True, topic_name=path.name)


def _read_folder(folder: Path) -> PackFiles:
    names = sorted(_names_in(folder))
    if len(names) > PACK_FILES:
        return unreadable_pack(ProblemCode.FILES_TOO_MANY, folder.name, PACK_FILES)
    contents: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in names:
        found = _read_file(folder, name, names)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            contents[name] = found
    return make_pack_files(contents, problems)


def _names_in(folder: Path) -> list[str]:
    """The names in the folder and, with "/", those in its ``guidance`` folder.

    In other folders only a ``topic.json`` is looked for, a few folders deep: the pack is then in there.
    """
    names = []
    for entry in os.scandir(folder):
        if entry.name == GUIDANCE_FOLDER and entry.is_dir(follow_symlinks=False):
            names += [f"{GUIDANCE_FOLDER}/{inner.name}" for inner in os.scandir(entry)]
        elif entry.is_dir(follow_symlinks=False) and (deeper := _topic_below(folder, entry.name)):
            names.append(deeper)
        else:
            names.append(entry.name)
    return [_as_text(name) for name in names if not is_system_file(name)]


def _topic_below(folder: Path, name: str, deep: int = _DEEPEST) -> str:
    """The path of a ``topic.json`` below ``folder``, with "/"; empty if there is none within some folders."""
    try:
        with os.scandir(folder / name) as entries:
            inside = list(islice(entries, _WIDEST))
    except OSError:  # it may be anybody's folder; only the pack has to be readable
        return ""
    if any(entry.name == TOPIC_FILE for entry in inside):
        return f"{name}/{TOPIC_FILE}"
    deeper = (entry.name for entry in inside if deep and entry.is_dir(follow_symlinks=False))
    return next((found for one in deeper if (found := _topic_below(folder, f"{name}/{one}", deep - 1))), "")


def _as_text(name: str) -> str:
    """A name on Linux may have bytes that are not text. No file of a pack has such a name."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _read_file(folder: Path, name: str, names: list[str]) -> bytes | Problem:
    """The bytes of one file. A link is refused: it could put a private file of this computer into every return."""
    if not is_pack_file(name):
        return unexpected_file(name, names, nearest_file_name(name))
    if not stat.S_ISREG((folder / name).lstat().st_mode):
        return Problem(ProblemCode.FILE_NOT_PLAIN, file=name)
    content = _read_regular(folder / name, byte_limit(name))
    if len(content) > byte_limit(name):
        return Problem(ProblemCode.FILE_TOO_LARGE, file=name, limit=byte_limit(name))
    return content


def _read_regular(path: Path, limit: int) -> bytes:
    """The file's bytes, at most one more than ``limit``. A device or a pipe is refused: reading it might never end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    with path.open("rb") as stream:
        return stream.read(limit + 1)
