"""Look at a file that someone hands over: find its kind, check a pack or a return, save one part of a return."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.identity.known_signers import note_certificates
from s11desk.app.identity.signer_standings import read_signers
from s11desk.app.returns.encrypt import ENDING
from s11desk.app.returns.verify import Verdict, verify_return
from s11desk.app.topics import list_topics
from s11desk.bundle.container.container_contents import Contents
from s11desk.domain.pack_problems import Problem
from s11desk.domain.topic import Topic
from s11desk.durable import is_folder, reading_errors, writing
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.topics.files.pack_file_names import PACK_BYTES
from s11desk.topics.pack import load_pack
from s11desk.topics.topic_invalid import TopicInvalid

_ZIP = b"PK\x03\x04"
_FIRST_NAME = slice(30, 38)
"""The bytes with the name of a zip's first file. The first file of a return is ``mimetype``."""
_TOPIC_FILE = "topic.json"
_AUDIT_FILE = "audit.json"


class FileKind(StrEnum):
    """How the program handles a file. RETURN is also for unknown files: its reader reports why it cannot read one."""

    RETURN = "return"
    ENCRYPTED = "encrypted"
    PACK = "pack"


@dataclass(frozen=True, slots=True)
class CheckedPack:
    """A topic pack that was checked but not installed. ``topic`` is None if there are problems.

    ``is_known``: this home already has the same topic.
    """

    path: Path
    topic: Topic | None
    problems: tuple[Problem, ...] = ()
    is_known: bool = False


def find_file_kind(path: Path) -> FileKind:
    """Find the kind of a file or folder. Raises ``FileMissing`` or ``FileUnreadable``."""
    if is_folder(path):
        return FileKind.PACK
    with reading_errors(path), path.open("rb") as stream:
        start = stream.read(_FIRST_NAME.stop)
    if not start.startswith(_ZIP):
        return FileKind.ENCRYPTED if path.name.lower().endswith(ENDING) else FileKind.RETURN
    return FileKind.PACK if start[_FIRST_NAME] != b"mimetype" and _holds_topic(path) else FileKind.RETURN


def check_received_pack(workspace: Workspace, path: Path) -> CheckedPack:
    """Check a topic pack (a folder or a .zip) without installing it. Raises ``FileMissing``."""
    try:
        topic = load_pack(path)
        return CheckedPack(path, topic, is_known=topic in list_topics(workspace))
    except TopicInvalid as error:
        return CheckedPack(path, None, error.problems)


def verify_received_return(
    home: Home, path: Path, *, progress: Progress = no_progress, cancel: Cancel = never_cancelled
) -> Verdict:
    """Verify a return together with the PDF in it, and compare its signers with those that this home knows.

    Raises what :func:`s11desk.app.returns.verify.verify_return` and :func:`read_signers` raise.
    """
    verdict = verify_return(path, signers=read_signers(home), deep=True, progress=progress, cancel=cancel)
    note_certificates(home, (signature.cms for signature in verdict.read.signatures))
    return verdict


def save_part(bundle: Path, part: str, out: Path) -> None:
    """Copy one file out of a return. Raises ValueError if the return is not intact; what reading and writing raise."""
    read = verify_return(bundle).read
    with reading_errors(bundle), bundle.open("rb") as stream:
        if not read.is_intact:
            raise ValueError("only an intact return's files are handed on")
        with writing(out, private=False) as target:
            Contents(stream, read.container).extract(part, target)


def _holds_topic(path: Path) -> bool:
    """Whether a zip has a topic and no audit. A zip with an audit is a return that somebody packed again."""
    try:
        if path.stat().st_size > PACK_BYTES:
            return False
        with zipfile.ZipFile(path) as archive:
            names = {Path(name).name for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        return False
    return _TOPIC_FILE in names and _AUDIT_FILE not in names
