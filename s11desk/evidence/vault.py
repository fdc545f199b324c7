"""The vault: an exact copy of every attached file. Its name is the SHA-256 of its content.

``FOLDER/ab/abcdef…``: the first two hex digits name the subfolder, all 64 the file, which has no extension. A file is
first copied into a file without a name, examined there, and only then written under its final name.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from s11desk import evidence
from s11desk.errors import IntegrityError
from s11desk.errors.evidence_errors import EvidenceAltered, EvidenceDamaged, EvidenceGone
from s11desk.evidence.file_content import BLOCK
from s11desk.evidence.source_file import open_source_file
from s11desk.files.durable import make_folder, sync_folder, writing
from s11desk.files.partial_files import PARTIAL_SUFFIX
from s11desk.files.presence import Presence, file_presence, folder_presence
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors, writing_errors
from s11desk.progress import Cancel, Progress, stop_if_cancelled

SETTLING_SECONDS = 600.0
"""Seconds. A younger file may belong to a draft that is being saved, so no clean-up removes it."""

_REMOVED_AT_ONCE = 50

_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class FileRule:
    """The rule for attaching files: ``types`` are lower-case extensions without the dot."""

    types: tuple[str, ...]
    max_file_bytes: int


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the vault. ``size`` is in bytes; ``type`` is the usual extension of its type, in lower case.

    ``name``: the file's name for people, with the ending of its type. ``location_removed``: the copy no longer
    says where the photograph was taken.
    """

    sha256: str
    size: int
    type: str
    name: str
    location_removed: bool = False


@dataclass(frozen=True, slots=True)
class CopyOptions:
    """How to copy a file in, if not as it is: a person may choose this after a refusal.

    ``name``: the name to keep it under, from ``EvidenceMislabelled.suggested``; empty for its own. ``to_jpeg``: keep a
    JPEG of the picture. ``keeps_location``: do not remove where the photograph was taken.
    """

    name: str = ""
    to_jpeg: bool = False
    keeps_location: bool = False


DEFAULT_COPY = CopyOptions()


@dataclass(frozen=True, slots=True)
class UnreferencedFile:
    """A file to which no draft refers; ``size`` is in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class CleanUpResult:
    """The outcome of a clean-up.

    ``left``: the files that the vault could not remove, for example because another program has them open.
    """

    removed: tuple[UnreferencedFile, ...]
    left: tuple[UnreferencedFile, ...]


class Vault:
    """The evidence files under ``folder``. The vault makes the folder for the first file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def copy_in(
        self,
        source: Path,
        rule: FileRule,
        options: CopyOptions = DEFAULT_COPY,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> StoredFile:
        """Examine ``source`` and copy it, whole or not at all. An intact copy that is already there is kept.

        ``source`` itself is only read. Raises ``Cancelled``, ``IntegrityError``, ``FileMissing``, ``FileIsFolder``,
        ``FileUnreadable``, ``FileChanged``, ``DiskFull``, ``FolderUnwritable``, or as :func:`check_size` and
        :func:`sniff_type` do.
        """
        with open_source_file(source) as opened:
            name = options.name or opened.name
            if opened.size > rule.max_file_bytes:
                evidence.check_extension(name, rule.types)
            evidence.check_size(name, opened.size, rule.max_file_bytes)
            with self._unnamed_copy() as copy, self._unnamed_copy() as converted:
                sha256 = opened.copy_to(copy, progress, cancel)
                if options.to_jpeg:
                    copy, sha256 = _convert_to_jpeg(copy, converted, name, rule)
                kind = evidence.sniff_type(copy, name, rule.types)
                location_removed = not options.keeps_location and _lost_location(copy, kind)
                sha256 = _hash_whole(copy) if location_removed else sha256
                size = copy.seek(0, os.SEEK_END)
                self._keep(copy, sha256, cancel)
            return StoredFile(sha256, size, kind, evidence.kept_name(name, kind), location_removed)

    def take(self, content: BinaryIO) -> str:
        """Keep a file that was in a vault before, under its digest, without examining its type. Returns the digest.

        Raises ``DiskFull``, ``FolderUnwritable`` or ``IntegrityError``.
        """
        sha256 = _hash_whole(content)
        self._keep(content, sha256, None)
        return sha256

    def take_part(self, sha256: str, write: Callable[[BinaryIO], None]) -> None:
        """Keep a file that ``write`` writes and that has the digest ``sha256``. An intact file is left as it is.

        ``write`` hashes the bytes as it writes them, and raises IntegrityError for another content: they are not read
        a second time. Raises ``DiskFull``, ``FolderUnwritable``, and what ``write`` raises.
        """
        path = self.path(sha256)
        if _is_intact(path):
            os.utime(path)  # makes it a recent file: see SETTLING_SECONDS
            return
        _make_synced_folder(path.parent)
        with writing(path, private=True) as target:
            write(target)

    def path(self, sha256: str) -> Path:
        """The path of the file, which need not exist. Raises ``ValueError`` if ``sha256`` is not a SHA-256."""
        if _SHA256.fullmatch(sha256) is None:
            raise ValueError("not a SHA-256 in lower-case hex digits")
        return self.folder / sha256[:2] / sha256

    def open(self, sha256: str) -> BinaryIO:
        """Open the file without checking its content. Raises ``EvidenceGone`` or ``FileUnreadable``."""
        path = self.path(sha256)
        with reading_errors(path):
            if file_presence(path) is Presence.NO:
                raise EvidenceGone(sha256=sha256)
            return open_regular(path)

    def verify(self, sha256: str, size: int) -> None:
        """Read and check the whole file. Raises ``EvidenceGone``, ``EvidenceAltered`` or ``FileUnreadable``."""
        with self.open(sha256) as stream, reading_errors(self.path(sha256)):
            if os.fstat(stream.fileno()).st_size != size or _hash(stream) != sha256:
                raise EvidenceAltered(sha256=sha256)

    def unreferenced(
        self, keep: Collection[str], *, settling_seconds: float = SETTLING_SECONDS
    ) -> tuple[UnreferencedFile, ...]:
        """The files that are not in ``keep``, in the order of their names, without those that changed recently.

        ``keep``: the SHA-256s to which the drafts refer. Raises ``ValueError`` if one of them is not a SHA-256, before
        looking at any file.
        """
        kept = {self.path(sha256) for sha256 in keep}
        return tuple(
            UnreferencedFile(path.name, size)
            for path, size in self._files_at_rest(settling_seconds)
            if path not in kept and _SHA256.fullmatch(path.name) and path == self.path(path.name)
        )

    def clean_up(
        self,
        keep: Collection[str],
        *,
        settling_seconds: float = SETTLING_SECONDS,
        kept_now: Callable[[], AbstractContextManager[Collection[str]]] = lambda: nullcontext(()),
    ) -> CleanUpResult:
        """Remove the files of :meth:`unreferenced` and partial copies. Only a person's request starts this.

        ``kept_now``: yields the SHA-256s to which drafts refer now, and lets no draft refer to another file before it
        ends. Files are removed inside it, some at a time, because saving waits for it.
        """
        removed: list[UnreferencedFile] = []
        left: list[UnreferencedFile] = []
        files = self.unreferenced(keep, settling_seconds=settling_seconds)
        for start in range(0, len(files), _REMOVED_AT_ONCE):
            with kept_now() as now:
                for file in files[start : start + _REMOVED_AT_ONCE]:
                    if file.sha256 not in now:
                        (removed if _remove(self.path(file.sha256)) else left).append(file)
        for path, _ in self._files_at_rest(settling_seconds):
            if path.name.startswith(".") and path.name.endswith(PARTIAL_SUFFIX):
                _remove(path)
        return CleanUpResult(tuple(removed), tuple(left))

    def _files_at_rest(self, seconds: float) -> Iterator[tuple[Path, int]]:
        """Every file of the vault that has not changed for ``seconds``, with its size in bytes."""
        newest = time.time() - seconds
        with reading_errors(self.folder):
            for path in sorted((*self.folder.glob("*"), *self.folder.glob("[0-9a-f][0-9a-f]/*"))):
                with suppress(FileNotFoundError):  # another program may have removed it since
                    facts = path.lstat()
                    if stat.S_ISREG(facts.st_mode) and facts.st_mtime <= newest:
                        yield path, facts.st_size

    @contextmanager
    def _unnamed_copy(self) -> Iterator[BinaryIO]:
        """A file without a name on the vault's disk. The system removes it however the program ends."""
        with writing_errors(self.folder):
            _make_synced_folder(self.folder)
            with tempfile.TemporaryFile(dir=self.folder, prefix=".", suffix=PARTIAL_SUFFIX) as copy:
                yield copy

    def _keep(self, copy: BinaryIO, sha256: str, cancel: Cancel | None) -> None:
        path = self.path(sha256)
        if _is_intact(path):
            with suppress(OSError):  # another user's file, or removed this moment, which the caller sees
                os.utime(path)  # makes it a recent file: see SETTLING_SECONDS
            return
        _make_synced_folder(path.parent)
        with writing(path, check=partial(_check, sha256=sha256), private=True) as target:
            copy.seek(0)
            while block := copy.read(BLOCK):
                stop_if_cancelled(cancel)
                target.write(block)


def _lost_location(copy: BinaryIO, kind: str) -> bool:
    """Take the place where a photograph was taken out of ``copy``. Returns whether it had one."""
    return kind in evidence.PHOTO_TYPES and evidence.remove_photo_location(copy)


def _convert_to_jpeg(copy: BinaryIO, target: BinaryIO, name: str, rule: FileRule) -> tuple[BinaryIO, str]:
    """A JPEG of the picture, and its digest. Raises ``EvidenceDamaged``, or ``EvidenceTooLarge`` for the JPEG."""
    if not evidence.write_jpeg_copy(copy, target):
        raise EvidenceDamaged(name=name)
    evidence.check_size(name, target.seek(0, os.SEEK_END), rule.max_file_bytes)
    return target, _hash_whole(target)


def _is_intact(path: Path) -> bool:
    try:
        with open_regular(path) as stream:
            return _hash(stream) == path.name
    except OSError:
        return False


def _check(written: Path, *, sha256: str) -> None:
    with written.open("rb") as stream:
        if _hash(stream) != sha256:
            raise IntegrityError("a file copied into the vault does not read back the same")


def _hash(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := stream.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _hash_whole(stream: BinaryIO) -> str:
    stream.seek(0)
    return _hash(stream)


def _make_synced_folder(folder: Path) -> None:
    """Make ``folder`` and sync its parent: otherwise a power cut could lose the folder with the files in it."""
    if folder_presence(folder) is not Presence.YES:
        make_folder(folder, private=True)
        sync_folder(folder.parent)


def _remove(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
