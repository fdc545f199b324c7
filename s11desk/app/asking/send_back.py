"""At the colleague: write the answers to a file that goes back to the person who asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import s11desk
from s11desk.app.asking.asking_format import ANSWERS_ENDING, EARLIER_LIMIT, FORMAT, ReplyFile
from s11desk.app.asking.sound_values import agency_line
from s11desk.app.asking.take_questions import questions_of
from s11desk.app.asking.write_asking_file import AskingFile, WrittenFile, random_id, write_asking_file
from s11desk.app.audits.drafts import Draft, normal_id, settle_draft
from s11desk.app.home.workspace import Workspace
from s11desk.bundle.safe_names import safe_name
from s11desk.domain.asking.asked_questions import part_of
from s11desk.domain.text.text_limits import NAME_LIMIT, LimitedText, require_kept_length
from s11desk.domain.text.typed_text import typed_line
from s11desk.errors.asking_errors import NameMissing
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.store.drafts.asking import record_asking
from s11desk.store.rows.journal import EventKind


@dataclass(frozen=True, slots=True)
class ReplyChoice:
    """What the colleague chose. ``name``: who answers. ``passphrase``: empty for a file without one."""

    name: str
    passphrase: str = ""


@dataclass(frozen=True, slots=True)
class SentBack:
    """The file with answers that was written. ``number``: how many were made from this audit, with this one.

    ``name``: who answered. ``is_locked``: under a passphrase.
    """

    file: WrittenFile
    audit: str
    number: int
    name: str
    is_locked: bool


def answers_file_name(name: str) -> str:
    """A name for the file, from the name of the person who answers."""
    return safe_name(f"Answers from {typed_line(name) or 'a colleague'}{ANSWERS_ENDING}", ())


def send_back(
    workspace: Workspace,
    audit_id: str,
    out: Path,
    choice: ReplyChoice,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> SentBack:
    """Write everything in an audit that began with a colleague's questions to the new file ``out``, for that colleague.

    Private notes stay here. The name gets the ending ``.s11answers`` if it has another. Raises ``AuditNotAsked``,
    ``NameMissing``, ``TextTooLong``, ``AuditUnknown``, ``AuditHandedOver``, and what
    :func:`s11desk.app.asking.write_asking_file.write_asking_file` raises. Then there is no file.
    """
    if not out.name.lower().endswith(ANSWERS_ENDING):  # a locked file is known by its name
        out = out.with_name(f"{out.name}{ANSWERS_ENDING}")
    name = _checked_name(choice.name)
    draft = settle_draft(workspace, normal_id(audit_id))
    file = _answers_file(workspace, draft, name)
    content = AskingFile(file, draft.topic, choice.passphrase)

    def record() -> None:
        entry = (EventKind.SENT_BACK, file.file, "")
        record_asking(workspace.drafts, draft.audit.id, workspace.stamp(), entry)

    written = write_asking_file(workspace, content, out, record, progress=progress, cancel=cancel)
    return SentBack(written, draft.audit.id, len(file.earlier) + 1, name, bool(choice.passphrase))


def _checked_name(typed: str) -> str:
    name = typed_line(typed)
    if not name:
        raise NameMissing()
    require_kept_length([LimitedText(name, NAME_LIMIT)])
    return name


def _answers_file(workspace: Workspace, draft: Draft, name: str) -> ReplyFile:
    asked = questions_of(workspace, draft.audit.id)
    history = workspace.drafts.history(draft.audit.id)
    part = part_of(draft.audit, {question.id for question in draft.topic.questions}, all_actions=True)
    require_kept_length(part.texts())
    earlier = tuple(entry.subject for entry in history if entry.what is EventKind.SENT_BACK)
    return ReplyFile(
        format=FORMAT,
        made=workspace.clock(),
        program=s11desk.__version__,
        agency=agency_line(draft.audit.agency),
        request=asked.request,
        audit=asked.audit,
        whole_topic=asked.whole_topic,
        file=random_id(),
        sender=draft.audit.id,
        name=name,
        earlier=earlier[1 - EARLIER_LIMIT :],
        part=part,
    )
