"""A file that someone hands over: what kind it is, and a return's own parts, saved out of it."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.identity.known_signers import SignerStanding, known_signers
from s11desk.app.identity.signing_identity import Holder, current_identity
from s11desk.app.returns.encrypt import ENDING
from s11desk.app.returns.verify import Verdict, verify_return
from s11desk.app.topics import list_topics
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.read_return import read_return
from s11desk.domain.pack_problems import Problem
from s11desk.domain.return_verdict import Standing
from s11desk.domain.topic import Topic
from s11desk.durable import reading_errors, writing
from s11desk.errors import UserError
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.topics.pack import load_pack
from s11desk.topics.topic_invalid import TopicInvalid

_ZIP = b"PK\x03\x04"
_FIRST_NAME = slice(30, 38)
"""Where the name of a zip's first file stands; a return begins with the file ``mimetype``."""
_TOPIC_FILE = "topic.json"
_AUDIT_FILE = "audit.json"


class FileKind(StrEnum):
    """What a file is handled as. Whatever is neither of the others is read as a return, whose reader says the rest."""

    RETURN = "return"
    ENCRYPTED = "encrypted"
    PACK = "pack"


@dataclass(frozen=True, slots=True)
class PackSeen:
    """A topic pack, looked at and not kept. ``topic`` is None where there are problems.

    ``is_known``: this very topic can be begun already.
    """

    path: Path
    topic: Topic | None
    problems: tuple[Problem, ...] = ()
    is_known: bool = False


def kind_of(path: Path) -> FileKind:
    """What the file or folder is to be handled as. Raises ``FileMissing`` and ``FileUnreadable``."""
    if path.is_dir():
        return FileKind.PACK
    with reading_errors(path), path.open("rb") as stream:
        start = stream.read(_FIRST_NAME.stop)
    if not start.startswith(_ZIP):
        return FileKind.ENCRYPTED if path.name.lower().endswith(ENDING) else FileKind.RETURN
    return FileKind.PACK if start[_FIRST_NAME] != b"mimetype" and _holds_topic(path) else FileKind.RETURN


def look_at_pack(workspace: Workspace, path: Path) -> PackSeen:
    """Check a topic pack, a folder or a .zip, without keeping it. Raises ``FileMissing``."""
    try:
        topic = load_pack(path)
        return PackSeen(path, topic, is_known=topic in list_topics(workspace))
    except TopicInvalid as error:
        return PackSeen(path, None, error.problems)


def look_at_return(
    home: Home, path: Path, *, progress: Progress = no_progress, cancel: Cancel = never_cancelled
) -> Verdict:
    """Everything that can be said of a return, the PDF inside and the home's known signers included.

    Raises what :func:`s11desk.app.returns.verify.verify_return` and :func:`known_signers` raise.
    """
    verdict = verify_return(path, known=known_signers(home), deep=True, progress=progress, cancel=cancel)
    own = _own_fingerprints(home)
    signed = (signature.cms for signature in verdict.read.signatures)
    standings = tuple(
        SignerStanding(Standing.OWN) if cms.is_valid and cms.signer and cms.signer.fingerprint in own else standing
        for cms, standing in zip(signed, verdict.standings, strict=False)
    )
    return replace(verdict, standings=standings)


def _own_fingerprints(home: Home) -> set[str]:
    """Of whoever signs on this computer; one that cannot be read is nobody's here."""
    found = set()
    for holder in Holder:
        with suppress(UserError):
            if (identity := current_identity(home, holder)) is not None:
                found.add(identity.fingerprint)
    return found


def save_part(bundle: Path, part: str, out: Path) -> None:
    """Copy one file out of an intact return (else ValueError). Raises what reading and writing raise."""
    with reading_errors(bundle), bundle.open("rb") as stream:
        read = read_return(stream)
        if not read.is_intact:
            raise ValueError("only an intact return's files are handed on")
        with writing(out) as target:
            Contents(stream, read.container).extract(part, target)


def _holds_topic(path: Path) -> bool:
    """A zip with a topic and no audit; a return that was packed again is left to the return's reader."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {Path(name).name for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        return False
    return _TOPIC_FILE in names and _AUDIT_FILE not in names
