"""Look at a file that someone hands over: find its kind, check a pack or a return, save one part of a return."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from s11desk.app.asking.asking_format import ANSWERS_ENDING, QUESTIONS_ENDING
from s11desk.app.foreign_files import find_foreign_file, find_foreign_folder
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.identity.home_signers import read_signers
from s11desk.app.identity.known_signers import record_certificate_names
from s11desk.app.identity.receiving_home import receiving_of
from s11desk.app.moves.draft_format import ENDING as DRAFT_ENDING
from s11desk.app.moves.home_format import ENDING as HOME_ENDING
from s11desk.app.pack_review import PackReview, PackStanding, review_pack, signer_of
from s11desk.app.returns.making.encrypt import ENDING
from s11desk.app.returns.making.locked_return import unlock_to_open
from s11desk.app.returns.replies.reply_file import REPLY_ENDINGS
from s11desk.app.returns.verifying.home_topics import HomeTopics
from s11desk.app.returns.verifying.opened_copy import copy_to_open, remove_opened_copy
from s11desk.app.returns.verifying.verify import Verdict, verify_return
from s11desk.app.topic_packs import earlier_topics, examine_topic
from s11desk.app.topics import list_topics
from s11desk.bundle.file_start import is_ours_by_content
from s11desk.domain.returns.foreign_file import ForeignFile, ForeignKind
from s11desk.domain.topics.pack_problems import NO_TOPIC, Problem, ProblemCode
from s11desk.domain.topics.topic import Topic
from s11desk.files.presence import is_folder
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.topics.files.workbook_file import is_table_name, is_workbook


class FileKind(StrEnum):
    """How the program handles a file. RETURN is also for unknown files: its reader reports why it cannot read one."""

    RETURN = "return"
    ENCRYPTED = "encrypted"
    PACK = "pack"
    DRAFTS = "drafts"
    PORTABLE_DRAFT = "portable-draft"
    QUESTIONS = "questions"
    ANSWERS = "answers"
    REPLY = "reply"


_UNNAMED = {ForeignKind.OTHER, ForeignKind.OTHER_ZIP, ForeignKind.EMPTY}
"""Kinds of which the name of the file says more."""

_KINDS = {
    ForeignKind.ENCRYPTED: FileKind.ENCRYPTED,
    ForeignKind.LOCKED: FileKind.ENCRYPTED,
    ForeignKind.TOPIC_PACK: FileKind.PACK,
    ForeignKind.DRAFTS: FileKind.DRAFTS,
    ForeignKind.PORTABLE_DRAFT: FileKind.PORTABLE_DRAFT,
    ForeignKind.QUESTIONS: FileKind.QUESTIONS,
    ForeignKind.ANSWERS: FileKind.ANSWERS,
    ForeignKind.REPLY: FileKind.REPLY,
}
_BY_ENDING = {
    DRAFT_ENDING: FileKind.PORTABLE_DRAFT,
    QUESTIONS_ENDING: FileKind.QUESTIONS,
    ANSWERS_ENDING: FileKind.ANSWERS,
    HOME_ENDING: FileKind.PORTABLE_DRAFT,
    **dict.fromkeys(REPLY_ENDINGS.values(), FileKind.REPLY),
}
"""A file that a passphrase locks, or that is damaged, is known by its name."""


@dataclass(frozen=True, slots=True)
class CheckedPack:
    """A topic pack that was checked but not installed.

    ``topic`` is None if it cannot be used; ``problems`` then say why. Otherwise they are only warnings.

    ``review``: how it compares with what is here; None if there are problems. ``is_workbook``: it is written in Excel.
    """

    path: Path
    topic: Topic | None
    problems: tuple[Problem, ...] = ()
    review: PackReview | None = None
    is_workbook: bool = False

    @property
    def holds_no_topic(self) -> bool:
        """Whether the file is something else, and not a topic with mistakes in it."""
        return any(problem.code in NO_TOPIC for problem in self.problems)

    @property
    def is_known(self) -> bool:
        """Whether this home already uses the same topic."""
        return self.review is not None and self.review.standing is PackStanding.SAME


def find_file_kind(path: Path) -> FileKind:
    """Find the kind of a file or folder by its content. Raises ``FileMissing`` or ``FileUnreadable``."""
    if is_folder(path):
        return FileKind.RETURN if find_foreign_folder(path) is not None else FileKind.PACK
    with reading_errors(path), open_regular(path) as stream:
        foreign = find_foreign_file(stream)
    named = next((kind for ending, kind in _BY_ENDING.items() if path.name.lower().endswith(ending)), None)
    if named is not None and (foreign is None or foreign.kind is ForeignKind.LOCKED):
        return named
    if _may_hold_topic(path, foreign):
        return FileKind.PACK
    if foreign is None:
        is_named_encrypted = path.name.lower().endswith(ENDING) and not is_ours_by_content(path)
        return FileKind.ENCRYPTED if is_named_encrypted else FileKind.RETURN
    return _KINDS.get(foreign.kind, FileKind.RETURN)


def _may_hold_topic(path: Path, foreign: ForeignFile | None) -> bool:
    """Whether a file is a workbook or a table, by its content or name, in which a person may have written a topic."""
    if foreign is None:
        return is_table_name(path.name) and not is_ours_by_content(path)
    if foreign.kind is ForeignKind.NESTED:
        return is_table_name(foreign.part)
    return foreign.kind in _UNNAMED and (is_table_name(path.name) or is_workbook(path))


def check_received_pack(workspace: Workspace, path: Path) -> CheckedPack:
    """Check a topic pack (a folder, a .zip or a workbook) without installing it. Raises ``FileMissing``."""
    examination = examine_topic(path, workspace.clock().date(), earlier_topics(workspace))
    topic = examination.topic
    if topic is None:
        return CheckedPack(path, None, examination.problems, is_workbook=is_workbook(path))
    signer = signer_of(workspace.home, examination.signed) if examination.signed is not None else None
    if examination.signed is not None and signer is None:
        return CheckedPack(path, None, (Problem(ProblemCode.SIGNATURE_WRONG, path.name),))
    review = review_pack(workspace.home, topic, list_topics(workspace), signer)
    return CheckedPack(path, topic, examination.problems, review=review, is_workbook=is_workbook(path))


def verify_received_return(
    home: Home, path: Path, *, passphrase: str = "", progress: Progress = no_progress, cancel: Cancel = never_cancelled
) -> Verdict:
    """Verify a return together with the PDF in it, and compare its signers with those that this home knows.

    A small return is copied into the home first, and the copy is what is read (``Verdict.copy``). The caller erases it.
    With a ``passphrase`` it is a return that this passphrase locks, and it is decrypted into the copy.
    Raises what :func:`s11desk.app.returns.verifying.verify.verify_return` and :func:`read_signers` raise.
    """
    is_kept = False
    copy = unlock_to_open(home, path, passphrase, cancel=cancel) if passphrase else copy_to_open(home, path)
    try:
        signers, topics = read_signers(home), HomeTopics(home)
        verdict = verify_return(
            copy or path, signers=signers, topics=topics, deep=True, progress=progress, cancel=cancel
        )
        is_kept = verdict.read.is_intact
    finally:
        if copy is not None and not is_kept:
            remove_opened_copy(home, copy)
    record_certificate_names(home, (signature.cms for signature in verdict.read.signatures))
    receiving = receiving_of(home, verdict.topic, verdict.agency)
    return msgspec.structs.replace(verdict, path=path, copy=copy if is_kept else None, receiving=receiving)
