"""Writes a file with questions for a colleague, or with their answers; it gets its name when it was read back."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from s11desk.app.asking.asking_format import (
    ANSWERS_JSON,
    ANSWERS_LAYOUT,
    QUESTIONS_JSON,
    QUESTIONS_LAYOUT,
    QuestionsFile,
    ReplyFile,
)
from s11desk.app.asking.read_asking_file import check_answers_file, check_questions
from s11desk.app.home.leftovers import remember_folder
from s11desk.app.home.work_folder import new_work_folder, remove_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.check_parts import evidence_name
from s11desk.app.moves.draft_format import TOPIC
from s11desk.app.moves.write_draft_file import evidence_member
from s11desk.app.returns.making.locked_return import lock_stream
from s11desk.bundle.canonical_json import encode_canonical
from s11desk.bundle.container.container_writer import bytes_member
from s11desk.bundle.container.digesting import digest_stream
from s11desk.bundle.container.plain_container import write_plain_container
from s11desk.domain.topics.topic import Topic
from s11desk.errors import IntegrityError
from s11desk.errors.asking_errors import AskedFilesTooLarge
from s11desk.errors.move_errors import DraftFileNewer, DraftFileRefused
from s11desk.errors.return_errors import ReturnTooLarge
from s11desk.files.durable import UnnamedFile, make_folder, naming, writing
from s11desk.files.system_errors import writing_errors
from s11desk.progress import Cancel, Progress
from s11desk.signing.identity.keyfile import check_new_passphrase
from s11desk.topics.pack import encode_topic


@dataclass(frozen=True, slots=True)
class AskingFile:
    """What goes into the file. ``topic``: only the questions that are asked. ``passphrase``: empty for none."""

    file: QuestionsFile | ReplyFile
    topic: Topic
    passphrase: str = ""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """The file that was written. ``size`` in bytes; ``sha256``: of its content, hexadecimal."""

    path: Path
    size: int
    sha256: str


def random_id() -> str:
    """An id of 16 hexadecimal digits that nobody else draws."""
    return secrets.token_hex(8)


def write_asking_file(
    workspace: Workspace,
    content: AskingFile,
    out: Path,
    record: Callable[[], None],
    *,
    progress: Progress,
    cancel: Cancel,
) -> WrittenFile:
    """Write the new file ``out``, for its owner alone. ``record`` is called when it is whole, before it has its name.

    Raises ``EvidenceGone``, ``EvidenceAltered``, ``FileExists``, ``AskedFilesTooLarge``, ``PassphraseTooShort`` and the
    like, what ``record`` and writing raise, and Cancelled. Then there is no file.
    """
    if content.passphrase:
        check_new_passphrase(content.passphrase)
    make_folder(out.parent, private=False)
    remember_folder(workspace.home, out.parent)
    with naming(out, private=True, fresh=True) as file:
        _write_file(workspace, file, content, progress, cancel)
        size = file.stream.seek(0, os.SEEK_END)
        file.stream.seek(0)
        sha256 = digest_stream(file.stream, size, lambda _: None).sha256
        file.finish()
        record()
    return WrittenFile(out, size, sha256)


def _write_file(
    workspace: Workspace, file: UnnamedFile, content: AskingFile, progress: Progress, cancel: Cancel
) -> None:
    """Write the file and read it back. One under a passphrase is written inside the home first, and encrypted."""
    if not content.passphrase:
        _write(workspace, file.stream, content, progress, cancel)
        return
    folder = new_work_folder(workspace.home)
    try:
        with writing(folder / "plain") as out:
            _write(workspace, out, content, progress, cancel)
            with writing_errors(file.target):
                lock_stream(out, file.stream, content.passphrase, cancel=cancel)
    finally:
        remove_folder(folder)


def _write(workspace: Workspace, out: BinaryIO, content: AskingFile, progress: Progress, cancel: Cancel) -> None:
    is_questions = isinstance(content.file, QuestionsFile)
    part = content.file.asked.part if isinstance(content.file, QuestionsFile) else content.file.part
    files = {evidence_name(item): item for item in reversed(part.evidence)}  # errors name the first of one content
    members = (
        bytes_member(QUESTIONS_JSON if is_questions else ANSWERS_JSON, encode_canonical(content.file)),
        bytes_member(TOPIC, encode_topic(content.topic)),
        *(evidence_member(workspace, files[name]) for name in sorted(files)),
    )
    layout = QUESTIONS_LAYOUT if is_questions else ANSWERS_LAYOUT
    try:
        write_plain_container(out, layout, members, progress=progress, cancel=cancel)
    except ReturnTooLarge as error:
        raise AskedFilesTooLarge(size=error.size, limit=error.limit) from error
    _read_back(out, content, cancel)


def _read_back(written: BinaryIO, content: AskingFile, cancel: Cancel) -> None:
    """Raise IntegrityError if the file is not one that another computer would take in."""
    read = check_questions if isinstance(content.file, QuestionsFile) else check_answers_file
    try:
        found = read(written, Path(), deep=False, cancel=cancel)
    except (DraftFileRefused, DraftFileNewer) as error:
        raise IntegrityError("a file for a colleague does not read back") from error
    if found.file != content.file:
        raise IntegrityError("a file for a colleague reads back as another one")
