"""Ask a colleague some questions of an audit: write a file with them, for s11desk on the colleague's computer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

import s11desk
from s11desk.app.asking.asking_format import FORMAT, QUESTIONS_ENDING, QuestionsFile
from s11desk.app.asking.sound_values import agency_line
from s11desk.app.asking.write_asking_file import AskingFile, WrittenFile, random_id, write_asking_file
from s11desk.app.audits.answers import find_question
from s11desk.app.audits.drafts import Draft, normal_id, settle_draft
from s11desk.app.home.workspace import Workspace
from s11desk.bundle.safe_names import safe_name
from s11desk.domain.asking.asked_questions import QuestionsAsked, part_of
from s11desk.domain.asking.asked_topic import asked_topic
from s11desk.domain.text.text_limits import MESSAGE_LIMIT, NAME_LIMIT, LimitedText, require_kept_length
from s11desk.domain.text.typed_text import typed_line, typed_text
from s11desk.errors.asking_errors import NoQuestionChosen
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.store.drafts.asking import record_asking
from s11desk.store.rows.journal import EventKind


@dataclass(frozen=True, slots=True)
class AskChoice:
    """What the lead chose. ``questions``: ids, in any order. ``colleague`` and ``line`` may be empty.

    ``with_files``: take the files along that are attached to these questions. ``passphrase``: empty for none.
    """

    questions: tuple[str, ...]
    colleague: str = ""
    line: str = ""
    with_files: bool = True
    passphrase: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """The file with questions that was written. ``questions``: how many. ``is_locked``: under a passphrase."""

    file: WrittenFile
    audit: str
    questions: int
    colleague: str
    is_locked: bool


def questions_file_name(colleague: str, agency: str) -> str:
    """A name for the file, from the colleague's name, or from that of the agency."""
    whose = f"for {typed_line(colleague)}" if typed_line(colleague) else f"of {agency}"
    return safe_name(f"Questions {whose}{QUESTIONS_ENDING}", ())


def ask_questions(
    workspace: Workspace,
    audit_id: str,
    out: Path,
    choice: AskChoice,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> Asked:
    """Write the chosen questions to the new file ``out``, with what is answered so far, and record it in the history.

    The name gets the ending ``.s11questions`` if it has another. Raises ``NoQuestionChosen``, ``QuestionUnknown``,
    ``TextTooLong``, ``AuditUnknown``, ``AuditHandedOver``, and what
    :func:`s11desk.app.asking.write_asking_file.write_asking_file` raises. Then there is no file.
    """
    if not out.name.lower().endswith(QUESTIONS_ENDING):  # a locked file is known by its name
        out = out.with_name(f"{out.name}{QUESTIONS_ENDING}")
    draft = settle_draft(workspace, normal_id(audit_id))
    file = _questions_file(workspace, draft, choice)
    content = AskingFile(file, asked_topic(draft.topic, file.asked.questions), choice.passphrase)

    def record() -> None:
        line = msgspec.json.encode(file.asked).decode()
        entry = (EventKind.ASKED, file.asked.request, line)
        record_asking(workspace.drafts, draft.audit.id, workspace.stamp(), entry)

    written = write_asking_file(workspace, content, out, record, progress=progress, cancel=cancel)
    return Asked(written, draft.audit.id, len(file.asked.questions), file.asked.colleague, bool(choice.passphrase))


def _questions_file(workspace: Workspace, draft: Draft, choice: AskChoice) -> QuestionsFile:
    chosen = {find_question(draft.topic, name).id for name in choice.questions}
    if not chosen:
        raise NoQuestionChosen()
    colleague, line = typed_line(choice.colleague), typed_text(choice.line).strip()
    part = part_of(draft.audit, chosen, with_files=choice.with_files)
    words = (LimitedText(colleague, NAME_LIMIT), LimitedText(line, MESSAGE_LIMIT))
    require_kept_length([*words, *part.texts()])
    asked = QuestionsAsked(
        request=random_id(),
        audit=draft.audit.id,
        whole_topic=draft.audit.topic_digest,
        questions=tuple(question.id for question in draft.topic.questions if question.id in chosen),
        colleague=colleague,
        line=line,
        part=part,
    )
    return QuestionsFile(FORMAT, workspace.clock(), s11desk.__version__, agency_line(draft.audit.agency), asked)
