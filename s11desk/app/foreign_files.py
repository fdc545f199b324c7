"""Finds the kind of a file that is not a return of this program, by its content and not by its name."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from s11desk.app.email_start import starts_as_email
from s11desk.bundle.audit_file import FORMAT
from s11desk.bundle.container.file_layout import AUDIT_JSON, AUDIT_PDF, FIRST, TOPIC_JSON
from s11desk.bundle.file_start import (
    SQLITE,
    starts_as_answers,
    starts_as_draft_file,
    starts_as_questions,
    starts_as_reply,
    starts_as_return,
)
from s11desk.bundle.zip_listing import ListedFile, first_bytes, list_zip
from s11desk.domain.returns.foreign_file import ForeignFile, ForeignKind
from s11desk.evidence.findings import EMPTY
from s11desk.evidence.sniff import examine_type
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.signing.envelope.envelope_start import is_envelope, is_locked_envelope, is_other_envelope

_HEAD = 4096
_MAX_LOOKED_INTO = 500
"""Files inside a zip whose first bytes are read."""
_BLOCK = 1 << 20
_ZIP = b"PK\x03\x04"
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"MSCF", b"PK\x07\x08PK")
"""7-Zip, RAR, gzip, bzip2, XZ, Cabinet, and the first part of a zip that was split."""
_TAR, _TAR_AT = b"ustar", 257
_PKCS12 = re.compile(rb"\x30(?:\x80|\x82..|\x83...|\x81.)\x02\x01\x03\x30", re.DOTALL)
_PEM = re.compile(rb"\s*-----BEGIN (?:CERTIFICATE|[A-Z ]*KEY)-----")
_OF_SYSTEM = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_OFFICE = ("[content_types].xml", "mimetype")
_OF_OFFICE = {"word/": "a Word document", "xl/": "an Excel workbook", "ppt/": "a PowerPoint presentation"}
"""By the folder that its parts are in."""
_MOVING: dict[Callable[[bytes], bool], ForeignKind] = {
    starts_as_draft_file: ForeignKind.PORTABLE_DRAFT,
    starts_as_questions: ForeignKind.QUESTIONS,
    starts_as_answers: ForeignKind.ANSWERS,
    starts_as_reply: ForeignKind.REPLY,
}
_STATED_FORMAT = re.compile(rb'\{\s*"format": ?([0-9]{1,6})\b')
_NAMELESS = "unknown"
_OUTLOOK = "an Outlook message"
_END_OF_ZIP = b"PK\5\6"
_EMPTY_ZIP = "an empty zip file, with no file in it"
_MAX_SEARCHED = 256 << 20
"""Bytes of a file whose content is searched for its kind. A larger one is named only by its first bytes."""


@run_in_reader
def find_foreign_file(stream: BinaryIO) -> ForeignFile | None:
    """Find the kind of the file in ``stream``; None if it is unclear. No content raises; an OSError passes through."""
    stream.seek(0)
    head = stream.read(_HEAD)
    found = _by_start(head)
    if found is not None:
        return found
    if head.startswith(_END_OF_ZIP):
        return ForeignFile(ForeignKind.OTHER, noun=_EMPTY_ZIP)
    return _by_directory(stream, head) if head.startswith(_ZIP) else _by_kind(stream)


def find_foreign_folder(path: Path) -> ForeignFile | None:
    """What the folder ``path`` is; None unless it has the parts of a return, as after unpacking one."""
    with_parts = (folder for folder in (path, *_single_folder(path)) if _has_parts(folder))
    return ForeignFile(ForeignKind.UNPACKED) if next(with_parts, None) is not None else None


def _single_folder(path: Path) -> Iterable[Path]:
    """The only folder inside ``path``, as many programs make one when they unpack."""
    try:
        inside = [entry for entry in path.iterdir() if not _is_of_system(entry.name)]
        return inside if len(inside) == 1 and inside[0].is_dir() else []
    except OSError:
        return []


def _has_parts(folder: Path) -> bool:
    try:
        return all((folder / part).is_file() for part in (AUDIT_JSON, TOPIC_JSON, AUDIT_PDF))
    except OSError:
        return False


def _by_start(head: bytes) -> ForeignFile | None:
    """What the first bytes alone show."""
    if not head.strip(b"\0"):
        return ForeignFile(ForeignKind.EMPTY)
    if is_envelope(head):
        return ForeignFile(ForeignKind.LOCKED if is_locked_envelope(head) else ForeignKind.ENCRYPTED)
    moving = next((kind for starts_as, kind in _MOVING.items() if starts_as(head)), None)
    if moving is not None:
        return ForeignFile(moving)
    if is_other_envelope(head):
        return ForeignFile(ForeignKind.OTHER, noun="a message that another program encrypted")
    if head.startswith(SQLITE):
        return ForeignFile(ForeignKind.DRAFTS)
    if _PKCS12.match(head) or _PEM.match(head):
        return ForeignFile(ForeignKind.KEY)
    if head.lstrip().startswith(b"{") and b'"return"' in head and b'"audit_id"' in head:
        return ForeignFile(ForeignKind.DATA_ALONE)
    if head.lstrip().startswith(b"{") and b'"partnership"' in head and b'"id"' in head:
        return ForeignFile(ForeignKind.TOPIC_PACK)
    if starts_as_email(head):
        return ForeignFile(ForeignKind.EMAIL)
    return ForeignFile(ForeignKind.ARCHIVE) if head.startswith(_ARCHIVES) or _is_tar(head) else None


def _is_tar(head: bytes) -> bool:
    return head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR


def _by_directory(stream: BinaryIO, head: bytes) -> ForeignFile | None:
    """What the files in a zip show. None if somebody changed a return as we make it, or cut it short."""
    listed = list_zip(stream)
    if listed is None:
        return None
    if starts_as_return(head) and _is_as_made(listed):
        return ForeignFile(ForeignKind.NEWER) if _is_newer(stream, listed) else None
    files = tuple(file for file in listed if not file.name.endswith("/") and not _is_of_system(file.name))
    if listed and not files:
        return ForeignFile(ForeignKind.OTHER, noun=_EMPTY_ZIP)
    names = {file.name.lower() for file in files}
    if _is_return(names):
        return ForeignFile(ForeignKind.REPACKED)
    if any(PurePosixPath(name).name == TOPIC_JSON for name in names):
        return ForeignFile(ForeignKind.TOPIC_PACK)
    return _by_contents(stream, files) if names.isdisjoint(_OFFICE) else _by_kind(stream, _office_noun(names))


def _office_noun(names: set[str]) -> str:
    """What Word, Excel or PowerPoint wrote, even if it is damaged; empty if none of them did."""
    return next((noun for folder, noun in _OF_OFFICE.items() if any(name.startswith(folder) for name in names)), "")


def _by_contents(stream: BinaryIO, files: tuple[ListedFile, ...]) -> ForeignFile:
    """What a zip is whose files belong to nothing that we know: it may hold a return."""
    inner = _file_inside(stream, files, lambda head: starts_as_return(head) or is_envelope(head))
    if inner is not None:
        return ForeignFile(ForeignKind.ZIP_IN_ZIP, part=inner)
    if any(file.is_locked for file in files):
        return ForeignFile(ForeignKind.LOCKED_ZIP)
    packed = _file_inside(stream, files, _may_hold_return)
    return ForeignFile(ForeignKind.OTHER_ZIP) if packed is None else ForeignFile(ForeignKind.NESTED, part=packed)


def _may_hold_return(head: bytes) -> bool:
    return head.startswith((_ZIP, *_ARCHIVES)) or _is_tar(head) or starts_as_email(head)


def _is_return(names: set[str]) -> bool:
    """Whether the parts of a return are together, at the top or in one folder."""
    folders = {name.removesuffix(AUDIT_JSON) for name in names if PurePosixPath(name).name == AUDIT_JSON}
    parts = {part.lower() for part in (TOPIC_JSON, AUDIT_PDF, FIRST.manifest)}
    return any(
        len(parts & {name.removeprefix(folder) for name in names if name.startswith(folder)}) > 1 for folder in folders
    )


def _is_as_made(listed: tuple[ListedFile, ...]) -> bool:
    """Whether most headers have our values. Then somebody changed the file, but no program packed it again."""
    return 2 * sum(file.is_like_ours for file in listed) > len(listed)


def _is_newer(stream: BinaryIO, listed: tuple[ListedFile, ...]) -> bool:
    """Whether a newer version made it, whose return may have other files than ours."""
    data = next((file for file in listed if file.name == AUDIT_JSON), None)
    stated = _STATED_FORMAT.match(first_bytes(stream, data, _HEAD)) if data is not None else None
    return stated is not None and int(stated[1]) > FORMAT


def _file_inside(stream: BinaryIO, files: tuple[ListedFile, ...], is_wanted: Callable[[bytes], bool]) -> str | None:
    looked_into = files[:_MAX_LOOKED_INTO]
    return next((file.name for file in looked_into if is_wanted(first_bytes(stream, file, _HEAD))), None)


def _is_of_system(name: str) -> bool:
    lower = name.lower()
    last = lower.rpartition("/")[2]
    return lower.startswith(_OF_SYSTEM[0]) or last in _OF_SYSTEM or last.startswith("._")


def _by_kind(stream: BinaryIO, noun: str = "") -> ForeignFile | None:
    """What the kind of content shows. ``noun``: what the names inside a zip show better."""
    if stream.seek(0, os.SEEK_END) > _MAX_SEARCHED:
        return None
    findings = examine_type(stream)
    if findings == EMPTY or findings.noun == _NAMELESS:
        return None
    if findings.noun == _OUTLOOK:
        return ForeignFile(ForeignKind.EMAIL)
    if findings.types == {"pdf"} and _is_signed_by_us(stream):
        return ForeignFile(ForeignKind.SIGNED_PDF)
    return ForeignFile(ForeignKind.OTHER, noun=noun or findings.noun)


def _is_signed_by_us(stream: BinaryIO) -> bool:
    """Whether a PDF has a signature and our attached file."""
    wanted = {b"/ByteRange", b"(audit.json)"}
    stream.seek(0)
    before = b""
    for _ in range(_MAX_SEARCHED // _BLOCK):
        block = stream.read(_BLOCK)
        wanted -= {word for word in wanted if word in before + block}
        if not block or not wanted:
            break
        before = block[-16:]
    return not wanted
